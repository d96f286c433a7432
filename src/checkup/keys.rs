//! The key files: there, and those that the latest backup has.
use super::{Case, Finding};
use crate::{
    base::Reason,
    store::keeper::{self, KeyFault},
};

pub(super) fn look(case: &Case) -> Vec<Finding> {
    let Ok(faults) = keeper::keys_at_rest(&case.data) else { return Vec::new() };
    if faults.is_empty() && !case.data.join("keys").exists() {
        return Vec::new();
    }
    vec![judge(&faults)]
}

/// What is wrong with the keys, the first fault of them.
#[must_use]
pub fn judge(faults: &[(&'static str, KeyFault)]) -> Finding {
    let Some((name, fault)) = faults.first() else { return Finding::good("keys", Reason::new("doctor-keys-good")) };
    let what = match fault {
        KeyFault::Missing => "doctor-keys-missing",
        KeyFault::Length | KeyFault::Changed => "doctor-keys-changed",
    };
    Finding::bad("keys", Reason::new(what).arg("name", name), "doctor-keys-do")
}
