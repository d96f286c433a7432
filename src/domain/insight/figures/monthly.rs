//! What the nouns count by month. Figures stand in the last wing, above every noun that has some to announce; the list of all
//! nouns stands above them, so the wings to the left are named here. A test holds that no noun's figure is missed.
use crate::domain::{
    lobby, matters,
    noun::{Monthly, Noun},
    office, places, registry,
};

const WINGS: [&[&Noun]; 5] = [office::NOUNS, places::NOUNS, registry::NOUNS, matters::NOUNS, lobby::NOUNS];

/// Everything that is counted by month.
pub fn monthly() -> impl Iterator<Item = &'static Monthly> {
    WINGS.into_iter().flatten().flat_map(|noun| noun.figures.iter())
}
