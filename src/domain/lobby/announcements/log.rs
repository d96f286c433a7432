//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    ANNOUNCEMENT_POST = "announcement.post",
    ANNOUNCEMENT_EDIT = "announcement.edit",
    ANNOUNCEMENT_WITHDRAW = "announcement.withdraw",
}
