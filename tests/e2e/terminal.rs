//! What a lobby terminal must stand: every layout, a scanner, a network that goes, and the next person.
use serde_json::json;

use super::{
    browser::{Browser, Kind, run},
    stage::{Driver, Stage},
};

const LYING: (u32, u32) = (1920, 1080);
const STANDING: (u32, u32) = (1080, 1920);
/// A report with choices, text and a place.
const LAMP: &str = "form[action='/s/ss-ludeng'] button";

/// Every screen that an address opens, then the questions of a form, in one view.
async fn walk(b: &mut Browser, views: &[&str]) {
    b.go("/").await;
    b.follow("form[action='/start'] button", "", "/home").await;
    for view in views {
        b.touch(&format!("button[name=v][value={view}]"), "").await;
        b.until(
            "the view",
            "return document.querySelector('button[name=v][value=' + arguments[0] + ']').ariaPressed === 'true'",
            vec![json!(view)],
        )
        .await;
    }
    let screens = [
        "/home",
        "/apply",
        "/apply/by/category",
        "/apply/category/facilities",
        "/apply/search",
        "/report",
        "/refused",
        "/s/ll-gaoling",
        "/track",
        "/who/form",
        "/who/form/card",
        "/who/form/phone",
        "/announcements",
        "/announcements/1",
        "/announcements/2",
        "/enrol",
    ];
    for path in screens {
        b.go(path).await;
        b.look(&path.replace('/', "-"), Kind::Terminal).await;
    }
    // One of each kind of question.
    b.go("/report").await;
    b.follow(LAMP, "", "/form/q/.+").await;
    for n in 0..8 {
        b.until("no wait", "return !document.body.hasAttribute('aria-busy')", vec![]).await;
        let path = b.path().await;
        if path == "/review" {
            break;
        }
        b.look(&format!("question-{n}"), Kind::Terminal).await;
        if b.sees("label.choice").await {
            b.touch("label.choice", "").await;
        } else if b.sees(".board").await {
            b.touch("[role=tab][data-panel=pinyin]", "").await;
            for letter in ["m", "e", "i"] {
                b.touch(&format!("[data-letter='{letter}']"), "").await;
            }
            b.until("suggestions", "return document.querySelectorAll('.offer').length > 4", vec![]).await;
            b.look(&format!("question-{n}-pinyin"), Kind::Terminal).await;
            b.touch("[role=tab][data-panel=signs]", "").await;
            b.look(&format!("question-{n}-signs"), Kind::Terminal).await;
            b.touch(".panel [data-key='3']", "").await;
        } else if b.sees(".pad").await {
            for digit in "13912345678".chars() {
                b.touch(&format!(".pad [data-key='{digit}']"), "").await;
            }
        }
        b.touch(".actions .primary", "").await;
        b.until("another screen", "return location.pathname !== arguments[0]", vec![json!(path)]).await;
    }
    b.arrive("/review").await;
    b.look("review", Kind::Terminal).await;
    b.follow("button.submit", "", "/receipt").await;
    b.look("receipt", Kind::Terminal).await;
    b.go("/who/grid").await;
    b.touch("form[action$='/nobody'] button", "").await;
    b.arrive("/grid/pick").await;
    b.look("pick", Kind::Terminal).await;
    for _ in 0..3 {
        if b.path().await == "/grid" {
            break;
        }
        b.touch(".pick", "").await;
        b.until("no wait", "return !document.body.hasAttribute('aria-busy')", vec![]).await;
    }
    b.arrive("/grid").await;
    b.look("grid", Kind::Terminal).await;
    // A name has the most ways to be entered; a begun form asks before it is thrown away, and shows itself on the first screen.
    b.go("/s/ll-youdaizheng").await;
    b.touch(".actions .primary", "").await;
    b.arrive("/who/form").await;
    b.touch("form[action$='/nobody'] button", "").await;
    b.arrive("/form/q/name").await;
    b.look("name", Kind::Terminal).await;
    b.touch("[role=tab][data-panel=names]", "").await;
    b.look("name-names", Kind::Terminal).await;
    b.touch(".panel [data-key='王']", "").await;
    b.touch(".actions .primary", "").await;
    b.until("the next question", "return location.pathname !== '/form/q/name'", vec![]).await;
    b.go("/home").await;
    b.look("home-begun", Kind::Terminal).await;
    b.go("/report").await;
    b.touch(LAMP, "").await;
    b.until("the question", "return document.querySelector('#instead') !== null", vec![]).await;
    b.look("instead", Kind::Terminal).await;
    b.touch(".actions a.primary", "").await;
    b.arrive("/form/q/.+").await;
    b.touch("form[action='/done'] button", "").await;
    b.until("the question", "return !document.querySelector('#clear').hidden", vec![]).await;
    b.look("clear", Kind::Terminal).await;
    b.touch("[data-keep-it]", "").await;
    b.until("no question", "return document.querySelector('#clear').hidden", vec![]).await;
    b.touch("form[action='/done'] button", "").await;
    b.touch("#clear form[action='/done'] button", "").await;
    b.arrive("/").await;
}

fn walked(label: &'static str, size: (u32, u32), views: &'static [&'static str]) {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, label, size, true).await;
        walk(&mut b, views).await;
        b.close().await
    });
    stage.finish();
}

fn large_print_fits_a_lying_screen() {
    walked("large-lying", LYING, &["large"]);
}

fn large_print_fits_a_standing_screen() {
    walked("large-standing", STANDING, &["large"]);
}

fn everything_is_within_reach_from_a_wheelchair_on_a_lying_screen() {
    walked("low-lying", LYING, &["low"]);
}

