//! The office's matters, subject by subject: each has `record.rs` (rows, valid by construction), `commands.rs` (writes),
//! `queries.rs` (reads). Names no web, no paper, no engine.
//!
//! A folder a wing; wings may use those to their left: office ← places ← registry ← matters ← lobby ← insight. Each wing's
//! page says the order of its nouns.
pub mod insight;
pub mod lobby;
pub mod matters;
pub mod office;
pub mod places;
pub mod registry;

use crate::store::TableDef;
use insight::{clarity, privacy, reports};
use lobby::{calls, lexicon, terminals, voices};
use matters::{catalog, items, open311};
use office::{accounts, audit, calendar, chores, prints, settings, who};
use places::grids;
use registry::{cards, moves, people, registers, visits};

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
