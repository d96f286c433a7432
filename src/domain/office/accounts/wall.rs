//! Keys of big screens: an address that shows the office's counts, and nothing else, without anybody signed in.
use super::log;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    base::{Failure, Id, Stamp},
    domain::office::{
        audit,
        who::{Account, Actor},
    },
    store::{Dir, Index, IndexOf, Range, Read, Row, Tx},
};

/// Screens that one office has at most.
pub const WALLS_MOST: usize = 8;
/// The longest name of one, in characters.
pub const WALL_NAME_MOST: usize = 20;

/// One screen's key. The address's token is not in the store, only its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallKey {
    pub id: Id<WallKey>,
    /// SHA-256 of the token in the address.
    pub token: [u8; 32],
    /// Where the screen hangs: 大厅.
    pub name: String,
    /// Made by.
    pub by: Id<Account>,
    /// Made at.
    pub at: Stamp,
}

impl WallKey {
    /// By token.
    pub const BY_TOKEN: Index<WallKey, [u8; 32]> = Index::unique(1, "wall.token", |w| vec![w.token]);

    /// The key that a token opens.
    pub fn of(read: &impl Read, token: &str) -> Result<Option<Self>, Failure> {
        read.by(&Self::BY_TOKEN, &hash(token))
    }
}

impl Row for WallKey {
    const TAG: u8 = 0x33;
    const NAME: &'static str = "wall";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&WallKey::BY_TOKEN]
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Every key, oldest first.
pub fn walls(read: &impl Read) -> Result<Vec<WallKey>, Failure> {
    read.list(&Range::table(), Dir::Forward, WALLS_MOST)
}

/// Makes the key of a screen, opened by `token`.
///
/// # Errors
/// `Invalid` without a name or with too long a one; `Refused` when there are as many as there may be.
pub fn make_wall(tx: &mut Tx<'_>, by: Id<Account>, name: &str, token: &str, at: Stamp) -> Result<WallKey, Failure> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > WALL_NAME_MOST || name.chars().any(char::is_control) {
        return Err(Failure::field("name", "wall-name-wrong"));
    }
    if walls(tx)?.len() >= WALLS_MOST {
        return Err(Failure::refused("wall-too-many"));
    }
    let id = tx.next_id()?;
    let key = WallKey { id, token: hash(token), name: name.to_owned(), by, at };
    tx.put(&key)?;
    audit::note(tx, Actor::Account(by), at, log::WALL_MAKE, Some(id), name)?;
    Ok(key)
}

/// Ends a screen's key; one that is gone already is no error.
///
/// # Errors
/// When the store cannot be written.
pub fn revoke_wall(tx: &mut Tx<'_>, by: Id<Account>, id: Id<WallKey>, at: Stamp) -> Result<(), Failure> {
    let Some(key) = tx.find(id)? else { return Ok(()) };
    tx.delete(id)?;
    audit::note(tx, Actor::Account(by), at, log::WALL_REVOKE, Some(id), &key.name)
}
