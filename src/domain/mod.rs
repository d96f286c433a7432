//! The office's matters, subject by subject: each has `record.rs` (rows, valid by construction), `commands.rs` (writes),
//! `queries.rs` (reads). Names no web, no paper, no engine.
//!
//! A folder a wing; wings may use those to their left: office ← places ← registry ← matters ← lobby ← insight. Each wing's
//! page says the order of its nouns.
pub mod household;
pub mod insight;
pub mod lobby;
pub mod matters;
pub mod noun;
pub mod office;
pub mod places;
pub mod reader;
pub mod registry;

use crate::{
    base::Failure,
    store::{TableDef, Tx},
};
use noun::{Action, Noun};

/// The wings in their order, each with its nouns: all that the house knows of tables, actions and the rest is folded from here.
pub const WINGS: &[&[&Noun]] = &[office::NOUNS, places::NOUNS, registry::NOUNS, matters::NOUNS, lobby::NOUNS, insight::NOUNS];

/// Every noun.
pub fn nouns() -> impl Iterator<Item = &'static Noun> {
    WINGS.iter().flat_map(|wing| wing.iter()).copied()
}

/// Every action that is written to the log.
pub fn actions() -> impl Iterator<Item = Action> {
    nouns().flat_map(|noun| noun.actions.iter().flat_map(|some| some.iter())).copied()
}

/// Moves what runs from minute to minute with the house's clock, by so many milliseconds.
///
/// # Errors
/// When the store cannot be read or written.
pub fn move_by(tx: &mut Tx<'_>, ahead: i64) -> Result<(), Failure> {
    nouns().flat_map(|noun| noun.moved.iter()).try_for_each(|move_by| move_by(tx, ahead))
}

/// Every table of the store, in the order of exports. Tags are never reused.
pub const TABLES: &[TableDef] = &folded();

const fn how_many() -> usize {
    let (mut n, mut wings) = (0, WINGS);
    while let [wing, rest @ ..] = wings {
        let mut nouns = *wing;
        while let [noun, rest @ ..] = nouns {
            n += noun.tables.len();
            nouns = rest;
        }
        wings = rest;
    }
    n
}

const fn folded() -> [TableDef; how_many()] {
    let mut all = [TableDef::of::<office::settings::Settings>(); how_many()];
    let (mut places, mut wings): (&mut [TableDef], _) = (&mut all, WINGS);
    while let [wing, rest @ ..] = wings {
        let mut nouns = *wing;
        while let [noun, rest @ ..] = nouns {
            let mut tables = noun.tables;
            while let [table, rest @ ..] = tables
                && let [place, others @ ..] = places
            {
                *place = *table;
                (places, tables) = (others, rest);
            }
            nouns = rest;
        }
        wings = rest;
    }
    all
}
