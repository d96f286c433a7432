//! What this subject tells the rest of the house.
use super::{
    Attachment, CLOSED, Conference, Custody, Draft, Event, FollowUp, Help, Item, Notice, REPORTED, Supervision, forget_notices,
    log, move_drafts, personal::personal, purge_drafts, timeline::timeline,
};
use crate::{
    domain::noun::{DAY, Kept, Noun, Personal, Source, Timeline},
    store::TableDef,
};

/// The announcement.
pub const NOUN: Noun = Noun {
    tables: &[
        TableDef::of::<Item>(),
        TableDef::of::<Event>(),
        TableDef::of::<Attachment>(),
        TableDef::of::<Draft>(),
        TableDef::of::<Supervision>(),
        TableDef::of::<Conference>(),
        TableDef::of::<Help>(),
        TableDef::of::<Custody>(),
        TableDef::of::<FollowUp>(),
        TableDef::of::<Notice>(),
    ],
    actions: &[log::ACTIONS, log::STEPS],
    timeline: Timeline::Told(&[Source { place: 4, tell: timeline }]),
    personal: Personal::Told(personal),
    figures: &[REPORTED, CLOSED],
    kept: &[
        Kept { what: "drafts", long: |times| times.terminal, forget: purge_drafts },
        Kept { what: "notices", long: |_| 180 * DAY, forget: forget_notices },
    ],
    moved: &[move_drafts],
    ..Noun::of(module_path!())
};
