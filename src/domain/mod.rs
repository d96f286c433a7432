//! The office's matters, subject by subject: each has `record.rs` (rows, valid by construction), `commands.rs` (writes),
//! `queries.rs` (reads). Names no web, no paper, no engine.
//!
//! Siblings may use those to their left:
//! who ← settings ← audit ← calendar ← accounts ← terminals ← calls ← grids ← people ← cards ← registers ← moves ← catalog ←
//! lexicon ← voices ← items ← open311 ← visits ← prints ← clarity ← privacy ← figures ← files ← reports ← chores.
pub mod accounts;
pub mod audit;
pub mod calendar;
pub mod calls;
pub mod cards;
pub mod catalog;
pub mod chores;
pub mod clarity;
pub mod figures;
pub mod files;
pub mod grids;
pub mod items;
pub mod lexicon;
pub mod moves;
pub mod open311;
pub mod people;
pub mod prints;
pub mod privacy;
pub mod registers;
pub mod reports;
pub mod settings;
pub mod terminals;
pub mod visits;
pub mod voices;
pub mod who;

use crate::store::TableDef;

/// Every table of the store, in the order of exports. Tags are never reused.
pub const TABLES: &[TableDef] = &[
    TableDef::of::<settings::Settings>(),
    TableDef::of::<settings::Workflow>(),
    TableDef::of::<audit::Entry>(),
    TableDef::of::<calendar::CalendarYear>(),
    TableDef::of::<who::Staff>(),
    TableDef::of::<who::Account>(),
    TableDef::of::<accounts::Session>(),
    TableDef::of::<accounts::WallKey>(),
    TableDef::of::<terminals::Terminal>(),
    TableDef::of::<calls::Call>(),
    TableDef::of::<grids::Grid>(),
    TableDef::of::<grids::Post>(),
    TableDef::of::<grids::Building>(),
    TableDef::of::<grids::House>(),
    TableDef::of::<grids::boundary::Boundary>(),
    TableDef::of::<people::Household>(),
    TableDef::of::<people::Resident>(),
    TableDef::of::<people::Touched>(),
    TableDef::of::<cards::Card>(),
    TableDef::of::<registers::Entry>(),
    TableDef::of::<registers::EntryChange>(),
    TableDef::of::<registers::OfficeTable>(),
    TableDef::of::<moves::HouseholdChange>(),
    TableDef::of::<catalog::Service>(),
    TableDef::of::<catalog::ServiceVersion>(),
    TableDef::of::<lexicon::Word>(),
    TableDef::of::<lexicon::Sounds>(),
    TableDef::of::<lexicon::Learned>(),
    TableDef::of::<voices::Voice>(),
    TableDef::of::<items::Item>(),
    TableDef::of::<items::Event>(),
    TableDef::of::<items::Attachment>(),
    TableDef::of::<items::Draft>(),
    TableDef::of::<items::Supervision>(),
    TableDef::of::<items::Conference>(),
    TableDef::of::<items::Help>(),
    TableDef::of::<items::Custody>(),
    TableDef::of::<items::FollowUp>(),
    TableDef::of::<items::Notice>(),
    TableDef::of::<open311::ApiKey>(),
    TableDef::of::<open311::Access>(),
    TableDef::of::<visits::Visit>(),
    TableDef::of::<prints::PrintJob>(),
    TableDef::of::<clarity::Standing>(),
    TableDef::of::<reports::Report>(),
    TableDef::of::<privacy::Purpose>(),
    TableDef::of::<privacy::PurposeVersion>(),
    TableDef::of::<privacy::Consent>(),
    TableDef::of::<privacy::Ask>(),
    TableDef::of::<privacy::Deletion>(),
    TableDef::of::<privacy::ExportRequest>(),
    TableDef::of::<chores::Chore>(),
];
