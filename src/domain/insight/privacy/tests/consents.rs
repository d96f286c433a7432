use super::*;

fn purpose(office: &Office, code: &str) -> Purpose {
    office.store.by(&Purpose::BY_CODE, &code.to_owned()).unwrap().unwrap()
}

fn said(p: &Purpose, given: bool) -> Said {
    Said { purpose: p.id, given, on: day(2026, 11, 25), how: How::Paper, guardian: None, note: String::new() }
}

fn say(office: &Office, home: usize, said: Said) -> Result<Consent, Failure> {
    let id = office.homes[home].1.id;
    office.write(move |tx| record(tx, (Actor::System, now()), id, &said))
}

fn stands(office: &Office, home: usize, p: &Purpose) -> ConsentStatus {
    let all = standing(&office.store, office.homes[home].1.id).unwrap();
    all.into_iter().find(|s| s.purpose.id == p.id).unwrap()
}

#[test]
fn a_consent_names_its_version_and_keeps_its_history() {
    let office = Office::new();
    let p = purpose(&office, "minzheng-jiuzhu");
    assert!(stands(&office, 0, &p).last.is_none());
    say(&office, 0, said(&p, true)).unwrap();
    assert!(stands(&office, 0, &p).holds() && !stands(&office, 1, &p).holds(), "one's consent is not another's");

    // A changed notice: the consent stays with the words that were read.
    let old = current(&office.store, &p).unwrap().terms;
    let new = Terms { notice: format!("{}\n新增：同时提供给区慈善总会。", old.notice), ..old.clone() };
    let (id, terms) = (p.id, new.clone());
    let p2 = office.write(move |tx| edit_purpose(tx, (Actor::System, now()), (id, 1), &terms)).unwrap();
    assert_eq!(p2.version, 2);
    let s = stands(&office, 0, &p);
    assert!(!s.holds() && s.outdated());
    let (id, terms) = (p.id, old.clone());
    let stale = office.write(move |tx| edit_purpose(tx, (Actor::System, now()), (id, 1), &terms));
    assert_eq!(refusal(stale), "registers-changed-meanwhile");

    say(&office, 0, said(&p, true)).unwrap();
    assert!(stands(&office, 0, &p).holds());
    say(&office, 0, said(&p, false)).unwrap();
    let s = stands(&office, 0, &p);
    assert!(!s.holds() && !s.outdated());
    let history = consents(&office.store, office.homes[0].1.id).unwrap();
    let told: Vec<_> = history.iter().map(|(c, v)| (c.given, c.version, v.terms.notice.clone())).collect();
    assert_eq!(told, [(false, 2, new.notice.clone()), (true, 2, new.notice), (true, 1, old.notice)]);
    assert_eq!((office.lines("consent.give").len(), office.lines("consent.withdraw").len()), (2, 1));
}

#[test]
fn a_guardian_speaks_for_a_child_and_only_duties_ask_nobody() {
    let office = Office::new();
    let (keys, home) = (office.keys.seal.clone(), office.homes[2].0.id);
    let mut child = Particulars::new(Name::parse("李小明").unwrap(), Relation::parse("子").unwrap());
    // Fourteen on 26 November 2026.
    child.birth = Some(day(2012, 11, 26));
    let child = office.write(move |tx| moves::add_member(tx, &keys, (Actor::System, now()), home, child, None)).unwrap();
    let p = purpose(&office, "lianxin-fuwu");
    let id = child.id;
    let say = |s: Said| office.write(move |tx| record(tx, (Actor::System, now()), id, &s));
    assert_eq!(refusal(say(said(&p, true))), "guardian: consent-guardian");
    assert_eq!(refusal(say(said(&p, false))), "guardian: consent-guardian", "taking back too");
    let mother = Some(Name::parse("李秀英").unwrap());
    say(Said { guardian: mother.clone(), ..said(&p, true) }).unwrap();
    say(Said { on: day(2026, 11, 26), ..said(&p, false) }).unwrap();
    assert_eq!(consents(&office.store, id).unwrap()[1].0.guardian, mother);
    assert_eq!(refusal(say(Said { on: day(2026, 11, 27), ..said(&p, true) })), "on: day-in-future");

    let duty = purpose(&office, "jumin-dengji");
    assert_eq!(refusal(say(Said { on: day(2026, 11, 26), ..said(&duty, true) })), "consent-not-asked");
    let note = Said { note: "证件 320211196001011007 见附件".into(), on: day(2026, 11, 26), ..said(&p, true) };
    let holds = crate::base::holds_number(&note.note);
    assert_eq!(say(note).is_err(), holds, "a note with a valid number is refused");
}

#[test]
fn what_rests_on_a_purpose_is_found() {
    let office = Office::new();
    let p = purpose(&office, "minzheng-jiuzhu");
    let e = office.entry("low-income", 0, day(2020, 1, 1), now());
    let v = current(&office.store, &p).unwrap();
    let rests = |home: usize| resting(&office.store, &office.homes[home].1, &v).unwrap();
    assert_eq!(rests(0).iter().map(|e| e.id).collect::<Vec<_>>(), [e.id]);
    assert!(rests(1).is_empty(), "not another's of the same name");
    office.end(&e, day(2021, 1, 1), now());
    assert!(rests(0).is_empty());
}

#[test]
fn a_request_keeps_its_trace_and_changes_nothing() {
    let office = Office::new();
    let r = &office.homes[0].1;
    let (id, before) = (r.id, office.store.get(r.id).unwrap());
    let new = |words: &str| NewAsk { kind: AskKind::Correct, item: "261126000017".into(), words: words.into() };
    let take = |n: NewAsk| office.write(move |tx| ask(tx, (Actor::System, now()), id, &n));
    assert_eq!(refusal(take(new(""))), "words: field-required");
    let a = take(new("电话应为新号")).unwrap();
    assert_eq!(open_asks(&office.store, false, None, 9).unwrap().rows, std::slice::from_ref(&a));
    let decide = |granted: bool, why: &str| {
        let (id, why) = (a.id, why.to_owned());
        office.write(move |tx| decide_ask(tx, (Actor::System, now()), id, granted, &why))
    };
    assert_eq!(refusal(decide(false, "")), "reason: field-required");
    let done = decide(false, "与户口簿登记一致").unwrap();
    assert_eq!(refusal(decide(true, "")), "ask-decided-already");
    assert_eq!(asks_of(&office.store, id).unwrap(), [done]);
    assert!(open_asks(&office.store, false, None, 9).unwrap().rows.is_empty());
    assert_eq!(office.store.get(id).unwrap(), before);
}
