//! Consent (同意) of a resident for a purpose, with its history: what holds is the last thing that was said.
use super::log;
use serde::{Deserialize, Serialize};

use super::purpose::{Purpose, PurposeVersion, current, purposes, version};
use crate::{
    base::{Day, Failure, Id, Name, Stamp, holds_number, words},
    domain::{
        office::{audit, who::Actor},
        registry::{
            people::Resident,
            registers::{self, Entry, Subject},
        },
    },
    store::{Dir, Index, IndexOf, Read, Row, Tx},
};

/// Under this age a guardian agrees (第三十一条: 不满十四周岁).
pub const GUARDED_BELOW: i16 = 14;
/// The most lines of one person's history that are shown.
const HISTORY_MOST: usize = 200;
/// The longest note, in characters.
const NOTE_MOST: usize = 100;

words! {
    /// How it was said; `consent-how-…` is the text.
    pub enum How {
        /// 书面: the signed notice is kept in the file.
        Paper = 0 "paper",
        /// 口头
        Spoken = 1 "spoken",
        /// 终端
        Terminal = 2 "terminal",
    }
}

/// One thing that a resident said about a purpose. Append-only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Number, in order of time.
    pub id: Id<Consent>,
    pub resident: Id<Resident>,
    /// What for.
    pub purpose: Id<Purpose>,
    /// The version of the notice that it was said to.
    pub version: u32,
    /// Agreed, or not (any more).
    pub given: bool,
    /// The day on which it was said.
    pub on: Day,
    pub how: How,
    /// The guardian who said it.
    pub guardian: Option<Name>,
    /// Where the paper lies, or what else is to be known.
    pub note: String,
    /// Who wrote it down.
    pub by: Actor,
    pub at: Stamp,
}

impl Consent {
    /// By resident and purpose, in order of time.
    pub const BY_RESIDENT: Index<Consent, (Id<Resident>, Id<Purpose>)> =
        Index::many(1, "consent.resident", |c| vec![(c.resident, c.purpose)]);
}

impl Row for Consent {
    const TAG: u8 = 0x42;
    const NAME: &'static str = "consent";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Consent::BY_RESIDENT]
    }
}

/// What is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What for.
    pub purpose: Id<Purpose>,
    /// Agreed, or not (any more).
    pub given: bool,
    pub on: Day,
    pub how: How,
    pub guardian: Option<Name>,
    pub note: String,
}

/// Whether a guardian has to speak for somebody on that day. Nobody is taken for a child whose birth is not known.
pub fn needs_guardian(r: &Resident, on: Day) -> bool {
    r.birth.is_some_and(|b| b.years_until(on) < GUARDED_BELOW)
}

/// Writes down what a resident said. Taking back is said exactly as agreeing is, and is never refused for want of a reason.
///
/// # Errors
/// `Refused` for a purpose that asks for no consent or is out of use (unless it is taken back); `Invalid` for a day in the
/// future, a child without a guardian, or a note that is too long or holds a number.
pub fn record(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), resident: Id<Resident>, said: &Said) -> Result<Consent, Failure> {
    let r = tx.get(resident)?;
    let p = tx.get(said.purpose)?;
    if said.given && (p.retired || !current(tx, &p)?.terms.ground.asks()) {
        return Err(Failure::refused("consent-not-asked"));
    }
    if said.on > at.day() {
        return Err(Failure::field("on", "day-in-future"));
    }
    if needs_guardian(&r, said.on) && said.guardian.is_none() {
        return Err(Failure::field("guardian", "consent-guardian"));
    }
    let note = said.note.trim();
    if note.chars().count() > NOTE_MOST {
        return Err(Failure::field("note", "item-too-long"));
    }
    if holds_number(note) {
        return Err(Failure::field("note", "registers-holds-number"));
    }
    let consent = Consent {
        id: tx.next_id()?,
        resident,
        purpose: p.id,
        version: p.version,
        given: said.given,
        on: said.on,
        how: said.how,
        guardian: said.guardian.clone(),
        note: note.to_owned(),
        by,
        at,
    };
    tx.put(&consent)?;
    let action = if said.given { log::CONSENT_GIVE } else { log::CONSENT_WITHDRAW };
    audit::note(tx, by, at, action, Some(resident), &format!("{} {}", p.code, p.version))?;
    Ok(consent)
}

/// Where somebody stands with a purpose.
#[derive(Clone, Debug)]
pub struct ConsentStatus {
    pub purpose: Purpose,
    /// Its terms as they are now.
    pub terms: PurposeVersion,
    /// What was said last; `None`: never asked.
    pub last: Option<Consent>,
}

impl ConsentStatus {
    /// Agreed, and to the notice as it is now.
    pub fn holds(&self) -> bool {
        self.last.as_ref().is_some_and(|c| c.given && c.version == self.purpose.version)
    }
    /// Agreed to an earlier notice: to be asked anew.
    pub fn outdated(&self) -> bool {
        self.last.as_ref().is_some_and(|c| c.given && c.version < self.purpose.version)
    }
}

/// Where a resident stands with every purpose in use, and with those out of use that were agreed to.
pub fn standing(read: &impl Read, resident: Id<Resident>) -> Result<Vec<ConsentStatus>, Failure> {
    let mut out = Vec::new();
    for (purpose, terms) in purposes(read)? {
        let last = read.list(&Consent::BY_RESIDENT.under((resident, purpose.id)), Dir::Backward, 1)?.pop();
        if !purpose.retired || last.is_some() {
            out.push(ConsentStatus { purpose, terms, last });
        }
    }
    Ok(out)
}

/// What a resident ever said, the newest first, with the notice that it was said to.
pub fn consents(read: &impl Read, resident: Id<Resident>) -> Result<Vec<(Consent, PurposeVersion)>, Failure> {
    let mut all = read.list(&Consent::BY_RESIDENT.under(resident), Dir::Backward, HISTORY_MOST)?;
    all.sort_by_key(|c| std::cmp::Reverse(c.id));
    all.into_iter().map(|c| version(read, c.purpose, c.version).map(|v| (c, v))).collect()
}

/// The current entries about a resident, and about the household, that rest on these terms.
pub fn resting(read: &impl Read, r: &Resident, terms: &PurposeVersion) -> Result<Vec<Entry>, Failure> {
    let mut out = Vec::new();
    for code in &terms.terms.tables {
        for subject in [Subject::Resident(r.id), Subject::Household(r.household)] {
            out.extend(registers::of_subject(read, subject, Some(code))?.into_iter().filter(|e| e.ended.is_none()));
        }
    }
    Ok(out)
}
