//! A year of visits. Tuesday is the visiting day (下访日), Friday the follow-up day (回访日).
use super::{
    days::{moments, spread},
    dice::Dice,
    scene::Scene,
    sink::Sink,
    words,
};
use crate::{
    base::{Failure, Id},
    domain::registry::visits::Visit,
};

/// Makes the year's visits in order of time.
pub(super) fn make(scene: &Scene<'_>, sink: &mut Sink<'_>) -> Result<(), Failure> {
    let total = scene.profile.year.visits;
    let mut dice = Dice::new(scene.options.seed, 4);
    let weigh = |weekday| match weekday {
        2 | 5 => 22,
        6 | 7 => 14,
        _ => 8,
    };
    let peopled: Vec<usize> = scene.homes.iter().enumerate().filter(|(_, homes)| !homes.is_empty()).map(|(at, _)| at).collect();
    let mut nth = 0u64;
    for (day, count) in spread(scene.options.until.day(), total, scene.calendar, weigh, &mut dice) {
        for at in moments(day, count, 8 * 60 + 30, 19 * 60 + 30, &mut dice) {
            let here = dice.pick(&peopled).copied().unwrap_or(0);
            let (Some(plan), Some(homes)) = (scene.grids.get(here), scene.homes.get(here)) else { continue };
            let Some((_, staff)) = dice.pick(&plan.workers).copied() else { continue };
            let household = dice.pick(homes).map(|home| home.id);
            nth += 1;
            // One to three of the five outcomes (五到家).
            let outcomes =
                (1u8 << dice.below(5)) | (1u8 << dice.below(5)) | if dice.chance(200) { 1 << dice.below(5) } else { 0 };
            let note = dice.word(words::VISITS).to_owned();
            sink.add(Visit { id: Id::new(nth), staff, household, grid: plan.id, at, outcomes, note })?;
            if nth.is_multiple_of(2_000) {
                sink.progress("demo-stage-visits", nth, u64::from(total));
            }
        }
    }
    sink.progress("demo-stage-visits", nth, u64::from(total));
    Ok(())
}
