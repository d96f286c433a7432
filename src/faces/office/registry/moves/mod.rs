//! Moves: a household splits, merges, people move out or die, another becomes the head, somebody is back; and the record of
//! each.
mod change;
mod depart;
mod form;
mod merge;
mod split;
mod take_back;
mod view;

pub(super) use change::{emptied, of_household};

use actix_web::http::Method;

use crate::{
    base::{Failure, Id},
    domain::registry::{
        moves::HouseholdChange,
        people::{self, Household, Resident},
    },
    faces::{
        office::{Office, menu::Page},
        staff::SignedIn,
        web::{Routes, endpoint},
    },
};

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/households/{id}/splits", split::show),
        endpoint(Method::POST, "/office/households/{id}/splits", split::record),
        endpoint(Method::GET, "/office/households/{id}/merges", merge::show),
        endpoint(Method::POST, "/office/households/{id}/merges", merge::record),
        endpoint(Method::GET, "/office/households/{id}/departures", depart::show),
        endpoint(Method::POST, "/office/households/{id}/departures", depart::record),
        endpoint(Method::GET, "/office/households/{id}/successions", depart::show_succession),
        endpoint(Method::POST, "/office/households/{id}/successions", depart::record_succession),
        endpoint(Method::GET, "/office/households/{id}/changes", change::list),
        endpoint(Method::GET, "/office/households/{id}/changes/{change}", change::show),
        endpoint(Method::GET, "/office/residents/{id}/returns", take_back::show),
        endpoint(Method::POST, "/office/residents/{id}/returns", take_back::record),
    ]
}

/// A household that one may see, and who lives there.
struct Home {
    home: Household,
    living: Vec<Resident>,
}

impl Home {
    fn of(office: &Office, who: &SignedIn, id: u64) -> Result<Self, Failure> {
        let store = &office.app.store;
        let home = who.reader(&office.app)?.household(store, Id::new(id))?;
        let members = people::members(store, home.id)?;
        Ok(Home { home, living: members.into_iter().filter(|m| m.gone.is_none()).collect() })
    }
    /// The same, of one that somebody still lives in.
    fn living(office: &Office, who: &SignedIn, id: u64) -> Result<Self, Failure> {
        let this = Self::of(office, who, id)?;
        if this.living.is_empty() { Err(Failure::refused("household-has-left")) } else { Ok(this) }
    }
    fn head(&self) -> Option<&Resident> {
        self.living.iter().find(|m| Some(m.id) == self.home.head)
    }
    fn path(&self, page: &str) -> String {
        format!("/office/households/{}/{page}", self.home.id)
    }
}

/// Where a deed's own page is, with the word that it was saved.
fn done(home: Id<Household>, c: &HouseholdChange) -> String {
    format!("/office/households/{home}/changes/{}?done=saved", c.id)
}
