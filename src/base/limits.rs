use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{Failure, Reason, Stamp};

/// The most keys remembered; beyond it the oldest windows are forgotten first.
const KEYS_MOST: usize = 10_000;

/// Counts tries in fixed windows: sign-in, identity checks, tracking, verification.
#[derive(Default)]
pub struct Limits(Mutex<HashMap<(&'static str, String), Window>>);

struct Window {
    start: Stamp,
    hits: u32,
    seconds: i64,
}

impl Limits {
    /// Notes one try of `what` by `key` (an address, an account, a terminal); refuses the one after `most` in `seconds`.
    pub fn hit(&self, what: &'static str, key: &str, most: u32, seconds: i64, now: Stamp) -> Result<(), Failure> {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= KEYS_MOST {
            windows.retain(|_, w| now.seconds_since(w.start) < w.seconds);
        }
        if windows.len() >= KEYS_MOST {
            return Err(Failure::Busy);
        }
        let w = windows.entry((what, key.to_owned())).or_insert(Window { start: now, hits: 0, seconds });
        if now.seconds_since(w.start) >= w.seconds {
            *w = Window { start: now, hits: 0, seconds };
        }
        w.hits += 1;
        if w.hits <= most {
            return Ok(());
        }
        let left = (w.seconds - now.seconds_since(w.start)).max(1);
        Err(Failure::Refused(Reason::new("failure-too-many-tries").arg("minutes", (left + 59) / 60)))
    }
    /// Takes the last try of `key` back, after a right answer. The wrong ones before it stay counted: else whoever has one
    /// right answer of their own could guess on for ever.
    pub fn forgive(&self, what: &'static str, key: &str) {
        let mut windows = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(w) = windows.get_mut(&(what, key.to_owned())) {
            w.hits = w.hits.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_answer_of_ones_own_does_not_make_wrong_ones_good() {
        let (limits, mut now) = (Limits::default(), Stamp(0));
        let mut wrong = 0;
        // Somebody guesses, and gives a right answer of their own after every two guesses.
        while wrong < 100 && limits.hit("identity", "terminal", 5, 600, now).is_ok() {
            wrong += 1;
            if wrong % 2 == 0 && limits.hit("identity", "terminal", 5, 600, now).is_ok() {
                limits.forgive("identity", "terminal");
            }
            now = now.plus_seconds(1);
        }
        assert_eq!(wrong, 5);
        assert!(limits.hit("identity", "terminal", 5, 600, now.plus_seconds(600)).is_ok(), "a new window begins");
    }
}
