use serde::{Deserialize, Serialize};

use crate::{
    base::{Day, Id, Stamp},
    store::{Index, IndexOf, Row},
};

/// The most reports a day that a key may be given.
pub const MOST_A_DAY: u32 = 5_000;
/// Days whose counts a key keeps.
pub const DAYS_KEPT: usize = 31;

/// The key by which one program files reports. The key itself is shown once and never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    pub id: Id<ApiKey>,
    /// Whose program: 无锡城管随手拍
    pub name: String,
    /// SHA-256 of the key. Keys have 128 random bits, so that no slow hash is needed.
    pub hash: [u8; 32],
    /// The most reports that it may file in one day.
    pub most: u32,
    /// Made at.
    pub made: Stamp,
    /// Opens nothing any more since.
    pub revoked: Option<Stamp>,
    /// The last day on which it opened something.
    pub seen: Option<Day>,
    /// Days with the number of reports filed, newest last, at most [`DAYS_KEPT`].
    pub days: Vec<(Day, u32)>,
}

impl ApiKey {
    /// By hash.
    pub const BY_HASH: Index<ApiKey, [u8; 32]> = Index::unique(1, "api-key.hash", |k| vec![k.hash]);

    /// Reports filed on a day.
    pub fn filed_on(&self, day: Day) -> u32 {
        self.days.iter().find(|(d, _)| *d == day).map_or(0, |(_, n)| *n)
    }
    /// Reports filed on the days from `first` on, as far as they are kept.
    pub fn filed_since(&self, first: Day) -> u32 {
        self.days.iter().filter(|(d, _)| *d >= first).map(|(_, n)| *n).sum()
    }
}

impl Row for ApiKey {
    const TAG: u8 = 0x31;
    const NAME: &'static str = "api-key";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&ApiKey::BY_HASH]
    }
}

/// What needs a key: one row, there once the administrator has decided otherwise than the specification, which asks for
/// one to file a report only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// Always 1.
    pub id: Id<Access>,
    /// Reading needs one too.
    pub reads_need_key: bool,
}

impl Access {
    /// The one row's number.
    pub const ID: Id<Access> = Id::new(1);
}

impl Row for Access {
    const TAG: u8 = 0x32;
    const NAME: &'static str = "open311-access";
    fn id(&self) -> Id<Self> {
        self.id
    }
}
