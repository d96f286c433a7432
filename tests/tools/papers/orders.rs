//! Order of supervision, minutes and custody sheet read back as they were written, however long the words.
use lianxin::paper::{self, *};

use crate::papers::{office, run, saved, text_of, texts};

fn check(name: &str, pdf: &Pdf) {
    insta::assert_snapshot!(name, text_of(name, pdf));
    run("qpdf", &["--check", saved(name, pdf).to_str().unwrap()]);
}

/// Words longer than a page of any of these papers.
fn long(what: &str) -> String {
    (1..=150).map(|n| format!("第{n}点：{what}，请于当日办妥并书面说明。")).collect()
}

fn orders_read_back() {
    let facts = OrderFacts {
        office: office(),
        no: "MH-20261121-0051-D7".into(),
        colour: "黄牌督办".into(),
        item_no: "MH-20261121-0051".into(),
        service: "路灯不亮（双创）".into(),
        place: "美湖花园 12 幢北侧小路".into(),
        reported: "2026年11月21日 09:12".into(),
        due: "2026年11月26日 17:30".into(),
        to: "梁溪区城市管理局照明管理所　𰻝大力".into(),
        reason: "时限将到".into(),
        answer_due: "2026年11月27日 17:30".into(),
        issuer: "系统".into(),
        issued: "2026年11月25日 08:30".into(),
        answer: None,
        lifted: None,
    };
    check("order", &paper::order(&texts(), &facts).unwrap());
    let answered = OrderFacts {
        colour: "红牌督办".into(),
        reason: long("路灯连续多晚不亮，居民多次催办"),
        answer: Some(("照明管理所　𰻝大力".into(), "2026年11月26日 15:20".into(), long("已更换灯具和线路"))),
        lifted: Some(("李建国".into(), "2026年11月27日 09:00".into())),
        ..facts
    };
    let pdf = paper::order(&texts(), &answered).unwrap();
    assert!(pdf.pages() > 1, "words longer than a page are cut over pages");
    check("order-long", &pdf);
}

fn minutes_read_back() {
    let said = |by: &str, at: &str, words: &str| Said { by: by.into(), at: at.into(), words: words.into() };
    let facts = MinutesFacts {
        office: office(),
        level: "二级会办（分管领导）".into(),
        item_no: "MH-20261121-0051".into(),
        service: "路灯不亮（双创）".into(),
        convened: "2026年11月24日 14:00".into(),
        convener: "张敏".into(),
        chair: "李建国".into(),
        participants: vec!["照明管理所　𰻝大力".into(), "美湖物业服务中心　䶮𠅤㛃".into(), "陈静".into(), "杨帆".into()],
        topic: "小区北侧路灯产权不清，由谁出资改造。".into(),
        opinions: vec![
            said("照明管理所　𰻝大力", "2026-11-24 14:20", "该路段未移交，按规定由建设单位负责。"),
            said("美湖物业服务中心　䶮𠅤㛃", "2026-11-24 14:31", "可先动用公共收益应急修复，再追偿。"),
        ],
        conclusion: Some(said(
            "李建国",
            "2026-11-24 15:05",
            "物业先行修复，三日内完成；照明管理所负责技术指导；社区牵头办理移交。",
        )),
        raised: None,
    };
    check("minutes", &paper::minutes(&texts(), &facts).unwrap());
    let bare = MinutesFacts { opinions: vec![], conclusion: None, ..facts.clone() };
    check("minutes-bare", &paper::minutes(&texts(), &bare).unwrap());
    let raised = Some(("张敏".into(), "2026年11月24日 16:00".into()));
    let opinions = (1..=12)
        .map(|n| said(&format!("委员{n}"), "2026-11-24 14:31", &long("各方意见不一").chars().take(300).collect::<String>()))
        .collect();
    let much = MinutesFacts { opinions, conclusion: None, raised, topic: long("路灯产权不清"), ..facts };
    let pdf = paper::minutes(&texts(), &much).unwrap();
    assert!(pdf.pages() > 3);
    check("minutes-long", &pdf);
}

fn custody_sheets_read_back() {
    let step = |step: &str, at: &str, by: &str, note: &str| CarriedStep {
        step: step.into(),
        at: at.into(),
        by: by.into(),
        note: note.into(),
    };
    let taken = step("已代收", "2026-11-21 09:30", "赵磊", "陈桂英女儿当面交来，约定周五归还");
    let facts = CustodyFacts {
        office: office(),
        item_no: "MH-20261121-0037".into(),
        service: "城市居民最低生活保障申请".into(),
        resident: "𬱖*㛃".into(),
        phone: "138****5678".into(),
        papers: vec![
            CarriedPaper {
                name: "户口簿原件".into(),
                steps: vec![
                    taken.clone(),
                    step("已送达", "2026-11-23 10:00", "赵磊", "街道民政窗口王同志收"),
                    step("已归还签收", "2026-11-24 16:40", "周婷", "本人签收"),
                ],
            },
            CarriedPaper { name: "残疾人证原件（含副页，封面有破损）".into(), steps: vec![taken.clone()] },
        ],
        out: 1,
        date: "2026年11月24日".into(),
    };
    check("custody", &paper::custody(&texts(), &facts).unwrap());
    let noted = CarriedStep { note: long("材料较多"), ..taken };
    let many = (1..=30).map(|n| CarriedPaper {
        name: format!("第 {n} 份材料原件"),
        steps: vec![step("已代收", "2026-11-21 09:30", "赵磊", "")],
    });
    let papers = many.chain([CarriedPaper { name: "病历".into(), steps: vec![noted] }]).collect();
    let pdf = paper::custody(&texts(), &CustodyFacts { papers, out: 31, ..facts }).unwrap();
    assert!(pdf.pages() > 2);
    check("custody-long", &pdf);
}

crate::tools::trials! {
    ["pdftotext", "qpdf"] => orders_read_back, minutes_read_back, custody_sheets_read_back;
}
