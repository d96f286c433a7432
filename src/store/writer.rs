//! The one thread that writes: it runs the closures in order, so that a write sees all writes before it and counters
//! never conflict, and commits them in groups, one sync for many.
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
};

use super::{
    engine::{Engine, EngineError},
    tx::{Overlay, Tx, ops},
};
use crate::base::Failure;

/// Most closures in one group: larger batches make sled's memory grow.
const GROUP_MOST: usize = 64;
/// Most changed keys after which a group is closed.
const KEYS_MOST: usize = 2_048;
/// Most closures that wait; the next is told `Busy`.
const QUEUE_MOST: usize = 4_096;

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
        let mut seq = engine.last_seq().map_err(EngineError::said)?;
        let body = move || run(&*engine, &receive, &mut seq);
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

fn run(engine: &dyn Engine, jobs: &Receiver<Job>, seq: &mut u64) {
    while let Ok(first) = jobs.recv() {
        let mut group = Run { engine, group: Overlay::new(), acks: Vec::new() };
        first(&mut group);
        let mut taken = 1;
        while taken < GROUP_MOST && group.group.len() < KEYS_MOST {
            let Ok(job) = jobs.try_recv() else { break };
            job(&mut group);
            taken += 1;
        }
        let changes = ops(std::mem::take(&mut group.group));
        let done = if changes.is_empty() { Ok(()) } else { engine.commit(*seq + 1, &changes).map_err(EngineError::said) };
        if done.is_ok() && !changes.is_empty() {
            *seq += 1;
        }
        for ack in group.acks {
            ack(done.clone());
        }
    }
}
