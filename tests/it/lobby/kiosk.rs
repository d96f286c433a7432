//! The lobby terminal, screen by screen as a resident goes.
use lianxin::{
    base::{Crockford, Day},
    domain::{
        matters::{
            catalog,
            items::{self, Draft, Item, Of, StateTag},
        },
        office::audit::{self, Filter},
    },
    store::{Range, Read},
};

use crate::kit::{
    lobby::{PHONE, Person, World, close, world},
    number,
};

/// Answers what is still asked until the review; gives the addresses gone through.
fn fill(w: &World, p: &Person) -> Vec<String> {
    let mut gone = Vec::new();
    loop {
        let at = p.led("/form");
        if at == "/review" {
            return gone;
        }
        assert!(!gone.contains(&at), "{at} is asked twice");
        let answer = match at.strip_prefix("/form/q/") {
            None => ("m", "0".to_owned()),
            Some(key) => ("v", answer_to(w, p, key)),
        };
        let go = p.post(&at, &[(answer.0, &answer.1)]);
        gone.push(at);
        assert!(go.starts_with("/form/") || go == "/review", "{go}");
    }
}

fn answer_to(w: &World, p: &Person, key: &str) -> String {
    use catalog::FieldKind as K;
    let draft = the_draft(w);
    let catalogue = w.office.app.catalogue();
    let spec = &catalogue.by_code(&draft.service).unwrap().spec;
    let field = spec.fields.iter().find(|f| f.key == key).unwrap();
    assert!(p.page(&format!("/form/q/{key}")).contains(&field.ask), "{key} asks its question");
    match &field.kind {
        K::Number { min, .. } => min.to_string(),
        K::Money => "1200.50".into(),
        K::Date { .. } => "2026-11-03".into(),
        K::Choice { options } | K::Choices { options } => options[0].clone(),
        K::CitizenNumber => number("32021119600101202"),
        K::Phone => "13900001111".into(),
        K::Name => "赵秀兰".into(),
        K::YesNo => "yes".into(),
        K::Photo { .. } => String::new(),
        _ => "十二幢楼下".into(),
    }
}

fn the_draft(w: &World) -> Draft {
    let all = w.office.app.store.list(&Range::<Draft>::table(), lianxin::store::Dir::Backward, 10).unwrap();
    all.into_iter().next().expect("a draft")
}

fn count_items(w: &World) -> i64 {
    w.office.app.store.rows::<Item>().unwrap()
}

#[test]
fn a_resident_applies_and_has_a_receipt() {
    let w = world();
    let p = w.person();
    assert!(p.page("/apply").contains("生活困难"));
    let guide = p.page("/s/ll-gaoling");
    for words in ["高龄津贴申请", "居民户口簿", "受理后 15 个工作日内办结", "不收费", "财社〔2014〕113号"]
    {
        assert!(guide.contains(words), "the guide says {words}");
    }
    assert_eq!(p.post("/s/ll-gaoling", &[]), "/who/form");
    p.by_card(&w.card, w.head.id);
    let asked = fill(&w, &p);
    assert!(
        !asked.iter().any(|a| a.ends_with("/name") || a.ends_with("/citizen-number") || a.ends_with("/address")),
        "{asked:?}"
    );
    let review = p.page("/review");
    assert!(review.contains("王**") && !review.contains("王建国"), "the register's name is masked");
    assert!(review.contains("138****5678") && !review.contains(PHONE), "and the telephone");
    assert!(review.contains("3****************") && !review.contains("19520317"), "and the number");
    let key = p.hidden("/review", "key");
    assert_eq!(p.post("/review", &[("key", &key)]), "/receipt");

    let item = w.office.app.store.list(&Range::<Item>::table(), lianxin::store::Dir::Forward, 2).unwrap().remove(0);
    assert_eq!(item.state.tag, StateTag::Reported);
    assert_eq!(item.applicant.household, Some(w.household.id));
    assert_eq!(item.applicant.resident, Some(w.head.id));
    let sealed = item.answers.iter().find(|a| a.key == "citizen-number").unwrap();
    assert!(sealed.sealed.is_some() && sealed.value.contains("****"));
    assert_eq!(item.grid, Some(w.household.grid));
    let receipt = p.page("/receipt");
    let no = item.no.to_string();
    assert!(receipt.contains(&format!("{} {} {}", &no[..4], &no[4..8], &no[8..])));
    assert!(receipt.contains(&item.query.to_string()));
    assert!(receipt.contains("受理后 15 个工作日内"), "no date is promised before acceptance");
    assert!(receipt.contains("李建国") && receipt.contains("13900000001"), "the grid worker and the telephone");
    assert!(receipt.contains("<svg class=\"qr\""));
    assert!(receipt.contains("没有接回执打印机"));
    // A paper never opens on the screen.
    assert!(!receipt.contains("_blank") && !guide.contains("_blank") && p.v.get("/receipt.pdf").status() == 404);
    // What was typed is not kept beside the item.
    assert!(the_draft(&w).answers.is_empty());
}

