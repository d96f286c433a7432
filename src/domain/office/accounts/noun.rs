//! What this subject tells the rest of the house.
use super::{Session, WallKey, forget_idle, log, move_locks, move_sessions};
use crate::{
    domain::noun::{Kept, Noun},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Session>(), TableDef::of::<WallKey>()],
    actions: &[log::ACTIONS],
    kept: &[Kept { what: "sessions", long: |times| times.session, forget: forget_idle }],
    moved: &[move_sessions, move_locks],
    ..Noun::of(module_path!())
};
