//! A disk that fails for a while, or for good: writing stops, is recovered by itself and goes on; whatever was acknowledged is
//! there. What no recovering helps is said.
use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use lianxin::{
    base::{Failure, Id},
    store::{
        Read as _, Store,
        engine::{DiskEngine, DiskOptions, Engine},
    },
};

use super::recorder;
use crate::kit::{
    store::{acknowledged, child, say_acknowledged},
    table::{THINGS, Thing},
};

const WRITERS: u8 = 8;
/// How long the child goes on writing after a write took unusually long, or was refused.
const AFTERWARDS: Duration = Duration::from_secs(2);

fn id(writer: u8, n: u32) -> Id<Thing> {
    Id::new(u64::from(writer) << 32 | u64::from(n))
}

/// Eight write. Each write is acknowledged or refused; they stop some time after the first that was not quick.
pub(super) fn child_writes(dir: &Path) {
    let (stall, patience) = (Duration::from_secs(1), Duration::from_secs(4));
    let (engine, _) = DiskEngine::open(dir, DiskOptions { stall, patience, reserve: 0, ..DiskOptions::small() }).unwrap();
    let engine = Arc::new(engine);
    let store = Store::new(engine.clone(), THINGS).unwrap();
    let begun = Instant::now();
    // Milliseconds after the beginning at which all is over.
    let end = Arc::new(AtomicU64::new(u64::MAX));
    let since = move || u64::try_from(begun.elapsed().as_millis()).unwrap();
    let writers = (0..WRITERS).map(|writer| {
        let (store, end) = (store.clone(), end.clone());
        thread::spawn(move || {
            for n in 1.. {
                if since() > end.load(Ordering::SeqCst) {
                    break;
                }
                let asked = Instant::now();
                let mut thing = Thing::new(id(writer, n).raw(), &format!("{writer} {n}"));
                thing.body = "x".repeat(400);
                let done = store.write_wait(move |tx| tx.put(&thing));
                if asked.elapsed() > Duration::from_millis(900) || done.is_err() {
                    let soon = since() + u64::try_from(AFTERWARDS.as_millis()).unwrap();
                    end.fetch_min(soon, Ordering::SeqCst);
                    println!("SLOW {} ms", asked.elapsed().as_millis());
                }
                match done {
                    Ok(()) => say_acknowledged(writer, n),
                    Err(Failure::Refused(reason)) => return println!("REFUSED {}", reason.key),
                    Err(other) => return println!("BROKEN {other}"),
                }
            }
            println!("DONE");
        })
    });
    writers.collect::<Vec<_>>().into_iter().for_each(|writer| writer.join().unwrap());
    println!("READS {:?}", store.rows::<Thing>().map(|rows| rows > 16));
    println!("LOST {}", engine.is_lost());
    println!("WRITES {}", !engine.stats().read_only);
    std::process::exit(0);
}

/// What the child said, once everything that it acknowledged was found to be there.
fn failing(fault: &[(&str, &str)], meanwhile: impl FnOnce(&mut Child)) -> String {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().canonicalize().unwrap().join("data");
    let mut command: Command = child("failing", &data);
    command.env("LD_PRELOAD", recorder()).env("PCDIR", &data).envs(fault.iter().copied());
    let mut running = command.spawn().unwrap();
    let mut lines = BufReader::new(running.stdout.take().unwrap());
    let mut errors = running.stderr.take().unwrap();
    let complaints = thread::spawn(move || {
        let mut all = String::new();
        errors.read_to_string(&mut all).unwrap();
        all
    });
    let mut first = String::new();
    while !first.starts_with("ACK") {
        first.clear();
        assert!(lines.read_line(&mut first).unwrap() > 0, "{}", complaints.join().unwrap());
    }
    let output = thread::spawn(move || {
        let mut all = first.into_bytes();
        lines.read_to_end(&mut all).unwrap();
        all
    });
    meanwhile(&mut running);
    running.wait().unwrap();
    let (output, complaints) = (output.join().unwrap(), complaints.join().unwrap());
    let said = String::from_utf8_lossy(&output);
    let said = said.lines().filter(|line| !line.starts_with("ACK")).collect::<Vec<_>>().join("\n");

    let (engine, _) = DiskEngine::open(&data, DiskOptions::small()).unwrap();
    let store = Store::new(Arc::new(engine), THINGS).unwrap();
    let mut all = 0;
    for (writer, last) in acknowledged(&output) {
        for n in 1..=last {
            assert!(store.find(id(writer, n)).unwrap().is_some(), "{writer} was told {n}: {said}\n{complaints}");
            all += 1;
        }
    }
    assert!(all > 16, "{said}\n{complaints}");
    assert!(store.check().unwrap().is_clean());
    store.write_wait(|tx| tx.put(&Thing::new(1, "and on"))).unwrap();
    said
}

/// Nobody is refused, and writing goes on.
fn passes(fault: &[(&str, &str)], meanwhile: impl FnOnce(&mut Child)) {
    let said = failing(fault, meanwhile);
    assert!(said.contains("SLOW"), "nothing happened: {said}");
    assert_eq!(said.matches("DONE").count(), usize::from(WRITERS), "{said}");
    assert!(!said.contains("REFUSED") && !said.contains("BROKEN"), "{said}");
    assert!(said.contains("READS Ok(true)\nLOST false\nWRITES true"), "{said}");
}

fn a_sync_that_takes_long_passes() {
    passes(&[("PCLATE", "200"), ("PCFOR", "3")], |_| {});
}

fn errors_for_some_seconds_pass() {
    passes(&[("PCEIO", "200"), ("PCFOR", "3")], |_| {});
}

fn a_paused_machine_passes() {
    passes(&[], |running| {
        let signal =
            |name: &str| assert!(Command::new("kill").args([name, &running.id().to_string()]).status().unwrap().success());
        thread::sleep(Duration::from_millis(500));
        signal("-STOP");
        thread::sleep(Duration::from_secs(12));
        signal("-CONT");
    });
}

/// A full disk is said as one, and can be read.
fn a_full_disk_is_said_and_loses_nothing() {
    let said = failing(&[("PCFULL", "6000000")], |_| {});
    assert!(said.contains("REFUSED store-"), "{said}");
    assert!(!said.contains("BROKEN") && !said.contains("DONE"), "{said}");
    assert!(said.contains("LOST false"), "it is waited for: {said}");
}

/// A disk that never comes back: everybody is told, and the process is to end.
fn a_disk_that_hangs_for_ever_is_given_up() {
    let said = failing(&[("PCLATE", "200"), ("PCFOR", "3600")], |_| {});
    assert!(said.contains("REFUSED store-recovering"), "{said}");
    assert!(!said.contains("BROKEN") && !said.contains("DONE"), "{said}");
    assert!(said.contains("READS Ok(true)\nLOST true\nWRITES false"), "{said}");
}

crate::tools::trials! {
    ["cc"] => a_sync_that_takes_long_passes, errors_for_some_seconds_pass, a_full_disk_is_said_and_loses_nothing,
        a_disk_that_hangs_for_ever_is_given_up;
    ["cc", "kill"] => a_paused_machine_passes;
}
