//! One deed at a time: what it leaves behind, what it refuses.
use super::*;
use crate::{
    domain::{
        office::audit,
        registry::registers::{self, Draft, Say, Subject},
    },
    gone::departure,
};

fn named(list: &[(&str, u8)]) -> Vec<(String, u8)> {
    list.iter().map(|(n, r)| ((*n).to_owned(), *r)).collect()
}

fn day(n: i32) -> Day {
    at(n).day()
}

fn parting(o: &Office, leaving: &[(Id<Resident>, Relation)], staying: &[(Id<Resident>, Relation)]) -> Split {
    let (leaving, staying) = (leaving.to_vec(), staying.to_vec());
    Split { house: o.houses[12], phone: None, day: day(5), reason: "儿子成家".into(), leaving, staying }
}

#[test]
fn a_split_asks_everybody_anew_when_the_head_leaves() {
    let o = Office::new();
    let (home, m) = o.home(0, "张三", &[("李四", SPOUSE), ("张小明", SON), ("王五", MOTHER)]);
    let (zhang, li, son, mother) = (m[0].id, m[1].id, m[2].id, m[3].id);
    let split = |s: Split| o.write(move |tx, _| split(tx, (Actor::System, at(6)), home.id, s));
    // The head and the wife leave: who stays must be said anew, one of them the head.
    let leaving = [(zhang, Relation::HEAD), (li, SPOUSE)];
    let missing = wrong(split(parting(&o, &leaving, &[(son, Relation::HEAD)])));
    assert_eq!(missing, [(format!("relation-{mother}"), "moves-relation-missing")]);
    let headless = wrong(split(parting(&o, &leaving, &[(son, SON), (mother, MOTHER)])));
    assert_eq!(headless, [("relations".to_owned(), "moves-head-missing")]);
    let twice = wrong(split(parting(&o, &[(zhang, Relation::HEAD), (li, Relation::HEAD)], &[])));
    assert!(twice.contains(&(format!("relation-{li}"), "moves-head-twice")), "{twice:?}");
    let all: Vec<_> = m.iter().map(|r| (r.id, if r.id == zhang { Relation::HEAD } else { SON })).collect();
    assert_eq!(wrong(split(parting(&o, &all, &[]))), [("leaving".to_owned(), "moves-somebody-stays")]);
    let later = Split { day: day(7), ..parting(&o, &leaving, &[(son, Relation::HEAD), (mother, Relation(62))]) };
    assert_eq!(wrong(split(later)), [("day".to_owned(), "day-in-future")]);
    assert_eq!(history(&o.store, home.id).unwrap().len(), 4, "what is refused leaves no row");

    let row = split(parting(&o, &leaving, &[(son, Relation::HEAD), (mother, Relation(62))])).unwrap();
    let new = row.other.clone().unwrap();
    assert_eq!(o.living(home.id), named(&[("张小明", 2), ("王五", 62)]));
    assert_eq!(o.living(new.household), named(&[("张三", 2), ("李四", 10)]));
    assert_eq!((row.here.head_before, row.here.head_after, new.head_after), (Some(zhang), Some(son), Some(zhang)));
    assert_eq!((row.day, row.reason.as_str(), new.address_after.as_str()), (day(5), "儿子成家", "美湖花园2幢1单元301室"));
    // Both find it; the new one needs nothing else.
    assert_eq!(history(&o.store, new.household).unwrap(), std::slice::from_ref(&row));
    assert_eq!(history(&o.store, home.id).unwrap().last(), Some(&row));
    let lines = o.store.list(&audit::Entry::BY_ACTION.under("household.split".to_owned()), crate::store::Dir::Forward, 9);
    assert_eq!(lines.unwrap().len(), 1);
    assert_eq!(o.store.get(li).unwrap().grid, o.store.get(new.household).unwrap().grid, "they live in the other grid now");
}

