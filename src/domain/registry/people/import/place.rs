//! Where a row says that people live.
use std::collections::BTreeMap;

use super::Column;
use crate::{
    base::Reason,
    domain::places::grids::{Place, building_name, parse_address, room_name, unit_name},
    sheets::Cell,
};

/// The place of a row: `None` if it says nothing at all.
pub(super) fn read_place(get: &dyn Fn(Column) -> Cell, reasons: &mut Vec<Reason>) -> Option<Place> {
    let said: BTreeMap<Column, Cell> =
        [Column::Estate, Column::Building, Column::Unit, Column::Room, Column::Address].map(|c| (c, get(c))).into();
    let text = |c: Column| said.get(&c).map(whole_number).unwrap_or_default();
    if said.values().all(Cell::is_empty) {
        return None;
    }
    if [Column::Building, Column::Unit, Column::Room].iter().any(|c| matches!(said.get(c), Some(Cell::Date(_)))) {
        // 1-2 typed into a spreadsheet becomes 2 January.
        reasons.push(Reason::new("import-room-became-date"));
        return Some(Place::default());
    }
    let estate = text(Column::Estate);
    let (building, unit, room) = (text(Column::Building), text(Column::Unit), text(Column::Room));
    let read = if building.is_empty() {
        [text(Column::Room), text(Column::Address)].iter().find_map(|s| parse_address(s))
    } else {
        columns(&building, &unit, &room)
    };
    match read {
        Some(mut p) => {
            if !estate.is_empty() {
                p.estate = estate;
            }
            Some(p)
        }
        None => {
            reasons.push(Reason::new("import-address-unreadable"));
            Some(Place::default())
        }
    }
}

fn columns(building: &str, unit: &str, room: &str) -> Option<Place> {
    let joined = parse_address(&format!("{building}{unit}{room}")).filter(|_| building.contains("单元"));
    joined.or_else(|| {
        // 房号 may repeat what stands before it: 2-502.
        let (more, room) = room.rsplit_once('-').map_or(("", room), |(m, r)| (m, r));
        let unit = if unit.is_empty() { more.rsplit('-').next().unwrap_or_default() } else { unit };
        let p = Place { estate: String::new(), building: building_name(building), unit: unit_name(unit), room: room_name(room) };
        (!p.building.is_empty() && !p.room.is_empty()).then_some(p)
    })
}

/// 502.0 is room 502.
fn whole_number(c: &Cell) -> String {
    c.text()
}
