//! The desk: the office's live figures, what is due and overdue, and what waits for oneself. The page and what the script
//! fetches after a change are drawn by the same functions.
mod figures;
mod groups;
mod lists;
mod panel;
mod told;

use actix_web::{HttpResponse, http::Method};
use maud::{Markup, html};

pub(super) use figures::{age_bars, percent};
pub(super) use groups::{By, shown};

use super::{
    Office,
    menu::{Group, Page},
};
use crate::{
    app::App,
    base::Failure,
    domain::office::{prints::PrintState, who::Right},
    faces::{
        office::{
            admin::{calendar, doctor},
            lobby::terminals,
        },
        staff::{SignedIn, Watch, needs},
        ui::own_script,
        web::{Problem, Reply, Routes, endpoint, events, page, see_other},
    },
    live::{Viewer, Watcher},
    store::Read,
};

pub(super) const PAGE: Page = Page::listed(Group::Work, 10, "office-desk", "/office", &show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office", show),
        endpoint(Method::GET, "/office/live", live),
        endpoint(Method::GET, "/office/live/desk", fragment),
        endpoint(Method::GET, "/office/groups/{by}", groups::all),
    ]
}

async fn show(who: Result<SignedIn, Problem>, office: Office) -> Reply {
    let who = match who {
        Ok(who) => who,
        // Nobody signed in: the first visit's wizard or the sign-in page.
        Err(Problem(Failure::SignedOut)) => {
            return Ok(see_other(if office.settings.is_none() { "/office/setup" } else { "/office/sign-in" }));
        }
        Err(other) => return Err(other),
    };
    let t = &office.t;
    let sees = who.meets::<needs::SeeItems>();
    let body = html! {
        (welcome(&office, &who)?)
        @if sees {
            div.live-bar {
                p.live-lost data-live-lost hidden role="status" { (t.get("live-lost")) }
                button.small type="button" data-sound hidden aria-pressed="false"
                    data-on=(t.get("live-sound-on")) data-off=(t.get("live-sound-off")) data-wait=(t.get("live-sound-wait")) {}
                @if who.may(Right::SeeItems) { a.button.small href="/office/wall" target="_blank" { (t.get("live-wall")) } }
            }
            p.said-only aria-live="polite" data-live-say {}
            div #live data-live="/office/live" data-desk="/office/live/desk" {
                (panel::panel(&office, &who, &*office.app.picture().await?)?)
            }
            (own_script("js/live.js"))
        }
    };
    Ok(page(office.page(&who, &PAGE, &t.get("office-desk"), body)))
}

/// The same panel for a page that is open.
async fn fragment(office: Office, who: Watch<needs::SeeItems>) -> Reply {
    let picture = office.app.picture().await?;
    Ok(page(panel::panel(&office, &who, &picture)?))
}

/// The stream that says when to fetch it.
async fn live(app: App, who: Watch<needs::SeeItems>) -> Result<HttpResponse, Problem> {
    let (session, asked) = (who.session, app.clone());
    let stays = Box::new(move || SignedIn::lives(&asked, session));
    Ok(events(Watcher::sit(&app.pulse, app.scene(), Viewer::Account(who.account.id), stays).await?))
}

/// What to do first, by role.
fn welcome(office: &Office, who: &SignedIn) -> Result<Markup, Failure> {
    let t = &office.t;
    let store = &office.app.store;
    let failed = store.count(&crate::domain::office::prints::BY_PRINT_STATE, &PrintState::Failed)?;
    Ok(html! {
        (doctor::notice(office, who))
        @if who.may(Right::Print) && failed > 0 {
            p.warning { a href="/office/prints" { (t.with("desk-prints-failed", &[("n", &failed.to_string())])) } }
        }
        (told::told(office, who)?)
        (calendar::notice(office, who))
        (terminals::notice(office, who)?)
        @if who.may(Right::ManageUsers) && store.rows::<crate::domain::places::grids::Grid>()? == 0 {
            section.panel {
                h2 { (t.get("desk-first-days")) }
                ol {
                    li { a href="/office/grids" { (t.get("desk-first-grids")) } }
                    li { a href="/office/imports" { (t.get("desk-first-roster")) } }
                    li { a href="/office/users" { (t.get("desk-first-users")) } }
                    li { a href="/office/catalogue" { (t.get("desk-first-catalogue")) } }
                    li { a href="/office/settings" { (t.get("desk-first-printer")) } }
                }
            }
        }
        @if who.may(Right::Intake) {
            p.actions { a.button.primary href="/office/intake" accesskey="n" { (t.get("desk-intake")) } }
        }
    })
}
