//! A household's changes in sentences: 2026-11-20 分户：张三（户主）、李四（配偶）迁入美湖花园12幢2单元502室.
use crate::{
    base::{Failure, Id},
    domain::registry::{
        moves::{Deed, HouseholdChange, Side, Step},
        people::{Household, Resident},
    },
    i18n::Texts,
    store::Read,
};

/// A change as one sentence, as seen from one of its households. Names are the registry's present ones.
///
/// # Errors
/// When the store cannot be read.
pub fn change_sentence(read: &impl Read, t: &Texts, c: &HouseholdChange, home: Id<Household>) -> Result<String, Failure> {
    let deed = t.get(&format!("moves-deed-{}", c.deed.key()));
    let words = change_words(read, t, c, home)?;
    Ok(t.with("moves-say", &[("day", &c.day.to_string()), ("deed", &deed), ("words", &words)]))
}

/// The same without day and deed, for lists that show them apart.
///
/// # Errors
/// When the store cannot be read.
pub fn change_words(read: &impl Read, t: &Texts, c: &HouseholdChange, home: Id<Household>) -> Result<String, Failure> {
    let mut words = line(read, t, c, home)?;
    if !c.reason.is_empty() {
        words.push_str(&t.with("moves-say-reason", &[("reason", &c.reason)]));
    }
    // A household that got another head by it says so; that of a new or emptied one is said already.
    if let Some(own) = c.side(home).filter(|_| c.deed != Deed::Headed)
        && let (Some(before), Some(after)) = (own.head_before, own.head_after)
        && before != after
    {
        words.push_str(&t.with("moves-line-new-head", &[("head", &name(read, t, after)?)]));
    }
    Ok(words)
}

fn line(read: &impl Read, t: &Texts, c: &HouseholdChange, home: Id<Household>) -> Result<String, Failure> {
    let own = c.side(home).unwrap_or(&c.here);
    let far = if own.household == c.here.household { c.other.as_ref() } else { Some(&c.here) };
    let (from_here, address) = (own.household == c.here.household, far.map(|s| s.address_after.clone()).unwrap_or_default());
    let moved = |to: &'static str, from: &'static str| if from_here { to } else { from };
    let people = |steps: &[&Step]| people(read, t, steps);
    let (key, steps): (_, Vec<&Step>) = match c.deed {
        Deed::Headed => return headed(read, t, own),
        Deed::Rehoused => return Ok(rehoused(t, own)),
        Deed::Imported if c.steps.is_empty() => return Ok(rehoused(t, own)),
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
    let head = far.and_then(|s| s.head_after.or(s.head_before));
    let head = head.map_or_else(|| Ok(t.get("moves-nobody")), |id| name(read, t, id))?;
    let args = [("people", &*people(&steps)?), ("address", &*address), ("destination", &*c.destination), ("head", &*head)];
    Ok(t.with(key, &args))
}

/// Who went from one household to another.
fn crossing(c: &HouseholdChange) -> Vec<&Step> {
    c.steps.iter().filter(|s| s.from.is_none_or(|f| f.household != s.to.household)).collect()
}

/// Who is gone.
fn gone(c: &HouseholdChange) -> Vec<&Step> {
    c.steps.iter().filter(|s| !s.to.present).collect()
}

fn headed(read: &impl Read, t: &Texts, own: &Side) -> Result<String, Failure> {
    let of = |id: Option<Id<Resident>>| id.map_or_else(|| Ok(t.get("moves-nobody")), |id| name(read, t, id));
    Ok(t.with("moves-line-headed", &[("before", &of(own.head_before)?), ("head", &of(own.head_after)?)]))
}

fn rehoused(t: &Texts, own: &Side) -> String {
    t.with("moves-line-rehoused", &[("from", &own.address_before), ("to", &own.address_after)])
}

fn people(read: &impl Read, t: &Texts, steps: &[&Step]) -> Result<String, Failure> {
    let mut all = Vec::with_capacity(steps.len());
    for s in steps {
        all.push(t.with("moves-person", &[("name", &name(read, t, s.resident)?), ("relation", s.to.relation.name())]));
    }
    Ok(all.join(&t.get("moves-and")))
}

fn name(read: &impl Read, t: &Texts, id: Id<Resident>) -> Result<String, Failure> {
    Ok(read.find(id)?.map_or_else(|| t.get("moves-nobody"), |r| r.name.to_string()))
}
