//! Keys are data: whatever happens to a key file, nothing goes on with a wrong one, and the right one is found and put back.
use std::{
    fs,
    path::{Path, PathBuf},
};

use lianxin::{
    base::{Clock, Stamp},
    checkup::{self, Level},
    domain::TABLES,
    store::{
        Keeper,
        check::Problem,
        keeper::{self, EngineError, KeyFault, Opening, Proof, keys_at_rest},
    },
};

use crate::kit::app::furnish;

const NOW: Stamp = Stamp(1_795_000_000_000);

struct Office {
    _dir: tempfile::TempDir,
    data: PathBuf,
    backup: PathBuf,
}

fn open(data: &Path) -> Keeper {
    let (keeper, _) = Keeper::open(data, TABLES, &Opening::with_cache(16)).unwrap();
    keeper.upgrade(&|_, _, _| {}).unwrap();
    keeper
}

fn back_up(keeper: &Keeper, data: &Path, minute: i64) -> Result<PathBuf, EngineError> {
    let at = NOW.plus_seconds(minute * 60);
    keeper.back_up(&keeper::own_folder(data), at, Proof::Read, &|_| {}).map(|taken| taken.path)
}

/// An office with rows, keys and a backup of both.
fn office() -> Office {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let keeper = open(&data);
    keeper.keys().unwrap();
    furnish(&keeper.store().unwrap(), Clock::fixed(NOW).now());
    let backup = back_up(&keeper, &data, 0).unwrap();
    keeper.close();
    Office { _dir: dir, data, backup }
}

/// What is done to a key file, and what is then wrong with it.
type Harm = (fn(&Path), KeyFault);
const HARMS: [Harm; 4] = [
    (|key| fs::remove_file(key).unwrap(), KeyFault::Missing),
    (|key| change(key, |bytes| bytes.truncate(bytes.len() - 1)), KeyFault::Length),
    (|key| change(key, |bytes| bytes[7] ^= 4), KeyFault::Changed),
    (|key| change(key, |bytes| bytes.fill(9)), KeyFault::Changed),
];

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_key_that_is_not_the_one_is_said_everywhere_and_put_back() {
    for name in ["seal.key", "sign.key"] {
        for (harm, fault) in HARMS {
            let o = office();
            let key = o.data.join("keys").join(name);
            let right = fs::read(&key).unwrap();
            assert_eq!(keys_at_rest(&o.data).unwrap(), []);
            harm(&key);
            assert_eq!(keys_at_rest(&o.data).unwrap(), [(name, fault)]);
            assert_eq!(checkup::judge_keys(&[(name, fault)]).level, Level::Bad);

            let keeper = open(&o.data);
            let refused = |e: EngineError| match e {
                EngineError::Key { name: n, fault: f, backup } => {
                    assert_eq!((n, f, backup), (name, fault, Some(o.backup.clone())))
                }
                other => panic!("{other}"),
            };
            refused(keeper.keys().map(|_| ()).unwrap_err());
            refused(back_up(&keeper, &o.data, 1).unwrap_err());
            assert_eq!(
                keeper::list(&keeper::own_folder(&o.data)),
                std::slice::from_ref(&o.backup),
                "the right key is not rotated away"
            );
            let report = keeper.check(&|_, _| {}).unwrap();
            assert_eq!(report.problems, [Problem::Key { name, fault }]);
            assert!(
                keeper::own_folder(&o.data).is_dir() && (key.exists() == (fault != KeyFault::Missing)),
                "nothing is made anew"
            );

            assert_eq!(keeper.fetch_keys(&o.backup).unwrap(), [name]);
            assert_eq!(fs::read(&key).unwrap(), right);
            keeper.keys().unwrap();
            assert_eq!(keeper.fetch_keys(&o.backup).unwrap(), [""; 0]);
            assert!(keeper.check(&|_, _| {}).unwrap().is_clean());
            back_up(&keeper, &o.data, 2).unwrap();
        }
    }
}

#[test]
fn another_offices_key_is_refused_and_its_backup_gives_none() {
    let (own, other) = (office(), office());
    fs::copy(other.data.join("keys/seal.key"), own.data.join("keys/seal.key")).unwrap();
    let keeper = open(&own.data);
    assert!(matches!(keeper.keys(), Err(EngineError::Key { name: "seal.key", fault: KeyFault::Changed, .. })));
    let refused = keeper.fetch_keys(&other.backup);
    assert!(matches!(refused, Err(EngineError::Key { name: "seal.key", .. })), "{refused:?}");
    assert_eq!(keeper.fetch_keys(&own.backup).unwrap(), ["seal.key"]);
}

/// A restore brings the keys back with the data, whatever lay there.
#[test]
fn a_restore_brings_its_keys() {
    let o = office();
    let right = fs::read(o.data.join("keys/seal.key")).unwrap();
    fs::remove_dir_all(o.data.join("keys")).unwrap();
    keeper::restore(&o.backup, &o.data, &Opening::with_cache(16), &|_| {}).unwrap();
    assert_eq!(fs::read(o.data.join("keys/seal.key")).unwrap(), right);
    open(&o.data).keys().unwrap();
}

/// Keys are made where nothing is sealed yet, and never again; a folder of an earlier program has none known of yet.
#[test]
fn keys_are_made_once() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let keeper = open(&data);
    let seal = |keeper: &Keeper| keeper.keys().map(|keys| keys.seal.mac("x", b"x"));
    let first = seal(&keeper).unwrap();
    assert_eq!(seal(&keeper).unwrap(), first);
    keeper.close();
    assert_eq!(seal(&open(&data)).unwrap(), first);

    let early = dir.path().join("early");
    let keeper = open(&early);
    furnish(&keeper.store().unwrap(), NOW);
    let missing = seal(&keeper);
    assert!(matches!(missing, Err(EngineError::Key { fault: KeyFault::Missing, .. })), "rows, and no key: {missing:?}");
    assert!(!early.join("keys").exists());
    fs::create_dir(early.join("keys")).unwrap();
    for name in ["seal.key", "sign.key"] {
        fs::copy(data.join("keys").join(name), early.join("keys").join(name)).unwrap();
    }
    assert_eq!(seal(&keeper).unwrap(), first, "an earlier folder's keys are taken as they are");
    change(&early.join("keys/sign.key"), |bytes| bytes[0] ^= 1);
    assert!(
        matches!(seal(&keeper), Err(EngineError::Key { name: "sign.key", fault: KeyFault::Changed, .. })),
        "and known from then on"
    );
}
