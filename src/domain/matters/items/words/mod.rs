//! The words of an item's life: its states, what can be done to it, the closed lists, its numbers, and the workflow table
//! that is written in them.
mod action;
pub mod log;
mod manner;
mod number;
mod rules;
mod state;
mod vocabulary;

pub use action::Action;
pub use manner::{Manner, Worked};
pub use number::{ItemNo, QueryCode};
pub use rules::{Choice, Field, Guard, Note, RULES, Rule, To, Who};
pub use state::{State, StateTag};
pub use vocabulary::{Colour, CustodyStep, Rating, Source, Way};
