//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    PRINT_ENQUEUE = "print.enqueue",
    PRINT_RETRY = "print.retry",
    PRINT_CANCEL = "print.cancel",
}
