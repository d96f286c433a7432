//! The rest of the office site: who sees which menu, the log, the catalogue's versions, settings, help.
use lianxin::{
    domain::{
        matters::{
            catalog,
            items::{Item, RULES},
        },
        office::{
            audit::{self, Filter},
            settings::Settings,
            who::Role,
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::StatusCode;

use crate::kit::app::TestApp;

#[test]
fn each_role_sees_its_menu_and_every_page_of_it() {
    let app = TestApp::new();
    let pages = ["items", "intake", "users", "catalogue", "prints", "settings", "audit", "help"];
    let seen = |role: Role| -> Vec<&str> {
        let v = app.signed_in(role);
        let desk = v.page("/office");
        let shown: Vec<_> = pages.into_iter().filter(|p| desk.contains(&format!("<li><a href=\"/office/{p}\""))).collect();
        for p in &shown {
            assert_eq!(v.get(&format!("/office/{p}")).status(), StatusCode::OK, "{role:?} opens {p}");
        }
        for p in pages.into_iter().filter(|p| !shown.contains(p)) {
            assert_eq!(v.get(&format!("/office/{p}")).status(), StatusCode::FORBIDDEN, "{role:?} does not open {p}");
        }
        shown
    };
    assert_eq!(seen(Role::Administrator), ["users", "catalogue", "prints", "settings", "help"]);
    assert_eq!(seen(Role::Leader), ["items", "prints", "audit", "help"]);
    assert_eq!(seen(Role::Clerk), ["items", "intake", "prints", "help"]);
    assert_eq!(seen(Role::Dispatcher), ["items", "intake", "prints", "help"]);
    assert_eq!(seen(Role::Handler), ["items", "prints", "help"]);
    assert_eq!(seen(Role::GridWorker), ["items", "intake", "prints", "help"]);
    assert_eq!(seen(Role::Auditor), ["audit", "help"]);
}

#[test]
fn pages_are_never_kept_by_the_browser() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Clerk);
    for path in ["/office", "/office/items", "/office/intake/mz-dibao"] {
        assert_eq!(v.get(path).headers()["cache-control"], "no-store", "{path}");
    }
}

#[test]
fn the_log_is_in_words_filtered_paged_and_exported() {
    let app = TestApp::new();
    for _ in 0..3 {
        app.signed_in(Role::Clerk);
        app.app.clock.advance(86_400);
    }
    let v = app.signed_in(Role::Auditor);
    let page = v.page("/office/audit");
    assert!(page.contains("登录") && !page.contains("account.sign-in</td>"), "words, not codes");
    let rows = |page: &str| page.matches("<td class=\"nowrap\">2026-").count();
    assert_eq!(rows(&page), 4);
    assert_eq!(rows(&v.page(&format!("/office/audit?account={}", app.account(Role::Clerk).id))), 3);
    assert_eq!(rows(&v.page("/office/audit?from=2026-11-04&to=2026-11-04")), 1);
    assert_eq!(rows(&v.page(&format!("/office/audit?account={}&to=2026-11-04", app.account(Role::Clerk).id))), 2);
    assert_eq!(rows(&v.page("/office/audit?action=account.roles")), 0);
    let file = v.get("/office/audit.csv?action=account.sign-in").text().unwrap();
    assert!(file.starts_with('\u{feff}') && file.lines().count() == 5, "{file}");
    let exported = Filter { action: Some("audit.export".into()), ..Filter::default() };
    assert_eq!(audit::lines(&app.app.store, &exported, None, 9).unwrap().0.len(), 1, "the export is itself in the log");
    // Pages of two lines hold every line once.
    let (mut before, mut all) = (None, Vec::new());
    loop {
        let (lines, next) = audit::lines(&app.app.store, &Filter::default(), before, 2).unwrap();
        all.extend(lines.iter().map(|l| l.id));
        match next {
            Some(id) => before = Some(id),
            None => break,
        }
    }
    assert_eq!(all.len(), 5);
    assert!(all.windows(2).all(|w| w[0] > w[1]), "newest first, each once");
}

#[test]
fn an_edited_service_keeps_the_old_version_for_its_items() {
    let app = TestApp::new();
    let (admin, clerk) = (app.signed_in(Role::Administrator), app.signed_in(Role::Clerk));
    let code = "ss-weixiu";
    let code = app
        .app
        .catalogue()
        .by_code(code)
        .map_or_else(|| app.app.catalogue().offers()[0].service.code.clone(), |o| o.service.code.clone());
    let before = catalog::offer(&app.app.store, &code).unwrap();
    // Every shipped service goes through the form and back without a change.
    for offer in app.app.catalogue().offers() {
        let fields = fields_of(&admin.page(&format!("/office/catalogue/{}", offer.service.code)));
        let fields: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let saved = admin.post(&format!("/office/catalogue/{}", offer.service.code), &fields);
        assert_eq!(saved.status(), StatusCode::SEE_OTHER, "{}: {}", offer.service.code, saved.text().unwrap());
        let now = catalog::offer(&app.app.store, &offer.service.code).unwrap();
        assert_eq!(now.spec, offer.spec, "{}", offer.service.code);
        assert_eq!(now.version, offer.version, "an edit that says the same makes no version");
    }
    let page = format!("/office/catalogue/{code}");
    let mut fields = fields_of(&admin.page(&page));
    let put = |fields: &mut Vec<(String, String)>, name: &str, value: &str| {
        fields.retain(|(k, _)| k != name);
        fields.push((name.to_owned(), value.to_owned()));
    };
    let post = |fields: &[(String, String)]| {
        let fields: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let answer = admin.post(&page, &fields);
        (answer.status(), answer.text().unwrap())
    };
    put(&mut fields, "name", "");
    put(&mut fields, "procedure", "只有一步");
    let (status, text) = post(&fields);
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        text.contains("名称不能为空") && text.contains("应有 3 到 12 步") && text.contains("只有一步"),
        "beside the fields, and kept"
    );
    let mut fields = fields_of(&admin.page(&page));
    put(&mut fields, "name", "改过名称的事项");
    assert_eq!(post(&fields).0, StatusCode::SEE_OTHER);
    assert_eq!(post(&fields).0, StatusCode::UNPROCESSABLE_ENTITY, "a page opened before the edit does not run over it");
    let after = catalog::offer(&app.app.store, &code).unwrap();
    assert_ne!(after.version, before.version);
    assert!(clerk.page("/office/intake?q=改过名称").contains("改过名称的事项"), "offered at once");
    assert_eq!(app.app.store.get(before.version).unwrap().read().unwrap(), before.spec, "the old version says what it said");
    assert!(admin.page(&format!("{page}/versions/1")).contains(&before.spec.name));
    assert_eq!(admin.post(&format!("{page}/retire"), &[]).status(), StatusCode::SEE_OTHER);
    assert_eq!(clerk.get(&format!("/office/intake/{code}")).status(), StatusCode::NOT_FOUND);
    assert_eq!(admin.post(&format!("{page}/restore"), &[]).status(), StatusCode::SEE_OTHER);
    assert_eq!(clerk.get(&format!("/office/intake/{code}")).status(), StatusCode::OK);
    assert!(app.app.store.list(&Range::<Item>::table(), Dir::Forward, 1).unwrap().is_empty());
}

