//! Rows as they lie on the disk of every office: a sample or more of each table, what it says, and the keys that follow from it
//! in every index and every family of counters. Samples are bytes, not code: a row whose shape changes no longer reads them.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use data_encoding::HEXLOWER;
use lianxin::{
    domain::{
        TABLES,
        insight::{clarity, privacy, reports},
        lobby::{announcements, calls, lexicon, terminals, voices},
        matters::{catalog, items, open311},
        office::{accounts, audit, calendar, chores, prints, recoveries, settings, who},
        places::grids,
        registry::{cards, moves, people, registers, visits},
    },
    store::{Row, TableDef},
};

use super::sample::sample;

/// Invented rows that are looked at for keys that no sample has yet.
const TRIES: u64 = 3_000;

/// Stored rows of each table, enough for a key in each of its indexes and counters.
fn fresh() -> BTreeMap<&'static str, Vec<Vec<u8>>> {
    macro_rules! of {
        ($($noun:ident: $($row:ty),+;)+) => {
            BTreeMap::from([$($((<$row>::NAME, rows::<$row>())),+),+])
        };
    }
    of! {
        settings: settings::Settings, settings::Workflow;
        audit: audit::Entry;
        calendar: calendar::CalendarYear;
        who: who::Staff, who::Account;
        accounts: accounts::Session, accounts::WallKey;
        prints: prints::PrintJob;
        chores: chores::Chore;
        recoveries: recoveries::Recovery;
        grids: grids::Grid, grids::Post, grids::Building, grids::House, grids::boundary::Boundary;
        people: people::Household, people::Resident, people::Touched;
        cards: cards::Card;
        registers: registers::Entry, registers::EntryChange, registers::OfficeTable;
        moves: moves::HouseholdChange;
        visits: visits::Visit;
        catalog: catalog::Service, catalog::ServiceVersion;
        items: items::Item, items::Event, items::Attachment, items::Draft, items::Supervision, items::Conference, items::Help,
            items::Custody, items::FollowUp, items::Notice;
        open311: open311::ApiKey, open311::Access;
        announcements: announcements::Announcement;
        terminals: terminals::Terminal;
        calls: calls::Call;
        lexicon: lexicon::Word, lexicon::Sounds, lexicon::Learned;
        voices: voices::Voice;
        clarity: clarity::CheckResult;
        reports: reports::Report;
        privacy: privacy::Purpose, privacy::PurposeVersion, privacy::Consent, privacy::Ask, privacy::Deletion,
            privacy::ExportRequest;
    }
}

fn rows<R: Row>() -> Vec<Vec<u8>> {
    let table = TABLES.iter().find(|t| t.tag == R::TAG).unwrap();
    let (mut seen, mut out) = (BTreeSet::new(), Vec::new());
    for seed in 0..TRIES {
        let bytes = postcard::to_extend(&sample::<R>(seed), vec![R::VERSION]).unwrap();
        let before = seen.len();
        seen.extend(keys(table, &bytes).iter().map(|(key, _)| key[..2].to_vec()));
        if seen.len() > before {
            out.push(bytes);
        }
    }
    out
}

/// What follows from a row: keys of entries with their values, keys of counters with their amounts.
fn keys(table: &TableDef, row: &[u8]) -> Vec<(Vec<u8>, String)> {
    let implied = (table.implied)(row).unwrap_or_else(|e| panic!("{}: {e}", table.name));
    let entries = implied.entries.into_iter().map(|(key, value)| (key, HEXLOWER.encode(&value)));
    let counts = implied.counts.into_iter().map(|(key, n)| (key, n.to_string()));
    let mut all: Vec<_> = entries.chain(counts).collect();
    all.sort();
    all
}

/// A sample as the file holds it.
fn written(table: &TableDef, row: &[u8]) -> String {
    let json = (table.to_json)(row).unwrap_or_else(|e| panic!("{}: {e}", table.name));
    let mut out = format!("{} {}\n  {json}\n", table.name, HEXLOWER.encode(row));
    for (key, value) in keys(table, row) {
        out += &format!("  {} {value}\n", HEXLOWER.encode(&key));
    }
    out
}

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/rows.txt")
}

