use super::{
    WORDS_MOST, log,
    record::{Sounds, Word, WordKind, parse_reading, parse_text, proposed},
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::{audit, who::Actor},
    ime::pinyin,
    store::{Read, Tx},
};

/// What is said of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordForm {
    /// What is written.
    pub text: String,
    /// How it is read, as `parse_reading` gives it.
    pub reading: String,
    /// What it names.
    pub kind: WordKind,
}

impl WordForm {
    /// From a line that somebody pasted: the word, then its reading if it is not the usual one, with a comma, a tab or a space
    /// between them. None if one of them is wrong.
    pub fn parse(line: &str, kind: WordKind) -> Option<Self> {
        let line = line.trim();
        let (text, reading) = line.split_once([',', '，', '\t', ' ']).unwrap_or((line, ""));
        let text = parse_text(text)?;
        let reading = if reading.trim().is_empty() { proposed(&text)? } else { parse_reading(reading)? };
        Some(WordForm { text, reading, kind })
    }
}

fn put_new(tx: &mut Tx<'_>, f: WordForm) -> Result<Option<Word>, Failure> {
    if tx.by(&Word::BY_TEXT, &(f.text.clone(), f.reading.clone()))?.is_some() {
        return Ok(None);
    }
    if tx.rows::<Word>()? >= WORDS_MOST {
        return Err(Failure::refused("lexicon-full"));
    }
    let word = Word { id: tx.next_id()?, text: f.text, reading: f.reading, kind: f.kind };
    tx.put(&word)?;
    Ok(Some(word))
}

/// Adds a word.
///
/// # Errors
/// `Invalid` when it is there already with this reading, `Refused` when the lexicon is full.
pub fn add(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), form: WordForm) -> Result<Word, Failure> {
    let word = put_new(tx, form)?.ok_or_else(|| Failure::field("text", "lexicon-taken"))?;
    audit::note(tx, by, at, log::LEXICON_ADD, Some(word.id), &word.text)?;
    Ok(word)
}

/// Corrects a word.
///
/// # Errors
/// `Invalid` when another one is the same.
pub fn edit(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), id: Id<Word>, f: WordForm) -> Result<Word, Failure> {
    let old: Word = tx.get(id)?;
    let word = Word { id, text: f.text, reading: f.reading, kind: f.kind };
    if tx.by(&Word::BY_TEXT, &(word.text.clone(), word.reading.clone()))?.is_some_and(|w| w.id != id) {
        return Err(Failure::field("text", "lexicon-taken"));
    }
    if old != word {
        tx.put(&word)?;
        audit::note(tx, by, at, log::LEXICON_EDIT, Some(id), "")?;
    }
    Ok(word)
}

/// Takes a word out; twice changes nothing.
pub fn delete(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), id: Id<Word>) -> Result<(), Failure> {
    if tx.find(id)?.is_some() {
        tx.delete(id)?;
        audit::note(tx, by, at, log::LEXICON_DELETE, Some(id), "")?;
    }
    Ok(())
}

/// Adds many; those that are there already are passed over. Gives how many were new.
pub fn import(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), all: Vec<WordForm>) -> Result<usize, Failure> {
    let mut fresh = 0;
    for form in all {
        fresh += usize::from(put_new(tx, form)?.is_some());
    }
    if fresh > 0 {
        audit::note::<Word>(tx, by, at, log::LEXICON_IMPORT, None, &fresh.to_string())?;
    }
    Ok(fresh)
}

/// The sounds that count as one in this office.
pub fn sounds(read: &impl Read) -> Result<pinyin::Sounds, Failure> {
    Ok(read.find(Sounds::ID)?.map_or(pinyin::Sounds::ALL, |s| pinyin::Sounds::from_bits(s.bits)))
}

/// Decides which do.
pub fn set_sounds(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), new: pinyin::Sounds) -> Result<(), Failure> {
    if sounds(tx)? != new {
        tx.put(&Sounds { id: Sounds::ID, bits: new.bits() })?;
        audit::note(tx, by, at, log::LEXICON_SOUNDS, Some(Sounds::ID), "")?;
    }
    Ok(())
}
