use super::*;
use crate::store::{Dir, Range};

#[test]
fn an_entry_lives() {
    let o = Office::new();
    let t = table(&o.store, "low-income").unwrap();
    let e = o.create(&t, 3).unwrap();
    assert_eq!(o.create(&t, 3).map(drop), Err(Failure::refused("registers-entry-twice")), "one current entry per household");
    let edit_with = |version, key: &'static str, said: &str| {
        let (id, draft) = (e.id, o.draft(&table(&o.store, "low-income").unwrap(), 3));
        let draft = Draft { says: vec![(key.into(), Say::Text(said.to_owned()))], ..draft };
        o.write(move |tx, keys| edit(tx, &keys.seal, WHO, (id, Some(version)), &draft))
    };
    assert_eq!(edit_with(1, "people", &sample(t.field("people").unwrap(), 3)).unwrap().version, 1, "the same changes nothing");
    let changed = edit_with(1, "people", "7").unwrap();
    assert_eq!((changed.version, changed.value("account")), (2, e.value("account")), "what is not named stays");
    assert_eq!(edit_with(1, "people", "8").map(drop), Err(Failure::refused("registers-changed-meanwhile")));
    assert!(matches!(edit_with(2, "people", ""), Err(Failure::Invalid(x)) if x.of("people").is_some()), "required");
    let finish = |reason: &'static str, on: Day| {
        let id = e.id;
        o.write(move |tx, _| end(tx, WHO, (id, None), on, reason))
    };
    assert!(finish("不想要了", AT.day()).is_err() && finish("迁出", AT.day().plus(1)).is_err());
    finish("迁出", AT.day()).unwrap();
    assert_eq!(edit_with(3, "people", "9").map(drop), Err(Failure::refused("registers-entry-ended")));
    let again = o.create(&t, 3).unwrap();
    let back = e.id;
    assert_eq!(
        o.write(move |tx, _| reopen(tx, WHO, (back, None))).map(drop),
        Err(Failure::refused("registers-entry-twice")),
        "not beside the new one"
    );
    let other = again.id;
    o.write(move |tx, _| end(tx, WHO, (other, None), AT.day(), "登记有误")).unwrap();
    o.write(move |tx, _| reopen(tx, WHO, (back, None))).unwrap();
    let steps = history(&o.store, e.id).unwrap();
    assert_eq!(steps.iter().map(|c| c.deed).collect::<Vec<_>>(), [Deed::Created, Deed::Edited, Deed::Ended, Deed::Reopened]);
    let change = &steps[1].changes;
    assert_eq!((change.len(), change[0].key.as_str(), &change[0].to), (1, "people", &Some(Value::Number(7))));
    assert_eq!(o.store.check().unwrap().problems.len(), 0);
}

#[test]
fn entries_are_found() {
    let o = Office::new();
    let all = [("tenancy", 6), ("hazards", 1), ("party-members", 2)].map(|(code, n)| {
        let t = table(&o.store, code).unwrap();
        let e = o.create(&t, n).unwrap();
        (t, e)
    });
    let find = |at: usize, query: &str| {
        let hits = search(&o.store, &o.keys.seal, &everything(), &all[at].0, query).unwrap();
        hits.iter().any(|e| e.id == all[at].1.id)
    };
    // The tenant's name, telephone and citizen number; the address and who lives there.
    for query in ["𠅤明", "13810000006", &number(46), "美湖花园1幢1单元701", "王七英"] {
        assert!(find(0, query), "{query}");
    }
    assert!(find(1, "甲") && find(1, "=1") && !find(1, "乙"));
    assert!(find(2, "王三英") && find(2, "wsy") && find(2, &number(2)));
    let other = reader(&[Role::GridWorker], &[o.grids[1]]);
    assert!(search(&o.store, &o.keys.seal, &other, &all[1].0, "甲").unwrap().len() == 1, "in the own grid");
    assert!(search(&o.store, &o.keys.seal, &other, &all[0].0, "𠅤明").unwrap().is_empty(), "not in another grid");
    assert!(search(&o.store, &o.keys.seal, &other, &all[2].0, "王三英").unwrap().is_empty(), "nor in a table that is not theirs");
    // Filters.
    let t = &all[1].0;
    let kind = ("kind".to_owned(), sample(t.field("kind").unwrap(), 1));
    for (grid, n) in [(None, 1), (Some(o.grids[1]), 1), (Some(o.grids[0]), 0)] {
        let f = Filter { grid, value: Some(kind.clone()), ended: false };
        assert_eq!(page(&o.store, &t.code, &f, None, 50).unwrap().rows.len(), n);
        assert_eq!(count(&o.store, &t.code, &f).unwrap(), Some(n as i64));
    }
}

