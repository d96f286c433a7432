//! What a disk may hold after a power cut: a recorded trace of writes and syncs, cut anywhere.
//!
//! Written data is safe once a sync of its file began after it and ended. Names (created, renamed, removed files) are
//! safe, in order, once any later sync ended, as on ext4. Of the rest, either nothing survives or a random choice of
//! 4 KiB blocks, a random part of the names included.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::ops::Range;
use std::path::Path;

use crate::kit::store::Dice;

const BLOCK: usize = 4096;

#[derive(Debug)]
pub(crate) enum Event {
    Open { path: String, inode: u64, create: bool },
    Write { inode: u64, at: usize, data: Range<usize> },
    Truncate { inode: u64, size: usize },
    SyncBegin { inode: u64 },
    SyncEnd { inode: u64 },
    Rename { from: String, to: String },
    Unlink { path: String },
    MakeDir { path: String },
    Acknowledge { data: Range<usize> },
}

/// A recorded trace.
pub(crate) struct Trace {
    bytes: Vec<u8>,
    pub(crate) events: Vec<Event>,
}

impl Trace {
    pub(crate) fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let (mut events, mut at) = (Vec::new(), 0);
        let number = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap());
        while at + 32 <= bytes.len() {
            let op = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
            let path_length = u32::from_le_bytes(bytes[at + 4..at + 8].try_into().unwrap()) as usize;
            let (length, offset, inode) = (number(at + 8) as usize, number(at + 16) as usize, number(at + 24));
            let start = at + 32 + path_length;
            let data = start..start + length;
            if data.end > bytes.len() {
                break;
            }
            let text = |range: Range<usize>| String::from_utf8(bytes[range].to_vec()).unwrap();
            let path = text(at + 32..start);
            at = data.end;
            events.push(match op {
                1 | 2 => Event::Open { path, inode, create: op == 1 },
                3 => Event::Write { inode, at: offset, data },
                4 => Event::Truncate { inode, size: offset },
                5 => Event::SyncBegin { inode },
                6 => Event::SyncEnd { inode },
                7 => Event::Rename { from: path, to: text(data) },
                8 => Event::Unlink { path },
                9 => Event::MakeDir { path },
                10 => Event::Acknowledge { data },
                _ => continue,
            });
        }
        Self { bytes, events }
    }

    /// Everything the program said up to an event.
    pub(crate) fn said(&self, until: usize) -> Vec<u8> {
        let mut all = Vec::new();
        for event in &self.events[..until] {
            if let Event::Acknowledge { data } = event {
                all.extend(&self.bytes[data.clone()]);
            }
        }
        all
    }

    /// The indices just after the acknowledgements.
    pub(crate) fn acknowledgements(&self) -> Vec<usize> {
        let says = |data: &Range<usize>| self.bytes[data.clone()].starts_with(b"ACK ");
        let at = self.events.iter().enumerate();
        at.filter(|(_, e)| matches!(e, Event::Acknowledge { data } if says(data))).map(|(i, _)| i + 1).collect()
    }
}

#[derive(Clone, Default)]
struct File {
    safe: Vec<u8>,
    /// Writes (data) and truncations (size), each with its event's index.
    pending: Vec<(usize, Change)>,
}

#[derive(Clone)]
enum Change {
    Write(usize, Range<usize>),
    Truncate(usize),
}

#[derive(Clone)]
enum Naming {
    Create(String, usize),
    Rename(String, String),
    Unlink(String),
    MakeDir(String),
}

/// The disk as the trace goes on: what is safe, and what only memory holds.
pub(crate) struct Disk<'a> {
    trace: &'a Trace,
    root: String,
    next: usize,
    files: Vec<File>,
    by_inode: HashMap<u64, usize>,
    live: BTreeMap<String, usize>,
    safe_names: BTreeMap<String, usize>,
    safe_dirs: BTreeSet<String>,
    namings: VecDeque<Naming>,
    /// How many namings have ever become safe.
    settled: usize,
    begun: HashMap<u64, VecDeque<(usize, usize)>>,
}

impl<'a> Disk<'a> {
    /// An empty disk on which `root` is the recorded folder.
    pub(crate) fn new(trace: &'a Trace, root: &Path) -> Self {
        Self {
            trace,
            root: root.to_str().unwrap().to_owned(),
            next: 0,
            files: Vec::new(),
            by_inode: HashMap::new(),
            live: BTreeMap::new(),
            safe_names: BTreeMap::new(),
            safe_dirs: BTreeSet::new(),
            namings: VecDeque::new(),
            settled: 0,
            begun: HashMap::new(),
        }
    }

    /// Lets the events up to `until` happen.
    pub(crate) fn advance(&mut self, until: usize) {
        while self.next < until {
            self.happen(self.next);
            self.next += 1;
        }
    }

