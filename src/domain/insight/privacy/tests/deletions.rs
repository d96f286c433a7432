use std::collections::BTreeMap;

use super::*;
use crate::{domain::TABLES, store::engine::MemoryEngine};

/// A copy of everything, as a backup is one.
fn copy(store: &Store) -> Store {
    let all = store.engine().scan(&[0], &[0xff; 8], Dir::Forward, usize::MAX).unwrap();
    let engine = MemoryEngine::new();
    let ops = all.into_iter().map(|(k, v)| crate::store::engine::Op::Put(k, v)).collect::<Vec<_>>();
    crate::store::engine::Engine::commit(&engine, 1, &ops).unwrap();
    Store::new(Arc::new(engine), TABLES).unwrap()
}

fn everything(store: &Store) -> BTreeMap<Vec<u8>, Vec<u8>> {
    store.engine().scan(&[0], &[0xff; 8], Dir::Forward, usize::MAX).unwrap().into_iter().collect()
}

fn holds(store: &Store, needle: &[u8]) -> bool {
    everything(store).iter().any(|(k, v)| [k, v].iter().any(|b| b.windows(needle.len()).any(|w| w == needle)))
}

#[test]
fn what_is_due_is_counted_by_the_law_of_the_table() {
    let office = Office::new();
    let t = office.table("pregnancies");
    assert_eq!(t.retention, 3);
    let at = Stamp::at(day(2024, 1, 2), 9, 0);
    for (home, on) in
        [(0, day(2019, 5, 1)), (1, day(2023, 10, 31)), (2, day(2023, 11, 1)), (3, day(2023, 11, 26)), (4, day(2023, 11, 27))]
    {
        let e = office.entry("pregnancies", home, day(2019, 1, 1), at);
        office.end(&e, on, at);
    }
    office.entry("pregnancies", 5, day(2019, 1, 1), at);
    let today = now().day();
    assert_eq!(due(&office.store, &t, today).unwrap(), Some(Due { count: 4, more: false, until: day(2023, 11, 26) }));
    let page = due_page(&office.store, &t, today, None, 3).unwrap();
    assert_eq!(page.rows.len(), 3);
    let rest = due_page(&office.store, &t, today, page.next.as_ref(), 3).unwrap();
    assert_eq!((rest.rows.len(), rest.next.is_none()), (1, true));
    assert_eq!(rest.rows[0].ended.as_ref().unwrap().on, day(2023, 11, 26), "the oldest end first");
    assert_eq!(due(&office.store, &office.table("party-members"), today).unwrap(), None, "kept as long as the office");
    assert_eq!(until(&t, day(2028, 2, 29)), Some(day(2025, 2, 28)), "no such day: the one before is due for certain");
}

