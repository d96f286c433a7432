//! One row of a roster, parsed; what cannot be read is a reason and never a guess.
use std::collections::BTreeMap;

use super::{Column, place::read_place};
use crate::{
    base::{CitizenNumber, Day, Name, Phone, Reason, Sex, narrowed},
    domain::{
        places::grids::Place,
        registry::people::{
            Relation, Residence,
            codes::{CodeTable, EDUCATIONS, ETHNICITIES, MARITALS, POLITICALS},
        },
    },
    sheets::Cell,
};

/// The number as a cell says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NumberCell {
    #[default]
    None,
    /// In full.
    Plain(CitizenNumber),
    /// `3****************4`, as an export without the right to reveal writes it.
    Masked(String),
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Row of the sheet, from 0.
    pub row: usize,
    pub name: Option<Name>,
    /// The head's name, where a column gives it.
    pub head: String,
    /// The household's number in the roster.
    pub household_no: String,
    /// Relation to the head.
    pub relation: Option<Relation>,
    /// Citizen number.
    pub number: NumberCell,
    pub phone: Option<Phone>,
    pub place: Option<Place>,
    pub sex: Option<Sex>,
    pub birth: Option<Day>,
    /// GB/T 3304.
    pub ethnicity: Option<u8>,
    /// GB/T 2261.2.
    pub marital: Option<u8>,
    /// GB/T 4658.
    pub education: Option<u8>,
    /// GB/T 4762.
    pub political: Option<u8>,
    /// Registered or floating.
    pub residence: Option<Residence>,
    pub note: Option<String>,
    /// The grid as written.
    pub grid: String,
    /// Why the row is refused.
    pub reasons: Vec<Reason>,
}

/// Longest note, in characters.
const NOTE_MOST: usize = 500;

/// Reads a row.
pub(super) fn read_row(row: usize, cells: &[Cell], columns: &BTreeMap<Column, usize>) -> Draft {
    let get = |c: Column| columns.get(&c).and_then(|i| cells.get(*i)).cloned().unwrap_or_default();
    let mut d = Draft { row, ..Draft::default() };
    let why = &mut d.reasons;
    for c in columns.values().filter_map(|i| cells.get(*i)) {
        if let Cell::Error(e) = c {
            why.push(Reason::new("import-cell-error").arg("error", e));
        }
    }
    d.name = required(&get(Column::Name), "import-name-missing", "import-name-wrong", Name::parse, why);
    d.head = get(Column::Head).text();
    d.household_no = get(Column::HouseholdNo).text();
    d.relation = read_relation(&get(Column::Relation), &mut d.head, d.name.as_ref(), why);
    d.number = read_number(&get(Column::Number), &get(Column::Document), why);
    d.phone = read_phone(&get(Column::Phone), why);
    d.place = read_place(&get, why);
    d.sex = optional(&get(Column::Sex), "import-sex-wrong", Sex::read, why);
    d.birth = read_birth(&get(Column::Birth), why);
    d.ethnicity = coded(&get(Column::Ethnicity), &ETHNICITIES, "import-ethnicity-wrong", why);
    d.marital = coded(&get(Column::Marital), &MARITALS, "import-marital-wrong", why);
    d.education = coded(&get(Column::Education), &EDUCATIONS, "import-education-wrong", why);
    d.political = coded(&get(Column::Political), &POLITICALS, "import-political-wrong", why);
    d.residence = optional(&get(Column::Residence), "import-residence-wrong", read_residence, why);
    d.note = optional(&get(Column::Note), "import-note-long", |s| (s.chars().count() <= NOTE_MOST).then(|| s.into()), why);
    d.grid = get(Column::Grid).text();
    agree(&mut d);
    d
}

/// Sex and birth against the number.
fn agree(d: &mut Draft) {
    let NumberCell::Plain(n) = &d.number else { return };
    if d.sex.is_some_and(|s| matches!(s, Sex::Male | Sex::Female) && s != n.sex()) {
        d.reasons.push(Reason::new("number-sex-differs"));
    }
    if d.birth.is_some_and(|b| b != n.birth()) {
        d.reasons.push(Reason::new("number-birth-differs"));
    }
}

fn optional<T>(c: &Cell, wrong: &'static str, parse: impl FnOnce(&str) -> Option<T>, why: &mut Vec<Reason>) -> Option<T> {
    let text = c.text();
    if text.is_empty() || matches!(c, Cell::Error(_)) {
        return None;
    }
    let parsed = parse(&text);
    if parsed.is_none() {
        why.push(Reason::new(wrong));
    }
    parsed
}

