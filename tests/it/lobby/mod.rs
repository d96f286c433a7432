//! The terminal and what the office hears of it.
mod announcements;
mod calls;
mod deeds;
mod hand;
mod kiosk;
mod terminals;
mod typing;
mod voices;
