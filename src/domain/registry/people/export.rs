//! The registry as a roster that can be read back.
use crate::{
    base::{Failure, Id, SealKey, Sex},
    domain::{
        places::grids::{Building, Grid, House},
        registry::people::{
            Household, Residence, Resident, Where,
            codes::{CodeTable, EDUCATIONS, ETHNICITIES, MARITALS, POLITICALS},
            members,
        },
    },
    sheets::{Cell, Sheet},
    store::{Read, Store},
};

/// Whether citizen numbers and birth dates stand in full. In full needs the right to reveal; a purpose and its audit line
/// every export: the caller's.
pub enum Numbers<'a> {
    /// `3****************4`, and of the birth the year.
    Masked,
    /// In full.
    Plain(&'a SealKey),
}

/// The headings of an export, which the import knows. They are the field's own words in every language.
pub const HEADERS: [&str; 18] = [
    "网格",
    "小区",
    "楼栋",
    "单元",
    "房号",
    "户主",
    "姓名",
    "与户主关系",
    "公民身份号码",
    "性别",
    "出生日期",
    "民族",
    "婚姻状况",
    "文化程度",
    "政治面貌",
    "联系电话",
    "户籍类型",
    "备注",
];
/// The heading of the births of a masked export, which is none of the import's: a year says nothing that is not recorded.
const BIRTH_YEAR: &str = "出生年份";

/// Everybody who lives in the given grids, household by household.
pub fn export(store: &Store, grids: &[Id<Grid>], numbers: &Numbers<'_>) -> Result<Sheet, Failure> {
    let masked = matches!(numbers, Numbers::Masked);
    let heading = |h: &str| if masked && h == "出生日期" { BIRTH_YEAR.to_owned() } else { h.to_owned() };
    let mut rows: Vec<Vec<Cell>> = vec![HEADERS.iter().map(|h| Cell::Text(heading(h))).collect()];
    for id in grids {
        let grid: Grid = store.get(*id)?;
        store.each(&Household::BY_GRID.under(*id), |home| {
            if home.left.is_none() {
                household(store, &grid, &home, numbers, &mut rows)?;
            }
            Ok(())
        })?;
    }
    Ok(Sheet { name: "居民名册".into(), rows, merges: Vec::new() })
}

fn household(
    store: &Store,
    grid: &Grid,
    home: &Household,
    numbers: &Numbers<'_>,
    rows: &mut Vec<Vec<Cell>>,
) -> Result<(), Failure> {
    let house: House = store.get(home.house)?;
    let building: Building = store.get(house.building)?;
    let all = members(store, home.id)?;
    let head = all.iter().find(|m| Some(m.id) == home.head).map(|m| m.name.to_string()).unwrap_or_default();
    let place = [grid.code.as_str(), &building.estate, &building.name, &house.unit, &house.room, &head].map(text);
    for m in all.iter().filter(|m| m.gone.is_none()) {
        let mut row = place.to_vec();
        row.extend(person(m, numbers)?);
        rows.push(row);
    }
    Ok(())
}

fn person(m: &Resident, numbers: &Numbers<'_>) -> Result<[Cell; 12], Failure> {
    let number = match (&m.number, numbers) {
        (None, _) => Cell::Empty,
        (Some(n), Numbers::Masked) => text(&Where::Desk.number(n)),
        (Some(n), Numbers::Plain(keys)) => text(keys.open_number(n)?.plain()),
    };
    let birth = match (m.birth, numbers) {
        (None, _) => Cell::Empty,
        (Some(b), Numbers::Masked) => text(&Where::Desk.birth(b)),
        (Some(b), Numbers::Plain(_)) => Cell::Date(b),
    };
    Ok([
        text(m.name.as_str()),
        text(m.relation.name()),
        number,
        text(sex(m.sex)),
        birth,
        coded(m.ethnicity, &ETHNICITIES),
        coded(m.marital, &MARITALS),
        coded(m.education, &EDUCATIONS),
        coded(m.political, &POLITICALS),
        m.phone.as_ref().map_or(Cell::Empty, |p| text(p.as_str())),
        text(residence(m.residence)),
        text(&m.note),
    ])
}

fn text(s: &str) -> Cell {
    if s.is_empty() { Cell::Empty } else { Cell::Text(s.to_owned()) }
}
fn coded(n: Option<u8>, table: &CodeTable) -> Cell {
    n.and_then(|n| table.name(n)).map_or(Cell::Empty, text)
}
fn sex(s: Sex) -> &'static str {
    match s {
        Sex::Male => "男",
        Sex::Female => "女",
        Sex::Unknown | Sex::Unstated => "",
    }
}
fn residence(r: Residence) -> &'static str {
    match r {
        Residence::Registered => "户籍人口",
        Residence::Away => "人户分离",
        Residence::Floating => "流动人口",
    }
}
