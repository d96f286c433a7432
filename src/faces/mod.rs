//! What people see and touch. `web` and `ui` are shared; faces never import each other.
pub mod kiosk;
pub mod office;
pub mod open311;
pub mod ui;
pub mod verify;
pub mod web;
