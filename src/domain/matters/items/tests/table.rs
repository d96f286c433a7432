//! Every state × every action × every part, against a table written by hand from how an office works, not from the code.
use super::*;

use StateTag as S;

/// What comes of an act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Out {
    To(S),
    /// The state stays.
    Stay,
    /// Refused with this reason.
    No(&'static str),
    /// This field is wrong: the bare item has nothing to choose.
    Wrong(&'static str),
}
use Out::{No, Stay, To, Wrong};

/// Nobody has it yet.
pub(super) const EARLY: &[S] = &[S::Reported, S::Accepted, S::AwaitingPapers, S::Filed];
/// H has it.
const HELD: &[S] = &[S::Dispatched, S::Handling, S::ExtensionAsked, S::Suspended, S::Joint, S::Escalated];
/// Whoever verifies has it, or nobody.
const CHECKED: &[S] = &[S::ReportedBack, S::Verifying];
const ENDED: &[S] = &[S::Closed, S::Rated, S::Dissatisfied, S::Archived, S::Declined, S::Withdrawn, S::Merged];

/// For an item that was given to the department handler H: states, action, what comes of it, and for whom (`R` is the
/// resident with the receipt, T the resident at a terminal with the right code). Whoever is entitled and not here is not
/// allowed. Written from how an office works, not from the code's table.
const LEGAL: &[(&[S], Action, Out, &str)] = &{
    use Action as A;
    [
        (&[S::Reported], A::Accept, To(S::Accepted), "CDM"),
        (&[S::Reported], A::SelfHandle, To(S::Closed), "CMGW"),
        (&[S::Reported, S::Accepted], A::AskPapers, To(S::AwaitingPapers), "CDM"),
        (&[S::AwaitingPapers], A::PapersComplete, To(S::Accepted), "CDM"),
        (&[S::Reported, S::AwaitingPapers], A::Decline, To(S::Declined), "CDM"),
        (&[S::Reported, S::Accepted, S::Filed], A::Merge, To(S::Merged), "CDM"),
        (&[S::Reported, S::Accepted, S::Filed], A::Split, Stay, "CDM"),
        (EARLY, A::Withdraw, To(S::Withdrawn), "RTCDM"),
        (&[S::Accepted], A::File, To(S::Filed), "LDMP"),
        (&[S::Accepted, S::Filed], A::Dispatch, To(S::Dispatched), "LDMP"),
        (&[S::Accepted, S::Filed], A::Start, To(S::Handling), "CMGW"),
        (&[S::Dispatched], A::Start, To(S::Handling), "H"),
        (&[S::Dispatched, S::Handling], A::Dispatch, To(S::Dispatched), "LDMP"),
        (&[S::Dispatched, S::Handling], A::SendBack, To(S::Filed), "H"),
        (&[S::Handling], A::ReportBack, To(S::ReportedBack), "H"),
        (&[S::Handling], A::AskExtension, To(S::ExtensionAsked), "H"),
        (&[S::ExtensionAsked], A::GrantExtension, To(S::Handling), "LDMP"),
        (&[S::ExtensionAsked], A::RefuseExtension, To(S::Handling), "LDMP"),
        (&[S::Handling], A::Suspend, To(S::Suspended), "LP"),
        (&[S::Suspended], A::Resume, To(S::Handling), "LP"),
        (&[S::Handling], A::Convene, To(S::Joint), "LDMNP"),
        (&[S::Joint], A::Opine, Stay, "LN"),
        (&[S::Joint], A::RaiseLevel, Stay, "LDMNP"),
        (&[S::Joint], A::Conclude, To(S::Handling), "L"),
        (&[S::Handling], A::Escalate, To(S::Escalated), "LDMP"),
        (&[S::Escalated], A::HigherAnswer, To(S::Handling), "LDMP"),
        (&[S::ReportedBack], A::Verify, To(S::Verifying), "LDMP"),
        (CHECKED, A::Close, To(S::Closed), "LDMP"),
        (CHECKED, A::Rework, To(S::Handling), "LDMP"),
        (&[S::Closed], A::Rate, To(S::Rated), "RT"),
        (&[S::Closed], A::FollowUp, To(S::Rated), "LCDMGWNP"),
        (&[S::Closed], A::Archive, No("item-tries-left"), "LCDMGWNP"),
        (&[S::Rated], A::Archive, To(S::Archived), "LCDMGWNP"),
        (&[S::Dissatisfied], A::Archive, To(S::Archived), "LP"),
        (&[S::Dissatisfied], A::Reopen, To(S::Handling), "LDMP"),
        // Beside the way.
        (HELD, A::HandOver, Stay, "LDMPH"),
        (&[S::Dispatched, S::Handling, S::Joint], A::AskHelp, Stay, "LDMPH"),
        (EARLY, A::CancelHelp, Wrong("help"), "LDMP"),
        (HELD, A::CancelHelp, Wrong("help"), "LDMPH"),
        (CHECKED, A::CancelHelp, Wrong("help"), "LDMP"),
        (EARLY, A::AnswerHelp, Stay, ""),
        (HELD, A::AnswerHelp, Stay, ""),
        (CHECKED, A::AnswerHelp, Stay, ""),
        (EARLY, A::AnswerSupervision, No("item-supervision-none"), "CDM"),
        (HELD, A::AnswerSupervision, No("item-supervision-none"), "H"),
        (CHECKED, A::AnswerSupervision, No("item-supervision-none"), "CDM"),
        (EARLY, A::Supervise, Stay, "LDMP"),
        (HELD, A::Supervise, Stay, "LDMP"),
        (CHECKED, A::Supervise, Stay, "LDMP"),
        (EARLY, A::LiftSupervision, No("item-supervision-none"), "LDMP"),
        (HELD, A::LiftSupervision, No("item-supervision-none"), "LDMP"),
        (CHECKED, A::LiftSupervision, No("item-supervision-none"), "LDMP"),
        (EARLY, A::Urge, Stay, "RTCDMGW"),
        (HELD, A::Urge, Stay, "RTCDMGW"),
        (CHECKED, A::Urge, Stay, "RTCDMGW"),
        (EARLY, A::TakePapers, Stay, "CDMGW"),
        (HELD, A::TakePapers, Stay, "CDMGW"),
        (CHECKED, A::TakePapers, Stay, "CDMGW"),
        (&S::ALL, A::DeliverPapers, Wrong("paper"), "CDMGW"),
        (&S::ALL, A::ReturnPapers, Wrong("paper"), "CDMGW"),
        (&S::ALL, A::Note, Stay, "LCDMGWNPH"),
    ]
};
/// Who sees the item before and after it was given to H.
const SEE_BEFORE: &str = "LCDMGWNP";
const SEE_AFTER: &str = "LCDMGWNPH";
/// Who ever has the right to an action, whatever the item.
fn entitled(action: Action) -> &'static str {
    use Action as A;
    match action {
        A::Accept | A::AskPapers | A::PapersComplete | A::Decline | A::Merge | A::Split => "CDM",
        A::File | A::Dispatch | A::Escalate | A::HigherAnswer | A::GrantExtension | A::RefuseExtension | A::Reopen => "LDMP",
        A::Verify | A::Rework | A::Close | A::Supervise | A::LiftSupervision => "LDMP",
        A::SendBack | A::Start | A::ReportBack | A::AskExtension | A::SelfHandle => "CMHOGWF",
        A::HandOver | A::AskHelp | A::CancelHelp => "LDMPCHOGWF",
        A::AnswerSupervision => "CDMHOGWF",
        A::Suspend | A::Resume => "LP",
        A::Convene | A::RaiseLevel => "LDMNP",
        A::FollowUp | A::Archive => "LCDMGWFNP",
        A::Withdraw => "RTCDM",
        A::Urge => "RTCDMGWF",
        A::Rate => "RT",
        A::TakePapers | A::DeliverPapers | A::ReturnPapers => "CDMGWF",
        A::Note | A::Opine | A::Conclude | A::AnswerHelp => "ALCDMHOGWFUNP",
        A::Report | A::Remind | A::Recalculate => "",
    }
}
/// Every part; X is a stranger with a wrong code, Y one without any, S the system.
pub(super) const ALL: &str = "ALCDMHOGWFUNPRTXYS";

