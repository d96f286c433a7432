//! The indexes over items.
use super::item::{Item, Link};
use crate::{
    base::{Day, Id, Stamp},
    domain::{
        matters::{
            catalog::WindowLine,
            items::words::{Colour, ItemNo, StateTag},
        },
        office::who::Account,
        places::grids::Grid,
        registry::people::Household,
    },
    store::{Index, IndexOf},
};

impl Item {
    /// By number on papers.
    pub const BY_NO: Index<Item, ItemNo> = Index::unique(1, "item.no", |i| vec![i.no]);
    /// By form key.
    pub const BY_FORM: Index<Item, [u8; 16]> = Index::unique(2, "item.form", |i| vec![i.form_key]);
    /// By time of report.
    pub const BY_CREATED: Index<Item, Stamp> = Index::many(3, "item.created", |i| vec![i.created]);
    /// By state and time of report.
    pub const BY_STATE: Index<Item, (StateTag, Stamp)> = Index::many(4, "item.state", |i| vec![(i.state.tag, i.created)]);
    /// By grid and time of report.
    pub const BY_GRID: Index<Item, (Id<Grid>, Stamp)> =
        Index::many(5, "item.grid", |i| i.grid.map(|g| (g, i.created)).into_iter().collect());
    /// By grid, state and time of report.
    pub const BY_GRID_STATE: Index<Item, (Id<Grid>, StateTag, Stamp)> =
        Index::many(6, "item.grid_state", |i| i.grid.map(|g| (g, i.state.tag, i.created)).into_iter().collect());
    /// Open items by owner and due time (those without one last).
    pub const BY_OWNER: Index<Item, (Id<Account>, Stamp)> = Index::many(7, "item.owner", |i| {
        i.owner.filter(|_| i.state.tag.open()).map(|o| (o, i.running().unwrap_or(Stamp(i64::MAX)))).into_iter().collect()
    });
    /// Open items by due time.
    pub const OPEN_BY_DUE: Index<Item, Stamp> = Index::many(8, "item.due", |i| i.running().into_iter().collect());
    /// By household and time of report.
    pub const BY_HOUSEHOLD: Index<Item, (Id<Household>, Stamp)> =
        Index::many(9, "item.household", |i| i.applicant.household.map(|h| (h, i.created)).into_iter().collect());
    /// By service code and time of report.
    pub const BY_SERVICE: Index<Item, (String, Stamp)> =
        Index::many(10, "item.service", |i| vec![(i.service_code.clone(), i.created)]);
    /// By line, state and time of report.
    pub const BY_LINE_STATE: Index<Item, (WindowLine, StateTag, Stamp)> =
        Index::many(11, "item.line_state", |i| vec![(i.line, i.state.tag, i.created)]);
    /// Open items of a grid by due time.
    pub const GRID_OPEN_BY_DUE: Index<Item, (Id<Grid>, Stamp)> =
        Index::many(12, "item.grid_due", |i| i.grid.zip(i.running()).into_iter().collect());
    /// By the time at which the house looks at it again.
    pub const BY_ALARM: Index<Item, Stamp> = Index::many(13, "item.alarm", |i| i.alarm.into_iter().collect());
    /// By follow-up day and time of closing.
    pub const BY_FOLLOW: Index<Item, (Day, Stamp)> =
        Index::many(14, "item.follow", |i| i.follow.zip(i.ended).into_iter().collect());
    /// Supervised ones by colour and limit, those without one last.
    pub const BY_SUPERVISED: Index<Item, (Colour, Stamp)> = Index::many(15, "item.supervised", |i| {
        i.supervised.map(|s| (s.colour, i.running().unwrap_or(Stamp(i64::MAX)))).into_iter().collect()
    });
    /// By the item they were merged into or split from.
    pub const BY_LINK: Index<Item, Id<Item>> = Index::many(16, "item.link", |i| i.link.map(Link::item).into_iter().collect());
    /// Closed ones by the time of closing.
    pub const BY_CLOSED: Index<Item, Stamp> =
        Index::many(17, "item.closed", |i| i.ended.filter(|_| i.state.tag.closed()).into_iter().collect());

    /// Every index above.
    pub(super) const INDEXES: &'static [&'static dyn IndexOf<Item>] = &[
        &Item::BY_NO,
        &Item::BY_FORM,
        &Item::BY_CREATED,
        &Item::BY_STATE,
        &Item::BY_GRID,
        &Item::BY_GRID_STATE,
        &Item::BY_OWNER,
        &Item::OPEN_BY_DUE,
        &Item::BY_HOUSEHOLD,
        &Item::BY_SERVICE,
        &Item::BY_LINE_STATE,
        &Item::GRID_OPEN_BY_DUE,
        &Item::BY_ALARM,
        &Item::BY_FOLLOW,
        &Item::BY_SUPERVISED,
        &Item::BY_LINK,
        &Item::BY_CLOSED,
    ];
}
