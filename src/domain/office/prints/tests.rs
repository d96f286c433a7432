use std::sync::Arc;

use super::*;
use crate::{
    base::Failure,
    domain::{TABLES, office::who::Role, reader::Reader},
    store::{Read, Store, blobs::BlobId, engine::MemoryEngine},
};

const T0: Stamp = Stamp(1_790_000_000_000);

fn store() -> Store {
    Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap()
}
fn paper(printer: &str) -> NewPrint {
    let blob = BlobId::of(b"%PDF");
    NewPrint { paper: "/office/items/1/receipt.pdf".into(), title: "受理回执".into(), blob, printer: printer.into() }
}
fn reader(role: Role) -> Reader {
    Reader { account: 1, roles: vec![role], own: Vec::new(), now: T0, paper: false }
}
fn put(store: &Store) -> PrintJob {
    store.write_wait(|tx| enqueue(tx, Actor::System, paper("ipp://printer"), T0)).unwrap()
}
fn claimed(store: &Store, at: Stamp) -> Option<PrintJob> {
    store.write_wait(move |tx| claim(tx, at)).unwrap()
}

#[test]
fn a_job_is_claimed_once_and_only_when_due() {
    let store = store();
    let job = put(&store);
    assert_eq!(claimed(&store, Stamp(T0.0 - 1)), None);
    assert_eq!(claimed(&store, T0).map(|j| (j.id, j.state, j.tries)), Some((job.id, PrintState::Sending, 1)));
    assert_eq!(claimed(&store, T0.plus_seconds(86_400)), None, "it is being sent");
    let id = job.id;
    store.write_wait(move |tx| done(tx, id, T0)).unwrap();
    assert_eq!(store.get(id).unwrap().state, PrintState::Printed);
    assert!(store.write_wait(move |tx| done(tx, id, T0)).is_err(), "it ends once");
    assert_eq!(store.count(&BY_PRINT_STATE, &PrintState::Printed).unwrap(), 1);
}

#[test]
fn five_tries_ever_further_apart_then_given_up() {
    let store = store();
    let id = put(&store).id;
    let offline = Failed { reason: "print-offline", again: true };
    let (mut at, mut waits) = (T0, Vec::new());
    for _ in 0..5 {
        assert_eq!(claimed(&store, Stamp(at.0 - 1)), None);
        assert!(claimed(&store, at).is_some());
        let why = offline.clone();
        let job = store.write_wait(move |tx| failed(tx, id, &why, at)).unwrap();
        waits.push((job.state, job.next.seconds_since(at)));
        at = job.next;
    }
    use PrintState::{Failed as F, Waiting as W};
    assert_eq!(waits, [(W, 10), (W, 60), (W, 300), (W, 1_800), (F, 0)]);
    assert_eq!(claimed(&store, at.plus_seconds(86_400)), None);
    assert_eq!(store.get(id).unwrap().failure, "print-offline");
    // By hand it gets all its tries again.
    let clerk = reader(Role::Clerk);
    let job = store.write_wait(move |tx| retry(tx, &clerk, id, at)).unwrap();
    assert_eq!((job.state, job.tries, job.failure.as_str()), (W, 0, ""));
    assert!(claimed(&store, at).is_some());
}

#[test]
fn what_cannot_get_better_is_given_up_at_once() {
    let store = store();
    let id = put(&store).id;
    claimed(&store, T0);
    let why = Failed { reason: "print-file-missing", again: false };
    assert_eq!(store.write_wait(move |tx| failed(tx, id, &why, T0)).unwrap().state, PrintState::Failed);
}

#[test]
fn by_hand() {
    let store = store();
    let none = store.write_wait(|tx| enqueue(tx, Actor::System, paper(" "), T0));
    assert_eq!(none, Err(Failure::refused("print-no-printer")));
    let id = put(&store).id;
    let (clerk, auditor) = (reader(Role::Clerk), reader(Role::Auditor));
    assert_eq!(store.write_wait(move |tx| cancel(tx, &auditor, id, T0)), Err(Failure::NotAllowed));
    let by = clerk.clone();
    assert_eq!(store.write_wait(move |tx| cancel(tx, &by, id, T0)).unwrap().state, PrintState::Cancelled);
    assert_eq!(claimed(&store, T0), None);
    let by = clerk.clone();
    store.write_wait(move |tx| retry(tx, &by, id, T0)).unwrap();
    claimed(&store, T0);
    let by = clerk.clone();
    assert_eq!(store.write_wait(move |tx| cancel(tx, &by, id, T0)), Err(Failure::refused("print-under-way")));
    store.write_wait(move |tx| done(tx, id, T0)).unwrap();
    assert_eq!(store.write_wait(move |tx| retry(tx, &clerk, id, T0)), Err(Failure::refused("print-done")));
}

#[test]
fn old_papers_are_forgotten_waiting_ones_are_not() {
    let store = store();
    let ids: Vec<_> = (0..5).map(|_| put(&store).id).collect();
    for _ in 0..3 {
        let id = claimed(&store, T0).unwrap().id;
        store.write_wait(move |tx| done(tx, id, T0)).unwrap();
    }
    let forget = |before: Stamp, most| store.write_wait(move |tx| forget_old(tx, before, most)).unwrap();
    assert_eq!(forget(T0, 20), 0);
    assert_eq!(forget(T0.plus_seconds(1), 2), 2);
    assert_eq!(forget(T0.plus_seconds(1), 2), 1);
    assert_eq!(store.rows::<PrintJob>().unwrap(), 2);
    assert!(store.find(ids[4]).unwrap().is_some());
}
