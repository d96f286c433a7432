//! The writer: what a refused, failed or panicking write leaves behind, which is nothing.
use std::sync::{atomic::Ordering, mpsc};

use futures_util::FutureExt;
use lianxin::{
    base::{Failure, Id},
    store::{Read, Store, engine::EngineError},
};

use crate::kit::table::{THINGS, Thing, Work, dump, in_one_group, recount, store};

fn put(t: Thing) -> Work<()> {
    Box::new(move |tx| tx.put(&t))
}

#[test]
fn a_taken_key_is_refused_and_changes_nothing() {
    let (store, _) = store();
    let first = Thing { grid: Some(1), day: 4, words: vec!["a".into()], ..Thing::new(1, "甲") };
    store.write_wait(put(first.clone())).unwrap();
    let before = dump(&store);
    assert_eq!(store.write_wait(put(Thing::new(2, "甲"))), Err(Failure::Taken("thing.name")));
    assert_eq!(
        store.write_wait(put(Thing { id: Id::new(2), name: "乙".into(), ..first.clone() })),
        Err(Failure::Taken("thing.place"))
    );
    assert_eq!(dump(&store), before);
    // Its own key is not taken from itself, and a key let go is free at once, in the same group and the same write.
    store.write_wait(put(Thing { day: 5, ..first.clone() })).unwrap();
    let results = in_one_group(
        &store,
        vec![put(Thing::new(3, "丙")), put(Thing::new(4, "丙")), put(Thing::new(3, "丁")), put(Thing::new(4, "丙"))],
    );
    assert_eq!(results, [Ok(()), Err(Failure::Taken("thing.name")), Ok(()), Ok(())]);
    let both = store.write_wait(|tx| {
        tx.delete(Id::<Thing>::new(1))?;
        tx.put(&Thing::new(5, "甲"))?;
        Ok(tx.put(&Thing::new(6, "甲")))
    });
    assert_eq!(both.unwrap(), Err(Failure::Taken("thing.name")));
    assert_eq!(dump(&store), recount(&[Thing::new(3, "丁"), Thing::new(4, "丙"), Thing::new(5, "甲")]));
}

#[test]
fn a_row_that_is_too_large_is_refused_and_changes_nothing() {
    let (store, _) = store();
    store.write_wait(put(Thing::new(1, "甲"))).unwrap();
    let before = dump(&store);
    let large = Thing { body: "x".repeat(70_000), grid: Some(1), ..Thing::new(1, "乙") };
    let long = Thing { words: vec!["w".repeat(600)], grid: Some(1), ..Thing::new(1, "丙") };
    for bad in [large, long] {
        // Even a write that goes on after the refusal leaves no part of it.
        let refusal = store.write_wait(move |tx| Ok(tx.put(&bad))).unwrap();
        assert_eq!(refusal, Err(Failure::refused("store-row-too-large")));
        assert_eq!(dump(&store), before);
    }
}

#[test]
fn a_panic_undoes_its_write_alone() {
    let (store, _) = store();
    let works: Vec<Work<()>> = vec![
        put(Thing::new(1, "甲")),
        Box::new(|tx| {
            tx.put(&Thing::new(2, "乙"))?;
            tx.delete(Id::<Thing>::new(1))?;
            panic!("a fault in a command");
        }),
        Box::new(|tx| {
            assert!(tx.find(Id::<Thing>::new(1))?.is_some() && tx.find(Id::<Thing>::new(2))?.is_none());
            tx.put(&Thing::new(3, "乙"))
        }),
    ];
    let results = in_one_group(&store, works);
    assert!(matches!(results.as_slice(), [Ok(()), Err(Failure::Broken(_)), Ok(())]), "{results:?}");
    store.write_wait(put(Thing::new(4, "丁"))).unwrap();
    assert_eq!(dump(&store), recount(&[Thing::new(1, "甲"), Thing::new(3, "乙"), Thing::new(4, "丁")]));
}

