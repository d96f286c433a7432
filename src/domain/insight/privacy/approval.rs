//! Key persons leave the office as a file or a printed volume only with a second person's approval.
use super::{ask::sound, log};
use serde::{Deserialize, Serialize};

use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::{
            accounts, audit,
            who::{Account, Actor, Right},
        },
        registry::{
            people,
            registers::{self, Access},
        },
    },
    store::{Dir, Index, IndexOf, Read, Row, Tx},
};

/// Hours for which an approval holds.
pub const VALID_HOURS: i64 = 24;
/// Days after which a request that nobody decided is void.
pub const OPEN_DAYS: i64 = 7;
/// The longest recipient, in characters.
const RECIPIENT_MOST: usize = 100;
/// The asker's latest requests of a table among which one that holds is looked for.
const RECENT: usize = 20;
/// Open requests that a desk counts.
const WAITING_MOST: usize = 50;

/// A request to give a register of key persons out once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// Number, in order of time.
    pub id: Id<ExportRequest>,
    /// The register's code.
    pub table: String,
    /// What for.
    pub purpose: String,
    /// To whom.
    pub recipient: String,
    /// Who asks, and since when.
    pub asked: (Id<Account>, Stamp),
    /// Who decided, when, and whether it is approved.
    pub decided: Option<(Id<Account>, Stamp, bool)>,
    /// When it was used: once.
    pub used: Option<Stamp>,
}

impl ExportRequest {
    /// By asker and register, in order of time.
    pub const BY_ASKER: Index<ExportRequest, (Id<Account>, String)> =
        Index::many(1, "export-request.asker", |r| vec![(r.asked.0, r.table.clone())]);

    /// Those that nobody decided, in order of time.
    pub const OPEN: Index<ExportRequest, Stamp> =
        Index::many(2, "export-request.open", |r| if r.decided.is_none() { vec![r.asked.1] } else { Vec::new() });

    /// Where it stands.
    pub fn state(&self, now: Stamp) -> ApprovalState {
        match (self.used, self.decided) {
            (Some(_), _) => ApprovalState::Used,
            (None, Some((_, _, false))) => ApprovalState::Refused,
            (None, Some((_, at, true))) if now.still(at, VALID_HOURS * 3_600 - 1) => ApprovalState::Approved,
            (None, None) if now.still(self.asked.1, OPEN_DAYS * 86_400 - 1) => ApprovalState::Open,
            _ => ApprovalState::Expired,
        }
    }
}

impl Row for ExportRequest {
    const TAG: u8 = 0x45;
    const NAME: &'static str = "export-request";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&ExportRequest::BY_ASKER, &ExportRequest::OPEN]
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalState {
    /// Nobody decided yet.
    Open,
    /// May be used once.
    Approved,
    Refused,
    Used,
    /// Too late.
    Expired,
}

impl ApprovalState {
    /// Name in texts (`approval-…`).
    pub const fn key(self) -> &'static str {
        match self {
            ApprovalState::Open => "open",
            ApprovalState::Approved => "approved",
            ApprovalState::Refused => "refused",
            ApprovalState::Used => "used",
            ApprovalState::Expired => "expired",
        }
    }
}

fn holder(read: &impl Read, id: Id<Account>) -> Result<Account, Failure> {
    let account = read.get(id)?;
    if account.may(Right::KeyPersons) { Ok(account) } else { Err(Failure::NotAllowed) }
}

