//! The seven steps of an item, each by another person at their own desk in the browser.
use super::{
    browser::{Browser, Kind, run},
    clerk::{DESK, act, act_with, sign_in, sign_out},
    stage::{Driver, Stage},
};

/// Chooses the entry of a list whose words contain a name.
async fn pick(b: &mut Browser, css: &str, words: &str) {
    let choose = "const s = document.querySelector(arguments[0]); if (!s) return false;
        const i = [...s.options].findIndex(o => o.text.includes(arguments[1])); if (i < 0) return false;
        s.selectedIndex = i; s.dispatchEvent(new Event('change', { bubbles: true })); return true";
    b.until(&format!("{css} with {words}"), choose, vec![css.into(), words.into()]).await;
}

/// The name of whoever is signed in.
async fn name_of(b: &mut Browser, login: &str) -> String {
    sign_in(b, login).await;
    let name = b.js("return document.querySelector('.me span').textContent", vec![]).await;
    sign_out(b).await;
    name.as_str().unwrap().to_owned()
}

fn seven_people_bring_an_item_from_report_to_verdict() {
    let stage = Stage::new("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "seven", DESK, false).await;
        let (handler, liaison) = (name_of(&mut b, "handler").await, name_of(&mut b, "liaison").await);

        // 1 信息收集
        sign_in(&mut b, "gridworker").await;
        let item = super::clerk::take_in(&mut b, &stage.person, false).await;
        b.look("1-reported", Kind::Office).await;
        sign_out(&mut b).await;
        // 2 案卷建立
        sign_in(&mut b, "clerk").await;
        b.go(&item).await;
        act(&mut b, "accept", "").await;
        sign_out(&mut b).await;
        sign_in(&mut b, "principal").await;
        b.go(&item).await;
        b.look("2-accepted", Kind::Office).await;
        act(&mut b, "file", "").await;
        sign_out(&mut b).await;
        // 3 任务派遣: without a recipient it is said beside the field.
        sign_in(&mut b, "dispatcher").await;
        b.go(&item).await;
        b.look("3-filed", Kind::Office).await;
        pick(&mut b, "[name=dispatch-to]", &handler).await;
        act(&mut b, "dispatch", "请三日内修复").await;
        act_with(&mut b, "supervise", "夜间出行不安全，请加快", |b| {
            Box::pin(async move { pick(b, "[name=supervise-colour]", "黄牌").await })
        })
        .await;
        b.look("3-dispatched-and-supervised", Kind::Office).await;
        sign_out(&mut b).await;
        // 4 任务处理, with a conference on the way
        sign_in(&mut b, "handler").await;
        b.go(&item).await;
        act(&mut b, "start", "").await;
        act(&mut b, "answer-supervision", "今晚更换灯具").await;
        sign_out(&mut b).await;
        sign_in(&mut b, "liaison").await;
        b.go(&item).await;
        let mine = liaison.clone();
        act_with(&mut b, "convene", "灯杆产权归谁", |b| {
            Box::pin(async move {
                pick(b, "[name=convene-chair]", &mine).await;
                b.choose("convene-participants").await;
            })
        })
        .await;
        act(&mut b, "conclude", "由市政部门修复").await;
        b.look("4-concluded", Kind::Office).await;
        sign_out(&mut b).await;
        // 5 处理反馈
        sign_in(&mut b, "handler").await;
        b.go(&item).await;
        act(&mut b, "report-back", "已更换灯具，夜间复查已亮。").await;
        b.look("5-reported-back", Kind::Office).await;
        assert!(!b.sees("form[action$='/do/close']").await, "who handled an item does not close it");
        sign_out(&mut b).await;
        // 6 核查结案
        sign_in(&mut b, "leader").await;
        b.go(&item).await;
        act(&mut b, "verify", "").await;
        b.look("6-verifying", Kind::Office).await;
        act(&mut b, "close", "现场核查属实").await;
        sign_out(&mut b).await;
        // 7 综合评价
        sign_in(&mut b, "liaison").await;
        b.go(&item).await;
        b.look("7-closed", Kind::Office).await;
        act_with(&mut b, "follow-up", "已告知灯已修好", |b| {
            Box::pin(async move {
                pick(b, "[name=follow-up-way]", "电话").await;
                pick(b, "[name=follow-up-outcome]", "非常满意").await;
            })
        })
        .await;
        b.look("7-rated", Kind::Office).await;
        let text = b.text().await;
        for words in ["已评价", "非常满意", "由市政部门修复", "今晚更换灯具", "现场核查属实", "办理记录完整"]
        {
            assert!(text.contains(words), "{words} is on the page");
        }
        b.go("/office/help").await;
        b.look("help", Kind::Office).await;
        b.close().await
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER => seven_people_bring_an_item_from_report_to_verdict;
}
