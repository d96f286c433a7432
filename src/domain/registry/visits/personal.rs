//! How often a person's household was visited, for the copy that is theirs: the notes are the office's work.
use super::Visit;
use crate::{
    base::Failure,
    domain::{
        noun::{Asked, Facts, Part, Words},
        registry::people::Resident,
    },
    store::{Dir, PAGE_MOST, Read},
};

pub(super) fn personal(asked: &Asked<'_>) -> Result<Vec<Part>, Failure> {
    let r: Resident = asked.store.get(asked.resident())?;
    let page = asked.store.page(&Visit::BY_HOUSEHOLD.under(r.household), Dir::Backward, None, PAGE_MOST)?;
    let n = format!("{}{}", page.rows.len(), if page.next.is_some() { "+" } else { "" });
    let mut f = Facts::default();
    f.add("visits", "personal-visits", Words::plain(n));
    f.add("last", "personal-visit-last", Words::maybe(page.rows.first().map(|v| v.at.minute())));
    Ok(vec![Part::new(40, "visits", "personal-part-visits", vec![f])])
}
