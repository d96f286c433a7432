//! What somebody of the office should know before anything else: about accounts, and what waits for a second person.
use maud::{Markup, html};

use super::super::Office;
use crate::{
    base::{Failure, Stamp},
    domain::{
        insight::privacy,
        office::{
            accounts::{self, shaped_lately},
            recoveries,
            who::{Account, Right},
        },
    },
    faces::staff::{Names, SignedIn, roles},
    store::{Dir, Read},
};

/// Closed accounts that the desk names.
const LOCKED_MOST: usize = 5;
/// Restores that the desk names.
const RESTORES_MOST: usize = 3;

/// All of it, by what the account may do.
pub(super) fn told(office: &Office, who: &SignedIn) -> Result<Markup, Failure> {
    Ok(html! {
        @if who.may(Right::ManageUsers) { (locked(office)?) }
        @if who.may(Right::Lead) { (restored(office)?) (changed(office, who)?) }
        (waiting(office, who)?)
    })
}

/// Accounts whose passwords are being guessed: who looks after accounts should know, and can let somebody in by hand.
fn locked(office: &Office) -> Result<Markup, Failure> {
    let now = office.app.clock.now();
    let closed = office.app.store.list(&Account::BY_LOCKED.between(now, Stamp(i64::MAX)), Dir::Forward, LOCKED_MOST)?;
    Ok(html! {
        @for a in &closed {
            p.warning { a href={ "/office/users/" (a.staff) } { (office.t.with("desk-locked", &[("login", &a.login)])) } }
        }
    })
}

/// That the office went back to a backup: what was told since then, of accounts too, is told no more.
fn restored(office: &Office) -> Result<Markup, Failure> {
    let since = office.app.clock.now().plus_seconds(-accounts::TOLD_DAYS * 86_400);
    let lately = recoveries::restored_since(&office.app.store, since, RESTORES_MOST)?;
    Ok(html! {
        @for r in &lately {
            @let said = [("taken", r.taken.minute()), ("login", r.login.clone()), ("at", r.ended.minute())];
            p.warning { (office.t.with("desk-restored", &said.each_ref().map(|(k, v)| (*k, v.as_str())))) }
        }
    })
}

/// Accounts that somebody else made something of lately: an account that nobody knows of is seen before it decides anything.
fn changed(office: &Office, who: &SignedIn) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let names = Names::new(&office.app, t);
    let lately = shaped_lately(store, office.app.clock.now())?;
    let others = lately.iter().filter_map(|a| a.shaped.map(|s| (a, s))).filter(|(_, s)| s.by.account() != Some(who.account.id));
    let lines = others.map(|(a, s)| {
        let said = [
            ("who", names.account(a.id)?),
            ("how", t.get(&format!("shaped-{}", s.how.key()))),
            ("roles", roles(t, a)),
            ("by", names.actor(s.by)?),
            ("at", s.at.minute()),
        ];
        Ok(t.with("desk-shaped", &said.each_ref().map(|(k, v)| (*k, v.as_str()))))
    });
    let lines = lines.collect::<Result<Vec<_>, Failure>>()?;
    Ok(html! {
        @if !lines.is_empty() {
            section.panel {
                h2 { (t.with("desk-shaped-title", &[("days", &accounts::TOLD_DAYS.to_string())])) }
                ul { @for line in &lines { li { (line) } } }
                p.hint { (t.get("desk-shaped-hint")) }
            }
        }
    })
}

/// What another asked for and this account may decide.
fn waiting(office: &Office, who: &SignedIn) -> Result<Markup, Failure> {
    let (store, me) = (&office.app.store, who.account.id);
    let exports = if who.may(Right::KeyPersons) { privacy::exports_waiting(store, me, office.app.clock.now())? } else { 0 };
    let deletions = if who.may(Right::Lead) { privacy::deletions_waiting(store, me)? } else { 0 };
    let calls = [
        (exports, "desk-exports-waiting", "/office/privacy/exports"),
        (deletions, "desk-deletions-waiting", "/office/privacy/retention"),
    ];
    Ok(html! {
        @for (n, key, href) in calls.iter().filter(|(n, ..)| *n > 0) {
            p.warning { a href=(href) { (office.t.with(key, &[("n", &n.to_string())])) } }
        }
    })
}
