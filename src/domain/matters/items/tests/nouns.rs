//! Supervision, joint handling, help, carried papers, follow-up, linked items: each from its beginning to its end.
use super::*;

fn at(text: &str, hour: i8) -> Stamp {
    Stamp::at(Day::parse(text).unwrap(), hour, 0)
}

#[test]
fn a_supervision_must_be_answered() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    // The centre issues yellow; red is the leaders'.
    let red = Details { colour: Some(Colour::Red), ..office.details('H') };
    let told = office.act('D', item.id, Action::Supervise, red.clone(), start());
    assert_eq!(told, Err(Failure::refused("item-supervision-red")));
    let item = office.step('D', item.id, Action::Supervise, 'H', start());
    let yellow = item.supervised.unwrap();
    assert_eq!((yellow.colour, yellow.answered), (Colour::Yellow, false));
    let order = &supervisions(&office.store, item.id).unwrap()[0];
    // Two working days from Saturday the 21st.
    assert_eq!((order.reason.as_str(), order.answer_due), ("依据和结果", Stamp::at(Day::parse("2026-11-24").unwrap(), 17, 30)));
    assert!(has_unseen(&office.store, office.who('H').id, item.id).unwrap(), "the owner hears of it");
    // Nothing goes on before the answer, and nothing as grave is issued again.
    let unanswered = Err(Failure::refused("item-supervision-unanswered"));
    assert_eq!(office.act('H', item.id, Action::ReportBack, office.details('H'), start()), unanswered);
    assert_eq!(office.act('D', item.id, Action::LiftSupervision, office.details('H'), start()), unanswered);
    let there = Err(Failure::refused("item-supervision-there"));
    assert_eq!(office.act('D', item.id, Action::Supervise, office.details('H'), start()), there);
    let twice = Err(Failure::refused("item-supervision-there"));
    assert_eq!(office.act('L', item.id, Action::Supervise, office.details('H'), start()), twice, "yellow again");
    // A leader may make it red: the yellow one gives way to it.
    let item = office.act('L', item.id, Action::Supervise, red, start()).unwrap();
    assert_eq!(item.supervised.unwrap().colour, Colour::Red);
    let item = office.step('H', item.id, Action::AnswerSupervision, 'H', start());
    assert!(item.supervised.unwrap().answered);
    let waits = Err(Failure::refused("item-supervision-none"));
    assert_eq!(office.act('H', item.id, Action::AnswerSupervision, office.details('H'), start()), waits);
    let mine = Err(Failure::refused("item-supervision-red"));
    assert_eq!(office.act('D', item.id, Action::LiftSupervision, office.details('H'), start()), mine);
    let item = office.step('P', item.id, Action::LiftSupervision, 'H', start());
    assert_eq!(item.supervised, None);
    let orders = supervisions(&office.store, item.id).unwrap();
    assert_eq!(orders.len(), 2);
    assert!(orders.iter().all(|o| o.lifted.is_some()) && orders[0].answer.is_none() && orders[1].answer.is_some());
    assert_eq!(office.step('H', item.id, Action::ReportBack, 'H', start()).state.tag, StateTag::ReportedBack);
}

