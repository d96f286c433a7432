//! The clerk's journey.
use super::{
    browser::{Browser, Kind, run},
    stage::{Driver, PASSWORD, Stage, ready},
};

const DESK: (u32, u32) = (1366, 768);

async fn sign_in(b: &mut Browser, login: &str) {
    b.go("/office/sign-in").await;
    b.fill("input[name=login]", login).await;
    b.fill("input[name=password]", PASSWORD).await;
    b.press("form button[type=submit]", "").await;
    b.arrive("/office(/desk)?/?").await;
}

#[test]
fn a_clerk_takes_in_an_item_and_another_person_closes_it() {
    if !ready() {
        return;
    }
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "clerk", DESK, false).await;
        b.go("/office/sign-in").await;
        b.arrive("/office/sign-in").await;
        b.look("sign-in", Kind::Office).await;
        sign_in(&mut b, "clerk").await;
        b.look("desk", Kind::Office).await;
        b.close().await
    });
    stage.finish();
}
