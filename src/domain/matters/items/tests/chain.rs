//! The history cannot be changed unnoticed.
use super::*;

fn walked() -> (Office, Item) {
    let office = Office::new();
    let item = office.item_in(StateTag::Rated, 'H', 1);
    assert_eq!(item.events, 8);
    assert_eq!(check_chain(&office.store, &item).unwrap(), None);
    (office, item)
}

fn event(office: &Office, item: &Item, seq: u32) -> Event {
    office.store.by(&Event::BY_ITEM, &(item.id, seq)).unwrap().unwrap()
}

#[test]
fn every_changed_part_of_an_event_is_found() {
    let (office, item) = walked();
    let changes: [fn(&mut Event); 8] = [
        |e| e.at = e.at.plus_seconds(1),
        |e| e.actor = crate::domain::office::who::Actor::System,
        |e| e.action = Action::Note,
        |e| e.from = None,
        |e| e.to = StateTag::Withdrawn,
        |e| e.to_account = Some(Id::new(77)),
        |e| e.note.push('。'),
        |e| e.prev[31] ^= 1,
    ];
    for change in changes {
        let sound = event(&office, &item, 3);
        let mut forged = sound.clone();
        change(&mut forged);
        assert_ne!(forged, sound);
        office.store.write_wait(move |tx| tx.put(&forged)).unwrap();
        assert_eq!(check_chain(&office.store, &item).unwrap(), Some(ChainFault::Altered(3)));
        office.store.write_wait(move |tx| tx.put(&sound)).unwrap();
    }
    assert_eq!(check_chain(&office.store, &item).unwrap(), None);
}

#[test]
fn a_forger_who_mends_the_hash_breaks_the_link() {
    let (office, item) = walked();
    let mut forged = event(&office, &item, 3);
    forged.note = "另一个说法".into();
    forged.hash = forged.digest().unwrap();
    office.store.write_wait(move |tx| tx.put(&forged)).unwrap();
    assert_eq!(check_chain(&office.store, &item).unwrap(), Some(ChainFault::Unlinked(4)));
}

#[test]
fn a_missing_or_added_event_and_a_changed_row_are_found() {
    let (office, item) = walked();
    let third = event(&office, &item, 3);
    let gone = third.id;
    office.store.write_wait(move |tx| tx.delete::<Event>(gone)).unwrap();
    assert_eq!(check_chain(&office.store, &item).unwrap(), Some(ChainFault::Missing(3)));
    office.store.write_wait(move |tx| tx.put(&third)).unwrap();

    let last = event(&office, &item, 8);
    let id = last.id;
    office.store.write_wait(move |tx| tx.delete::<Event>(id)).unwrap();
    assert_eq!(check_chain(&office.store, &item).unwrap(), Some(ChainFault::Head), "the end cut off");
    office.store.write_wait(move |tx| tx.put(&last)).unwrap();

    let rows: [fn(&mut Item); 4] = [
        |i| i.state.tag = StateTag::Closed,
        |i| i.state.by = crate::domain::office::who::Actor::System,
        |i| i.events = 7,
        |i| i.head = [0; 32],
    ];
    for change in rows {
        let mut row = item.clone();
        change(&mut row);
        assert_eq!(check_chain(&office.store, &row).unwrap(), Some(ChainFault::Head));
    }
    assert_eq!(check_chain(&office.store, &item).unwrap(), None);
}

#[test]
fn a_note_leaves_the_state_as_it_was() {
    let (office, item) = walked();
    let noted = office.step('D', item.id, Action::Note, 'D', start().plus_seconds(3_600));
    assert_eq!((noted.state, noted.events), (item.state, 9));
    assert_eq!(check_chain(&office.store, &noted).unwrap(), None);
}
