use super::{
    Household, Relation, Residence, Resident, Touched,
    changed::{mark_changed, put_home, put_resident},
    log, members, readings,
};
use crate::{
    base::{CitizenNumber, Day, Failure, FieldErrors, Id, Name, Phone, Reason, SealKey, Sex, Stamp},
    domain::office::{audit, who::Actor},
    store::{Read, Tx},
};

/// What is said of a resident, but the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    pub name: Name,
    /// Relation to the head.
    pub relation: Relation,
    /// Sex; taken from the number when unknown.
    pub sex: Sex,
    /// Birth; taken from the number when unknown.
    pub birth: Option<Day>,
    /// GB/T 3304.
    pub ethnicity: Option<u8>,
    /// GB/T 2261.2.
    pub marital: Option<u8>,
    /// GB/T 4658.
    pub education: Option<u8>,
    /// GB/T 4762.
    pub political: Option<u8>,
    pub phone: Option<Phone>,
    /// Registered or floating.
    pub residence: Residence,
    /// Free note.
    pub note: String,
}

impl Particulars {
    /// A name and a relation; nothing else is known.
    pub fn new(name: Name, relation: Relation) -> Self {
        Particulars {
            name,
            relation,
            sex: Sex::Unknown,
            birth: None,
            ethnicity: None,
            marital: None,
            education: None,
            political: None,
            phone: None,
            residence: Residence::Registered,
            note: String::new(),
        }
    }
    /// What is recorded of a resident.
    pub fn of(r: &Resident) -> Self {
        Particulars {
            name: r.name.clone(),
            relation: r.relation,
            sex: r.sex,
            birth: r.birth,
            ethnicity: r.ethnicity,
            marital: r.marital,
            education: r.education,
            political: r.political,
            phone: r.phone.clone(),
            residence: r.residence,
            note: r.note.clone(),
        }
    }
}

/// What becomes of a resident's number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberEdit {
    /// Stays as it is.
    Keep,
    /// Was wrong and is taken away.
    Clear,
    /// Is this one.
    Set(CitizenNumber),
}

/// Adds a member to a household. Refuses a second head, a number that another person has (`Taken`), and a number that
/// disagrees with sex or birth.
pub(in crate::domain::registry) fn add_resident(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    household: Id<Household>,
    p: Particulars,
    number: Option<&CitizenNumber>,
) -> Result<Resident, Failure> {
    let mut home: Household = tx.get(household)?;
    if home.left.is_some() {
        return Err(Failure::refused("household-has-left"));
    }
    let id = tx.next_id()?;
    if p.relation.is_head() {
        if home.head.is_some() {
            return Err(Failure::field("relation", "household-has-head"));
        }
        home.head = Some(id);
        put_home(tx, &home)?;
    } else if home.head.is_none() {
        return Err(Failure::field("relation", "household-head-first"));
    }
    let edit = number.map_or(NumberEdit::Keep, |n| NumberEdit::Set(n.clone()));
    let blank = blank(id, &home, p.name.clone(), at);
    let resident = filled(keys, &blank, p, edit)?;
    put_resident(tx, &resident)?;
    audit::note(tx, by, at, log::RESIDENT_CREATE, Some(id), "")?;
    Ok(resident)
}

fn blank(id: Id<Resident>, home: &Household, name: Name, created: Stamp) -> Resident {
    Resident {
        id,
        household: home.id,
        grid: home.grid,
        name,
        pinyin: String::new(),
        relation: Relation::HEAD,
        number: None,
        sex: Sex::Unknown,
        birth: None,
        ethnicity: None,
        marital: None,
        education: None,
        political: None,
        phone: None,
        residence: Residence::Registered,
        note: String::new(),
        gone: None,
        created,
    }
}

/// `old` with new particulars; the number, sex and birth agree.
fn filled(keys: &SealKey, old: &Resident, mut p: Particulars, number: NumberEdit) -> Result<Resident, Failure> {
    let number = match number {
        NumberEdit::Keep => old.number.clone(),
        NumberEdit::Clear => None,
        NumberEdit::Set(n) => {
            agree(&mut p, &n)?;
            let same = old.number.as_ref().filter(|s| s.hash == keys.blind("citizen", n.plain()));
            Some(same.map_or_else(|| keys.seal_number(&n), |s| Ok(s.clone()))?)
        }
    };
    let pinyin = readings(&p.name);
    Ok(Resident {
        name: p.name,
        pinyin,
        relation: p.relation,
        number,
        sex: p.sex,
        birth: p.birth,
        ethnicity: p.ethnicity,
        marital: p.marital,
        education: p.education,
        political: p.political,
        phone: p.phone,
        residence: p.residence,
        note: p.note,
        ..old.clone()
    })
}

