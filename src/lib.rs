//! Lianxin (连心): the software that a Chinese community office runs to serve its residents.
//!
//! | floor | modules | may use |
//! |---|---|---|
//! | house | `cli`, `server` | everything |
//! | faces | `faces::{kiosk, verify, open311}` over `faces::{web, ui}`, `faces::office` over `faces::staff` too | all below, |
//! | | | never each other |
//! | work | `app` over `live` and `mailroom`; `aloud`, `paperwork`, `jobs`, `demo` | domain and below |
//! | domain | `domain::{insight, lobby, matters, registry, places, office}`, each over those behind it | ground |
//! | ground | `store`, `i18n`, `base`, `assets`, `config`, `ime`, `install`, `sheets`, `paper`, `checkup` | each other, in an
//! order |
//!
//! `tests/it/layers/floors.rs` is the table that is held: every module has a row with what it may use.
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
pub mod live;
pub mod mailroom;
pub mod paper;
pub mod paperwork;
pub mod server;
pub mod sheets;
pub mod store;

// Fixtures that the tests of the whole program and the measurements share; they call this crate by its name.
#[cfg(test)]
extern crate self as lianxin;
#[cfg(test)]
#[path = "../tests/kit/gone.rs"]
mod gone;
#[cfg(test)]
#[path = "../tests/kit/ground.rs"]
mod ground;
#[cfg(test)]
#[path = "../tests/kit/until.rs"]
mod until;
