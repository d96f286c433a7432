//! XML by its pieces, each with where it stands, so that what is not changed is copied byte by byte.
use std::ops::Range;

use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape},
    events::{BytesStart, Event},
};

use crate::base::Failure;

pub(super) fn unreadable(e: impl std::fmt::Display) -> Failure {
    tracing::info!(%e, "a workbook could not be read");
    Failure::refused("book-unreadable")
}

/// The deepest nesting that is followed.
const DEEPEST: usize = 100;

/// A piece of a part.
pub(super) enum Piece<'a> {
    /// An element that begins (`false`) or begins and ends at once (`true`).
    Open(BytesStart<'a>, bool),
    /// An element that ends, by its local name.
    Close(String),
    /// Text, its entities resolved.
    Text(String),
    /// Comments, instructions.
    Other,
}

/// Walks over every piece. A document type, by which entities are invented, is refused; so is what is not well-formed.
pub(super) fn walk<'a>(
    xml: &'a str,
    mut each: impl FnMut(Piece<'a>, Range<usize>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut reader = Reader::from_str(xml);
    let at = |r: &Reader<&[u8]>| usize::try_from(r.buffer_position()).unwrap_or(usize::MAX);
    let mut depth = 0usize;
    loop {
        let from = at(&reader);
        let event = reader.read_event().map_err(unreadable)?;
        let span = from..at(&reader);
        let piece = match event {
            Event::Start(e) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(unreadable("nested too deep"));
                }
                Piece::Open(e, false)
            }
            Event::Empty(e) => Piece::Open(e, true),
            Event::End(e) => {
                depth = depth.saturating_sub(1);
                Piece::Close(e.local_name().as_ref().to_owned())
            }
            Event::Text(t) => Piece::Text(t.into_inner().into_owned()),
            Event::CData(t) => Piece::Text(t.into_inner().into_owned()),
            Event::GeneralRef(r) => {
                let known = match r.resolve_char_ref().map_err(unreadable)? {
                    Some(c) => c.to_string(),
                    None => resolve_predefined_entity(&r.into_inner()).ok_or_else(|| unreadable("an entity"))?.to_owned(),
                };
                Piece::Text(known)
            }
            Event::DocType(_) => return Err(Failure::refused("book-doctype")),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(unreadable("an element does not end")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => Piece::Other,
        };
        each(piece, span)?;
    }
}

/// An element's local name.
pub(super) fn local<'a>(e: &'a BytesStart<'_>) -> &'a str {
    e.local_name().into_inner()
}

/// An attribute by its local name, entities resolved.
pub(super) fn attribute(e: &BytesStart<'_>, name: &str) -> Result<Option<String>, Failure> {
    for a in e.attributes() {
        let a = a.map_err(unreadable)?;
        if a.key.local_name().into_inner() == name {
            return unescape(&a.value).map(|v| Some(v.into_owned())).map_err(unreadable);
        }
    }
    Ok(None)
}

/// The element again, with some attributes set anew (`Some`) or taken away (`None`).
pub(super) fn retagged(e: &BytesStart<'_>, closed: bool, sets: &[(&str, Option<&str>)]) -> Result<String, Failure> {
    let mut out = format!("<{}", e.name().into_inner());
    let mut left: Vec<&(&str, Option<&str>)> = sets.iter().collect();
    for a in e.attributes() {
        let a = a.map_err(unreadable)?;
        let key = a.key.into_inner();
        let value = match left.iter().position(|(k, _)| *k == key) {
            Some(i) => match left.remove(i).1 {
                Some(new) => escaped(new),
                None => continue,
            },
            None => a.value.replace('"', "&quot;"),
        };
        out.push_str(&format!(" {key}=\"{value}\""));
    }
    for (key, value) in left {
        if let Some(v) = value {
            out.push_str(&format!(" {key}=\"{}\"", escaped(v)));
        }
    }
    out.push_str(if closed { "/>" } else { ">" });
    Ok(out)
}

/// Text as it may stand in an element or an attribute. What XML cannot hold is left out.
pub(super) fn escaped(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
