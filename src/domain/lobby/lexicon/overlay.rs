//! What the tables of pinyin are laid over with: the office's words, names of its places, services and staff, and what is often
//! picked. Made anew when something of it has changed, never for a question.
use std::collections::HashSet;

use super::{DAYS_LEAST, commands::sounds, learned::Learned, record::Word};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        matters::catalog::Catalogue,
        office::{audit, settings::Settings, who::Staff},
        places::grids::Building,
    },
    ime::pinyin::{Entry, Kind, Overlay, SHIPPED, Sounds},
    store::{Dir, Range, Read},
};

/// The most words of an overlay.
pub const ENTRIES_MOST: usize = 20_000;
/// So many lines of the audit log are looked at for a change; if there are more, there was one.
const LINES_MOST: usize = 256;

/// How likely the office's words are, in twelfths of a nat: as likely as the commonest thousand words of the language.
const WORD: u8 = 84;
const PLACE: u8 = 88;
const SERVICE: u8 = 92;
const PERSON: u8 = 96;
/// A word of the table that is picked on most days is e⁵ times likelier than the table says.
const LEARNED_STEP: u16 = 4;
const LEARNED_STEPS: u16 = 15;

/// The office's words as a terminal asks them.
#[derive(Debug, Default)]
pub struct OwnWords {
    /// Over the tables that ship.
    pub overlay: Overlay,
    /// The sounds that count as one.
    pub sounds: Sounds,
    /// As of this day, and this line of the log.
    made: Option<(Day, u64)>,
}

/// Whether anything that stands in an overlay may have changed since it was made.
///
/// # Errors
/// When the store cannot be read.
pub fn moved(read: &impl Read, own: &OwnWords, today: Day) -> Result<bool, Failure> {
    let Some((_, last)) = own.made.filter(|(day, _)| *day == today) else { return Ok(true) };
    let lines = Range::<audit::Entry>::numbers(Id::new(last.saturating_add(1)), Id::new(u64::MAX));
    let lines = read.list(&lines, Dir::Forward, LINES_MOST)?;
    let tells = |action: &str| {
        let subject = action.split_once('.').map_or(action, |(s, _)| s);
        matches!(subject, "lexicon" | "building" | "staff" | "service" | "office" | "roster")
    };
    Ok(lines.len() >= LINES_MOST || lines.iter().any(|l| tells(&l.action)))
}

impl OwnWords {
    /// Reads everything, the office's own rows first, and stops at [`ENTRIES_MOST`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(read: &impl Read, catalogue: &Catalogue, now: Stamp) -> Result<Self, Failure> {
        let today = now.day();
        // Before all else: what is written meanwhile is looked at twice rather than never.
        let last = read.list(&Range::<audit::Entry>::table(), Dir::Backward, 1)?.first().map_or(0, |line| line.id.raw());
        let mut all = Gathered::default();
        read.each(&Range::<Word>::table(), |w| {
            all.put(&w.text, SHIPPED.parse(&w.reading), WORD, w.kind.kind());
            Ok(())
        })?;
        for offer in catalogue.offers() {
            all.named(&offer.spec.name, SERVICE, Kind::Service);
            offer.spec.aliases.iter().for_each(|a| all.named(a, SERVICE, Kind::Service));
        }
        if let Some(settings) = Settings::load(read)? {
            // 美湖社区居民委员会 is the office, 美湖社区 the place.
            let place = ["居民委员会", "居委会"].into_iter().find_map(|end| settings.community.strip_suffix(end));
            all.named(place.unwrap_or_default(), PLACE, Kind::Place);
            all.named(&settings.community, SERVICE, Kind::Other);
        }
        read.each(&Range::<Staff>::table(), |s| {
            if s.left.is_none() {
                all.named(s.name.as_str(), PERSON, Kind::Person);
            }
            Ok(())
        })?;
        learned(read, today, &mut all)?;
        read.each(&Building::IN_ORDER.all(), |b| {
            all.named(&b.estate, PLACE, Kind::Place);
            all.named(&format!("{}{}", b.estate, b.name), PLACE + 24, Kind::Place);
            Ok(())
        })?;
        Ok(OwnWords { overlay: SHIPPED.overlay(all.entries), sounds: sounds(read)?, made: Some((today, last)) })
    }
}

/// Words that are picked on many days come before others that are read alike.
fn learned(read: &impl Read, today: Day, all: &mut Gathered) -> Result<(), Failure> {
    read.each(&Learned::BY_LAST.all(), |l| {
        let weight = l.weight(today);
        let reading = SHIPPED.parse(&l.reading).filter(|_| weight >= DAYS_LEAST);
        let base = SHIPPED.words().written(&l.text).map(|w| SHIPPED.words().cost(w)).min().unwrap_or(PLACE);
        let less = u8::try_from(weight.min(LEARNED_STEPS) * LEARNED_STEP).unwrap_or_default();
        if reading.is_some() {
            all.entry(&l.text, reading, base.saturating_sub(less), Kind::Learned);
        }
        Ok(())
    })
}

#[derive(Default)]
struct Gathered {
    entries: Vec<Entry>,
    texts: HashSet<String>,
}

impl Gathered {
    /// A name in its usual reading, unless the office has it with a reading of its own.
    fn named(&mut self, text: &str, cost: u8, kind: Kind) {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if !self.texts.contains(&text) && text.chars().count() > 1 {
            let reading = SHIPPED.reading(&text);
            self.put(&text, Some(reading), cost, kind);
        }
    }
    fn put(&mut self, text: &str, reading: Option<Vec<u16>>, cost: u8, kind: Kind) {
        self.texts.insert(text.to_owned());
        self.entry(text, reading, cost, kind);
    }
    fn entry(&mut self, text: &str, reading: Option<Vec<u16>>, cost: u8, kind: Kind) {
        if let Some(reading) = reading.filter(|r| !r.is_empty() && self.entries.len() < ENTRIES_MOST) {
            self.entries.push(Entry { text: text.to_owned(), reading, cost, kind });
        }
    }
}
