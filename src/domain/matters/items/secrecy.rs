//! One member is not the household: how confidential an item is, and to whom a terminal shows it.
use super::{
    row::Item,
    said::{Proof, Shown},
};
use crate::{
    base::{Failure, Id},
    domain::{
        matters::catalog::{self, Secrecy},
        registry::people::{Household, Resident},
    },
    store::{Dir, Read},
};

/// Items of a household that are looked through for a terminal.
const WALK_MOST: usize = 300;

/// How confidential an item is.
///
/// # Errors
/// When the store cannot be read.
pub fn secrecy(read: &impl Read, item: &Item) -> Result<Secrecy, Failure> {
    catalog::secrecy(read, item.service, &item.service_code)
}

/// What papers, queues and the page behind a receipt's code call an item, which others read too; `None` where its name alone
/// would tell too much.
///
/// # Errors
/// When the store cannot be read.
pub fn public_title<'a>(read: &impl Read, item: &'a Item) -> Result<Option<&'a str>, Failure> {
    Ok(Some(item.title.as_str()).filter(|_| secrecy(read, item).is_ok_and(|s| s < Secrecy::Confidential)))
}

/// Who stands at a terminal: a household by its card, and of its members the one who has said telephone and last four, if any.
pub type AtTerminal = (Id<Household>, Option<Id<Resident>>);

/// How an item is theirs who stand at a terminal: the household's own to the holder of its card, who may look
/// ([`Proof::Nothing`]), and to a member who has shown to be one, who may act; one member's own only to that member. `None`:
/// it is not shown, and opens with the number and the query code of its receipt only.
///
/// # Errors
/// When the store cannot be read.
pub fn at_terminal(read: &impl Read, item: &Item, (home, proven): AtTerminal) -> Result<Option<Proof>, Failure> {
    let own = proven.is_some() && item.applicant.resident == proven;
    if item.applicant.household != Some(home) || !own && secrecy(read, item)? != Secrecy::Household {
        return Ok(None);
    }
    Ok(Some(proven.map_or(Proof::Nothing, |_| Proof::Person(Shown::of(item.id)))))
}

/// The latest items of a household that a terminal shows, the newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn of_terminal(read: &impl Read, who: AtTerminal) -> Result<Vec<Item>, Failure> {
    let mut out = Vec::new();
    for item in read.list(&Item::BY_HOUSEHOLD.under(who.0), Dir::Backward, WALK_MOST)? {
        if at_terminal(read, &item, who)?.is_some() {
            out.push(item);
        }
    }
    Ok(out)
}
