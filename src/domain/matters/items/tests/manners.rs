//! The columns of the workflow table that say how an action is offered and heard, held against lists written by hand.
use Action as A;

use super::{
    table::{ALL, Out, expected, try_with},
    *,
};

/// Whether words are required, of whom.
fn words_needed(state: StateTag, action: Action, part: char) -> bool {
    use StateTag as S;
    match action {
        A::Dispatch => matches!(state, S::Dispatched | S::Handling),
        A::Archive => matches!(state, S::Closed | S::Dissatisfied),
        A::Withdraw => !"RT".contains(part),
        A::SelfHandle | A::ReportBack | A::Close | A::Rework | A::FollowUp | A::Reopen => true,
        A::AskPapers | A::Decline | A::Split | A::SendBack | A::HandOver => true,
        A::AskHelp | A::AnswerHelp | A::CancelHelp => true,
        A::AskExtension | A::RefuseExtension | A::Suspend | A::Escalate | A::HigherAnswer => true,
        A::Convene | A::Opine | A::Conclude | A::RaiseLevel => true,
        A::Supervise | A::AnswerSupervision | A::Note => true,
        _ => false,
    }
}

#[test]
fn words_are_asked_where_they_are_needed() {
    let office = Office::with_target();
    let (mut asked, mut silent) = (0, 0);
    for (n, state) in (0..).zip(StateTag::ALL.iter().copied()) {
        let item = office.item_in(state, 'H', n);
        for action in Action::deeds() {
            for part in ALL.chars() {
                if !matches!(expected(state, action, part, 'H'), Ok(Out::To(_) | Out::Stay)) {
                    continue;
                }
                let details = Details { note: " \n".into(), ..office.details_for(action, 'C') };
                let told = try_with(&office, part, &item, action, details).map(drop);
                let case = format!("{state:?} {action:?} by {part}");
                if words_needed(state, action, part) {
                    asked += 1;
                    assert_eq!(told, Err(Failure::field("note", "item-note-required")), "{case}");
                } else {
                    silent += 1;
                    assert_eq!(told, Ok(()), "{case}");
                }
                let rule = action.rule(state).unwrap();
                assert_eq!(rule.note.needed(!"RT".contains(part)), words_needed(state, action, part), "{case}");
            }
        }
    }
    assert!(asked > 200 && silent > 150, "{asked} asked, {silent} silent");
}

/// The actions whose manner has something, in the order of the list.
fn with(has: impl Fn(Manner) -> bool) -> Vec<Action> {
    Action::ALL.iter().copied().filter(|a| has(a.manner())).collect()
}
fn sorted(mut all: Vec<Action>) -> Vec<Action> {
    all.sort();
    all
}

#[test]
fn manners_are_as_written_here() {
    let grave = [A::Decline, A::SendBack, A::Rework, A::Merge, A::Withdraw, A::RefuseExtension];
    assert_eq!(with(|m| m.grave), sorted(grave.to_vec()));
    assert_eq!(with(|m| m.waits), sorted(vec![A::AnswerHelp, A::AnswerSupervision, A::Opine]));
    let vital = [A::AnswerSupervision, A::LiftSupervision, A::AnswerHelp, A::CancelHelp, A::HandOver, A::ReturnPapers];
    assert_eq!(with(|m| m.vital), sorted(vital.to_vec()));
    let recorded = [A::Report, A::Decline, A::Withdraw, A::Merge, A::SelfHandle, A::ReportBack, A::Close, A::Rate, A::Reopen];
    assert_eq!(with(|m| m.recorded), sorted(recorded.to_vec()));
    assert_eq!(with(|m| m.words_heard), sorted(vec![A::AskPapers, A::Decline]));
    let worked = [A::Start, A::ReportBack, A::SelfHandle, A::AnswerHelp, A::AskExtension];
    assert_eq!(with(|m| m.worked == Some(Worked::Actor)), sorted(worked.to_vec()));
    assert_eq!(with(|m| m.worked == Some(Worked::Recipient)), sorted(vec![A::HandOver, A::Reopen]));
    assert_eq!(Action::of_many(), [A::Accept, A::File, A::Dispatch, A::HandOver, A::Supervise, A::Archive]);
    let asked = |has: fn(Action) -> bool| Action::of_many().into_iter().filter(|a| has(*a)).collect::<Vec<_>>();
    assert_eq!(asked(Action::speaks), [A::Dispatch, A::HandOver, A::Supervise, A::Archive]);
    assert_eq!(asked(Action::needs_words), [A::HandOver, A::Supervise]);
    assert_eq!(asked(|a| a.asks(Field::Recipient)), [A::Dispatch, A::HandOver]);
}

