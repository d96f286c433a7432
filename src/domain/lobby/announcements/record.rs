use serde::{Deserialize, Serialize};

use crate::{
    base::{Day, Id, Stamp},
    domain::office::who::Actor,
    store::{Index, IndexOf, Row, blobs::BlobId},
};

/// So many announcements are on show at once at most: whoever waits reads a handful.
pub const SHOWN_MOST: usize = 12;

/// The picture beside the words: a poster, a stamped notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// SHA-256 of the JPEG.
    pub blob: [u8; 32],
    /// Width and height in pixels.
    pub size: (u32, u32),
}

/// One announcement (公告).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// Number, in the order of posting.
    pub id: Id<Announcement>,
    pub title: String,
    /// The words under it; may be empty where the picture says all.
    pub body: String,
    /// The picture, if there is one.
    pub picture: Option<Picture>,
    /// The last day on which it is shown.
    pub until: Day,
    /// Who put it up, and when.
    pub posted: (Actor, Stamp),
    /// Who took it down before its time, and when.
    pub withdrawn: Option<(Actor, Stamp)>,
}

/// Where an announcement is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// On the board.
    On,
    /// Its last day is over.
    Over,
    /// Taken down.
    Withdrawn,
}

impl Announcement {
    /// Those not taken down, by their last day.
    pub const BY_UNTIL: Index<Announcement, Day> =
        Index::many(1, "announcement.until", |a| a.withdrawn.is_none().then_some(a.until).into_iter().collect());
    /// By the day that ended it, or will.
    pub const BY_END: Index<Announcement, Day> = Index::many(2, "announcement.end", |a| vec![a.end()]);

    /// The last day on the board.
    pub fn end(&self) -> Day {
        self.withdrawn.map_or(self.until, |(_, at)| at.day().min(self.until))
    }
    /// Whether it hangs on `today`.
    pub fn showing(&self, today: Day) -> Showing {
        match self.withdrawn {
            Some(_) => Showing::Withdrawn,
            None if self.until < today => Showing::Over,
            None => Showing::On,
        }
    }
}

impl Showing {
    /// Name in texts (`announcement-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Showing::On => "on",
            Showing::Over => "over",
            Showing::Withdrawn => "withdrawn",
        }
    }
}

impl Row for Announcement {
    const TAG: u8 = 0x49;
    const NAME: &'static str = "announcement";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Announcement::BY_UNTIL, &Announcement::BY_END]
    }
    fn blobs(&self) -> Vec<BlobId> {
        self.picture.iter().map(|p| BlobId::from_bytes(p.blob)).collect()
    }
}