/// Whoever moves takes the entries into the new grid, at once or in the night.
#[test]
fn entries_follow() {
    let o = Office::new();
    let made: Vec<Entry> =
        ["low-income", "party-members", "houses"].iter().map(|c| o.create(&table(&o.store, c).unwrap(), 0).unwrap()).collect();
    let (home, to) = (o.homes[0].0.id, o.homes[15].0.house);
    o.write(move |tx, _| people::edit_household(tx, WHO, home, HouseholdForm { house: to, phone: None })).unwrap();
    o.write(move |tx, _| relocate(tx, WHO, Subject::Household(home))).unwrap();
    assert_eq!(o.store.get(made[0].id).unwrap().grid, Some(o.grids[1]));
    assert_eq!(o.store.get(made[1].id).unwrap().grid, Some(o.grids[0]));
    relocate_all(&o.store, AT).unwrap();
    assert_eq!(o.store.get(made[1].id).unwrap().grid, Some(o.grids[1]));
    assert_eq!(o.store.get(made[2].id).unwrap().grid, Some(o.grids[0]), "the house stands where it stood");
    assert_eq!(o.store.check().unwrap().problems.len(), 0);
}

/// 10,000 random deeds; then every index entry and every counter is what the rows say.
#[test]
fn counters_are_a_recount() {
    let o = Office::new();
    let mut seed = 42u64;
    let mut roll = move |n: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % n
    };
    let all: Vec<_> = shipped().unwrap().to_vec();
    let mut done = [0usize; 4];
    let mut ids: Vec<(Id<Entry>, usize)> = Vec::new();
    for _ in 0..200 {
        // Fifty deeds to a write: the test is about counts, not about the writer.
        let mut work: Vec<(usize, usize, Option<Id<Entry>>, Draft)> = Vec::new();
        for _ in 0..50 {
            let (deed, n, at) = (roll(4), roll(400), roll(all.len()));
            let known = (deed > 0 && !ids.is_empty()).then(|| ids[roll(ids.len())]);
            let table = known.map_or(at, |(_, t)| t);
            work.push((if known.is_some() { deed } else { 0 }, table, known.map(|k| k.0), o.draft(&all[table], n)));
        }
        let tables = all.clone();
        let results = o.write(move |tx, keys| {
            let mut out = Vec::new();
            for (deed, at, id, draft) in work {
                let t = &tables[at];
                let made = match (deed, id) {
                    (1, Some(id)) => edit(tx, &keys.seal, WHO, (id, None), &draft),
                    (2, Some(id)) => end(tx, WHO, (id, None), draft.from.plus(300).min(AT.day()), &t.ends[0]),
                    (3, Some(id)) => reopen(tx, WHO, (id, None)),
                    _ => create(tx, &keys.seal, WHO, &t.code, &draft),
                };
                match made {
                    Ok(e) => out.push((deed, e.id, at)),
                    Err(Failure::Refused(_) | Failure::Invalid(_)) => {}
                    Err(e) => return Err(e),
                }
            }
            Ok(out)
        });
        for (deed, id, at) in results.unwrap() {
            done[deed] += 1;
            if deed == 0 {
                ids.push((id, at));
            }
        }
    }
    assert!(done.iter().all(|n| *n > 300), "{done:?}");
    let report = o.store.check().unwrap();
    assert_eq!(report.problems, [], "{done:?}");
    // The counts by hand, from the rows alone.
    let rows: Vec<Entry> = {
        let mut rows = Vec::new();
        o.store
            .each(&Range::<Entry>::table(), |e| {
                rows.push(e);
                Ok(())
            })
            .unwrap();
        rows
    };
    for t in &all {
        let here = |e: &&Entry| e.table == t.code && e.ended.is_none();
        assert_eq!(count(&o.store, &t.code, &Filter::default()).unwrap(), Some(rows.iter().filter(here).count() as i64));
        for f in t.fields.iter().filter(|f| f.count && f.kind == Kind::Choice) {
            for (v, n) in values(&o.store, &t.code, f, None).unwrap() {
                let fits = |e: &&Entry| here(e) && e.value(&f.key) == Some(&Value::Text(v.clone()));
                assert_eq!(n, rows.iter().filter(fits).count() as i64, "{} {} {v}", t.code, f.key);
            }
        }
        let listed = o.store.page(&Entry::BY_TABLE.under((t.code.clone(), false)), Dir::Backward, None, 1_000).unwrap();
        assert_eq!(listed.rows.len(), rows.iter().filter(here).count());
    }
}
