//! An office's own tables and fields. What is there is never taken away: a field is hidden, its kind never changes, and
//! words are only added to a choice, so that no value ever stands without its definition.
use super::{
    check::faults,
    definition::{Field, Table},
    log,
    queries::{TABLES_MOST, table},
    record::OfficeTable,
    shipped::shipped,
};
use crate::{
    base::{Failure, FieldErrors, Id, Reason, Stamp},
    domain::office::{audit, who::Actor},
    store::{Read, Tx},
};

/// Creates a table of the office's own; its code is given here.
pub fn create_table(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), draft: Table) -> Result<OfficeTable, Failure> {
    if tx.rows::<OfficeTable>()? >= TABLES_MOST as i64 {
        return Err(Failure::Refused(Reason::new("registers-tables-most").arg("most", TABLES_MOST)));
    }
    let id: Id<OfficeTable> = tx.next_id()?;
    let table = Table { code: format!("own-{id}"), ..draft };
    sound(&table)?;
    save(tx, (by, at), OfficeTable { id, table, changed: (by, at) }, log::REGISTER_TABLE_CREATE)
}

/// Changes what may change of an own table: names, days' names, reasons that are added, law, whether it is hidden.
pub fn edit_table(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), code: &str, draft: Table) -> Result<OfficeTable, Failure> {
    let old = tx.by(&OfficeTable::BY_CODE, &code.to_owned())?.ok_or(Failure::NotFound)?;
    if shipped()?.iter().any(|t| t.code == code) {
        return Err(Failure::NotFound);
    }
    let was = old.table;
    if was.ends.iter().any(|e| !draft.ends.contains(e)) {
        return Err(Failure::field("ends", "registers-options-stay"));
    }
    let table = Table {
        code: was.code,
        about: was.about,
        key: was.key,
        fields: was.fields,
        access: was.access,
        module: was.module,
        ..draft
    };
    sound(&table)?;
    save(tx, (by, at), OfficeTable { table, changed: (by, at), ..old }, log::REGISTER_TABLE_EDIT)
}

/// Adds a field to an own table or to a shipped one; its key is given here.
pub fn add_field(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), code: &str, draft: Field) -> Result<OfficeTable, Failure> {
    let whole = table(tx, code)?;
    let mut own = match tx.by(&OfficeTable::BY_CODE, &code.to_owned())? {
        Some(own) => own,
        None => {
            // Of a shipped table only the added fields are the office's: the rest is the program's to improve.
            let table = Table { fields: Vec::new(), ..(*whole).clone() };
            OfficeTable { id: tx.next_id()?, table, changed: (by, at) }
        }
    };
    let key = (1..).map(|n| format!("own-{n}")).find(|k| whole.field(k).is_none()).unwrap_or_default();
    let field = Field { key, ..draft };
    let joined = Table { fields: whole.fields.iter().cloned().chain([field.clone()]).collect(), ..(*whole).clone() };
    sound(&joined)?;
    own.table.fields.push(field);
    own.changed = (by, at);
    save(tx, (by, at), own, log::REGISTER_FIELD_CREATE)
}

/// Changes what may change of a field of the office's own: names, bounds, words that are added, whether it is required,
/// listed, hidden.
pub fn edit_field(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    code: &str,
    key: &str,
    draft: Field,
) -> Result<OfficeTable, Failure> {
    let mut own = tx.by(&OfficeTable::BY_CODE, &code.to_owned())?.ok_or(Failure::NotFound)?;
    let whole = table(tx, code)?;
    let was = own.table.fields.iter_mut().find(|f| f.key == key).ok_or(Failure::NotFound)?;
    if was.options.iter().any(|o| !draft.options.contains(o)) {
        return Err(Failure::field("options", "registers-options-stay"));
    }
    let field = Field {
        key: was.key.clone(),
        kind: was.kind,
        class: was.class,
        find: was.find,
        count: was.count,
        codes: was.codes.clone(),
        words: was.words.clone(),
        ..draft
    };
    *was = field.clone();
    let fields = whole.fields.iter().map(|f| if f.key == key { field.clone() } else { f.clone() }).collect();
    sound(&Table { fields, ..(*whole).clone() })?;
    own.changed = (by, at);
    save(tx, (by, at), own, log::REGISTER_FIELD_EDIT)
}

fn sound(t: &Table) -> Result<(), Failure> {
    let found = faults(t);
    if found.is_empty() {
        return Ok(());
    }
    let beside = |key: &str| match key {
        "registers-fault-options" => "options",
        "registers-fault-codes" => "codes",
        "registers-fault-count" => "count",
        "registers-fault-find" => "find",
        "registers-fault-strict" => "class",
        "registers-fault-bounds" => "max",
        "registers-fault-ends" => "ends",
        _ => "name",
    };
    Err(Failure::Invalid(FieldErrors(found.into_iter().map(|(_, r)| (beside(r.key).to_owned(), r)).collect())))
}

fn save(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), own: OfficeTable, action: audit::Action) -> Result<OfficeTable, Failure> {
    tx.put(&own)?;
    audit::note(tx, by, at, action, Some(own.id), &own.table.code)?;
    Ok(own)
}
