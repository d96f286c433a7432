//! The desk: the office's live figures, what is due soon, and what waits for oneself.
use actix_web::http::Method;
use maud::{Markup, html};

use super::{
    Office, Section, calendar,
    items::{SOON_DAYS, table},
};
use crate::{
    base::Failure,
    domain::{
        items::{self, Desk, Filter, Item, Scope, Share, StateTag, board_of_grid},
        prints::PrintState,
        who::Right,
    },
    faces::web::{Problem, Reply, Routes, SignedIn, endpoint, page, see_other},
    i18n::Texts,
    store::Read,
};

/// Rows of each list.
const ROWS: usize = 12;

/// Addresses.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office", show)]
}

async fn show(office: Office, who: Result<SignedIn, Problem>) -> Reply {
    let who = match who {
        Ok(who) => who,
        // Nobody signed in: the first visit's wizard or the sign-in page.
        Err(Problem(Failure::SignedOut)) => {
            return Ok(see_other(if office.settings.is_none() { "/office/setup" } else { "/office/sign-in" }));
        }
        Err(other) => return Err(other),
    };
    let app = &office.app;
    let scope = items::scope(&app.store, &who.account, app.clock.today())?;
    let body = html! {
        (welcome(&office, &who)?)
        @match &scope {
            Scope::All => (figures(&office, &items::desk(&app.store, app.clock.now())?)),
            Scope::Grids(grids) => (grid_figures(&office, grids)?),
            Scope::Own(_) | Scope::Nothing => {}
        }
        @if scope != Scope::Nothing { (lists(&office, &who, &scope)?) }
    };
    Ok(page(office.page(&who, Section::Desk, &office.t.get("office-desk"), body)))
}

/// What to do first, by role.
fn welcome(office: &Office, who: &SignedIn) -> Result<Markup, Failure> {
    let t = &office.t;
    let store = &office.app.store;
    let failed = store.count(&crate::domain::prints::BY_PRINT_STATE, &(PrintState::Failed as u8))?;
    Ok(html! {
        @if who.may(Right::Print) && failed > 0 {
            p.warning { a href="/office/prints" { (t.with("desk-prints-failed", &[("n", &failed.to_string())])) } }
        }
        (calendar::notice(office, who))
        @if who.may(Right::ManageUsers) && store.rows::<crate::domain::grids::Grid>()? == 0 {
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
        @if who.may(Right::Register) {
            p.actions { a.button.primary href="/office/register" accesskey="n" { (t.get("desk-register")) } }
        }
    })
}

fn figures(office: &Office, d: &Desk) -> Markup {
    let t = &office.t;
    let cell = |key: &str, n: i64, href: &str| html! { li { a href=(href) { (t.get(key)) b { (n) } } } };
    let plain = |key: &str, n: i64| html! { li { span.cell { (t.get(key)) b { (n) } } } };
    html! {
        ul.counters {
            (cell("desk-waiting", d.waiting, "/office/items?state=reported"))
            (cell("desk-handling", d.handling, "/office/items?state=open"))
            li class=(if d.overdue > 0 { "late" } else { "" }) { a href="/office/items?due=overdue" { (t.get("desk-overdue")) b { (d.overdue) } } }
            (cell("desk-reported-today", d.reported_today, &format!("/office/items?from={0}&to={0}", office.app.clock.today())))
            (plain("desk-closed-today", d.closed_today))
        }
        ul.counters {
            (cell("desk-reported", d.reported, "/office/items"))
            (plain("desk-accepted", d.accepted))
            (cell("desk-closed", d.closed, "/office/items?state=closed"))
            (share(t, "desk-closed-share", d.closed_share))
            (share(t, "desk-in-time-share", d.in_time_share))
            (share(t, "desk-satisfied-share", d.satisfied_share))
        }
    }
}

/// A percentage never stands without its two counts.
fn share(t: &Texts, key: &str, s: Share) -> Markup {
    let percent = s.basis_points().map(|p| format!("{}.{:02}%", p / 100, p % 100));
    html! {
        li { span.cell { (t.get(key))
            @match percent {
                Some(p) => { b { (p) } small { (s.part) " / " (s.whole) } }
                None => b { (t.get("share-none")) }
            }
        } }
    }
}

fn grid_figures(office: &Office, grids: &[crate::base::Id<crate::domain::grids::Grid>]) -> Result<Markup, Failure> {
    let t = &office.t;
    let (mut waiting, mut handling, mut closed, mut all) = (0, 0, 0, 0);
    for grid in grids {
        let board = board_of_grid(&office.app.store, *grid)?;
        waiting += board.of(StateTag::Reported);
        handling += board.handling();
        closed += board.closed();
        all += board.all();
    }
    Ok(html! {
        @if grids.is_empty() { p.warning { (t.get("desk-no-grid")) } }
        @else {
            ul.counters {
                li { a href="/office/items?state=reported" { (t.get("desk-waiting")) b { (waiting) } } }
                li { a href="/office/items?state=open" { (t.get("desk-handling")) b { (handling) } } }
                li { a href="/office/items?state=closed" { (t.get("desk-closed")) b { (closed) } } }
                li { a href="/office/items" { (t.get("desk-reported")) b { (all) } } }
            }
            p.hint { (t.get("desk-own-grids")) }
        }
    })
}

fn lists(office: &Office, who: &SignedIn, scope: &Scope) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let filtered =
        |filter: Filter| -> Result<Vec<Item>, Failure> { Ok(items::list(&app.store, scope, &filter, None, ROWS)?.items) };
    let soon = items::due_soon(&app.store, scope, app.clock.now(), SOON_DAYS, ROWS)?.items;
    let mine = filtered(Filter { owner: Some(who.account.id), ..Filter::default() })?;
    let waiting = |state| filtered(Filter { state: Some(state), ..Filter::default() });
    let section = |title: &str, rows: &[Item], href: &str| -> Result<Markup, Failure> {
        Ok(html! { h2 { (t.get(title)) " " small { a href=(href) { (t.get("desk-all")) } } } (table(office, rows)?) })
    };
    Ok(html! {
        @if who.may(Right::Handle) { (section("desk-mine", &mine, "/office/items?mine=1")?) }
        @if who.may(Right::Accept) { (section("desk-to-accept", &waiting(StateTag::Reported)?, "/office/items?state=reported")?) }
        @if who.may(Right::Dispatch) { (section("desk-to-dispatch", &waiting(StateTag::Accepted)?, "/office/items?state=accepted")?) }
        @if who.may(Right::Verify) { (section("desk-to-verify", &waiting(StateTag::ReportedBack)?, "/office/items?state=reported-back")?) }
        (section("desk-due-soon", &soon, "/office/items?due=soon")?)
    })
}