/// What a resident hears at the terminal: each step has its words in both languages, and what stays inside has none.
#[test]
fn what_a_resident_hears() {
    use crate::i18n::{Locale, Texts};
    let inside = [
        A::SendBack,
        A::Rework,
        A::Note,
        A::File,
        A::Split,
        A::AskExtension,
        A::RefuseExtension,
        A::Convene,
        A::Opine,
        A::RaiseLevel,
        A::Conclude,
        A::Verify,
        A::Archive,
        A::Supervise,
        A::AnswerSupervision,
        A::LiftSupervision,
        A::HandOver,
        A::AskHelp,
        A::AnswerHelp,
        A::CancelHelp,
        A::DeliverPapers,
        A::Remind,
        A::Recalculate,
    ];
    assert_eq!(with(|m| m.heard.is_none()), sorted(inside.to_vec()));
    for locale in [Locale::ZhCn, Locale::En] {
        let texts = Texts::load(locale).unwrap();
        for key in Action::ALL.iter().filter_map(|a| a.manner().heard) {
            assert!(texts.has(&format!("kiosk-step-{key}")), "{key}");
        }
        for key in RULES.iter().flat_map(|r| r.guards).map(|g| g.key()) {
            assert!(texts.has(&format!("guard-{key}")), "{key}");
        }
        for key in RULES.iter().flat_map(|r| r.choices).map(|c| c.key()) {
            assert!(texts.has(&format!("choice-{key}")), "{key}");
        }
    }
}

#[test]
fn what_is_chosen_must_fit() {
    let office = Office::new();
    let item = office.item_in(StateTag::Handling, 'H', 1);
    let with = |part, action, details| try_with(&office, part, &item, action, details).map(drop);
    let red = || Details { colour: Some(Colour::Red), ..office.details('C') };
    assert_eq!(with('D', A::Supervise, red()), Err(Failure::refused("item-supervision-red")));
    assert_eq!(with('L', A::Supervise, red()), Ok(()));
    assert_eq!(with('H', A::HandOver, office.details('H')), Err(Failure::field("to", "item-recipient-same")));
    assert_eq!(with('H', A::HandOver, office.details('O')), Ok(()));
    let rule = A::Supervise.rule(StateTag::Handling).unwrap();
    assert_eq!(rule.colours(false).collect::<Vec<_>>(), [Colour::Yellow]);
    assert_eq!(rule.colours(true).collect::<Vec<_>>(), Colour::ALL);
    let item = office.step('D', item.id, A::Supervise, 'C', start());
    let again = |part, details| try_with(&office, part, &item, A::Supervise, details).map(drop);
    assert_eq!(again('D', office.details('C')), Err(Failure::refused("item-supervision-there")));
    assert_eq!(again('L', office.details('C')), Err(Failure::refused("item-supervision-there")));
    assert_eq!(again('L', red()), Ok(()));
}

#[test]
fn a_resident_is_heard_once_a_day() {
    let office = Office::new();
    let item = office.report(1, start());
    let by = By::Resident(Proof::Query(QueryCode::new(123_456)));
    let ask = |item: &Item, at| can(&office.store, &by, item, A::Urge, at);
    assert_eq!(ask(&item, start()), Ok(()));
    let item = office.step('R', item.id, A::Urge, 'C', start());
    assert_eq!(ask(&item, start()), Err(Failure::refused("item-urged-today")));
    assert_eq!(ask(&item, start().plus_seconds(86_400)), Ok(()));
    assert_eq!(office.act('R', item.id, A::Urge, Details::default(), start()), Err(Failure::refused("item-urged-today")));
    office.step('C', item.id, A::Urge, 'C', start());
}
