//! The clerk's journey: a matter is taken in at the window, done, and closed by somebody else.
use std::pin::Pin;

use super::{
    browser::{Browser, Kind, run},
    stage::{Driver, PASSWORD, Person, Stage},
};

pub(crate) const DESK: (u32, u32) = (1366, 768);

pub(crate) async fn sign_in(b: &mut Browser, login: &str) {
    b.go("/office").await;
    b.arrive("/office/sign-in").await;
    b.fill("input[name=login]", login).await;
    b.fill("input[name=password]", PASSWORD).await;
    b.press("main form button", "").await;
    b.arrive("/office").await;
}

pub(crate) async fn sign_out(b: &mut Browser) {
    b.press("form[action='/office/sign-out'] button, form[action='/office/sign-out'] [type=submit]", "").await;
    b.arrive("/office/sign-in").await;
}

/// Opens an action of the item's page, writes what it asks for, and does it.
pub(crate) async fn act(b: &mut Browser, action: &str, note: &str) {
    act_with(b, action, note, |_| Box::pin(async {})).await;
}

/// The same for an action whose form asks for more than words.
pub(crate) async fn act_with(
    b: &mut Browser,
    action: &str,
    note: &str,
    fill: impl for<'a> FnOnce(&'a mut Browser) -> Pin<Box<dyn Future<Output = ()> + 'a>>,
) {
    let form = format!("form[action$='/do/{action}']");
    if !b.sees(&format!("details.act:has({form})")).await {
        b.press("details.more > summary", "").await;
    }
    if !b.sees(&form).await {
        b.press(&format!("details.act:has({form}) > summary"), "").await;
    }
    fill(b).await;
    if !note.is_empty() {
        b.fill(&format!("{form} textarea"), note).await;
    }
    b.press(&format!("{form} button"), "").await;
    b.until(action, "return location.search.includes(arguments[0])", vec![format!("item-{action}").into()]).await;
}

/// Registers a broken street lamp for somebody who stands at the window; answers the item's address.
pub(crate) async fn take_in(b: &mut Browser, person: &Person, looks: bool) -> String {
    b.press("a[href='/office/intake']", "").await;
    b.arrive("/office/intake").await;
    if looks {
        b.look("services", Kind::Office).await;
    }
    b.fill("main input[name=q]", "路灯").await;
    b.press("main form[role=search] button", "").await;
    b.press("a[href^='/office/intake/ss-ludeng']", "").await;
    b.arrive("/office/intake/ss-ludeng").await;
    // Filing an empty form says beside each field what is wrong, and keeps the rest.
    b.press("p.actions button[value=file]", "").await;
    b.until("errors", "return !!document.querySelector('.wrong-summary')", vec![]).await;
    if looks {
        b.look("form-with-errors", Kind::Office).await;
    }
    b.fill("#find", &person.phone).await;
    b.press("button[value=search]", "").await;
    b.press("button[value^=take-]", "").await;
    // The list of those found holds the name too: wait for the page on which this one is taken.
    let taken = "return document.readyState === 'complete' && !document.querySelector('button[value^=take-]') &&
        document.body.innerText.includes(arguments[0]) && document.body.innerText.includes('换人')";
    b.until("the resident", taken, vec![person.name.clone().into()]).await;
    b.choose("a-kind").await;
    b.choose("a-fault").await;
    b.fill("[name=a-place]", "3 幢东侧路口").await;
    if looks {
        b.look("form-filled", Kind::Office).await;
    }
    b.press("p.actions button[value=file]", "").await;
    b.arrive("/office/items/[0-9]+").await;
    b.path().await
}

fn a_clerk_takes_in_an_item_and_another_person_closes_it() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "clerk", DESK, false).await;
        b.go("/office/sign-in").await;
        b.look("sign-in", Kind::Office).await;
        b.fill("input[name=login]", "clerk").await;
        b.fill("input[name=password]", "not the password").await;
        b.press("main form button", "").await;
        b.until("a refusal", "return !!document.querySelector('.field-error, [role=alert]')", vec![]).await;
        b.look("sign-in-refused", Kind::Office).await;
        sign_in(&mut b, "clerk").await;
        b.look("desk", Kind::Office).await;

        let item = take_in(&mut b, &stage.person, true).await;
        b.look("item-accepted", Kind::Office).await;
        act(&mut b, "start", "").await;
        act(&mut b, "report-back", "已更换灯泡，夜间复查已亮。").await;
        b.look("item-reported-back", Kind::Office).await;
        assert!(!b.sees("form[action$='/do/close']").await, "who handled an item does not close it");
        sign_out(&mut b).await;

        sign_in(&mut b, "dispatcher").await;
        b.go(&item).await;
        act(&mut b, "close", "电话回访，居民满意。").await;
        b.look("item-closed", Kind::Office).await;
        b.go("/office/items").await;
        b.look("items", Kind::Office).await;
        sign_out(&mut b).await;

        sign_in(&mut b, "auditor").await;
        b.go("/office/audit").await;
        b.look("audit", Kind::Office).await;
        b.close().await
    });
    stage.finish();
}

/// Every page that the menu of each of these people leads to.
fn every_page_of_the_menu_can_be_read_by_everybody() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "menu", DESK, false).await;
        let mut seen = std::collections::BTreeSet::new();
        for login in ["administrator", "clerk", "leader"] {
            sign_in(&mut b, login).await;
            for path in b.links("nav a[href^='/office']").await {
                if seen.insert(path.clone()) {
                    b.go(&path).await;
                    b.look(&path.trim_start_matches("/office").replace('/', "_"), Kind::Office).await;
                }
            }
            b.go("/office").await;
            sign_out(&mut b).await;
        }
        assert!(seen.len() >= 4, "the menu was found: {seen:?}");
        b.close().await
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER => a_clerk_takes_in_an_item_and_another_person_closes_it, every_page_of_the_menu_can_be_read_by_everybody;
}