    fn happen(&mut self, i: usize) {
        match &self.trace.events[i] {
            Event::Open { path, inode, create } => {
                if let Some(&file) = self.live.get(path) {
                    self.by_inode.insert(*inode, file);
                } else if *create {
                    self.files.push(File::default());
                    let file = self.files.len() - 1;
                    self.by_inode.insert(*inode, file);
                    self.live.insert(path.clone(), file);
                    self.namings.push_back(Naming::Create(path.clone(), file));
                }
            }
            Event::Write { inode, at, data } => self.change(i, *inode, Change::Write(*at, data.clone())),
            Event::Truncate { inode, size } => self.change(i, *inode, Change::Truncate(*size)),
            Event::Rename { from, to } => {
                if let Some(file) = self.live.remove(from) {
                    self.live.insert(to.clone(), file);
                }
                self.namings.push_back(Naming::Rename(from.clone(), to.clone()));
            }
            Event::Unlink { path } => {
                self.live.remove(path);
                self.namings.push_back(Naming::Unlink(path.clone()));
            }
            Event::MakeDir { path } => self.namings.push_back(Naming::MakeDir(path.clone())),
            Event::SyncBegin { inode } => {
                let names = self.settled + self.namings.len();
                self.begun.entry(*inode).or_default().push_back((i, names));
            }
            Event::SyncEnd { inode } => self.settle(*inode),
            Event::Acknowledge { .. } => {}
        }
    }

    fn change(&mut self, i: usize, inode: u64, change: Change) {
        if let Some(&file) = self.by_inode.get(&inode) {
            self.files[file].pending.push((i, change));
        }
    }

    fn settle(&mut self, inode: u64) {
        let Some((began, names)) = self.begun.get_mut(&inode).and_then(VecDeque::pop_front) else { return };
        if let Some(&file) = self.by_inode.get(&inode) {
            let file = &mut self.files[file];
            for (i, change) in std::mem::take(&mut file.pending) {
                if i < began {
                    write(&mut file.safe, &self.trace.bytes, &change, || true);
                } else {
                    file.pending.push((i, change));
                }
            }
        }
        while self.settled < names {
            let naming = self.namings.pop_front().unwrap();
            rename(&mut self.safe_names, &mut self.safe_dirs, naming);
            self.settled += 1;
        }
    }

    /// Writes what survives a cut here into `out`: only what is safe, or with `dice` also a random part of the rest.
    pub(crate) fn cut(&self, out: &Path, mut dice: Option<&mut Dice>) {
        let (mut names, mut dirs) = (self.safe_names.clone(), self.safe_dirs.clone());
        if let Some(dice) = &mut dice {
            let also = dice.below(self.namings.len() as u64 + 1) as usize;
            self.namings.iter().take(also).for_each(|naming| rename(&mut names, &mut dirs, naming.clone()));
        }
        let _ = std::fs::remove_dir_all(out);
        std::fs::create_dir_all(out).unwrap();
        let place = |path: &str| out.join(path.strip_prefix(&self.root).unwrap().trim_start_matches('/'));
        dirs.iter().for_each(|dir| std::fs::create_dir_all(place(dir)).unwrap());
        for (path, &file) in &names {
            let file = &self.files[file];
            let mut content = file.safe.clone();
            if let Some(dice) = &mut dice {
                let odds = [10, 50, 90, 100][dice.below(4) as usize];
                for (_, change) in &file.pending {
                    write(&mut content, &self.trace.bytes, change, || dice.below(100) < odds);
                }
            }
            let path = place(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
    }
}

fn rename(names: &mut BTreeMap<String, usize>, dirs: &mut BTreeSet<String>, naming: Naming) {
    match naming {
        Naming::Create(path, file) => {
            names.insert(path, file);
        }
        Naming::Rename(from, to) => {
            if let Some(file) = names.remove(&from) {
                names.insert(to, file);
            }
        }
        Naming::Unlink(path) => {
            names.remove(&path);
        }
        Naming::MakeDir(path) => {
            dirs.insert(path);
        }
    }
}

/// Applies a change; of a write only those blocks for which `survives` says so.
fn write(content: &mut Vec<u8>, bytes: &[u8], change: &Change, mut survives: impl FnMut() -> bool) {
    match change {
        Change::Truncate(size) => {
            if survives() {
                content.resize(*size, 0);
            }
        }
        Change::Write(at, data) => {
            let data = &bytes[data.clone()];
            let mut from = 0;
            while from < data.len() {
                let to = data.len().min(((at + from) / BLOCK + 1) * BLOCK - at);
                if survives() {
                    if content.len() < at + to {
                        content.resize(at + to, 0);
                    }
                    content[at + from..at + to].copy_from_slice(&data[from..to]);
                }
                from = to;
            }
        }
    }
}
