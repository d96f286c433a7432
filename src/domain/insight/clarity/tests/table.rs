//! Each check: clear, missing, stale, and not applicable.
use super::*;
use crate::{
    base::{Phone, Sex},
    domain::registry::{
        moves,
        people::{NumberEdit, Residence},
    },
};

use State::{Clear, Missing, NotApplicable, Stale};

fn today() -> Day {
    T0.day()
}

fn born(mut p: Particulars, birth: Day, sex: Sex) -> Particulars {
    (p.birth, p.sex) = (Some(birth), sex);
    p
}

fn edit(t: &Town, r: &Resident, change: impl FnOnce(&mut Particulars)) {
    let (id, mut p) = (r.id, Particulars::of(&t.store.get(r.id).unwrap()));
    change(&mut p);
    t.write(move |tx, k| moves::edit_member(tx, &k.seal, WHO, id, p, NumberEdit::Keep)).unwrap();
}

/// Numbers and names are used once, and who may know a check is who may see the table from which it is known.
#[test]
fn the_table_agrees_with_itself_and_with_the_registers() {
    use crate::domain::registry::registers::Access;
    for (i, c) in CHECKS.iter().enumerate() {
        assert!(CHECKS.iter().skip(i + 1).all(|o| o.no != c.no && o.key != c.key), "{} stands twice", c.key);
        assert_eq!((Check::parse(c.key).unwrap().no, Check::numbered(c.no).unwrap().key), (c.no, c.key));
        assert_ne!(c.access, Access::KeyPersons, "{}", c.key);
    }
    let known = [
        ("floating", "floating"),
        ("permit", "floating"),
        ("elder", "lone-elderly"),
        ("elder-visit", "lone-elderly"),
        ("party", "party-members"),
        ("disability", "disability"),
        ("relief", "low-income"),
        ("pregnancy", "pregnancies"),
        ("house", "houses"),
        ("owner", "houses"),
        ("tenancy", "tenancy"),
        ("rental-check", "rental-checks"),
        ("rental-mend", "rental-checks"),
        ("keeper", "facilities"),
        ("patrol", "facilities"),
        ("hazard", "hazards"),
        ("dispute", "disputes"),
        ("inspection", "special-places"),
    ];
    let t = Town::new();
    for c in CHECKS {
        let table = known.iter().find(|(key, _)| *key == c.key).map(|(_, table)| *table);
        let access = table.map_or(Access::Everyone, |code| registers::table(&t.store, code).unwrap().access);
        assert_eq!(c.access, access, "{} is seen by those who see {table:?}", c.key);
    }
}

#[test]
fn family() {
    let t = Town::new();
    let (home, r) = t.home(0, head(1));
    let at = |key| t.state(&home, key, today());
    assert_eq!(at("head"), Clear);
    assert_eq!([at("phone"), at("number"), at("birth"), at("adult-phone")], [Missing; 4]);
    edit(&t, &r, |p| p.phone = Phone::parse("13812345678"));
    assert_eq!([at("phone"), at("adult-phone")], [Clear; 2], "the head's own is the household's");
    edit(&t, &r, |p| (p.birth, p.sex) = (Some(day(1980, 5, 1)), Sex::Female));
    assert_eq!(at("birth"), Clear);
    let id = r.id;
    let p = Particulars::of(&t.store.get(id).unwrap());
    let p = Particulars { birth: None, sex: Sex::Unknown, ..p };
    t.write(move |tx, k| moves::edit_member(tx, &k.seal, WHO, id, p, NumberEdit::Set(number(7)))).unwrap();
    assert_eq!([at("number"), at("birth")], [Clear; 2], "the number says both");
    // A child needs no telephone until the eighteenth birthday.
    let child = t.member(&home, born(Particulars::new(name(2), Relation(20)), day(2010, 3, 5), Sex::Male));
    assert_eq!([at("adult-phone"), at("number")], [Clear, Missing]);
    assert_eq!(t.says(&home, "adult-phone", today()).turns, Some(day(2028, 3, 5)));
    assert_eq!(t.state(&home, "adult-phone", day(2028, 3, 5)), Missing);
    assert_eq!(t.says(&home, "number", today()).mends, vec![Mend::Resident(child.id)]);
    // Who is gone is not asked about; a household that has left is nothing to keep clear.
    t.gone(WHO, &child).unwrap();
    assert_eq!(at("number"), Clear);
    t.gone(WHO, &r).unwrap();
    assert_eq!(findings(&t.store, Unit::Household(home.id), today()).unwrap(), Vec::new());
    let empty = Facts { members: Vec::new(), ..Facts::load(&t.store, home.clone(), today()).unwrap() };
    let of = |key| household(&empty).into_iter().find(|f| f.no == Check::parse(key).unwrap().no).unwrap().seen.state;
    assert_eq!(
        [of("head"), of("number"), of("birth"), of("adult-phone")],
        [Missing, NotApplicable, NotApplicable, NotApplicable]
    );
}