#[test]
fn joint_handling_goes_up_three_levels() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    let call = |part, action, chair: char, people: &[char]| {
        let participants = people.iter().map(|p| office.who(*p).id).collect();
        let details = Details { chair: Some(office.who(chair).id), participants, ..office.details('H') };
        office.act(part, item.id, action, details, start())
    };
    let unfit = Err(Failure::field("chair", "item-chair-unfit"));
    assert_eq!(call('N', Action::Convene, 'C', &['H', 'O']), unfit, "a window chairs nothing");
    let alone = Err(Failure::field("participants", "item-participants-count"));
    assert_eq!(call('N', Action::Convene, 'N', &['N']), alone);
    let joint = call('N', Action::Convene, 'N', &['H', 'O', 'O']).unwrap();
    assert_eq!(joint.state.tag, StateTag::Joint);
    assert_eq!(joint.owner, item.owner, "the lead stays the owner");
    assert!(joint.clock.due.is_some(), "the resident's clock runs on");
    let o = office.who('O').clone();
    assert!(office.reader('O').sees_item(&office.store, &joint).unwrap(), "who is called sees it");
    assert!(has_unseen(&office.store, o.id, item.id).unwrap());
    office.step('O', item.id, Action::Opine, 'H', start());
    office.step('N', item.id, Action::Opine, 'H', start());
    assert_eq!(office.act('D', item.id, Action::Opine, office.details('H'), start()), Err(Failure::NotAllowed));
    let endless = Details { note: "长".repeat(501), ..office.details('H') };
    assert_eq!(office.act('O', item.id, Action::Opine, endless, start()), Err(Failure::field("note", "item-too-long")));
    // As many and as long as they may be still fit into one row.
    let longest = Details { note: "长".repeat(500), ..office.details('H') };
    let full = office.tried({
        let (calendar, me, id) = (office.calendar.clone(), office.who('O').clone(), item.id);
        move |tx| {
            for _ in 2..30 {
                act(tx, &By::Account(&me), id, Action::Opine, longest.clone(), start(), &calendar)?;
            }
            act(tx, &By::Account(&me), id, Action::Opine, longest, start(), &calendar)
        }
    });
    assert_eq!(full.map(|i| i.events), Err(Failure::refused("item-history-full")));
    assert_eq!(office.act('O', item.id, Action::Conclude, office.details('H'), start()), Err(Failure::NotAllowed));
    assert_eq!(call('N', Action::RaiseLevel, 'N', &['O']), unfit, "the second level is a leader's");
    call('N', Action::RaiseLevel, 'L', &['O', 'N']).unwrap();
    assert_eq!(call('L', Action::RaiseLevel, 'L', &['O']), unfit, "the third is the principal leader's");
    call('L', Action::RaiseLevel, 'P', &['L', 'O']).unwrap();
    let highest = Err(Failure::refused("item-conference-highest"));
    assert_eq!(call('L', Action::RaiseLevel, 'P', &['L']), highest);
    let back = office.step('P', item.id, Action::Conclude, 'H', start());
    assert_eq!((back.state.tag, back.owner, back.conference), (StateTag::Handling, item.owner, None));
    let all = conferences(&office.store, item.id).unwrap();
    assert_eq!(
        all.iter().map(|c| (c.level, c.raised.is_some(), c.conclusion.is_some())).collect::<Vec<_>>(),
        [(1, true, false), (2, true, false), (3, false, true)]
    );
    assert_eq!(all[0].opinions.len(), 2);
    assert_eq!(all[0].participants.len(), 2, "nobody is called twice");
}

#[test]
fn one_lead_and_several_helpers() {
    let office = Office::new();
    let item = office.item_in(StateTag::Filed, 'H', 1);
    let with =
        |people: &[char]| Details { participants: people.iter().map(|p| office.who(*p).id).collect(), ..office.details('H') };
    let item = office.act('D', item.id, Action::Dispatch, with(&['O', 'M']), start()).unwrap();
    assert_eq!((item.owner, item.helps), (Some(office.who('H').id), 2));
    office.step('H', item.id, Action::Start, 'H', start());
    let waits = Err(Failure::refused("item-help-waits"));
    assert_eq!(office.act('H', item.id, Action::ReportBack, office.details('H'), start()), waits);
    assert_eq!(office.act('W', item.id, Action::AnswerHelp, office.details('H'), start()), Err(Failure::NotAllowed));
    let item = office.step('O', item.id, Action::AnswerHelp, 'H', start());
    assert_eq!(item.helps, 1);
    assert_eq!(office.act('O', item.id, Action::AnswerHelp, office.details('H'), start()), Err(Failure::NotAllowed), "once");
    // Whoever is asked already, or owns it, is not asked again.
    let again = Err(Failure::field("participants", "item-participants-count"));
    assert_eq!(office.act('H', item.id, Action::AskHelp, with(&['M', 'H']), start()), again);
    let unfit = Err(Failure::field("participants", "item-recipient-unfit"));
    assert_eq!(office.act('H', item.id, Action::AskHelp, with(&['L']), start()), unfit);
    let asked = helps(&office.store, item.id).unwrap();
    let cancel = Details { help: Some(asked[1].id), ..office.details('H') };
    let item = office.act('H', item.id, Action::CancelHelp, cancel.clone(), start()).unwrap();
    assert_eq!(item.helps, 0);
    let gone = Err(Failure::field("help", "item-help-required"));
    assert_eq!(office.act('H', item.id, Action::CancelHelp, cancel, start()), gone);
    let item = office.step('H', item.id, Action::ReportBack, 'H', start());
    // A helper has worked on it and does not verify it.
    office.step('D', item.id, Action::Rework, 'H', start());
    office.act('H', item.id, Action::AskHelp, with(&['M']), start()).unwrap();
    office.step('M', item.id, Action::AnswerHelp, 'H', start());
    office.step('H', item.id, Action::ReportBack, 'H', start());
    let own = Err(Failure::refused("item-own-work"));
    assert_eq!(office.act('M', item.id, Action::Close, office.details('H'), start()), own);
}

