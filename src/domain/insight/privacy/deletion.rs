//! Deletion with proof: one person proposes, another approves, the house deletes in small groups and leaves the chain of
//! hashes over what is gone. Whoever still has a copy can recompute it; from the chain nothing can be read back.
use super::log;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::due::due;
use crate::{
    base::{Day, Failure, Id, Stamp, words},
    domain::{
        office::{
            accounts, audit,
            who::{Account, Actor, Right},
        },
        places::reader::Reader,
        registry::registers::{self, Entry, EntryChange},
    },
    store::{Cursor, Dir, Index, IndexOf, Page, Range, Read, Row, Store, Tx},
};

/// The most rows that one write deletes.
pub const GROUP: usize = 64;
/// The label under which a chain begins.
pub const PURPOSE_OF_PROOF: &str = "lianxin.deletion.1";
/// The longest reason of a refusal, in characters.
const REASON_MOST: usize = 100;

words! {
    /// Where a deletion stands; `deletion-…` is the text.
    pub enum DeletionState {
        /// Waits for a second person.
        Proposed = 0 "proposed",
        /// Under way.
        Approved = 1 "approved",
        Refused = 2 "refused",
        Done = 3 "done",
    }
}

impl DeletionState {
    /// Its number in keys, which is not that of rows; never changes.
    const fn in_keys(self) -> u8 {
        self.number() + 1
    }
}

/// A deletion, and its proof. Holds no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    /// Number, in order of time.
    pub id: Id<Deletion>,
    /// The register's code.
    pub table: String,
    /// Its name then.
    pub name: String,
    /// Years that it keeps ended entries: why they are due.
    pub years: u8,
    /// Entries that ended on or before this day.
    pub until: Day,
    /// So many were due when it was proposed.
    pub expected: u64,
    /// Who proposed it, and when. What was ended later is not part of it.
    pub proposed: (Id<Account>, Stamp),
    /// Who approved or refused it, and when.
    pub decided: Option<(Id<Account>, Stamp)>,
    /// Why it was refused.
    pub reason: String,
    /// Where it stands.
    pub state: DeletionState,
    /// The last entry that was passed.
    pub at: Option<(Day, Id<Entry>)>,
    /// Entries deleted.
    pub entries: u64,
    /// Rows deleted, the entries' history included.
    pub rows: u64,
    /// First and last day on which what was deleted had ended.
    pub ended: Option<(Day, Day)>,
    /// The chain's head: see [`link`].
    pub chain: [u8; 32],
    /// When the last row was gone.
    pub done: Option<Stamp>,
}

impl Deletion {
    /// By state, in order of time.
    pub const BY_STATE: Index<Deletion, u8> = Index::many(1, "deletion.state", |d| vec![d.state.in_keys()]);
    /// Those of a table that are open: there is one at most.
    pub const OPEN: Index<Deletion, String> = Index::unique(2, "deletion.open", |d| {
        let open = matches!(d.state, DeletionState::Proposed | DeletionState::Approved);
        open.then(|| d.table.clone()).into_iter().collect()
    });
}

impl Row for Deletion {
    const TAG: u8 = 0x44;
    const NAME: &'static str = "deletion";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Deletion::BY_STATE, &Deletion::OPEN]
    }
}

/// Deletions, the newest first.
pub fn deletions(read: &impl Read, after: Option<&Cursor>, limit: usize) -> Result<Page<Deletion>, Failure> {
    read.page(&Range::<Deletion>::table(), Dir::Backward, after, limit)
}

/// Proposes to delete what is due of a table.
///
/// # Errors
/// `NotAllowed` for who may not change the table; `Refused` when nothing is due or one is open.
pub fn propose_deletion(tx: &mut Tx<'_>, (by, at): (Id<Account>, Stamp), table: &str) -> Result<Deletion, Failure> {
    let account = tx.get(by)?;
    let t = registers::table(tx, table)?;
    if !Reader::of(tx, &account, at)?.edits_table(&t) {
        return Err(Failure::NotAllowed);
    }
    let due = due(tx, &t, at.day())?.filter(|d| d.count > 0).ok_or(Failure::refused("deletion-none-due"))?;
    if tx.by(&Deletion::OPEN, &t.code)?.is_some() {
        return Err(Failure::refused("deletion-open"));
    }
    let id = tx.next_id()?;
    let row = Deletion {
        id,
        table: t.code.clone(),
        name: t.name.clone(),
        years: t.retention,
        until: due.until,
        expected: due.count,
        proposed: (by, at),
        decided: None,
        reason: String::new(),
        state: DeletionState::Proposed,
        at: None,
        entries: 0,
        rows: 0,
        ended: None,
        chain: beginning(&t.code, due.until),
        done: None,
    };
    tx.put(&row)?;
    audit::note(tx, Actor::Account(by), at, log::DELETION_PROPOSE, Some(id), &format!("{} {}", row.table, row.expected))?;
    Ok(row)
}

