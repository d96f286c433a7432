//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    AUDIT_EXPORT = "audit.export",
}
