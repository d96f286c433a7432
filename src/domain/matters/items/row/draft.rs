//! Drafts as a table.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::item::Item;
use crate::{
    base::{Failure, Id, Stamp},
    domain::registry::people::{Household, Resident},
    store::{Index, IndexOf, Row, from_raw},
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
    /// The member who has shown to be that one, by telephone and number; a card shows the household only, and `resident` is
    /// whom it is for.
    pub proven: Option<Id<Resident>>,
}

/// Version 1, when every member was the household.
#[derive(Deserialize)]
struct Draft1 {
    id: Id<Draft>,
    token: [u8; 32],
    started: Stamp,
    seen: Stamp,
    household: Option<Id<Household>>,
    resident: Option<Id<Resident>>,
    service: String,
    answers: BTreeMap<String, String>,
    materials: Vec<u8>,
    form_key: [u8; 16],
    filed: Option<Id<Item>>,
    photo_key: [u8; 16],
}

impl From<Draft1> for Draft {
    fn from(d: Draft1) -> Self {
        Draft {
            id: d.id,
            token: d.token,
            started: d.started,
            seen: d.seen,
            household: d.household,
            resident: d.resident,
            service: d.service,
            answers: d.answers,
            materials: d.materials,
            form_key: d.form_key,
            filed: d.filed,
            photo_key: d.photo_key,
            proven: None,
        }
    }
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
    const VERSION: u8 = 2;
    fn upgrade(from: u8, raw: &[u8]) -> Result<Self, Failure> {
        match from {
            1 => from_raw::<Draft1>(Self::NAME, raw).map(Draft::from),
            _ => Err(Failure::broken(format!("{}: row version {from} is not known", Self::NAME))),
        }
    }
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Draft::BY_TOKEN, &Draft::BY_SEEN, &Draft::BY_PHOTO]
    }
}
