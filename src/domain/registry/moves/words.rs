//! A household's changes in sentences: 2026-11-20 分户：张三（户主）、李四（配偶）迁入美湖花园12幢2单元502室.
use super::{Deed, HouseholdChange, Side, Step};
use crate::{
    base::{Failure, Id},
    domain::{
        noun::Words,
        registry::people::{Household, Resident},
    },
    store::Read,
};

/// A change as one sentence, as seen from one of its households. Names are the registry's present ones.
///
/// # Errors
/// When the store cannot be read.
pub fn change_sentence(read: &impl Read, c: &HouseholdChange, home: Id<Household>) -> Result<Words, Failure> {
    let deed = Words::text(format!("moves-deed-{}", c.deed.key()));
    Ok(Words::with("moves-say", [("day", Words::plain(c.day)), ("deed", deed), ("words", change_words(read, c, home)?)]))
}

/// The same without day and deed, for lists that show them apart.
///
/// # Errors
/// When the store cannot be read.
pub fn change_words(read: &impl Read, c: &HouseholdChange, home: Id<Household>) -> Result<Words, Failure> {
    let mut words = vec![line(read, c, home)?];
    if !c.reason.is_empty() {
        words.push(Words::with("moves-say-reason", [("reason", Words::plain(&c.reason))]));
    }
    // A household that got another head by it says so; that of a new or emptied one is said already.
    if let Some(own) = c.side(home).filter(|_| c.deed != Deed::Headed)
        && let (Some(before), Some(after)) = (own.head_before, own.head_after)
        && before != after
    {
        words.push(Words::with("moves-line-new-head", [("head", name(read, Some(after))?)]));
    }
    Ok(Words::All(words))
}

fn line(read: &impl Read, c: &HouseholdChange, home: Id<Household>) -> Result<Words, Failure> {
    let own = c.side(home).unwrap_or(&c.here);
    let far = if own.household == c.here.household { c.other.as_ref() } else { Some(&c.here) };
    let (from_here, address) = (own.household == c.here.household, far.map(|s| s.address_after.clone()).unwrap_or_default());
    let moved = |to: &'static str, from: &'static str| if from_here { to } else { from };
    let (key, steps): (_, Vec<&Step>) = match c.deed {
        Deed::Headed => return headed(read, own),
        Deed::Rehoused => return Ok(rehoused(own)),
        Deed::Imported if c.steps.is_empty() => return Ok(rehoused(own)),
        Deed::Moved => (moved("moves-line-to", "moves-line-from"), crossing(c)),
        // Who stays in the house is parted from, not moved.
        Deed::Split if address == own.address_after => (moved("moves-line-split-here", "moves-line-split-there"), crossing(c)),
        Deed::Split => (moved("moves-line-to", "moves-line-split-from"), crossing(c)),
        Deed::Merged => (moved("moves-line-merged-to", "moves-line-merged-from"), crossing(c)),
        Deed::Left | Deed::HeadLeft | Deed::MovedOut => ("moves-line-out", gone(c)),
        Deed::Died | Deed::HeadDied => ("moves-line-people", gone(c)),
        _ => ("moves-line-people", c.steps.iter().collect()),
    };
    // A household that a merge emptied is named by its last head.
    let head = name(read, far.and_then(|s| s.head_after.or(s.head_before)))?;
    let (address, destination) = (Words::Plain(address), Words::plain(&c.destination));
    Ok(Words::with(key, [("people", people(read, &steps)?), ("address", address), ("destination", destination), ("head", head)]))
}

/// Who went from one household to another.
fn crossing(c: &HouseholdChange) -> Vec<&Step> {
    c.steps.iter().filter(|s| s.from.is_none_or(|f| f.household != s.to.household)).collect()
}

/// Who is gone.
fn gone(c: &HouseholdChange) -> Vec<&Step> {
    c.steps.iter().filter(|s| !s.to.present).collect()
}

fn headed(read: &impl Read, own: &Side) -> Result<Words, Failure> {
    let (before, head) = (name(read, own.head_before)?, name(read, own.head_after)?);
    Ok(Words::with("moves-line-headed", [("before", before), ("head", head)]))
}

fn rehoused(own: &Side) -> Words {
    let (from, to) = (Words::plain(&own.address_before), Words::plain(&own.address_after));
    Words::with("moves-line-rehoused", [("from", from), ("to", to)])
}

fn people(read: &impl Read, steps: &[&Step]) -> Result<Words, Failure> {
    let mut all = Vec::with_capacity(steps.len());
    for s in steps {
        let relation = Words::plain(s.to.relation.name());
        all.push(Words::with("moves-person", [("name", name(read, Some(s.resident))?), ("relation", relation)]));
    }
    Ok(Words::joined(all, Words::text("moves-and")))
}

fn name(read: &impl Read, id: Option<Id<Resident>>) -> Result<Words, Failure> {
    let known = id.map(|id| read.find(id)).transpose()?.flatten();
    Ok(known.map_or(Words::text("moves-nobody"), |r: Resident| Words::plain(r.name)))
}
