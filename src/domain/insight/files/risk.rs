//! What needs attention about a household, as far as it follows from what is recorded.
use super::Line;
use crate::{
    base::{Id, Stamp},
    domain::{
        matters::items::{Colour, Item, ItemNo},
        places::reader::Reader,
        registry::registers::Module,
    },
};

/// Something that needs attention.
#[derive(Clone, Debug, PartialEq)]
pub enum Risk {
    /// An entry is past its planned last day and has not been ended.
    Past(Line),
    /// An entry of public security about the household, its house or a member that has not been ended.
    Standing(Line),
    /// An item of the household is under supervision.
    Supervised(Id<Item>, ItemNo, String, Colour),
    /// An item of the household is past its limit.
    Late(Id<Item>, ItemNo, String, Stamp),
}

/// The risks: entries first, in their order, then items.
pub(super) fn risks(reader: &Reader, lines: &[Line], items: &[Item]) -> Vec<Risk> {
    let entry = |l: &Line| match &l.ended {
        Some(_) => None,
        None if l.past => Some(Risk::Past(l.clone())),
        None => (l.table.module == Module::PublicSecurity).then(|| Risk::Standing(l.clone())),
    };
    let mut out: Vec<Risk> = lines.iter().filter_map(entry).collect();
    for i in items.iter().filter(|i| i.state.tag.open()) {
        out.extend(i.supervised.map(|s| Risk::Supervised(i.id, i.no, i.title.clone(), s.colour)));
        out.extend(i.running().filter(|due| *due < reader.now()).map(|due| Risk::Late(i.id, i.no, i.title.clone(), due)));
    }
    out
}
