//! Keys: the bytes of every part are pinned, their order is the order of the values, and no number is used twice.
use std::collections::{BTreeMap, BTreeSet};

use lianxin::{
    base::{BlindIndex, Crockford, Day, DivisionCode, GridCode, Id, Name, Phone, Stamp},
    domain::{TABLES, matters::items::ItemNo},
    store::{KeyPart, after_prefix, encode},
};
use proptest::prelude::*;

use crate::sources::sources;

fn hex(k: &impl KeyPart) -> String {
    data_encoding::HEXLOWER.encode(&encode(k))
}

/// What stands on disk in every office; a change here is a change of the store's format.
#[test]
fn the_bytes_of_every_key_part_are_pinned() {
    assert_eq!(hex(&0x07u8), "07");
    assert_eq!(hex(&0x0102u16), "0102");
    assert_eq!(hex(&0x0102_0304u32), "01020304");
    assert_eq!(hex(&0x0102_0304_0506_0708u64), "0102030405060708");
    assert_eq!(hex(&i64::MIN), "0000000000000000");
    assert_eq!(hex(&-1i64), "7fffffffffffffff");
    assert_eq!(hex(&0i64), "8000000000000000");
    assert_eq!(hex(&-2i32), "7ffffffe");
    assert_eq!(hex(&5i32), "80000005");
    assert_eq!(hex(&false), "00");
    assert_eq!(hex(&true), "01");
    assert_eq!(hex(&()), "");
    assert_eq!(hex(&String::new()), "0001");
    assert_eq!(hex(&"A\0网".to_owned()), "4100ffe7bd910001");
    assert_eq!(hex(&[1u8, 0, 255]), "0100ff");
    assert_eq!(hex(&None::<u8>), "00");
    assert_eq!(hex(&Some(9u8)), "0109");
    assert_eq!(hex(&(1u8, 2u16)), "010002");
    assert_eq!(hex(&(1u8, true, 3u8)), "010103");
    assert_eq!(hex(&(1u8, "a".to_owned(), 3u8, -1i32)), "01610001037fffffff");
    assert_eq!(hex(&Id::<()>::new(258)), "0000000000000102");
    assert_eq!(hex(&Day::ymd(1970, 1, 2).unwrap()), "80000001");
    assert_eq!(hex(&Stamp(-1)), "7fffffffffffffff");
    assert_eq!(hex(&BlindIndex([0xab; 16])), "ab".repeat(16));
    assert_eq!(hex(&Name::parse("王秀英").unwrap()), "e78e8be7a780e88bb10001");
    assert_eq!(hex(&Phone::parse("+86 138-0000-0001").unwrap()), "31333830303030303030310001");
    assert_eq!(hex(&DivisionCode::parse("320211001001").unwrap()), "3332303231313030313030310001");
    assert_eq!(hex(&GridCode::parse("320211001001002").unwrap()), "3332303231313030313030313030320001");
    assert_eq!(hex(&Crockford::from_bytes([0; 10])), "30".repeat(17) + "0001");
    // 261103 00042 and its check digit: 26110300042 doubles to 44, so the digit is 6.
    let no = ItemNo::new(Day::ymd(2026, 11, 3).unwrap(), 42).unwrap();
    assert_eq!(no.to_string(), format!("26110300042{}", luhn("26110300042")));
    assert_eq!(hex(&no), format!("{:016x}", no.to_string().parse::<u64>().unwrap()));
}

/// The check digit as the standard's annex computes it, from the right, over text.
fn luhn(body: &str) -> u32 {
    let sum: u32 = body
        .chars()
        .rev()
        .enumerate()
        .map(|(i, c)| {
            let d = c.to_digit(10).unwrap();
            if i % 2 == 0 { [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][d as usize] } else { d }
        })
        .sum();
    (10 - sum % 10) % 10
}

fn whole<T: KeyPart + Clone + PartialEq + std::fmt::Debug>(v: &T) -> Result<(), TestCaseError> {
    let bytes = encode(v);
    let mut rest = bytes.as_slice();
    prop_assert_eq!(T::take(&mut rest), Some(v.clone()));
    prop_assert!(rest.is_empty());
    for cut in 0..bytes.len() {
        let mut short = &bytes[..cut];
        // A key cut short may read as another value, never as this one, and never with bytes left over.
        let read = T::take(&mut short);
        prop_assert!(read.as_ref() != Some(v) || !short.is_empty());
    }
    Ok(())
}

