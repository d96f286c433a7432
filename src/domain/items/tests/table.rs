//! Every state × every action × every part, against a table written by hand from domain.md §5.
use super::*;

/// For an item that was given to the department handler H: state, action, the state after, and who may (`R` is the
/// resident with the receipt, T the resident at a terminal with the right code).
const LEGAL: &[(StateTag, Action, StateTag, &str)] = &{
    use Action as A;
    use StateTag as S;
    [
        (S::Reported, A::Accept, S::Accepted, "CDM"),
        (S::Reported, A::AskPapers, S::AwaitingPapers, "CDM"),
        (S::Reported, A::Decline, S::Declined, "CDM"),
        (S::Reported, A::Withdraw, S::Withdrawn, "RT"),
        (S::Accepted, A::AskPapers, S::AwaitingPapers, "CDM"),
        (S::Accepted, A::Dispatch, S::Dispatched, "LDM"),
        (S::Accepted, A::Start, S::Handling, "CMGW"),
        (S::Accepted, A::Withdraw, S::Withdrawn, "RT"),
        (S::AwaitingPapers, A::PapersComplete, S::Accepted, "CDM"),
        (S::AwaitingPapers, A::Decline, S::Declined, "CDM"),
        (S::AwaitingPapers, A::Withdraw, S::Withdrawn, "RT"),
        (S::Dispatched, A::Dispatch, S::Dispatched, "LDM"),
        (S::Dispatched, A::SendBack, S::Accepted, "H"),
        (S::Dispatched, A::Start, S::Handling, "H"),
        (S::Handling, A::Dispatch, S::Dispatched, "LDM"),
        (S::Handling, A::SendBack, S::Accepted, "H"),
        (S::Handling, A::ReportBack, S::ReportedBack, "H"),
        (S::ReportedBack, A::Rework, S::Handling, "LDM"),
        (S::ReportedBack, A::Close, S::Closed, "LDM"),
        (S::Closed, A::Rate, S::Rated, "RT"),
    ]
};
/// Who sees the item (and may note something on it) before and after it was given to H.
const SEE_BEFORE: &str = "LCDMGW";
const SEE_AFTER: &str = "LCDMGWH";
/// Who ever has the right to an action, whatever the item.
fn entitled(action: Action) -> &'static str {
    use Action as A;
    match action {
        A::Accept | A::AskPapers | A::PapersComplete | A::Decline => "CDM",
        A::Dispatch | A::Rework | A::Close => "LDM",
        A::SendBack | A::Start | A::ReportBack => "CMHOGWF",
        A::Withdraw | A::Rate => "RT",
        A::Note => "LCDMHOGWF",
        A::Report => "",
    }
}
/// Every part; X is a stranger with a wrong code, Y one without any, S the system.
const ALL: &str = "ALCDMHOGWFURTXYS";

fn try_it(office: &Office, part: char, item: &Item, action: Action) -> Result<Item, Failure> {
    let (calendar, id, details) = (office.calendar.clone(), item.id, office.details('H'));
    let account = office.people.iter().find(|(p, _)| *p == part).map(|(_, a)| a.clone());
    office.tried(move |tx| {
        let by = match (part, &account) {
            ('R', _) => By::Resident(Proof::Query(QueryCode::new(123_456))),
            ('T', _) => By::Terminal(Proof::Query(QueryCode::new(123_456))),
            ('X', _) => By::Resident(Proof::Query(QueryCode::new(123_457))),
            ('Y', _) => By::Terminal(Proof::Nothing),
            ('S', _) => By::System,
            (_, Some(account)) => By::Account(account),
            (_, None) => unreachable!(),
        };
        act(tx, &by, id, action, details, start().plus_seconds(60), &calendar)
    })
}

fn expected(state: StateTag, action: Action, part: char, owner: char) -> Result<StateTag, &'static str> {
    let given = !matches!(state, StateTag::Reported | StateTag::Accepted | StateTag::AwaitingPapers | StateTag::Declined)
        && state != StateTag::Withdrawn;
    let resident = "RT".contains(part);
    let sees = resident || (if given && owner == 'H' { SEE_AFTER } else { SEE_BEFORE }).contains(part);
    if !entitled(action).contains(part) || !sees {
        return Err("not-allowed");
    }
    if action == Action::Note {
        return Ok(state);
    }
    let Some((.., to, who)) = LEGAL.iter().find(|(s, a, ..)| *s == state && *a == action) else { return Err("item-illegal") };
    // An item given to the worker of its grid is answered for by the people of that grid.
    let who = if owner == 'W' && *who == "H" { "WG" } else { who };
    if who.contains(part) { Ok(*to) } else { Err("not-allowed") }
}

