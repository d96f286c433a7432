//! What people see and touch. `web` and `ui` are shared, `staff` by the faces of the staff; faces never import each other.
pub mod kiosk;
pub mod office;
pub mod open311;
pub mod staff;
pub mod ui;
pub mod verify;
pub mod web;
