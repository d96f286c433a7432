//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    OPEN311_KEY = "open311.key",
    OPEN311_REVOKE = "open311.revoke",
    OPEN311_READS = "open311.reads",
    OPEN311_FILE = "open311.file",
}
