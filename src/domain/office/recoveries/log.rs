//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    BACKUP_DRILL = "backup.drill",
    BACKUP_RESTORE = "backup.restore",
    BACKUP_RESTORE_ASKED = "backup.restore-asked",
}
