//! Reads the tables that ship: `assets/ime/words.bin.zst` and `names.txt`, made by `assets/ime/make-words.py`.
use std::{collections::HashSet, io::Read as _, sync::LazyLock};

use super::{
    Pinyin,
    lattice::Syllables,
    names::Names,
    words::{Entry, Kind, Words},
};

/// The largest table that is unpacked.
const BYTES_MOST: u64 = 16 << 20;

/// The tables, read once. An unreadable file is a fault of the build: then nothing is suggested, and a test fails.
pub static SHIPPED: LazyLock<Pinyin> = LazyLock::new(|| {
    let packed = crate::assets::Assets::get("ime/words.bin.zst").map(|f| f.data).unwrap_or_default();
    let shipped = read(&packed, &crate::assets::text("ime/names.txt")).unwrap_or_default();
    let unsaid = crate::assets::text("ime/unsaid.txt").split_whitespace().map(str::to_owned).collect();
    Pinyin { unsaid, ..shipped }
});

/// Reads both tables; none if the first is not what the script makes.
pub fn read(packed: &[u8], names: &str) -> Option<Pinyin> {
    let mut plain = Vec::new();
    let decoder = ruzstd::decoding::StreamingDecoder::new(packed).ok()?;
    decoder.take(BYTES_MOST).read_to_end(&mut plain).ok()?;
    let (syllables, words) = table(&plain)?;
    let names = Names::read(&syllables, names);
    Some(Pinyin { syllables, words, names, unsaid: HashSet::new() })
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(head)
    }
    fn u16(&mut self) -> Option<u16> {
        self.take(2)?.try_into().map(u16::from_le_bytes).ok()
    }
    fn u32(&mut self) -> Option<u32> {
        self.take(4)?.try_into().map(u32::from_le_bytes).ok()
    }
    fn line(&mut self) -> Option<&'a str> {
        let n = self.0.iter().position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(self.take(n)?).ok()?;
        self.take(1)?;
        Some(line)
    }
    /// So many numbers of two bytes.
    fn column(&mut self, n: usize) -> Option<impl Iterator<Item = u16> + use<'a>> {
        let bytes = self.take(n.checked_mul(2)?)?;
        Some(bytes.chunks_exact(2).filter_map(|b| b.try_into().ok().map(u16::from_le_bytes)))
    }
}

fn table(bytes: &[u8]) -> Option<(Syllables, Words)> {
    let mut rest = Rest(bytes);
    if rest.take(4)? != b"LXW1" {
        return None;
    }
    let syllables: Option<Vec<String>> = (0..rest.u16()?).map(|_| rest.line().map(str::to_owned)).collect();
    let syllables = Syllables::new(syllables?);
    let n = rest.u32()? as usize;
    let (lengths, costs) = (rest.take(n)?, rest.take(n)?);
    let units = lengths.iter().map(|l| usize::from(*l)).sum();
    let (mut readings, mut units) = (rest.column(units)?, rest.column(units)?);
    let mut all = Vec::with_capacity(n);
    for (length, cost) in lengths.iter().zip(costs) {
        let length = usize::from(*length);
        let reading: Vec<u16> = readings.by_ref().take(length).collect();
        let text = char::decode_utf16(units.by_ref().take(length)).collect::<Result<String, _>>().ok()?;
        all.push(Entry { text, reading, cost: *cost, kind: Kind::Plain });
    }
    Some((syllables, Words::new(all)))
}
