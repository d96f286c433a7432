//! What a person asks of the office about their own information (第四十四至四十七条): to correct, to supplement, to
//! delete, to restrict. A decision changes nothing by itself: it is the trace of who decided what, and why.
use super::log;
use serde::{Deserialize, Serialize};

use crate::{
    base::{Failure, Id, Stamp, holds_number, words},
    domain::{
        office::{audit, who::Actor},
        registry::people::Resident,
    },
    store::{Cursor, Dir, Index, IndexOf, Page, Read, Row, Tx},
};

/// Codes of the catalogue's services about personal information: access and copies, correction, deletion.
pub const SERVICES: [&str; 3] = ["gr-chayue", "gr-gengzheng", "gr-shanchu"];
/// The most of one person that are shown.
const OF_PERSON_MOST: usize = 100;
/// The longest text, in characters.
const WORDS_MOST: usize = 500;

words! {
    /// What is asked; `ask-kind-…` is the text.
    pub enum AskKind {
        /// 更正
        Correct = 0 "correct",
        /// 补充
        Supplement = 1 "supplement",
        /// 删除
        Delete = 2 "delete",
        /// 限制处理
        Restrict = 3 "restrict",
    }
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// Done as asked, or not.
    pub granted: bool,
    /// Why; never empty for a refusal.
    pub reason: String,
    /// Who decided.
    pub by: Actor,
    pub at: Stamp,
}

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// Number, in order of time.
    pub id: Id<Ask>,
    /// Who asks.
    pub resident: Id<Resident>,
    /// The number of the matter that it was filed as; may be empty.
    pub item: String,
    /// What is asked.
    pub kind: AskKind,
    /// What is disputed, and what it should be.
    pub words: String,
    /// Who took it down.
    pub by: Actor,
    pub at: Stamp,
    pub decided: Option<Decided>,
}

impl Ask {
    /// By resident, in order of time.
    pub const BY_RESIDENT: Index<Ask, Id<Resident>> = Index::many(1, "ask.resident", |a| vec![a.resident]);
    /// Decided or not, in order of time.
    pub const BY_DECIDED: Index<Ask, bool> = Index::many(2, "ask.decided", |a| vec![a.decided.is_some()]);
}

impl Row for Ask {
    const TAG: u8 = 0x43;
    const NAME: &'static str = "personal-ask";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Ask::BY_RESIDENT, &Ask::BY_DECIDED]
    }
}

/// A request to be taken down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAsk {
    /// What is asked.
    pub kind: AskKind,
    /// The matter's number.
    pub item: String,
    /// What is disputed, and what it should be.
    pub words: String,
}

/// Words of somebody of the office: so many characters, no citizen number among them.
pub(super) fn sound(field: &str, text: &str, least: usize, most: usize) -> Result<String, Failure> {
    let text = text.trim();
    let n = text.chars().count();
    if n < least {
        return Err(Failure::field(field, "field-required"));
    }
    if n > most {
        return Err(Failure::field(field, "item-too-long"));
    }
    if holds_number(text) {
        return Err(Failure::field(field, "registers-holds-number"));
    }
    Ok(text.to_owned())
}

/// Takes a request down.
///
/// # Errors
/// `Invalid` for words that are missing, too long, or hold a citizen number.
pub fn ask(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), resident: Id<Resident>, new: &NewAsk) -> Result<Ask, Failure> {
    tx.get(resident)?;
    let words = sound("words", &new.words, 2, WORDS_MOST)?;
    let item: String = new.item.trim().chars().take(20).collect();
    let row = Ask { id: tx.next_id()?, resident, item, kind: new.kind, words, by, at, decided: None };
    tx.put(&row)?;
    audit::note(tx, by, at, log::PERSONAL_ASK, Some(resident), format!("{} {}", row.kind.key(), row.item).trim())?;
    Ok(row)
}

/// Decides a request.
///
/// # Errors
/// `Refused` when it is decided already; `Invalid` for a refusal without a reason.
pub fn decide_ask(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), id: Id<Ask>, granted: bool, reason: &str) -> Result<Ask, Failure> {
    let old = tx.get(id)?;
    if old.decided.is_some() {
        return Err(Failure::refused("ask-decided-already"));
    }
    let reason = sound("reason", reason, if granted { 0 } else { 4 }, WORDS_MOST)?;
    let new = Ask { decided: Some(Decided { granted, reason, by, at }), ..old };
    tx.put(&new)?;
    let detail = format!("{} {} {}", new.kind.key(), if granted { "granted" } else { "refused" }, new.item);
    audit::note(tx, by, at, log::PERSONAL_DECIDE, Some(new.resident), detail.trim())?;
    Ok(new)
}

/// A resident's requests, the newest first.
pub fn asks_of(read: &impl Read, resident: Id<Resident>) -> Result<Vec<Ask>, Failure> {
    read.list(&Ask::BY_RESIDENT.under(resident), Dir::Backward, OF_PERSON_MOST)
}

/// A page of requests, decided ones or not, the newest first.
pub fn open_asks(read: &impl Read, decided: bool, after: Option<&Cursor>, limit: usize) -> Result<Page<Ask>, Failure> {
    read.page(&Ask::BY_DECIDED.under(decided), Dir::Backward, after, limit)
}