fn required<T>(
    c: &Cell,
    missing: &'static str,
    wrong: &'static str,
    parse: impl FnOnce(&str) -> Option<T>,
    why: &mut Vec<Reason>,
) -> Option<T> {
    if c.is_empty() {
        why.push(Reason::new(missing));
        return None;
    }
    optional(c, wrong, parse, why)
}

fn coded(c: &Cell, table: &CodeTable, wrong: &'static str, why: &mut Vec<Reason>) -> Option<u8> {
    optional(c, wrong, |s| table.parse(s), why)
}

/// The relation; where the column says nothing, the head is known by the head column (a name, or 是/否).
fn read_relation(c: &Cell, head: &mut String, name: Option<&Name>, why: &mut Vec<Reason>) -> Option<Relation> {
    let flag = matches!(head.as_str(), "是" | "√" | "Y" | "y" | "1");
    if flag || matches!(head.as_str(), "否" | "×" | "N" | "n" | "0" | "-") {
        head.clear();
    }
    let is_head = flag || name.is_some_and(|n| n.as_str() == head);
    if c.is_empty() {
        if !is_head {
            why.push(Reason::new("import-relation-missing"));
        }
        return is_head.then_some(Relation::HEAD);
    }
    let relation = optional(c, "import-relation-unknown", Relation::parse, why)?;
    if !head.is_empty() && relation.is_head() != is_head {
        why.push(Reason::new("import-head-name-differs"));
    }
    Some(relation)
}

fn read_number(c: &Cell, document: &Cell, why: &mut Vec<Reason>) -> NumberCell {
    if c.is_empty() {
        return NumberCell::None;
    }
    let other = document.text();
    if !other.is_empty() && !other.contains("身份证") {
        why.push(Reason::new("import-document-other"));
        return NumberCell::None;
    }
    let text: String = c.text().chars().filter(|c| !c.is_whitespace()).collect();
    if text.contains('*') {
        return NumberCell::Masked(narrowed(&text));
    }
    if let (Some(n), Cell::Text(_)) = (CitizenNumber::parse(&text), c) {
        return NumberCell::Plain(n);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    why.push(Reason::new(match c {
        // A spreadsheet keeps 15 digits of a number; the rest is gone and must not be guessed.
        Cell::Number(n) if n.abs() >= 1e15 => "import-number-lost-digits",
        _ if text.contains("E+") || text.contains("e+") => "import-number-lost-digits",
        _ if digits == 15 && text.len() == 15 => "import-number-15-digits",
        _ if text.len() == 18 && digits >= 17 && shape_ok(&text) => "import-number-check-digit",
        _ => "import-number-wrong",
    }));
    NumberCell::None
}

/// Eighteen characters with a possible birth date: only the check digit is wrong.
fn shape_ok(text: &str) -> bool {
    text.get(6..14).and_then(Day::parse).is_some()
}

fn read_phone(c: &Cell, why: &mut Vec<Reason>) -> Option<Phone> {
    optional(c, "import-phone-wrong", |s| s.split(['/', '、', ',', '，', ';', '；']).find_map(Phone::parse), why)
}

fn read_birth(c: &Cell, why: &mut Vec<Reason>) -> Option<Day> {
    match c {
        Cell::Date(d) => Some(*d),
        // Excel counts days from 1899-12-30; a serial lost its date format.
        Cell::Number(n) if (3_000.0..70_000.0).contains(n) && n.fract() == 0.0 => Some(Day(*n as i32 - 25_569)),
        _ => optional(c, "import-birth-wrong", |s| Day::parse(s.split(' ').next().unwrap_or(s)), why),
    }
}

fn read_residence(s: &str) -> Option<Residence> {
    match s {
        "户籍" | "户籍人口" | "常住" | "常住人口" | "本地" | "本地户籍" | "人户一致" | "在户在人" => {
            Some(Residence::Registered)
        }
        "人户分离" | "空挂" | "空挂户" | "户在人不在" | "在户不在人" => Some(Residence::Away),
        "流动" | "流动人口" | "外来" | "外来人口" | "暂住" | "租住" | "租户" | "人在户不在" | "在人不在户" | "新市民" => {
            Some(Residence::Floating)
        }
        _ => None,
    }
}
