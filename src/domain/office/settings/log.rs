//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    OFFICE_SETTINGS = "office.settings",
    OFFICE_BACKUP = "office.backup",
    WORKFLOW_SAVE = "workflow.save",
    DEMO_LOAD = "demo.load",
}
