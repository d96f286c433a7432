//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    SERVICE_EDIT = "service.edit",
    SERVICE_RETIRE = "service.retire",
    SERVICE_RESTORE = "service.restore",
}
