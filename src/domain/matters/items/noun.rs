//! What this subject tells the rest of the house.
use super::{
    Action, Attachment, Conference, Custody, Draft, Event, FollowUp, Help, Item, Notice, Supervision, forget_notices,
    personal::personal, purge_drafts,
};
use crate::{
    domain::{
        noun::{DAY, Kept, Noun, Personal, actions},
        office::audit,
    },
    store::TableDef,
};

actions! {
    ITEM_ATTACH = "item.attach",
    ITEM_REVEAL = "item.reveal",
    ITEM_FORM_NUMBER = "item.form-number",
    ITEM_RECEIPT = "item.receipt",
    ITEM_PAPER = "item.paper",
}

/// What a step is called in the log.
pub const fn step(action: Action) -> audit::Action {
    audit::Action::declared("item.", action.key())
}

/// Every step.
pub const STEPS: &[audit::Action] = &{
    let mut all = [ITEM_REVEAL; Action::ALL.len()];
    let (mut places, mut steps): (&mut [audit::Action], _) = (&mut all, Action::ALL);
    while let [done, rest @ ..] = steps
        && let [place, others @ ..] = places
    {
        *place = step(*done);
        (places, steps) = (others, rest);
    }
    all
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
    actions: &[ACTIONS, STEPS],
    personal: Personal::Told(personal),
    kept: &[
        Kept { what: "drafts", long: |times| times.terminal, forget: purge_drafts },
        Kept { what: "notices", long: |_| 180 * DAY, forget: forget_notices },
    ],
    ..Noun::of(module_path!())
};
