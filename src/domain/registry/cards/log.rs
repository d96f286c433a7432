//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    CARD_ISSUE = "card.issue",
    CARD_REVOKE = "card.revoke",
    CARD_PRINT = "card.print",
}
