//! The one thread that writes: it runs the closures in order, so that a write sees all writes before it and counters
//! never conflict, and commits them in groups, one sync for many.
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    time::Duration,
};

use super::{
    engine::{Engine, EngineError, Op},
    tx::{Overlay, Tx, ops},
};
use crate::base::Failure;

/// Most closures in one group: larger batches make sled's memory grow.
const GROUP_MOST: usize = 64;
/// Most changed keys after which a group is closed.
const KEYS_MOST: usize = 2_048;
/// Most closures that wait; the next is told `Busy`.
const QUEUE_MOST: usize = 4_096;

/// How long writes wait for an engine that recovers from a fault, before they are refused.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often a group is committed that was not there afterwards.
const ATTEMPTS_MOST: u32 = 3;

type Ack = Box<dyn FnOnce(Result<(), Failure>) + Send>;
type Job = Box<dyn FnOnce(&mut Run<'_>) + Send>;

/// What one group has so far.
pub(super) struct Run<'a> {
    engine: &'a dyn Engine,
    group: Overlay,
    acks: Vec<Ack>,
}

#[derive(Clone)]
pub(super) struct Writer(SyncSender<Job>);

impl Writer {
    pub(super) fn start(engine: Arc<dyn Engine>) -> Result<Self, Failure> {
        let (send, receive) = sync_channel::<Job>(QUEUE_MOST);
        let body = move || run(&*engine, &receive);
        std::thread::Builder::new().name("store-writer".into()).spawn(body).map_err(Failure::broken)?;
        Ok(Writer(send))
    }

    /// Queues a closure. `reply` is called once, from the writer thread, after the write is on disk or has failed.
    pub(super) fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure> + Send + 'static,
        reply: impl FnOnce(Result<T, Failure>) + Send + 'static,
    ) -> Result<(), Failure> {
        let job: Job = Box::new(move |run| {
            let mut tx = Tx::new(run.engine, &run.group);
            let result = catch_unwind(AssertUnwindSafe(|| work(&mut tx)));
            match result {
                Ok(Ok(value)) => {
                    let own = tx.into_overlay();
                    run.group.extend(own);
                    run.acks.push(Box::new(move |done| reply(done.map(|()| value))));
                }
                Ok(Err(failure)) => reply(Err(failure)),
                Err(_) => reply(Err(Failure::broken("a write panicked and was undone"))),
            }
        });
        self.0.try_send(job).map_err(|e| match e {
            TrySendError::Full(_) => Failure::Busy,
            TrySendError::Disconnected(_) => Failure::broken("the store's writer has stopped"),
        })
    }
}

fn run(engine: &dyn Engine, jobs: &Receiver<Job>) {
    let mut patience = PATIENCE;
    while let Ok(first) = jobs.recv() {
        // What the closures see is the state after this group; one that moved on meanwhile refuses theirs.
        let seq = engine.last_seq();
        let mut group = Run { engine, group: Overlay::new(), acks: Vec::new() };
        first(&mut group);
        let mut taken = 1;
        while taken < GROUP_MOST && group.group.len() < KEYS_MOST {
            let Ok(job) = jobs.try_recv() else { break };
            job(&mut group);
            taken += 1;
        }
        let changes = ops(std::mem::take(&mut group.group));
        let done = match seq {
            _ if changes.is_empty() => Ok(()),
            Ok(seq) => commit(engine, seq + 1, &changes, &mut patience),
            Err(e) => Err(e),
        };
        let done = done.map_err(EngineError::said);
        for ack in group.acks {
            ack(done.clone());
        }
    }
}

/// Commits a group. After a fault of the disk it waits for the engine to recover, which shows whether the group is there;
/// if it is not, nothing else was written either, and it is committed again. Once waiting was in vain nobody waits, until
/// a group is written again.
fn commit(engine: &dyn Engine, seq: u64, changes: &[Op], patience: &mut Duration) -> Result<(), EngineError> {
    for _ in 0..ATTEMPTS_MOST {
        match engine.commit(seq, changes) {
            Ok(()) => {
                *patience = PATIENCE;
                return Ok(());
            }
            Err(EngineError::Io(_) | EngineError::Stalled | EngineError::Damaged(_) | EngineError::Recovering) => {}
            Err(refused) => return Err(refused),
        }
        match engine.ready(*patience) {
            Ok(last) if last == seq => return Ok(()),
            Ok(last) if last + 1 == seq => {}
            Ok(_) => break,
            Err(_still) => {
                *patience = Duration::ZERO;
                break;
            }
        }
    }
    Err(EngineError::Recovering)
}