#[test]
fn who_stays_under_the_same_head_keeps_the_relation() {
    let o = Office::new();
    let (home, m) = o.home(0, "张三", &[("李四", SPOUSE), ("张小明", SON)]);
    let son = m[2].id;
    let row = o.write({
        let s = parting(&o, &[(son, Relation::HEAD)], &[]);
        move |tx, _| split(tx, (Actor::System, at(6)), home.id, s)
    });
    assert_eq!(row.unwrap().steps.len(), 1, "only the son stands elsewhere");
    assert_eq!(o.living(home.id), named(&[("张三", 2), ("李四", 10)]));
}

#[test]
fn a_merge_leaves_an_empty_household_with_its_history() {
    let o = Office::new();
    let (home, m) = o.home(0, "张三", &[("李四", SPOUSE)]);
    let (into, _) = o.home(13, "张大", &[]);
    let merge = |into, relations: Vec<(Id<Resident>, Relation)>| {
        let m = Merge { into, day: day(3), reason: String::new(), relations };
        o.write(move |tx, _| merge(tx, (Actor::System, at(6)), home.id, m))
    };
    assert_eq!(wrong(merge(home.id, vec![])), [("into".to_owned(), "moves-same-household")]);
    assert_eq!(wrong(merge(Id::new(9_999), vec![])), [("into".to_owned(), "household-unknown")]);
    let heads = wrong(merge(into.id, vec![(m[0].id, Relation::HEAD)]));
    assert_eq!(heads.iter().map(|e| e.1).collect::<Vec<_>>(), ["household-has-head", "moves-relation-missing"]);
    let row = merge(into.id, vec![(m[0].id, Relation(73)), (m[1].id, Relation(74))]).unwrap();
    assert_eq!(o.living(into.id), named(&[("张大", 2), ("张三", 73), ("李四", 74)]));
    let left = o.store.get(home.id).unwrap();
    assert_eq!((left.left, left.head), (Some(day(3)), None));
    assert_eq!(history(&o.store, home.id).unwrap().last(), Some(&row));
    assert_eq!(history(&o.store, into.id).unwrap().last(), Some(&row));
    assert_eq!(
        wrong(o.write(move |tx, _| {
            let m = Merge { into: home.id, day: day(3), reason: String::new(), relations: vec![] };
            super::super::merge(tx, (Actor::System, at(6)), into.id, m)
        })),
        [("into".to_owned(), "moves-target-left")]
    );
}

#[test]
fn a_head_dies_and_the_register_knows_it() {
    let o = Office::new();
    let (home, m) = o.home(0, "张三", &[("李四", SPOUSE), ("张小明", SON)]);
    let (zhang, li, son) = (m[0].id, m[1].id, m[2].id);
    let died = |staying: Vec<(Id<Resident>, Relation)>| {
        let why = Why::Died { cause: "疾病".into() };
        let d = Departure { why, staying, enter: true, ..departure(&[zhang], day(4)) };
        o.write(move |tx, keys| depart(tx, &keys.seal, (Actor::System, at(6)), home.id, d))
    };
    let unsaid = wrong(died(vec![]));
    assert_eq!(unsaid.len(), 2, "both are asked: {unsaid:?}");
    let row = died(vec![(li, Relation::HEAD), (son, SON)]).unwrap();
    assert_eq!((row.deed, row.here.head_after, row.steps.len()), (Deed::HeadDied, Some(li), 2));
    let of = |id, table| registers::of_subject(&o.store, Subject::Resident(id), Some(table)).unwrap();
    assert_eq!(of(zhang, DEATHS).iter().map(|e| (e.from, e.ended.is_some())).collect::<Vec<_>>(), [(day(4), false)]);
    // It was a mistake: the entry ends, nobody is head twice.
    let back = move |relation| {
        move |tx: &mut Tx<'_>, _: &Keys| take_back(tx, (Actor::System, at(8)), zhang, day(8), "登记有误", relation)
    };
    assert_eq!(wrong(o.write(back(None))), [("relation".to_owned(), "field-required")]);
    assert_eq!(wrong(o.write(back(Some(Relation::HEAD)))), [("relation".to_owned(), "household-has-head")]);
    o.write(back(Some(Relation(11)))).unwrap();
    assert_eq!(o.living(home.id), named(&[("李四", 2), ("张三", 11), ("张小明", 20)]));
    assert!(of(zhang, DEATHS)[0].ended.as_ref().is_some_and(|e| e.reason == "登记有误"));
}

