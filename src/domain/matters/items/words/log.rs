//! What the log says of items: each step by its own name, and what is no step.
use super::Action;
use crate::domain::{noun::actions, office::audit};

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
    let (mut places, mut steps): (&mut [audit::Action], &[Action]) = (&mut all, &Action::ALL);
    while let [done, rest @ ..] = steps
        && let [place, others @ ..] = places
    {
        *place = step(*done);
        (places, steps) = (others, rest);
    }
    all
};
