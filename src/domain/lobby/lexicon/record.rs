use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, words},
    ime::pinyin::{Kind, SHIPPED},
    store::{Index, IndexOf, Row},
};

/// The longest word, in characters.
const TEXT_MOST: usize = 20;

words! {
    /// What a word names; `lexicon-kind-…` is the text.
    pub enum WordKind {
        /// 街道、路、巷
        Street = 0 "street",
        /// 小区、大院
        Estate = 1 "estate",
        /// What the office does.
        Service = 2 "service",
        /// Anything else.
        Other = 3 "other",
    }
}

impl WordKind {
    /// What it is to the table.
    pub(super) const fn kind(self) -> Kind {
        match self {
            WordKind::Street | WordKind::Estate => Kind::Place,
            WordKind::Service => Kind::Service,
            WordKind::Other => Kind::Other,
        }
    }
}

/// A word of the office's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub id: Id<Word>,
    /// 美湖路
    pub text: String,
    /// Syllables separated by spaces, `v` for ü: `mei hu lu`.
    pub reading: String,
    /// What it names.
    pub kind: WordKind,
}

impl Word {
    /// By text and reading.
    pub const BY_TEXT: Index<Word, (String, String)> =
        Index::unique(1, "lexicon.text", |w| vec![(w.text.clone(), w.reading.clone())]);
    /// By reading, for the list.
    pub const IN_ORDER: Index<Word, String> = Index::many(2, "lexicon.order", |w| vec![w.reading.clone()]);
}

impl Row for Word {
    const TAG: u8 = 0x34;
    const NAME: &'static str = "lexicon";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Word::BY_TEXT, &Word::IN_ORDER]
    }
}

/// The sounds that count as one in this office: one row, there once somebody has decided otherwise than the default (all of
/// them).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sounds {
    /// Always 1.
    pub id: Id<Sounds>,
    /// As [`crate::ime::pinyin::Sounds::bits`].
    pub bits: u8,
}

impl Sounds {
    /// The one row's number.
    pub const ID: Id<Sounds> = Id::new(1);
}

impl Row for Sounds {
    const TAG: u8 = 0x3A;
    const NAME: &'static str = "sounds";
    fn id(&self) -> Id<Self> {
        self.id
    }
}

/// A word: 2 to 20 characters of any script without signs but the few that names of places have, one of them Chinese.
pub fn parse_text(s: &str) -> Option<String> {
    let s: String = s.trim().chars().filter(|c| !c.is_whitespace()).collect();
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '·' | '-' | '—' | '（' | '）' | '(' | ')' | '#' | '、');
    let chinese = s.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    ((2..=TEXT_MOST).contains(&s.chars().count()) && chinese && s.chars().all(fine)).then_some(s)
}

/// A reading as it is kept, from what somebody typed: `Měi-hú lù` is no reading, `Mei hu lu`, `mei'hu'lu` and `mei hu lu` are
/// one.
pub fn parse_reading(s: &str) -> Option<String> {
    let plain: String = s.to_lowercase().replace(['ü', 'Ü'], "v").replace(['\'', '’', '-', '，', ','], " ");
    let reading = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let numbers = SHIPPED.parse(&reading)?;
    (numbers.len() <= TEXT_MOST).then_some(reading)
}

/// The reading that is proposed for a word; none if not one of its characters is known.
pub(super) fn proposed(text: &str) -> Option<String> {
    Some(SHIPPED.spell(&SHIPPED.reading(text))).filter(|r| !r.is_empty())
}
