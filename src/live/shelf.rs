use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use crate::{
    base::{Failure, Id, Stamp, random_token},
    domain::office::who::Account,
    sheets::Sheet,
};

/// Files of one kind kept at once.
const KEPT_MOST: usize = 6;
/// Seconds that one is kept.
const KEPT_SECONDS: i64 = 30 * 60;

/// A file that was looked through: what applying it would do, `P`, and what came of applying it, `A`.
pub struct Looked<P, A> {
    owner: Id<Account>,
    at: Stamp,
    /// The file's name as it was sent, for showing only.
    pub name: String,
    /// The sheets that were read, to be given back with notes beside their rows; none if the file has no sheets.
    pub sheets: Vec<Sheet>,
    /// What applying it would do.
    pub plan: P,
    begun: AtomicBool,
    done: AtomicUsize,
    outcome: OnceLock<Result<A, Failure>>,
}

/// How far a file is.
pub enum Progress<'a, A> {
    /// Only looked through.
    Planned,
    /// Being applied; so many rows are done.
    Running(usize),
    /// Applied, or stopped.
    Ended(&'a Result<A, Failure>),
}

impl<P, A> Looked<P, A> {
    /// A file of somebody's that was looked through at `at`.
    pub fn new(owner: Id<Account>, at: Stamp, name: String, sheets: Vec<Sheet>, plan: P) -> Self {
        let (begun, done, outcome) = (AtomicBool::new(false), AtomicUsize::new(0), OnceLock::new());
        Looked { owner, at, name, sheets, plan, begun, done, outcome }
    }
    /// Whether whoever asks is the first, and so the one who applies it.
    pub fn begin(&self) -> bool {
        !self.begun.swap(true, Ordering::SeqCst)
    }
    /// Notes how many rows are done.
    pub fn note(&self, rows: usize) {
        self.done.store(rows, Ordering::SeqCst);
    }
    /// Notes what came of it; a failure goes to the log too.
    pub fn end(&self, outcome: Result<A, Failure>) {
        if let Err(e) = &outcome {
            tracing::error!(%e, "a file was not applied to its end");
        }
        drop(self.outcome.set(outcome));
    }
    /// How far it is.
    pub fn progress(&self) -> Progress<'_, A> {
        match self.outcome.get() {
            Some(outcome) => Progress::Ended(outcome),
            None if self.begun.load(Ordering::SeqCst) => Progress::Running(self.done.load(Ordering::SeqCst)),
            None => Progress::Planned,
        }
    }
    /// Whether it is being applied at this moment.
    pub fn running(&self) -> bool {
        matches!(self.progress(), Progress::Running(_))
    }
}

/// A file of whatever kind.
trait Kept: Any + Send + Sync {
    fn kind(&self) -> TypeId;
    fn owner(&self) -> Id<Account>;
    fn at(&self) -> Stamp;
    fn busy(&self) -> bool;
}

impl<P: Send + Sync + 'static, A: Send + Sync + 'static> Kept for Looked<P, A> {
    fn kind(&self) -> TypeId {
        TypeId::of::<Self>()
    }
    fn owner(&self) -> Id<Account> {
        self.owner
    }
    fn at(&self) -> Stamp {
        self.at
    }
    fn busy(&self) -> bool {
        self.running()
    }
}

/// Files between the dry run and the real one. They hold plain numbers, so they stay in memory and never on disk: a few of each
/// kind, for half an hour, each under an unguessable name and its owner's only.
#[derive(Default)]
pub struct Shelf(Mutex<HashMap<String, Arc<dyn Kept>>>);

