//! A workload whose result is known in full: every writer's rows follow from how many writes it made.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use lianxin::store::engine::{Dir, Engine, EngineError, Op};

pub(crate) type Rows = BTreeMap<Vec<u8>, Vec<u8>>;

const ROW: u8 = 1;
const ENTRY: u8 = 2;
const COUNT: u8 = 3;
pub(crate) const WRITERS: u8 = 16;

/// A small generator of numbers: the same seed gives the same numbers.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

fn row_key(writer: u8, n: u32) -> Vec<u8> {
    [&[ROW, writer][..], &n.to_be_bytes()].concat()
}

fn value(writer: u8, n: u32) -> Vec<u8> {
    let length = if n % 97 == 50 { 40_000 } else { 300 + (n as usize * 37) % 400 };
    let mut dice = Dice(u64::from(writer) << 32 | u64::from(n));
    std::iter::repeat_with(|| dice.next().to_le_bytes()).flatten().take(length).collect()
}

/// The `n`-th write of a writer, from 1: a row with two index entries and a counter; every fifth removes an earlier row.
pub(crate) fn write_of(writer: u8, n: u32) -> Vec<Op> {
    let mut ops = vec![
        Op::Put(row_key(writer, n), value(writer, n)),
        Op::Put([&[ENTRY, 1][..], &n.to_be_bytes(), &[writer]].concat(), vec![]),
        Op::Put([&[ENTRY, 2, (n % 7) as u8, writer][..], &n.to_be_bytes()].concat(), vec![]),
        Op::Put(vec![COUNT, writer], n.to_be_bytes().to_vec()),
    ];
    if n.is_multiple_of(5) {
        let gone = n - 3;
        ops.push(Op::Del(row_key(writer, gone)));
        ops.push(Op::Del([&[ENTRY, 1][..], &gone.to_be_bytes(), &[writer]].concat()));
        ops.push(Op::Del([&[ENTRY, 2, (gone % 7) as u8, writer][..], &gone.to_be_bytes()].concat()));
    }
    ops
}

pub(crate) fn apply(rows: &mut Rows, ops: &[Op]) {
    for op in ops {
        match op {
            Op::Put(key, value) => {
                rows.insert(key.clone(), value.clone());
            }
            Op::Del(key) => {
                rows.remove(key);
            }
        }
    }
}

/// All that an engine holds, forwards.
pub(crate) fn dump(engine: &dyn Engine) -> Result<Rows, EngineError> {
    let mut rows = Rows::new();
    let mut from = vec![1];
    loop {
        let page = engine.scan(&from, &[0xff; 513], Dir::Forward, 1000)?;
        let Some((last, _)) = page.last() else { return Ok(rows) };
        from = [last.as_slice(), &[0]].concat();
        rows.extend(page);
    }
}

/// Compares an engine with what its writers' counters imply. `Err` says what is wrong; `Ok` has each writer's count.
pub(crate) fn audit(engine: &dyn Engine) -> Result<BTreeMap<u8, u32>, String> {
    let rows = dump(engine).map_err(|error| error.to_string())?;
    let mut counts = BTreeMap::new();
    let mut expected = Rows::new();
    for writer in 0..WRITERS {
        let count = rows.get(&vec![COUNT, writer]).map_or(0, |n| u32::from_be_bytes(n.as_slice().try_into().unwrap()));
        (1..=count).for_each(|n| apply(&mut expected, &write_of(writer, n)));
        counts.insert(writer, count);
    }
    if rows == expected {
        return Ok(counts);
    }
    let missing = expected.keys().filter(|key| !rows.contains_key(*key)).count();
    let surplus = rows.keys().filter(|key| !expected.contains_key(*key)).count();
    Err(format!("{missing} of {} rows are missing, {surplus} are too many", expected.len()))
}

