//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    TERMINAL_CODE = "terminal.code",
    TERMINAL_ENROL = "terminal.enrol",
    TERMINAL_RENAME = "terminal.rename",
    TERMINAL_SETUP = "terminal.setup",
    TERMINAL_REVOKE = "terminal.revoke",
}
