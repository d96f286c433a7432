use std::{
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::*;
use crate::{
    base::{Id, Stamp},
    domain::{
        TABLES,
        matters::items::{self, Draft, Of},
        noun::Times,
        office::{
            chores as records,
            prints::{self, Failed, NewPrint, PrintJob, PrintState},
            who::Actor,
        },
    },
    store::{Read, blobs::BlobId, engine::MemoryEngine},
    until::{PATIENCE, until},
};

const T0: Stamp = Stamp(1_790_000_000_000);

struct Bench {
    store: Store,
    clock: Clock,
    blobs: Blobs,
    _folder: tempfile::TempDir,
}

fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(Path::new(folder.path()), 1 << 20).unwrap();
    let store = Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap();
    Bench { store, clock: Clock::fixed(T0), blobs, _folder: folder }
}

impl Bench {
    fn enqueue(&self, pdf: &[u8]) -> Id<PrintJob> {
        let blob = self.blobs.put(pdf).unwrap();
        let new = NewPrint { paper: String::new(), title: "回执".into(), blob, printer: "ipp://p".into() };
        self.store.write_wait(move |tx| prints::enqueue(tx, Actor::System, new, T0)).unwrap().id
    }
    fn job(&self, id: Id<PrintJob>) -> PrintJob {
        self.store.get(id).unwrap()
    }
}

#[test]
fn papers_go_out_in_order_once_each() {
    let b = bench();
    for n in 0..5u8 {
        b.enqueue(&[n]);
    }
    let sent = Mutex::new(Vec::new());
    let sink = move |_: &PrintJob, bytes: Vec<u8>, unsure: bool| {
        assert!(!unsure);
        sent.lock().unwrap().push(bytes[0]);
        if sent.lock().unwrap().len() == 5 {
            assert_eq!(*sent.lock().unwrap(), [0, 1, 2, 3, 4]);
        }
        Ok(())
    };
    let mut ticks = 0;
    while tick(&b.store, &b.clock, &b.blobs, &sink).unwrap() {
        ticks += 1;
    }
    assert_eq!(ticks, 5);
    assert_eq!(b.store.count(&prints::BY_PRINT_STATE, &PrintState::Printed).unwrap(), 5);
}

#[test]
fn a_printer_that_comes_back_gets_its_paper() {
    let b = bench();
    let id = b.enqueue(b"pdf");
    let tries = AtomicUsize::new(0);
    let sink = move |_: &PrintJob, _: Vec<u8>, _: bool| match tries.fetch_add(1, Ordering::SeqCst) {
        0 | 1 => Err(Failed { reason: "print-offline", again: true }),
        _ => Ok(()),
    };
    assert!(tick(&b.store, &b.clock, &b.blobs, &sink).unwrap());
    assert_eq!(b.job(id).failure, "print-offline");
    assert!(!tick(&b.store, &b.clock, &b.blobs, &sink).unwrap(), "not before its time");
    b.clock.advance(10);
    assert!(tick(&b.store, &b.clock, &b.blobs, &sink).unwrap());
    b.clock.advance(60);
    assert!(tick(&b.store, &b.clock, &b.blobs, &sink).unwrap());
    assert_eq!((b.job(id).state, b.job(id).tries, b.job(id).failure), (PrintState::Printed, 3, String::new()));
}

#[test]
fn a_paper_cut_off_half_sent_is_asked_about_not_forgotten() {
    let b = bench();
    let id = b.enqueue(b"pdf");
    // A process that dies while the printer is being talked to leaves exactly this.
    b.store.write_wait(|tx| prints::claim(tx, T0)).unwrap();
    let fine = |_: &PrintJob, _: Vec<u8>, _: bool| Ok(());
    assert!(!tick(&b.store, &b.clock, &b.blobs, &fine).unwrap(), "nobody else takes it");
    let asked = |_: &PrintJob, _: Vec<u8>, unsure: bool| {
        assert!(unsure, "the printer is asked whether it has it");
        Ok(())
    };
    assert_eq!(recover(&b.store, &b.clock, &b.blobs, &asked).unwrap(), 1);
    assert_eq!(b.job(id).state, PrintState::Printed);
    assert_eq!(recover(&b.store, &b.clock, &b.blobs, &asked).unwrap(), 0);
}

#[test]
fn a_missing_file_is_said_plainly() {
    let b = bench();
    let new = NewPrint { paper: String::new(), title: String::new(), blob: BlobId::of(b"gone"), printer: "p".into() };
    let id = b.store.write_wait(move |tx| prints::enqueue(tx, Actor::System, new, T0)).unwrap().id;
    let never = |_: &PrintJob, _: Vec<u8>, _: bool| panic!("nothing to send");
    assert!(tick(&b.store, &b.clock, &b.blobs, &never).unwrap());
    assert_eq!((b.job(id).state, b.job(id).failure.as_str()), (PrintState::Failed, "print-file-missing"));
}