/// Whether all acknowledged writes are there and at most the one under way besides.
pub(crate) fn compare(found: &BTreeMap<u8, u32>, acknowledged: &BTreeMap<u8, u32>) -> Result<(), String> {
    for (writer, &count) in found {
        let acked = acknowledged.get(writer).copied().unwrap_or(0);
        if count < acked || count > acked + 1 {
            return Err(format!("writer {writer} was told {acked}, the store has {count}"));
        }
    }
    Ok(())
}

type Request = (Vec<Op>, Sender<Result<(), ()>>);
/// What the committer ended with: the first error.
type Committer = std::thread::JoinHandle<Result<(), String>>;

/// One committer that merges what waits, as the writer thread of the typed layer does.
fn committer(engine: Arc<dyn Engine>) -> (Sender<Request>, Committer) {
    let (send, receive): (Sender<Request>, Receiver<Request>) = channel();
    let thread = std::thread::spawn(move || {
        let mut outcome = Ok(());
        while let Ok(first) = receive.recv() {
            let mut requests = vec![first];
            while requests.len() < 64
                && let Ok(next) = receive.try_recv()
            {
                requests.push(next);
            }
            let ops = requests.iter().flat_map(|(ops, _)| ops.clone()).collect::<Vec<_>>();
            let seq = engine.last_seq().unwrap() + 1;
            let result = engine.commit(seq, &ops).map_err(|error| error.to_string());
            let answer = result.as_ref().copied().map_err(|_e| ());
            for (_, reply) in &requests {
                let _ = reply.send(answer);
            }
            outcome = outcome.and(result);
        }
        outcome
    });
    (send, thread)
}

/// Lets all writers write until each has made `each` writes or one fails; `acknowledge` hears of every success.
pub(crate) fn run_writers(
    engine: &Arc<dyn Engine>,
    each: u32,
    acknowledge: impl Fn(u8, u32) + Send + Sync + 'static,
) -> Result<(), String> {
    let (queue, committer) = committer(Arc::clone(engine));
    let found = audit(engine.as_ref())?;
    let acknowledge = Arc::new(acknowledge);
    let threads = (0..WRITERS).map(|writer| {
        let (queue, acknowledge) = (queue.clone(), Arc::clone(&acknowledge));
        let start = found[&writer];
        std::thread::spawn(move || {
            for n in start + 1..=start.saturating_add(each) {
                let (answer, result) = channel();
                queue.send((write_of(writer, n), answer)).unwrap();
                if result.recv().unwrap().is_err() {
                    return;
                }
                acknowledge(writer, n);
            }
        })
    });
    threads.collect::<Vec<_>>().into_iter().for_each(|thread| thread.join().unwrap());
    drop(queue);
    committer.join().unwrap()
}

/// Says on standard output, in one write, that a write was acknowledged.
pub(crate) fn say_acknowledged(writer: u8, n: u32) {
    let mut out = std::io::stdout().lock();
    out.write_all(format!("ACK {writer} {n}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

/// The acknowledgements in a child's output; the last line may be cut off.
pub(crate) fn acknowledged(output: &[u8]) -> BTreeMap<u8, u32> {
    let text = String::from_utf8_lossy(output);
    let mut last = BTreeMap::new();
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let Some((_, numbers)) = line.split_once("ACK ") else { continue };
        let mut numbers = numbers.split_whitespace();
        let writer = numbers.next().unwrap().parse().unwrap();
        last.insert(writer, numbers.next().unwrap().parse().unwrap());
    }
    last
}

/// This test binary again, doing only what `test` says, which finds `dir` in `LIANXIN_CHILD`.
pub(crate) fn child(test: &str, dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"]).env("LIANXIN_CHILD", dir);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The folder, when this process is such a child.
pub(crate) fn child_dir() -> Option<PathBuf> {
    std::env::var_os("LIANXIN_CHILD").map(PathBuf::from)
}

/// Copies a folder with all it holds.
pub(crate) fn copy_dir(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_dir(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