#[test]
fn a_visit_holds_for_its_cycle() {
    let t = Town::new();
    let (home, _) = t.home(0, head(1));
    assert_eq!(t.says(&home, "visit", today()).mends, vec![Mend::Visit(home.id)]);
    assert_eq!(t.state(&home, "visit", today()), Missing);
    t.visit(&home, T0);
    let last = today().plus(365);
    assert_eq!([t.state(&home, "visit", today()), t.state(&home, "visit", last)], [Clear; 2]);
    assert_eq!(t.says(&home, "visit", today()).turns, Some(last.plus(1)));
    assert_eq!(t.state(&home, "visit", last.plus(9)), Stale { since: last.plus(1) });
    t.visit(&home, Stamp::at(last.plus(5), 9, 0));
    assert_eq!(t.state(&home, "visit", last.plus(9)), Clear);
}

#[test]
fn particulars_of_adults() {
    let t = Town::new();
    let (home, r) = t.home(0, head(1));
    let at = |key| t.state(&home, key, today());
    assert_eq!([at("ethnicity"), at("education"), at("marital"), at("political")], [Missing; 4]);
    edit(&t, &r, |p| (p.ethnicity, p.education, p.marital, p.political) = (Some(1), Some(31), Some(20), Some(13)));
    assert_eq!([at("ethnicity"), at("education"), at("marital"), at("political")], [Clear; 4]);
    t.member(&home, born(Particulars::new(name(2), Relation(20)), day(2020, 2, 29), Sex::Male));
    assert_eq!([at("ethnicity"), at("education"), at("marital"), at("political")], [Missing, Clear, Clear, Clear]);
    assert_eq!(t.says(&home, "marital", today()).turns, Some(day(2038, 3, 1)), "born on 29 February");
    assert_eq!(t.state(&home, "marital", day(2038, 3, 1)), Missing);
    // A child alone: nothing is asked until there is an adult.
    let (young, _) = t.home(1, born(head(3), day(2012, 9, 9), Sex::Female));
    assert_eq!([t.state(&young, "education", today()), t.state(&young, "adult-phone", today())], [NotApplicable; 2]);
    assert_eq!(t.says(&young, "education", today()).turns, Some(day(2030, 9, 9)));
}

#[test]
fn floating_residents_and_their_permits() {
    let t = Town::new();
    let (home, r) = t.home(0, head(1));
    let (me, at) = (Subject::Resident(r.id), |key| t.state(&home, key, today()));
    assert_eq!([at("floating"), at("permit")], [NotApplicable; 2]);
    edit(&t, &r, |p| p.residence = Residence::Floating);
    assert_eq!([at("floating"), at("permit")], [Missing, NotApplicable]);
    assert_eq!(t.says(&home, "floating", today()).mends, vec![Mend::New("floating", me)]);
    let e = t.entry("floating", me, today(), None, &[("permit", "否")]);
    assert_eq!([at("floating"), at("permit")], [Clear, NotApplicable]);
    t.end(&e, today());
    assert_eq!(at("floating"), Missing, "who has left and come back is recorded again");
    let e = t.entry("floating", me, today(), None, &[("permit", "是")]);
    assert_eq!(at("permit"), Missing, "until when?");
    t.end(&e, today());
    let last = today().plus(30);
    let e = t.entry("floating", me, today(), Some(last), &[("permit", "是")]);
    assert_eq!([t.state(&home, "permit", last), t.state(&home, "permit", last.plus(3))], [Clear, Stale { since: last.plus(1) }]);
    assert_eq!(t.says(&home, "permit", last.plus(1)).mends, vec![Mend::Entry(e.id)]);
    edit(&t, &r, |p| p.residence = Residence::Registered);
    assert_eq!([at("floating"), at("permit")], [NotApplicable; 2]);
}

