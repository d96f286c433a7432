//! Whole applications by people who never had a keyboard: one written by hand, one by pinyin.
use lianxin::ime::hand::synthetic::{Level, write};
use serde_json::json;

use super::{
    browser::{Browser, Kind, run},
    stage::{Driver, Stage},
};

/// The senior citizen card: a name, numbers, an address and a text are asked for.
const SERVICE: &str = "ll-youdaizheng";
const NAME: &str = "王建国";
const PLACE: &str = "美湖家园三号";
const CONTACT: &str = "邻居";

/// The service's first question, without saying who one is.
async fn begin(b: &mut Browser) {
    b.go("/").await;
    b.follow("form[action='/start'] button", "", "/home").await;
    b.go(&format!("/s/{SERVICE}")).await;
    b.touch(".actions .primary", "").await;
    b.arrive("/who/form").await;
    b.touch("form[action$='/nobody'] button", "").await;
    b.arrive("/form/q/.+").await;
}

/// What is answered to a question of text.
fn text(key: &str) -> &'static str {
    match key {
        "name" => NAME,
        "address" => PLACE,
        _ => CONTACT,
    }
}

const DIGITS: [(&str, &str); 2] = [("phone", "13912345678"), ("citizen-number", "320404195203071517")];

/// A suggestion with just this text.
const OFFERED: &str = "return [...document.querySelectorAll('.offer')].some(o => o.textContent === arguments[0])";

/// Whether what was written is read as this while somebody looks: sloppy writing may be read as something else.
async fn read_as(b: &mut Browser, text: &str) -> bool {
    for _ in 0..60 {
        if b.js(OFFERED, vec![json!(text)]).await == json!(true) {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    false
}

/// Writes each character as somebody sloppy does, again if it was not read. Gives how often it had to be written again.
async fn by_hand(b: &mut Browser, words: &str) -> u32 {
    let mut again = 0;
    b.touch("[role=tab][data-panel=hand]", "").await;
    for character in words.chars() {
        let text = character.to_string();
        for seed in 0.. {
            assert!(seed < 6, "«{character}» is not read");
            let strokes = write(character, seed, Level::Sloppy).expect("a known character");
            b.draw("[data-ink]", &strokes).await;
            if read_as(b, &text).await {
                break;
            }
            again += 1;
            b.touch("[data-again]", "").await;
        }
        if b.js("return document.querySelector('#line').value", vec![]).await == json!("") {
            b.look("written", Kind::Terminal).await;
        }
        b.touch(".offer", &text).await;
    }
    again
}

/// Types letters and touches what is meant, a word at a time.
async fn by_pinyin(b: &mut Browser, words: &[(&str, &str)]) {
    b.touch("[role=tab][data-panel=pinyin]", "").await;
    for (letters, word) in words {
        for letter in letters.chars() {
            b.touch(&format!("[data-letter='{letter}']"), "").await;
        }
        b.until(&format!("«{word}» for {letters}"), OFFERED, vec![json!(word)]).await;
        b.look(&format!("typed-{letters}"), Kind::Terminal).await;
        b.touch(".offer", word).await;
    }
}

async fn fill(b: &mut Browser, hand: bool) {
    for _ in 0..12 {
        b.until("no wait", "return !document.body.hasAttribute('aria-busy')", vec![]).await;
        let path = b.path().await;
        if path == "/review" {
            return;
        }
        let key = path.rsplit('/').next().unwrap_or_default().to_owned();
        if b.sees("label.choice").await {
            b.touch("label.choice", "").await;
        } else if b.sees(".board").await {
            if hand {
                let again = by_hand(b, text(&key)).await;
                eprintln!("{key}: {} characters, written again {again} times", text(&key).chars().count());
            } else {
                match key.as_str() {
                    "name" => by_pinyin(b, &[("wangjianguo", NAME)]).await,
                    "address" => by_pinyin(b, &[("meihujiayuan", "美湖家园"), ("sanhao", "三号")]).await,
                    _ => by_pinyin(b, &[("linju", "邻居")]).await,
                }
            }
            b.until("the text", "return document.querySelector('#line').value === arguments[0]", vec![json!(text(&key))]).await;
        } else if b.sees(".pad").await {
            let digits = DIGITS.iter().find(|(k, _)| *k == key).map_or("62284800", |(_, d)| *d);
            for digit in digits.chars() {
                b.touch(&format!(".pad [data-key='{digit}']"), "").await;
            }
        }
        b.touch(".actions .primary", "").await;
        b.until("another screen", "return location.pathname !== arguments[0]", vec![json!(path)]).await;
    }
    panic!("the questions do not end");
}

fn applied(label: &'static str, size: (u32, u32), hand: bool) {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, label, size, true).await;
        begin(&mut b).await;
        fill(&mut b, hand).await;
        let review = b.text().await;
        for written in [NAME, PLACE, CONTACT] {
            assert!(review.contains(written), "«{written}» stands in the review:\n{review}");
        }
        b.follow("button.submit", "", "/receipt").await;
        b.look("receipt", Kind::Terminal).await;
        b.close().await
    });
    stage.finish();
}

fn an_application_is_written_by_hand() {
    applied("hand", (1920, 1080), true);
}

fn an_application_is_typed_in_pinyin() {
    applied("pinyin", (1080, 1920), false);
}

/// What is written and not chosen is asked for before the form goes on.
fn a_character_that_is_not_chosen_is_not_lost_without_a_word() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "pending", (1920, 1080), true).await;
        begin(&mut b).await;
        b.touch("[role=tab][data-panel=hand]", "").await;
        let strokes = write('王', 1, Level::Sloppy).unwrap();
        b.draw("[data-ink]", &strokes).await;
        b.until("«王»", OFFERED, vec![json!("王")]).await;
        let path = b.path().await;
        b.touch(".actions .primary", "").await;
        b.until("a word about it", "return document.querySelector('.nag') !== null", vec![]).await;
        b.look("not-chosen", Kind::Terminal).await;
        assert_eq!(b.path().await, path);
        // The last stroke taken back, and back again: nothing is pending when the box is empty.
        for _ in 0..4 {
            b.touch("[data-undo]", "").await;
        }
        b.touch("[role=tab][data-panel=names]", "").await;
        b.touch(".panel [data-key='王']", "").await;
        b.follow(".actions .primary", "", "/form/q/.+").await;
        b.close().await
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER =>
        an_application_is_written_by_hand,
        an_application_is_typed_in_pinyin,
        a_character_that_is_not_chosen_is_not_lost_without_a_word;
}
