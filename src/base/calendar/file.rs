//! Reads a year file for someone who typed it: whatever is wrong is said with its line, and all of it at once.
use std::{borrow::Cow, fmt};

use serde::{
    Deserialize,
    de::{self, Deserializer, MapAccess, SeqAccess, Visitor},
};

use super::{Arrangement, Draft, DraftOff, Typed, Wrong};
use crate::base::{Failure, Reason};

/// The arrangements that ship with the program.
pub(super) const SHIPPED: [&str; 2] =
    [include_str!("../../../config/calendar/2025.json"), include_str!("../../../config/calendar/2026.json")];

/// The most bytes of a year file; a real one has under two thousand.
const FILE_MOST: usize = 64 * 1024;

impl Arrangement {
    /// The years that ship with the program, in order.
    ///
    /// # Errors
    /// When a shipped file is wrong, which a test holds against.
    pub fn shipped() -> Result<Vec<Self>, Failure> {
        let read = |text: &str| Self::parse(text.as_bytes()).map_err(|wrong| Failure::broken(format!("{wrong:?}")));
        SHIPPED.into_iter().map(read).collect()
    }

    /// Reads a file of the config/calendar format.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order of its lines.
    pub fn parse(file: &[u8]) -> Result<Self, Vec<Wrong>> {
        let (draft, mut wrong) = read(file)?;
        match draft.check() {
            Ok(arrangement) if wrong.is_empty() => Ok(arrangement),
            Ok(_) => Err(wrong),
            Err(more) => {
                // A part that is missing was said already, and need not be said again as empty.
                let said = !wrong.is_empty();
                wrong.extend(more.into_iter().filter(|w| w.line.is_some() || !said));
                wrong.sort_by_key(|w| w.line);
                Err(wrong)
            }
        }
    }
}

/// A JSON value whose texts still lie in the file, so that their lines can be told.
enum Node<'a> {
    Text(Cow<'a, str>),
    Number(String),
    List(Vec<Node<'a>>),
    Map(Vec<(Cow<'a, str>, Node<'a>)>),
    Other,
}

/// The file as a draft, and what is wrong with its form.
///
/// # Errors
/// When it cannot be read at all.
pub(super) fn read(file: &[u8]) -> Result<(Draft, Vec<Wrong>), Vec<Wrong>> {
    let whole = |line: Option<usize>, reason: Reason| vec![Wrong { field: "file".into(), line, reason }];
    if file.len() > FILE_MOST {
        return Err(whole(None, Reason::new("calendar-file-large").arg("most", FILE_MOST / 1024)));
    }
    // Notepad saves «ANSI» as GB 18030; decoding takes a byte-order mark away.
    let text = match std::str::from_utf8(file) {
        Ok(text) => Cow::Borrowed(text.trim_start_matches('\u{feff}')),
        Err(_not_utf8) => encoding_rs::GB18030.decode(file).0,
    };
    if text.trim().is_empty() {
        return Err(whole(None, Reason::new("calendar-file-empty")));
    }
    let node: Node<'_> = serde_json::from_str(&text)
        .map_err(|e| whole(Some(e.line()), Reason::new("calendar-file-json").arg("column", e.column())))?;
    let Node::Map(parts) = node else { return Err(whole(Some(1), Reason::new("calendar-file-shape"))) };
    let mut reader = Reader { text: &text, breaks: text.match_indices('\n').map(|(at, _)| at).collect(), wrong: Vec::new() };
    let draft = reader.draft(parts);
    Ok((draft, reader.wrong))
}

struct Reader<'a> {
    text: &'a str,
    /// Where its lines end: a file may have thousands of texts.
    breaks: Vec<usize>,
    wrong: Vec<Wrong>,
}

impl<'a> Reader<'a> {
    /// The line on which a text of the file stands. A text with escapes is a copy and has none.
    #[allow(clippy::ptr_arg, reason = "whether it is a copy is what is asked")]
    fn line(&self, text: &Cow<'a, str>) -> Option<usize> {
        let Cow::Borrowed(inside) = text else { return None };
        let at = inside.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        (at <= self.text.len()).then(|| self.breaks.partition_point(|b| *b < at) + 1)
    }

    fn note(&mut self, field: &str, line: Option<usize>, reason: Reason) {
        self.wrong.push(Wrong { field: field.to_owned(), line, reason });
    }

