//! The power fails at any moment: what was acknowledged is on the disk, and the store opens.
//!
//! A kill cannot show this, for the kernel still has the data. Here a child's writes and syncs are recorded, and disks
//! are made that a cut could have left. The same with the syncs left out must lose data, or the test sees nothing.

use std::{path::Path, sync::Arc};

use lianxin::store::engine::{DiskEngine, DiskOptions, Engine, Recovered};

use super::{
    cut::{Disk, Trace},
    recorder,
};
use crate::kit::store::{Dice, acknowledged, audit, child, compare, run_writers, say_acknowledged};

const CUTS: usize = 120;
const WRITES_EACH: u32 = 150;
/// The groups that the store on disk may lack of the journal.
const BEHIND_MOST: u64 = 4;

/// What the recorded process does.
pub(super) fn child_writes(dir: &Path) {
    let sync = std::env::var_os("LIANXIN_CHILD_UNSYNCED").is_none();
    let (engine, _) = DiskEngine::open(dir, DiskOptions { sync, ..DiskOptions::small() }).unwrap();
    let engine: Arc<dyn Engine> = Arc::new(engine);
    run_writers(&engine, WRITES_EACH, say_acknowledged).unwrap();
}

#[derive(Debug, Default)]
struct Outcome {
    acknowledged: u32,
    lost: usize,
    unopenable: usize,
    caught_up: usize,
    most_groups_behind: u64,
    rebuilt: usize,
    renewed: usize,
    messages: Vec<String>,
}

fn cut(recorder: &Path, sync: bool, cuts: usize) -> Outcome {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let (data, log, after) = (root.join("data"), root.join("log"), root.join("after"));
    let mut command = child("powercut", &data);
    command.env("LD_PRELOAD", recorder).env("PCLOG", &log).env("PCDIR", &data);
    if !sync {
        command.env("LIANXIN_CHILD_UNSYNCED", "1");
    }
    let run = command.output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let trace = Trace::read(&log);
    let ends = trace.acknowledgements();
    assert_eq!(ends.len(), 16 * WRITES_EACH as usize, "the recorder missed acknowledgements");

    let mut dice = Dice(42);
    let mut points = (0..cuts)
        .map(|_| (ends[dice.below(ends.len() as u64) as usize] + dice.below(4) as usize).min(trace.events.len()))
        .collect::<Vec<_>>();
    points.sort_unstable();
    let (mut disk, mut outcome) = (Disk::new(&trace, &data), Outcome::default());
    for (i, point) in points.into_iter().enumerate() {
        disk.advance(point);
        disk.cut(&after, if i % 2 == 0 { None } else { Some(&mut dice) });
        let acked = acknowledged(&trace.said(point));
        outcome.acknowledged += acked.values().sum::<u32>();
        match DiskEngine::open(&after, DiskOptions::small()) {
            Err(error) => {
                outcome.unopenable += 1;
                outcome.messages.push(format!("cut {i} at {point}: {error}"));
            }
            Ok((engine, recovered)) => {
                let what = recovered.first();
                if let Some(Recovered::CaughtUp { groups }) = what {
                    outcome.caught_up += 1;
                    outcome.most_groups_behind = outcome.most_groups_behind.max(*groups);
                }
                outcome.rebuilt += usize::from(matches!(what, Some(Recovered::Rebuilt { .. })));
                outcome.renewed += usize::from(matches!(what, Some(Recovered::JournalRenewed { .. })));
                if let Err(error) = audit(&engine).and_then(|found| compare(&found, &acked)) {
                    outcome.lost += 1;
                    outcome.messages.push(format!("cut {i} at {point}: {error}"));
                }
            }
        }
    }
    outcome.messages.truncate(5);
    outcome
}

fn a_cut_loses_nothing_acknowledged() {
    let outcome = cut(&recorder(), true, CUTS);
    eprintln!("{CUTS} cuts: {outcome:#?}");
    assert_eq!((outcome.lost, outcome.unopenable), (0, 0), "{:?}", outcome.messages);
    assert_eq!((outcome.rebuilt, outcome.renewed), (0, 0), "the store itself did not survive");
    assert!(outcome.most_groups_behind <= BEHIND_MOST, "the journal had to make good what the store should have kept");
}

fn without_the_syncs_it_would() {
    let outcome = cut(&recorder(), false, CUTS / 2);
    eprintln!("{} cuts without syncs: {outcome:#?}", CUTS / 2);
    assert!(outcome.lost + outcome.unopenable > CUTS / 20, "the simulation does not see missing syncs: {outcome:?}");
}

crate::tools::trials! {
    ["cc"] => a_cut_loses_nothing_acknowledged, without_the_syncs_it_would;
}
