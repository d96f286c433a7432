//! A folder of pages announces itself once: its addresses and, if it has one, its line in the menu.
use actix_web::Handler;

use crate::{
    domain::office::who::Right,
    faces::{
        staff::{Asks, SignedIn},
        web::Routes,
    },
};

/// A folder of pages.
pub(super) struct Page {
    entry: Option<Entry>,
    routes: fn() -> Routes,
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
        Page { entry: None, routes }
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
        Page { entry: Some(Entry { place: (group, number), text, address, asks: Args::RIGHTS }), routes }
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

/// Every line of the menu, group by group, in order.
pub fn lines() -> Vec<&'static Entry> {
    let mut lines: Vec<_> = super::pages().filter_map(Page::entry).collect();
    lines.sort_by_key(|line| line.place);
    lines
}
