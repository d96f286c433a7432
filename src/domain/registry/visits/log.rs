//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    VISIT_RECORD = "visit.record",
}
