//! The typed store against a plain map: pages, reads inside a write, unique keys, counters.
use std::collections::{BTreeMap, BTreeSet};

use lianxin::{
    base::{Failure, Id},
    store::{Cursor, Dir, Range, Read},
};
use proptest::prelude::*;

use crate::kit::table::{Thing, Work, dump, in_one_group, recount, store};

type Model = BTreeMap<u64, Thing>;

fn thing() -> impl Strategy<Value = Thing> {
    let word = prop::sample::select(vec!["", "a", "ab", "a\0", "b", "网", "网格"]);
    (1u64..14, 0u32..18, prop::option::of(-2i64..2), -3i32..4, prop::collection::vec(word, 0..4)).prop_map(
        |(id, name, grid, day, words)| Thing {
            id: Id::new(id),
            name: format!("名{name}"),
            grid,
            day,
            words: words.into_iter().map(str::to_owned).collect(),
            body: String::new(),
        },
    )
}

/// The rows of a map in the order of an index, as a naive sort finds them.
fn sorted<K: Ord>(model: &Model, keys: impl Fn(&Thing) -> Vec<K>) -> Vec<Thing> {
    let mut all: Vec<(K, u64)> = Vec::new();
    for t in model.values() {
        all.extend(keys(t).into_iter().map(|k| (k, t.id.raw())));
    }
    all.sort();
    all.dedup();
    all.into_iter().map(|(_, id)| model[&id].clone()).collect()
}

/// Every way of looking, with what it must find.
fn views(model: &Model) -> Vec<(&'static str, Range<Thing>, Vec<Thing>)> {
    let grid = |g: Option<i64>| sorted(model, move |t| if t.grid == g { vec![t.day] } else { vec![] });
    let unless = |ok: bool, day: i32| if ok { vec![day] } else { vec![] };
    let words = |t: &Thing, p: &str| t.words.iter().filter(|w| w.starts_with(p)).cloned().collect::<Vec<_>>();
    vec![
        ("table", Range::table(), model.values().cloned().collect()),
        ("name", Thing::BY_NAME.all(), sorted(model, |t| vec![t.name.clone()])),
        ("grid", Thing::BY_GRID.all(), sorted(model, |t| vec![(t.grid, t.day)])),
        ("no grid", Thing::BY_GRID.under(None::<i64>), grid(None)),
        ("grid -1", Thing::BY_GRID.under(Some(-1i64)), grid(Some(-1))),
        (
            "grid 1, day 0",
            Thing::BY_GRID.under((Some(1i64), 0i32)),
            sorted(model, |t| unless((t.grid, t.day) == (Some(1), 0), 0)),
        ),
        (
            "grid 0, days -1..2",
            Thing::BY_GRID.between((Some(0i64), -1i32), (Some(0i64), 2i32)),
            sorted(model, |t| unless(t.grid == Some(0) && (-1..2).contains(&t.day), t.day)),
        ),
        (
            "word a",
            Thing::BY_WORD.under("a".to_owned()),
            sorted(model, |t| t.words.iter().filter(|w| *w == "a").cloned().collect()),
        ),
        ("words a…", Thing::BY_WORD.starting((), "a"), sorted(model, |t| words(t, "a"))),
        ("words 网…", Thing::BY_WORD.starting((), "网"), sorted(model, |t| words(t, "网"))),
        ("place", Thing::BY_PLACE.all(), sorted(model, |t| t.grid.map(|g| (g, t.day)).into_iter().collect())),
    ]
}

/// All pages of a range, each cursor written as a link and read back.
fn paged(read: &impl Read, range: &Range<Thing>, dir: Dir, limit: usize) -> Result<Vec<Thing>, Failure> {
    let (mut all, mut cursor) = (Vec::new(), None::<Cursor>);
    loop {
        let page = read.page(range, dir, cursor.as_ref(), limit)?;
        assert!(page.rows.len() <= limit);
        assert!(page.next.is_none() || page.rows.len() == limit, "a short page is the last");
        all.extend(page.rows);
        match page.next {
            Some(next) => cursor = Some(Cursor::parse(&next.to_string()).unwrap()),
            None => return Ok(all),
        }
    }
}