#[test]
fn papers_come_back_into_the_residents_hand() {
    let office = Office::new();
    let item = office.report(1, start());
    let names = Details { papers: vec!["户口簿原件".into(), " 身份证 ".into(), String::new()], ..office.details('H') };
    let item = office.act('W', item.id, Action::TakePapers, names, start()).unwrap();
    assert_eq!(item.papers_out, 2);
    let none = Details { papers: vec![" ".into()], ..office.details('H') };
    let wanting = Err(Failure::field("papers", "item-papers-required"));
    assert_eq!(office.act('W', item.id, Action::TakePapers, none, start()), wanting);
    let out = Err(Failure::refused("item-papers-out"));
    for (part, action) in [('C', Action::Decline), ('R', Action::Withdraw), ('C', Action::SelfHandle)] {
        assert_eq!(office.act(part, item.id, action, office.details('H'), start()), out, "{action:?}");
    }
    let papers = carried(&office.store, item.id).unwrap();
    assert_eq!(papers.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["户口簿原件", "身份证"]);
    let with = |n: usize| Details { paper: Some(papers[n].id), ..office.details('H') };
    office.act('C', item.id, Action::DeliverPapers, with(0), start()).unwrap();
    let again = Err(Failure::field("paper", "item-paper-required"));
    assert_eq!(office.act('C', item.id, Action::DeliverPapers, with(0), start()), again);
    office.act('W', item.id, Action::ReturnPapers, with(0), start()).unwrap();
    assert_eq!(office.act('W', item.id, Action::ReturnPapers, with(0), start()), again, "once");
    let item = office.act('W', item.id, Action::ReturnPapers, with(1), start()).unwrap();
    assert_eq!(item.papers_out, 0);
    let steps: Vec<_> = carried(&office.store, item.id).unwrap()[0].steps.iter().map(|s| s.step).collect();
    assert_eq!(steps, [CustodyStep::Taken, CustodyStep::Delivered, CustodyStep::Returned]);
    assert_eq!(office.step('R', item.id, Action::Withdraw, 'H', start()).state.tag, StateTag::Withdrawn);
    // Another item's paper is no choice here.
    let other = office.report(2, start());
    let other = office.step('W', other.id, Action::TakePapers, 'H', start());
    assert_eq!(office.act('W', other.id, Action::ReturnPapers, with(0), start()), again);
}

#[test]
fn every_closed_item_is_followed_up_on_friday() {
    let office = Office::new();
    let close = |n, on: &str| {
        let item = office.item_in(StateTag::ReportedBack, 'H', n);
        office.step('L', item.id, Action::Close, 'H', at(on, 10))
    };
    for (n, (closed, follow)) in (0..).zip([
        ("2026-11-23", "2026-11-27"), // Monday → that Friday
        ("2026-11-27", "2026-12-04"), // a Friday → the next one
        ("2026-09-21", "2026-09-28"), // that Friday is a day off: the next working day
        ("2026-09-30", "2026-10-08"), // the holiday week's Friday: the day after it
    ]) {
        assert_eq!(close(n, closed).follow, Day::parse(follow), "{closed}");
    }
    let item = close(10, "2026-11-23");
    let follow = |verdict, basis: &str, on: &str| {
        let details = Details { outcome: Some(verdict), basis: basis.into(), ..office.details('H') };
        office.act('C', item.id, Action::FollowUp, details, at(on, 10))
    };
    let wanting = Err(Failure::field("basis", "item-basis-required"));
    assert_eq!(follow(Some(Rating::Satisfied), " ", "2026-11-27"), wanting, "the policy basis is told");
    // Nobody reached: the next Friday again; after two tries it may rest without a verdict.
    let tries_left = Err(Failure::refused("item-tries-left"));
    let once = follow(None, "", "2026-11-27").unwrap();
    assert_eq!((once.state.tag, once.follow, once.tries), (StateTag::Closed, Day::parse("2026-12-04"), 1));
    assert_eq!(office.act('C', item.id, Action::Archive, office.details('H'), at("2026-11-27", 11)), tries_left);
    assert_eq!(follow(None, "", "2026-12-04").unwrap().tries, 2);
    let archived = office.tried({
        let (calendar, me, id, details) = (office.calendar.clone(), office.who('C').clone(), item.id, office.details('H'));
        move |tx| act(tx, &By::Account(&me), id, Action::Archive, details, at("2026-12-04", 11), &calendar)
    });
    assert_eq!(archived.unwrap().state.tag, StateTag::Archived);
    // Reached on the third, and not satisfied: done again, with a limit of its own.
    let unhappy = follow(Some(Rating::Dissatisfied), "依据", "2026-12-11").unwrap();
    assert_eq!((unhappy.state.tag, unhappy.follow), (StateTag::Dissatisfied, None));
    let again = Details { to_account: None, ..office.details('H') };
    let again = office.act('D', item.id, Action::Reopen, again, at("2026-12-11", 11)).unwrap();
    assert_eq!((again.state.tag, again.owner, again.reopens), (StateTag::Handling, Some(office.who('H').id), 1));
    assert_eq!((again.rating.clone(), again.ended, again.result.as_str()), (None, None, ""));
    assert_eq!(again.clock.start, Day::parse("2026-12-11"));
    assert_eq!(follow_ups(&office.store, item.id).unwrap().len(), 3);
    assert_eq!(office.store.count(&FOLLOWED, &(202_612, 0)).unwrap(), 1);
    assert_eq!(office.store.count(&FOLLOWED, &(202_612, 4)).unwrap(), 1);
    let listed = to_follow(&office.store, Day::parse("2026-11-27").unwrap(), None, 50).unwrap();
    assert_eq!(listed.rows.len(), 3, "those of the autumn and the first Monday");
}

