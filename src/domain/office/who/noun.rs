//! What this subject tells the rest of the house.
use super::{Account, Staff};
use crate::{
    domain::noun::{Noun, actions},
    store::TableDef,
};

actions! {
    STAFF_CREATE = "staff.create",
    STAFF_EDIT = "staff.edit",
    STAFF_LEAVE = "staff.leave",
}

/// The announcement.
pub const NOUN: Noun =
    Noun { tables: &[TableDef::of::<Staff>(), TableDef::of::<Account>()], actions: &[ACTIONS], ..Noun::of(module_path!()) };