fn try_it(office: &Office, part: char, item: &Item, action: Action) -> Result<Item, Failure> {
    try_with(office, part, item, action, office.details_for(action, 'C')).map(|(item, _)| item)
}

/// The item and the event that an act leaves; the act is undone.
pub(super) fn try_with(
    office: &Office,
    part: char,
    item: &Item,
    action: Action,
    details: Details,
) -> Result<(Item, Event), Failure> {
    let (calendar, id) = (office.calendar.clone(), item.id);
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
        let after = act(tx, &by, id, action, details, start().plus_seconds(60), &calendar)?;
        let event = history(tx, id)?.pop().unwrap();
        Ok((after, event))
    })
}

pub(super) fn expected(state: StateTag, action: Action, part: char, owner: char) -> Result<Out, &'static str> {
    let given = !EARLY.contains(&state) && !matches!(state, S::Declined | S::Withdrawn | S::Merged);
    let resident = "RT".contains(part);
    let sees = resident || (if given && owner == 'H' { SEE_AFTER } else { SEE_BEFORE }).contains(part);
    if !entitled(action).contains(part) || !sees {
        return Err("not-allowed");
    }
    let Some((.., out, who)) = LEGAL.iter().find(|(s, a, ..)| s.contains(&state) && *a == action) else {
        return Err("item-illegal");
    };
    // An item given to the worker of its grid is answered for by the people of that grid.
    let who = if owner == 'W' { who.replace('H', "WG") } else { (*who).to_owned() };
    if !who.contains(part) {
        return Err("not-allowed");
    }
    let own_work = owner == 'W' && part == 'W' && action == Action::FollowUp;
    Ok(if own_work { No("item-own-work") } else { *out })
}