#[test]
fn a_form_is_filed_once() {
    let w = world();
    let p = w.person();
    p.post("/s/ss-ludeng", &[]);
    fill(&w, &p);
    let key = p.hidden("/review", "key");
    let token = p.v.csrf();
    let fields = [("csrf", token.as_str()), ("key", key.as_str())];
    std::thread::scope(|s| {
        for _ in 0..6 {
            s.spawn(|| assert_eq!(p.v.post_raw("/review", &fields).status(), 303));
        }
    });
    assert_eq!(count_items(&w), 1);
    // Back and reload lead to the receipt; the old form's repeat files nothing, and not the next form either.
    assert_eq!(p.led("/review"), "/receipt");
    assert_eq!(p.led("/form/q/kind"), "/receipt");
    p.post("/s/ss-jinggai", &[]);
    fill(&w, &p);
    assert_eq!(p.post("/review", &[("key", &key)]), "/review");
    assert_eq!(count_items(&w), 1);
    let key = p.hidden("/review", "key");
    p.post("/review", &[("key", &key)]);
    assert_eq!(count_items(&w), 2);
}

#[test]
fn back_and_reload_keep_what_was_typed() {
    let w = world();
    let p = w.person();
    p.post("/s/ss-ludeng", &[]);
    assert_eq!(p.led("/form"), "/form/q/kind");
    assert_eq!(p.post("/form/q/kind", &[("v", "楼道灯")]), "/form/q/place");
    assert!(p.page("/form/q/kind").contains("value=\"楼道灯\" checked"));
    // Half typed and not sent: the page's own keeping.
    assert_eq!(p.v.post("/form/q/place", &[("v", "二单元三楼"), ("go", "keep")]).status(), 204);
    assert!(p.page("/form/q/place").contains("二单元三楼"));
    // Wrong: the page says so beside what was typed, and a reload still has it.
    let long = "很".repeat(61);
    let page = p.refused("/form/q/place", &[("v", &long)], 422);
    assert!(page.contains("最多 60 个字") && page.contains(&long));
    assert!(p.page("/form/q/place").contains(&long));
    assert!(p.refused("/form/q/place", &[("v", "  ")], 422).contains("请填写此项"));
    assert!(p.refused("/form/q/kind", &[("v", "霓虹灯")], 422).contains("请从所列选项中选择"));
    assert_eq!(p.post("/form/q/place", &[("v", "二单元三楼")]), "/form/q/fault");
    // Home and on again: the form goes on where it was.
    assert!(p.page("/home").contains("继续刚才没填完的申请"));
    assert_eq!(p.led("/form"), "/form/q/fault");
    // A choice on the review leads back to the review.
    fill(&w, &p);
    assert_eq!(p.post("/form/edit/kind", &[]), "/form/q/kind");
    assert_eq!(p.post("/form/q/kind", &[("v", "景观灯")]), "/review");
    assert!(p.page("/review").contains("景观灯"));
}