impl Shelf {
    /// Keeps a file and gives its name. The oldest of its kind makes room, but none that is being applied.
    ///
    /// # Errors
    /// [`Failure::Busy`] while every file of this kind is being applied.
    pub fn keep<P: Send + Sync + 'static, A: Send + Sync + 'static>(&self, file: Looked<P, A>) -> Result<String, Failure> {
        let token = random_token()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (now, kind) = (file.at, file.kind());
        kept.retain(|_, f| f.busy() || now.still(f.at(), KEPT_SECONDS - 1));
        while kept.values().filter(|f| f.kind() == kind).count() >= KEPT_MOST {
            let idle = kept.iter().filter(|(_, f)| f.kind() == kind && !f.busy());
            let oldest = idle.min_by_key(|(_, f)| f.at()).map(|(k, _)| k.clone()).ok_or(Failure::Busy)?;
            kept.remove(&oldest);
        }
        kept.insert(token.clone(), Arc::new(file));
        Ok(token)
    }
    /// A file of this kind and of this owner's that is still kept.
    ///
    /// # Errors
    /// Refused when there is none.
    pub fn find<P: Send + Sync + 'static, A: Send + Sync + 'static>(
        &self,
        token: &str,
        owner: Id<Account>,
        now: Stamp,
    ) -> Result<Arc<Looked<P, A>>, Failure> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = kept.get(token).filter(|f| f.owner() == owner && now.still(f.at(), KEPT_SECONDS - 1));
        let own: Arc<dyn Any + Send + Sync> = own.ok_or(Failure::refused("import-expired"))?.clone();
        own.downcast().map_err(|_other| Failure::refused("import-expired"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Numbers = Looked<u32, ()>;

    fn file(owner: u64, at: i64, plan: u32) -> Numbers {
        Looked::new(Id::new(owner), Stamp(0).plus_seconds(at), String::new(), Vec::new(), plan)
    }

    fn plan(shelf: &Shelf, token: &str, owner: u64, at: i64) -> Result<u32, Failure> {
        shelf.find::<u32, ()>(token, Id::new(owner), Stamp(0).plus_seconds(at)).map(|f| f.plan)
    }

    #[test]
    fn a_file_is_its_owners_of_its_kind_on_its_shelf_and_for_half_an_hour() {
        let (shelf, other) = (Shelf::default(), Shelf::default());
        let token = shelf.keep(file(7, 0, 1)).unwrap();
        let gone = Failure::refused("import-expired");
        assert_eq!(plan(&shelf, &token, 7, KEPT_SECONDS - 1), Ok(1));
        assert_eq!(plan(&shelf, &token, 8, 0), Err(gone.clone()), "another account");
        assert_eq!(plan(&other, &token, 7, 0), Err(gone.clone()), "another office's account of the same number");
        assert_eq!(plan(&shelf, &token, 7, KEPT_SECONDS), Err(gone.clone()), "too late");
        assert_eq!(shelf.find::<u64, ()>(&token, Id::new(7), Stamp(0)).err(), Some(gone), "another kind of file");
    }

    #[test]
    fn the_oldest_of_its_kind_makes_room_but_none_that_is_being_applied() {
        let shelf = Shelf::default();
        let words = shelf.keep(Looked::<&str, ()>::new(Id::new(7), Stamp(0), String::new(), Vec::new(), "words")).unwrap();
        let tokens: Vec<_> = (0..KEPT_MOST as u32).map(|n| shelf.keep(file(7, i64::from(n), n)).unwrap()).collect();
        let begun = shelf.find::<u32, ()>(&tokens[0], Id::new(7), Stamp(0)).unwrap();
        assert!(begun.begin() && !begun.begin(), "it is applied once");
        shelf.keep(file(7, 10, 10)).unwrap();
        assert!(plan(&shelf, &tokens[0], 7, 10).is_ok() && plan(&shelf, &tokens[1], 7, 10).is_err());
        assert!(shelf.find::<&str, ()>(&words, Id::new(7), Stamp(0)).is_ok(), "other kinds are not in its way");
        let all: Vec<_> = tokens[2..].iter().map(|t| shelf.find::<u32, ()>(t, Id::new(7), Stamp(0)).unwrap()).collect();
        assert!(all.iter().all(|f| f.begin()));
        // The last idle one makes room; then there is none.
        let last = shelf.keep(file(7, 11, 11)).unwrap();
        assert!(shelf.find::<u32, ()>(&last, Id::new(7), Stamp(0)).unwrap().begin());
        assert_eq!(shelf.keep(file(7, 12, 12)), Err(Failure::Busy));
        begun.end(Ok(()));
        assert!(shelf.keep(file(7, 12, 12)).is_ok(), "what is applied makes room again");
    }
}
