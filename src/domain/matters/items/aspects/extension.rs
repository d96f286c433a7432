//! Longer limits (延期): asked for by whoever handles, granted by the centre, within what the office allows.
use super::{
    clock,
    deed::{Deed, Done, Rules},
};
use crate::{
    base::{Failure, FieldErrors, Reason},
    domain::matters::items::row::Item,
};

/// The working days that may still be granted on top of this limit.
pub(in crate::domain::matters::items) fn left(item: &Item, rules: Rules<'_>) -> u16 {
    u16::from(rules.workflow.extension_most).saturating_sub(item.clock.extra_days)
}

/// The days said with a deed, from one to what is left.
fn days(deed: &Deed<'_>, asked: Option<u16>) -> Result<u16, Failure> {
    let most = left(deed.item, deed.rules);
    let wrong = || Failure::Invalid(FieldErrors::one("days", Reason::new("item-days-range").arg("most", most)));
    asked.filter(|n| (1..=most).contains(n)).ok_or_else(wrong)
}

/// So many days are asked for.
pub(in crate::domain::matters::items) fn ask(deed: &mut Deed<'_>) -> Result<Done, Failure> {
    deed.item.asked_days = days(deed, deed.details.days)?;
    Ok(Done::said(&format!("{}（+{}）", deed.note(), deed.item.asked_days)))
}

/// Granted, as asked for or as the centre decides.
pub(in crate::domain::matters::items) fn grant(deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let granted = days(deed, deed.details.days.or(Some(deed.item.asked_days)))?;
    clock::extend(&mut deed.item.clock, granted, deed.rules);
    deed.item.asked_days = 0;
    Ok(Done { tell: deed.item.owner.into_iter().collect(), ..Done::said(&format!("+{granted} {}", deed.note())) })
}

/// Not granted.
pub(in crate::domain::matters::items) fn refuse(deed: &mut Deed<'_>) -> Done {
    deed.item.asked_days = 0;
    Done::told(deed.item.owner)
}
