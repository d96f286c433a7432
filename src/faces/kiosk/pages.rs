//! Every folder of screens that the terminal has, but the first screen, which shows them.
use super::{
    announcements, form, grid, help,
    page::{Page, Tile, Waiting},
    photos, receipt, scan, services, terminal, track, typing, view_change, voice, who, writing,
};

const PAGES: &[&Page] = &[
    &view_change::PAGE,
    &announcements::PAGE,
    &voice::PAGE,
    &scan::PAGE,
    &services::PAGE,
    &who::PAGE,
    &form::PAGE,
    &photos::PAGE,
    &receipt::PAGE,
    &track::PAGE,
    &grid::PAGE,
    &typing::PAGE,
    &writing::PAGE,
    &help::PAGE,
    &terminal::PAGE,
];

/// All of them.
pub(super) fn pages() -> impl Iterator<Item = &'static Page> {
    PAGES.iter().copied()
}

/// The tiles of the first screen, in order.
pub(super) fn tiles() -> Vec<&'static Tile> {
    let mut all: Vec<_> = pages().flat_map(|page| page.tiles).collect();
    all.sort_by_key(|tile| tile.place);
    all
}

/// What stands on the screen that waits.
pub(super) fn waiting() -> impl Iterator<Item = Waiting> {
    pages().filter_map(|page| page.waiting)
}