/// Approves or refuses a deletion: somebody who leads and sees the table, and not who proposed it.
///
/// # Errors
/// `NotAllowed` without the right; `Refused` for one's own proposal, or one that is decided; `Invalid` without a reason.
pub fn decide_deletion(
    tx: &mut Tx<'_>,
    (by, at): (Id<Account>, Stamp),
    id: Id<Deletion>,
    approve: bool,
    reason: &str,
) -> Result<Deletion, Failure> {
    let account = tx.get(by)?;
    let old = tx.get(id)?;
    let t = registers::table(tx, &old.table)?;
    if !account.may(Right::Lead) || !Reader::of(tx, &account, at)?.sees_table(&t) {
        return Err(Failure::NotAllowed);
    }
    let proposer = tx.get(old.proposed.0)?;
    accounts::second_person(&proposer, &account, "deletion-own", at)?;
    if old.state != DeletionState::Proposed {
        return Err(Failure::refused("deletion-decided"));
    }
    let reason: String = reason.trim().to_owned();
    if !approve && reason.is_empty() || reason.chars().count() > REASON_MOST {
        return Err(Failure::field("reason", if reason.is_empty() { "field-required" } else { "item-too-long" }));
    }
    let state = if approve { DeletionState::Approved } else { DeletionState::Refused };
    let row = Deletion { decided: Some((by, at)), state, reason, ..old };
    tx.put(&row)?;
    let action = if approve { log::DELETION_APPROVE } else { log::DELETION_REFUSE };
    audit::note(tx, Actor::Account(by), at, action, Some(id), &row.table)?;
    Ok(row)
}

/// Proposals that wait for this account: those of others.
///
/// # Errors
/// When the store cannot be read.
pub fn deletions_waiting(read: &impl Read, for_: Id<Account>) -> Result<usize, Failure> {
    let open = read.list(&Deletion::BY_STATE.under(DeletionState::Proposed.in_keys()), Dir::Forward, GROUP)?;
    Ok(open.iter().filter(|d| d.proposed.0 != for_).count())
}

/// Where the chain of a table's deletion begins.
fn beginning(table: &str, until: Day) -> [u8; 32] {
    Sha256::digest(format!("{PURPOSE_OF_PROOF}\n{table}\n{until}")).into()
}

/// The next head: SHA-256 over the head, the row's table and number, and its stored form with sealed values sealed.
fn link<R: Row>(head: [u8; 32], row: &R) -> Result<[u8; 32], Failure> {
    let body = postcard::to_allocvec(row).map_err(Failure::broken)?;
    let mut hash = Sha256::new();
    hash.update(head);
    hash.update([R::TAG]);
    hash.update(row.id().raw().to_be_bytes());
    hash.update(body);
    Ok(hash.finalize().into())
}

/// Entries of a deletion that come after `at`, in the order in which they go.
fn rest(d: &Deletion, at: Option<(Day, Id<Entry>)>) -> Range<Entry> {
    let (day, id) = at.map_or((Day(i32::MIN), Id::<Entry>::new(0)), |(day, id)| (day, Id::new(id.raw() + 1)));
    Entry::BY_ENDED.between((d.table.clone(), day, id), (d.table.clone(), d.until.plus(1)))
}

/// The day on which an entry ended, if it is part of the deletion: what was ended after the proposal was not approved.
fn part(d: &Deletion, e: &Entry) -> Option<Day> {
    e.ended.as_ref().filter(|x| x.at <= d.proposed.1).map(|x| x.on)
}

/// Deletes up to [`GROUP`] rows of an approved deletion: each entry's history first, then the entry. Gives whether there is
/// more to do. Everything that it needs to go on stands in the row, so that it may be stopped at any moment.
///
/// # Errors
/// When the store cannot be read or written.
pub fn step(tx: &mut Tx<'_>, id: Id<Deletion>, now: Stamp) -> Result<bool, Failure> {
    let mut d = tx.get(id)?;
    if d.state != DeletionState::Approved {
        return Ok(false);
    }
    let entries = tx.list(&rest(&d, d.at), Dir::Forward, GROUP)?;
    let (mut room, mut whole) = (GROUP, entries.len() < GROUP);
    for e in entries {
        let Some(on) = part(&d, &e) else {
            d.at = e.ended.as_ref().map(|x| (x.on, e.id));
            continue;
        };
        if room > 0 {
            for change in tx.list(&EntryChange::BY_ENTRY.under(e.id), Dir::Forward, room)? {
                d.chain = link(d.chain, &change)?;
                tx.delete(change.id)?;
                (room, d.rows) = (room - 1, d.rows + 1);
            }
        }
        if room == 0 {
            whole = false;
            break;
        }
        d.chain = link(d.chain, &e)?;
        tx.delete(e.id)?;
        (room, d.rows, d.entries) = (room - 1, d.rows + 1, d.entries + 1);
        d.ended = Some((d.ended.map_or(on, |x| x.0), on));
    }
    if whole {
        (d.state, d.done) = (DeletionState::Done, Some(now));
        audit::note(tx, Actor::System, now, log::DELETION_DONE, Some(id), &format!("{} {}", d.table, d.entries))?;
    }
    tx.put(&d)?;
    Ok(!whole)
}

/// The chain that a finished deletion must have left, recomputed from a copy of the store that was taken before it.
///
/// # Errors
/// When the copy cannot be read.
pub fn chain_over(copy: &impl Read, d: &Deletion) -> Result<[u8; 32], Failure> {
    let mut head = beginning(&d.table, d.until);
    copy.each(&rest(d, None), |e| {
        if part(d, &e).is_some() {
            copy.each(&EntryChange::BY_ENTRY.under(e.id), |change| {
                head = link(head, &change)?;
                Ok(())
            })?;
            head = link(head, &e)?;
        }
        Ok(())
    })?;
    Ok(head)
}

/// Goes on with approved deletions for at most `steps` groups: called every minute, and when one is approved.
///
/// # Errors
/// When the store cannot be read or written.
pub fn carry_on(store: &Store, now: Stamp, steps: usize) -> Result<(), Failure> {
    let mut left = steps;
    for d in store.list(&Deletion::BY_STATE.under(DeletionState::Approved.in_keys()), Dir::Forward, GROUP)? {
        while left > 0 && store.write_wait(move |tx| step(tx, d.id, now))? {
            left -= 1;
        }
    }
    Ok(())
}
