//! A year of items with their histories, written in their final state: the same rows, event chains, clocks, indexes and
//! counters that the commands leave, without writing each row once per step. The one difference is the audit log: a
//! loaded community has one line that says so, instead of one line per step of an invented past.
use super::{
    days::{moments, spread},
    dice::Dice,
    life::Maker,
    scene::{Fate, Scene},
    sink::Sink,
};
use crate::{
    base::{Failure, Id},
    domain::matters::catalog::{Category, ItemType, Offer},
};

/// Makes the year's items in order of time.
pub(super) fn make(scene: &Scene<'_>, sink: &mut Sink<'_>) -> Result<(), Failure> {
    let year = scene.profile.year;
    let mut dice = Dice::new(scene.options.seed, 3);
    let (fates, kinds) = plan(scene, &mut dice)?;
    let weights: Vec<u32> = scene.offers.iter().map(weight).collect();
    let busy: Vec<u32> = scene
        .grids
        .iter()
        .map(|g| if g.dedicated { 25 } else { 60 + u32::try_from(g.id.raw() * 37 % 80).unwrap_or(0) })
        .collect();
    let days = spread(scene.options.until.day(), year.items, scene.calendar, |_| 10, &mut dice);
    let mut maker = Maker { scene, dice, events: 0, follow_ups: 0 };
    let (mut nth, mut of_day) = (0u64, 0u32);
    let mut last = None;
    for (day, count) in days {
        for at in moments(day, count, 8 * 60 + 5, 17 * 60 + 10, &mut maker.dice) {
            of_day = if last == Some(day) { of_day + 1 } else { 1 };
            last = Some(day);
            let place = usize::try_from(nth).unwrap_or(0);
            let kind = kinds.get(place).copied().flatten().unwrap_or_else(|| maker.dice.weighed(&weights));
            let grid = maker.dice.weighed(&busy);
            let fate = fates.get(place).copied().unwrap_or(Fate::Closed);
            nth += 1;
            maker.item(Id::new(nth), kind, grid, fate, at, of_day, sink)?;
            if nth.is_multiple_of(500) {
                sink.progress("demo-stage-items", nth, u64::from(year.items));
            }
        }
    }
    sink.progress("demo-stage-items", nth, u64::from(year.items));
    Ok(())
}

/// How often a service is asked for, beside the others.
fn weight(offer: &Offer) -> u32 {
    let by_category = match offer.spec.category {
        Category::Facilities | Category::CleanCity => 30,
        Category::PublicOrder | Category::SocialSecurity => 14,
        Category::ElderCare | Category::FamilyPlanning => 10,
        Category::Correction | Category::LowRent => 1,
        _ => 6,
    };
    match offer.spec.code.as_str() {
        "tj-minjian" | "xf-xinfang" => 0, // counted apart
        _ if offer.spec.item_type == ItemType::Immediate => by_category * 2,
        _ => by_category,
    }
}

/// The fate of every item, and the service of those that are counted apart: exactly the profile's numbers.
fn plan(scene: &Scene<'_>, dice: &mut Dice) -> Result<(Vec<Fate>, Vec<Option<usize>>), Failure> {
    let year = scene.profile.year;
    let total = year.items as usize;
    let mut fates = vec![Fate::Closed; total];
    // Mostly the last ten days are still open; some lie longer.
    let open = (year.items - year.closed - year.waiting - year.dropped) as usize;
    let recent = (total * 10 / 365).max(open * 2).clamp(1, total.max(1));
    let mut set = |fate, count: usize, from_end: usize, fates: &mut Vec<Fate>| {
        let mut left = count;
        while left > 0 {
            let at = total - 1 - usize::try_from(dice.below(from_end.max(1) as u64)).unwrap_or(0).min(total - 1);
            if let Some(free) = fates.get_mut(at).filter(|f| **f == Fate::Closed) {
                *free = fate;
                left -= 1;
            }
        }
    };
    let (waiting, dropped) = (year.waiting as usize, year.dropped as usize);
    set(Fate::Waiting, waiting, (total / 365 + 1).max(waiting * 2), &mut fates);
    set(Fate::Open, open - open / 7, recent, &mut fates);
    set(Fate::Open, open / 7, total / 3 + open, &mut fates);
    set(Fate::Dropped, dropped, total, &mut fates);
    let mut kinds = vec![None; total];
    for (code, count) in [("tj-minjian", year.disputes), ("xf-xinfang", year.petitions)] {
        let kind = scene.offers.iter().position(|o| o.spec.code == code).ok_or_else(|| Failure::broken(code))?;
        let mut left = count;
        while left > 0 {
            let at = usize::try_from(dice.below(total as u64)).unwrap_or(0);
            if fates.get(at) == Some(&Fate::Closed)
                && let Some(free) = kinds.get_mut(at).filter(|k: &&mut Option<usize>| k.is_none())
            {
                *free = Some(kind);
                left -= 1;
            }
        }
    }
    Ok((fates, kinds))
}
