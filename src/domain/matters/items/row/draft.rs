//! Drafts as a table.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::{
    base::{Id, Stamp},
    domain::registry::people::{Household, Resident},
    store::{Index, IndexOf, Row},
};

/// What someone at a terminal has entered so far: kept on the server so that a reload, a lost network or a restart loses
/// nothing, and deleted when the session is purged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub id: Id<Draft>,
    /// SHA-256 of the terminal's session cookie.
    pub token: [u8; 32],
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
