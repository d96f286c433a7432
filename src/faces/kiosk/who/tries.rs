//! Tries at a secret: the end of a number, a card, a query code. Counted by the person, by the terminal and by what is tried at.
use actix_web::HttpRequest;

use crate::{
    app::App,
    base::{Failure, Reason},
    domain::{
        office::{audit, who::Actor},
        registry::people::{self, Household},
    },
    faces::{kiosk::session::Session, web::address},
};

/// Wrong tries of one person. The next person in front of the same screen begins anew.
const PERSON_TRIES: u32 = 5;
/// Wrong tries at one terminal, from however many persons: more than a hand can type in the time. Counted by the address of
/// the machine, which a fresh cookie does not change.
const TERMINAL_TRIES: u32 = 40;
const SECONDS: i64 = 600;
/// Tries at one telephone or one item, from all terminals and phones together.
const TARGET_TRIES: u32 = 12;
const TARGET_SECONDS: i64 = 3_600;

/// What is tried at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::faces::kiosk) enum Secret {
    Card,
    Identity,
    Track,
}

impl Secret {
    /// The counts of the person, of the terminal, and of the target.
    const fn counts(self) -> [&'static str; 3] {
        match self {
            Secret::Card => ["card-person", "card", "card-of"],
            Secret::Identity => ["identity-person", "identity", "identity-of"],
            Secret::Track => ["track-person", "track", "track-of"],
        }
    }
}

/// Counts a try. What somebody typed (`target`: a telephone, a number) is counted last, and only where the terminal may try
/// at all: else one computer could fill the counts with numbers that it makes up, or close any of them to its owner.
///
/// # Errors
/// `Refused` when there were too many.
pub(in crate::faces::kiosk) async fn count(
    app: &App,
    req: &HttpRequest,
    session: &mut Session,
    (secret, target): (Secret, Option<&str>),
) -> Result<(), Failure> {
    let ([person, terminal, of], now) = (secret.counts(), app.clock.now());
    if session.mark().is_none() {
        session.set(app, |_| ()).await?;
    }
    let mark = session.mark().unwrap_or_default();
    let often = |_: Failure| Failure::Refused(Reason::new("kiosk-tried-often"));
    app.limits.hit(terminal, &address(req), TERMINAL_TRIES, SECONDS, now)?;
    app.limits.hit(person, &mark, PERSON_TRIES, SECONDS, now).map_err(often)?;
    // The key of the count must not hold the telephone itself.
    target.map_or(Ok(()), |t| app.limits.hit(of, &app.keys.token_mac(of, t), TARGET_TRIES, TARGET_SECONDS, now))
}

/// A right answer is no try of the person or the terminal; at the target it stays one.
pub(in crate::faces::kiosk) fn forgive(app: &App, req: &HttpRequest, session: &Session, secret: Secret) {
    let [person, terminal, _] = secret.counts();
    app.limits.forgive(terminal, &address(req));
    app.limits.forgive(person, &session.mark().unwrap_or_default());
}

/// A wrong answer leaves a line in the log: nothing of what was typed, only what was tried.
///
/// # Errors
/// When the store cannot be written.
pub(in crate::faces::kiosk) async fn note_wrong(app: &App, secret: Secret) -> Result<(), Failure> {
    let (at, what) = (app.clock.now(), secret.counts()[1]);
    let action = people::log::HOUSEHOLD_IDENTIFY_FAILED;
    app.store.write(move |tx| audit::note::<Household>(tx, Actor::Terminal, at, action, None, what)).await
}
