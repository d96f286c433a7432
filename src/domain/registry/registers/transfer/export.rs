use super::columns::{Column, columns, heading, sheet_name};
use crate::{
    base::{Failure, SealKey},
    domain::{
        places::{
            grids::{Building, Grid, House, Place},
            reader::Reader,
        },
        registry::{
            people::{Household, Resident, Where},
            registers::{
                definition::{Kind, Table},
                record::{Entry, Subject},
                value::{Value, open, shown},
            },
        },
    },
    sheets::{Cell, Sheet},
    store::{Read, Store},
};

/// A register's entries that the reader sees, current ones first, as a sheet that its import takes: values as they stand on
/// the reader's screen, or in full with a key. That needs the right to reveal, a purpose, and its line in the log: the caller's.
pub fn export(store: &Store, t: &Table, reader: &Reader, plain: Option<&SealKey>) -> Result<Sheet, Failure> {
    let (all, personal) = (columns(t), reader.edits_table(t));
    let mut rows = vec![all.iter().map(|c| Cell::Text(heading(t, *c).to_owned())).collect::<Vec<_>>()];
    for ended in [false, true] {
        store.each(&Entry::BY_TABLE.under((t.code.clone(), ended)), |e| {
            if reader.sees_entry(t, &e) {
                let about = about(store, &e, plain)?;
                rows.push(all.iter().map(|c| cell(t, &e, &about, *c, (personal, plain))).collect::<Result<_, _>>()?);
            }
            Ok(())
        })?;
    }
    Ok(Sheet { name: sheet_name(t), rows, merges: Vec::new() })
}

#[derive(Default)]
struct AboutCells {
    grid: String,
    name: String,
    number: String,
    place: String,
}

fn about(read: &impl Read, e: &Entry, plain: Option<&SealKey>) -> Result<AboutCells, Failure> {
    let mut out = AboutCells::default();
    if let Some(g) = e.grid {
        out.grid = read.find::<Grid>(g)?.map(|g| g.code.as_str().to_owned()).unwrap_or_default();
    }
    match e.subject {
        Subject::None => {}
        Subject::Resident(id) => {
            let r: Resident = read.get(id)?;
            out.number = match (&r.number, plain) {
                (None, _) => String::new(),
                (Some(n), None) => Where::Desk.number(n),
                (Some(n), Some(keys)) => keys.open_number(n)?.plain().to_owned(),
            };
            out.place = read.get::<Household>(r.household)?.address;
            out.name = r.name.to_string();
        }
        Subject::Household(id) => {
            let home: Household = read.get(id)?;
            out.name = match home.head {
                Some(head) => read.get::<Resident>(head)?.name.to_string(),
                None => String::new(),
            };
            out.place = home.address;
        }
        Subject::House(id) => {
            let h: House = read.get(id)?;
            let b: Building = read.get(h.building)?;
            out.place = Place { estate: b.estate, building: b.name, unit: h.unit, room: h.room }.address();
        }
    }
    Ok(out)
}

fn cell(
    t: &Table,
    e: &Entry,
    about: &AboutCells,
    c: Column,
    (personal, plain): (bool, Option<&SealKey>),
) -> Result<Cell, Failure> {
    Ok(match c {
        Column::Id => text(&e.id.to_string()),
        Column::Grid => text(&about.grid),
        Column::Name | Column::Head => text(&about.name),
        Column::Number => text(&about.number),
        Column::Place => text(&about.place),
        Column::From => Cell::Date(e.from),
        Column::Until => e.until.map_or(Cell::Empty, Cell::Date),
        Column::EndedOn => e.ended.as_ref().map_or(Cell::Empty, |x| Cell::Date(x.on)),
        Column::EndedWhy => e.ended.as_ref().map_or(Cell::Empty, |x| text(&x.reason)),
        Column::Field(i) => {
            let Some((f, v)) = t.fields.get(i).and_then(|f| e.value(&f.key).map(|v| (f, v))) else { return Ok(Cell::Empty) };
            let said = match plain {
                None => shown(v, f, personal),
                Some(keys) => open(keys, f, v)?,
            };
            // A number or a day stays one in the spreadsheet, unless it is masked.
            match v {
                Value::Date(d) if said == d.to_string() => Cell::Date(*d),
                Value::Number(_) | Value::Hundredths(_) => said.parse().map_or_else(|_e| text(&said), Cell::Number),
                Value::Sealed { .. } if f.kind == Kind::Date => text(&said),
                _ => text(&said),
            }
        }
    })
}

fn text(s: &str) -> Cell {
    if s.is_empty() { Cell::Empty } else { Cell::Text(s.to_owned()) }
}
