//! The resident's journey at the lobby terminal.
use super::{
    browser::{Browser, Kind, run},
    stage::{Driver, Stage, ready},
};

#[test]
fn a_resident_looks_in() {
    if !ready() {
        return;
    }
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "resident", (1920, 1080), true).await;
        b.go("/").await;
        b.look("attract", Kind::Terminal).await;
        b.follow("button", "", "/home").await;
        b.look("home", Kind::Terminal).await;
        b.close().await
    });
    stage.finish();
}
