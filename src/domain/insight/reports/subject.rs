//! What a list shows of an entry: of itself, and of whom or what it is about.
use super::filled::Cell;
use crate::{
    base::{Day, Failure, Phone, SealedNumber, Sex},
    domain::{
        places::grids::{Building, Grid, House, Place},
        registry::{
            people::{Household, Resident, Trait, Where, members},
            registers::{
                Entry, Field, Kind, Subject, Table,
                value::{Value, open, shown},
            },
        },
    },
    store::Read,
};

use super::asked::Audience;

/// A word of `show`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    No,
    Grid,
    Name,
    Sex,
    Age,
    Birth,
    Trait(Trait),
    Number,
    Phone,
    Address,
    Relation,
    Members,
    From,
    Until,
    Field(String),
}

/// The words of lists that every register has, as they are written.
pub const LIST_WORDS: [&str; 18] = [
    "no",
    "grid",
    "name",
    "sex",
    "age",
    "birth",
    "ethnicity",
    "education",
    "marital",
    "political",
    "residence",
    "number",
    "phone",
    "address",
    "relation",
    "members",
    "from",
    "until",
];

impl Shown {
    /// Reads a word, or the key of a field; `field:name` where a field is called like a word.
    pub(super) fn parse(t: &Table, s: &str) -> Option<Self> {
        let field = |key: &str| t.field(key).map(|_| Shown::Field(key.to_owned()));
        if let Some(key) = s.strip_prefix("field:") {
            return field(key);
        }
        Some(match s {
            "no" => Shown::No,
            "grid" => Shown::Grid,
            "name" => Shown::Name,
            "sex" => Shown::Sex,
            "age" => Shown::Age,
            "birth" => Shown::Birth,
            "number" => Shown::Number,
            "phone" => Shown::Phone,
            "address" => Shown::Address,
            "relation" => Shown::Relation,
            "members" => Shown::Members,
            "from" => Shown::From,
            "until" => Shown::Until,
            _ => match Trait::parse(s) {
                Some(k) => Shown::Trait(k),
                None => return field(s),
            },
        })
    }
    /// Whether it is a number that may be added up.
    pub(super) fn number(&self, t: &Table) -> bool {
        match self {
            Shown::Age | Shown::Members => true,
            Shown::Field(key) => {
                t.field(key).is_some_and(|f| matches!(f.kind, Kind::Number | Kind::Decimal | Kind::Money) && !f.sealed())
            }
            _ => false,
        }
    }
}

/// Whom or what an entry is about.
pub(super) struct About {
    pub(super) grid: String,
    pub(super) place: String,
    person: Option<Resident>,
    home: Option<Household>,
}

pub(super) fn about(read: &impl Read, e: &Entry) -> Result<About, Failure> {
    let grid = e.grid.map(|g| read.find::<Grid>(g)).transpose()?.flatten().map(|g| g.name).unwrap_or_default();
    let mut out = About { grid, place: String::new(), person: None, home: None };
    let home = match e.subject {
        Subject::None => None,
        Subject::Resident(id) => {
            let r: Resident = read.get(id)?;
            let home: Household = read.get(r.household)?;
            out.person = Some(r);
            Some(home)
        }
        Subject::Household(id) => {
            let home: Household = read.get(id)?;
            out.person = home.head.map(|h| read.get::<Resident>(h)).transpose()?;
            Some(home)
        }
        Subject::House(id) => {
            let h: House = read.get(id)?;
            let b: Building = read.get(h.building)?;
            out.place = Place { estate: b.estate, building: b.name, unit: h.unit, room: h.room }.address();
            None
        }
    };
    if let Some(h) = &home {
        out.place.clone_from(&h.address);
    }
    out.home = home;
    Ok(out)
}

fn text(s: impl Into<String>) -> Cell {
    let s = s.into();
    if s.is_empty() { Cell::Empty } else { Cell::Text(s) }
}

