//! In whose hands an item is: whoever owns it does the next, whoever handled it never verifies it.
use super::{
    clock,
    deed::{Deed, Done},
};
use crate::{
    base::{Failure, Id},
    domain::office::who::{Account, Right},
    store::Read,
};

/// Whoever it goes to has an account that can handle.
pub(in crate::domain::matters::items) fn fit(read: &impl Read, to: Id<Account>) -> Result<(), Failure> {
    let fit = read.find(to)?.is_some_and(|a| a.may(Right::Handle));
    if fit { Ok(()) } else { Err(Failure::field("to", "item-recipient-unfit")) }
}

/// Given to somebody: dispatched, or handed over by its owner.
pub(in crate::domain::matters::items) fn give(deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let to = deed.recipient()?;
    deed.item.owner = Some(to);
    Ok(Done::given(to))
}

/// Back to the dispatcher.
pub(in crate::domain::matters::items) fn send_back(deed: &mut Deed<'_>) -> Done {
    deed.item.owner = None;
    Done::default()
}

/// Taken in hand.
pub(in crate::domain::matters::items) fn start(deed: &mut Deed<'_>) -> Done {
    (deed.item.owner, deed.item.handler) = (deed.by.account(), deed.by.account());
    Done::default()
}

/// Worked: the result is told, and somebody else verifies it.
pub(in crate::domain::matters::items) fn report_back(deed: &mut Deed<'_>) -> Done {
    let result = deed.note().to_owned();
    let item = &mut deed.item;
    (item.owner, item.handler, item.answered, item.result) = (None, deed.by.account(), Some(deed.at), result);
    Done::default()
}

/// Settled on the spot by whoever found it.
pub(in crate::domain::matters::items) fn self_handle(deed: &mut Deed<'_>) -> Done {
    clock::begin(deed);
    report_back(deed)
}

/// Not taken up; the reason is the result.
pub(in crate::domain::matters::items) fn decline(deed: &mut Deed<'_>) -> Done {
    deed.item.result = deed.note().to_owned();
    Done::default()
}

/// Verified by this account.
pub(in crate::domain::matters::items) fn verify(deed: &mut Deed<'_>) -> Done {
    deed.item.owner = deed.by.account();
    Done::default()
}

/// Back to whoever handled it.
pub(in crate::domain::matters::items) fn rework(deed: &mut Deed<'_>) -> Done {
    let item = &mut deed.item;
    item.owner = item.handler;
    item.reworks = item.reworks.saturating_add(1);
    (item.result, item.answered) = (String::new(), None);
    item.owner.map_or_else(Done::default, Done::given)
}

/// Once more from the beginning: the resident does not agree.
pub(in crate::domain::matters::items) fn reopen(deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let to = deed.recipient()?;
    let item = &mut deed.item;
    (item.owner, item.handler) = (Some(to), Some(to));
    item.reopens = item.reopens.saturating_add(1);
    (item.result, item.answered, item.rating) = (String::new(), None, None);
    clock::begin(deed);
    Ok(Done::given(to))
}