#[test]
fn a_resident_urges_once_a_day() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    let urged = office.step('R', item.id, Action::Urge, 'H', start().plus_seconds(60));
    assert_eq!(urged.urges, 1);
    assert!(has_unseen(&office.store, office.who('H').id, item.id).unwrap());
    let again = office.act('R', item.id, Action::Urge, office.details('H'), start().plus_seconds(120));
    assert_eq!(again, Err(Failure::refused("item-urged-today")));
    assert_eq!(office.step('C', item.id, Action::Urge, 'H', start().plus_seconds(180)).urges, 2, "by telephone, each is counted");
    assert_eq!(office.step('R', item.id, Action::Urge, 'H', start().plus_seconds(86_400)).urges, 3);
    assert_eq!(office.store.count(&counters::URGED, &()).unwrap(), 3);
}

#[test]
fn duplicates_are_found_and_merged() {
    let office = Office::new();
    let place = |n, place: &str, later: i64| {
        let mut new = office.form(n);
        new.place = place.into();
        let when = start().plus_seconds(later);
        office.store.write_wait(move |tx| report(tx, &By::Terminal(Proof::Nothing), new, when)).unwrap()
    };
    let first = place(1, "美湖花园12幢东侧道路", 0);
    let same = place(2, "美湖花园12幢东侧道路路灯", 3_600);
    let far = place(3, "锦绣苑北门口", 3_600);
    let old = place(4, "美湖花园12幢东侧道路", -40 * 86_400);
    let likely = duplicates(&office.store, &office.reader('C'), &same, 5).unwrap();
    assert_eq!(likely.iter().map(|l| l.item.id).collect::<Vec<_>>(), [first.id], "not {} nor {}", far.no, old.no);
    let into = |no| Details { target: Some(no), ..office.details('H') };
    let merge = |id, no| office.act('C', id, Action::Merge, into(no), start().plus_seconds(7_200));
    assert_eq!(merge(first.id, first.no), Err(Failure::field("target", "item-target-itself")));
    let unknown = ItemNo::new(start().day(), 9_999).unwrap();
    assert_eq!(merge(first.id, unknown), Err(Failure::field("target", "item-target-unknown")));
    // A chain of merges ends at the one that goes on.
    merge(far.id, same.no).unwrap();
    let merged = merge(same.id, first.no).unwrap();
    assert_eq!((merged.state.tag, merged.link), (StateTag::Merged, Some(Link::Into(first.id))));
    let mut below: Vec<_> = linked(&office.store, first.id).unwrap().iter().map(|i| i.id).collect();
    below.sort();
    assert_eq!(below, [same.id, far.id]);
    assert_eq!(merge(old.id, same.no), Err(Failure::field("target", "item-target-ended")));
    for item in [first.id, same.id, far.id] {
        let item = office.store.get(item).unwrap();
        assert_eq!(check_chain(&office.store, &item).unwrap(), None, "{}", item.no);
        assert!(history(&office.store, item.id).unwrap().iter().any(|e| e.action == Action::Merge));
    }
}

