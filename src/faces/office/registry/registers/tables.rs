//! An office's own tables and fields.
use actix_web::web::Path;

use super::tables_view::{self, own};
use crate::{
    base::Failure,
    domain::registry::registers::{self, About, Access, Basis, Class, Field, Kind, Module, Table},
    faces::{
        office::Office,
        staff::{May, needs},
        web::{Form, Reply, ask_again, page, see_other},
    },
};

pub(super) async fn list(who: May<needs::EditCatalogue>, office: Office) -> Reply {
    let tables = registers::tables(&office.app.store)?;
    Ok(page(tables_view::list(&office, &who, &tables)))
}

pub(super) async fn new_page(who: May<needs::EditCatalogue>, office: Office) -> Reply {
    let form = Form::filled([
        ("module", "population"),
        ("about", "resident"),
        ("access", "everyone"),
        ("from", "登记日期"),
        ("ends", "迁出\n死亡\n登记有误"),
        ("retention", "3"),
        ("one", "1"),
        ("kind", "text"),
        ("list", "1"),
        ("find", "1"),
    ]);
    Ok(page(tables_view::table(&office, &who, None, &form)))
}

fn lines(form: &Form, name: &str) -> Vec<String> {
    form.value(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

/// The English name, else the Chinese one.
fn english(form: &Form, name: &str, zh: &str) -> String {
    Some(form.value(name).trim().to_owned()).filter(|s| !s.is_empty()).unwrap_or_else(|| zh.to_owned())
}

/// Reads what a table's form says; `was` gives what never changes.
fn read_table(form: &mut Form, was: Option<&Table>) -> Option<Table> {
    let name = form.text("name", registers::check::NAME_MOST);
    let from = form.text("from", registers::check::NAME_MOST);
    let until = form.text_or_empty("until", registers::check::NAME_MOST);
    let retention = form.take("retention", "field-number", |s| s.parse().ok());
    let basis = form.text("basis", 200);
    let (module, about, access, fields) = match was {
        Some(t) => (Some(t.module), Some(t.about), Some(t.access), Some(t.fields.clone())),
        None => (
            form.take("module", "field-choice", Module::parse),
            form.take("about", "field-choice", About::parse),
            form.take("access", "field-choice", Access::parse),
            read_field(form, "field-name").map(|f| vec![Field { key: "own-1".into(), ..f }]),
        ),
    };
    let (name, from, until, about) = (name?, from?, until?, about?);
    let one = was.is_none() && form.ticked("one") && about != About::None;
    let law = |line: &str| {
        let (title, number) = line.split_once('|').unwrap_or((line, ""));
        let title = title.trim().trim_start_matches('《').trim_end_matches('》').to_owned();
        Basis { title, number: number.trim().to_owned() }
    };
    Some(Table {
        code: "own".into(),
        en: english(form, "en", &name),
        name,
        module: module?,
        about,
        access: access?,
        key: if one { vec!["subject".into()] } else { Vec::new() },
        from_en: from.clone(),
        from,
        until_en: until.clone(),
        until,
        ends: lines(form, "ends"),
        retention: retention?,
        basis: basis?.lines().map(str::trim).filter(|l| !l.is_empty()).map(law).collect(),
        fields: fields?,
        hidden: form.ticked("hidden"),
    })
}

fn read_field(form: &mut Form, name: &str) -> Option<Field> {
    let label = form.text(name, registers::check::NAME_MOST);
    let kind = form.take("kind", "field-choice", Kind::parse);
    let min = form.maybe("min", "field-number", |s| s.parse().ok());
    let max = form.maybe("max", "field-number", |s| s.parse().ok());
    let class = if form.value("class").is_empty() { Some(Class::Open) } else { form.take("class", "field-choice", Class::parse) };
    let (name, kind, class) = (label?, kind?, class?);
    let split = |s: &str| s.split(['\n', '、', ',', '，']).map(str::trim).filter(|o| !o.is_empty()).map(str::to_owned).collect();
    let options: Vec<String> = split(form.value("options"));
    let chooses = matches!(kind, Kind::Choice | Kind::Choices);
    // A citizen number is never anything but sealed.
    let class = if kind == Kind::CitizenNumber { Class::Strict } else { class };
    Some(Field {
        key: "own".into(),
        en: english(form, "field-en", &name),
        name,
        kind,
        class,
        required: form.ticked("required"),
        list: form.ticked("list"),
        find: form.ticked("find") && kind.findable() && (class != Class::Strict || kind == Kind::CitizenNumber),
        count: form.ticked("count") && kind.countable() && class != Class::Strict,
        hidden: form.ticked("hidden-field"),
        options: if chooses { options } else { Vec::new() },
        codes: if kind == Kind::Code { form.value("codes").to_owned() } else { String::new() },
        min: min?,
        max: max?,
        pattern: form.value("pattern").trim().to_owned(),
        unit: form.value("unit").trim().to_owned(),
        words: Vec::new(),
    })
}

pub(super) async fn create(who: May<needs::EditCatalogue>, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    if let Some(draft) = read_table(&mut form, None) {
        let (by, at) = (who.actor(), app.clock.now());
        if let Some(made) = form.settled(app.store.write(move |tx| registers::create_table(tx, (by, at), draft)).await)? {
            return Ok(see_other(&format!("/office/registers/tables/{}?done=saved", made.table.code)));
        }
    }
    Ok(ask_again(tables_view::table(&office, &who, None, &form)))
}

fn fill_table(t: &Table) -> Form {
    let law = |b: &Basis| if b.number.is_empty() { b.title.clone() } else { format!("{} | {}", b.title, b.number) };
    Form::filled([
        ("name", t.name.clone()),
        ("en", t.en.clone()),
        ("from", t.from.clone()),
        ("until", t.until.clone()),
        ("ends", t.ends.join("\n")),
        ("retention", t.retention.to_string()),
        ("basis", t.basis.iter().map(law).collect::<Vec<_>>().join("\n")),
        ("hidden", if t.hidden { "1".into() } else { String::new() }),
    ])
}

pub(super) async fn show(who: May<needs::EditCatalogue>, office: Office, code: Path<String>) -> Reply {
    let t = registers::table(&office.app.store, &code)?;
    Ok(page(tables_view::table(&office, &who, Some(&t), &fill_table(&t))))
}

pub(super) async fn save(who: May<needs::EditCatalogue>, office: Office, code: Path<String>, mut form: Form) -> Reply {
    let app = &office.app;
    let t = registers::table(&app.store, &code)?;
    if let Some(draft) = read_table(&mut form, Some(&t)) {
        let (by, at, code) = (who.actor(), app.clock.now(), t.code.clone());
        if form.settled(app.store.write(move |tx| registers::edit_table(tx, (by, at), &code, draft)).await)?.is_some() {
            return Ok(see_other(&format!("/office/registers/tables/{}?done=saved", t.code)));
        }
    }
    Ok(ask_again(tables_view::table(&office, &who, Some(&t), &form)))
}

fn fill_field(f: &Field) -> Form {
    let tick = |on: bool| if on { "1".to_owned() } else { String::new() };
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    Form::filled([
        ("field-name", f.name.clone()),
        ("field-en", f.en.clone()),
        ("kind", f.kind.key().to_owned()),
        ("class", f.class.key().to_owned()),
        ("codes", f.codes.clone()),
        ("options", f.options.join("\n")),
        ("min", number(f.min)),
        ("max", number(f.max)),
        ("pattern", f.pattern.clone()),
        ("unit", f.unit.clone()),
        ("required", tick(f.required)),
        ("list", tick(f.list)),
        ("find", tick(f.find)),
        ("count", tick(f.count)),
        ("hidden-field", tick(f.hidden)),
    ])
}

pub(super) async fn field(who: May<needs::EditCatalogue>, office: Office, path: Path<(String, String)>) -> Reply {
    let t = registers::table(&office.app.store, &path.0)?;
    if path.1 == "new" {
        let form = Form::filled([("kind", "text"), ("list", "1"), ("find", "1"), ("count", "1")]);
        return Ok(page(tables_view::field(&office, &who, &t, None, &form)));
    }
    let f = t.field(&path.1).ok_or(Failure::NotFound)?;
    if !own(&t, f)? {
        return Err(Failure::NotFound.into());
    }
    Ok(page(tables_view::field(&office, &who, &t, Some(f), &fill_field(f))))
}

pub(super) async fn save_field(
    who: May<needs::EditCatalogue>,
    office: Office,
    path: Path<(String, String)>,
    mut form: Form,
) -> Reply {
    let app = &office.app;
    let t = registers::table(&app.store, &path.0)?;
    let held = t.field(&path.1).cloned();
    if held.is_none() && path.1 != "new" {
        return Err(Failure::NotFound.into());
    }
    if let Some(f) = &held {
        // What never changes is not on the form.
        form.set("kind", f.kind.key());
        form.set("class", f.class.key());
    }
    if let Some(draft) = read_field(&mut form, "field-name") {
        let (by, at, code, key) = (who.actor(), app.clock.now(), t.code.clone(), held.as_ref().map(|f| f.key.clone()));
        let done = app.store.write(move |tx| match key {
            Some(key) => registers::edit_field(tx, (by, at), &code, &key, draft),
            None => registers::add_field(tx, (by, at), &code, draft),
        });
        let name = |key: String| if key == "name" { "field-name".to_owned() } else { key };
        if form.settled_as(done.await, name)?.is_some() {
            return Ok(see_other(&format!("/office/registers/tables/{}?done=saved", t.code)));
        }
    }
    Ok(ask_again(tables_view::field(&office, &who, &t, held.as_ref(), &form)))
}
