//! Items from the window to the archive, and other civic software at the door.
mod answers;
mod deeds;
pub(crate) mod items;
mod lists;
mod live;
mod open311;
mod open311_refusals;
mod secrecy;
mod seven_steps;
mod verify;
mod voice;
