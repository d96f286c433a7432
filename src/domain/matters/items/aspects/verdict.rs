//! What the resident says of it: the verdict (评价), and that it takes too long (催办).
use super::deed::{Deed, Done};
use crate::base::Failure;

/// The resident's own verdict.
pub(in crate::domain::matters::items) fn rate(deed: &mut Deed<'_>) -> Result<Done, Failure> {
    let rating = deed.details.rating.ok_or(Failure::field("rating", "item-rating-required"))?;
    deed.item.rating = Some((rating, deed.note().to_owned()));
    Ok(Done::heard(Some(rating)))
}

/// The resident waits.
pub(in crate::domain::matters::items) fn urge(deed: &mut Deed<'_>) -> Done {
    deed.item.urges = deed.item.urges.saturating_add(1);
    deed.item.urged = Some(deed.at);
    Done::told(deed.item.owner)
}
