//! A table with files has to say which ([`Row::blobs`]) and nothing else: the sweep, the check, an upgrade and a restart follow.

use std::{fs, path::Path, sync::Arc};

use lianxin::{
    base::{Id, Stamp},
    store::{
        Index, IndexOf, Keeper, Row, Store, TableDef,
        blobs::{BlobId, Blobs},
        check::{Problem, check},
        engine::{DiskEngine, DiskOptions, Engine, MemoryEngine, Op},
        keeper::{self, Proof},
        layout::{LAYOUT, upgrade},
        transfer::import,
    },
};
use serde::{Deserialize, Serialize};

const NOW: Stamp = Stamp(1_795_000_000_000);

#[derive(Clone, Serialize, Deserialize)]
struct Film {
    id: Id<Film>,
    parts: Vec<BlobId>,
}

impl Row for Film {
    const TAG: u8 = 0x21;
    const NAME: &'static str = "film";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn blobs(&self) -> Vec<BlobId> {
        self.parts.clone()
    }
}

const TABLES: &[TableDef] = &[TableDef::of::<Film>()];

struct Bench {
    _dir: tempfile::TempDir,
    blobs: Blobs,
    engine: Arc<MemoryEngine>,
    store: Store,
}

impl Bench {
    fn new() -> Self {
        let (dir, engine) = (tempfile::tempdir().unwrap(), Arc::new(MemoryEngine::new()));
        let blobs = Blobs::open(dir.path(), 100).unwrap();
        Bench { store: Store::new(engine.clone(), TABLES).unwrap(), _dir: dir, blobs, engine }
    }
    fn file(&self, content: &[u8]) -> BlobId {
        self.blobs.put(content).unwrap()
    }
    fn put(&self, id: u64, parts: &[BlobId]) {
        let film = Film { id: Id::new(id), parts: parts.to_vec() };
        self.store.write_wait(move |tx| tx.put(&film)).unwrap();
        assert!(self.store.check().unwrap().is_clean());
    }
    fn delete(&self, id: u64) {
        self.store.write_wait(move |tx| tx.delete(Id::<Film>::new(id))).unwrap();
        assert!(self.store.check().unwrap().is_clean());
    }
    /// After as many sweeps as let a young file go: which are there.
    fn left<const N: usize>(&self, files: [BlobId; N]) -> [bool; N] {
        (0..3).for_each(|_| assert!(self.store.sweep(&self.blobs).unwrap() < 9));
        files.map(|file| self.blobs.get(file).unwrap().is_some())
    }
    fn problems(&self) -> Vec<Problem> {
        check(self.engine.as_ref(), TABLES, Some(&self.blobs), &|_, _| {}).unwrap().problems
    }
}

#[test]
fn a_file_stays_while_a_row_names_it_and_goes_with_the_last() {
    let b = Bench::new();
    let [one, two, three] = [b.file(b"one"), b.file(b"two"), b.file(b"three")];
    b.put(1, &[one, two]);
    b.put(2, &[two, two]);
    assert_eq!(b.left([one, two, three]), [true, true, false]);
    b.put(1, &[one]);
    assert_eq!(b.left([one, two]), [true, true], "another row names it still");
    b.delete(2);
    assert_eq!(b.left([one, two]), [true, false]);
    b.put(1, &[]);
    assert_eq!(b.left([one]), [false]);
    assert_eq!(b.problems(), []);
}

#[test]
fn a_file_that_is_named_and_not_there_is_a_problem() {
    let b = Bench::new();
    let (here, gone) = (b.file(b"here"), BlobId::of(b"gone"));
    b.put(1, &[here, gone]);
    assert_eq!(b.problems(), [Problem::NoFile(gone)]);
    assert!(b.store.check().unwrap().is_clean(), "without a folder only the store is looked at");
}

/// The table as a program had it that kept its files by an index of the table's own.
mod earlier {
    use super::*;

    #[derive(Clone, Serialize, Deserialize)]
    pub(super) struct Film(pub(super) Id<Film>, pub(super) Vec<BlobId>);
    const BY_FILE: Index<Film, [u8; 32]> =
        Index::many(1, "film.file", |film| film.1.iter().map(|file| *file.as_bytes()).collect());

    impl Row for Film {
        const TAG: u8 = 0x21;
        const NAME: &'static str = "film";
        fn id(&self) -> Id<Self> {
            self.0
        }
        fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
            &[&BY_FILE]
        }
    }
    pub(super) const TABLES: &[TableDef] = &[TableDef::of::<Film>()];
}

