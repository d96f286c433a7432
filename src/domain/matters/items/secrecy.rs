//! One member is not the household: how confidential an item is, and to whom a terminal shows it.
use super::row::Item;
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

/// The latest items of a household that a terminal shows to whoever identified there, the newest first: the household's own to
/// the holder of its card, one member's own only to the member who has shown to be that one by telephone and number. Everything
/// else opens with the number and the query code of its receipt.
///
/// # Errors
/// When the store cannot be read.
pub fn of_terminal(read: &impl Read, home: Id<Household>, proven: Option<Id<Resident>>) -> Result<Vec<Item>, Failure> {
    let mut out = Vec::new();
    for item in read.list(&Item::BY_HOUSEHOLD.under(home), Dir::Backward, WALK_MOST)? {
        let own = proven.is_some() && item.applicant.resident == proven;
        if own || secrecy(read, &item)? == Secrecy::Household {
            out.push(item);
        }
    }
    Ok(out)
}
