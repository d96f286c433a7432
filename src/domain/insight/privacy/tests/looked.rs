use super::*;
use crate::domain::office::audit;

fn look(office: &Office, by: Id<Account>, home: usize, at: Stamp) {
    let id = office.homes[home].1.id;
    office.write(move |tx| audit::note_daily(tx, Actor::Account(by), at, people::log::RESIDENT_VIEW, id, "")).unwrap();
}

fn all(office: &Office, home: usize, role: Role, page: usize) -> Vec<Look> {
    let reader = Reader::new(Id::new(1), vec![role], Vec::new(), now());
    let (mut out, mut before) = (Vec::new(), None);
    loop {
        let (lines, next) = looks(&office.store, &reader, &office.homes[home].1, before, page).unwrap();
        assert!(lines.len() <= page);
        out.extend(lines);
        match next {
            Some(id) => {
                assert!(before.is_none_or(|b| id < b), "goes on");
                before = Some(id);
            }
            None => return out,
        }
    }
}

#[test]
fn a_look_is_one_line_a_day_and_account() {
    let office = Office::new();
    let (a, b) = (office.account("a", Role::Clerk), office.account("b", Role::Clerk));
    let base = office.lines("resident.view").len();
    for minute in 0..5 {
        look(&office, a, 0, now().plus_seconds(minute * 60));
    }
    look(&office, b, 0, now());
    look(&office, a, 1, now());
    look(&office, a, 0, now().plus_seconds(86_400));
    look(&office, a, 0, now().plus_seconds(86_460));
    assert_eq!(office.lines("resident.view").len() - base, 4);
    // Many other lines of the day do not hide the look.
    let id = office.homes[0].1.id;
    let busy = now().plus_seconds(2 * 86_400);
    look(&office, a, 0, busy);
    office
        .write(move |tx| {
            (0..200).try_for_each(|_| {
                audit::note(tx, Actor::Account(b), busy, people::log::RESIDENT_REVEAL, Some(id), "核对低保材料")
            })
        })
        .unwrap();
    look(&office, a, 0, busy.plus_seconds(60));
    assert_eq!(office.lines("resident.view").len() - base, 5);
}

#[test]
fn a_person_finds_every_look_and_nobody_elses() {
    let office = Office::new();
    let a = office.account("a", Role::Leader);
    let early = Stamp::at(day(2026, 1, 5), 9, 0);
    let (person, household) = (office.homes[0].1.id, office.homes[0].0.id);
    // A file before the entry stood in the register holds nothing of the person's.
    let file = |at: Stamp, code: &str| {
        let code = code.to_owned();
        office
            .write(move |tx| {
                audit::note::<Entry>(
                    tx,
                    Actor::Account(a),
                    at,
                    registers::log::REGISTER_EXPORT_PLAIN,
                    None,
                    &format!("{code} 上报街道"),
                )
            })
            .unwrap();
    };
    file(early, "disability");
    let mine = office.entry("disability", 0, day(2026, 1, 1), early.plus_seconds(60));
    let secret = office.entry("correction", 0, day(2026, 1, 1), early.plus_seconds(60));
    let theirs = office.entry("disability", 1, day(2026, 1, 1), early.plus_seconds(60));
    file(now(), "disability");
    file(now(), "veterans");
    let note = |action: audit::Action, entry: Id<Entry>| {
        office.write(move |tx| audit::note(tx, Actor::Account(a), now(), action, Some(entry), "核对")).unwrap()
    };
    note(registers::log::REGISTER_REVEAL, mine.id);
    note(registers::log::REGISTER_REVEAL, theirs.id);
    note(registers::log::REGISTER_VIEW, secret.id);
    office.write(move |tx| audit::note(tx, Actor::Account(a), now(), people::log::HOUSEHOLD_VIEW, Some(household), "")).unwrap();
    office
        .write(move |tx| audit::note(tx, Actor::Account(a), now(), people::log::RESIDENT_REVEAL, Some(person), "核对低保"))
        .unwrap();
    office.write(move |tx| audit::note::<Resident>(tx, Actor::Account(a), now(), people::log::ROSTER_EXPORT, None, "")).unwrap();
    let words = |l: &[Look]| -> Vec<(String, LookedAt)> {
        let own = |l: &&Look| l.line.actor != Actor::System;
        l.iter().filter(own).map(|l| (l.line.action.clone(), l.at.clone())).collect()
    };
    let told = all(&office, 0, Role::Leader, 50);
    let expected = [
        ("roster.export", LookedAt::Roster),
        ("resident.reveal", LookedAt::Person),
        ("household.view", LookedAt::Household),
        ("register.view", LookedAt::Entry("correction".into())),
        ("register.reveal", LookedAt::Entry("disability".into())),
        ("register.export-plain", LookedAt::Table("disability".into())),
    ];
    assert_eq!(words(&told), expected.map(|(a, l)| (a.to_owned(), l)));
    assert!(told.windows(2).all(|w| w[0].line.id > w[1].line.id), "newest first, each once");
    for page in [1, 2, 3, 7] {
        assert_eq!(all(&office, 0, Role::Leader, page), told, "pages of {page}");
    }
    // Who may not know of key persons is not told by their lines.
    assert!(all(&office, 0, Role::Auditor, 50).iter().all(|l| l.at != LookedAt::Entry("correction".into())));
    let other = words(&all(&office, 1, Role::Leader, 50));
    assert_eq!(other.len(), 3, "{other:?}");
}
