//! The resident's journeys at the lobby terminal, on a screen that lies and on one that stands.
use serde_json::json;

use super::{
    browser::{Browser, Kind, run},
    stage::{Driver, Person, Stage},
};

const LYING: (u32, u32) = (1920, 1080);
const STANDING: (u32, u32) = (1080, 1920);
/// The allowance for the very old: everything about the person is known, a card number and materials are asked for.
const SERVICE: &str = "ll-gaoling";

async fn type_keys(b: &mut Browser, digits: &str) {
    for digit in digits.chars() {
        b.touch(&format!(".pad [data-key='{digit}']"), "").await;
    }
}

/// From the waiting screen to the tiles.
async fn come_in(b: &mut Browser) {
    b.go("/").await;
    b.look("attract", Kind::Terminal).await;
    b.follow("form[action='/start'] button", "", "/home").await;
    b.look("home", Kind::Terminal).await;
}

/// Finds the service over its category.
async fn find_service(b: &mut Browser) {
    b.follow("a.tile[href='/apply']", "", "/apply").await;
    b.look("apply", Kind::Terminal).await;
    b.follow("a[href='/apply/search']", "", "/apply/search").await;
    b.look("search", Kind::Terminal).await;
    b.follow("a.back", "", "/apply").await;
    b.follow("a[href='/apply/by/category']", "", "/apply/by/category").await;
    b.look("categories", Kind::Terminal).await;
    b.follow("a[href='/apply/category/elder-care']", "", "/apply/category/.+").await;
    b.look("services", Kind::Terminal).await;
    b.follow(&format!("a[href='/s/{SERVICE}']"), "", &format!("/s/{SERVICE}")).await;
    b.look("guide", Kind::Terminal).await;
}

/// Says who it is by telephone and the last four of the number.
async fn identify(b: &mut Browser, person: &Person) {
    b.look("who", Kind::Terminal).await;
    b.follow("a.tile[href$='/phone']", "", "/who/.+/phone").await;
    b.touch("#phone", "").await;
    type_keys(b, &person.phone).await;
    b.touch("#last4", "").await;
    type_keys(b, &person.last_four).await;
    b.look("phone", Kind::Terminal).await;
    b.touch("button[form=q]", "").await;
    b.until("a known person", "return !/[/]phone$/.test(location.pathname)", vec![]).await;
    if b.path().await.ends_with("/member") {
        b.look("member", Kind::Terminal).await;
        let own = person.name.chars().next().unwrap().to_string();
        b.touch("button.pick", &own).await;
        b.until("a chosen member", "return !/[/]member$/.test(location.pathname)", vec![]).await;
    }
}

/// Answers questions, whatever they are, until the review.
async fn answer_all(b: &mut Browser) {
    for n in 1..20 {
        b.until(
            "a step",
            "return /^[/](form|review)/.test(location.pathname) && !document.body.hasAttribute('aria-busy')",
            vec![],
        )
        .await;
        let path = b.path().await;
        if path == "/review" {
            return;
        }
        let name = path.trim_start_matches("/form/").replace('/', "-");
        if b.sees("label.choice").await {
            b.touch("label.choice", "").await;
        } else if b.sees(".pad").await {
            type_keys(b, "62284800").await;
        } else if b.sees("label.material, label.check").await {
            b.touch("label.material, label.check", "").await;
        } else if b.sees(".board").await && !b.text().await.contains("不填，下一步") {
            b.touch("[role=tab][data-panel=signs], [role=tab][data-panel=names]", "").await;
            b.touch(".board .panel [data-key]", "").await;
        }
        b.look(&format!("step-{n}-{name}"), Kind::Terminal).await;
        b.touch(".actions .primary", "").await;
        b.until("the next step", "return location.pathname !== arguments[0]", vec![json!(path)]).await;
    }
    panic!("the questions do not end");
}

async fn read(b: &Browser, css: &str) -> String {
    let text = b.js("return document.querySelector(arguments[0]).innerText", vec![json!(css)]).await;
    text.as_str().unwrap().chars().filter(char::is_ascii_digit).collect()
}

