//! What this subject tells the rest of the house.
use super::{Building, Grid, House, Post, boundary, log};
use crate::{domain::noun::Noun, store::TableDef};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[
        TableDef::of::<Grid>(),
        TableDef::of::<Post>(),
        TableDef::of::<Building>(),
        TableDef::of::<House>(),
        TableDef::of::<boundary::Boundary>(),
    ],
    actions: &[log::ACTIONS],
    ..Noun::of(module_path!())
};
