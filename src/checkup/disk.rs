//! The disk of the data folder.
use std::fs;

use super::{Case, Finding};
use crate::{base::Reason, store::keeper};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

pub(super) fn look(case: &Case) -> Vec<Finding> {
    let data = &case.data;
    let path = || Reason::new("doctor-data-missing").arg("path", data.display());
    let Ok(meta) = fs::metadata(data) else {
        return vec![Finding::stopped("disk", path(), "doctor-data-missing-do")];
    };
    let mut found = Vec::new();
    match (fs4::available_space(data), fs4::total_space(data)) {
        (Ok(free), Ok(total)) => {
            let newest = keeper::list(&keeper::own_folder(data)).last().and_then(|b| fs::metadata(b).ok()).map_or(0, |m| m.len());
            found.push(judge(free, total, newest));
        }
        _ => found.push(Finding::bad("disk", Reason::new("doctor-disk-unknown"), "doctor-disk-unknown-do")),
    }
    let trial = data.join("doctor.tmp");
    if fs::write(&trial, b"").and_then(|()| fs::remove_file(&trial)).is_err() {
        let what = Reason::new("doctor-data-unwritable").arg("path", data.display());
        found.push(Finding::stopped("disk", what, "doctor-data-unwritable-do"));
    }
    if open_to_others(&meta) {
        let what = Reason::new("doctor-data-open").arg("path", data.display());
        found.push(Finding::warn("disk", what, "doctor-data-open-do"));
    }
    found
}

#[cfg(unix)]
fn open_to_others(meta: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    meta.permissions().mode() & 0o007 != 0
}
#[cfg(not(unix))]
fn open_to_others(_: &fs::Metadata) -> bool {
    false
}

/// Whether there is room, in bytes: nothing is saved under the reserve of the store; bad when the next backup (as large as the
/// newest) may not fit or under 512 MiB, a warning when three do not or under both 10 GiB and a tenth of the disk.
#[must_use]
pub fn judge(free: u64, total: u64, newest_backup: u64) -> Finding {
    let what = |key| Reason::new(key).arg("free", size(free)).arg("total", size(total));
    if free < keeper::RESERVE {
        Finding::stopped("disk", what("doctor-disk-stopped"), "doctor-disk-full-do")
    } else if free < newest_backup.saturating_add(512 * MIB) {
        Finding::bad("disk", what("doctor-disk-full"), "doctor-disk-full-do")
    } else if free < newest_backup.saturating_mul(3) || free < 10 * GIB && free < total / 10 {
        Finding::warn("disk", what("doctor-disk-low"), "doctor-disk-full-do")
    } else {
        Finding::good("disk", what("doctor-disk-good"))
    }
}

/// `37.2 GB`, as people read it on the box.
fn size(bytes: u64) -> String {
    let tenths = bytes / (GIB / 10);
    if tenths >= 10 { format!("{}.{} GB", tenths / 10, tenths % 10) } else { format!("{} MB", bytes / MIB) }
}
