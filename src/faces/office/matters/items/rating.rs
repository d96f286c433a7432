//! Rating at the counter (窗口现场评价): whoever may follow up, and never the handler, gets a ticket to one rating. The resident's
//! screen opens with it: on the counter's tablet by its QR code, or in a window of its own here.
use actix_web::web::Path;
use maud::html;

use super::{PAGE, seen};
use crate::{
    base::{Failure, Id},
    domain::{
        matters::items::{self, Action, Item, StateTag, TICKET_SECONDS, Ticket},
        office::settings::{Settings, public_address},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, needs},
        ui::qr,
        web::{Reply, page},
    },
};

/// Whether this person may turn the tablet for this item now.
pub(super) fn offered(office: &Office, who: &SignedIn, item: &Item) -> Result<bool, Failure> {
    let now = office.app.clock.now();
    Ok(item.state.tag == StateTag::Closed
        && items::allowed(&office.app.store, &who.account, item, now)?.contains(&Action::FollowUp))
}

/// Why not, where the state would allow it.
fn refusal(office: &Office, who: &SignedIn, item: &Item) -> Result<Failure, Failure> {
    let withheld = items::withheld(&office.app.store, &who.account, item, office.app.clock.now())?;
    let why = withheld.into_iter().find(|(action, _)| *action == Action::FollowUp).map(|(_, why)| why);
    Ok(why.unwrap_or(Failure::refused("rating-not-now")))
}

pub(super) async fn show(who: May<needs::FollowUp>, office: Office, id: Path<u64>) -> Reply {
    let item = seen(&office, &who, Id::new(*id))?;
    if !offered(&office, &who, &item)? {
        return Err(refusal(&office, &who, &item)?.into());
    }
    let (app, t) = (&office.app, &office.t);
    let host = Settings::load(&app.store)?.map(|s| s.public_host).unwrap_or_default();
    let path = format!("/rating/{}", Ticket::new(item.id, who.account.id, app.clock.now()).seal(&app.keys));
    let minutes = (TICKET_SECONDS / 60).to_string();
    let body = html! {
        section.panel.rating-ticket {
            p { (item.title) " · " (t.get("item-no")) " " (item.no) }
            @if !host.trim().is_empty() {
                (qr(&public_address(&host, &path), &t.get("rating-scan")))
                p { (t.get("rating-scan")) }
            }
            p.actions {
                a.button.primary href=(path) target="_blank" rel="noopener" { (t.get("rating-open")) }
                a.button href={ "/office/items/" (item.id) } { (t.get("rating-staff-back")) }
            }
            p.hint { (t.with("rating-ticket-hint", &[("n", &minutes)])) }
        }
    };
    Ok(page(office.page(&who, &PAGE, &t.get("rating-link"), body)))
}
