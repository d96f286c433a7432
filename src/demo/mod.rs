//! Demonstration communities: a fresh store filled with a realistic community of a profile. The same profile, seed and
//! end give the same rows (sealed numbers apart: their nonces and keys are the store's own). All people are invented;
//! names, numbers and telephones are valid in form only.
mod days;
mod dice;
mod form;
mod life;
mod matters;
mod names;
mod people;
mod profile;
mod registers;
mod scene;
mod sink;
mod staff;
#[cfg(test)]
mod tests;
mod visits;
mod words;

use std::collections::BTreeSet;

pub use profile::{Figure, Posts, Profile, Territory, Year};
pub use sink::Progress;

use crate::{
    base::{Failure, Keys, Stamp, WorkCalendar},
    domain::{
        matters::catalog::{self, Catalogue},
        office::{
            audit,
            settings::{self, Settings, Workflow},
            who::{Account, Actor, Role},
        },
    },
    store::{Read, Store},
};

/// What the caller decides.
#[derive(Clone, Debug)]
pub struct Options {
    /// The present: the year ends the day before.
    pub until: Stamp,
    /// Argon2id (PHC) of the one password of all generated accounts.
    pub password: String,
    /// Argon2id (PHC) of the recovery code, as the wizard of the first visit would keep it.
    pub recovery: String,
    /// Another seed is another community of the same size.
    pub seed: u64,
}

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// One account of each role: role, sign-in name, the person's name.
    pub accounts: Vec<(Role, String, String)>,
    /// Rows by what they are: the text's key and the number.
    pub counts: Vec<(&'static str, i64)>,
}

/// Fills a fresh store with a community of `profile`.
///
/// # Errors
/// `Refused(demo-store-not-empty)` when the store has been set up or holds rows; whatever the store says otherwise. After
/// an error the store is half full and of no use.
pub fn load(
    store: &Store,
    keys: &Keys,
    profile: &Profile,
    options: &Options,
    tell: &mut dyn FnMut(Progress),
) -> Result<Loaded, Failure> {
    if Settings::load(store)?.is_some() || store.rows::<Account>()? > 0 {
        return Err(Failure::refused("demo-store-not-empty"));
    }
    let calendar = WorkCalendar::shipped()?;
    let catalog::Shipped { services, refused } = catalog::shipped().map_err(Failure::broken)?;
    let founded = Stamp::at(options.until.day().plus(-430), 9, 0);
    let settings = settings(profile, options, founded);
    let row = settings.clone();
    store.write_wait(move |tx| {
        row.save(tx)?;
        catalog::seed(tx, &services, founded)?;
        audit::note(tx, Actor::System, founded, settings::log::DEMO_LOAD, Some(Settings::ID), "")
    })?;
    let catalogue = Catalogue::read(store, refused)?;
    let departments: BTreeSet<String> = catalogue.offers().iter().filter_map(|o| o.spec.lead.clone()).collect();
    let departments: Vec<String> = departments.into_iter().collect();

    let names = names::Names::new();
    let mut sink = sink::Sink::new(store, tell);
    let (grids, crew) = staff::make(profile, options, &names, &departments, &mut sink)?;
    let homes = people::make(profile, options, &names, keys, &grids, &mut sink)?;
    let workflow = Workflow::default();
    let scene = scene::Scene {
        profile,
        options,
        keys,
        calendar: &calendar,
        settings: &settings,
        workflow: &workflow,
        offers: catalogue.offers(),
        grids: &grids,
        homes: &homes,
        crew: &crew,
    };
    matters::make(&scene, &mut sink)?;
    visits::make(&scene, &mut sink)?;
    registers::make(store, options, &names, keys, &grids, &mut sink)?;
    sink.settle()?;
    Ok(Loaded { accounts: crew.first, counts: counts(store)? })
}

fn settings(profile: &Profile, options: &Options, created: Stamp) -> Settings {
    Settings {
        id: Settings::ID,
        community: profile.office.clone(),
        division: profile.division.clone(),
        phone: profile.phone.as_str().to_owned(),
        address: profile.address.clone(),
        hours: "周一至周日 8:30—17:30".to_owned(),
        day_ends: 1_050,
        public_host: String::new(),
        printer: String::new(),
        receipt_printer: String::new(),
        backup_folder: String::new(),
        recovery: options.recovery.clone(),
        created,
    }
}

fn counts(store: &Store) -> Result<Vec<(&'static str, i64)>, Failure> {
    use crate::domain::{
        matters::items,
        office::who::Staff,
        places::grids::Grid,
        registry::{people, registers, visits::Visit},
    };
    Ok(vec![
        ("demo-count-grids", store.rows::<Grid>()?),
        ("demo-count-staff", store.rows::<Staff>()?),
        ("demo-count-households", store.rows::<people::Household>()?),
        ("demo-count-residents", store.rows::<people::Resident>()?),
        ("demo-count-entries", store.rows::<registers::Entry>()?),
        ("demo-count-items", store.rows::<items::Item>()?),
        ("demo-count-events", store.rows::<items::Event>()?),
        ("demo-count-visits", store.rows::<Visit>()?),
    ])
}
