//! Filing, numbers, grids, drafts, and the clock.
use super::*;
use crate::base::FieldErrors;

fn at(day: &str, hour: i8, minute: i8) -> Stamp {
    Stamp::at(Day::parse(day).unwrap(), hour, minute)
}

#[test]
fn the_same_form_is_filed_once() {
    let office = Office::new();
    let first = office.report(1, start());
    let before = office.bytes();
    let again = office.report(1, start().plus_seconds(5));
    assert_eq!(first, again);
    assert!(before == office.bytes(), "the second submit writes nothing");
    assert_ne!(office.report(2, start()).no, first.no);
    assert_eq!(office.store.rows::<Item>().unwrap(), 2);
}

#[test]
fn numbers_count_the_day() {
    let office = Office::new();
    let tomorrow = start().plus_seconds(86_400);
    let nos: Vec<String> = [(1, start()), (2, start()), (3, tomorrow)].map(|(n, at)| office.report(n, at).no.to_string()).into();
    assert!(nos[0].starts_with("26112100001") && nos[1].starts_with("26112100002") && nos[2].starts_with("26112200001"));
    assert!(nos.iter().all(|n| n.len() == 12 && ItemNo::parse(n).is_some()));
}

#[test]
fn who_may_report() {
    let office = Office::new();
    for (n, (part, account)) in (0..).zip(&office.people) {
        let (new, account) = (office.form(n), account.clone());
        let told = office.store.write_wait(move |tx| report(tx, &By::Account(&account), new, start()));
        assert_eq!(told.is_ok(), "CDMGWF".contains(*part), "{part}");
    }
    // Nobody has to say who they are.
    let anonymous = office.report(100, start());
    assert_eq!(anonymous.applicant.phone, None);
    assert_eq!(anonymous.state, State { tag: StateTag::Reported, by: crate::domain::office::who::Actor::Terminal, at: start() });
}

#[test]
fn words_out_of_bounds_are_refused() {
    let office = Office::new();
    for place in ["字".repeat(2_001), "铃\u{7}".into()] {
        let new = New { place, ..office.form(1) };
        let told = office.store.write_wait(move |tx| report(tx, &By::System, new, start()));
        assert_eq!(told, Err(Failure::Invalid(FieldErrors::one("place", crate::base::Reason::new("item-too-long")))));
    }
    let mut retired = office.offer("mz-dibao").clone();
    retired.service.retired = Some(start());
    assert_eq!(Asked::of(&retired), Err(Failure::refused("item-service-retired")));
}

#[test]
fn a_draft_gives_its_photos_to_the_item() {
    let office = Office::new();
    let (new, item) = (office.form(1), office.form(2));
    let (draft, photos_then) = office
        .store
        .write_wait(move |tx| {
            let draft = open_draft(tx, [1; 32], start())?;
            assert_eq!(open_draft(tx, [1; 32], start().plus_seconds(9))?.id, draft.id, "a reload finds the same draft");
            let blob = crate::store::blobs::BlobId::of(b"photo");
            let by = crate::domain::office::who::Actor::Terminal;
            attach(tx, by, Of::Draft(draft.id), blob, 5, start())?;
            attach(tx, by, Of::Draft(draft.id), blob, 5, start())?;
            Ok((draft.id, photos(tx, Of::Draft(draft.id))?))
        })
        .unwrap();
    assert_eq!(photos_then.len(), 1, "the same photo twice is one");
    let new = New { draft: Some(draft), ..new };
    let filed = office.store.write_wait(move |tx| report(tx, &By::Terminal(Proof::Nothing), new, start())).unwrap();
    assert_eq!(photos(&office.store, Of::Item(filed.id)).unwrap().len(), 1);
    assert_eq!(office.store.get(draft).unwrap().filed, Some(filed.id));
    office.store.write_wait(move |tx| discard_draft(tx, draft)).unwrap();
    assert_eq!(photos(&office.store, Of::Item(filed.id)).unwrap().len(), 1, "the item's photos stay");
    assert_eq!(office.store.find(draft).unwrap(), None);
    drop(item);
}

#[test]
fn nine_photos_and_no_more() {
    let office = Office::new();
    let item = office.report(1, start()).id;
    let told = office.store.write_wait(move |tx| {
        for n in 0..10u8 {
            let blob = crate::store::blobs::BlobId::of(&[n]);
            attach(tx, crate::domain::office::who::Actor::Resident, Of::Item(item), blob, 1, start())?;
        }
        Ok(())
    });
    assert_eq!(told, Err(Failure::refused("photo-too-many")));
}