/// Sex and birth are those of the number; said otherwise they are errors.
fn agree(p: &mut Particulars, n: &CitizenNumber) -> Result<(), Failure> {
    let mut errors = FieldErrors::default();
    match p.sex {
        Sex::Unknown | Sex::Unstated => p.sex = n.sex(),
        said if said != n.sex() => errors.0.push(("sex".into(), Reason::new("number-sex-differs"))),
        _ => {}
    }
    match p.birth {
        None => p.birth = Some(n.birth()),
        Some(said) if said != n.birth() => errors.0.push(("birth".into(), Reason::new("number-birth-differs"))),
        Some(_) => {}
    }
    if errors.0.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

/// Changes a resident. Head and non-head do not change places here. With [`NumberEdit::Keep`] sex and
/// birth are checked against the sealed number.
pub(in crate::domain::registry) fn edit_resident(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    id: Id<Resident>,
    p: Particulars,
    number: NumberEdit,
) -> Result<Resident, Failure> {
    let old: Resident = tx.get(id)?;
    if old.relation.is_head() != p.relation.is_head() {
        return Err(Failure::field("relation", "relation-head-is-set-apart"));
    }
    let number = match (&number, &old.number) {
        (NumberEdit::Keep, Some(sealed)) => NumberEdit::Set(keys.open_number(sealed)?),
        _ => number,
    };
    let new = filled(keys, &old, p, number)?;
    if new != old {
        put_resident(tx, &new)?;
        audit::note(tx, by, at, log::RESIDENT_EDIT, Some(id), &changed_fields(&old, &new))?;
    }
    Ok(new)
}

/// The names of the fields that differ, for the audit line: never their values.
fn changed_fields(old: &Resident, new: &Resident) -> String {
    let fields = [
        ("name", old.name != new.name),
        ("relation", old.relation != new.relation),
        ("number", old.number != new.number),
        ("sex", old.sex != new.sex),
        ("birth", old.birth != new.birth),
        ("ethnicity", old.ethnicity != new.ethnicity),
        ("marital", old.marital != new.marital),
        ("education", old.education != new.education),
        ("political", old.political != new.political),
        ("phone", old.phone != new.phone),
        ("residence", old.residence != new.residence),
        ("note", old.note != new.note),
    ];
    fields.iter().filter(|(_, c)| *c).map(|(n, _)| *n).collect::<Vec<_>>().join(" ")
}

/// Records that a resident died or moved away. The head goes last, or after another became head; with the last member the
/// household has left.
pub(in crate::domain::registry) fn mark_gone(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    id: Id<Resident>,
    day: Day,
    reason: &str,
) -> Result<Resident, Failure> {
    let mut r: Resident = tx.get(id)?;
    if r.gone.is_some() {
        return Ok(r);
    }
    if day > at.day() {
        return Err(Failure::field("day", "day-in-future"));
    }
    detach(tx, &r, day)?;
    r.gone = Some((day, reason.to_owned()));
    put_resident(tx, &r)?;
    audit::note(tx, by, at, log::RESIDENT_GONE, Some(id), reason)?;
    Ok(r)
}

/// Takes a resident out of the household's head-keeping: a head with others behind is refused.
fn detach(tx: &mut Tx<'_>, r: &Resident, day: Day) -> Result<(), Failure> {
    let mut home: Household = tx.get(r.household)?;
    let others = members(tx, home.id)?.iter().filter(|m| m.gone.is_none() && m.id != r.id).count();
    if home.head == Some(r.id) && others > 0 {
        return Err(Failure::refused("household-needs-new-head"));
    }
    if others == 0 {
        home.head = None;
        home.left = Some(day);
        put_home(tx, &home)?;
    }
    Ok(())
}

/// Moves a member to another household, as `relation` to its head.
pub(in crate::domain::registry) fn move_resident(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    id: Id<Resident>,
    to: Id<Household>,
    relation: Relation,
) -> Result<Resident, Failure> {
    let mut r: Resident = tx.get(id)?;
    let mut home: Household = tx.get(to)?;
    if r.gone.is_some() {
        return Err(Failure::refused("resident-is-gone"));
    }
    if r.household == to {
        return Ok(r);
    }
    detach(tx, &r, at.day())?;
    match (relation.is_head(), home.head) {
        (true, Some(_)) => return Err(Failure::field("relation", "household-has-head")),
        (false, None) => return Err(Failure::field("relation", "household-head-first")),
        (true, None) => {
            home.head = Some(id);
            home.left = None;
            put_home(tx, &home)?;
        }
        (false, Some(_)) => {}
    }
    mark_changed(tx, Touched::household(r.household))?;
    (r.household, r.grid, r.relation) = (to, home.grid, relation);
    put_resident(tx, &r)?;
    audit::note(tx, by, at, log::RESIDENT_MOVE, Some(id), &format!("household {to}"))?;
    Ok(r)
}
