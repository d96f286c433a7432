//! Durable creates through the writer: a record of about 500 bytes with three index entries and two counters, on disk
//! before it is acknowledged. Prints creates per second, p50 and p99 for 1 and for 16 writers.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use lianxin::base::Id;
use lianxin::store::engine::{DiskEngine, DiskOptions};
use lianxin::store::{Counter, Index, IndexOf, Row, Store, TableDef, Tally};
use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
struct Record {
    id: Id<Record>,
    number: u64,
    grid: u32,
    state: u8,
    text: String,
}

const BY_NUMBER: Index<Record, u64> = Index::unique(1, "record.number", |r| vec![r.number]);
const BY_GRID: Index<Record, (u32, u8, u64)> = Index::many(2, "record.grid", |r| vec![(r.grid, r.state, r.number)]);
const BY_STATE: Index<Record, (u8, u64)> = Index::many(3, "record.state", |r| vec![(r.state, r.number)]);
const COUNT: Counter<(u32, u8)> = Counter::new(1);

impl Row for Record {
    const TAG: u8 = 0x20;
    const NAME: &'static str = "record";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&BY_NUMBER, &BY_GRID, &BY_STATE]
    }
    fn tally(&self, tally: &mut Tally) {
        tally.one(&COUNT, (self.grid, self.state));
    }
}

static NEXT: AtomicU64 = AtomicU64::new(1);

/// `each` creates by each of `writers` threads; every latency.
fn create(store: &Store, writers: u64, each: u64) -> Vec<Duration> {
    let threads = (0..writers).map(|_| {
        let store = store.clone();
        std::thread::spawn(move || {
            let one = |_| {
                let number = NEXT.fetch_add(1, Ordering::Relaxed);
                let begun = Instant::now();
                let write = move |tx: &mut lianxin::store::Tx<'_>| {
                    let (id, text) = (tx.next_id()?, "字".repeat(160));
                    let scattered = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
                    tx.put(&Record { id, number: scattered, grid: (scattered % 12) as u32, state: (scattered % 7) as u8, text })
                };
                store.write_wait(write).unwrap();
                begun.elapsed()
            };
            (0..each).map(one).collect::<Vec<_>>()
        })
    });
    threads.collect::<Vec<_>>().into_iter().flat_map(|thread| thread.join().unwrap()).collect()
}

fn durable_creates(c: &mut Criterion) {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (engine, _) = DiskEngine::open(dir.path(), DiskOptions::default()).unwrap();
    let store = Store::new(Arc::new(engine), Box::leak(Box::new([TableDef::of::<Record>()]))).unwrap();
    for writers in [1u64, 16] {
        let begun = Instant::now();
        let mut all = create(&store, writers, 16_000 / writers.max(4));
        let spent = begun.elapsed();
        all.sort_unstable();
        let part = |percent: usize| all[(all.len() - 1) * percent / 100];
        let rate = all.len() as f64 / spent.as_secs_f64();
        println!("durable create, {writers:>2} writers: {rate:>6.0}/s, p50 {:?}, p99 {:?}", part(50), part(99));
        c.bench_function(&format!("durable create, {writers} writers"), |b| {
            b.iter_custom(|n| {
                let each = n.div_ceil(writers);
                let begun = Instant::now();
                create(&store, writers, each);
                begun.elapsed().mul_f64(n as f64 / (each * writers) as f64)
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).measurement_time(Duration::from_secs(5));
    targets = durable_creates
}
criterion_main!(benches);
