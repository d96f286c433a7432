//! A resident's own particulars, for the copy that is theirs.
use super::{Resident, codes};
use crate::{
    base::Failure,
    domain::noun::{Asked, Facts, Part, Words},
    store::Read,
};

pub(super) fn personal(asked: &Asked<'_>) -> Result<Vec<Part>, Failure> {
    let r: Resident = asked.store.get(asked.resident())?;
    let home = asked.store.get(r.household)?;
    let code = |c: Option<u8>, table: &codes::CodeTable| Words::maybe(c.and_then(|c| table.name(c)));
    let number = r.number.as_ref().map(|n| asked.keys.seal.open_number(n)).transpose()?;
    let mut f = Facts::default();
    f.add("no", "personal-resident-no", Words::plain(r.id));
    f.add("name", "resident-name", Words::plain(&r.name));
    f.add("citizen-number", "resident-number", Words::maybe(number.as_ref().map(|n| n.plain())));
    f.add("sex", "resident-sex", Words::text(format!("sex-{}", r.sex.code())));
    f.add("birth", "resident-birth", Words::maybe(r.birth));
    f.add("ethnicity", "resident-ethnicity", code(r.ethnicity, &codes::ETHNICITIES));
    f.add("marital", "resident-marital", code(r.marital, &codes::MARITALS));
    f.add("education", "resident-education", code(r.education, &codes::EDUCATIONS));
    f.add("political", "resident-political", code(r.political, &codes::POLITICALS));
    f.add("phone", "resident-phone", Words::maybe(r.phone.as_ref()));
    f.add("residence", "resident-residence", Words::text(format!("residence-{}", r.residence.key())));
    f.add("relation", "resident-relation", Words::plain(r.relation.name()));
    f.add("address", "household-address", Words::plain(&home.address));
    f.add("household-phone", "household-phone", Words::maybe(home.phone.as_ref()));
    f.add("note", "resident-note", Words::plain(&r.note));
    if let Some((on, why)) = r.gone {
        f.add("gone", Words::text(why), Words::plain(on));
    }
    f.add("created", "personal-created", Words::plain(r.created.minute()));
    Ok(vec![Part::new(10, "resident", "personal-part-resident", vec![f])])
}
