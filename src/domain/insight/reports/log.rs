//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    REPORT_CREATE = "report.create",
    REPORT_EDIT = "report.edit",
    REPORT_RETIRE = "report.retire",
    REPORT_RESTORE = "report.restore",
    REPORT_EXPORT = "report.export",
    REPORT_EXPORT_PLAIN = "report.export-plain",
}