/// Asks to give a register of key persons out.
///
/// # Errors
/// `NotAllowed` without the right; `Invalid` for a purpose or recipient that is missing; `Refused` while an earlier request
/// of the same person for the same register is open or may still be used.
pub fn ask_export(
    tx: &mut Tx<'_>,
    (by, at): (Id<Account>, Stamp),
    table: &str,
    purpose: &str,
    recipient: &str,
) -> Result<ExportRequest, Failure> {
    holder(tx, by)?;
    let t = registers::table(tx, table)?;
    if t.access != Access::KeyPersons {
        return Err(Failure::NotFound);
    }
    let purpose = people::purpose(purpose).ok_or(Failure::field("purpose", "purpose-too-short"))?;
    let recipient = sound("recipient", recipient, 2, RECIPIENT_MOST)?;
    let pending = |r: &ExportRequest| matches!(r.state(at), ApprovalState::Open | ApprovalState::Approved);
    if latest(tx, by, table)?.iter().any(pending) {
        return Err(Failure::refused("approval-asked-already"));
    }
    let id = tx.next_id()?;
    let row = ExportRequest { id, table: t.code.clone(), purpose, recipient, asked: (by, at), decided: None, used: None };
    tx.put(&row)?;
    audit::note(tx, Actor::Account(by), at, log::EXPORT_ASK, Some(id), &format!("{} {}", row.table, row.purpose))?;
    Ok(row)
}

/// Open requests that wait for this account: those of others.
///
/// # Errors
/// When the store cannot be read.
pub fn exports_waiting(read: &impl Read, for_: Id<Account>, now: Stamp) -> Result<usize, Failure> {
    let since = now.plus_seconds(-OPEN_DAYS * 86_400);
    let open = read.list(&ExportRequest::OPEN.between(since, Stamp(i64::MAX)), Dir::Backward, WAITING_MOST)?;
    Ok(open.iter().filter(|r| r.asked.0 != for_ && r.state(now) == ApprovalState::Open).count())
}

fn latest(read: &impl Read, asker: Id<Account>, table: &str) -> Result<Vec<ExportRequest>, Failure> {
    read.list(&ExportRequest::BY_ASKER.under((asker, table.to_owned())), Dir::Backward, RECENT)
}

/// Approves or refuses a request: somebody else than who asks, by account and by person. What an account was given by a
/// hand-over does not matter: a request is never handed over.
///
/// # Errors
/// `NotAllowed` without the right; `Refused` for one's own request, and for one that is not open.
pub fn decide_export(
    tx: &mut Tx<'_>,
    (by, at): (Id<Account>, Stamp),
    id: Id<ExportRequest>,
    approve: bool,
) -> Result<ExportRequest, Failure> {
    let decider = holder(tx, by)?;
    let old = tx.get(id)?;
    let asker = tx.get(old.asked.0)?;
    accounts::second_person(&asker, &decider, "approval-own", at)?;
    if old.state(at) != ApprovalState::Open {
        return Err(Failure::refused("approval-not-open"));
    }
    let row = ExportRequest { decided: Some((by, at, approve)), ..old };
    tx.put(&row)?;
    let action = if approve { log::EXPORT_APPROVE } else { log::EXPORT_REFUSE };
    audit::note(tx, Actor::Account(by), at, action, Some(id), &row.table)?;
    Ok(row)
}

/// The approval that an account may use for a register now.
///
/// # Errors
/// When the store cannot be read.
pub fn usable(read: &impl Read, account: Id<Account>, table: &str, now: Stamp) -> Result<Option<ExportRequest>, Failure> {
    Ok(latest(read, account, table)?.into_iter().find(|r| r.state(now) == ApprovalState::Approved))
}

/// Uses an approval up, in the write that precedes the file: once, by who asked, within its hours.
///
/// # Errors
/// `Refused` where there is none that holds; `NotAllowed` without the right to the register.
pub fn take_approval(tx: &mut Tx<'_>, account: Id<Account>, table: &str, now: Stamp) -> Result<ExportRequest, Failure> {
    holder(tx, account)?;
    let held = usable(tx, account, table, now)?.ok_or(Failure::refused("approval-needed"))?;
    let row = ExportRequest { used: Some(now), ..held };
    tx.put(&row)?;
    audit::note(tx, Actor::Account(account), now, log::EXPORT_USE, Some(row.id), &format!("{} {}", row.table, row.purpose))?;
    Ok(row)
}
