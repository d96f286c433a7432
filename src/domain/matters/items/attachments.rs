use super::{
    photo::Photo,
    row::{Attachment, Draft, Item},
    words::log,
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::{audit, who::Actor},
    store::{
        Dir, Read, Tx,
        blobs::{BlobError, BlobId, Blobs},
    },
};

/// The most photos of one item or draft.
pub const PHOTOS_MOST: usize = 9;

/// What a photo belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Item(Id<Item>),
    /// A terminal's draft.
    Draft(Id<Draft>),
}

/// Puts a photo on disk: always before the write that names it with `attach`.
///
/// # Errors
/// `Refused(store-disk-full)` or `Broken`.
pub fn keep(blobs: &Blobs, photo: &Photo) -> Result<BlobId, Failure> {
    blobs.put(photo.bytes()).map_err(BlobError::said)
}

/// Names a kept photo as an item's or a draft's. The same photo twice is one.
///
/// # Errors
/// `NotFound`; `Refused(photo-too-many)` after nine. Whether the actor may is the face's to ask.
pub fn attach(tx: &mut Tx<'_>, by: Actor, of: Of, blob: BlobId, size: usize, at: Stamp) -> Result<Attachment, Failure> {
    let there = match of {
        Of::Item(id) => tx.get(id).and_then(|_| photos(tx, of))?,
        Of::Draft(id) => tx.get(id).and_then(|_| photos(tx, of))?,
    };
    if let Some(same) = there.iter().find(|a| a.blob == *blob.as_bytes()) {
        return Ok(same.clone());
    }
    if there.len() >= PHOTOS_MOST {
        return Err(Failure::refused("photo-too-many"));
    }
    let (item, draft) = match of {
        Of::Item(id) => (Some(id), None),
        Of::Draft(id) => (None, Some(id)),
    };
    let row = Attachment {
        id: tx.next_id()?,
        item,
        draft,
        blob: *blob.as_bytes(),
        kind: Photo::KIND.to_owned(),
        size: u32::try_from(size).unwrap_or(u32::MAX),
        at,
        by,
    };
    if let Of::Item(id) = of {
        audit::note(tx, by, at, log::ITEM_ATTACH, Some(id), "")?;
    }
    tx.put(&row)?;
    Ok(row)
}

/// The photos of an item or a draft, oldest first.
pub fn photos(read: &impl Read, of: Of) -> Result<Vec<Attachment>, Failure> {
    match of {
        Of::Item(id) => read.list(&Attachment::BY_ITEM.under(id), Dir::Forward, PHOTOS_MOST + 1),
        Of::Draft(id) => read.list(&Attachment::BY_DRAFT.under(id), Dir::Forward, PHOTOS_MOST + 1),
    }
}
