//! People who are gone, with no more said of it than must be: one fixture for the library's own tests and those of the whole
//! program.
use lianxin::{
    base::{Day, Id},
    domain::registry::{
        moves::{Departure, Why},
        people::Resident,
    },
};

/// These moved away on a day, nobody says where to; nobody's place in the household changes, no register is told.
pub(crate) fn departure(who: &[Id<Resident>], day: Day) -> Departure {
    let why = Why::Moved { kind: String::new(), destination: String::new() };
    Departure { who: who.to_vec(), day, why, reason: String::new(), staying: vec![], enter: false }
}
