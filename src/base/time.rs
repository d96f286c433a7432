use std::{fmt, sync::LazyLock};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

static ZONE: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::get("Asia/Shanghai").unwrap_or_else(|_| TimeZone::fixed(jiff::tz::offset(8))));

/// The zone of every wall-clock time on screens and papers: China has one (GB/T 7408, UTC+8).
pub fn office_zone() -> TimeZone {
    ZONE.clone()
}

/// An instant in milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp(pub i64);

impl Stamp {
    /// The local date and time of this instant.
    pub fn local(self) -> jiff::Zoned {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(office_zone())
    }
    /// The local day of this instant.
    pub fn day(self) -> Day {
        Day::from(self.local().date())
    }
    /// `2026-11-21 09:05`.
    pub fn minute(self) -> String {
        self.local().strftime("%Y-%m-%d %H:%M").to_string()
    }
    /// The instant of a local day and time; hours and minutes outside the clock face become midnight.
    pub fn at(day: Day, hour: i8, minute: i8) -> Self {
        let time = jiff::civil::Time::new(hour, minute, 0, 0).unwrap_or(jiff::civil::Time::midnight());
        let ms = day.date().to_datetime(time).to_zoned(office_zone()).map(|z| z.timestamp().as_millisecond());
        Stamp(ms.unwrap_or_default())
    }
    /// This instant plus some seconds (may be negative).
    #[must_use]
    pub const fn plus_seconds(self, s: i64) -> Self {
        Stamp(self.0.saturating_add(s.saturating_mul(1000)))
    }
    /// This instant plus some milliseconds (may be negative).
    #[must_use]
    pub const fn plus_millis(self, ms: i64) -> Self {
        Stamp(self.0.saturating_add(ms))
    }
    /// Whole seconds from `earlier` to this instant.
    pub const fn seconds_since(self, earlier: Stamp) -> i64 {
        self.0.saturating_sub(earlier.0) / 1000
    }
    /// Whether what was last alive at `then` and lives for so many seconds lives at this instant. What is dated more than a
    /// minute ahead (another thread may have written a moment later) was dated by a wrong clock: it would live for years.
    pub const fn still(self, then: Stamp, seconds: i64) -> bool {
        let age = self.seconds_since(then);
        age >= -60 && age <= seconds
    }
}

/// A civil day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(pub i32);

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl From<Date> for Day {
    fn from(d: Date) -> Self {
        Day(EPOCH.until(d).map(|s| s.get_days()).unwrap_or_default())
    }
}

impl Day {
    /// The calendar date.
    pub fn date(self) -> Date {
        EPOCH.checked_add(jiff::Span::new().days(self.0)).unwrap_or(EPOCH)
    }
    /// A day from year, month and day of month, if there is such a day.
    pub fn ymd(y: i16, m: i8, d: i8) -> Option<Self> {
        Date::new(y, m, d).ok().map(Day::from)
    }
    /// Reads `2026-11-21`, `2026/11/21`, `2026.11.21`, `20261121` and `2026年11月21日`.
    pub fn parse(s: &str) -> Option<Self> {
        let s = s.trim();
        if s.len() == 8 && s.bytes().all(|b| b.is_ascii_digit()) {
            return Self::ymd(s.get(..4)?.parse().ok()?, s.get(4..6)?.parse().ok()?, s.get(6..)?.parse().ok()?);
        }
        let mut parts = s.trim_end_matches('日').split(['-', '/', '.', '年', '月']);
        let day = Self::ymd(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.trim().parse().ok()?);
        if parts.next().is_some() { None } else { day }
    }
    /// Whole years from this day (a birth) to `on`; somebody born on 29 February turns a year older on 1 March.
    pub fn years_until(self, on: Day) -> i16 {
        let (b, o) = (self.date(), on.date());
        let passed = (o.month(), o.day()) >= (b.month(), b.day());
        o.year() - b.year() - i16::from(!passed)
    }
    /// `2026年11月21日`, as on official papers.
    pub fn chinese(self) -> String {
        let d = self.date();
        format!("{}年{}月{}日", d.year(), d.month(), d.day())
    }
    /// The day `n` days later (or earlier).
    #[must_use]
    pub const fn plus(self, n: i32) -> Self {
        Day(self.0.saturating_add(n))
    }
    /// Year and month as `202611`: the key of monthly counters.
    pub fn month(self) -> u32 {
        let d = self.date();
        u32::from(d.year().unsigned_abs()) * 100 + u32::from(d.month().unsigned_abs())
    }
    /// The first and the last day of a [`month`](Self::month).
    pub fn of_month(month: u32) -> Option<(Day, Day)> {
        let (y, m) = (i16::try_from(month / 100).ok()?, i8::try_from(month % 100).ok()?);
        let next = if m == 12 { Day::ymd(y + 1, 1, 1) } else { Day::ymd(y, m + 1, 1) };
        Some((Day::ymd(y, m, 1)?, next?.plus(-1)))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}
