use std::collections::BTreeMap;

use super::{
    attachments::{Of, photos},
    row::{Attachment, Draft},
};
use crate::{
    base::{Failure, Id, Stamp, random_bytes},
    domain::noun::MOVED_MOST,
    store::{Dir, Read, Tx},
};

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
        proven: None,
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

/// Moves when drafts were last touched with the house's clock.
pub fn move_drafts(tx: &mut Tx<'_>, by: i64) -> Result<(), Failure> {
    for draft in tx.list(&Draft::BY_SEEN.all(), Dir::Backward, MOVED_MOST)? {
        tx.put(&Draft { seen: draft.seen.plus_millis(by), ..draft })?;
    }
    Ok(())
}
