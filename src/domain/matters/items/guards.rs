//! What else must hold: the guards and choices of the workflow table, read against an item and what is known of the actor.
use super::{
    aspects::{deed::Deed, extension},
    row::Item,
    words::{Choice, Colour, Field, Guard, Rule},
};
use crate::base::{Failure, Stamp};

/// What guards ask that the item's row does not tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// Somebody with an account acts, not the resident.
    pub(super) account: bool,
    /// The actor leads.
    pub(super) leads: bool,
    /// The actor has worked on it.
    pub(super) worked: bool,
    /// The conference under way can go up a level.
    pub(super) level_left: bool,
    /// So many follow-ups without anybody reached are enough.
    pub(super) tries: u8,
}

/// Whether a guard holds.
///
/// # Errors
/// `Refused` with the reason where it does not.
pub(super) fn holds(guard: Guard, item: &Item, at: Stamp, known: &Known) -> Result<(), Failure> {
    let red = item.supervised.is_some_and(|s| s.colour == Colour::Red);
    let (ok, why) = match guard {
        Guard::NotHandler => (!known.worked, "item-own-work"),
        Guard::HelpAnswered => (item.helps == 0, "item-help-waits"),
        Guard::SupervisionAnswered => {
            (!known.account || item.supervised.is_none_or(|s| s.answered), "item-supervision-unanswered")
        }
        Guard::SupervisionWaits => (item.supervised.is_some_and(|s| !s.answered), "item-supervision-none"),
        Guard::SupervisionMine if item.supervised.is_none() => (false, "item-supervision-none"),
        Guard::SupervisionMine => (!red || known.leads, "item-supervision-red"),
        Guard::SupervisionNew => (item.supervised.is_none() || !red && known.leads, "item-supervision-there"),
        Guard::PapersReturned => (item.papers_out == 0, "item-papers-out"),
        Guard::NotOverdue => (item.running().is_none_or(|due| at <= due), "item-extension-late"),
        Guard::LevelLeft => (known.level_left, "item-conference-highest"),
        Guard::TriedEnough => (item.tries >= known.tries, "item-tries-left"),
        Guard::OnceADay => (known.account || item.urged.is_none_or(|last| last.day() != at.day()), "item-urged-today"),
    };
    if ok { Ok(()) } else { Err(Failure::refused(why)) }
}

/// Whether what was chosen fits.
///
/// # Errors
/// `Refused` or `Invalid` with the reason where it does not.
pub(super) fn chosen(rule: &Rule, deed: &Deed<'_>, leads: bool) -> Result<(), Failure> {
    let (item, details) = (&deed.item, deed.details);
    for choice in rule.choices {
        let (ok, why) = match choice {
            Choice::RedByLeaders => {
                let offered = details.colour.is_none_or(|colour| rule.colours(leads).any(|c| c == colour));
                (offered, Failure::refused("item-supervision-red"))
            }
            Choice::Graver => {
                let there = |colour| item.supervised.is_some_and(|s| s.colour >= colour);
                (!details.colour.is_some_and(there), Failure::refused("item-supervision-there"))
            }
            Choice::AnotherOwner => (item.owner != Some(deed.recipient()?), Failure::field("to", "item-recipient-same")),
            Choice::DaysLeft => (extension::left(item, deed.rules) > 0, Failure::refused("item-extension-spent")),
        };
        if !ok {
            return Err(why);
        }
    }
    Ok(())
}

/// Whether a rule's form would have nothing to choose from: no paper is out, nobody is asked for help.
pub fn idle(rule: &Rule, item: &Item) -> bool {
    rule.asks(Field::Paper) && item.papers_out == 0 || rule.asks(Field::Help) && item.helps == 0
}
