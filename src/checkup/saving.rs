//! Whether what people enter is saved, and whether what is there was whole when it was last looked through.
use super::{Case, Damage, Finding};
use crate::base::Reason;

pub(super) fn look(case: &Case) -> Vec<Finding> {
    let saving = case.inside.map(|inside| judge_saving(inside.saves));
    let damage = case.known.as_ref().and_then(|known| judge_damage(known.damage));
    saving.into_iter().chain(damage).collect()
}

/// Whether writing goes on: it stops while a disk that failed or stalled is recovered from.
#[must_use]
pub fn judge_saving(saves: bool) -> Finding {
    if saves {
        Finding::good("saving", Reason::new("doctor-saving-good"))
    } else {
        Finding::stopped("saving", Reason::new("doctor-saving-stopped"), "doctor-saving-stopped-do")
    }
}

/// What the last check of everything said, if there was one.
#[must_use]
pub fn judge_damage(damage: Damage) -> Option<Finding> {
    Some(match damage {
        Damage::Unknown => return None,
        Damage::None => Finding::good("data", Reason::new("doctor-data-good")),
        Damage::Files => Finding::bad("data", Reason::new("doctor-data-files"), "doctor-data-files-do"),
        Damage::Rows => Finding::bad("data", Reason::new("doctor-data-rows"), "doctor-data-rows-do"),
    })
}