#[test]
fn a_household_moves_out_without_being_typed_twice() {
    let o = Office::new();
    let (home, m) = o.home(0, "张三", &[("李四", SPOUSE)]);
    // The wife's entry was typed already.
    let draft = Draft {
        subject: Subject::Resident(m[1].id),
        grid: None,
        says: vec![("kind".into(), Say::Text("省内迁出".into())), ("destination".into(), Say::Text("苏州市".into()))],
        from: day(2),
        until: None,
    };
    o.write(move |tx, keys| registers::create(tx, &keys.seal, (Actor::System, at(2)), MOVES_OUT, &draft)).unwrap();
    let who: Vec<_> = m.iter().map(|r| r.id).collect();
    let depart = |kind: &str| {
        let why = Why::Moved { kind: kind.into(), destination: "苏州市姑苏区".into() };
        let d = Departure { why, reason: "购房".into(), enter: true, ..departure(&who, day(4)) };
        o.write(move |tx, keys| depart(tx, &keys.seal, (Actor::System, at(6)), home.id, d))
    };
    assert_eq!(wrong(depart("搬走")), [("kind".to_owned(), "registers-choice")]);
    assert_eq!(o.living(home.id).len(), 2, "a wrong entry undoes all of it");
    let row = depart("省内迁出").unwrap();
    assert_eq!((row.deed, row.here.head_after, row.destination.as_str()), (Deed::MovedOut, None, "苏州市姑苏区"));
    assert_eq!(o.store.get(home.id).unwrap().left, Some(day(4)));
    for r in &m {
        assert_eq!(registers::of_subject(&o.store, Subject::Resident(r.id), Some(MOVES_OUT)).unwrap().len(), 1);
    }
    // One comes back and is the head of the household again.
    let wife = m[1].id;
    o.write(move |tx, _| take_back(tx, (Actor::System, at(9)), wife, day(9), "迁回", None)).unwrap();
    assert_eq!(o.living(home.id), named(&[("李四", 2)]));
    assert_eq!(o.store.get(home.id).unwrap().left, None);
}

#[test]
fn a_household_older_than_its_history_opens_it() {
    let o = Office::new();
    let house = o.houses[3];
    let (home, head) = o
        .write(move |tx, keys| {
            let form = HouseholdForm { house, phone: None };
            people::create_household(tx, &keys.seal, (Actor::System, at(0)), form, person("张三", Relation::HEAD), None)
        })
        .unwrap();
    assert!(history(&o.store, home.id).unwrap().is_empty());
    let son = o.write(move |tx, keys| add_member(tx, &keys.seal, (Actor::System, at(1)), home.id, person("张小明", SON), None));
    let deeds: Vec<_> = history(&o.store, home.id).unwrap().iter().map(|c| (c.deed, c.steps.len())).collect();
    assert_eq!(deeds, [(Deed::Opened, 1), (Deed::Joined, 1)]);
    // After the first step the father lived there alone.
    let first = history(&o.store, home.id).unwrap()[0].id;
    let then = after(&o.store, home.id, first).unwrap();
    assert_eq!((then.members(home.id).len(), then.head(home.id)), (1, Some(head.id)));
    let son = son.unwrap().id;
    let all = vec![(son, Relation::HEAD), (head.id, Relation(51))];
    let row = o.write(move |tx, _| succeed(tx, (Actor::System, at(2)), home.id, day(2), String::new(), &all)).unwrap();
    assert_eq!((row.deed, row.here.head_before, row.here.head_after), (Deed::Headed, Some(head.id), Some(son)));
    let same = vec![(son, Relation::HEAD), (head.id, Relation(51))];
    let again = o.write(move |tx, _| succeed(tx, (Actor::System, at(2)), home.id, day(2), String::new(), &same));
    assert_eq!(wrong(again), [("relations".to_owned(), "moves-same-head")]);
}
