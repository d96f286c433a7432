//! The desk that renews itself, and the wall that an administrator hangs up.
use serde_json::json;

use super::{
    browser::{Browser, Kind, run},
    clerk::{DESK, sign_in, sign_out, take_in},
    stage::{Driver, Stage},
};

/// The number of items reported today, as the page shows it.
const REPORTED: &str = "return document.querySelector('.counters a[href^=\"/office/items?from=\"] b').textContent";

fn the_desk_renews_itself_and_a_wall_shows_counts() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut leader = Browser::open(&driver.address, &stage.base, "live", DESK, false).await;
        let mut clerk = Browser::open(&driver.address, &stage.base, "live-clerk", DESK, false).await;
        sign_in(&mut leader, "leader").await;
        leader.look("desk", Kind::Office).await;
        let before = leader.js(REPORTED, vec![]).await;
        leader.js("window.opened = 1", vec![]).await;
        sign_in(&mut clerk, "clerk").await;
        take_in(&mut clerk, &stage.person, false).await;
        let more = format!(
            "if (window.opened !== 1) return false; const n = (() => {{ {REPORTED} }})(); return Number(n) === \
             Number(arguments[0]) + 1"
        );
        leader.until("one more, without a reload", &more, vec![before]).await;
        leader.go("/office/groups/grid").await;
        leader.look("all-grids", Kind::Office).await;
        leader.go("/office/wall").await;
        leader
            .until(
                "the clock",
                "return /^\\d\\d:\\d\\d:\\d\\d$/.test(document.querySelector('[data-clock]').textContent)",
                vec![],
            )
            .await;
        leader.look("wall", Kind::Office).await;
        // Whoever signs out in one window leaves no figures in another.
        clerk.go("/office").await;
        clerk.js("window.opened = 1", vec![]).await;
        let out = "const f = document.querySelector(\"form[action='/office/sign-out']\");
            fetch(f.action, { method: 'POST', body: new URLSearchParams(new FormData(f)) })";
        clerk.js(out, vec![]).await;
        clerk.arrive("/office/sign-in").await;
        // An address for a screen, opened by a browser that nobody is signed in at, and revoked.
        sign_in(&mut clerk, "administrator").await;
        clerk.go("/office/wall/key").await;
        clerk.fill("input[name=name]", "一楼大厅").await;
        clerk.press("form[action='/office/wall/key'] button", "").await;
        clerk.until("the address", "return !!document.querySelector('.secret')", vec![]).await;
        clerk.look("wall-address", Kind::Office).await;
        let shown = clerk.js("return new URL(document.querySelector('.secret').textContent).pathname", vec![]).await;
        let wall = shown.as_str().unwrap().to_owned();
        leader.go("/office").await;
        sign_out(&mut leader).await;
        leader.go(&wall).await;
        leader.look("wall-of-nobody", Kind::Office).await;
        leader.js("window.opened = 1", vec![]).await;
        clerk.js("window.confirm = () => true", vec![]).await;
        clerk.press("form[action$='/revoke'] button", "").await;
        let gone = "return window.opened !== 1 && document.body.innerText.includes(arguments[0])";
        leader.until("the address to end", gone, vec![json!("已停用")]).await;
        [leader.close().await, clerk.close().await].concat()
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER => the_desk_renews_itself_and_a_wall_shows_counts;
}
