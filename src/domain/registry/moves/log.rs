//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    HOUSEHOLD_SPLIT = "household.split",
    HOUSEHOLD_MERGE = "household.merge",
    HOUSEHOLD_MOVE_OUT = "household.move-out",
}
