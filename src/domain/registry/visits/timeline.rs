//! Who visited a household, for its timeline.
use super::Visit;
use crate::{
    base::{Failure, Stamp, covered},
    domain::{
        noun::{Doer, Happening, Past, Recall, Words},
        registry::people::Household,
    },
    store::{Dir, PAGE_MOST, Read},
};

pub(super) fn timeline(asked: &Recall<'_>) -> Result<Past, Failure> {
    let (home, first, last) = (asked.household::<Household>(), Stamp(i64::MIN), Stamp(asked.window.last().0.saturating_add(1)));
    let range = Visit::BY_HOUSEHOLD.between((home, first), (home, last));
    let (mut happenings, mut after) = (Vec::new(), None);
    loop {
        let page = asked.store.page(&range, Dir::Backward, after.as_ref(), asked.window.most.min(PAGE_MOST))?;
        for v in page.rows {
            let h = asked.at(v.at, (v.id.raw(), 0), "files-visit");
            let h = Happening { by: Doer::Staff(v.staff.raw()), words: Words::Plain(covered(&v.note)), ..h };
            happenings.extend(Some(h).filter(|h| asked.window.holds(h.mark)));
        }
        match page.next {
            Some(_) if happenings.len() >= asked.window.most => break,
            None => break,
            next => after = next,
        }
    }
    Ok(Past { happenings, cut: false })
}
