//! A folder of pages announces itself once: its addresses and, if it has them, its line in the menu and how its rows stand in a
//! table behind a figure.
use actix_web::Handler;
use maud::Markup;

use super::Office;
use crate::{
    base::{Failure, Id},
    domain::office::who::Right,
    faces::{
        staff::{Asks, SignedIn},
        web::Routes,
    },
    store::{Read, Row},
};

/// A folder of pages.
pub(super) struct Page {
    entry: Option<Entry>,
    routes: fn() -> Routes,
    drawn: Option<Drawn>,
}

/// How rows stand in a table, where a noun counts them by month.
#[derive(Clone, Copy)]
pub(super) struct Drawn {
    /// Which rows, by their table's name.
    pub(super) of: &'static str,
    /// The table, from their numbers.
    pub(super) table: fn(&Office, &[u64]) -> Result<Markup, Failure>,
}

/// The rows with these numbers.
pub(super) fn read<R: Row>(office: &Office, rows: &[u64]) -> Result<Vec<R>, Failure> {
    rows.iter().map(|n| office.app.store.get(Id::<R>::new(*n))).collect()
}

/// A group of the menu's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What is done all day.
    Work,
    /// Who lives here, and what follows from it.
    People,
    /// How the office is set up.
    Office,
}

impl Group {
    /// Its text.
    pub fn key(self) -> &'static str {
        match self {
            Group::Work => "office-menu-work",
            Group::People => "office-menu-people",
            Group::Office => "office-menu-office",
        }
    }
}

/// A line of the menu.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its group, and its number among the group's lines: they have gaps, so that another line finds its place.
    pub place: (Group, u8),
    pub text: &'static str,
    /// Where it leads.
    pub address: &'static str,
    asks: &'static [Right],
}

impl Entry {
    /// Its group.
    pub fn group(&self) -> Group {
        self.place.0
    }
    /// Whether somebody may go where it leads.
    pub fn shows(&self, who: &SignedIn) -> bool {
        who.has_any(self.asks)
    }
}

impl Page {
    /// Pages that other pages lead to.
    pub(super) const fn new(routes: fn() -> Routes) -> Self {
        Page { entry: None, routes, drawn: None }
    }
    /// Pages with a line in the menu, which leads to `first` at `address`. Who sees the line is who may have the page: that
    /// follows from the handler's first argument, so it is written nowhere else.
    pub(super) const fn listed<F, Args>(
        group: Group,
        number: u8,
        text: &'static str,
        address: &'static str,
        _first: &F,
        routes: fn() -> Routes,
    ) -> Self
    where
        F: Handler<Args>,
        Args: Asks,
    {
        Page { entry: Some(Entry { place: (group, number), text, address, asks: Args::RIGHTS }), routes, drawn: None }
    }
    /// The same, and how its rows are drawn behind a figure.
    pub(super) const fn drawing(self, of: Drawn) -> Self {
        Page { drawn: Some(of), ..self }
    }
    /// The folder's line in the menu.
    pub(super) fn entry(&self) -> Option<&Entry> {
        self.entry.as_ref()
    }
    /// The folder's addresses.
    pub(super) fn routes(&self) -> Routes {
        (self.routes)()
    }
}

/// The table of the rows with these numbers; nothing if no folder draws such rows, which a test rules out.
pub(super) fn drawn(office: &Office, of: &str, rows: &[u64]) -> Result<Markup, Failure> {
    let mut all = super::pages().filter_map(|page| page.drawn);
    all.find(|drawn| drawn.of == of).map_or_else(|| Ok(Markup::default()), |drawn| (drawn.table)(office, rows))
}

/// Every line of the menu, group by group, in order.
pub fn lines() -> Vec<&'static Entry> {
    let mut lines: Vec<_> = super::pages().filter_map(Page::entry).collect();
    lines.sort_by_key(|line| line.place);
    lines
}