    /// The parts of a map by name; unknown, missing and repeated ones are said.
    fn parts<const N: usize>(
        &mut self,
        field: &str,
        names: [&str; N],
        given: Vec<(Cow<'a, str>, Node<'a>)>,
    ) -> [Option<(Option<usize>, Node<'a>)>; N] {
        let mut out = [const { None }; N];
        let first = given.first().and_then(|(key, _)| self.line(key));
        for (key, value) in given {
            let line = self.line(&key);
            match names.iter().position(|n| *n == key).and_then(|i| out.get_mut(i)) {
                Some(slot @ None) => *slot = Some((line, value)),
                Some(_) => self.note(field, line, Reason::new("calendar-file-twice").arg("key", key)),
                None => self.note(field, line, Reason::new("calendar-file-unknown").arg("key", key)),
            }
        }
        for (name, slot) in names.iter().zip(&out) {
            if slot.is_none() {
                self.note(field, first, Reason::new("calendar-file-missing").arg("key", name));
            }
        }
        out
    }

    fn draft(&mut self, parts: Vec<(Cow<'a, str>, Node<'a>)>) -> Draft {
        let [year, source, off, work] = self.parts("file", ["year", "source", "off", "work"], parts);
        let year = match year {
            Some((line, Node::Number(text))) => Typed { text, line },
            other => self.text("year", other),
        };
        let source = self.text("source", source);
        let off = self.list("off", off).into_iter().enumerate().map(|(i, node)| self.days_off(i, node)).collect();
        let work = self.list("work", work).into_iter().enumerate();
        let work = work.map(|(i, node)| self.text(&format!("work-{i}"), Some((None, node)))).collect();
        Draft { year, source, off, work }
    }

    fn list(&mut self, field: &str, part: Option<(Option<usize>, Node<'a>)>) -> Vec<Node<'a>> {
        match part {
            Some((_, Node::List(all))) => all,
            Some((line, _)) => {
                self.note(field, line, Reason::new("calendar-file-list").arg("key", field));
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    fn days_off(&mut self, row: usize, node: Node<'a>) -> DraftOff {
        let field = |part: &str| format!("off-{row}-{part}");
        let Node::Map(parts) = node else {
            let line = if let Node::Text(text) = &node { self.line(text) } else { None };
            self.note(&format!("off-{row}"), line, Reason::new("calendar-file-holiday"));
            return DraftOff::default();
        };
        let [name, from, to] = self.parts(&format!("off-{row}"), ["name", "from", "to"], parts);
        let (name, from) = (self.text(&field("name"), name), self.text(&field("from"), from));
        DraftOff { name, from, to: self.text(&field("to"), to) }
    }

    fn text(&mut self, field: &str, part: Option<(Option<usize>, Node<'a>)>) -> Typed {
        match part {
            Some((line, Node::Text(text))) => Typed { line: self.line(&text).or(line), text: text.into_owned() },
            Some((line, _)) => {
                self.note(field, line, Reason::new("calendar-file-text"));
                Typed::default()
            }
            None => Typed::default(),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Node<'a> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(Nodes)
    }
}

struct Nodes;

impl<'de> Visitor<'de> for Nodes {
    type Value = Node<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_borrowed_str<E: de::Error>(self, s: &'de str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Borrowed(s)))
    }
    fn visit_str<E: de::Error>(self, s: &str) -> Result<Self::Value, E> {
        Ok(Node::Text(Cow::Owned(s.to_owned())))
    }
    fn visit_u64<E: de::Error>(self, n: u64) -> Result<Self::Value, E> {
        Ok(Node::Number(n.to_string()))
    }
    fn visit_i64<E: de::Error>(self, n: i64) -> Result<Self::Value, E> {
        Ok(Node::Number(n.to_string()))
    }
    fn visit_f64<E: de::Error>(self, n: f64) -> Result<Self::Value, E> {
        Ok(Node::Number(n.to_string()))
    }
    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Node::Other)
    }
    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Node::Other)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut all: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        while let Some(node) = all.next_element()? {
            out.push(node);
        }
        Ok(Node::List(out))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut all: A) -> Result<Self::Value, A::Error> {
        let mut out = Vec::new();
        while let Some((Key(key), node)) = all.next_entry()? {
            out.push((key, node));
        }
        Ok(Node::Map(out))
    }
}

/// The name of a part: a plain `Cow` would always be a copy.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        match Node::deserialize(d)? {
            Node::Text(text) => Ok(Key(text)),
            _ => Err(de::Error::custom("a name is a text")),
        }
    }
}
