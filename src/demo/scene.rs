//! Where and how the items of the year come about.
use super::{
    Options,
    people::Home,
    profile::Profile,
    staff::{Crew, GridPlan},
};
use crate::{
    base::{Keys, WorkCalendar},
    domain::{
        matters::{catalog::Offer, items::Rules},
        office::settings::{Settings, Workflow},
    },
};

/// What everything here needs to know.
pub(super) struct Scene<'a> {
    pub(super) profile: &'a Profile,
    pub(super) options: &'a Options,
    pub(super) keys: &'a Keys,
    pub(super) calendar: &'a WorkCalendar,
    pub(super) settings: &'a Settings,
    pub(super) workflow: &'a Workflow,
    pub(super) offers: &'a [Offer],
    pub(super) grids: &'a [GridPlan],
    pub(super) homes: &'a [Vec<Home>],
    pub(super) crew: &'a Crew,
}

impl Scene<'_> {
    /// What clocks are read by.
    pub(super) fn rules(&self) -> Rules<'_> {
        Rules { calendar: self.calendar, settings: Some(self.settings), workflow: self.workflow }
    }
}

/// How an item of the plan ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Closed,
    Open,
    Waiting,
    Dropped,
}
