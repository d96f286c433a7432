//! A life told without a store is the life that the office would have written.
use Action as A;

use super::{
    table::{ALL, Out, expected, try_with},
    *,
};
use crate::domain::office::settings::Workflow;

/// What reads or leaves rows beside the item.
const BESIDE: &[Action] = &[
    A::Merge,
    A::Split,
    A::Convene,
    A::Opine,
    A::RaiseLevel,
    A::Conclude,
    A::Supervise,
    A::AnswerSupervision,
    A::LiftSupervision,
    A::AskHelp,
    A::AnswerHelp,
    A::CancelHelp,
    A::TakePapers,
    A::DeliverPapers,
    A::ReturnPapers,
    A::Remind,
    A::Recalculate,
];

fn told(office: &Office, item: &Item, action: Action, by: &Event, details: &Details) -> Result<(Item, Event), Failure> {
    let (settings, workflow, mut item) = (settings(), Workflow::default(), item.clone());
    let rules = Rules { calendar: &office.calendar, settings: Some(&settings), workflow: &workflow };
    let deed = Deed { item: &mut item, action, by: by.actor, details, at: by.at, rules };
    let event = replay(deed, by.id)?;
    wake(&mut item, rules);
    Ok((item, event))
}

#[test]
fn every_legal_step_is_told_as_it_is_done() {
    let office = Office::with_target();
    let mut n = 0;
    for (nth, state) in (0..).zip(StateTag::ALL.iter().copied()) {
        let item = office.item_in(state, 'H', nth);
        for action in Action::deeds() {
            for part in ALL.chars() {
                if !matches!(expected(state, action, part, 'H'), Ok(Out::To(_) | Out::Stay)) {
                    continue;
                }
                let details = office.details_for(action, 'C');
                let (after, event) = try_with(&office, part, &item, action, details.clone()).unwrap();
                let told = told(&office, &item, action, &event, &details);
                let case = format!("{state:?} {action:?} by {part}");
                if BESIDE.contains(&action) {
                    assert_eq!(told, Err(Failure::NotAllowed), "{case}");
                    continue;
                }
                n += 1;
                assert_eq!(told, Ok((after, event)), "{case}");
            }
        }
    }
    assert!(n > 200, "{n} steps");
}

#[test]
fn what_the_table_refuses_is_not_told() {
    let office = Office::new();
    let item = office.item_in(StateTag::ReportedBack, 'H', 1);
    let event = |actor| Event { actor, ..history(&office.store, item.id).unwrap().pop().unwrap() };
    let (handler, verifier) = (event(by('H', &office)), event(by('D', &office)));
    let silent = Details::default();
    let tell = |action, by: &Event, details: &Details| told(&office, &item, action, by, details).map(drop);
    assert_eq!(tell(A::Close, &handler, &office.details('C')), Err(Failure::refused("item-own-work")));
    assert_eq!(tell(A::Close, &verifier, &silent), Err(Failure::field("note", "item-note-required")));
    assert!(matches!(tell(A::Accept, &verifier, &silent), Err(Failure::Refused(r)) if r.key == "item-illegal"));
    assert_eq!(tell(A::Close, &verifier, &office.details('C')), Ok(()));
}

fn by(part: char, office: &Office) -> crate::domain::office::who::Actor {
    crate::domain::office::who::Actor::Account(office.who(part).id)
}
