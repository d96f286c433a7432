//! What this subject tells the rest of the house.
use super::{Service, ServiceVersion};
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    SERVICE_EDIT = "service.edit",
    SERVICE_RETIRE = "service.retire",
    SERVICE_RESTORE = "service.restore",
}

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[TableDef::of::<Service>(), TableDef::of::<ServiceVersion>()],
    actions: &[ACTIONS],
    ..Noun::of(module_path!())
};
