//! Photos and scans as a table.
use serde::{Deserialize, Serialize};

use super::{draft::Draft, item::Item};
use crate::{
    base::{Id, Stamp},
    domain::office::who::Actor,
    store::{Index, IndexOf, Row, blobs::BlobId},
};

/// A photo or scan: the bytes are a blob beside the store, named by their SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub id: Id<Attachment>,
    /// Of this item.
    pub item: Option<Id<Item>>,
    /// Of this draft, until it is filed.
    pub draft: Option<Id<Draft>>,
    /// SHA-256 of the bytes.
    pub blob: [u8; 32],
    /// `image/jpeg`, by content and not by name.
    pub kind: String,
    /// Bytes.
    pub size: u32,
    pub at: Stamp,
    /// By whom.
    pub by: Actor,
}

impl Attachment {
    /// By item.
    pub const BY_ITEM: Index<Attachment, Id<Item>> = Index::many(1, "attachment.item", |a| a.item.into_iter().collect());
    /// By draft.
    pub const BY_DRAFT: Index<Attachment, Id<Draft>> = Index::many(2, "attachment.draft", |a| a.draft.into_iter().collect());
}

impl Row for Attachment {
    const TAG: u8 = 0x22;
    const NAME: &'static str = "attachment";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Attachment::BY_ITEM, &Attachment::BY_DRAFT]
    }
    fn blobs(&self) -> Vec<BlobId> {
        vec![BlobId::from_bytes(self.blob)]
    }
}
