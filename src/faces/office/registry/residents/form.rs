//! A resident's particulars as a form.
use crate::{
    base::{CitizenNumber, Day, Failure, Name, Phone, Reason, Sex},
    domain::registry::people::{
        NumberEdit, Particulars, Relation, Residence, Resident,
        codes::{CodeTable, EDUCATIONS, ETHNICITIES, MARITALS, POLITICALS},
    },
    faces::web::Form,
};

/// What was typed as the number: nothing keeps what is recorded.
pub(super) struct Typed(Option<CitizenNumber>, bool);

impl Typed {
    pub(super) fn plain(self) -> Option<CitizenNumber> {
        self.0
    }
    fn keeps(&self) -> bool {
        self.0.is_none() && !self.1
    }
    pub(super) fn edit(self) -> NumberEdit {
        match self {
            Typed(Some(n), _) => NumberEdit::Set(n),
            Typed(None, true) => NumberEdit::Clear,
            Typed(None, false) => NumberEdit::Keep,
        }
    }
}

pub(super) fn blank() -> Form {
    Form::filled([("residence", "registered"), ("ethnicity", "1")])
}

pub(super) fn filled(r: &Resident) -> Form {
    let code = |n: Option<u8>| n.map(|n| n.to_string()).unwrap_or_default();
    Form::filled([
        ("name", r.name.to_string()),
        ("relation", r.relation.0.to_string()),
        ("sex", r.sex.code().to_string()),
        ("ethnicity", code(r.ethnicity)),
        ("marital", code(r.marital)),
        ("education", code(r.education)),
        ("political", code(r.political)),
        ("phone", r.phone.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("residence", r.residence.key().to_owned()),
        ("note", r.note.clone()),
    ])
}

/// Reads the form; errors are beside their fields.
pub(super) fn read(form: &mut Form) -> Option<(Particulars, Typed)> {
    let name = form.take("name", "field-name", Name::parse);
    let relation = form.take("relation", "import-relation-unknown", Relation::parse);
    let number = form.maybe("number", "field-citizen-number", CitizenNumber::parse);
    let sex = form.maybe("sex", "field-choice", Sex::read);
    let birth = form.maybe("birth", "field-date", Day::parse);
    let mut code = |name: &str, table: &CodeTable| form.maybe(name, "field-choice", |s| table.parse(s));
    let ethnicity = code("ethnicity", &ETHNICITIES);
    let (marital, education) = (code("marital", &MARITALS), code("education", &EDUCATIONS));
    let political = code("political", &POLITICALS);
    let phone = form.maybe("phone", "field-phone", Phone::parse);
    let residence = form.take("residence", "field-choice", Residence::parse);
    let note = form.text_or_empty("note", 500);
    let clear = form.ticked("clear-number");
    Some((
        Particulars {
            name: name?,
            relation: relation?,
            sex: sex?.unwrap_or(Sex::Unknown),
            birth: birth?,
            ethnicity: ethnicity?,
            marital: marital?,
            education: education?,
            political: political?,
            phone: phone?,
            residence: residence?,
            note: note?,
        },
        Typed(number?, clear),
    ))
}

/// The same over what is recorded: the birth is not shown, so that an empty line keeps it. While a number stands the birth is
/// the number's, and no guess at it is answered.
pub(super) fn read_over(r: &Resident, form: &mut Form) -> Option<(Particulars, Typed)> {
    let (mut p, number) = read(form)?;
    if p.birth.is_some() && r.number.is_some() && number.keeps() {
        form.note("birth", Reason::new("resident-birth-by-number"));
        return None;
    }
    if number.0.is_none() {
        p.birth = p.birth.or(r.birth);
    }
    Some((p, number))
}

/// Two residents of one number are said beside the number.
pub(super) fn taken(e: Failure) -> Failure {
    if matches!(e, Failure::Taken("resident.number")) { Failure::field("number", "resident-number-taken") } else { e }
}