#[test]
fn the_second_person_sees_nothing_of_the_first() {
    let w = world();
    let p = w.person();
    p.post("/s/ll-gaoling", &[]);
    p.by_card(&w.card, w.head.id);
    let bank = p.led("/form");
    p.post(&bank, &[("v", "6222000011112222")]);
    // The page's countdown: the session is forgotten on the server.
    assert_eq!(p.post("/done", &[]), "/");
    assert_eq!(w.office.app.store.rows::<Draft>().unwrap(), 0);
    for path in ["/form/q/bank-card", "/review", "/receipt", "/who/form/member", "/photos"] {
        let answer = p.v.get(path);
        assert_eq!(answer.headers()["cache-control"], "no-store", "{path}");
        let (status, text) = (answer.status(), answer.text().unwrap());
        assert_eq!(status, 409, "{path}");
        assert!(!text.contains("6222") && !text.contains('王'), "{path}");
    }
    // Without any script: after the idle time and the countdown the draft is nobody's, whatever cookie comes.
    p.post("/start", &[]);
    p.post("/s/ll-gaoling", &[]);
    p.by_card(&w.card, w.head.id);
    w.office.app.clock.advance(120 + 20 + 16);
    assert_eq!(p.v.get("/review").status(), 409);
    p.post("/s/ll-gaoling", &[]);
    let draft = the_draft(&w);
    assert_eq!((draft.household, draft.resident), (None, None));
    assert_eq!(w.office.app.store.rows::<Draft>().unwrap(), 1, "the old one is gone");
    // Somebody who touches the waiting screen begins anew.
    p.by_card(&w.card, w.head.id);
    p.post("/start", &[]);
    assert!(!p.page("/home").contains("继续刚才没填完的申请"));
}

/// The wrong tries that the log knows of.
fn noted(w: &World) -> Vec<String> {
    let (lines, _) = audit::lines(&w.office.app.store, &Filter::default(), None, 200).unwrap();
    lines.into_iter().filter(|l| l.action == "household.identify-failed").map(|l| l.detail).collect()
}

/// Somebody who throws the session away after every few tries is stopped at the terminal, and at what is tried at.
#[test]
fn a_guesser_is_stopped_whoever_they_say_they_are() {
    let w = world();
    let wrong = |phone: &str| {
        let p = w.person();
        let answer = p.v.post("/who/home/phone", &[("phone", phone), ("last4", "0000")]);
        answer.status().as_u16()
    };
    let mut of_one: Vec<u16> = (0..12).map(|_| wrong(PHONE)).collect();
    assert!(of_one.iter().all(|s| *s == 422), "{of_one:?}");
    assert_eq!(wrong(PHONE), 429, "one telephone has twelve tries an hour, from wherever they come");
    of_one = (0..27).map(|n| wrong(&format!("139000001{n:02}"))).collect();
    assert!(of_one.iter().all(|s| *s == 422), "{of_one:?}");
    assert_eq!(wrong("13900000999"), 429, "one terminal has forty in ten minutes");
    // What one kind of try closes leaves the others open, and every wrong one left a line that says nothing of what was typed.
    assert!(w.person().refused("/who/home/card", &[("card", "0000-0000-0000-0000-1")], 422).contains("不认识这张卡"));
    let lines = noted(&w);
    assert_eq!(lines.iter().filter(|d| *d == "identity").count(), 39);
    assert_eq!(lines.iter().filter(|d| *d == "card").count(), 1);
}

#[test]
fn who_one_is_cannot_be_guessed() {
    let w = world();
    let p = w.person();
    p.post("/s/ll-gaoling", &[]);
    let wrong = [("phone", PHONE), ("last4", "0000")];
    for _ in 0..5 {
        let page = p.refused("/who/form/phone", &wrong, 422);
        assert!(page.contains("没有核对上"));
    }
    let right = [("phone", PHONE), ("last4", w.last4.as_str())];
    let page = p.refused("/who/form/phone", &right, 429);
    assert!(page.contains("试的次数太多了") && page.contains(PHONE), "says what to do and keeps what was typed");
    // The next person in front of the same screen is not the one who guessed.
    let q = w.person();
    q.post("/s/ll-gaoling", &[]);
    assert_eq!(q.post("/who/form/phone", &right), "/who/form/member");
    let page = q.page("/who/form/member");
    assert!(page.contains("王**") && page.contains("户主") && !page.contains("王建国") && !page.contains("李秀英"));
    // An unknown telephone is told in the same words as a wrong number.
    assert!(q.refused("/who/form/phone", &[("phone", "13800000000"), ("last4", "1234")], 422).contains("没有核对上"));
    assert!(q.refused("/who/form/card", &[("card", "0000-0000-0000-0000-1")], 422).contains("不认识这张卡"));
    let other = Crockford::from_bytes([9; 10]);
    assert!(q.refused("/who/form/card", &[("card", other.as_str())], 422).contains("不认识这张卡"));
}