fn ordered<T: KeyPart + Clone + Ord + std::fmt::Debug>(a: T, b: T) -> Result<(), TestCaseError> {
    prop_assert_eq!(encode(&a).cmp(&encode(&b)), a.cmp(&b), "{:?} {:?}", a, b);
    whole(&a)
}

/// Texts that are easy to get wrong: empty, with NUL and FF-like characters, each other's prefixes.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(prop::sample::select(vec!['\0', '\u{1}', 'a', 'b', '\u{ff}', '网', '𠅤']), 0..6)
            .prop_map(|c| c.into_iter().collect()),
        any::<String>(),
    ]
}

fn near<T: Clone + std::fmt::Debug>(s: impl Strategy<Value = T>) -> impl Strategy<Value = (T, T)> {
    prop::collection::vec(s, 2).prop_map(|v| (v[0].clone(), v[1].clone()))
}

proptest! {
    #[test]
    fn numbers_keep_their_order(a: i64, b: i64, c: i32, d: i32, e: u16, f: u16, g: u64, h: u64) {
        ordered(a, b)?;
        ordered(a, a.wrapping_add(1))?;
        ordered(c, d)?;
        ordered(e, f)?;
        ordered(g, h)?;
        ordered(u32::from(e), u32::from(f))?;
        ordered((c > 0, Day(c)), (d > 0, Day(d)))?;
        ordered(Stamp(a), Stamp(b))?;
        ordered(Id::<()>::new(g), Id::<()>::new(h))?;
        ordered(g.to_be_bytes(), h.to_be_bytes())?;
    }
    #[test]
    fn texts_keep_their_order((a, b) in near(text())) {
        ordered(a, b)?;
    }
    #[test]
    fn tuples_keep_their_order(
        (a, b) in near((text(), -2i64..2)),
        (c, d) in near((text(), text(), 0u8..2)),
        (e, f) in near((prop::option::of(-1i64..1), text(), any::<bool>(), 0u32..2)),
        (g, h) in near(prop::option::of((text(), -1i32..1))),
    ) {
        ordered(a, b)?;
        ordered(c, d)?;
        ordered(e, f)?;
        ordered(g, h)?;
    }
    /// The range under a first part holds exactly the keys that begin with that part.
    #[test]
    fn a_prefix_takes_in_its_own_keys_and_no_other(part in text(), other in text(), tail in text()) {
        let (from, key) = (encode(&part), encode(&(other.clone(), tail)));
        let inside = from <= key && key < after_prefix(&from);
        prop_assert_eq!(inside, part == other);
    }
    /// No bytes make reading a key panic.
    #[test]
    fn garbage_is_no_key(bytes: Vec<u8>) {
        let _ = <(String, Option<i64>)>::take(&mut bytes.as_slice());
        let _ = <(bool, Name, Phone)>::take(&mut bytes.as_slice());
        let _ = <(GridCode, DivisionCode)>::take(&mut bytes.as_slice());
        let _ = <(Crockford, BlindIndex, Day, Stamp)>::take(&mut bytes.as_slice());
    }
}

#[test]
fn the_end_of_a_prefix_is_right_after_it() {
    assert_eq!(after_prefix(&[0x20, 0x01]), [0x20, 0x02]);
    assert_eq!(after_prefix(&[0x20, 0xff, 0xff]), [0x21]);
    assert!(after_prefix(&[0xff]).as_slice() > [0xff; 60].as_slice());
}

