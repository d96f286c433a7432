//! Whom or what a row is about.
use super::columns::Column;
use crate::{
    base::{CitizenNumber, Failure, Id, Reason, SealKey, narrowed},
    domain::{
        places::{
            grids::{Building, find_building, find_house, parse_address},
            reader::Reader,
        },
        registry::{
            people::{Household, Resident, find_by_number, members},
            registers::{
                definition::{About, Table},
                record::Subject,
            },
        },
    },
    store::{Dir, Read},
};

/// What a row is about; a house that is not recorded yet is made when the row is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Known(Subject),
    NewHouse(Id<Building>, String, String),
}

/// Most households of one house that are compared.
const SHARERS_MOST: usize = 20;

/// Finds it by number, or by name and address. A refusal says which column and why.
pub(super) fn find(
    read: &impl Read,
    keys: &SealKey,
    reader: &Reader,
    t: &Table,
    get: &impl Fn(Column) -> String,
) -> Result<Result<Target, (Column, Reason)>, Failure> {
    let wrong = |c, key| Ok(Err((c, Reason::new(key))));
    match t.about {
        About::None => Ok(Ok(Target::Known(Subject::None))),
        About::House => {
            let Some(p) = parse_address(&get(Column::Place)) else { return wrong(Column::Place, "registers-import-address") };
            let Some(b) = find_building(read, &p.estate, &p.building)?.filter(|b| reader.sees_grid(b.grid)) else {
                return wrong(Column::Place, "registers-import-building");
            };
            Ok(Ok(match find_house(read, b.id, &p.unit, &p.room)? {
                Some(h) => Target::Known(Subject::House(h.id)),
                None => Target::NewHouse(b.id, p.unit, p.room),
            }))
        }
        About::Household => {
            let head = get(Column::Head);
            let mut homes = homes(read, reader, &get(Column::Place))?;
            if homes.len() > 1 || !head.is_empty() {
                let mut fit = Vec::new();
                for h in homes {
                    let name = match h.head {
                        Some(id) => read.get::<Resident>(id)?.name.to_string(),
                        None => String::new(),
                    };
                    if name == head {
                        fit.push(h);
                    }
                }
                homes = fit;
            }
            match homes.as_slice() {
                [one] => Ok(Ok(Target::Known(Subject::Household(one.id)))),
                _ => wrong(Column::Place, "registers-import-household"),
            }
        }
        About::Resident => {
            let (name, number) = (get(Column::Name), get(Column::Number));
            let found = match CitizenNumber::parse(&number) {
                Some(n) => find_by_number(read, keys, &n)?.into_iter().collect(),
                None if !number.is_empty() && !number.contains('*') => return wrong(Column::Number, "field-citizen-number"),
                None => {
                    let mut found = Vec::new();
                    for h in homes(read, reader, &get(Column::Place))? {
                        let fits = |r: &Resident| {
                            let masked = number.is_empty() || r.number.as_ref().is_some_and(|n| n.mask == narrowed(&number));
                            r.name.as_str() == name && masked
                        };
                        found.extend(members(read, h.id)?.into_iter().filter(fits));
                    }
                    found
                }
            };
            match found.as_slice() {
                [r] if !reader.sees_grid(r.grid) => wrong(Column::Name, "registers-import-resident"),
                [r] if !name.is_empty() && r.name.as_str() != name => wrong(Column::Name, "registers-import-name"),
                [r] => Ok(Ok(Target::Known(Subject::Resident(r.id)))),
                _ => wrong(Column::Name, "registers-import-resident"),
            }
        }
    }
}

/// The households that live at an address.
fn homes(read: &impl Read, reader: &Reader, address: &str) -> Result<Vec<Household>, Failure> {
    let Some(p) = parse_address(address) else { return Ok(Vec::new()) };
    let Some(b) = find_building(read, &p.estate, &p.building)? else { return Ok(Vec::new()) };
    let Some(h) = find_house(read, b.id, &p.unit, &p.room)? else { return Ok(Vec::new()) };
    let mut all = read.list(&Household::BY_HOUSE.under(h.id), Dir::Forward, SHARERS_MOST)?;
    all.retain(|h| h.left.is_none() && reader.sees_grid(h.grid));
    Ok(all)
}