#[test]
fn every_state_action_and_part() {
    let office = Office::new();
    let (mut legal, mut refused, mut n) = (0, 0, 0);
    for owner in ['H', 'W'] {
        for state in StateTag::ALL {
            n += 1;
            let item = office.item_in(state, owner, n);
            let before = office.bytes();
            for action in Action::ALL {
                for part in ALL.chars() {
                    let told = try_it(&office, part, &item, action);
                    let case = format!("{state:?} {action:?} by {part}, owner {owner}");
                    match (expected(state, action, part, owner), told) {
                        (Ok(to), Ok(after)) => {
                            legal += 1;
                            assert_eq!(after.state.tag, to, "{case}");
                            assert_eq!(after.events, item.events + 1, "{case}");
                            let owned = matches!(to, StateTag::Dispatched | StateTag::Handling);
                            assert_eq!(after.owner.is_some(), owned, "{case}: an owner while somebody works, else none");
                        }
                        (Err("not-allowed"), Err(Failure::NotAllowed)) => refused += 1,
                        (Err(key), Err(Failure::Refused(reason))) => {
                            refused += 1;
                            assert_eq!(reason.key, key, "{case}");
                        }
                        (expected, told) => panic!("{case}: expected {expected:?}, got {told:?}"),
                    }
                }
            }
            // The buttons of a page are exactly what can be done.
            for (part, account) in &office.people {
                let shown = allowed(&office.store, account, &item, start().day()).unwrap();
                let can: Vec<Action> = Action::ALL.into_iter().filter(|a| expected(state, *a, *part, owner).is_ok()).collect();
                assert_eq!(shown, can, "{state:?} for {part}");
            }
            assert!(before == office.bytes(), "{state:?}: nothing was changed");
        }
    }
    assert_eq!(legal + refused, 2 * 10 * 13 * 16);
    assert!(legal > 200, "{legal} legal acts");
}

#[test]
fn a_refused_act_changes_nothing() {
    let office = Office::new();
    for (n, state) in (0..).zip(StateTag::ALL) {
        let item = office.item_in(state, 'H', n);
        let before = office.bytes();
        for action in Action::ALL {
            for (part, _) in &office.people {
                if expected(state, action, *part, 'H').is_err() {
                    // A real write this time, not one that is undone.
                    assert!(office.act(*part, item.id, action, office.details('H'), start()).is_err());
                }
            }
        }
        assert!(before == office.bytes(), "{state:?}");
    }
}

#[test]
fn the_verifier_is_never_the_handler() {
    let office = Office::new();
    let own_work = Err(Failure::refused("item-own-work"));
    let item = office.report(1, start());
    office.step('M', item.id, Action::Accept, 'M', start());
    office.step('M', item.id, Action::Start, 'M', start());
    office.step('M', item.id, Action::ReportBack, 'M', start());
    assert_eq!(office.act('M', item.id, Action::Close, office.details('M'), start()), own_work);
    assert_eq!(office.act('M', item.id, Action::Rework, office.details('M'), start()), own_work);
    // Nor is whoever handled it earlier and gave it away.
    office.step('D', item.id, Action::Rework, 'M', start());
    office.step('D', item.id, Action::Dispatch, 'H', start());
    office.step('H', item.id, Action::Start, 'H', start());
    office.step('H', item.id, Action::ReportBack, 'H', start());
    assert_eq!(office.act('M', item.id, Action::Close, office.details('M'), start()), own_work);
    assert_eq!(office.step('D', item.id, Action::Close, 'D', start()).state.tag, StateTag::Closed);
}

#[test]
fn words_and_choices_that_are_required() {
    use Action as A;
    let office = Office::new();
    let wanting = [
        (StateTag::Reported, 'C', A::AskPapers),
        (StateTag::Reported, 'C', A::Decline),
        (StateTag::Dispatched, 'D', A::Dispatch),
        (StateTag::Handling, 'H', A::SendBack),
        (StateTag::Handling, 'H', A::ReportBack),
        (StateTag::ReportedBack, 'D', A::Rework),
        (StateTag::ReportedBack, 'D', A::Close),
        (StateTag::Closed, 'D', A::Note),
    ];
    for (n, (state, part, action)) in (0..).zip(wanting) {
        let item = office.item_in(state, 'H', n);
        let silent = Details { note: " \n".into(), ..office.details('H') };
        let told = office.act(part, item.id, action, silent, start());
        assert_eq!(told, Err(Failure::field("note", "item-note-required")), "{action:?}");
        let endless = Details { note: "长".repeat(2_001), ..office.details('H') };
        assert_eq!(office.act(part, item.id, action, endless, start()), Err(Failure::field("note", "item-too-long")));
    }
    let item = office.item_in(StateTag::Accepted, 'H', 100);
    let to = |to_account| Details { to_account, ..Details::default() };
    let dispatch = |d| office.act('D', item.id, A::Dispatch, d, start());
    assert_eq!(dispatch(to(None)), Err(Failure::field("to", "item-recipient-required")));
    assert_eq!(dispatch(to(Some(Id::new(999)))), Err(Failure::field("to", "item-recipient-unfit")));
    assert_eq!(dispatch(to(Some(office.who('L').id))), Err(Failure::field("to", "item-recipient-unfit")));
    let stale = Details { seen: Some(1), ..office.details('H') };
    assert_eq!(dispatch(stale), Err(Failure::refused("item-moved-on")));
    let item = office.item_in(StateTag::Closed, 'H', 101);
    let unsaid = office.act('R', item.id, A::Rate, Details::default(), start());
    assert_eq!(unsaid, Err(Failure::field("rating", "item-rating-required")));
}
