//! The house's clock and the computer's: where they part it is written down, and a computer that is set from the network is
//! believed.
use super::health;
use crate::{
    app::App,
    base::{Failure, Hands},
    domain::{
        self,
        noun::Action,
        office::{
            audit::{self, Entry},
            settings::{Settings, log},
            who::Actor,
        },
    },
    store::{Dir, Read, Tx},
};

/// What is written down of the clock.
const WRITTEN: [Action; 4] = [log::CLOCK_DOUBTED, log::CLOCK_AGREES, log::CLOCK_NETWORK, log::CLOCK_CONFIRM];

/// Looks whether the computer is believed, and writes down when that changes. `synced` is asked only where it is not.
///
/// # Errors
/// When the store cannot be read or written.
pub fn watch_clock(app: &App, synced: impl Fn() -> Option<bool>) -> Result<(), Failure> {
    let hands = app.clock.hands();
    if !hands.sound && hands.possible() && synced() == Some(true) {
        return follow(app, hands, Actor::System, log::CLOCK_NETWORK);
    }
    if doubted(&app.store)? != hands.sound {
        return Ok(());
    }
    let said = said(hands);
    let action = if hands.sound { log::CLOCK_AGREES } else { log::CLOCK_DOUBTED };
    tracing::warn!(%action, %said, "the computer's clock");
    app.store.write_wait(move |tx| audit::note(tx, Actor::System, hands.house, action, Some(Settings::ID), &said))
}

/// Whether the last that was written down is that the computer is not believed.
fn doubted(read: &impl Read) -> Result<bool, Failure> {
    let last = |action: &Action| read.list(&Entry::BY_ACTION.under(action.to_string()), Dir::Backward, 1);
    let lines = WRITTEN.iter().map(last).collect::<Result<Vec<_>, _>>()?;
    Ok(lines.into_iter().flatten().max_by_key(|line| line.id).is_some_and(|line| log::CLOCK_DOUBTED.is(&line.action)))
}

/// The computer is right and the house was not: from now on time is the computer's. What runs from minute to minute (sessions,
/// forms being filled in) goes on for as long as it would have; what was recorded keeps its date, and its order by number.
///
/// # Errors
/// When the store cannot be written; then nothing has changed.
pub fn follow(app: &App, hands: Hands, by: Actor, action: Action) -> Result<(), Failure> {
    let (ahead, said) = (hands.ahead(), said(hands));
    tracing::warn!(%action, %said, "the house's clock is set");
    app.store.write_wait(move |tx: &mut Tx<'_>| {
        domain::move_by(tx, ahead)?;
        audit::note(tx, by, hands.computer, action, Some(Settings::ID), &said)
    })?;
    app.clock.move_by(ahead);
    health::look(app)
}

fn said(hands: Hands) -> String {
    format!("{} → {}", hands.house.minute(), hands.computer.minute())
}