#[test]
fn going_on_without_a_name_in_the_register() {
    let w = world();
    let p = w.person();
    p.post("/s/ll-youdaizheng", &[]);
    assert_eq!(p.post("/who/form/nobody", &[]), "/form");
    assert_eq!(p.led("/form"), "/form/q/name");
    assert!(p.refused("/form/q/name", &[("v", "123!")], 422).contains("请填写姓名"));
    assert_eq!(p.post("/form/q/name", &[("v", "䶮𠅤")]), "/form/q/citizen-number");
    assert!(p.refused("/form/q/citizen-number", &[("v", "320211195203171010")], 422).contains("身份证号码不正确"));
    let mine = number("32021119600101202");
    assert_eq!(p.post("/form/q/citizen-number", &[("v", &mine)]), "/form/q/phone");
    let draft = the_draft(&w);
    assert!(!format!("{draft:?}").contains(&mine), "a number lies sealed in the draft too");
    let again = p.page("/form/q/citizen-number");
    assert!(!again.contains(&mine) && again.contains("3****************"));
    assert_eq!(p.post("/form/q/citizen-number", &[("v", "")]), "/form/q/phone", "left empty it stays");
    p.post("/form/q/phone", &[("v", "139 0000 1111")]);
    // The address by the picker: estate, building, unit, room.
    assert_eq!(p.post("/form/pick/address", &[("level", "start")]), "/form/pick/address");
    assert!(p.page("/form/pick/address").contains("蠡湖家园"));
    p.post("/form/pick/address", &[("level", "estate"), ("v", "美湖花园")]);
    let page = p.page("/form/pick/address");
    let at = |name: &str| page.find(&format!(">{name}<")).unwrap();
    assert!(at("2幢") < at("12幢") && at("20幢") < at("24幢"), "all of them, in natural order; the screen turns the pages");
    let building = value_of(&page, "12幢");
    p.post("/form/pick/address", &[("level", "building"), ("v", &building)]);
    p.post("/form/pick/address", &[("level", "unit"), ("v", "2单元")]);
    let room = value_of(&p.page("/form/pick/address"), "502");
    assert_eq!(p.post("/form/pick/address", &[("level", "room"), ("v", &room)]), "/form");
    assert_eq!(the_draft(&w).answers["address"], "美湖花园12幢2单元502室");
}

