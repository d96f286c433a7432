//! Moments in the specification's form, a subset of ISO 8601: <http://www.w3.org/TR/NOTE-datetime>.
use crate::base::{Day, Stamp};

/// `2026-11-03T09:30:00+08:00`
pub(super) fn w3(at: Stamp) -> String {
    at.local().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// Reads a moment with its zone, or a day alone: its beginning, or for the end of a span its last second, at the office. A
/// plus sign that was sent unescaped has become a space on the way and is taken for what it was.
pub(super) fn moment(s: &str, end: bool) -> Option<Stamp> {
    if s.len() == 10 {
        let day = Day::parse(s)?;
        return Some(if end { Stamp::at(day.plus(1), 0, 0).plus_seconds(-1) } else { Stamp::at(day, 0, 0) });
    }
    let zoned = s.len() <= 40 && s.get(10..11).is_some_and(|t| t.eq_ignore_ascii_case("t"));
    let at: jiff::Timestamp = s.replace(' ', "+").parse().ok().filter(|_| zoned)?;
    Some(Stamp(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_their_zone() {
        let at = |s: &str| moment(s, false).map(w3);
        for (said, is) in [
            ("2026-11-03T01:30:00Z", "2026-11-03T09:30:00+08:00"),
            ("2026-11-03T09:30:00+08:00", "2026-11-03T09:30:00+08:00"),
            ("2026-11-03T09:30:00 08:00", "2026-11-03T09:30:00+08:00"),
            ("2026-11-02T20:30:00-05:00", "2026-11-03T09:30:00+08:00"),
            ("2026-11-03T09:30+08:00", "2026-11-03T09:30:00+08:00"),
            ("2026-11-03T01:30:00.5Z", "2026-11-03T09:30:00+08:00"),
            ("2026-11-03", "2026-11-03T00:00:00+08:00"),
        ] {
            assert_eq!(at(said).as_deref(), Some(is), "{said}");
        }
        assert_eq!(moment("2026-11-03", true).map(w3).as_deref(), Some("2026-11-03T23:59:59+08:00"));
        for wrong in ["2026-11-03T09:30:00", "2026-02-30", "2026-13-01T00:00:00Z", "yesterday", "1", "2026-11-03 09:30:00Z", ""] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }
}
