//! A ticket to one rating (窗口现场评价): the address of a screen on which a resident says a verdict on one item, opened by somebody
//! who may ask for it. It opens nothing else, so that a tablet can be handed over the counter without the office behind it.
use super::row::Item;
use crate::{
    base::{Id, Keys, Stamp},
    domain::office::who::Account,
};

/// Seconds for which a ticket is good.
pub const TICKET_SECONDS: i64 = 15 * 60;

/// Which item is rated, who turned the screen, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub item: Id<Item>,
    pub by: Id<Account>,
    pub until: Stamp,
}

impl Ticket {
    /// A ticket from now on.
    pub const fn new(item: Id<Item>, by: Id<Account>, now: Stamp) -> Self {
        Ticket { item, by, until: now.plus_seconds(TICKET_SECONDS) }
    }
    fn said(&self) -> String {
        format!("{}-{}-{}", self.item, self.by, self.until.0)
    }
    /// What stands in the address: nothing of the person, and a mark that only this office makes.
    pub fn seal(&self, keys: &Keys) -> String {
        let said = self.said();
        format!("{said}-{}", keys.token_mac("rating", &said))
    }
    /// The ticket of an address; `None` for one that was not made here or is over.
    pub fn open(sealed: &str, keys: &Keys, now: Stamp) -> Option<Self> {
        let mut parts = sealed.splitn(4, '-');
        let item = Id::new(parts.next()?.parse().ok()?);
        let by = Id::new(parts.next()?.parse().ok()?);
        let until = Stamp(parts.next()?.parse().ok()?);
        let ticket = Ticket { item, by, until };
        // Compared by the hash that makes it, and of one spelling only.
        let lives = now.still(until.plus_seconds(-TICKET_SECONDS), TICKET_SECONDS);
        (ticket.seal(keys) == sealed && lives).then_some(ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_opens_what_it_was_made_for_and_only_for_a_while() {
        let (keys, others) = (Keys::new(&[7; 64], &[9; 32]), Keys::new(&[8; 64], &[9; 32]));
        let now = Stamp(1_795_000_000_000);
        let ticket = Ticket::new(Id::new(12), Id::new(3), now);
        let sealed = ticket.seal(&keys);
        assert_eq!(Ticket::open(&sealed, &keys, now), Some(ticket));
        assert_eq!(Ticket::open(&sealed, &keys, ticket.until), Some(ticket));
        assert_eq!(Ticket::open(&sealed, &keys, ticket.until.plus_seconds(1)), None, "it is over");
        let wrong = now.plus_seconds(-730 * 86_400);
        assert_eq!(Ticket::open(&sealed, &keys, wrong), None, "nor made while the clock was wrong");
        assert_eq!(Ticket::open(&sealed, &others, now), None, "another office's");
        for (from, to) in [("12-", "13-"), ("-3-", "-4-"), ("12-", "012-"), ("12-", "+12-")] {
            assert_eq!(Ticket::open(&sealed.replacen(from, to, 1), &keys, now), None, "{from} to {to}");
        }
        let mut cut = sealed;
        while cut.pop().is_some() {
            assert_eq!(Ticket::open(&cut, &keys, now), None);
        }
    }
}