#[test]
fn a_report_of_several_matters_is_split() {
    let office = Office::new();
    let item = office.item_in(StateTag::Accepted, 'H', 1);
    let parent = office.step('C', item.id, Action::Split, 'H', start());
    assert_eq!((parent.state.tag, parent.owner), (StateTag::Accepted, None), "it goes on as it was");
    let children = linked(&office.store, item.id).unwrap();
    assert_eq!(children.len(), 1);
    let child = &children[0];
    assert_eq!((child.state.tag, child.link), (StateTag::Reported, Some(Link::From(item.id))));
    assert_eq!((&child.applicant, child.grid, child.query), (&item.applicant, item.grid, item.query));
    assert_eq!(check_chain(&office.store, child).unwrap(), None);
    let said = history(&office.store, item.id).unwrap().last().unwrap().note.clone();
    assert!(said.contains(&child.no.to_string()), "{said}");
    let unsaid = Details { service: None, ..office.details('H') };
    let wanting = Err(Failure::field("service", "item-service-required"));
    assert_eq!(office.act('C', item.id, Action::Split, unsaid, start()), wanting);
}

#[test]
fn extensions_are_asked_in_time_and_bounded() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    let due = item.clock.due.unwrap();
    let days = |days| Details { days, ..office.details('H') };
    for wrong in [None, Some(0), Some(16)] {
        let told = office.act('H', item.id, Action::AskExtension, days(wrong), start());
        assert!(matches!(&told, Err(Failure::Invalid(e)) if e.of("days").is_some()), "{wrong:?}: {told:?}");
    }
    let late = Err(Failure::refused("item-extension-late"));
    assert_eq!(office.act('H', item.id, Action::AskExtension, days(Some(3)), due.plus_seconds(1)), late);
    let asked = office.act('H', item.id, Action::AskExtension, days(Some(3)), start()).unwrap();
    assert_eq!((asked.state.tag, asked.asked_days, asked.clock.due), (StateTag::ExtensionAsked, 3, Some(due)));
    let refused = office.tried({
        let (calendar, me, id, d) = (office.calendar.clone(), office.who('D').clone(), item.id, office.details('H'));
        move |tx| act(tx, &By::Account(&me), id, Action::RefuseExtension, d, start(), &calendar)
    });
    assert_eq!(refused.map(|i| (i.state.tag, i.clock.due)), Ok((StateTag::Handling, Some(due))));
    // The centre may grant less than was asked for.
    let granted = office.act('D', item.id, Action::GrantExtension, days(Some(2)), start()).unwrap();
    let moved = office.calendar.due(granted.clock.start.unwrap(), granted.clock.limit_days + 2).day;
    assert_eq!(granted.clock.due, Some(Stamp::at(moved, 17, 30)));
    assert_eq!((granted.clock.extra_days, granted.asked_days), (2, 0));
}

/// An item stored by the program before this one is read as it was.
#[test]
fn items_of_version_one_are_read() {
    use super::super::row::upgrade::{Clocking1, Item1};
    let office = Office::new();
    let new = office.item_in(StateTag::Handling, 'H', 1);
    let i = new.clone();
    let stood = (start(), start().plus_seconds(60));
    let old = Item1 {
        id: i.id,
        no: i.no,
        query: i.query,
        form_key: i.form_key,
        service: i.service,
        service_code: i.service_code,
        title: i.title,
        line: i.line,
        category: i.category,
        grid: i.grid,
        place: i.place,
        building: i.building,
        applicant: i.applicant,
        source: i.source,
        answers: i.answers,
        materials: i.materials,
        state: i.state,
        clock: Clocking1 {
            limit_days: i.clock.limit_days,
            start: i.clock.start,
            due: i.clock.due,
            provisional: i.clock.provisional,
            calendar: i.clock.calendar,
            paused: None,
            pauses: vec![stood],
        },
        owner: i.owner,
        handler: i.handler,
        created: i.created,
        ended: i.ended,
        result: i.result,
        reworks: i.reworks,
        rating: i.rating,
        events: i.events,
        head: i.head,
    };
    let bytes = postcard::to_stdvec(&old).unwrap();
    let read = <Item as crate::store::Row>::upgrade(1, &bytes).unwrap();
    assert_eq!(read.clock.pauses, [Stood { from: stood.0, to: stood.1, why: Why::Papers }]);
    assert_eq!((read.no, read.owner, read.state, read.clock.due), (new.no, new.owner, new.state, new.clock.due));
    assert_eq!(check_chain(&office.store, &read).unwrap(), None, "its history holds");
    assert!(<Item as crate::store::Row>::upgrade(9, &bytes).is_err());
}