/// Compares every view, in both directions, in pages of `limit`, and the counters.
fn agree(read: &impl Read, model: &Model, limit: usize) -> Result<(), Failure> {
    for (what, range, mut expected) in views(model) {
        assert_eq!(paged(read, &range, Dir::Forward, limit)?, expected, "{what} forward by {limit}");
        expected.reverse();
        assert_eq!(paged(read, &range, Dir::Backward, limit)?, expected, "{what} backward by {limit}");
        expected.truncate(limit);
        assert_eq!(read.list(&range, Dir::Backward, limit)?, expected, "{what}: the last {limit}");
    }
    assert_eq!(read.rows::<Thing>()?, model.len() as i64);
    for g in [None, Some(-2), Some(-1), Some(0), Some(1)] {
        let n = model.values().filter(|t| t.grid == g).count() as i64;
        assert_eq!(read.count(&Thing::IN_GRID, &g)?, n, "counter of {g:?}");
        let mut words: BTreeMap<(Option<i64>, String), i64> = BTreeMap::new();
        for t in model.values().filter(|t| t.grid == g) {
            for w in &t.words {
                *words.entry((g, w.clone())).or_default() += 3;
            }
        }
        assert_eq!(read.counts(&Thing::DAYS, &g, 1_000)?, words.into_iter().collect::<Vec<_>>());
    }
    for id in 1..14 {
        assert_eq!(read.find(Id::<Thing>::new(id))?.as_ref(), model.get(&id));
    }
    for t in model.values() {
        assert_eq!(read.by(&Thing::BY_NAME, &t.name)?.as_ref(), Some(t));
    }
    Ok(())
}

#[derive(Clone, Debug)]
enum Step {
    Put(Thing),
    Delete(u64),
    Look(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![4 => thing().prop_map(Step::Put), 2 => (1u64..14).prop_map(Step::Delete), 2 => (1usize..6).prop_map(Step::Look)]
}

/// Which unique key another row holds, by the order in which the indexes are listed.
fn clash(model: &Model, new: &Thing) -> Option<&'static str> {
    let others = || model.values().filter(|t| t.id != new.id);
    if others().any(|t| t.name == new.name) {
        return Some("thing.name");
    }
    (new.grid.is_some() && others().any(|t| (t.grid, t.day) == (new.grid, new.day))).then_some("thing.place")
}