#[test]
fn a_group_is_one_commit_and_its_failure_is_everybodys() {
    let (store, engine) = store();
    store.write_wait(put(Thing::new(1, "甲"))).unwrap();
    let (before, commits) = (dump(&store), engine.commits.load(Ordering::SeqCst));
    let ten = || (2..12).map(|i| put(Thing::new(i, &i.to_string()))).collect::<Vec<_>>();

    engine.fail_next(EngineError::Full);
    let results = in_one_group(&store, ten());
    assert!(results.iter().all(|r| *r == Err(Failure::refused("store-disk-full"))), "{results:?}");
    (0..3).for_each(|_| engine.fail_next(EngineError::Stalled));
    let results = in_one_group(&store, ten());
    assert!(results.iter().all(|r| *r == Err(Failure::refused("store-recovering"))), "{results:?}");
    assert_eq!((dump(&store), engine.commits.load(Ordering::SeqCst)), (before, commits));

    // A fault of the disk that passes is nobody's: the group is committed when the engine is ready again.
    engine.fail_next(EngineError::Recovering);
    engine.fail_next(EngineError::Stalled);
    assert!(in_one_group(&store, vec![put(Thing::new(1, "乙"))]).iter().all(Result::is_ok));
    let commits = commits + 1;
    // When the disk has room again the same writes go through, in one group.
    assert!(in_one_group(&store, ten()).iter().all(Result::is_ok));
    assert_eq!(engine.commits.load(Ordering::SeqCst), commits + 1);
    assert_eq!(store.rows::<Thing>().unwrap(), 11);
}

#[test]
fn a_write_that_changes_nothing_costs_no_commit() {
    let (store, engine) = store();
    assert_eq!(store.write_wait(|tx| tx.rows::<Thing>()), Ok(0));
    store.write_wait(|tx| tx.delete(Id::<Thing>::new(9))).unwrap();
    assert_eq!(engine.commits.load(Ordering::SeqCst), 0);
}

#[test]
fn numbers_are_given_once_and_a_given_up_write_returns_its_own() {
    let (store, _) = store();
    let next = |tx: &mut lianxin::store::Tx<'_>| tx.next_id::<Thing>().map(Id::raw);
    assert_eq!(in_one_group(&store, vec![Box::new(next), Box::new(next)]), [Ok(1), Ok(2)]);
    let given_up = store.write_wait(move |tx| next(tx).and(Err::<u64, _>(Failure::NotAllowed)));
    assert_eq!(given_up, Err(Failure::NotAllowed));
    assert_eq!(store.write_wait(next), Ok(3));
    // Another store over the same engine goes on counting.
    let again = Store::new(store.engine().clone(), THINGS).unwrap();
    assert_eq!(again.write_wait(next), Ok(4));
}

/// A caller who goes away (a closed browser) does not undo the write; a full queue says so at once.
#[test]
fn a_full_queue_is_busy_and_then_goes_on() {
    let (store, _) = store();
    let (go, wait) = mpsc::channel::<()>();
    assert!(store.write(move |_| wait.recv().map_err(Failure::broken)).now_or_never().is_none());
    let mut queued = 0;
    let busy = loop {
        assert!(queued < 10_000, "the queue has a bound");
        let (id, name) = (queued + 1, format!("{queued}"));
        match store.write(move |tx| tx.put(&Thing::new(id, &name))).now_or_never() {
            None => queued += 1,
            Some(answer) => break answer,
        }
    };
    assert_eq!(busy, Err(Failure::Busy));
    go.send(()).unwrap();
    // Answers in order: when this one comes the others are on disk.
    let rows = loop {
        match store.write_wait(|tx| tx.rows::<Thing>()) {
            Err(Failure::Busy) => std::thread::yield_now(),
            other => break other.unwrap(),
        }
    };
    assert_eq!(rows, queued as i64);
}