#[test]
fn a_deletion_takes_two_people_and_leaves_a_proof_and_nothing_else() {
    let office = Office::new();
    let (clerk, leader) = (office.account("clerk", Role::Clerk), office.account("leader", Role::Leader));
    let worker = office.account("worker", Role::GridWorker);
    let at = Stamp::at(day(2020, 6, 1), 9, 0);
    let mut due_ones = Vec::new();
    for home in 0..4 {
        let e = office.entry("birth-registration", home, day(2015, 1, 1), at);
        office.end(&e, day(2015, 3 + i8::try_from(home).unwrap(), 1), at);
        due_ones.push(e.id);
    }
    // One with a long history: more rows than a group holds.
    let long = office.entry("birth-registration", 4, day(2015, 1, 1), at);
    let (keys, field) = (office.keys.seal.clone(), "place".to_owned());
    for i in 0..150 {
        let (keys, id, field) = (keys.clone(), long.id, field.clone());
        let says = vec![(field, Say::Text(format!("第{}次随访", 100 + i)))];
        let draft = Draft { subject: long.subject, grid: None, says, from: long.from, until: None };
        office.write(move |tx| registers::edit(tx, &keys, (Actor::System, at), (id, None), &draft)).unwrap();
    }
    office.end(&long, day(2015, 9, 1), at);
    due_ones.push(long.id);
    let current = office.entry("birth-registration", 5, day(2015, 1, 1), at);
    let other = office.entry("disability", 0, day(2015, 1, 1), at);

    let propose = |by: Id<Account>| office.write(move |tx| propose_deletion(tx, (by, now()), "birth-registration"));
    assert_eq!(refusal(propose(worker)), "NotAllowed");
    let d = propose(clerk).unwrap();
    assert_eq!((d.expected, d.until), (5, day(2016, 11, 26)));
    assert_eq!(refusal(propose(clerk)), "deletion-open");
    let decide = |by: Id<Account>, ok: bool, why: &str| {
        let why = why.to_owned();
        office.write(move |tx| decide_deletion(tx, (by, now()), d.id, ok, &why))
    };
    assert_eq!(refusal(decide(clerk, true, "")), "NotAllowed");
    assert_eq!(refusal(decide(leader, false, "")), "reason: field-required");
    carry_on(&office.store, now(), 99).unwrap();
    assert!(due_ones.iter().all(|e| office.store.find(*e).unwrap().is_some()), "nothing goes before it is approved");

    // Ended after the proposal with an old day: nobody approved that.
    office.end(&current, day(2015, 2, 1), now().plus_seconds(60));
    decide(leader, true, "").unwrap();
    assert_eq!(refusal(decide(leader, true, "")), "deletion-decided");
    let before = copy(&office.store);
    let rows = |s: &Store| (s.rows::<Entry>().unwrap(), s.rows::<EntryChange>().unwrap());
    let (entries, changes) = rows(&before);
    // A group at a time: no write deletes more than a group, and it may stop anywhere.
    let mut steps = 0;
    loop {
        let held = rows(&office.store);
        let more = office.write(move |tx| step(tx, d.id, now())).unwrap();
        let now_held = rows(&office.store);
        assert!(held.0 - now_held.0 + held.1 - now_held.1 <= i64::try_from(GROUP).unwrap());
        steps += 1;
        if !more {
            break;
        }
    }
    assert!(steps >= 3, "{steps}");
    let done = office.store.get(d.id).unwrap();
    assert_eq!((done.state, done.entries), (DeletionState::Done, 5));
    assert_eq!(done.ended, Some((day(2015, 3, 1), day(2015, 9, 1))));
    assert_eq!(rows(&office.store), (entries - 5, changes - i64::try_from(done.rows - 5).unwrap()));
    for id in &due_ones {
        assert!(office.store.find(*id).unwrap().is_none());
        assert!(office.store.list(&EntryChange::BY_ENTRY.under(*id), Dir::Forward, 9).unwrap().is_empty());
    }
    for kept in [current.id, other.id] {
        assert!(office.store.find(kept).unwrap().is_some());
    }
    let report = office.store.check().unwrap();
    assert!(report.is_clean(), "{report:?}");

    // The words and sealed bytes that were there are nowhere any more.
    assert!(holds(&before, "第249次随访".as_bytes()) && !holds(&office.store, "第249次随访".as_bytes()));
    let sealed: Vec<Vec<u8>> = due_ones
        .iter()
        .flat_map(|id| before.get(*id).unwrap().values)
        .filter_map(|(_, v)| match v {
            registers::Value::Sealed { sealed, .. } => Some(postcard::to_allocvec(&sealed).unwrap()),
            _ => None,
        })
        .collect();
    assert!(!sealed.is_empty(), "the register holds strict values");
    for bytes in sealed {
        assert!(holds(&before, &bytes) && !holds(&office.store, &bytes));
    }

    // The proof recomputes from the copy, and from no other.
    assert_eq!(chain_over(&before, &done).unwrap(), done.chain);
    let id = due_ones[2];
    let forged = copy(&before);
    forged
        .write_wait(move |tx| {
            let e: Entry = tx.get(id)?;
            tx.put(&Entry { version: e.version + 1, ..e })
        })
        .unwrap();
    assert_ne!(chain_over(&forged, &done).unwrap(), done.chain);
    assert_ne!(chain_over(&office.store, &done).unwrap(), done.chain);
    for action in ["deletion.propose", "deletion.approve", "deletion.done"] {
        assert_eq!(office.lines(action).len(), 1, "{action}");
    }
    // It is over: going on deletes nothing, and what ended late is proposed anew.
    carry_on(&office.store, now(), 9).unwrap();
    assert_eq!(propose(clerk).unwrap().expected, 1);
    let own = office.write(move |tx| {
        let d = tx.by(&Deletion::OPEN, &"birth-registration".to_owned())?.unwrap();
        decide_deletion(tx, (leader, now()), d.id, false, "先核对")
    });
    assert_eq!(own.unwrap().state, DeletionState::Refused);
    // A leader of key persons proposes; nobody approves an own proposal.
    let e = office.entry("correction", 0, day(2015, 1, 1), at);
    office.end(&e, day(2016, 1, 1), at);
    let d = office.write(move |tx| propose_deletion(tx, (leader, now()), "correction")).unwrap();
    let own = office.write(move |tx| decide_deletion(tx, (leader, now()), d.id, true, ""));
    assert_eq!(refusal(own), "deletion-own");
    let principal = office.account("principal", Role::Principal);
    office.write(move |tx| decide_deletion(tx, (principal, now()), d.id, true, "")).unwrap();
    carry_on(&office.store, now(), 9).unwrap();
    assert!(office.store.find(e.id).unwrap().is_none());
}