#[test]
fn the_clock_of_a_promised_item() {
    let office = Office::new();
    // Reported on Saturday the 21st, accepted on Monday the 23rd; the allowance has its limit from the catalogue.
    let limit = office.offer("mz-dibao").spec.limit_days;
    let item = office.report(1, start());
    let x = explain(&item, start(), &office.calendar);
    assert_eq!((x.now, x.limit_days, x.due), (Ticking::NotStarted, limit, None));
    let item = office.step('C', item.id, Action::Accept, 'H', at("2026-11-23", 10, 0));
    let due = Stamp::at(office.calendar.due(Day::parse("2026-11-23").unwrap(), limit).day, 17, 30);
    assert_eq!((item.clock.start, item.clock.due), (Day::parse("2026-11-23"), Some(due)));
    assert_eq!(item.clock.calendar, office.calendar.version());
    // Papers are asked for: the clock stands. Complete papers start it anew.
    let item = office.step('C', item.id, Action::AskPapers, 'H', at("2026-11-24", 10, 0));
    assert_eq!(item.clock.due, None);
    let x = explain(&item, at("2026-11-30", 9, 0), &office.calendar);
    assert_eq!(x.now, Ticking::Paused(at("2026-11-24", 10, 0), Why::Papers));
    let item = office.step('C', item.id, Action::PapersComplete, 'H', at("2026-12-01", 15, 0));
    let stood = Stood { from: at("2026-11-24", 10, 0), to: at("2026-12-01", 15, 0), why: Why::Papers };
    assert_eq!(item.clock.pauses, [stood]);
    assert_eq!(item.clock.start, Day::parse("2026-12-01"));
    let due = office.calendar.due(Day::parse("2026-12-01").unwrap(), limit);
    assert_eq!(item.clock.due, Some(Stamp::at(due.day, 17, 30)));
    assert_eq!(item.clock.provisional, due.provisional);
    let last = Stamp::at(due.day, 17, 30);
    assert_eq!(explain(&item, last, &office.calendar).now, Ticking::Running(0), "the last moment is in time");
    assert_eq!(explain(&item, last.plus_seconds(1), &office.calendar).now, Ticking::Over(0));
    // Asked for papers once more and never brought: declined, and no verdict on time.
    office.step('C', item.id, Action::AskPapers, 'H', at("2026-12-02", 9, 0));
    let item = office.step('C', item.id, Action::Decline, 'H', at("2026-12-30", 9, 0));
    assert_eq!(explain(&item, at("2026-12-31", 9, 0), &office.calendar).now, Ticking::Dropped(at("2026-12-30", 9, 0)));
}

#[test]
fn immediate_items_and_the_golden_days() {
    let office = Office::new();
    let with_limit = |n: u64, limit_days: u16, accepted: Stamp| {
        let mut new = office.form(n);
        new.asked.limit_days = limit_days;
        let item = office.store.write_wait(move |tx| report(tx, &By::System, new, accepted)).unwrap();
        office.step('C', item.id, Action::Accept, 'H', accepted).clock
    };
    for (n, (accepted, limit, due)) in (0..).zip([
        (at("2026-11-23", 9, 0), 0, "2026-11-23 17:30"),
        (at("2026-11-23", 17, 30), 0, "2026-11-23 17:30"),
        (at("2026-11-23", 18, 0), 0, "2026-11-24 17:30"), // after the day's end: the next working day's
        (at("2026-11-21", 9, 0), 0, "2026-11-23 17:30"),  // a Saturday
        (at("2026-11-20", 9, 0), 1, "2026-11-23 17:30"),  // Friday → Monday
        (at("2026-02-13", 9, 0), 1, "2026-02-14 17:30"),  // a worked Saturday
        (at("2026-02-14", 9, 0), 5, "2026-02-28 17:30"),  // over Spring Festival, onto a worked Saturday
        (at("2026-09-30", 9, 0), 1, "2026-10-08 17:30"),
    ]) {
        let clock = with_limit(n, limit, accepted);
        assert_eq!(clock.due.unwrap().minute(), due);
        assert!(!clock.provisional);
    }
    assert!(with_limit(90, 5, at("2026-12-30", 9, 0)).provisional, "2027 is not published");
}

#[test]
fn a_resident_opens_the_own_item_only() {
    let office = Office::new();
    let item = office.report(1, start());
    assert_eq!(track(&office.store, item.no, QueryCode::new(123_456)).unwrap().id, item.id);
    assert_eq!(track(&office.store, item.no, QueryCode::new(123_457)), Err(Failure::NotFound));
    let other = ItemNo::new(start().day(), 2).unwrap();
    assert_eq!(track(&office.store, other, QueryCode::new(123_456)), Err(Failure::NotFound));
}