#[test]
fn idle_drafts_go_with_their_photos_and_files() {
    let b = bench();
    let times = Times { terminal: 600, session: 1_800 };
    let blob = b.blobs.put(b"photo").unwrap();
    let (old, young) = b
        .store
        .write_wait(move |tx| {
            let old = items::open_draft(tx, [1; 32], T0)?;
            items::attach(tx, Actor::Terminal, Of::Draft(old.id), blob, 5, T0)?;
            for n in 10..60u8 {
                items::open_draft(tx, [n; 32], T0)?;
            }
            Ok((old.id, items::open_draft(tx, [2; 32], T0.plus_seconds(300))?.id))
        })
        .unwrap();
    assert_eq!(sweep_rows(&b.store, &times, T0.plus_seconds(600)).unwrap()["drafts"], 0);
    assert_eq!(sweep_rows(&b.store, &times, T0.plus_seconds(601)).unwrap()["drafts"], 51);
    assert_eq!(b.store.find::<Draft>(old).unwrap(), None);
    assert!(b.store.find::<Draft>(young).unwrap().is_some());
    // The file was put lately: it is left alone for two sweeps, then it goes.
    let gone: Vec<usize> = (0..3).map(|_| b.store.sweep(&b.blobs).unwrap()).collect();
    assert_eq!(gone, [0, 0, 1]);
    assert!(b.blobs.get(blob).unwrap().is_none());
}

#[test]
fn a_file_that_a_row_names_stays() {
    let b = bench();
    let id = b.enqueue(b"pdf");
    for _ in 0..4 {
        assert_eq!(b.store.sweep(&b.blobs).unwrap(), 0);
    }
    assert!(b.blobs.get(BlobId::from_bytes(b.job(id).blob)).unwrap().is_some());
}

fn chore(name: &'static str, every: i64, nightly: bool, fails: bool, runs: &Arc<AtomicUsize>) -> ChoreDef {
    let runs = runs.clone();
    let work = move || {
        runs.fetch_add(1, Ordering::SeqCst);
        if fails { Err(Failure::refused("store-disk-full")) } else { Ok(()) }
    };
    ChoreDef { name, every, nightly, work: Box::new(work) }
}

#[test]
fn chores_run_at_their_time_and_catch_up_once() {
    let b = bench();
    let (hourly, broken) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let all = [chore("backup", 3_600, false, true, &broken), chore("sweep", 3_600, false, false, &hourly)];
    let run = || run_due(&b.store, &b.clock, &all).unwrap();
    assert_eq!(run(), 1, "the one that fails holds up no other");
    assert_eq!(run(), 0);
    b.clock.advance(300);
    run();
    assert_eq!((hourly.load(Ordering::SeqCst), broken.load(Ordering::SeqCst)), (1, 2), "a failed one is tried after 5 minutes");
    let record = records::find(&b.store, "backup").unwrap().unwrap();
    assert_eq!((record.failure.as_str(), record.done, record.failures), ("store-disk-full", None, 2));
    b.clock.advance(3_300);
    assert_eq!(run(), 1);
    // A week without power.
    b.clock.advance(7 * 86_400);
    assert_eq!(run(), 1);
    assert_eq!(run(), 0);
    assert_eq!(hourly.load(Ordering::SeqCst), 3);
}

#[test]
fn a_clock_that_jumped_back_stops_no_chore() {
    let b = bench();
    let runs = Arc::new(AtomicUsize::new(0));
    let all = [chore("sweep", 3_600, false, false, &runs)];
    run_due(&b.store, &b.clock, &all).unwrap();
    let earlier = Clock::fixed(T0.plus_seconds(-86_400 * 365));
    assert_eq!(run_due(&b.store, &earlier, &all).unwrap(), 1);
    assert_eq!(run_due(&b.store, &earlier, &all).unwrap(), 0);
}

#[test]
fn nightly_chores_wait_for_the_night() {
    let b = bench();
    let runs = Arc::new(AtomicUsize::new(0));
    let all = [chore("check", 86_400, true, false, &runs)];
    let noon = Stamp::at(T0.day(), 12, 0);
    let at = |hours: i64| {
        let clock = Clock::fixed(noon.plus_seconds(hours * 3_600));
        run_due(&b.store, &clock, &all).unwrap()
    };
    assert_eq!(at(0), 1, "never done before");
    assert_eq!([at(1), at(6), at(12)], [0, 0, 0], "midnight is half a day later");
    assert_eq!([at(24), at(37)], [0, 1], "noon is no night; one o'clock is");
    assert_eq!([at(38), at(48), at(61)], [0, 0, 1]);
    assert_eq!(at(61 + 48), 1, "missed for two turns: by day too");
}

#[test]
fn the_threads_print_and_stop() {
    let b = bench();
    let id = b.enqueue(b"pdf");
    let Bench { store, clock, blobs, _folder } = b;
    let sent = Arc::new(AtomicUsize::new(0));
    let count = sent.clone();
    let sink = Box::new(move |_: &PrintJob, _: Vec<u8>, _: bool| {
        count.fetch_add(1, Ordering::SeqCst);
        Ok(())
    });
    let runs = Arc::new(AtomicUsize::new(0));
    let chores = vec![chore("sweep", 3_600, false, false, &runs)];
    let running =
        start(Work { store: store.clone(), clock, blobs: Arc::new(blobs), sink, each_minute: Box::new(|| Ok(())), chores })
            .unwrap();
    running.ring();
    until("the paper is printed", || store.get(id).unwrap().state == PrintState::Printed);
    running.stop(PATIENCE);
    assert_eq!(sent.load(Ordering::SeqCst), 1);
}
