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
        office::who::Account,
        registry::people::import::{self, Sheet},
    },
};

/// Rosters kept at once.
const KEPT_MOST: usize = 6;
/// Seconds that one is kept.
const KEPT_SECONDS: i64 = 30 * 60;

/// A roster of residents that was looked through.
pub(super) type Upload = Looked<import::Plan, import::Applied>;

/// A file that was looked through: its dry run `P`, and what applying it did, `A`.
pub(in crate::faces::office) struct Looked<P, A> {
    pub(in crate::faces::office) owner: Id<Account>,
    pub(in crate::faces::office) at: Stamp,
    pub(in crate::faces::office) name: String,
    pub(in crate::faces::office) sheets: Vec<Sheet>,
    pub(in crate::faces::office) plan: P,
    /// Being applied, or applied.
    pub(in crate::faces::office) started: AtomicBool,
    /// Rows applied so far.
    pub(in crate::faces::office) done: AtomicUsize,
    /// What came of it.
    pub(in crate::faces::office) outcome: OnceLock<Result<A, Failure>>,
}

type Kept<P, A> = HashMap<String, Arc<Looked<P, A>>>;

/// Files between the dry run and the real one.
pub(in crate::faces::office) struct Shelf<P, A>(LazyLock<Mutex<Kept<P, A>>>);

static KEPT: Shelf<import::Plan, import::Applied> = Shelf::new();

impl<P, A> Shelf<P, A> {
    pub(in crate::faces::office) const fn new() -> Self {
        Shelf(LazyLock::new(Mutex::default))
    }
    /// Keeps a file and gives its name. The oldest makes room, but none that is being applied.
    pub(in crate::faces::office) fn keep(&self, upload: Looked<P, A>) -> Result<String, Failure> {
        let token = random_token()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = upload.at;
        let busy = |u: &Looked<P, A>| u.started.load(std::sync::atomic::Ordering::SeqCst) && u.outcome.get().is_none();
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
    /// A file of this owner's that is still kept.
    pub(in crate::faces::office) fn find(
        &self,
        token: &str,
        owner: Id<Account>,
        now: Stamp,
    ) -> Result<Arc<Looked<P, A>>, Failure> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.get(token).filter(|u| u.owner == owner && now.seconds_since(u.at) < KEPT_SECONDS);
        found.cloned().ok_or(Failure::refused("import-expired"))
    }
}

/// Keeps a roster of residents and gives its name.
pub(super) fn keep(upload: Upload) -> Result<String, Failure> {
    KEPT.keep(upload)
}

/// A roster of residents of this owner's that is still kept.
pub(super) fn find(token: &str, owner: Id<Account>, now: Stamp) -> Result<Arc<Upload>, Failure> {
    KEPT.find(token, owner, now)
}