/// The samples of the file: table, stored row, all its lines.
fn kept() -> Vec<(String, Vec<u8>, String)> {
    let text = fs::read_to_string(golden()).unwrap_or_default();
    let mut out: Vec<(String, Vec<u8>, String)> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("  "), out.last_mut()) {
            (Some(_), Some((_, _, lines))) => *lines += &format!("{line}\n"),
            _ => {
                let (table, row) = line.split_once(' ').unwrap();
                out.push((table.to_owned(), HEXLOWER.decode(row.as_bytes()).unwrap(), format!("{line}\n")));
            }
        }
    }
    out
}

/// The version of rows that the program writes.
fn version(table: &TableDef, row: &[u8]) -> u8 {
    let json = (table.to_json)(row).unwrap_or_else(|e| panic!("{}: {e}", table.name));
    (table.from_json)(json).unwrap().1[0]
}

/// Adds samples of tables and versions that have none. What is there stays: old rows lie on disks. What they say is written
/// anew only where the table has a later version.
fn write() {
    let (kept, fresh) = (kept(), fresh());
    let mut out = String::new();
    for table in TABLES {
        let fresh = fresh.get(table.name).unwrap_or_else(|| panic!("{} is not named in this file", table.name));
        let now = fresh[0][0];
        let old: Vec<_> = kept.iter().filter(|(name, ..)| name == table.name).collect();
        for (_, row, lines) in &old {
            out += &if row[0] == now { lines.clone() } else { written(table, row) };
        }
        if old.iter().all(|(_, row, _)| row[0] != now) {
            out.extend(fresh.iter().map(|row| written(table, row)));
        }
    }
    fs::write(golden(), out).unwrap();
}

const HOW: &str = "LIANXIN_GOLDEN=write cargo test --test it -- store::rows adds samples of new tables and versions";

#[test]
fn rows_on_disk_read_as_they_were_meant() {
    if std::env::var_os("LIANXIN_GOLDEN").is_some_and(|v| v == "write") {
        write();
    }
    let kept = kept();
    for table in TABLES {
        let mut current = false;
        for (_, row, lines) in kept.iter().filter(|(name, ..)| name == table.name) {
            let version = version(table, row);
            current |= row[0] == version;
            let (says, said) = (written(table, row), lines);
            assert!(
                says == *said,
                "{}: a stored row no longer means what it meant. A row that changes takes a higher VERSION and reads the old one \
                 in `upgrade`; a key that changes takes a higher LAYOUT. Then {HOW}.\nwas {said}\nis {says}",
                table.name
            );
            if row[0] == version {
                let again = (table.from_json)((table.to_json)(row).unwrap()).unwrap().1;
                assert_eq!(HEXLOWER.encode(&again), HEXLOWER.encode(row), "{}: is stored in another form", table.name);
            }
        }
        assert!(current, "{}: no sample of the rows that are written now. {HOW}", table.name);
    }
}

#[test]
fn every_index_and_every_family_of_counters_has_a_key() {
    let mut seen = BTreeSet::new();
    for (name, row, _) in kept() {
        let Some(table) = TABLES.iter().find(|t| t.name == name) else { panic!("{name}: rows of this table lie on disks") };
        seen.extend(keys(table, &row).into_iter().map(|(key, _)| (key[0], key[1])));
    }
    let indexes = TABLES.iter().flat_map(|t| (t.indexes)().into_iter().map(|(no, name, _)| ((t.tag, no), name)));
    let without: Vec<&str> = indexes.filter(|(at, _)| !seen.contains(at)).map(|(_, name)| name).collect();
    assert!(without.is_empty(), "no sample has a key in {without:?}. {HOW}");
    let mut families = super::keys::numbers("Counter::new(");
    families.retain(|(_, no)| !seen.contains(&(0xFE, u8::try_from(*no).unwrap())));
    assert!(families.is_empty(), "no sample counts in {families:?}. {HOW}");
}
