//! Files spoilt in the ways in which files are spoilt, by accident and on purpose. The same dice spoil the same file in the same
//! way.
use std::io::{Cursor, Read, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::kit::store::Dice;

/// The most bytes of a spoilt part.
const MOST: usize = 256 << 10;

/// Numbers at which readers err, as text and as bytes.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "1",
    "255",
    "65536",
    "1048577",
    "99999999",
    "4294967295",
    "40000000000000",
    "18446744073709551615",
    "1e308",
    "NaN",
];
const LENGTHS: [u64; 9] = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, u64::MAX];

pub(super) fn pick<'a, T>(dice: &mut Dice, of: &'a [T]) -> &'a T {
    &of[dice.below(of.len() as u64) as usize]
}

/// Some bytes, spoilt by a few deeds; `others` are files to take pieces of, `words` what the format is made of.
pub(super) fn bytes(dice: &mut Dice, seed: &[u8], others: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let mut out = seed.to_vec();
    for _ in 0..=dice.below(4) {
        deed(dice, &mut out, others, words);
        out.truncate(MOST);
    }
    out
}

fn deed(dice: &mut Dice, out: &mut Vec<u8>, others: &[Vec<u8>], words: &[&str]) {
    let len = out.len();
    let mut place = |n: usize| dice.below(n as u64 + 1) as usize;
    let (a, b) = (place(len), place(len));
    let (from, to) = (a.min(b), a.max(b).min(a.min(b) + 4_096));
    match dice.below(11) {
        0 if from < len => out[from] ^= 1 << dice.below(8),
        1 if from < len => out[from] = *pick(dice, &[0, 1, 0x20, 0x22, 0x3c, 0x7f, 0x80, 0xfe, 0xff]),
        2 => {
            // A length field, of either order.
            let (n, wide) = (*pick(dice, &LENGTHS), *pick(dice, &[2usize, 4, 8]));
            let field = if dice.below(2) == 0 { n.to_le_bytes()[..wide].to_vec() } else { n.to_be_bytes()[8 - wide..].to_vec() };
            let end = (from + wide).min(len);
            out.splice(from..end, field);
        }
        3 => drop(out.drain(from..to)),
        4 => out.truncate(from),
        5 => {
            // A piece again and again.
            let piece = out[from..to].repeat(1 + dice.below(200) as usize);
            let piece = &piece[..piece.len().min(MOST)];
            out.splice(from..from, piece.iter().copied());
        }
        6 => {
            let other = pick(dice, others);
            let at = dice.below(other.len() as u64 + 1) as usize;
            let end = (at + 2_048).min(other.len());
            out.splice(from..to, other[at..end].iter().copied());
        }
        7 | 8 => {
            // A number blown up.
            if let Some((at, end)) = number(out, from) {
                out.splice(at..end, pick(dice, &NUMBERS).bytes());
            }
        }
        9 if !words.is_empty() => {
            let word = pick(dice, words).repeat(1 + dice.below(3) as usize * dice.below(300) as usize);
            out.splice(from..from, word.into_bytes());
        }
        _ => {
            let noise: Vec<u8> = (0..dice.below(40)).map(|_| dice.next() as u8).collect();
            out.splice(from..from, noise);
        }
    }
}

/// The first run of digits behind a place, or else the first of all.
fn number(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let run = |start: usize| {
        let at = start + bytes[start..].iter().position(u8::is_ascii_digit)?;
        let end = bytes[at..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |n| at + n);
        Some((at, end))
    };
    run(from).or_else(|| run(0))
}

type Parts = Vec<(String, Vec<u8>)>;

pub(super) fn unzip(file: &[u8]) -> Parts {
    let mut zip = ZipArchive::new(Cursor::new(file)).unwrap();
    (0..zip.len())
        .map(|i| {
            let mut part = zip.by_index(i).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

pub(super) fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        // The same name twice is refused by the writer; what reads such a file is tried by the bytes.
        if out.start_file(name.as_str(), options).is_ok() {
            out.write_all(bytes).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

/// A zip: mostly one of its parts is spoilt and all is packed anew; sometimes the packed file.
pub(super) fn zip(dice: &mut Dice, seeds: &[Vec<u8>], words: &[&str]) -> Vec<u8> {
    let seed = pick(dice, seeds);
    if dice.below(6) == 0 {
        return bytes(dice, seed, seeds, &[]);
    }
    let mut parts = unzip(seed);
    let others: Vec<Vec<u8>> = parts.iter().map(|(_, b)| b.clone()).collect();
    for _ in 0..=dice.below(2) {
        let at = dice.below(parts.len() as u64) as usize;
        match dice.below(12) {
            0 if parts.len() > 1 => drop(parts.remove(at)),
            1 => {
                let (name, content) = parts[at].clone();
                parts.push((name.replace('1', "9") + "x", content));
            }
            2 => parts[at].1 = pick(dice, &others).clone(),
            3 => {
                let texts = "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" uniqueCount=\"".to_owned();
                let texts = texts + *pick(dice, &NUMBERS) + "\"><si><t>a</t></si></sst>";
                parts.push(("xl/sharedStrings.xml".into(), texts.into_bytes()));
            }
            _ => parts[at].1 = bytes(dice, &parts[at].1, &others, words),
        }
    }
    zipped(&parts)
}

/// A PNG whose checksums are right again.
pub(super) fn png(mut file: Vec<u8>) -> Vec<u8> {
    let mut at = 8;
    while let Some(head) = file.get(at..at + 4) {
        let length = u32::from_be_bytes(head.try_into().unwrap()) as usize;
        let Some(end) = at.checked_add(8 + length).filter(|end| end + 4 <= file.len()) else { break };
        let sum = crc32fast::hash(&file[at + 4..end]);
        file[end..end + 4].copy_from_slice(&sum.to_be_bytes());
        at = end + 4;
    }
    file
}

/// A backup whose records' checksums are right again.
pub(super) fn backup(mut file: Vec<u8>) -> Vec<u8> {
    let mut at = 16;
    while let Some(head) = file.get(at..at + 13) {
        let long = |from: usize| u32::from_le_bytes(head[from..from + 4].try_into().unwrap()) as usize;
        let Some(end) = at.checked_add(13 + long(1) + long(5)).filter(|end| *end <= file.len()) else { break };
        let mut sum = crc32fast::Hasher::new();
        sum.update(&head[..5]);
        sum.update(&file[at + 13..end]);
        let sum = sum.finalize().to_le_bytes();
        file[at + 9..at + 13].copy_from_slice(&sum);
        at = end;
    }
    file
}
