//! A folder of screens announces itself once: its addresses, its tiles on the first screen and what it adds to the screen
//! that waits.
use maud::Markup;

use crate::{app::App, base::Failure, faces::web::Routes, i18n::Texts};

/// A folder of screens.
pub(super) struct Page {
    /// Its addresses.
    pub(super) routes: fn() -> Routes,
    /// Its tiles on the first screen.
    pub(super) tiles: &'static [Tile],
    /// What it adds to the screen that waits.
    pub(super) waiting: Option<Waiting>,
}

/// Draws what stands on the waiting screen; nothing when there is nothing to show.
pub(super) type Waiting = fn(&App, &Texts) -> Result<Markup, Failure>;

/// A tile of the first screen.
pub(super) struct Tile {
    /// Its place among the tiles: they have gaps, so that another tile finds its place.
    pub(super) place: u8,
    /// Where it leads.
    pub(super) to: &'static str,
    /// Its drawing.
    pub(super) icon: &'static str,
    /// Its text; the same with `-hint` is what stands below it.
    pub(super) text: &'static str,
}

impl Page {
    /// Screens that other screens lead to.
    pub(super) const fn new(routes: fn() -> Routes) -> Self {
        Page { routes, tiles: &[], waiting: None }
    }
    /// The same with tiles on the first screen.
    pub(super) const fn tiled(tiles: &'static [Tile], routes: fn() -> Routes) -> Self {
        Page { tiles, ..Page::new(routes) }
    }
}