/// What an attacker tried: being asked for help gives sight only while one is asked, and never the item itself.
#[test]
fn a_helper_gets_no_more_than_was_asked() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    let sees = |item: &Item| office.reader('O').sees_item(&office.store, item).unwrap();
    assert!(!sees(&item));
    let asked = office.step('H', item.id, Action::AskHelp, 'H', start());
    assert!(sees(&asked));
    let filed = office.step('H', item.id, Action::SendBack, 'H', start());
    assert_eq!(office.act('O', item.id, Action::Start, office.details('H'), start()), Err(Failure::NotAllowed));
    let cancel = Details { help: Some(helps(&office.store, item.id).unwrap()[0].id), ..office.details('H') };
    let filed = office.act('D', filed.id, Action::CancelHelp, cancel, start()).unwrap();
    assert!(!sees(&filed), "who is no longer asked sees no more");
}

/// An order of the leaders is answered, not walked around; the resident's own act is free.
#[test]
fn there_is_no_side_door_around_a_supervision() {
    let office = Office::with_target();
    let item = office.report(1, start());
    let red = Details { colour: Some(Colour::Red), ..office.details('H') };
    office.act('L', item.id, Action::Supervise, red, start()).unwrap();
    let unanswered = Err(Failure::refused("item-supervision-unanswered"));
    for action in [Action::Merge, Action::Decline, Action::SelfHandle, Action::Withdraw] {
        assert_eq!(office.act('C', item.id, action, office.details('H'), start()), unanswered, "{action:?}");
    }
    assert_eq!(office.step('R', item.id, Action::Withdraw, 'H', start()).state.tag, StateTag::Withdrawn);
    // Whoever withdraws on somebody's behalf says why; the resident need not.
    let other = office.report(2, start());
    let silent = Details { note: String::new(), ..office.details('H') };
    let wanting = Err(Failure::field("note", "item-note-required"));
    assert_eq!(office.act('C', other.id, Action::Withdraw, silent.clone(), start()), wanting);
    assert!(office.act('R', other.id, Action::Withdraw, silent, start()).is_ok());
    // While somebody works on it, the owner answers and not the centre.
    let held = office.item_in(StateTag::Handling, 'H', 3);
    office.step('D', held.id, Action::Supervise, 'H', start());
    let told = office.act('D', held.id, Action::AnswerSupervision, office.details('H'), start());
    assert_eq!(told, Err(Failure::NotAllowed));
    assert!(office.step('H', held.id, Action::AnswerSupervision, 'H', start()).supervised.unwrap().answered);
}

/// Notes cannot use up the history that the rest of a life needs.
#[test]
fn a_talkative_account_freezes_nothing() {
    let office = Office::new();
    let item = office.item_in(StateTag::Accepted, 'H', 1);
    let full = loop {
        match office.act('C', item.id, Action::Note, office.details('H'), start()) {
            Ok(_) => {}
            Err(e) => break e,
        }
    };
    assert_eq!(full, Failure::refused("item-history-full"));
    assert_eq!(office.store.get(item.id).unwrap().events, EVENTS_MOST - 100);
    for (part, action) in [('D', Action::Dispatch), ('H', Action::Start), ('H', Action::ReportBack), ('D', Action::Close)] {
        office.step(part, item.id, action, 'H', start());
    }
}

#[test]
fn extensions_of_one_limit_are_bounded_together() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    let days = |n| Details { days: Some(n), ..office.details('H') };
    for granted in [10, 5] {
        office.act('H', item.id, Action::AskExtension, days(granted), start()).unwrap();
        office.act('D', item.id, Action::GrantExtension, days(granted), start()).unwrap();
    }
    let spent = Err(Failure::refused("item-extension-spent"));
    assert_eq!(office.act('H', item.id, Action::AskExtension, days(1), start()), spent);
}

#[test]
fn whoever_had_it_in_hand_does_not_verify() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    office.step('H', item.id, Action::HandOver, 'M', start());
    office.step('M', item.id, Action::HandOver, 'H', start());
    office.step('H', item.id, Action::ReportBack, 'H', start());
    let own = Err(Failure::refused("item-own-work"));
    assert_eq!(office.act('M', item.id, Action::Close, office.details('H'), start()), own);
}