/// The tags on disk; a table is added here when it is made, and its line never changes.
const TAGS: &[(u8, &str)] = &[
    (0x10, "settings"),
    (0x11, "audit"),
    (0x12, "staff"),
    (0x13, "account"),
    (0x14, "session"),
    (0x15, "grid"),
    (0x16, "post"),
    (0x17, "building"),
    (0x18, "house"),
    (0x19, "household"),
    (0x1A, "resident"),
    (0x1B, "card"),
    (0x1C, "service"),
    (0x1D, "service-version"),
    (0x20, "item"),
    (0x21, "event"),
    (0x22, "attachment"),
    (0x23, "draft"),
    (0x24, "visit"),
    (0x25, "print-job"),
    (0x26, "chore"),
    (0x27, "workflow"),
    (0x28, "supervision"),
    (0x29, "conference"),
    (0x2A, "help"),
    (0x2B, "custody"),
    (0x2C, "followup"),
    (0x2D, "notice"),
    (0x2E, "recovery"),
    (0x30, "calendar-year"),
    (0x31, "api-key"),
    (0x32, "open311-access"),
    (0x33, "wall"),
    (0x34, "lexicon"),
    (0x35, "learned"),
    (0x36, "terminal"),
    (0x37, "call"),
    (0x38, "voice"),
    (0x3A, "sounds"),
    (0x3B, "register-entry"),
    (0x3C, "register-change"),
    (0x3D, "office-table"),
    (0x40, "purpose"),
    (0x41, "purpose-version"),
    (0x42, "consent"),
    (0x43, "personal-ask"),
    (0x44, "deletion"),
    (0x45, "export-request"),
    (0x46, "boundary"),
    (0x3F, "standing"),
    (0x47, "touched"),
    (0x3E, "household-change"),
    (0x48, "report"),
    (0x49, "announcement"),
];

#[test]
fn tags_of_tables_are_pinned_and_unique() {
    let pinned: BTreeMap<u8, &str> = TAGS.iter().copied().collect();
    let real: BTreeMap<u8, &str> = TABLES.iter().map(|t| (t.tag, t.name)).collect();
    assert_eq!(pinned.len(), TAGS.len(), "a tag is pinned twice");
    assert_eq!(real.len(), TABLES.len(), "two tables share a tag");
    assert_eq!(real, pinned, "new tables are pinned in TAGS; tags of old ones never change");
    assert_eq!(TABLES.iter().map(|t| t.name).collect::<BTreeSet<_>>().len(), TABLES.len(), "two tables share a name");
    assert!(real.keys().all(|t| (0x10..=0xEF).contains(t)), "tables use 0x10–0xEF");
}

#[test]
fn numbers_of_indexes_are_unique_in_their_table() {
    for table in TABLES {
        let numbers: Vec<u8> = (table.indexes)().iter().map(|ix| ix.0).collect();
        let unique: BTreeSet<u8> = numbers.iter().copied().collect();
        assert!(unique.len() == numbers.len() && !unique.contains(&0), "{}: {numbers:?}", table.name);
    }
}

/// What follows a constructor's name anywhere in the domain, with the file it stands in.
fn calls(word: &str) -> Vec<(String, String)> {
    let files = sources("src/domain").into_iter();
    files
        .flat_map(|(file, text)| text.split(word).skip(1).map(|rest| (file.clone(), rest.to_owned())).collect::<Vec<_>>())
        .collect()
}

fn number<T: std::str::FromStr<Err: std::fmt::Debug>>(rest: &str) -> T {
    rest.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// Numbers given to a constructor anywhere in the domain, with the file they stand in.
pub(super) fn numbers(word: &str) -> Vec<(String, u32)> {
    calls(word).into_iter().map(|(file, rest)| (file, number(&rest))).collect()
}

#[test]
fn families_of_counters_have_numbers_of_their_own() {
    let all = numbers("Counter::new(");
    assert!(all.len() >= 16, "the counters were found");
    let mut seen = BTreeMap::new();
    for (file, no) in all {
        if let Some(other) = seen.insert(no, file.clone()) {
            panic!("counter family {no} stands in {other} and in {file}");
        }
    }
}

/// Every declared index is listed by its table, once: one that is not would never be kept.
#[test]
fn every_declared_index_is_kept() {
    let found = [calls("Index::many("), calls("Index::unique(")].concat();
    let mut declared: Vec<(String, u8)> =
        found.iter().map(|(_, rest)| (rest.split('"').nth(1).unwrap().to_owned(), number(rest))).collect();
    let mut kept: Vec<(String, u8)> =
        TABLES.iter().flat_map(|t| (t.indexes)()).map(|(no, name, _)| (name.to_owned(), no)).collect();
    declared.sort();
    kept.sort();
    assert!(declared.len() > 60, "the indexes were found");
    assert_eq!(declared, kept);
}