#[test]
fn an_earlier_store_learns_its_files() {
    let b = Bench::new();
    let [one, two] = [b.file(b"one"), b.file(b"two")];
    let old = Store::new(b.engine.clone(), earlier::TABLES).unwrap();
    old.write_wait(move |tx| tx.put(&earlier::Film(Id::new(1), vec![one]))).unwrap();
    let mark = Op::Put(vec![0xfb], (LAYOUT - 1).to_be_bytes().to_vec());
    b.engine.commit(b.engine.last_seq().unwrap() + 1, &[mark]).unwrap();
    assert!(!b.problems().is_empty(), "a store that was not brought up does not pass");
    let done = upgrade(b.engine.as_ref(), TABLES, &|_, _, _| {}).unwrap().unwrap();
    assert_eq!((done.from, done.changed), (LAYOUT - 1, 2), "the old entry goes, the file is counted");
    assert_eq!(b.problems(), []);
    assert_eq!(b.left([one, two]), [true, false]);
}

/// A photo that is lost or damaged is fetched from a backup; one that no backup has is named, and stops nothing.
#[test]
fn a_lost_file_is_fetched_or_named_and_stops_nothing() {
    let harms: [fn(&Path); 3] =
        [|file| fs::remove_file(file).unwrap(), |file| fs::write(file, b"phot0").unwrap(), |file| fs::write(file, b"").unwrap()];
    for harm in harms {
        for held in [true, false] {
            let dir = tempfile::tempdir().unwrap();
            let (data, other) = (dir.path().join("data"), dir.path().join("other"));
            let own = keeper::own_folder(&data);
            let (engine, _) = DiskEngine::open(&data, DiskOptions::small()).unwrap();
            let keeper = Keeper::over(Arc::new(engine), TABLES);
            keeper.upgrade(&|_, _, _| {}).unwrap();
            keeper.keys().unwrap();
            let blobs = Blobs::open(&data.join("blobs"), 100).unwrap().with_others(vec![own.join("blobs")]);
            let (photo, whole) = (blobs.put(b"photo").unwrap(), blobs.put(b"whole").unwrap());
            let film = Film { id: Id::new(1), parts: vec![photo, whole] };
            keeper.store().unwrap().write_wait(move |tx| tx.put(&film)).unwrap();
            let back_up = |minute: i64| keeper.back_up(&own, NOW.plus_seconds(60 * minute), Proof::Read, &|_| {}).unwrap();
            if held {
                back_up(0);
            }
            let name = photo.to_string();
            let place = data.join("blobs").join(&name[..2]).join(&name);
            harm(&place);
            let (gone, damaged) = (!place.exists(), u64::from(place.exists() && !held));

            // What is fetched by one is there for the next, so each gets the harm anew.
            let problem = if gone { Problem::NoFile(photo) } else { Problem::BadFile(photo) };
            let report = keeper.check(&|_, _| {}).unwrap();
            assert_eq!((report.files, report.problems), (2, if held { vec![] } else { vec![problem] }));
            let taken = back_up(1);
            assert_eq!(taken.manifest.lost, damaged);
            if held {
                harm(&place);
                assert_eq!(blobs.get(photo).unwrap().as_deref(), Some(&b"photo"[..]));
                assert_eq!(fs::read(&place).unwrap(), b"photo", "it is back in its place");
                harm(&place);
            }
            let mut out = Vec::new();
            let exported = keeper.export(&mut out, &|_| {}).unwrap();
            assert_eq!(exported.lost, if held { vec![] } else { vec![photo] });
            let report = import(&mut out.as_slice(), TABLES, &other, &DiskOptions::small(), &|_| {}).unwrap();
            assert_eq!((report.rows, report.is_clean()), (1, held), "what was written about it comes along");
            keeper::restore(&taken.path, &other, &keeper::Opening::with_cache(16), &|_| {}).unwrap();
        }
    }
}

/// What a cut left of a copy goes when the next is made; nothing else in the folder is touched.
#[test]
fn what_an_interrupted_copy_left_goes() {
    let dir = tempfile::tempdir().unwrap();
    let (data, usb) = (dir.path().join("data"), dir.path().join("usb"));
    let (engine, _) = DiskEngine::open(&data, DiskOptions::small()).unwrap();
    let keeper = Keeper::over(Arc::new(engine), TABLES);
    let id = BlobId::of(b"x").to_string();
    let folder = usb.join("blobs").join(&id[..2]);
    fs::create_dir_all(&folder).unwrap();
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let lay = |path: &Path, old: bool| {
        let file = fs::File::create(path).unwrap();
        if old {
            file.set_modified(long_ago).unwrap();
        }
    };
    let half = "lianxin-20200101-000000-000000000001.backup.new";
    let (gone, kept) = (
        [usb.join(half), folder.join(format!("{id}.0011223344556677.new"))],
        [usb.join("名册.new"), usb.join("lianxin-20200101-000000-000000000002.backup.new"), folder.join("other.new")],
    );
    gone.iter().for_each(|path| lay(path, true));
    [(&kept[0], true), (&kept[1], false), (&kept[2], true)].iter().for_each(|(path, old)| lay(path, *old));
    keeper.back_up(&usb, NOW, Proof::Read, &|_| {}).unwrap();
    assert_eq!(gone.map(|path| path.exists()), [false, false]);
    assert_eq!(kept.map(|path| path.exists()), [true, true, true], "the office's own, and what is being written");
}
