//! Ages as births: who is 60 to 69 on a day was born between two days.
use crate::base::Day;

/// Whole years, both ends included; open upwards without an end. [`Ages::ANY`] includes those whose birth is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ages {
    /// At least.
    pub from: u8,
    /// At most.
    pub to: Option<u8>,
}

impl Ages {
    /// Everybody, also without a known birth.
    pub const ANY: Ages = Ages { from: 0, to: None };
    /// At least this old.
    pub const fn least(from: u8) -> Self {
        Ages { from, to: None }
    }
    /// Reads `60-69`, `80-` and the empty text.
    pub fn parse(s: &str) -> Option<Self> {
        if s.is_empty() {
            return Some(Ages::ANY);
        }
        let (from, to) = s.split_once('-')?;
        let to: Option<u8> = if to.is_empty() { None } else { Some(to.parse().ok()?) };
        let from = from.parse().ok()?;
        to.is_none_or(|t| t >= from).then_some(Ages { from, to })
    }
    /// Whether somebody born on a day has such an age on `today`.
    pub fn has(self, birth: Day, today: Day) -> bool {
        let years = birth.years_until(today);
        years >= i16::from(self.from) && self.to.is_none_or(|t| years <= i16::from(t))
    }
}

/// The first and the last birth of who has such an age on `today`.
pub fn births(ages: Ages, today: Day) -> (Day, Day) {
    let first = ages.to.map_or(Day(i32::MIN / 2), |t| last_birth(u16::from(t) + 1, today).plus(1));
    (first, last_birth(u16::from(ages.from), today))
}

/// The last day on which somebody who is at least this old was born. Who was born on 29 February turns older on 1 March.
fn last_birth(years: u16, today: Day) -> Day {
    let text = today.to_string();
    let mut parts = text.splitn(3, '-').map(|p| p.parse::<i16>().unwrap_or(1));
    let (y, m, d) = (parts.next().unwrap_or(1), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let (y, m, d) = (y - years.cast_signed(), i8::try_from(m).unwrap_or(1), i8::try_from(d).unwrap_or(1));
    // On 29 February, in a year without one: those born up to the 28th.
    Day::ymd(y, m, d).or_else(|| Day::ymd(y, m, d - 1)).unwrap_or(today)
}
