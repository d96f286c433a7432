//! Writing by hand at the terminal: strokes are posted as the board posts them.
use lianxin::ime::hand::{
    Ink, POINTS_MOST, STROKES_MOST,
    synthetic::{Level, write},
};

use crate::kit::{
    app::TestApp,
    lobby::{Person, world},
};

fn guesses(p: &Person, ink: &str) -> Vec<String> {
    let answer = p.v.post("/input/hand", &[("ink", ink)]);
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/json");
    assert_eq!(answer.headers()["cache-control"], "no-store", "nobody after them sees it");
    let json: serde_json::Value = serde_json::from_str(&answer.text().unwrap()).unwrap();
    json["all"].as_array().unwrap().iter().map(|c| c.as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_written_is_among_the_candidates() {
    let w = world();
    let p = w.person();
    let rows = w.office.app.store.check().unwrap().rows;
    for (i, c) in "王建国灯坏了".chars().enumerate() {
        let ink = Ink::new(write(c, i as u64, Level::Sloppy).unwrap()).unwrap();
        let all = guesses(&p, &ink.to_string());
        assert_eq!(all.len(), 8);
        assert!(all[..3].contains(&c.to_string()), "{c}: {all:?}");
    }
    assert_eq!(w.office.app.store.check().unwrap().rows, rows, "nothing of it is kept");
}

#[test]
fn what_is_no_ink_is_refused_with_a_reason() {
    let office = TestApp::new();
    let v = office.visitor();
    let why = |ink: &str| {
        let answer = v.post("/input/hand", &[("ink", ink)]);
        assert_eq!(answer.status(), 422);
        let json: serde_json::Value = serde_json::from_str(&answer.text().unwrap()).unwrap();
        json["why"].as_str().unwrap().to_owned()
    };
    assert_eq!(why(""), "还没有写字。");
    assert_eq!(why("1,2 x"), "没有读出笔画，请清掉重写。");
    assert_eq!(why(&vec!["1,1"; STROKES_MOST + 1].join(";")), "笔画太多了，请清掉重写，一次写一个字。");
    assert_eq!(why(&vec!["1,1"; POINTS_MOST + 1].join(" ")), "笔画太多了，请清掉重写，一次写一个字。");
    // No token of this browser's, no answer.
    assert_eq!(v.post_raw("/input/hand", &[("ink", "1,1 2,2")]).status(), 409);
}

#[test]
fn a_machine_that_floods_the_board_is_stopped() {
    let office = TestApp::new();
    let v = office.visitor();
    let token = v.csrf();
    // An empty ink is counted as any other and asks nothing of the recogniser.
    let flood = || v.post_raw("/input/hand", &[("csrf", &token), ("ink", "")]).status().as_u16();
    assert!((0..600).all(|_| flood() == 422));
    assert_eq!(flood(), 429);
    office.app.clock.advance(60);
    assert_eq!(flood(), 422, "a minute later");
}
