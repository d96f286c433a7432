use sha2::{Digest, Sha256};

use super::{Access, ApiKey, MOST_A_DAY, log};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::office::{audit, who::Actor},
    store::{Read, Tx},
};

/// The form in which a key is stored and found.
pub fn secret_hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.trim().as_bytes()).into()
}

/// Makes a key; the caller shows its secret once.
///
/// # Errors
/// `Invalid` when the number of reports a day is out of bounds.
pub fn make_key(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), name: String, hash: [u8; 32], most: u32) -> Result<ApiKey, Failure> {
    if !(1..=MOST_A_DAY).contains(&most) {
        return Err(Failure::field("most", "open311-most-wrong"));
    }
    let key = ApiKey { id: tx.next_id()?, name, hash, most, made: at, revoked: None, seen: None, days: Vec::new() };
    tx.put(&key)?;
    audit::note(tx, by, at, log::OPEN311_KEY, Some(key.id), "")?;
    Ok(key)
}

/// Takes a key back: it opens nothing any more. Twice changes nothing.
pub fn revoke_key(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), id: Id<ApiKey>) -> Result<ApiKey, Failure> {
    let mut key: ApiKey = tx.get(id)?;
    if key.revoked.is_none() {
        key.revoked = Some(at);
        tx.put(&key)?;
        audit::note(tx, by, at, log::OPEN311_REVOKE, Some(id), "")?;
    }
    Ok(key)
}

/// Whether reading needs a key too.
pub fn reads_need_key(read: &impl Read) -> Result<bool, Failure> {
    Ok(read.find(Access::ID)?.is_some_and(|a| a.reads_need_key))
}

/// Decides whether reading needs a key too.
pub fn set_reads(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), need_key: bool) -> Result<(), Failure> {
    if reads_need_key(tx)? != need_key {
        tx.put(&Access { id: Access::ID, reads_need_key: need_key })?;
        let how = if need_key { "key" } else { "open" };
        audit::note(tx, by, at, log::OPEN311_READS, Some(Access::ID), how)?;
    }
    Ok(())
}

/// The key that somebody holds, unless it was taken back.
///
/// # Errors
/// `NotAllowed` for no key of ours.
pub fn holder(read: &impl Read, secret: &str) -> Result<ApiKey, Failure> {
    let key = read.by(&ApiKey::BY_HASH, &secret_hash(secret))?;
    key.filter(|k| k.revoked.is_none()).ok_or(Failure::NotAllowed)
}

/// Notes that a key was used on a day.
pub fn note_use(tx: &mut Tx<'_>, id: Id<ApiKey>, day: Day) -> Result<(), Failure> {
    match tx.find(id)? {
        Some(key) if key.seen < Some(day) => tx.put(&ApiKey { seen: Some(day), ..key }),
        _ => Ok(()),
    }
}