#[test]
fn old_people_who_live_alone() {
    let t = Town::new();
    let (home, r) = t.home(0, born(head(1), day(1960, 1, 1), Sex::Female));
    let at = |key, on| t.state(&home, key, on);
    assert_eq!([at("elder", today()), at("elder-visit", today())], [NotApplicable; 2]);
    assert_eq!(t.says(&home, "elder", today()).turns, Some(day(2030, 1, 1)));
    assert_eq!(at("elder", day(2030, 1, 1)), Missing);
    let e = t.entry("lone-elderly", Subject::Resident(r.id), today(), None, &[]);
    assert_eq!([at("elder", day(2030, 1, 1)), at("elder-visit", today())], [Clear, Missing]);
    t.visit(&home, T0);
    assert_eq!(at("elder-visit", today().plus(31)), Clear);
    assert_eq!(at("elder-visit", today().plus(32)), Stale { since: today().plus(32) });
    t.end(&e, today());
    assert_eq!(at("elder-visit", today()), NotApplicable);
    t.entry("lone-elderly", Subject::Resident(r.id), today(), None, &[("visited", "2026-09-25")]);
    assert_eq!(at("elder-visit", day(2026, 10, 26)), Clear, "the entry's own line counts too");
    // Somebody younger lives there too, or somebody of whom it is not known.
    let young = t.member(&home, born(Particulars::new(name(2), Relation(20)), day(1990, 1, 1), Sex::Male));
    assert_eq!(at("elder", day(2030, 1, 1)), NotApplicable);
    edit(&t, &young, |p| p.birth = None);
    assert_eq!(at("elder", day(2030, 1, 1)), NotApplicable);
}

#[test]
fn what_only_the_office_knows() {
    let t = Town::new();
    let (home, r) = t.home(0, born(head(1), day(1990, 1, 1), Sex::Female));
    let (me, last) = (Subject::Resident(r.id), today().plus(10));
    let at = |key| t.state(&home, key, today());
    assert_eq!([at("party"), at("disability"), at("relief"), at("pregnancy")], [NotApplicable; 4]);
    edit(&t, &r, |p| p.political = Some(2));
    assert_eq!(at("party"), Missing);
    t.entry("party-members", me, today(), None, &[]);
    assert_eq!(at("party"), Clear);
    for (key, table, subject) in [
        ("disability", "disability", me),
        ("relief", "low-income", Subject::Household(home.id)),
        ("pregnancy", "pregnancies", me),
    ] {
        let open = t.entry(table, subject, today(), None, &[]);
        assert_eq!(at(key), Missing, "{key}: until when?");
        t.end(&open, today());
        assert_eq!(at(key), NotApplicable, "{key}");
        let e = t.entry(table, subject, today(), Some(last), &[]);
        assert_eq!((at(key), t.says(&home, key, today()).turns), (Clear, Some(last.plus(1))), "{key}");
        let late = t.says(&home, key, last.plus(2));
        assert_eq!((late.state, late.mends), (Stale { since: last.plus(1) }, vec![Mend::Entry(e.id)]), "{key}");
    }
}

