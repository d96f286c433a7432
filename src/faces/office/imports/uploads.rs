//! Rosters between the dry run and the real one. They hold plain numbers, so they stay in memory and never on disk: a few,
//! for half an hour, each under an unguessable name and its owner's only.
use std::{
    collections::HashMap,
    sync::{
        Arc, LazyLock, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize},
    },
};

use crate::{
    base::{Failure, Id, Stamp, random_token},
    domain::{
        people::import::{Applied, Plan, Sheet},
        who::Account,
    },
};

/// Rosters kept at once.
const KEPT_MOST: usize = 6;
/// Seconds that one is kept.
const KEPT_SECONDS: i64 = 30 * 60;

/// A roster that was looked through.
pub(super) struct Upload {
    pub(super) owner: Id<Account>,
    pub(super) at: Stamp,
    pub(super) name: String,
    pub(super) sheets: Vec<Sheet>,
    pub(super) plan: Plan,
    /// Being applied, or applied.
    pub(super) started: AtomicBool,
    /// Rows applied so far.
    pub(super) done: AtomicUsize,
    /// What came of it.
    pub(super) outcome: OnceLock<Result<Applied, Failure>>,
}

static KEPT: LazyLock<Mutex<HashMap<String, Arc<Upload>>>> = LazyLock::new(Mutex::default);

/// Keeps a roster and gives its name. The oldest makes room, but none that is being applied.
pub(super) fn keep(upload: Upload) -> Result<String, Failure> {
    let token = random_token()?;
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let now = upload.at;
    let busy = |u: &Upload| u.started.load(std::sync::atomic::Ordering::SeqCst) && u.outcome.get().is_none();
    kept.retain(|_, u| busy(u) || now.seconds_since(u.at) < KEPT_SECONDS);
    while kept.len() >= KEPT_MOST {
        let oldest = kept.iter().filter(|(_, u)| !busy(u)).min_by_key(|(_, u)| u.at).map(|(k, _)| k.clone());
        match oldest {
            Some(k) => kept.remove(&k),
            None => return Err(Failure::Busy),
        };
    }
    kept.insert(token.clone(), Arc::new(upload));
    Ok(token)
}

/// A roster of this owner's that is still kept.
pub(super) fn find(token: &str, owner: Id<Account>, now: Stamp) -> Result<Arc<Upload>, Failure> {
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let found = kept.get(token).filter(|u| u.owner == owner && now.seconds_since(u.at) < KEPT_SECONDS);
    found.cloned().ok_or(Failure::refused("import-expired"))
}
