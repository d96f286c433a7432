//! Opening a workbook: bounds, and what is refused.
use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::{
    BOOK_MOST, Book, UNPACKED_MOST,
    sheet::strings,
    xml::{Piece, attribute, local, unreadable, walk},
};
use crate::base::{Failure, Reason};

pub(super) const WORKBOOK: &str = "xl/workbook.xml";
pub(super) const WORKBOOK_RELS: &str = "xl/_rels/workbook.xml.rels";
pub(super) const TYPES: &str = "[Content_Types].xml";
pub(super) const CALC_CHAIN: &str = "xl/calcChain.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// The most parts of a workbook.
const PARTS_MOST: usize = 400;
/// The most sheets.
const SHEETS_MOST: usize = 20;

/// Parts that run, or that fetch from elsewhere.
const REFUSED: [(&str, &str); 6] = [
    ("vbaproject", "book-macros"),
    ("xl/macrosheets/", "book-macros"),
    ("xl/activex/", "book-macros"),
    ("xl/externallinks/", "book-external"),
    ("xl/connections.xml", "book-external"),
    ("xl/embeddings/", "book-external"),
];

impl Book {
    /// Opens a workbook: at most [`BOOK_MOST`] bytes and [`UNPACKED_MOST`] unpacked, no macros, nothing from elsewhere, no
    /// document types.
    ///
    /// # Errors
    /// `Refused` with what is wrong and what to do.
    pub fn open(bytes: &[u8]) -> Result<Book, Failure> {
        if bytes.len() > BOOK_MOST {
            return Err(Failure::Refused(Reason::new("book-too-large").arg("most", BOOK_MOST >> 20)));
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(Failure::refused("book-old"));
        }
        Book::read(bytes)
    }

    /// The same for one that was written here, however long it became.
    ///
    /// # Errors
    /// `Refused` with what is wrong.
    pub fn read(bytes: &[u8]) -> Result<Book, Failure> {
        let parts = unpack(bytes)?;
        let text = |name: &str| parts.iter().find(|(n, _)| n == name).map(|(_, t)| t.as_str());
        let types = text(TYPES).ok_or_else(|| unreadable("no list of types"))?;
        if types.to_ascii_lowercase().contains("macroenabled") {
            return Err(Failure::refused("book-macros"));
        }
        for (name, xml) in &parts {
            // Every part is looked at, so that a document type hides nowhere; links out of the file are refused.
            let links = name.ends_with(".rels");
            walk(xml, |piece, _| match piece {
                Piece::Open(e, _) if links && local(&e) == "Relationship" => {
                    let outside = attribute(&e, "TargetMode")?.is_some_and(|m| m.eq_ignore_ascii_case("external"));
                    let link = attribute(&e, "Type")?.is_some_and(|t| t.ends_with("/hyperlink"));
                    if outside && !link { Err(Failure::refused("book-external")) } else { Ok(()) }
                }
                _ => Ok(()),
            })?;
        }
        let strings = text(STRINGS).map(strings).transpose()?.unwrap_or_default();
        let (listed, names) = workbook(text(WORKBOOK).ok_or_else(|| unreadable("no workbook"))?)?;
        let targets = targets(text(WORKBOOK_RELS).ok_or_else(|| unreadable("no list of sheets"))?)?;
        let mut sheets = Vec::new();
        for (name, id) in listed {
            let Some((_, target, worksheet)) = targets.iter().find(|(i, ..)| *i == id) else {
                return Err(unreadable("a sheet without its part"));
            };
            // Chart sheets have no cells.
            if *worksheet {
                let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                let part = parts.iter().position(|(n, _)| *n == path).ok_or_else(|| unreadable("a sheet's part"))?;
                sheets.push((name, part));
            }
        }
        if sheets.is_empty() || sheets.len() > SHEETS_MOST {
            return Err(unreadable("too few or too many sheets"));
        }
        Ok(Book { bytes: bytes.to_vec(), sheets, strings, names, parts })
    }
}

/// The texts of all parts that are XML.
fn unpack(bytes: &[u8]) -> Result<Vec<(String, String)>, Failure> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    if zip.len() > PARTS_MOST {
        return Err(unreadable("too many parts"));
    }
    let (mut out, mut left, mut seen) = (Vec::new(), UNPACKED_MOST, BTreeSet::new());
    for i in 0..zip.len() {
        let part = zip.by_index(i).map_err(unreadable)?;
        let name = part.name().map_err(unreadable)?.into_owned();
        let odd = name.starts_with('/') || name.contains(['\\', ':', '\0']) || name.split('/').any(|p| p == "..");
        if odd || !seen.insert(name.to_ascii_lowercase()) {
            return Err(unreadable("a part's name"));
        }
        let lower = name.to_ascii_lowercase();
        if let Some((_, why)) = REFUSED.iter().find(|(word, _)| lower.contains(word)) {
            return Err(Failure::refused(why));
        }
        // What the file says of its own size proves nothing: it is read up to the bound.
        let mut content = Vec::new();
        let read = part.take(left + 1).read_to_end(&mut content).map_err(unreadable)? as u64;
        left = left.checked_sub(read).ok_or(Failure::refused("book-bomb"))?;
        if lower.ends_with(".xml") || lower.ends_with(".rels") || lower.ends_with(".vml") {
            let bare = content.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&content);
            let text = std::str::from_utf8(bare).map_err(unreadable)?;
            // Drawings of the old kind are HTML of sorts: they are carried along unread.
            if !lower.ends_with(".vml") {
                out.push((name, text.to_owned()));
            }
        }
    }
    Ok(out)
}

type Pairs = Vec<(String, String)>;

/// The sheets with their references, and the defined names.
fn workbook(xml: &str) -> Result<(Pairs, Pairs), Failure> {
    let (mut sheets, mut names, mut inside) = (Pairs::new(), Pairs::new(), false);
    walk(xml, |piece, _| {
        match piece {
            Piece::Open(e, closed) => match local(&e) {
                "sheet" => {
                    let (name, id) = (attribute(&e, "name")?, attribute(&e, "id")?);
                    sheets.push((name.unwrap_or_default(), id.unwrap_or_default()));
                }
                "definedName" => {
                    inside = !closed;
                    names.push((attribute(&e, "name")?.unwrap_or_default(), String::new()));
                }
                _ => {}
            },
            Piece::Text(t) if inside => {
                if let Some((_, target)) = names.last_mut() {
                    target.push_str(&t);
                }
            }
            Piece::Close(_) => inside = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok((sheets, names))
}

/// The references of the workbook: number, part, and whether it is a sheet with cells.
fn targets(xml: &str) -> Result<Vec<(String, String, bool)>, Failure> {
    let mut out = Vec::new();
    walk(xml, |piece, _| {
        if let Piece::Open(e, _) = piece
            && local(&e) == "Relationship"
        {
            let kind = attribute(&e, "Type")?.unwrap_or_default();
            let (id, target) = (attribute(&e, "Id")?.unwrap_or_default(), attribute(&e, "Target")?.unwrap_or_default());
            out.push((id, target, kind.ends_with("/worksheet")));
        }
        Ok(())
    })?;
    Ok(out)
}