fn everything_is_within_reach_from_a_wheelchair_on_a_standing_screen() {
    walked("low-standing", STANDING, &["low"]);
}

fn high_contrast_is_high_on_every_screen() {
    walked("contrast", LYING, &["contrast"]);
}

/// From the waiting screen to the text question of a lamp report.
async fn to_text(b: &mut Browser) {
    b.go("/").await;
    b.follow("form[action='/start'] button", "", "/home").await;
    b.follow("a.tile[href='/report']", "", "/report").await;
    b.follow(LAMP, "", "/form/q/.+").await;
    for _ in 0..6 {
        if b.sees("#line").await && b.sees(".board").await {
            return;
        }
        let path = b.path().await;
        b.touch("label.choice", "").await;
        b.touch(".actions .primary", "").await;
        b.until("another screen", "return location.pathname !== arguments[0]", vec![json!(path)]).await;
    }
    panic!("no text is asked for");
}

const VALUE: &str = "return document.querySelector('#line')?.value === arguments[0]";

/// A contact card is scanned while a text is being typed: the household is known, the text stands as it stood.
fn a_card_is_scanned_wherever_the_focus_is() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "scan", LYING, true).await;
        to_text(&mut b).await;
        b.touch("[role=tab][data-panel=signs]", "").await;
        for key in ["3", "1", "2"] {
            b.touch(&format!(".panel [data-key='{key}']"), "").await;
        }
        let question = b.path().await;
        // With the programmed prefix.
        b.scan(&format!("~{}", stage.person.card)).await;
        b.arrive("/who/form/member").await;
        b.look("member", Kind::Terminal).await;
        b.touch("button.pick", "").await;
        b.arrive(&question).await;
        b.until("the text as it was", VALUE, vec![json!("312")]).await;
        // The same card again, without a prefix, changes nothing, and the field has the focus again.
        b.js("document.body.dataset.before = ''", vec![]).await;
        b.scan(&stage.person.card).await;
        b.until("the same screen anew", "return document.body.dataset.before === undefined", vec![]).await;
        b.arrive(&question).await;
        b.until("the text as it was", VALUE, vec![json!("312")]).await;
        b.until("the focus", "return document.activeElement?.id === 'line'", vec![]).await;
        // A code of a shop, without a prefix: nothing of it stands in the field, and its Enter sends nothing.
        b.js("const l = document.querySelector('#line'); l.value = '312'; l.setSelectionRange(3, 3); l.focus()", vec![]).await;
        b.scan("6901234567892").await;
        b.until("a word about it", "return !document.querySelector('#scan-note').hidden", vec![]).await;
        assert_eq!(b.path().await, question);
        b.until("the text as it was", VALUE, vec![json!("312")]).await;
        b.until("the note goes", "return document.querySelector('#scan-note').hidden", vec![]).await;
        // No focus at all, and a code that is none of ours.
        b.js("document.activeElement.blur()", vec![]).await;
        b.scan("~6901234567892").await;
        b.until("a word about it", "return !document.querySelector('#scan-note').hidden", vec![]).await;
        assert_eq!(b.path().await, question);
        // At the first screen a card says who it is.
        b.touch("form[action='/done'] button", "").await;
        b.touch("#clear form[action='/done'] button", "").await;
        b.arrive("/").await;
        b.follow("form[action='/start'] button", "", "/home").await;
        b.scan(&stage.person.card).await;
        b.arrive("/who/home/member").await;
        b.close().await
    });
    stage.finish();
}

/// The program is killed in the middle of a form and comes back: the screen waits by itself, and nothing typed is lost.
fn a_power_cut_in_the_middle_of_a_form_loses_nothing() {
    let mut stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let base = stage.base.clone();
        let mut b = Browser::open(&driver.address, &base, "outage", STANDING, true).await;
        to_text(&mut b).await;
        let question = b.path().await;
        b.touch("[role=tab][data-panel=signs]", "").await;
        b.touch(".panel [data-key='8']", "").await;
        stage.cut();
        // Typed and sent while nobody answers.
        b.touch(".panel [data-key='9']", "").await;
        b.touch(".actions .primary", "").await;
        b.until("the waiting screen", "return !document.querySelector('#offline').hidden", vec![]).await;
        b.look("waiting", Kind::Terminal).await;
        assert_eq!(b.path().await, question);
        stage.back();
        b.until("the next question by itself", "return location.pathname !== arguments[0]", vec![json!(question)]).await;
        b.until("no cover", "return document.querySelector('#offline').hidden", vec![]).await;
        b.go(&question).await;
        b.until("the text", VALUE, vec![json!("89")]).await;
        // Half typed, then the program restarts and the page is loaded anew.
        b.touch("[role=tab][data-panel=signs]", "").await;
        b.touch(".panel [data-key='7']", "").await;
        let kept = "return fetch(location.pathname).then(page => page.text()).then(text =>
            new DOMParser().parseFromString(text, 'text/html').querySelector('#line')?.value === arguments[0])";
        b.until("the half typed text kept", kept, vec![json!("897")]).await;
        stage.cut();
        stage.back();
        b.go(&question).await;
        b.until("the half typed text", VALUE, vec![json!("897")]).await;
        b.close().await
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER =>
        large_print_fits_a_lying_screen,
        large_print_fits_a_standing_screen,
        everything_is_within_reach_from_a_wheelchair_on_a_lying_screen,
        everything_is_within_reach_from_a_wheelchair_on_a_standing_screen,
        high_contrast_is_high_on_every_screen,
        a_card_is_scanned_wherever_the_focus_is,
        a_power_cut_in_the_middle_of_a_form_loses_nothing;
}
