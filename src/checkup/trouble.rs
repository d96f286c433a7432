//! What the desk says of the house's health: the same findings as the check-up, those that put data in danger, gravest first.
use std::sync::{Arc, PoisonError, RwLock};

use super::{Finding, Level, judge_clock, judge_saving};
use crate::base::Hands;

/// The checks whose findings the desk tells, by how grave a fault in them is: first that nothing is saved, then what destroys,
/// then what would be missed only on the day when it is needed.
const GRAVEST_FIRST: [&str; 8] = ["saving", "disk", "keys", "data", "clock", "backup", "drill", "second"];

/// What is wrong, gravest first; nothing when all is well.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Troubles(Vec<Finding>);

impl Troubles {
    /// Those among what was found some moments ago; `saves` and `hands` are how saving and the clock are now.
    #[must_use]
    pub fn among(found: &[Finding], saves: bool, hands: Hands) -> Self {
        let now = [judge_saving(saves), judge_clock(hands, None)];
        let earlier = found.iter().filter(|f| now.iter().all(|n| f.check != n.check));
        let bad = now.iter().chain(earlier).filter(|f| f.level == Level::Bad);
        let mut placed: Vec<_> =
            bad.filter_map(|f| Some((GRAVEST_FIRST.iter().position(|check| *check == f.check)?, f.clone()))).collect();
        placed.sort_by_key(|(place, _)| *place);
        Troubles(placed.into_iter().map(|(_, finding)| finding).collect())
    }
    /// The gravest.
    #[must_use]
    pub fn first(&self) -> Option<&Finding> {
        self.0.first()
    }
    /// How many there are besides.
    #[must_use]
    pub fn others(&self) -> usize {
        self.0.len().saturating_sub(1)
    }
    /// Whether nothing can be saved.
    #[must_use]
    pub fn stop(&self) -> bool {
        self.0.iter().any(|f| f.stops)
    }
}

/// What was found when the house was last looked at; not stored. Reading it costs nothing, so that every desk can.
#[derive(Default)]
pub struct Health(RwLock<Arc<Vec<Finding>>>);

impl Health {
    /// What was found; nothing before the first look.
    pub fn found(&self) -> Arc<Vec<Finding>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Keeps what was found.
    pub fn note(&self, found: Vec<Finding>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(found);
    }
}
