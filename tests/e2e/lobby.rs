//! The lobby and the office: a terminal is enrolled, somebody rings for help, and the next person sees nothing of the one before.
use serde_json::json;

use super::{
    browser::{Browser, Kind, run},
    clerk::{DESK, sign_in},
    stage::{Driver, Stage},
};

const LYING: (u32, u32) = (1920, 1080);

fn a_terminal_is_enrolled_rings_for_help_and_is_taken_out_of_service() {
    // From the first terminal on others are not served: a community of its own.
    let stage = Stage::apart("");
    let driver = Driver::new();
    run(async {
        let mut office = Browser::open(&driver.address, &stage.base, "lobby-office", DESK, false).await;
        let mut terminal = Browser::open(&driver.address, &stage.base, "lobby", LYING, true).await;
        sign_in(&mut office, "administrator").await;
        office.go("/office/terminals").await;
        office.look("none-yet", Kind::Office).await;
        office.fill("main input[name=name]", "一楼大厅终端").await;
        office.press("main .panel form button.primary", "").await;
        let code = "return document.querySelector('code.secret')?.textContent ?? ''";
        office.until("a code", "return document.querySelector('code.secret') !== null", vec![]).await;
        let code = office.js(code, vec![]).await.as_str().unwrap().to_owned();
        office.look("code", Kind::Office).await;
        terminal.go("/enrol").await;
        terminal.look("enrol", Kind::Terminal).await;
        for key in code.chars().filter(char::is_ascii_alphanumeric) {
            terminal.touch(&format!("[data-key='{key}']"), "").await;
        }
        terminal.follow("button[form=enrol]", "", "/").await;
        terminal.look("enrolled", Kind::Terminal).await;
        // A browser that nobody enrolled is no terminal any more.
        let mut stranger = Browser::open(&driver.address, &stage.base, "lobby-stranger", LYING, true).await;
        stranger.go("/home").await;
        stranger.until("the refusal", "return document.querySelector('main.unknown') !== null", vec![]).await;
        // Help from the middle of a form: it rings on the desk, somebody comes, and the form stands as it was.
        terminal.follow("form[action='/start'] button", "", "/home").await;
        terminal.follow("a.tile[href='/report']", "", "/report").await;
        terminal.follow("form[action='/s/ss-ludeng'] button", "", "/form/q/.+").await;
        let question = terminal.path().await;
        terminal.follow("form.help button", "", "/help").await;
        terminal.look("help", Kind::Terminal).await;
        office.go("/office").await;
        office.until("the call", "return document.querySelector('#calls [data-open]') !== null", vec![]).await;
        assert!(office.text().await.contains("一楼大厅终端"), "the desk says where it rings");
        office.look("call", Kind::Office).await;
        office.press("#calls form[data-answer] button", "").await;
        terminal.until("somebody comes", "return document.querySelector('[data-help-state=answered]') !== null", vec![]).await;
        terminal.look("coming", Kind::Terminal).await;
        terminal.touch(".actions a.primary", "").await;
        terminal.arrive(&question).await;
        // The office sees what the terminal shows, and takes it out of service.
        office.go("/office/terminals").await;
        office.until("a sign of life", "return /\\d+×\\d+|1920x1080|在线/.test(document.body.innerText)", vec![]).await;
        office.look("terminals", Kind::Office).await;
        office.js("window.confirm = () => true", vec![]).await;
        office.press("form[action$='/revoke'] button", "").await;
        office.until("none left", "return document.querySelector('form[action$=\"/revoke\"]') === null", vec![]).await;
        terminal.go("/home").await;
        terminal.until("the refusal", "return document.querySelector('main.unknown') !== null", vec![]).await;
        // Without any terminal left the house does not open to everybody again.
        stranger.go("/home").await;
        stranger.until("the refusal", "return document.querySelector('main.unknown') !== null", vec![]).await;
        let mut faults = office.close().await;
        faults.extend(terminal.close().await);
        faults.extend(stranger.close().await);
        faults
    });
    stage.finish();
}

/// Somebody walks away in the middle of writing. The next person finds no trace: not on the screen, not by going back, not by the
/// address, not among what is suggested.
fn the_next_person_sees_nothing_of_the_one_before() {
    let stage = Stage::new("[terminal]\nidle_seconds = 4\nidle_form_seconds = 4\ncountdown_seconds = 5\n");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "next", LYING, true).await;
        b.go("/").await;
        b.follow("form[action='/start'] button", "", "/home").await;
        b.touch("button[name=v][value=large]", "").await;
        b.go("/s/ll-youdaizheng").await;
        b.touch(".actions .primary", "").await;
        b.arrive("/who/form").await;
        b.touch("form[action$='/nobody'] button", "").await;
        b.arrive("/form/q/name").await;
        b.touch("[role=tab][data-panel=names]", "").await;
        b.touch(".panel [data-key='王']", "").await;
        b.touch(".panel [data-key='李']", "").await;
        b.arrive("/").await;
        b.look("waiting", Kind::Terminal).await;
        let nothing = "return !document.documentElement.outerHTML.includes('王李')";
        assert_eq!(b.js(nothing, vec![]).await, json!(true));
        // Back in the browser's history, and by the address.
        b.js("history.back()", vec![]).await;
        b.until("a page", "return document.readyState === 'complete'", vec![]).await;
        assert_eq!(b.js(nothing, vec![]).await, json!(true));
        for path in ["/form", "/form/q/name", "/review", "/receipt", "/home"] {
            b.go(path).await;
            assert_eq!(b.js(nothing, vec![]).await, json!(true), "{path}");
            assert!(!b.sees(".screen[data-layout=large]").await, "the next person begins in the usual print at {path}");
        }
        // Not among what is suggested.
        b.go("/").await;
        b.follow("form[action='/start'] button", "", "/home").await;
        let suggested = "const done = arguments[arguments.length - 1]; return Promise.all([
            fetch('/input/pinyin?q=wangli&mode=name').then(r => r.text()), fetch(
                '/input/next?before=' + encodeURIComponent('王')
            ).then(r => r.text()),
          ]).then(all => all.join(' ').includes('王李'))";
        assert_eq!(b.js(suggested, vec![]).await, json!(false));
        b.close().await
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER =>
        a_terminal_is_enrolled_rings_for_help_and_is_taken_out_of_service,
        the_next_person_sees_nothing_of_the_one_before;
}