#[test]
fn every_state_action_and_part() {
    let office = Office::with_target();
    let (mut legal, mut refused, mut n) = (0, 0, 0);
    for owner in ['H', 'W'] {
        for state in S::ALL.iter().copied() {
            n += 1;
            let item = office.item_in(state, owner, n);
            let before = office.bytes();
            for action in Action::deeds() {
                for part in ALL.chars() {
                    let told = try_it(&office, part, &item, action);
                    let case = format!("{state:?} {action:?} by {part}, owner {owner}");
                    match (expected(state, action, part, owner), told) {
                        (Ok(out @ (To(_) | Stay)), Ok(after)) => {
                            legal += 1;
                            let to = if let To(to) = out { to } else { state };
                            assert_eq!(after.state.tag, to, "{case}");
                            assert_eq!(after.events, item.events + 1, "{case}");
                            let owned = HELD.contains(&to) || to == S::Verifying;
                            assert_eq!(after.owner.is_some(), owned, "{case}: an owner while somebody works, else none");
                            assert_eq!(after.ended.is_some(), ENDED.contains(&to), "{case}");
                        }
                        (Ok(No(key)) | Err(key), Err(Failure::Refused(reason))) => {
                            refused += 1;
                            assert_eq!(reason.key, key, "{case}");
                        }
                        (Ok(Wrong(field)), Err(Failure::Invalid(errors))) => {
                            refused += 1;
                            assert!(errors.of(field).is_some(), "{case}: {errors:?}");
                        }
                        (Err("not-allowed"), Err(Failure::NotAllowed)) => refused += 1,
                        (expected, told) => panic!("{case}: expected {expected:?}, got {told:?}"),
                    }
                }
            }
            // The buttons of a page are exactly what can be done.
            for (part, account) in &office.people {
                let mut shown = allowed(&office.store, account, &item, start()).unwrap();
                let can = |a: &Action| matches!(expected(state, *a, *part, owner), Ok(To(_) | Stay | Wrong(_)));
                let can: Vec<Action> = Action::deeds().filter(can).collect();
                shown.sort();
                assert_eq!(shown, can, "{state:?} for {part}");
            }
            assert!(before == office.bytes(), "{state:?}: nothing was changed");
        }
    }
    assert_eq!(legal + refused, 2 * S::COUNT * (Action::ALL.len() - 1) * ALL.len());
    assert!(legal > 900, "{legal} legal acts");
}

#[test]
fn a_refused_act_changes_nothing() {
    let office = Office::with_target();
    for (n, state) in (0..).zip(S::ALL.iter().copied()) {
        let item = office.item_in(state, 'H', n);
        let before = office.bytes();
        for action in Action::deeds() {
            for (part, _) in &office.people {
                if !matches!(expected(state, action, *part, 'H'), Ok(To(_) | Stay)) {
                    // A real write this time, not one that is undone.
                    assert!(office.act(*part, item.id, action, office.details_for(action, 'C'), start()).is_err());
                }
            }
        }
        assert!(before == office.bytes(), "{state:?}");
    }
}

#[test]
fn states_are_numbered_without_a_gap_as_the_board_holds_them() {
    let mut numbers: Vec<usize> = S::ALL.iter().map(|s| usize::from(s.number())).collect();
    numbers.sort_unstable();
    assert!(numbers.into_iter().eq(0..S::COUNT));
}

/// Every rule can be followed, and every state can be reached and left.
#[test]
fn the_table_has_no_dead_end() {
    for rule in RULES {
        assert!(!rule.from.is_empty());
        for state in rule.from {
            let rules = RULES.iter().filter(|r| r.action == rule.action && r.from.contains(state)).count();
            assert_eq!(rules, 1, "{:?} from {state:?}: one rule", rule.action);
        }
    }
    for state in S::ALL.iter().copied() {
        let reached = RULES.iter().any(|r| r.to == super::super::To::State(state));
        assert!(reached || matches!(state, S::Reported | S::Rated | S::Dissatisfied), "{state:?} is never reached");
        let left = RULES.iter().any(|r| r.from.contains(&state) && r.to != super::super::To::Stay);
        let last = matches!(state, S::Archived | S::Declined | S::Withdrawn | S::Merged);
        assert_eq!(left, !last, "{state:?}");
        assert_eq!(state.open(), !ENDED.contains(&state));
    }
    for action in Action::ALL.iter().copied() {
        assert_eq!(RULES.iter().any(|r| r.action == action), action != Action::Report, "{action:?}");
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
        (StateTag::Reported, 'C', A::SelfHandle),
        (StateTag::Handling, 'L', A::Suspend),
        (StateTag::Handling, 'D', A::Escalate),
        (StateTag::Handling, 'H', A::AskExtension),
        (StateTag::ExtensionAsked, 'D', A::RefuseExtension),
        (StateTag::Closed, 'C', A::FollowUp),
        (StateTag::Dissatisfied, 'D', A::Reopen),
        (StateTag::Dissatisfied, 'L', A::Archive),
        (StateTag::Accepted, 'D', A::Supervise),
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