/// One cell of a list; `no` is the row's number.
pub(super) fn cell(
    read: &impl Read,
    t: &Table,
    (e, about): (&Entry, &About),
    what: &Shown,
    (no, today): (usize, Day),
    audience: &Audience<'_>,
) -> Result<Cell, Failure> {
    let (person, personal) = (about.person.as_ref(), audience.personal(t));
    Ok(match what {
        Shown::No => Cell::Number(no.to_string()),
        Shown::Grid => text(&about.grid),
        Shown::Name => match person {
            Some(p) => Cell::Entry(p.name.to_string(), e.id),
            None => Cell::Entry(format!("№ {}", e.id), e.id),
        },
        Shown::Sex => text(match person.map(|p| p.sex) {
            Some(Sex::Male) => "男",
            Some(Sex::Female) => "女",
            _ => "",
        }),
        Shown::Age => person.and_then(|p| p.birth).map_or(Cell::Empty, |b| Cell::Number(b.years_until(today).to_string())),
        Shown::Birth => match (person.and_then(|p| p.birth), audience.plain) {
            (None, _) => Cell::Empty,
            (Some(b), None) => text(Where::Desk.birth(b)),
            (Some(b), Some(_)) => text(b.to_string()),
        },
        Shown::Trait(k) => {
            let said = person.and_then(|p| p.traits().find(|(t, _)| t == k)).map(|(_, code)| code);
            match said {
                Some(code) => text(trait_name(*k, code)),
                // The registry does not know it, the register may.
                None => match (t.field(k.key()), e.value(k.key())) {
                    (Some(f), Some(v)) => value(f, v, personal, audience)?,
                    _ => Cell::Empty,
                },
            }
        }
        Shown::Number => match person.and_then(|p| p.number.as_ref()) {
            Some(n) => text(number(n, audience)?),
            None => Cell::Empty,
        },
        Shown::Phone => {
            let phone = person.and_then(|p| p.phone.as_ref()).or(about.home.as_ref().and_then(|h| h.phone.as_ref()));
            phone.map_or(Cell::Empty, |p| text(said(p, personal)))
        }
        Shown::Address => match person {
            None => Cell::Entry(about.place.clone(), e.id),
            Some(_) => text(&about.place),
        },
        Shown::Relation => text(person.map(|p| p.relation.name()).unwrap_or_default()),
        Shown::Members => match &about.home {
            Some(h) => {
                let n = members(read, h.id)?.iter().filter(|m| m.gone.is_none()).count();
                Cell::Number(n.to_string())
            }
            None => Cell::Empty,
        },
        Shown::From => text(e.from.to_string()),
        Shown::Until => text(e.until.map(|d| d.to_string()).unwrap_or_default()),
        Shown::Field(key) => match (t.field(key), e.value(key)) {
            (Some(f), Some(v)) => value(f, v, personal, audience)?,
            _ => Cell::Empty,
        },
    })
}

fn said(p: &Phone, personal: bool) -> String {
    if personal { p.as_str().to_owned() } else { p.masked() }
}

fn number(n: &SealedNumber, audience: &Audience<'_>) -> Result<String, Failure> {
    match audience.plain {
        Some(keys) => Ok(keys.open_number(n)?.plain().to_owned()),
        None => Ok(Where::Desk.number(n)),
    }
}

fn value(f: &Field, v: &Value, personal: bool, audience: &Audience<'_>) -> Result<Cell, Failure> {
    let said = match audience.plain {
        Some(keys) => open(keys, f, v)?,
        None => shown(v, f, personal),
    };
    // A number that is masked is no number.
    Ok(match v {
        Value::Number(_) | Value::Hundredths(_) if said.parse::<f64>().is_ok() => Cell::Number(said),
        _ => text(said),
    })
}

/// A trait's code in Chinese, as the standards have it.
fn trait_name(k: Trait, code: u8) -> &'static str {
    match k.codes() {
        Some(c) => c.name(code).unwrap_or_default(),
        None => match code {
            1 => "户籍人口",
            2 => "人户分离",
            3 => "流动人口",
            _ => "",
        },
    }
}
