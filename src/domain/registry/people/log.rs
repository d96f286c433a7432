//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    HOUSEHOLD_CREATE = "household.create",
    HOUSEHOLD_EDIT = "household.edit",
    HOUSEHOLD_HEAD = "household.head",
    HOUSEHOLD_IDENTIFY = "household.identify",
    HOUSEHOLD_IDENTIFY_FAILED = "household.identify-failed",
    HOUSEHOLD_VIEW = "household.view",
    RESIDENT_CREATE = "resident.create",
    RESIDENT_EDIT = "resident.edit",
    RESIDENT_MOVE = "resident.move",
    RESIDENT_GONE = "resident.gone",
    RESIDENT_RETURN = "resident.return",
    RESIDENT_REVEAL = "resident.reveal",
    RESIDENT_VIEW = "resident.view",
    ROSTER_IMPORT = "roster.import",
    ROSTER_EXPORT = "roster.export",
    ROSTER_EXPORT_PLAIN = "roster.export-plain",
}
