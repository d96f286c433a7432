//! Typed reading, the same from outside a write and inside one.
use super::{
    counter::Counter,
    encode::KeyPart,
    engine::Dir,
    index::{Index, Range},
    row::{Row, from_bytes, row_key, rows_key},
};
use crate::base::{Failure, Id};

/// Key–value pairs in key order.
pub type Pairs = Vec<(Vec<u8>, Vec<u8>)>;

/// The most rows of one page.
pub const PAGE_MOST: usize = 1_000;

/// Where a page ended, to go on from there. Text in base32hex for a link: it holds the end of an index key, so lists whose
/// keys are personal (names, numbers) must not be paged by link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(Vec<u8>);

impl Cursor {
    /// Reads what `Display` wrote; nothing is no cursor.
    pub fn parse(s: &str) -> Option<Self> {
        let bytes = data_encoding::BASE32HEX_NOPAD.decode(s.to_ascii_uppercase().as_bytes()).ok();
        bytes.filter(|b| !b.is_empty()).map(Cursor)
    }
}
impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&data_encoding::BASE32HEX_NOPAD.encode(&self.0).to_lowercase())
    }
}

/// Some rows, and where to go on if there are more.
#[derive(Clone, Debug)]
pub struct Page<R> {
    pub rows: Vec<R>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

impl<R> Page<R> {
    /// The same of something else that is known of each row.
    pub fn map<T>(self, f: impl FnMut(R) -> T) -> Page<T> {
        Page { rows: self.rows.into_iter().map(f).collect(), next: self.next }
    }
}

/// Reading typed rows. Outside a write the reads of one request are not one snapshot: an index entry may outlive its
/// row for a moment, and is skipped.
pub trait Read {
    /// One value.
    fn raw_get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Failure>;
    /// At most `limit` pairs of [from, to).
    fn raw_scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<Pairs, Failure>;

    /// The row with this number.
    fn find<R: Row>(&self, id: Id<R>) -> Result<Option<R>, Failure> {
        self.raw_get(&row_key(id))?.map(|b| from_bytes(&b)).transpose()
    }
    /// The row with this number, or `NotFound`.
    fn get<R: Row>(&self, id: Id<R>) -> Result<R, Failure> {
        self.find(id)?.ok_or(Failure::NotFound)
    }
    /// The row with this key in a unique index.
    fn by<R: Row, K: KeyPart>(&self, index: &Index<R, K>, key: &K) -> Result<Option<R>, Failure> {
        match self.raw_get(&index.unique_key(key))? {
            Some(v) => self.find(id_of(&v)?),
            None => Ok(None),
        }
    }
    /// The first `limit` rows of a range (newest or greatest first with `Dir::Backward`), going on after `cursor`.
    fn page<R: Row>(&self, range: &Range<R>, dir: Dir, cursor: Option<&Cursor>, limit: usize) -> Result<Page<R>, Failure> {
        let limit = limit.clamp(1, PAGE_MOST);
        let (mut from, mut to) = (range.from.clone(), range.to.clone());
        let shared = range.from.get(..range.shared).unwrap_or_default();
        if let Some(Cursor(tail)) = cursor {
            let mut at = [shared, tail].concat();
            match dir {
                Dir::Forward => {
                    at.push(0);
                    from = from.max(at);
                }
                Dir::Backward => to = to.min(at),
            }
        }
        let pairs = if from < to { self.raw_scan(&from, &to, dir, limit + 1)? } else { Vec::new() };
        let more = pairs.len() > limit;
        let next = pairs.get(limit - 1).filter(|_| more).and_then(|(k, _)| k.get(range.shared..)).map(|t| Cursor(t.to_vec()));
        let mut rows = Vec::with_capacity(pairs.len().min(limit));
        for (key, value) in pairs.into_iter().take(limit) {
            rows.extend(self.row_of(range, &key, &value)?);
        }
        Ok(Page { rows, next })
    }
    /// Up to `limit` rows of a range.
    fn list<R: Row>(&self, range: &Range<R>, dir: Dir, limit: usize) -> Result<Vec<R>, Failure> {
        self.page(range, dir, None, limit).map(|p| p.rows)
    }
    /// Every row of a range, in pages, for jobs and exports; never on a request path.
    fn each<R: Row>(&self, range: &Range<R>, mut f: impl FnMut(R) -> Result<(), Failure>) -> Result<(), Failure> {
        let mut cursor = None;
        loop {
            let page = self.page(range, Dir::Forward, cursor.as_ref(), 256)?;
            for row in page.rows {
                f(row)?;
            }
            match page.next {
                Some(c) => cursor = Some(c),
                None => return Ok(()),
            }
        }
    }
    #[doc(hidden)]
    fn row_of<R: Row>(&self, range: &Range<R>, key: &[u8], value: &[u8]) -> Result<Option<R>, Failure> {
        if key.get(1) == Some(&0) {
            from_bytes(value).map(Some)
        } else if range.unique {
            self.find(id_of(value)?)
        } else {
            self.find(id_of(key)?)
        }
    }
    /// A counter's value.
    fn count<K: KeyPart>(&self, counter: &Counter<K>, key: &K) -> Result<i64, Failure> {
        self.raw_get(&counter.at(key))?.map_or(Ok(0), |v| amount(&v))
    }
    /// The counters of a family whose keys begin with `part`, in key order, at most `limit`.
    fn counts<K: KeyPart>(&self, counter: &Counter<K>, part: &impl KeyPart, limit: usize) -> Result<Vec<(K, i64)>, Failure> {
        let from = counter.prefix(part);
        self.counts_in(counter, &from, &super::encode::after_prefix(&from), limit)
    }
    /// The counters of a family with `from` ≤ key < `to`, in key order, at most `limit`.
    fn counts_between<K: KeyPart>(
        &self,
        counter: &Counter<K>,
        from: &impl KeyPart,
        to: &impl KeyPart,
        limit: usize,
    ) -> Result<Vec<(K, i64)>, Failure> {
        self.counts_in(counter, &counter.prefix(from), &counter.prefix(to), limit)
    }
    #[doc(hidden)]
    fn counts_in<K: KeyPart>(&self, _: &Counter<K>, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<(K, i64)>, Failure> {
        let pairs = if from < to { self.raw_scan(from, to, Dir::Forward, limit)? } else { Vec::new() };
        let mut out = Vec::with_capacity(pairs.len());
        for (k, v) in pairs {
            let mut rest = k.get(2..).unwrap_or_default();
            out.push((K::take(&mut rest).ok_or_else(|| Failure::broken("counter key"))?, amount(&v)?));
        }
        Ok(out)
    }
    /// How many rows a table has.
    fn rows<R: Row>(&self) -> Result<i64, Failure> {
        self.raw_get(&rows_key(R::TAG))?.map_or(Ok(0), |v| amount(&v))
    }
}

/// The number in the last eight bytes.
fn id_of<R>(bytes: &[u8]) -> Result<Id<R>, Failure> {
    bytes.last_chunk().map(|b| Id::new(u64::from_be_bytes(*b))).ok_or_else(|| Failure::broken("index entry too short"))
}

pub(super) fn amount(v: &[u8]) -> Result<i64, Failure> {
    v.try_into().map(i64::from_be_bytes).map_err(Failure::broken)
}
