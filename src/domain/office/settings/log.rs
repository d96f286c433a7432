//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    OFFICE_SETTINGS = "office.settings",
    OFFICE_BACKUP = "office.backup",
    CLOCK_DOUBTED = "clock.doubted",
    CLOCK_AGREES = "clock.agrees",
    CLOCK_NETWORK = "clock.network",
    CLOCK_CONFIRM = "clock.confirm",
    WORKFLOW_SAVE = "workflow.save",
    DEMO_LOAD = "demo.load",
}
