use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use crate::base::Stamp;

/// The most addresses that are remembered: an office has a few dozen computers.
const MOST: usize = 1024;
/// How long an address is one that the office works at: a working day.
const SECONDS: i64 = 12 * 3600;

/// The addresses at which somebody of the office was signed in today: what comes from there is not the residents'. Begins anew
/// with the program.
#[derive(Default)]
pub struct Workplaces(Mutex<HashMap<String, Stamp>>);

impl Workplaces {
    /// Somebody works here now.
    pub fn note(&self, address: &str, now: Stamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(seen) = all.get_mut(address) {
            *seen = now;
            return;
        }
        if all.len() >= MOST {
            all.retain(|_, seen| now.still(*seen, SECONDS));
        }
        if all.len() < MOST {
            all.insert(address.to_owned(), now);
        }
    }
    /// Whether somebody worked here within the last twelve hours.
    pub fn knows(&self, address: &str, now: Stamp) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(address).is_some_and(|seen| now.still(*seen, SECONDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_offices_for_a_working_day() {
        let (places, now) = (Workplaces::default(), Stamp(0));
        places.note("192.168.1.9", now);
        assert!(places.knows("192.168.1.9", now.plus_seconds(SECONDS)));
        assert!(!places.knows("192.168.1.9", now.plus_seconds(SECONDS + 1)));
        assert!(!places.knows("192.168.1.8", now));
        for n in 0..3 * MOST {
            places.note(&n.to_string(), now);
        }
        assert!(places.0.lock().unwrap().len() <= MOST);
        places.note("192.168.1.9", now.plus_seconds(1));
        assert!(places.knows("192.168.1.9", now.plus_seconds(SECONDS + 1)), "an address that is known goes on");
    }
}
