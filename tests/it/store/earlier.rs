//! Real earlier programs: a data folder, a backup and an export as the program of each layout wrote them are opened, looked
//! through, restored and imported by this one, and nothing is missing.
//!
//! `LIANXIN_EARLIER=write cargo test --test it store::earlier` has this program write the files of its own layout, once, while
//! the layout is new. They are never written again: what stands in them stands in real offices.
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufReader, Write},
    path::{Path, PathBuf},
};

use lianxin::{
    app::App,
    base::{Clock, Stamp},
    config::Config,
    domain::{
        TABLES,
        matters::items::{self, Item, Of, Photo},
        office::{
            accounts::password,
            settings::Settings,
            who::{Account, Actor, Role},
        },
    },
    mailroom::Mailroom,
    store::{
        Read, Tx,
        keeper::{self, Keeper, Opening, Proof},
        layout::LAYOUT,
    },
};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use crate::kit::{
    app::{PASSWORD, TestApp},
    files::family,
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/earlier");

fn archive(layout: u32) -> PathBuf {
    Path::new(FOLDER).join(format!("layout-{layout}.zip"))
}

/// How many rows of each table an export has, one a line.
fn counts(export: &[u8]) -> String {
    let mut all: BTreeMap<String, u64> = BTreeMap::new();
    for line in export.split(|b| *b == b'\n').filter(|l| l.starts_with(b"{\"row\"")) {
        let line: serde_json::Value = serde_json::from_slice(line).unwrap();
        *all.entry(line["row"]["table"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    all.iter().map(|(table, n)| format!("{table} {n}\n")).collect()
}

fn exported(keeper: &Keeper) -> Vec<u8> {
    let mut out = Vec::new();
    assert_eq!(keeper.export(&mut out, &|_| {}).unwrap().lost, []);
    out
}

/// A folder as the program opens it at its start.
fn open(data: &Path) -> Keeper {
    let (keeper, recovered) = Keeper::open(data, TABLES, &Opening::with_cache(16)).unwrap();
    assert!(recovered.is_empty(), "{recovered:?}");
    keeper.upgrade(&|_, _, _| {}).unwrap();
    keeper
}

/// A family of nine and what an office recorded of it, photographed, backed up, restored and worked in once more: a store, a
/// backup and a journal that goes on from it.
fn write() {
    let office = TestApp::on_disk();
    let family = family(&office);
    let (item, at) = (family.items[0].id, office.app.clock.now());
    let mut drawn = Vec::new();
    image::DynamicImage::new_rgb8(64, 48).write_to(&mut std::io::Cursor::new(&mut drawn), image::ImageFormat::Png).unwrap();
    let photo = Photo::read(&drawn).unwrap();
    let (blob, size) = (items::keep(&office.app.blobs, &photo).unwrap(), photo.bytes().len());
    let attach = move |tx: &mut Tx<'_>| items::attach(tx, Actor::Terminal, Of::Item(item), blob, size, at);
    office.app.store.write_wait(attach).unwrap();
    let keeper = office.app.keeper.clone().unwrap();
    let taken = keeper.back_up(&keeper::own_folder(&office.app.data), at, Proof::Restored, &|_| {}).unwrap();

    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    keeper::restore(&taken.path, &data, &Opening::with_cache(16), &|_| {}).unwrap();
    let keeper = open(&data);
    let own = keeper::own_folder(&data);
    keeper.back_up(&own, at.plus_seconds(60), Proof::Restored, &|_| {}).unwrap();
    let store = keeper.store().unwrap();
    for n in 0..3 {
        let note = move |tx: &mut Tx<'_>| {
            let item: Item = tx.get(item)?;
            tx.put(&Item { urges: item.urges + 1, urged: Some(at.plus_seconds(120 + n)), ..item })
        };
        store.write_wait(note).unwrap();
    }
    drop(store);
    let export = exported(&keeper);
    drop(keeper);
    fs::write(dir.path().join("rows.txt"), counts(&export)).unwrap();
    fs::write(dir.path().join("office.export"), export).unwrap();
    fs::create_dir_all(FOLDER).unwrap();
    pack(dir.path(), &archive(LAYOUT));
}

fn pack(dir: &Path, to: &Path) {
    let mut zip = ZipWriter::new(File::create(to).unwrap());
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(false);
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        let mut all: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        all.sort();
        for path in all {
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
                zip.start_file(name, options).unwrap();
                zip.write_all(&fs::read(&path).unwrap()).unwrap();
            }
        }
    }
    zip.finish().unwrap();
}

/// Everything that an office needs is there and can be read: rows, entries, counters, files, keys, the way in.
fn whole(data: &Path, rows: &str) {
    let keeper = open(data);
    let report = keeper.check(&|_, _| {}).unwrap();
    assert_eq!((report.total, report.problems), (0, vec![]), "{}", data.display());
    assert_eq!(counts(&exported(&keeper)), rows, "{}", data.display());
    let keys = keeper.keys().unwrap();
    let (store, clock) = (keeper.store().unwrap(), Clock::fixed(Stamp(1_795_000_000_000)));
    let mailroom = Mailroom::of(env!("CARGO_BIN_EXE_lianxin"));
    let app = App::new(store, Some(keeper), data.to_owned(), clock, Config::default(), keys, mailroom).unwrap();
    assert!(Settings::load(&app.store).unwrap().is_some());
    let clerk = app.store.by(&Account::BY_LOGIN, &Role::Clerk.key().to_owned()).unwrap().unwrap();
    assert!(password::fits(PASSWORD, &clerk.password), "somebody signs in");
}

#[test]
fn what_earlier_programs_wrote_is_opened_restored_and_imported() {
    if std::env::var_os("LIANXIN_EARLIER").is_some_and(|v| v == "write") {
        write();
    }
    assert!(archive(LAYOUT).exists(), "a new layout: LIANXIN_EARLIER=write cargo test --test it store::earlier");
    let mut all: Vec<PathBuf> = fs::read_dir(FOLDER).unwrap().map(|e| e.unwrap().path()).collect();
    all.sort();
    for path in all {
        let dir = tempfile::tempdir().unwrap();
        ZipArchive::new(File::open(&path).unwrap()).unwrap().extract(dir.path()).unwrap();
        let (data, rows) = (dir.path().join("data"), fs::read_to_string(dir.path().join("rows.txt")).unwrap());
        let backups = keeper::list(&keeper::own_folder(&data));
        let backup = dir.path().join("backup");
        keeper::restore(backups.last().unwrap(), &backup, &Opening::with_cache(16), &|_| {}).unwrap();
        whole(&backup, &rows);
        let import = dir.path().join("import");
        let mut export = BufReader::new(File::open(dir.path().join("office.export")).unwrap());
        keeper::import(&mut export, TABLES, &import, &Opening::with_cache(16), &|_| {}).unwrap();
        whole(&import, &rows);
        whole(&data, &rows);
    }
}