/// The whole of it: apply, get a receipt, ask for it by number and code.
async fn apply_and_track(mut b: Browser, person: &Person) -> Vec<String> {
    come_in(&mut b).await;
    find_service(&mut b).await;
    b.touch(".actions .primary", "").await;
    b.until("who or form", "return /^[/](who|form)/.test(location.pathname)", vec![]).await;
    identify(&mut b, person).await;
    answer_all(&mut b).await;
    b.look("review", Kind::Terminal).await;
    b.follow("button.submit", "", "/receipt").await;
    b.look("receipt", Kind::Terminal).await;
    let (no, code) = (read(&b, ".numbers div:nth-child(1) dd").await, read(&b, ".numbers div:nth-child(2) dd").await);
    assert_eq!((no.len(), code.len()), (12, 6), "number {no} and code {code}");
    assert!(b.sees("aside svg").await, "the receipt shows its QR");
    // Going back and forward again, or loading anew, shows the same receipt and files nothing.
    b.go("/form").await;
    b.arrive("/receipt").await;
    assert_eq!(read(&b, ".numbers div:nth-child(1) dd").await, no);

    b.touch("form[action='/done'] button", "").await;
    b.arrive("/").await;
    // The next person sees nothing of the one before.
    b.go("/receipt").await;
    assert!(!b.text().await.contains(&no), "the receipt is gone with its owner");
    b.go("/home").await;
    b.follow("a.tile[href='/track']", "", "/track").await;
    b.touch("#no", "").await;
    type_keys(&mut b, &no).await;
    b.touch("#code", "").await;
    type_keys(&mut b, &code).await;
    b.look("track", Kind::Terminal).await;
    b.follow("button[form=q]", "", "/track/item").await;
    b.look("tracked", Kind::Terminal).await;
    let shown: String = b.text().await.chars().filter(char::is_ascii_digit).collect();
    assert!(shown.contains(&no), "the matter {no} is shown");
    b.close().await
}

fn a_resident_applies_and_asks_after_it_on_a_lying_screen() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let b = Browser::open(&driver.address, &stage.base, "lying", LYING, true).await;
        apply_and_track(b, &stage.person).await
    });
    stage.finish();
}

fn a_resident_applies_and_asks_after_it_on_a_standing_screen() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let b = Browser::open(&driver.address, &stage.base, "standing", STANDING, true).await;
        apply_and_track(b, &stage.person).await
    });
    stage.finish();
}

/// Who walks away is forgotten: a countdown, then the waiting screen, and nothing left behind.
fn a_terminal_that_nobody_touches_forgets() {
    let stage = Stage::new("[terminal]\nidle_seconds = 4\nidle_form_seconds = 6\ncountdown_seconds = 5\n");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "idle", LYING, true).await;
        b.go("/").await;
        b.follow("form[action='/start'] button", "", "/home").await;
        b.follow("a.tile[href='/report']", "", "/report").await;
        b.touch("form[action='/s/ss-ludeng'] button", "").await;
        b.until("who or form", "return /^[/](who|form)/.test(location.pathname)", vec![]).await;
        if b.path().await.starts_with("/who") {
            b.touch("form[action$='/nobody'] button", "").await;
        }
        b.arrive("/form/q/.+").await;
        let shown = "return !document.querySelector('#idle').hidden";
        b.until("the countdown", shown, vec![]).await;
        b.look("countdown", Kind::Terminal).await;
        b.touch("[data-here]", "").await;
        b.until("no countdown", "return document.querySelector('#idle').hidden", vec![]).await;
        b.until("the countdown again", shown, vec![]).await;
        b.arrive("/").await;
        b.look("forgotten", Kind::Terminal).await;
        b.go("/form").await;
        assert!(!b.sees("label.choice").await, "the form is gone");
        b.close().await
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER =>
        a_resident_applies_and_asks_after_it_on_a_lying_screen,
        a_resident_applies_and_asks_after_it_on_a_standing_screen,
        a_terminal_that_nobody_touches_forgets;
}
