//! Registers (台账): the tables that a community office keeps besides residents and households, each defined once as data.
pub mod check;
mod commands;
pub mod definition;
pub mod log;
mod noun;
mod of_home;
mod personal;
mod queries;
mod record;
mod relocate;
mod shipped;
mod sight;
mod tables;
mod timeline;
pub mod transfer;
pub mod value;

pub use commands::{Draft, Say, create, edit, end, looked, reopen, reveal};
pub use definition::{About, Access, Basis, Class, Field, Kind, Module, Table};
pub use noun::NOUN;
pub use of_home::{OfHome, Whom, of_home};
pub use queries::{Filter, SEARCH_MOST, TABLES_MOST, count, history, of_subject, page, search, table, tables, values};
pub use record::{
    BY_GRID, BY_MONTH, BY_MONTH_GRID, BY_TABLE, BY_VALUE, BY_VALUE_GRID, Change, Deed, ENDED_IN, Ended, Entry, EntryChange,
    OfficeTable, Subject, ValueGrid,
};
pub use relocate::{relocate, relocate_all, relocate_household};
pub use shipped::shipped;
pub use tables::{add_field, create_table, edit_field, edit_table};
pub use value::Value;

#[cfg(test)]
pub(crate) mod tests;