/// The fields of the page's editing form as a browser would send them.
fn fields_of(page: &str) -> Vec<(String, String)> {
    let start = page.find("<main").unwrap();
    let form = page[start..].split("</form>").next().unwrap();
    let plain = |s: &str| s.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let attr = |tag: &str, name: &str| {
        let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
        Some(plain(&tag[at..].chars().take_while(|c| *c != '"').collect::<String>()))
    };
    let mut out = Vec::new();
    for (at, _) in form.match_indices('<') {
        let tag = &form[at..at + form[at..].find('>').unwrap()];
        let Some(name) = attr(tag, "name").filter(|n| n != "csrf") else { continue };
        let rest = &form[at + tag.len() + 1..];
        if tag.starts_with("<input") {
            let boxed = tag.contains("type=\"checkbox\"");
            if !boxed || tag.contains(" checked") {
                out.push((name, attr(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("<textarea") {
            out.push((name, plain(rest.split("</textarea>").next().unwrap())));
        } else if tag.starts_with("<select") {
            let options = rest.split("</select>").next().unwrap();
            let chosen = options.split("<option").find(|o| o.contains(" selected")).or(options.split("<option").nth(1));
            out.push((name, attr(chosen.unwrap(), "value").unwrap()));
        }
    }
    out
}

#[test]
fn settings_are_changed_with_errors_beside_their_fields() {
    let app = TestApp::new();
    let v = app.signed_in(Role::Administrator);
    let mut fields = fields_of(&v.page("/office/settings"));
    let post = |fields: &[(String, String)]| {
        let fields: Vec<_> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let answer = v.post("/office/settings", &fields);
        (answer.status(), answer.text().unwrap())
    };
    let put = |fields: &mut Vec<(String, String)>, name: &str, value: &str| {
        fields.retain(|(k, _)| k != name);
        fields.push((name.to_owned(), value.to_owned()));
    };
    for (name, value, said) in [
        ("printer", "ftp://printer", "地址应以"),
        ("receipt-printer", "192.168.1.9", "地址应像"),
        ("backup-folder", "/no/such/folder", "没有这个文件夹"),
        ("day-ends", "25:00", "请填写时间"),
    ] {
        let mut wrong = fields.clone();
        put(&mut wrong, name, value);
        let (status, page) = post(&wrong);
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.contains(said) && page.contains(value), "{name}");
    }
    put(&mut fields, "hours", "周一至周五 9:00–17:00");
    assert_eq!(post(&fields).0, StatusCode::SEE_OTHER);
    let saved = Settings::load(&app.app.store).unwrap().unwrap();
    assert_eq!(saved.hours, "周一至周五 9:00–17:00");
    assert_eq!(saved.community, "美湖社区居民委员会");
    let f = Filter { action: Some("office.settings".into()), ..Filter::default() };
    assert_eq!(audit::lines(&app.app.store, &f, None, 9).unwrap().0.len(), 1);
    assert_eq!(v.post("/office/backups", &[]).status(), StatusCode::CONFLICT, "no disk under a store in memory");
    assert!(v.post("/office/settings/recovery", &[]).text().unwrap().contains("class=\"secret\""));
}

#[test]
fn help_says_what_the_workflow_says() {
    let app = TestApp::new();
    let page = app.signed_in(Role::Auditor).page("/office/help");
    assert_eq!(page.matches("<tr><td class=\"nowrap\"><b>").count(), RULES.len());
    let key = app.signed_in(Role::Auditor).page("/office/key");
    assert!(key.contains(&app.app.keys.sign.verifying().fingerprint()));
}
