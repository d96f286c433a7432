//! Lianxin (连心): the software that a Chinese community office runs to serve its residents.
//!
//! | floor | modules | may use |
//! |---|---|---|
//! | house | `cli`, `server` | everything |
//! | faces | `faces::{kiosk, verify, open311}` over `faces::{web, ui}`, `faces::office` over `faces::staff` too | all below, never each other |
//! | work | `app`, `aloud`, `paper`, `checkup`, `jobs`, `sheets`, `demo` | domain and below |
//! | domain | `domain::*` | ground |
//! | ground | `store`, `i18n`, `base`, `assets`, `config`, `ime`, `install` | base (and `ime` the assets) only |
//!
//! `tests/it/layers.rs` holds the table.
pub mod aloud;
pub mod app;
pub mod assets;
pub mod base;
pub mod checkup;
pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod faces;
pub mod i18n;
pub mod ime;
pub mod install;
pub mod jobs;
pub mod paper;
pub mod paperwork;
pub mod server;
pub mod sheets;
pub mod store;
