//! How work falls on the days of a year and the hours of a day.
use super::dice::Dice;
use crate::base::{Day, Stamp, WorkCalendar};

/// `total` things over the 365 days before `today`, oldest first: most on working days, some on every day, since the
/// office is open all year. `weigh` says how busy a weekday is (1 Monday … 7 Sunday), 10 being usual.
pub(super) fn spread(
    today: Day,
    total: u32,
    calendar: &WorkCalendar,
    weigh: impl Fn(i8) -> u64,
    dice: &mut Dice,
) -> Vec<(Day, u32)> {
    let weights: Vec<(Day, u64)> = (1..=365)
        .rev()
        .map(|n| {
            let day = today.plus(-n);
            let usual = weigh(day.date().weekday().to_monday_one_offset());
            let open = if calendar.is_workday(day) { 10 } else { 3 };
            (day, usual * open * (85 + dice.below(31)))
        })
        .collect();
    let all: u64 = weights.iter().map(|(_, w)| w).sum();
    // Rounding down each day's end of the running share makes the sum exact.
    let (mut run, mut given) = (0, 0);
    let mut days = Vec::with_capacity(weights.len());
    for (day, weight) in weights {
        run += weight;
        let upto = u64::from(total) * run / all.max(1);
        days.push((day, u32::try_from(upto - given).unwrap_or(0)));
        given = upto;
    }
    days
}

/// `count` moments of a day between two minutes after midnight, in order; busiest in the middle of each half.
pub(super) fn moments(day: Day, count: u32, from: i64, to: i64, dice: &mut Dice) -> Vec<Stamp> {
    let dawn = Stamp::at(day, 0, 0);
    let half = (to - from) / 2;
    let mut seconds: Vec<i64> = (0..count)
        .map(|_| {
            let half_from = if dice.chance(570) { from } else { from + half };
            half_from * 60 + (dice.between(0, half * 60) + dice.between(0, half * 60)) / 2
        })
        .collect();
    seconds.sort_unstable();
    seconds.into_iter().map(|s| dawn.plus_seconds(s)).collect()
}
