//! What every engine must do alike.

use std::sync::Arc;

use lianxin::store::engine::{Dir, DiskEngine, DiskOptions, Engine, EngineError, KEY_MAX, MemoryEngine, Op, VALUE_MAX};

use crate::kit::store::{Dice, Rows, apply, audit, dump, run_writers};

fn put(key: &[u8], value: &[u8]) -> Op {
    Op::Put(key.to_vec(), value.to_vec())
}

fn keys(engine: &dyn Engine, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Vec<Vec<u8>> {
    engine.scan(from, to, dir, limit).unwrap().into_iter().map(|(key, _)| key).collect()
}

fn suite(engine: Arc<dyn Engine>) {
    empty_and_bounds(engine.as_ref());
    scans(engine.as_ref());
    refusals(engine.as_ref());
    random_groups(engine.as_ref());
    let all = dump(engine.as_ref()).unwrap();
    let clear = all.into_keys().map(Op::Del).collect::<Vec<_>>();
    engine.commit(engine.last_seq().unwrap() + 1, &clear).unwrap();
    run_writers(&engine, 30, |_, _| {}).unwrap();
    assert!(audit(engine.as_ref()).unwrap().values().all(|&count| count == 30));
    assert_eq!(engine.stats().last_seq, engine.last_seq().unwrap());
}

fn empty_and_bounds(engine: &dyn Engine) {
    assert_eq!(engine.last_seq().unwrap(), 0);
    assert_eq!(engine.get(&[1]).unwrap(), None);
    assert!(engine.scan(&[], &[0xff; 513], Dir::Forward, 10).unwrap().is_empty());
    let (key, value) = (vec![1; KEY_MAX], vec![9; VALUE_MAX]);
    engine.commit(1, &[Op::Put(key.clone(), value.clone()), put(&[2], b"")]).unwrap();
    assert_eq!(engine.get(&key).unwrap(), Some(value));
    assert_eq!(engine.get(&[2]).unwrap(), Some(vec![]));
    engine.commit(2, &[Op::Del(key.clone()), Op::Del(vec![2]), Op::Del(vec![3])]).unwrap();
    assert_eq!(engine.get(&key).unwrap(), None);
    engine.commit(3, &[put(&[2], b"a"), Op::Del(vec![2]), put(&[2], b"b")]).unwrap();
    assert_eq!(engine.get(&[2]).unwrap(), Some(b"b".to_vec()), "the last change of a key wins");
    engine.commit(4, &[Op::Del(vec![2])]).unwrap();
}

fn scans(engine: &dyn Engine) {
    let all = [&[1][..], &[1, 0], &[1, 0, 0], &[1, 255], &[2], &[2, 1], &[255], &[255, 255]];
    engine.commit(5, &all.map(|key| put(key, key))).unwrap();
    let end = [0xff; 513];
    assert_eq!(keys(engine, &[], &end, Dir::Forward, 99), all);
    let mut backwards = all;
    backwards.reverse();
    assert_eq!(keys(engine, &[], &end, Dir::Backward, 99), backwards);
    assert_eq!(keys(engine, &[1, 0], &[2], Dir::Forward, 99), all[1..4], "from is included, to is not");
    assert_eq!(keys(engine, &[1, 0], &[2], Dir::Backward, 2), [&[1, 255][..], &[1, 0, 0]]);
    assert_eq!(keys(engine, &[1], &[2], Dir::Forward, 0), Vec::<Vec<u8>>::new());
    assert_eq!(keys(engine, &[2], &[2], Dir::Forward, 9), Vec::<Vec<u8>>::new());
    assert_eq!(keys(engine, &[3], &[2], Dir::Backward, 9), Vec::<Vec<u8>>::new());
    engine.commit(6, &all.map(|key| Op::Del(key.to_vec()))).unwrap();
}

fn refusals(engine: &dyn Engine) {
    let next = engine.last_seq().unwrap() + 1;
    for seq in [0, next - 1, next + 1] {
        let refused = engine.commit(seq, &[put(&[1], b"x")]);
        assert!(matches!(refused, Err(EngineError::Sequence { expected, .. }) if expected == next));
    }
    for wrong in [put(&[], b"x"), put(&[0, 1], b"x"), put(&[1; KEY_MAX + 1], b"x"), put(&[1], &[0; VALUE_MAX + 1])] {
        let refused = engine.commit(next, &[put(&[7], b"x"), wrong]);
        assert!(matches!(refused, Err(EngineError::TooLong { .. })));
    }
    assert_eq!(engine.get(&[7]).unwrap(), None, "a refused group leaves nothing");
    assert_eq!(engine.get(&[0, b's', b'e', b'q']).unwrap(), None, "the engine's own keys are not seen");
    engine.commit(next, &[put(&[7], b"x"), Op::Del(vec![7])]).unwrap();
}

/// Random groups beside a map that does the same.
fn random_groups(engine: &dyn Engine) {
    let (mut dice, mut model) = (Dice(7), Rows::new());
    for round in 0..200u32 {
        let mut ops = Vec::new();
        for _ in 0..dice.below(20) {
            let key = (0..=dice.below(4)).map(|_| 1 + dice.below(5) as u8).collect::<Vec<_>>();
            ops.push(if dice.below(3) == 0 { Op::Del(key) } else { Op::Put(key, round.to_be_bytes().to_vec()) });
        }
        engine.commit(engine.last_seq().unwrap() + 1, &ops).unwrap();
        apply(&mut model, &ops);
        let (a, b) = (vec![1 + dice.below(5) as u8], vec![1 + dice.below(6) as u8, 3]);
        let (from, to) = if a < b { (a, b) } else { (b, a) };
        let limit = 1 + dice.below(9) as usize;
        let range = model.range(from.clone()..to.clone()).map(|(k, v)| (k.clone(), v.clone()));
        assert_eq!(engine.scan(&from, &to, Dir::Forward, limit).unwrap(), range.clone().take(limit).collect::<Vec<_>>());
        let back = range.rev().take(limit).collect::<Vec<_>>();
        assert_eq!(engine.scan(&from, &to, Dir::Backward, limit).unwrap(), back);
    }
    assert_eq!(dump(engine).unwrap(), model);
}

#[test]
fn memory() {
    suite(Arc::new(MemoryEngine::new()));
}

#[test]
fn sled() {
    let dir = tempfile::tempdir().unwrap();
    let (engine, recovered) = DiskEngine::open(dir.path(), DiskOptions::small()).unwrap();
    assert_eq!(recovered, []);
    let engine: Arc<dyn Engine> = Arc::new(engine);
    suite(Arc::clone(&engine));
    let before = (dump(engine.as_ref()).unwrap(), engine.last_seq().unwrap());
    drop(engine);
    let (engine, recovered) = DiskEngine::open(dir.path(), DiskOptions::small()).unwrap();
    assert_eq!(recovered, []);
    assert_eq!((dump(&engine).unwrap(), engine.last_seq().unwrap()), before);
}
