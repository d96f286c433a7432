//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    STAFF_CREATE = "staff.create",
    STAFF_EDIT = "staff.edit",
    STAFF_LEAVE = "staff.leave",
}
