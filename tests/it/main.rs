//! One integration binary: a file per journey. `app` is the running office that they walk in.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod app;
mod calls;
mod checkup;
mod clarity;
mod config;
mod figures;
mod files;
mod files_kit;
mod files_paper;
mod files_volume;
mod install;
mod items_verify;
mod jobs;
mod kill_deadlines;
mod kill_office;
mod kiosk;
mod kiosk_deeds;
mod kiosk_hand;
mod kiosk_world;
mod layers;
mod moves;
mod nouns;
mod office;
mod office_calendar;
mod office_deeds;
mod office_desk;
mod office_items;
mod office_kit;
mod office_lists;
mod office_live;
mod office_seven_steps;
mod open311;
mod open311_kit;
mod open311_refusals;
mod paper_cards;
mod paper_files;
mod paper_kit;
mod paper_notices;
mod paper_orders;
mod paper_printers;
mod paper_receipt;
mod powercut;
mod privacy;
mod qishuyan;
mod registers;
mod registry;
mod registry_import;
mod registry_pages;
mod reports;
mod reports_own;
mod routes;
mod statistics;
mod store_backup;
mod store_conformance;
mod store_damage;
mod store_files;
mod store_kill;
mod store_layout;
mod store_limits;
mod store_powercut;
mod store_support;
mod store_typed;
mod terminals;
mod texts;
mod typed_store;
mod typed_store_keys;
mod typed_store_kit;
mod typed_store_writer;
mod typing;
mod voices;
