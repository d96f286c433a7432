//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    CALENDAR_SAVE = "calendar.save",
    CALENDAR_WITHDRAW = "calendar.withdraw",
    CALENDAR_APPLY = "calendar.apply",
    CALENDAR_KEEP = "calendar.keep",
    CALENDAR_APPLIED = "calendar.applied",
    CALENDAR_STOPPED = "calendar.stopped",
}
