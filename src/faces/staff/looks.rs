use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        office::audit,
        registry::people::{self, Household, Resident},
    },
    faces::staff::SignedIn,
    store::Row,
};

/// Notes that somebody looks at a resident's page, once a day, before it is shown.
pub async fn note_resident(app: &App, who: &SignedIn, id: Id<Resident>) -> Result<(), Failure> {
    note_daily(app, who, people::log::RESIDENT_VIEW, id, "").await
}

/// The same for a household's page.
pub async fn note_household(app: &App, who: &SignedIn, id: Id<Household>) -> Result<(), Failure> {
    note_daily(app, who, people::log::HOUSEHOLD_VIEW, id, "").await
}

/// A look's line, unless it stands in the log of this day: then nothing is written and nothing is waited for.
pub async fn note_daily<R: Row>(
    app: &App,
    who: &SignedIn,
    action: audit::Action,
    id: Id<R>,
    detail: &str,
) -> Result<(), Failure> {
    let (store, by, at, detail) = (&app.store, who.actor(), app.clock.now(), detail.to_owned());
    if audit::noted_today(store, by, at, action, id)? {
        return Ok(());
    }
    store.write(move |tx| audit::note_daily(tx, by, at, action, id, &detail)).await
}
