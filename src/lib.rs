//! Lianxin (连心): the software that a Chinese community office runs to serve its residents.
//!
//! | floor | modules | may use |
//! |---|---|---|
//! | faces | `faces::{kiosk, office, verify}` over `faces::{web, ui}` | all below, never each other |
//! | work | `paper`, `jobs` | domain and below |
//! | domain | `domain::*` | store, base |
//! | ground | `store`, `i18n`, `base` | base only |
//!
//! `tests/it/layers.rs` holds the table.
pub mod base;
pub mod domain;
pub mod store;
pub mod paper;
