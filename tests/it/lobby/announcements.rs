//! The notice board: put up in the office, read on the terminal, its picture safe from the sweep, and in the log.
use lianxin::{
    domain::{
        lobby::announcements::{Announcement, SHOWN_MOST},
        office::{audit, who::Role},
    },
    store::{Dir, Range, Read},
};
use reqwest::{
    StatusCode,
    blocking::{
        Response,
        multipart::{Form, Part},
    },
};

use crate::kit::app::{TestApp, Visitor};

fn send(v: &Visitor, path: &str, said: [(&str, &str); 3], picture: &[u8]) -> Response {
    send_with(v, path, &said, picture)
}

fn send_with(v: &Visitor, path: &str, said: &[(&str, &str)], picture: &[u8]) -> Response {
    let mut form = Form::new().text("csrf", v.csrf()).part("file", Part::bytes(picture.to_vec()).file_name("海报.png"));
    for (name, value) in said {
        form = form.text((*name).to_owned(), (*value).to_owned());
    }
    v.client.post(format!("{}{path}", v.base)).multipart(form).send().unwrap()
}

fn poster() -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(60, 80, image::Rgb([200, 30, 30])).write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}

fn days(app: &TestApp, n: i32) -> String {
    app.app.clock.today().plus(n).to_string()
}

#[test]
fn an_announcement_is_put_up_read_mended_and_taken_down() {
    let app = TestApp::new();
    let (clerk, resident) = (app.signed_in(Role::Clerk), app.visitor());
    assert!(!resident.page("/").contains("headline"), "an empty board is not drawn");
    assert!(clerk.page("/office/announcements").contains("还没有公告"));
    let until = days(&app, 3);
    let said = [("title", "周三停水"), ("body", "12月2日 8:00–17:00。\n请提前存水。"), ("until", until.as_str())];
    assert_eq!(send(&clerk, "/office/announcements", said, &poster()).status(), StatusCode::SEE_OTHER);

    assert!(resident.page("/").contains("周三停水"));
    let read = resident.page("/announcements/1");
    assert!(read.contains("<li>12月2日 8:00–17:00。</li><li>请提前存水。</li>"), "{read}");
    let picture = resident.get("/announcements/1/picture");
    assert_eq!(picture.headers()["content-type"], "image/jpeg");
    let bytes = picture.bytes().unwrap();
    assert!(bytes.starts_with(&[0xFF, 0xD8]), "what was sent is never given out as it came");
    assert_eq!(app.app.store.sweep(&app.app.blobs).unwrap(), 0, "the sweep leaves what an announcement names");

    // Mended without a new picture the old one stays.
    let mended = [("title", "周四停水"), ("body", "改到 12月3日。"), ("until", until.as_str())];
    assert_eq!(send(&clerk, "/office/announcements/1", mended, b"").status(), StatusCode::SEE_OTHER);
    assert!(resident.page("/announcements").contains("周四停水"));
    assert_eq!(resident.get("/announcements/1/picture").bytes().unwrap(), bytes);

    // And it can be taken off.
    let bare = send_with(&clerk, "/office/announcements/1", &[mended.as_slice(), &[("unpicture", "1")]].concat(), b"");
    assert_eq!(bare.status(), StatusCode::SEE_OTHER);
    assert_eq!(resident.get("/announcements/1/picture").status(), StatusCode::NOT_FOUND);

    assert_eq!(clerk.post("/office/announcements/1/withdraw", &[]).status(), StatusCode::SEE_OTHER);
    assert!(!resident.page("/").contains("停水"));
    for path in ["/announcements/1", "/announcements/1/picture", "/announcements/2"] {
        assert_eq!(resident.get(path).status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert!(resident.get("/announcements/1").text().unwrap().contains("已经撤下或到期"));
    assert!(clerk.page("/office/announcements").contains("已撤下"));
    // What was taken down is read, not changed; its words serve another.
    let down = clerk.page("/office/announcements/1");
    assert!(down.contains("改到 12月3日。") && !down.contains("name=\"title\""), "{down}");
    assert!(clerk.page("/office/announcements/new?like=1").contains("value=\"周四停水\""));
    let log = app.app.store.list(&audit::Entry::BY_TIME.all(), Dir::Forward, 100).unwrap();
    let told: Vec<_> = log.iter().filter(|e| e.action.starts_with("announcement.")).map(|e| (&*e.action, &*e.detail)).collect();
    let expected = [
        ("announcement.post", "周三停水"),
        ("announcement.edit", "周四停水"),
        ("announcement.edit", "周四停水"),
        ("announcement.withdraw", "周四停水"),
    ];
    assert_eq!(told, expected);
    assert!(app.signed_in(Role::Auditor).page("/office/audit").contains("发布公告"));
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
    let app = TestApp::new();
    let (leader, long) = (app.signed_in(Role::Leader), "长".repeat(31));
    let (soon, late) = (days(&app, 3), days(&app, 400));
    for (said, file, why) in [
        ([("title", ""), ("body", "正文还在"), ("until", soon.as_str())], &b""[..], "请填写"),
        ([("title", long.as_str()), ("body", "正文还在"), ("until", soon.as_str())], b"", "30"),
        ([("title", "停水"), ("body", "正文还在"), ("until", late.as_str())], b"", "之间的日期"),
        ([("title", "停水"), ("body", "正文还在"), ("until", "")], b"", "请填写"),
        ([("title", "停水"), ("body", "正文还在"), ("until", soon.as_str())], b"<html>", "JPG"),
    ] {
        let answer = send(&leader, "/office/announcements", said, file);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{said:?}");
        let page = answer.text().unwrap();
        assert!(page.contains("field-error") && page.contains(why) && page.contains("正文还在"), "{said:?}: {page}");
    }
    let again = [("title", ""), ("body", "正文还在"), ("until", soon.as_str())];
    assert!(send(&leader, "/office/announcements", again, &poster()).text().unwrap().contains("请重新选择图片"));
    assert_eq!(app.app.store.rows::<Announcement>().unwrap(), 0);
}

#[test]
fn the_waiting_screen_shows_three_and_leads_to_the_rest() {
    let app = TestApp::new();
    let (clerk, resident, until) = (app.signed_in(Role::Clerk), app.visitor(), days(&app, 3));
    for n in 1..=SHOWN_MOST {
        let title = format!("第 {n} 号通知");
        let said = [("title", title.as_str()), ("body", "正文"), ("until", until.as_str())];
        assert_eq!(send(&clerk, "/office/announcements", said, b"").status(), StatusCode::SEE_OTHER);
    }
    let full = [("title", "多一条"), ("body", "正文"), ("until", until.as_str())];
    let answer = send(&clerk, "/office/announcements", full, b"");
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().unwrap().contains("请先撤下"));
    let board = clerk.page("/office/announcements");
    assert!(board.contains("请先撤下") && !board.contains("/office/announcements/new"), "told before anything is written");
    let waiting = resident.page("/");
    assert!(["12", "11", "10"].iter().all(|n| waiting.contains(&format!("第 {n} 号通知"))) && !waiting.contains("第 9 号通知"));
    assert!(waiting.contains("全部 12 条公告") && resident.page("/announcements").contains("第 1 号通知"));
    // After the last day nothing hangs, though nobody took it down.
    app.app.clock.advance(4 * 86_400);
    assert!(!resident.page("/").contains("号通知"));
    assert_eq!(app.app.store.list(&Range::<Announcement>::table(), Dir::Forward, 50).unwrap().len(), SHOWN_MOST);
}
