//! Two-level supervision (两级督办): yellow by the centre, red by leadership, by hand or by itself; it must be answered.
use serde::{Deserialize, Serialize};

use super::{Colour, Item, clock};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::who::Actor,
    store::{Dir, Index, IndexOf, Read, Row, Tx},
};

/// The most supervisions of one item that are shown.
const SHOWN_MOST: usize = 50;

/// The flag on an item under supervision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervised {
    /// The order.
    pub id: Id<Supervision>,
    /// Yellow or red.
    pub colour: Colour,
    /// Whether it has been answered.
    pub answered: bool,
}

/// One order (督办单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    /// Number.
    pub id: Id<Supervision>,
    /// Of this item.
    pub item: Id<Item>,
    /// Yellow or red.
    pub colour: Colour,
    /// Why, and what is demanded.
    pub reason: String,
    /// Issued by; the system where a limit did it.
    pub by: Actor,
    /// Issued at.
    pub at: Stamp,
    /// The item's limit as it was then: the paper does not change afterwards.
    pub limit: Option<Stamp>,
    /// To be answered by.
    pub answer_due: Stamp,
    /// Answered by, at, in words.
    pub answer: Option<(Actor, Stamp, String)>,
    /// Lifted by, at: by hand, by a graver one, or by the end of the item.
    pub lifted: Option<(Actor, Stamp)>,
}

impl Supervision {
    /// By item, oldest first.
    pub const BY_ITEM: Index<Supervision, Id<Item>> = Index::many(1, "supervision.item", |s| vec![s.item]);
    /// Those not lifted: red before yellow, then by the time of the answer.
    pub const OPEN: Index<Supervision, (u8, Stamp)> = Index::many(3, "supervision.open", |s| {
        let rank = u8::from(s.colour == Colour::Yellow);
        s.lifted.is_none().then_some((rank, s.answer_due)).into_iter().collect()
    });
    /// By time of issue, for the list of orders.
    pub const BY_TIME: Index<Supervision, Stamp> = Index::many(2, "supervision.time", |s| vec![s.at]);
}

impl Row for Supervision {
    const TAG: u8 = 0x28;
    const NAME: &'static str = "supervision";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Supervision::BY_ITEM, &Supervision::BY_TIME, &Supervision::OPEN]
    }
}

/// Every order of an item, oldest first.
pub fn supervisions(read: &impl Read, item: Id<Item>) -> Result<Vec<Supervision>, Failure> {
    read.list(&Supervision::BY_ITEM.under(item), Dir::Forward, SHOWN_MOST)
}

/// Issues an order; a milder one under way gives way to it.
pub(super) fn issue(
    tx: &mut Tx<'_>,
    item: &mut Item,
    by: Actor,
    colour: Colour,
    reason: &str,
    at: Stamp,
    rules: clock::Rules<'_>,
) -> Result<(), Failure> {
    lift(tx, item, by, at)?;
    let due = rules.calendar.due(at.day(), u16::from(rules.workflow.answer_days)).day;
    let id = tx.next_id()?;
    let answer_due = clock::end_of(due, rules.settings);
    let (reason, limit) = (reason.to_owned(), item.clock.due);
    tx.put(&Supervision { id, item: item.id, colour, reason, by, at, limit, answer_due, answer: None, lifted: None })?;
    item.supervised = Some(Supervised { id, colour, answered: false });
    Ok(())
}

/// Answers the order under way.
pub(super) fn answer(tx: &mut Tx<'_>, item: &mut Item, by: Actor, words: &str, at: Stamp) -> Result<(), Failure> {
    let Some(flag) = &mut item.supervised else { return Ok(()) };
    let mut order = tx.get(flag.id)?;
    order.answer = Some((by, at, words.to_owned()));
    flag.answered = true;
    tx.put(&order)
}

/// Lifts the order under way, if there is one.
pub(super) fn lift(tx: &mut Tx<'_>, item: &mut Item, by: Actor, at: Stamp) -> Result<(), Failure> {
    let Some(flag) = item.supervised.take() else { return Ok(()) };
    let mut order = tx.get(flag.id)?;
    order.lifted = Some((by, at));
    tx.put(&order)
}
