//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    CALL_ANSWER = "call.answer",
}
