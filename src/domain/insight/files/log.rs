//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    HOUSEHOLD_PRINT = "household.print",
}
