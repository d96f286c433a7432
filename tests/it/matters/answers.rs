//! What is said to a question means the same at the terminal, at the window and from other software; and whose matter it is.
use lianxin::{
    base::Day,
    domain::{
        matters::{
            catalog::{self, Answer, FieldKind, FieldSpec, ServiceSpec},
            items::{Applicant, Item},
            open311,
        },
        office::who::{Actor, Role},
    },
    paperwork::Desk,
    store::{Dir, Range, Read},
};

use super::items::form as low_income;
use crate::kit::{
    app::Visitor,
    lobby::{PHONE, World, world},
    number,
    open311::{KEY, Program},
};

/// A public matter that asks one question of every kind that other software may be asked, and one that asks the rest.
const PUBLIC: &str = "ss-ludeng";
const PRIVATE: &str = "mz-dibao";

fn ask(key: &str, kind: FieldKind) -> FieldSpec {
    FieldSpec {
        key: key.into(),
        label: format!("问题 {key}"),
        ask: format!("问题 {key}？"),
        hint: None,
        kind,
        suggest: Vec::new(),
        required: false,
        full_number_on_form: false,
    }
}

/// A question, what is said to it, and whether it is an answer.
type Case = (&'static str, &'static [&'static str], bool);

fn public() -> (Vec<FieldSpec>, Vec<Case>) {
    let options = || vec!["甲".to_owned(), "乙".to_owned()];
    let fields = vec![
        ask("text", FieldKind::Text { max: 4 }),
        ask("detail", FieldKind::LongText { max: 6 }),
        ask("count", FieldKind::Number { min: 1, max: 9, unit: "个".into() }),
        ask("day", FieldKind::Date { past_days: 30, future_days: 0 }),
        ask("choice", FieldKind::Choice { options: options() }),
        ask("choices", FieldKind::Choices { options: options() }),
        ask("other-phone", FieldKind::Phone),
        ask("yes-no", FieldKind::YesNo),
    ];
    let cases: Vec<Case> = vec![
        ("text", &["三号杆"], true),
        ("text", &["一二三四五"], false),
        ("detail", &["甲\r\n乙"], true),
        ("detail", &["一二三四五六七"], false),
        ("count", &["9"], true),
        ("count", &["10"], false),
        ("count", &["几个"], false),
        ("day", &["2026-11-03"], true),
        ("day", &["2026-11-04"], false),
        ("day", &["昨天"], false),
        ("choice", &["乙"], true),
        ("choice", &["丙"], false),
        ("choices", &["乙", "甲"], true),
        ("choices", &["甲", "丙"], false),
        ("other-phone", &["138-1234-5678"], true),
        ("other-phone", &["12"], false),
        ("yes-no", &["no"], true),
        ("yes-no", &["否"], false),
        ("yes-no", &["随便写什么"], false),
    ];
    (fields, cases)
}

fn private() -> (Vec<FieldSpec>, Vec<Case>) {
    let fields = vec![
        ask("money", FieldKind::Money),
        ask("spouse-number", FieldKind::CitizenNumber),
        ask("spouse", FieldKind::Name),
        ask("home", FieldKind::Address),
        ask("picture", FieldKind::Photo { max: 2 }),
    ];
    let cases: Vec<Case> = vec![
        ("money", &["1200.5"], true),
        ("money", &["很少"], false),
        ("spouse-number", &["11010519491231002X"], true),
        ("spouse-number", &["110105194912310021"], false),
        ("spouse", &["李秀英"], true),
        ("spouse", &["<李>"], false),
        ("home", &["美湖花园12幢"], true),
    ];
    (fields, cases)
}

/// Puts the questions into a service.
fn offer(w: &World, code: &str, fields: &[FieldSpec]) -> ServiceSpec {
    let app = &w.office.app;
    let mut spec = app.catalogue().by_code(code).unwrap().spec.clone();
    let place: Vec<FieldSpec> = spec.fields.iter().filter(|f| f.key == "place").cloned().collect();
    spec.fields = place.into_iter().chain(fields.iter().cloned()).collect();
    spec.materials.clear();
    let (at, new) = (app.clock.now(), spec.clone());
    app.store.write_wait(move |tx| catalog::edit(tx, Actor::System, &new, at)).unwrap();
    app.reload_catalogue().unwrap();
    spec
}

fn last(w: &World) -> Item {
    w.office.app.store.list(&Range::<Item>::table(), Dir::Backward, 1).unwrap().remove(0)
}

fn at_the_window(clerk: &Visitor, code: &str, said: &[(&str, &str)]) -> (u16, String) {
    let named: Vec<_> = said.iter().map(|(k, v)| (format!("a-{k}"), *v)).collect();
    let mut fields: Vec<(&str, &str)> = vec![("do", "file"), ("source", "window")];
    fields.extend(named.iter().map(|(k, v)| (k.as_str(), *v)));
    let answer = clerk.post(&format!("/office/intake/{code}"), &fields);
    (answer.status().as_u16(), answer.text().unwrap())
}

#[test]
fn every_face_gives_the_same_verdict() {
    let w = world();
    let (app, today) = (&w.office.app, Day::ymd(2026, 11, 3).unwrap());
    assert_eq!(app.clock.today(), today);
    let at = app.clock.now();
    app.store
        .write_wait(move |tx| open311::make_key(tx, (Actor::System, at), "市".into(), open311::secret_hash(KEY), 500))
        .unwrap();
    let (program, clerk) = (Program::of(&w.office), w.office.signed_in(Role::Clerk));
    for (code, (fields, cases)) in [(PUBLIC, public()), (PRIVATE, private())] {
        let spec = offer(&w, code, &fields);
        for (key, said, good) in cases {
            let field = spec.field(key).unwrap();
            let read = field.read(said, today, &app.keys.seal);
            assert_eq!(read.is_ok(), good, "{key}: {said:?}");
            let why = read.as_ref().err().map(|reason| app.zh.reason(reason));
            let kept = |i: &Item| i.answers.iter().find(|a| a.key == key).cloned();
            let same = |i: &Item, face: &str| {
                let (kept, right) = (kept(i).unwrap(), read.clone().unwrap().unwrap());
                assert_eq!(kept.value, right.value, "{key} {said:?} {face}");
                let hash = |a: &Answer| a.sealed.as_ref().map(|n| n.hash);
                assert_eq!(hash(&kept), hash(&right), "{key} {said:?} {face}");
            };
            let n = app.store.rows::<Item>().unwrap();

            let values: Vec<(&str, &str)> = said.iter().map(|s| (key, *s)).collect();
            let place = spec.field("place").map(|_| ("place", "12幢楼下"));
            let all: Vec<_> = place.into_iter().chain(values.iter().copied()).collect();
            let (status, page) = at_the_window(&clerk, code, &all);
            match &why {
                None => {
                    assert_eq!(status, 303, "{key} {said:?}: {page}");
                    same(&last(&w), "window");
                }
                Some(why) => {
                    assert_eq!(status, 422, "{key} {said:?}");
                    assert!(page.contains(why.as_str()), "{why} at the window");
                }
            }

            let p = w.person();
            let begun = p.post(&format!("/s/{code}"), &[]);
            if begun == "/who/form" {
                p.by_card(&w.card, w.head.id);
            }
            let typed: Vec<(&str, &str)> = said.iter().map(|s| ("v", *s)).collect();
            match &why {
                None => {
                    p.post(&format!("/form/q/{key}"), &typed);
                    let skip = |f: &FieldSpec| if f.key == "place" { vec![("v", "12幢楼下")] } else { vec![] };
                    for f in spec.fields.iter().filter(|f| f.key != key) {
                        p.post(&format!("/form/q/{}", f.key), &skip(f));
                    }
                    let form_key = p.hidden("/review", "key");
                    assert_eq!(p.post("/review", &[("key", &form_key)]), "/receipt");
                    same(&last(&w), "terminal");
                }
                Some(why) => {
                    let page = p.refused(&format!("/form/q/{key}"), &typed, 422);
                    assert!(page.contains(why.as_str()), "{why} at the terminal");
                }
            }

            if code == PUBLIC {
                let named: Vec<_> = said.iter().map(|s| (format!("attribute[{key}]"), *s)).collect();
                let mut params = vec![("api_key", KEY), ("service_code", code), ("address_string", "美湖路")];
                params.extend(named.iter().map(|(k, v)| (k.as_str(), *v)));
                let heard = program.post("requests.json", &params);
                match &why {
                    None => {
                        assert!(heard.status.is_success(), "{key} {said:?}: {}", heard.body);
                        same(&last(&w), "open311");
                    }
                    Some(why) => {
                        assert_eq!(heard.status, 400, "{key} {said:?}");
                        assert!(heard.body.contains(why.as_str()), "{why} in {}", heard.body);
                    }
                }
            }
            let faces = if code == PUBLIC { 3 } else { 2 };
            assert_eq!(app.store.rows::<Item>().unwrap() - n, if good { faces } else { 0 }, "{key} {said:?}");
        }
    }
}

/// What a service with a yes-or-no question is told, except that answer.
fn alone(w: &World) -> Vec<(String, String)> {
    let app = &w.office.app;
    let spec = app.catalogue().by_code("ll-zhucan").unwrap().spec.clone();
    let said = |f: &FieldSpec| match &f.kind {
        FieldKind::Choice { options } | FieldKind::Choices { options } => options[0].clone(),
        FieldKind::Number { min, .. } => min.to_string(),
        FieldKind::Money => "1200".into(),
        FieldKind::Date { .. } => "2026-11-03".into(),
        FieldKind::CitizenNumber => number("32021119600101202"),
        FieldKind::Phone => "13900001111".into(),
        FieldKind::Name => "王建国".into(),
        _ => "美湖花园12幢".into(),
    };
    let asked = spec.fields.iter().filter(|f| f.required && !matches!(f.kind, FieldKind::YesNo | FieldKind::Photo { .. }));
    asked.map(|f| (f.key.clone(), said(f))).collect()
}

fn pairs(said: &[(String, String)]) -> Vec<(&str, &str)> {
    said.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect()
}

#[test]
fn yes_is_yes_in_every_language_and_nonsense_is_neither() {
    let w = world();
    let clerk = w.office.signed_in(Role::Clerk);
    let form = alone(&w);
    // The page offers codes, whatever language it is in; what the page offers is what is sent.
    let offered = |page: &str| page.contains("<option value=\"yes\"") && page.contains("<option value=\"no\"");
    assert!(offered(&clerk.page("/office/intake/ll-zhucan")));
    let (status, page) = at_the_window(&clerk, "ll-zhucan", &[pairs(&form), vec![("alone", "随便写什么")]].concat());
    assert_eq!(status, 422);
    assert!(page.contains("请从所列选项中选择") && page.contains("value=\"13900001111\""), "refused, and what was typed is kept");
    assert_eq!(w.office.app.store.rows::<Item>().unwrap(), 0);
    // The clerk reads English now.
    let speak = |tag: &str| assert_eq!(clerk.post("/lang", &[("lang", tag)]).status(), 303);
    speak("en");
    let page = clerk.page("/office/intake/ll-zhucan");
    assert!(offered(&page) && page.contains(">No</option>"), "{page}");
    let (status, page) = at_the_window(&clerk, "ll-zhucan", &[pairs(&form), vec![("alone", "no")]].concat());
    assert_eq!(status, 303, "{page}");
    let item = last(&w);
    let held = item.answers.iter().find(|a| a.key == "alone").unwrap();
    assert_eq!(held.value, "no");
    let label = w.office.app.catalogue().by_code("ll-zhucan").unwrap().spec.field("alone").unwrap().label.clone();
    let shows = |page: &str, word: &str| {
        let after = page.split(&format!("<dt>{label}</dt>")).nth(1).unwrap_or_else(|| panic!("no {label}")).to_owned();
        assert!(after.trim_start_matches("<dd>").starts_with(word), "{word}: {}", &after.chars().take(60).collect::<String>());
    };
    let path = format!("/office/items/{}", item.id);
    shows(&clerk.page(&path), "No");
    speak("zh-CN");
    shows(&clerk.page(&path), "否");
    // Rows of earlier programs are read by everybody in their own language, too.
    for (word, zh) in [("是", "是"), ("Yes", "是"), ("不是", "否"), ("否", "否"), ("No", "否")] {
        let mut old = item.clone();
        old.answers.iter_mut().find(|a| a.key == "alone").unwrap().value = word.into();
        w.office.app.store.write_wait(move |tx| tx.put(&old)).unwrap();
        shows(&clerk.page(&path), zh);
    }
}

#[test]
fn another_name_than_the_residents_own_is_not_the_resident() {
    let w = world();
    let clerk = w.office.signed_in(Role::Clerk);
    let form = alone(&w);
    let file = |more: &[(&str, &str)]| {
        let kept: Vec<(&str, &str)> = pairs(&form).into_iter().filter(|(k, _)| !more.iter().any(|(m, _)| m == k)).collect();
        let named: Vec<_> = [kept, more.to_vec(), vec![("alone", "no")]].concat();
        let named: Vec<_> = named.iter().map(|(k, v)| (format!("a-{k}"), *v)).collect();
        let id = w.head.id.to_string();
        let mut fields: Vec<(&str, &str)> = vec![("do", "file"), ("source", "window"), ("resident", &id)];
        fields.extend(named.iter().map(|(k, v)| (k.as_str(), *v)));
        let answer = clerk.post("/office/intake/ll-zhucan", &fields);
        assert_eq!(answer.status(), 303, "{}", answer.text().unwrap());
        last(&w)
    };
    let own = file(&[("name", "王建国"), ("phone", PHONE)]);
    assert_eq!((own.applicant.resident, own.applicant.household), (Some(w.head.id), Some(w.household.id)));
    let theirs = file(&[("name", "邻居王大妈"), ("phone", "13900002222")]);
    let Applicant { name, phone, resident, household } = &theirs.applicant;
    assert_eq!(name.as_ref().map(|n| n.as_str()), Some("邻居王大妈"));
    assert_eq!(phone.as_ref().map(|p| p.as_str()), Some("13900002222"));
    assert_eq!((*resident, *household), (None, None), "she is not the resident whom the clerk had picked");
    assert_eq!(theirs.grid, Some(w.household.grid), "but it is taken in where the clerk was looking");
    // Neither the household's page nor the resident's own copy knows of her.
    let app = &w.office.app;
    let households = app.store.list(&Item::BY_HOUSEHOLD.under(w.household.id), Dir::Forward, 9).unwrap();
    assert_eq!(households.iter().map(|i| i.id).collect::<Vec<_>>(), [own.id]);
    let desk = Desk::of(&app.store, &app.zh, &app.keys, app.clock.now()).unwrap();
    let leader = crate::kit::files::reader(&w.office, &w.office.account(Role::Leader));
    let copy = serde_json::to_string(&desk.personal_copy(&leader, &w.head, "").unwrap()).unwrap();
    assert!(copy.contains(&own.no.to_string()));
    for strange in [theirs.no.to_string().as_str(), "13900002222", "王大妈"] {
        assert!(!copy.contains(strange), "{strange} in the resident's own copy");
    }
}

#[test]
fn the_number_that_is_held_is_for_the_resident_only() {
    let w = world();
    let clerk = w.office.signed_in(Role::Clerk);
    let id = w.head.id.to_string();
    let form = |name: &'static str| {
        let mut said = low_income("");
        said.retain(|(k, _)| !matches!(*k, "key" | "a-name"));
        said.extend([("a-name", name), ("resident", id.as_str())]);
        said
    };
    let answer = clerk.post("/office/intake/mz-dibao", &form("邻居王大妈"));
    assert_eq!(answer.status(), 422, "the register's number is not hers");
    assert!(answer.text().unwrap().contains("邻居王大妈"));
    assert_eq!(clerk.post("/office/intake/mz-dibao", &form("王建国")).status(), 303);
    let item = last(&w);
    let held = item.answers.iter().find(|a| a.key == "citizen-number").unwrap();
    assert_eq!(held.sealed.as_ref().map(|n| n.hash), w.head.number.as_ref().map(|n| n.hash));

    // At the terminal another name asks anew for what the register had answered.
    let p = w.person();
    p.post("/s/ll-gaoling", &[]);
    p.by_card(&w.card, w.head.id);
    p.post("/form/edit/name", &[]);
    p.post("/form/q/name", &[("v", "赵秀兰")]);
    let mut asked = Vec::new();
    while let at @ ("/form/q/citizen-number" | "/form/q/phone") = p.led("/form").as_str() {
        let said = if at.ends_with("phone") { "13900001111".to_owned() } else { number("32021119600101202") };
        p.post(at, &[("v", &said)]);
        asked.push(at.to_owned());
    }
    assert!(asked.iter().any(|a| a.ends_with("citizen-number")), "{asked:?}");
}
