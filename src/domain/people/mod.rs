//! People and households (一户一档): who lives where, found by name, pinyin, phone, number and address.
mod record;

pub use record::{HOUSEHOLDS_BY_GRID, Household, RESIDENTS_BY_GRID, Relation, Residence, Resident};
