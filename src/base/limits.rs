use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use super::{Failure, Reason, Stamp};

/// The most keys remembered of one kind of try. Kinds do not share: a flood of one never closes another.
const KEYS_MOST: usize = 10_000;

/// Counts tries in fixed windows: sign-in, identity checks, tracking, verification.
///
/// A key that strangers make up (a number, a name) is counted only after their own address has been, so that one address
/// cannot fill the memory of a kind; where many did, the oldest windows are forgotten, and nobody is refused for it.
#[derive(Default)]
pub struct Limits(Mutex<HashMap<&'static str, HashMap<String, Window>>>);

struct Window {
    start: Stamp,
    hits: u32,
    seconds: i64,
}

impl Window {
    fn over(&self, now: Stamp) -> bool {
        !now.still(self.start, self.seconds - 1)
    }
}

impl Limits {
    /// Notes one try of `what` by `key` (an address, an account, a terminal); refuses the one after `most` in `seconds`.
    ///
    /// # Errors
    /// `Refused` with the minutes that are left of the window.
    pub fn hit(&self, what: &'static str, key: &str, most: u32, seconds: i64, now: Stamp) -> Result<(), Failure> {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let windows = kinds.entry(what).or_default();
        if windows.len() >= KEYS_MOST && !windows.contains_key(key) {
            make_room(windows, now);
        }
        let w = windows.entry(key.to_owned()).or_insert(Window { start: now, hits: 0, seconds });
        if w.over(now) {
            *w = Window { start: now, hits: 0, seconds };
        }
        w.hits = w.hits.saturating_add(1);
        if w.hits <= most {
            return Ok(());
        }
        let left = (w.seconds - now.seconds_since(w.start)).max(1);
        Err(Failure::Refused(Reason::new("failure-too-many-tries").arg("minutes", (left + 59) / 60)))
    }
    /// Takes the last try of `key` back, after a right answer. The wrong ones before it stay counted: else whoever has one
    /// right answer of their own could guess on for ever.
    pub fn forgive(&self, what: &'static str, key: &str) {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(w) = kinds.get_mut(what).and_then(|windows| windows.get_mut(key)) {
            w.hits = w.hits.saturating_sub(1);
        }
    }
}

/// Forgets windows that are over; where that is not enough, the older half: one sweep pays for the next thousands of keys.
fn make_room(windows: &mut HashMap<String, Window>, now: Stamp) {
    windows.retain(|_, w| !w.over(now));
    if windows.len() < KEYS_MOST {
        return;
    }
    let mut starts: Vec<Stamp> = windows.values().map(|w| w.start).collect();
    let middle = starts.len() / 2;
    let edge = *starts.select_nth_unstable(middle).1;
    let mut left = windows.len() - middle;
    windows.retain(|_, w| {
        // Of windows that began at the same moment only so many go.
        let goes = w.start <= edge && left > 0;
        left -= usize::from(goes);
        !goes
    });
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

    #[test]
    fn made_up_keys_close_no_door() {
        let limits = Limits::default();
        assert!(limits.hit("identity", "terminal", 1, 3_600, Stamp(0)).is_ok());
        for n in 0..u32::try_from(KEYS_MOST * 3).unwrap() {
            assert!(limits.hit("track-of", &n.to_string(), 12, 3_600, Stamp(1)).is_ok(), "number {n}");
        }
        let held = |what| limits.0.lock().unwrap().get(what).map_or(0, HashMap::len);
        assert!(held("track-of") <= KEYS_MOST, "{} keys are held", held("track-of"));
        assert!(limits.hit("sign-in", "somebody else", 60, 600, Stamp(2)).is_ok(), "another kind is open");
        assert!(limits.hit("identity", "terminal", 1, 3_600, Stamp(2)).is_err(), "and what was counted of it stays");
    }
}
