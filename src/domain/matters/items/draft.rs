use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Attachment, Item, Of, photos};
use crate::{
    base::{Failure, Id, Stamp, random_bytes},
    domain::registry::people::{Household, Resident},
    store::{Dir, Index, IndexOf, Read, Row, Tx},
};

/// What someone at a terminal has entered so far: kept on the server so that a reload, a lost network or a restart loses
/// nothing, and deleted when the session is purged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Number.
    pub id: Id<Draft>,
    /// SHA-256 of the terminal's session cookie.
    pub token: [u8; 32],
    /// Since.
    pub started: Stamp,
    /// Last touch.
    pub seen: Stamp,
    /// Who identified.
    pub household: Option<Id<Household>>,
    /// Which member.
    pub resident: Option<Id<Resident>>,
    /// Code of the service chosen.
    pub service: String,
    /// Answers by field key, as typed.
    pub answers: BTreeMap<String, String>,
    /// Materials ticked.
    pub materials: Vec<u8>,
    /// The form's key: filed at most once.
    pub form_key: [u8; 16],
    /// The item filed from it, if it was.
    pub filed: Option<Id<Item>>,
    /// Key by which a phone may add photos.
    pub photo_key: [u8; 16],
}

impl Draft {
    /// By session.
    pub const BY_TOKEN: Index<Draft, [u8; 32]> = Index::unique(1, "draft.token", |d| vec![d.token]);
    /// By last touch, to purge.
    pub const BY_SEEN: Index<Draft, Stamp> = Index::many(2, "draft.seen", |d| vec![d.seen]);
    /// By photo key.
    pub const BY_PHOTO: Index<Draft, [u8; 16]> = Index::unique(3, "draft.photo", |d| vec![d.photo_key]);
}

impl Row for Draft {
    const TAG: u8 = 0x23;
    const NAME: &'static str = "draft";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Draft::BY_TOKEN, &Draft::BY_SEEN, &Draft::BY_PHOTO]
    }
}

/// The draft of a terminal's session, made if there is none yet.
///
/// # Errors
/// When the store or the source of random numbers fails.
pub fn open_draft(tx: &mut Tx<'_>, token: [u8; 32], at: Stamp) -> Result<Draft, Failure> {
    if let Some(mut draft) = tx.by(&Draft::BY_TOKEN, &token)? {
        draft.seen = at;
        tx.put(&draft)?;
        return Ok(draft);
    }
    let draft = Draft {
        id: tx.next_id()?,
        token,
        started: at,
        seen: at,
        household: None,
        resident: None,
        service: String::new(),
        answers: BTreeMap::new(),
        materials: Vec::new(),
        form_key: random_bytes()?,
        filed: None,
        photo_key: random_bytes()?,
    };
    tx.put(&draft)?;
    Ok(draft)
}

/// Forgets a draft and its photos («办完了，清空», idle, or filed and left). One that is not there is no error.
pub fn discard_draft(tx: &mut Tx<'_>, id: Id<Draft>) -> Result<(), Failure> {
    for photo in photos(tx, Of::Draft(id))? {
        tx.delete::<Attachment>(photo.id)?;
    }
    tx.delete(id)
}

/// Forgets at most `most` drafts last touched before `before`; returns how many.
pub fn purge_drafts(tx: &mut Tx<'_>, before: Stamp, most: usize) -> Result<usize, Failure> {
    let idle = tx.list(&Draft::BY_SEEN.between(Stamp(i64::MIN), before), Dir::Forward, most)?;
    for draft in &idle {
        discard_draft(tx, draft.id)?;
    }
    Ok(idle.len())
}
