use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    base::{Day, Failure, Id},
    store::{Dir, Index, IndexOf, Read, Row, Tx},
};

/// The most words whose picks are counted.
pub const LEARNED_MOST: i64 = 5_000;
/// On so many days before today a word must have been picked to move up.
pub const DAYS_LEAST: u16 = 3;
/// Days after which a count is half of itself.
const HALF: i32 = 90;
/// A count goes no further.
const DAYS_MOST: u16 = 1_000;

/// On how many days a word was picked at the office's terminals. See the module for what is never here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned {
    /// Made of the word itself.
    pub id: Id<Learned>,
    pub text: String,
    /// Its reading: syllables separated by spaces.
    pub reading: String,
    /// Days on which it was picked, halved with time.
    pub days: u16,
    /// The last of them.
    pub last: Day,
}

impl Learned {
    /// By the last day, to forget the oldest.
    pub const BY_LAST: Index<Learned, Day> = Index::many(1, "learned.last", |l| vec![l.last]);

    /// The number of a word with a reading.
    pub fn id_of(text: &str, reading: &str) -> Id<Learned> {
        let hash = Sha256::digest(format!("{text}\n{reading}").as_bytes());
        let head = hash.first_chunk().map_or(0, |b| u64::from_be_bytes(*b));
        // Numbers stay below those that a signed integer of another program can hold.
        Id::new((head >> 1).max(1))
    }
    /// Days that count on a day: those before it, halved for every quarter of a year since.
    pub fn weight(&self, today: Day) -> u16 {
        let before = if self.last >= today { self.days.saturating_sub(1) } else { self.days };
        before.checked_shr(halvings(self.last, today)).unwrap_or(0)
    }
}

fn halvings(last: Day, today: Day) -> u32 {
    u32::try_from((today.0 - last.0) / HALF).unwrap_or(0)
}

impl Row for Learned {
    const TAG: u8 = 0x35;
    const NAME: &'static str = "learned";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Learned::BY_LAST]
    }
}

/// Counts a pick, once a day.
///
/// # Errors
/// When the store cannot be read or written.
pub fn learn(tx: &mut Tx<'_>, text: String, reading: String, today: Day) -> Result<(), Failure> {
    let id = Learned::id_of(&text, &reading);
    let days = match tx.find(id)? {
        Some(old) if old.last >= today || old.text != text => return Ok(()),
        Some(old) => old.days.checked_shr(halvings(old.last, today)).unwrap_or(0),
        None => {
            if tx.rows::<Learned>()? >= LEARNED_MOST {
                let oldest = tx.list(&Learned::BY_LAST.all(), Dir::Forward, 1)?;
                for old in oldest {
                    tx.delete(old.id)?;
                }
            }
            0
        }
    };
    tx.put(&Learned { id, text, reading, days: (days + 1).min(DAYS_MOST), last: today })
}
