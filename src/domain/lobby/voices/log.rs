//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    VOICE_RECORD = "voice.record",
    VOICE_REMOVE = "voice.remove",
}