#[test]
fn houses_and_letting() {
    let t = Town::new();
    let (home, _) = t.home(0, head(1));
    let (house, at) = (Subject::House(home.house), |key| t.state(&home, key, today()));
    assert_eq!([at("house"), at("owner"), at("tenancy")], [Missing, NotApplicable, NotApplicable]);
    assert_eq!([at("rental-check"), at("rental-mend")], [NotApplicable; 2]);
    let e = t.entry("houses", house, today(), None, &[("state", "自住")]);
    assert_eq!([at("house"), at("owner"), at("tenancy")], [Clear, Missing, NotApplicable]);
    let last = today().plus(1_095);
    assert_eq!([t.state(&home, "house", last), t.state(&home, "house", last.plus(1))], [Clear, Stale { since: last.plus(1) }]);
    t.end(&e, today());
    t.entry("houses", house, today(), None, &[("state", "出租"), ("owner", "赵小明"), ("owner-phone", "13812345678")]);
    assert_eq!([at("owner"), at("tenancy"), at("rental-check")], [Clear, Missing, Missing]);
    let last = today().plus(60);
    let rent = t.entry("tenancy", house, today(), Some(last), &[]);
    assert_eq!([at("tenancy"), t.state(&home, "tenancy", last.plus(1))], [Clear, Stale { since: last.plus(1) }]);
    t.end(&rent, today());
    assert_eq!(at("tenancy"), Missing);
    t.entry("tenancy", house, today().plus(-1), None, &[]);
    assert_eq!(at("tenancy"), Clear, "let without a term");
    let until = today().plus(15);
    let check = t.entry("rental-checks", house, today(), Some(until), &[("result", "限期整改")]);
    assert_eq!([at("rental-check"), at("rental-mend")], [Clear; 2]);
    assert_eq!(t.state(&home, "rental-mend", until.plus(1)), Stale { since: until.plus(1) });
    assert_eq!(t.state(&home, "rental-check", today().plus(366)), Stale { since: today().plus(366) });
    t.end(&check, today());
    assert_eq!([at("rental-check"), at("rental-mend")], [Clear, NotApplicable], "it was looked at all the same");
    t.entry("rental-checks", house, today().plus(1), None, &[("result", "不合格")]);
    assert_eq!(at("rental-mend"), Missing, "by when?");
}

#[test]
fn places_of_a_grid() {
    let t = Town::new();
    let e = t.entry("facilities", Subject::None, today(), None, &[]);
    let at = |key| t.place(&e, key, today());
    assert_eq!([at("keeper"), at("patrol"), at("hazard")], [Missing, Missing, NotApplicable]);
    let e = t.entry("facilities", Subject::None, today(), None, &[("name", "路灯"), ("unit", "物业"), ("checked", "2026-09-01")]);
    assert_eq!([t.place(&e, "keeper", today()), t.place(&e, "patrol", today())], [Clear; 2]);
    assert_eq!(t.place(&e, "patrol", day(2026, 12, 1)), Stale { since: day(2026, 12, 1) });
    for (key, table) in [("hazard", "hazards"), ("dispute", "disputes")] {
        let open = t.entry(table, Subject::None, today(), None, &[]);
        assert_eq!(t.place(&open, key, today()), Missing, "{key}: by when?");
        let last = today().plus(7);
        let e = t.entry(table, Subject::None, today(), Some(last), &[]);
        assert_eq!([t.place(&e, key, last), t.place(&e, key, last.plus(9))], [Clear, Stale { since: last.plus(1) }], "{key}");
        t.end(&e, today());
        assert_eq!(t.place(&e, key, last.plus(9)), NotApplicable, "{key}");
    }
    let e = t.entry("special-places", Subject::None, today(), None, &[("place", "网吧")]);
    assert_eq!(t.place(&e, "inspection", today()), Missing);
    let e = t.entry("special-places", Subject::None, today(), None, &[("place", "旅馆"), ("inspected", "2026-09-01")]);
    let last = day(2026, 9, 1).plus(180);
    assert_eq!(
        [t.place(&e, "inspection", last), t.place(&e, "inspection", last.plus(1))],
        [Clear, Stale { since: last.plus(1) }]
    );
}