/// One write: its steps on both sides; what it leaves if it is kept.
fn walk(tx: &mut lianxin::store::Tx<'_>, model: &mut Model, steps: Vec<Step>) -> Result<(), Failure> {
    for step in steps {
        match step {
            Step::Put(t) => match (clash(model, &t), tx.put(&t)) {
                (None, done) => {
                    done?;
                    model.insert(t.id.raw(), t);
                }
                // Refused, and the write goes on: the refused row left no trace.
                (Some(name), Err(Failure::Taken(said))) => assert_eq!(name, said),
                (Some(name), other) => panic!("{name} should be taken: {other:?}"),
            },
            Step::Delete(id) => {
                tx.delete(Id::<Thing>::new(id))?;
                model.remove(&id);
            }
            Step::Look(limit) => agree(tx, model, limit)?,
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Groups of writes, some given up at their end: each sees what the ones before it left, and the store in the end
    /// holds, byte for byte, what the rows alone imply.
    #[test]
    fn a_write_sees_its_own_and_its_groups_changes(
        groups in prop::collection::vec(
            prop::collection::vec((prop::collection::vec(step(), 0..8), prop::bool::weighted(0.8)), 1..5), 1..4
        ),
    ) {
        let (store, _) = store();
        let model = std::sync::Arc::new(std::sync::Mutex::new(Model::new()));
        for group in groups {
            let mut works: Vec<Work<()>> = Vec::new();
            for (steps, keep) in group.clone() {
                let model = model.clone();
                works.push(Box::new(move |tx| {
                    // A panic in here (a failed comparison) answers `Broken`, never the refusal below.
                    let mut after = model.lock().unwrap().clone();
                    walk(tx, &mut after, steps)?;
                    agree(tx, &after, 3)?;
                    if !keep {
                        return Err(Failure::refused("given-up"));
                    }
                    *model.lock().unwrap() = after;
                    Ok(())
                }));
            }
            let kept: Vec<bool> = group.iter().map(|g| g.1).collect();
            for (result, keep) in in_one_group(&store, works).into_iter().zip(kept) {
                prop_assert_eq!(result, if keep { Ok(()) } else { Err(Failure::refused("given-up")) });
            }
            agree(&store, &model.lock().unwrap(), 2).unwrap();
        }
        let rows: Vec<Thing> = model.lock().unwrap().values().cloned().collect();
        prop_assert_eq!(dump(&store), recount(&rows));
    }

    /// Pages over many rows join up, whatever their length.
    #[test]
    fn pages_join_up(things in prop::collection::vec(thing(), 0..40), limit in 1usize..9) {
        let (store, _) = store();
        let mut model = Model::new();
        for (i, mut t) in things.into_iter().enumerate() {
            (t.id, t.name) = (Id::new(i as u64 + 1), format!("{}-{i}", t.name));
            t.day += 7 * i as i32 * i32::from(t.grid.is_some());
            model.insert(t.id.raw(), t.clone());
            store.write_wait(move |tx| tx.put(&t)).unwrap();
        }
        for (what, range, mut expected) in views(&model) {
            prop_assert_eq!(&paged(&store, &range, Dir::Forward, limit).unwrap(), &expected, "{}", what);
            expected.reverse();
            prop_assert_eq!(&paged(&store, &range, Dir::Backward, limit).unwrap(), &expected, "{}", what);
        }
    }

    /// A cursor from anywhere (a link that somebody edited) never leads out of its range.
    #[test]
    fn a_strange_cursor_stays_in_its_range(bytes in prop::collection::vec(any::<u8>(), 1..24)) {
        let (store, _) = store();
        for i in 0..12i32 {
            let grid = Some(i64::from(i % 3));
            store.write_wait(move |tx| tx.put(&Thing { grid, day: i, ..Thing::new(i as u64 + 1, &i.to_string()) })).unwrap();
        }
        let cursor = Cursor::parse(&data_encoding::BASE32HEX_NOPAD.encode(&bytes)).unwrap();
        let inside: BTreeSet<u64> = (0..12).filter(|i| i % 3 == 1).map(|i| i + 1).collect();
        for dir in [Dir::Forward, Dir::Backward] {
            let page = store.page(&Thing::BY_GRID.under(Some(1i64)), dir, Some(&cursor), 50).unwrap();
            prop_assert!(page.rows.iter().all(|t| inside.contains(&t.id.raw())));
        }
    }
}

#[test]
fn a_page_is_never_longer_than_the_most() {
    let (store, _) = store();
    for chunk in 0..22u64 {
        let put = move |tx: &mut lianxin::store::Tx<'_>| {
            (1..=50).try_for_each(|i| tx.put(&Thing::new(chunk * 50 + i, &format!("{}", chunk * 50 + i))))
        };
        store.write_wait(put).unwrap();
    }
    let page = store.page(&Range::<Thing>::table(), Dir::Forward, None, usize::MAX - 1).unwrap();
    assert_eq!((page.rows.len(), page.next.is_some()), (lianxin::store::PAGE_MOST, true));
    assert_eq!(store.page(&Range::<Thing>::table(), Dir::Forward, None, 0).unwrap().rows.len(), 1);
    let mut n = 0;
    store
        .each(&Range::<Thing>::table(), |_| {
            n += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!((n, store.rows::<Thing>().unwrap()), (1_100, 1_100));
}
