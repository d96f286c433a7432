//! Deadlines that act, in the built program killed while it acts: after a week without power every item is supervised, and each
//! exactly once.
use std::{thread, time::Duration};

use lianxin::{
    base::{Clock, Stamp, WorkCalendar},
    domain::{
        matters::{
            catalog::{self, offer},
            items::{
                self, Action, Applicant, Asked, By, Colour, Details, Item, New, Proof, QueryCode, Source, check_chain, history,
            },
        },
        office::who::{Account, Actor},
    },
    store::{Range, Read, Store},
};

use crate::{
    house::kill_office::{free_port, opened, serve},
    kit::app::furnish,
};

const ITEMS: u64 = 4_000;
const AT_ONCE: u64 = 20;

/// Items accepted three weeks ago with a limit of two working days: what they were due for passed while nothing ran.
fn overdue(store: &Store, now: Stamp) {
    let services = catalog::shipped().unwrap().services;
    let then = now.plus_seconds(-21 * 86_400);
    store.write_wait(move |tx| catalog::seed(tx, &services, then)).unwrap();
    for group in 0..ITEMS / AT_ONCE {
        let made = store.write_wait(move |tx| {
            let clerk = tx.by(&Account::BY_LOGIN, &"clerk".to_owned())?.unwrap();
            let asked = Asked { limit_days: 2, ..Asked::of(&offer(tx, "mz-dibao")?)? };
            for n in 0..AT_ONCE {
                let mut form_key = [0; 16];
                form_key[..8].copy_from_slice(&(group * AT_ONCE + n + 1).to_be_bytes());
                let new = New {
                    form_key,
                    asked: asked.clone(),
                    applicant: Applicant::default(),
                    source: Source::Window,
                    building: None,
                    grid: None,
                    place: String::new(),
                    answers: Vec::new(),
                    materials: Vec::new(),
                    draft: None,
                    query: Some(QueryCode::new(1)),
                };
                let item = items::report(tx, &By::Terminal(Proof::Nothing), new, then)?;
                let calendar = WorkCalendar::shipped()?;
                items::act(tx, &By::Account(&clerk), item.id, Action::Accept, Details::default(), then, &calendar)?;
            }
            Ok(())
        });
        made.unwrap();
    }
}

#[test]
fn every_deadline_acts_once_through_kills() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let now = Clock::system().now();
    let store = opened(&data);
    furnish(&store, now);
    overdue(&store, now);
    drop(store);
    let port = free_port();
    let (mut kills, mut halfway) = (0, 0);
    // It ends when nothing is left; how many kills that takes is the machine's to say.
    for round in 0..300u64 {
        let mut office = serve(&data, port);
        thread::sleep(Duration::from_millis(40 + round * 67 % 240));
        office.kill().unwrap();
        office.wait().unwrap();
        kills += 1;
        let store = opened(&data);
        let left = items::alarm_due(&store, Clock::system().now()).unwrap();
        let done = store.count(&items::counters::SUPERVISED, &Colour::Red).unwrap();
        halfway += usize::from(left && done > 0);
        if !left {
            break;
        }
    }
    let store = opened(&data);
    let mut seen = 0;
    store
        .each(&Range::<Item>::table(), |item| {
            let own = |e: &&items::Event| e.actor == Actor::System;
            let done: Vec<_> = history(&store, item.id)?.iter().filter(own).map(|e| (e.action, e.note.clone())).collect();
            assert_eq!(done, [(Action::Supervise, "limit-passed".to_owned())], "item {}", item.id);
            assert_eq!(check_chain(&store, &item)?, None);
            seen += 1;
            Ok(())
        })
        .unwrap();
    assert_eq!(seen, ITEMS);
    assert!(store.check().unwrap().is_clean());
    assert!(halfway > 0, "no kill fell between two deadlines: nothing was tried");
    eprintln!("{kills} kills, {halfway} of them halfway: {ITEMS} deadlines, each done once");
}