/// The value of the button with these words.
fn value_of(page: &str, words: &str) -> String {
    let at = page.find(&format!(">{words}<")).unwrap();
    let button = &page[page[..at].rfind("<button").unwrap()..at];
    button.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn a_problem_is_reported_by_nobody() {
    let w = world();
    let p = w.person();
    let page = p.page("/report");
    assert!(page.contains("路灯报修") && !page.contains("最低生活保障"));
    assert_eq!(p.post("/s/ss-ludeng", &[]), "/form", "nobody is asked who they are");
    p.post("/form/q/kind", &[("v", "楼道灯")]);
    p.post("/form/pick/place", &[("level", "start")]);
    p.post("/form/pick/place", &[("level", "estate"), ("v", "美湖花园")]);
    let building = value_of(&p.page("/form/pick/place"), "12幢");
    p.post("/form/pick/place", &[("level", "building"), ("v", &building)]);
    assert_eq!(p.post("/form/pick/place", &[("level", "unit"), ("v", "2单元")]), "/form/q/place");
    assert!(p.page("/form/q/place").contains("美湖花园12幢2单元"), "the words can be completed");
    p.post("/form/q/place", &[("v", "美湖花园12幢2单元三楼")]);
    p.post("/form/q/fault", &[("v", "不亮")]);
    for skipped in ["pole", "photo", "phone"] {
        p.post(&format!("/form/q/{skipped}"), &[("v", "")]);
    }
    let key = p.hidden("/review", "key");
    p.post("/review", &[("key", &key)]);
    let item = w.office.app.store.list(&Range::<Item>::table(), lianxin::store::Dir::Forward, 2).unwrap().remove(0);
    assert_eq!(item.applicant, items::Applicant::default());
    assert_eq!(item.place, "美湖花园12幢2单元三楼");
    assert!(item.building.is_some() && item.grid == Some(w.household.grid));

    // Somebody whom the terminal knows may still say it without a name.
    p.post("/s/ss-jinggai", &[]);
    p.by_card(&w.card, w.head.id);
    fill(&w, &p);
    let key = p.hidden("/review", "key");
    p.post("/review", &[("key", &key), ("anonymous", "1")]);
    let all = w.office.app.store.list(&Range::<Item>::table(), lianxin::store::Dir::Backward, 2).unwrap();
    assert_eq!(all[0].applicant, items::Applicant::default());
}

#[test]
fn refused_certificates_lead_elsewhere() {
    let w = world();
    let p = w.person();
    assert_eq!(p.page("/refused").matches("href=\"/refused/").count(), 20);
    assert_eq!(p.post("/apply/search", &[("q", "无犯罪")]), "/apply/search");
    assert!(p.page("/apply/search").contains("/refused/zm-wufanzui"));
    let page = p.page("/refused/zm-wufanzui");
    assert!(page.contains("公安") && page.contains("民发〔2020〕20号"));
    for (typed, found) in [("低保", "/s/mz-dibao"), ("laonianzheng", "/s/ll-youdaizheng"), ("我要办低保", "/s/mz-dibao")] {
        p.post("/apply/search", &[("q", typed)]);
        assert!(p.page("/apply/search").contains(found), "{typed}");
    }
    p.post("/apply/search", &[("q", "飞船票")]);
    assert!(p.page("/apply/search").contains("没有找到“飞船票”"));
}

#[test]
fn an_item_is_tracked_and_rated() {
    let w = world();
    let p = w.person();
    p.post("/s/ss-ludeng", &[]);
    fill(&w, &p);
    let key = p.hidden("/review", "key");
    p.post("/review", &[("key", &key)]);
    let item = w.office.app.store.list(&Range::<Item>::table(), lianxin::store::Dir::Forward, 2).unwrap().remove(0);
    p.post("/done", &[]);

    let q = w.person();
    let (no, code) = (item.no.to_string(), item.query.to_string());
    assert!(q.refused("/track", &[("no", "12"), ("code", &code)], 422).contains("12 位编号"));
    let wrong = if code == "000001" { "000002" } else { "000001" };
    assert!(q.refused("/track", &[("no", &no), ("code", wrong)], 422).contains("没有找到"));
    assert_eq!(q.post("/track", &[("no", &no), ("code", &code)]), "/track/item");
    let page = q.page("/track/item");
    assert!(page.contains("已收到，等待受理") && page.contains("受理后 2 个工作日内"));
    // By the receipt's QR, as the scanner types it.
    let url = items::receipt::verify_url(
        &w.office.app.store,
        &item,
        &lianxin::base::DivisionCode::parse("320211001001").unwrap(),
        "192.168.1.20:8080",
        &w.office.app.keys,
    )
    .unwrap();
    assert_eq!(w.person().post("/track", &[("no", &url)]), "/track/item");
    let forged = url.replace(&no, &items::ItemNo::new(Day::ymd(2026, 11, 3).unwrap(), 9).unwrap().to_string());
    assert!(w.person().refused("/track", &[("no", &forged)], 422).contains("没有找到"));
    // Twelve tries at one item in an hour, the two right and wrong ones above among them.
    for _ in 0..10 {
        w.person().v.post("/track", &[("no", &no), ("code", wrong)]);
    }
    w.person().refused("/track", &[("no", &no), ("code", &code)], 429);

    close(&w, &item);
    let page = q.page("/track/item");
    assert!(page.contains("已办结") && page.contains("灯泡已换") && !page.contains("内部"), "no word between staff is shown");
    assert!(q.page("/rate").contains("非常满意"));
    assert_eq!(q.post("/rate", &[("v", "dissatisfied")]), "/rate/thanks");
    assert!(q.page("/rate/thanks").contains("回访"));
    assert_eq!(q.post("/rate", &[("v", "satisfied")]), "/rate/thanks", "a second touch changes nothing");
    let rated: Item = w.office.app.store.get(item.id).unwrap();
    assert_eq!(rated.rating.unwrap().0, items::Rating::Dissatisfied);
}

#[test]
fn photos_come_from_a_phone() {
    let w = world();
    let p = w.person();
    p.post("/s/ss-ludeng", &[]);
    let page = p.page("/form/q/photo");
    assert!(page.contains("<svg class=\"qr\"") && page.contains("等您的照片"));
    let key = data_encoding::BASE32_NOPAD.encode(&the_draft(&w).photo_key).to_lowercase();
    let phone = w.office.visitor();
    let path = format!("/p/{key}");
    let text = phone.page(&path);
    assert!(!text.contains("路灯"), "the phone's page says nothing of the matter");
    let send = |bytes: Vec<u8>| {
        let token: String = {
            let text = phone.page(&path);
            let at = text.find("name=\"csrf\" value=\"").unwrap();
            text[at + 19..].chars().take_while(|c| *c != '"').collect()
        };
        let part = reqwest::blocking::multipart::Part::bytes(bytes).file_name("a.jpg");
        let form = reqwest::blocking::multipart::Form::new().text("csrf", token).part("file", part);
        phone.client.post(format!("{}{path}", w.office.base)).multipart(form).send().unwrap()
    };
    let mut png = Vec::new();
    image::RgbImage::new(40, 30).write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
    assert_eq!(send(png).status(), 303);
    assert_eq!(send(b"<svg>".to_vec()).status(), 422);
    let draft = the_draft(&w);
    let photos = items::photos(&w.office.app.store, Of::Draft(draft.id)).unwrap();
    assert_eq!(photos.len(), 1);
    let shown = p.page("/photos");
    assert!(shown.contains("1 张照片"));
    let picture = format!("/photos/{}", photos[0].id);
    assert!(p.v.get(&picture).bytes().unwrap().starts_with(&[0xFF, 0xD8]), "kept as JPEG");
    assert_eq!(phone.get(&picture).status(), 409, "only the terminal's own session sees it");
    fill(&w, &p);
    let form_key = p.hidden("/review", "key");
    p.post("/review", &[("key", &form_key)]);
    let item = w.office.app.store.list(&Range::<Item>::table(), lianxin::store::Dir::Forward, 2).unwrap().remove(0);
    assert_eq!(items::photos(&w.office.app.store, Of::Item(item.id)).unwrap().len(), 1);
    assert_eq!(phone.get(&path).status(), 404, "the phone's page ends with the form");
}

#[test]
fn my_grid() {
    let w = world();
    let p = w.person();
    assert_eq!(p.led("/grid"), "/who/grid");
    assert_eq!(p.post("/who/grid/nobody", &[]), "/grid/pick");
    p.post("/grid/pick", &[("level", "estate"), ("v", "蠡湖家园")]);
    let building = value_of(&p.page("/grid/pick"), "3幢");
    assert_eq!(p.post("/grid/pick", &[("level", "building"), ("v", &building)]), "/grid");
    let page = p.page("/grid");
    for words in ["第一网格", "李建国", "专职网格员", "13900000001", "0510-85160000"] {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn the_other_language_and_strangers() {
    let w = world();
    let p = w.person();
    assert_eq!(p.post("/lang", &[("lang", "en")]), "/home");
    assert!(p.page("/home").contains("What can we do for you?"));
    assert_eq!(p.post("/done", &[]), "/");
    assert!(p.page("/").contains("自助服务"), "the next person begins in Chinese");
    // A form without this browser's token is not taken.
    let stranger = w.office.visitor();
    stranger.get("/home");
    assert_eq!(stranger.post_raw("/s/ss-ludeng", &[("csrf", "x")]).status(), 409);
    let lost = stranger.get("/no-such-page");
    assert_eq!(lost.status(), 404);
    assert!(lost.text().unwrap().contains("回首页"));
}

/// Every service that the terminal offers can be filled to the end.
#[test]
fn every_service_can_be_filled() {
    let w = world();
    let catalogue = w.office.app.catalogue();
    let offers: Vec<_> = catalogue.through(catalog::Channel::Kiosk).collect();
    assert!(offers.len() >= 45);
    for offer in offers {
        // One a minute: a terminal that files faster for an hour is refused.
        w.office.app.clock.advance(61);
        let p = w.person();
        let to = p.post(&format!("/s/{}", offer.service.code), &[]);
        if to == "/who/form" {
            p.post("/who/form/nobody", &[]);
        }
        fill(&w, &p);
        let key = p.hidden("/review", "key");
        assert_eq!(p.post("/review", &[("key", &key)]), "/receipt", "{}", offer.service.code);
        p.post("/done", &[]);
    }
}
