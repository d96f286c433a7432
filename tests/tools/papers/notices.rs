//! Every official paper reads back exactly as it was written.

use lianxin::paper::{self, *};

use crate::papers::{office, text_of, texts};

fn strings(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn notice() -> NoticeFacts {
    NoticeFacts {
        office: office(),
        no: "美湖补〔2026〕12 号".into(),
        item_no: "MH-20261121-0037".into(),
        to: "𬱖*㛃".into(),
        service: "城市居民最低生活保障申请".into(),
        applied: "2026年11月21日".into(),
        date: "2026年11月24日".into(),
    }
}

fn check(name: &str, pdf: &Pdf) {
    insta::assert_snapshot!(name, text_of(name, pdf));
}

fn told_reads_back() {
    let material = |name: &str, form: &str, copies: &str, note: &str, ready| Material {
        name: name.into(),
        form: form.into(),
        copies: copies.into(),
        note: note.into(),
        ready,
    };
    let facts = ToldFacts {
        office: office(),
        no: String::new(),
        to: "𬱖*㛃".into(),
        service: "城市居民最低生活保障申请".into(),
        kind: "承诺件".into(),
        limit: "20 个工作日".into(),
        who: "持有本地常住户口、家庭人均收入低于当地低保标准的居民".into(),
        place: String::new(),
        fee: "不收费".into(),
        materials: vec![
            material("居民身份证", "原件及复印件", "1 份", "全体家庭成员，正反面印在同一面 A4 纸上", true),
            material("户口簿", "原件及复印件", "1 份", "首页和每位成员页", true),
            material("家庭收入情况申报表", "原件", "1 份", "由申请人本人填写并签名，收入按申请前 12 个月计算", false),
            material("授权核查书", "原件", "1 份", "", false),
            material("残疾人证、重病诊断证明等", "复印件", "各 1 份", "有相应情况的提供", false),
        ],
        steps: strings(&[
            "提出申请：本人或者委托他人向社区提出，社区当场检查材料。",
            "家庭经济状况核对和入户调查，10 个工作日内完成，由网格员和街道工作人员两人以上上门。",
            "民主评议并张榜公示 7 天，公示无异议的报街道审核、区民政局审批。",
        ]),
        basis: strings(&[
            "《社会救助暂行办法》（国务院令第 649 号）第九条至第十三条。",
            "《最低生活保障审核确认办法》（民发〔2021〕57 号）。",
        ]),
        date: "2026年11月21日".into(),
    };
    check("told", &paper::told(&texts(), &facts).unwrap());
    let bare = ToldFacts { to: String::new(), materials: vec![], basis: vec![], ..facts.clone() };
    check("told-bare", &paper::told(&texts(), &bare).unwrap());
    let many = (1..=30).map(|n| material(&format!("第 {n} 项材料"), "复印件", "1 份", "按要求", n % 2 == 0)).collect();
    let many = paper::told(&texts(), &ToldFacts { materials: many, ..facts }).unwrap();
    assert!(many.pages() > 1);
    check("told-many", &many);
}

fn application_reads_back() {
    let field = |label: &str, value: FormValue| FormField { label: label.into(), value };
    let short = |label: &str, value: &str| field(label, FormValue::Short(value.into()));
    let choice = |label: &str, choices: &[(&str, bool)]| {
        field(label, FormValue::Choice(choices.iter().map(|(text, on)| ((*text).to_owned(), *on)).collect()))
    };
    let long = "本人今年 58 岁，因患尿毒症每周透析三次，丧失劳动能力；妻子在家照顾，无固定收入；儿子正在上大学二年级。\
        家庭全年收入仅有低保边缘户临时救助 3,600 元，医疗费用自付部分每月约 2,800 元，生活十分困难，特申请最低生活保障。";
    let facts = ApplicationFacts {
        office: office(),
        service: "城市居民最低生活保障".into(),
        no: "MH-20261121-0037".into(),
        date: "2026年11月21日".into(),
        fields: vec![
            short("姓名", "䶮𠅤㛃"),
            short("性别", "男"),
            short("出生日期", "1968年3月5日"),
            short("民族", "汉族"),
            short("公民身份号码", "3****************4"),
            short("联系电话", "138****5678"),
            field("现居住地址", FormValue::Long("美湖路 18 号美湖花园 12 幢 3 单元 502 室".into())),
            choice("户口性质", &[("本地常住", true), ("本地集体", false), ("外地", false)]),
            choice(
                "申请类别",
                &[("低保", true), ("低保边缘家庭", false), ("特困人员", false), ("临时救助", false), ("支出型困难家庭", false)],
            ),
            short("家庭人口", "3 人"),
            short("月人均收入", "300 元"),
            short("开户银行", "江苏银行无锡分行梁溪支行"),
            field("申请理由", FormValue::Long(long.into())),
            field(
                "共同生活的家庭成员",
                FormValue::Rows {
                    heads: strings(&["姓名", "与申请人关系", "年龄", "职业", "月收入（元）"]),
                    rows: vec![strings(&["𬱖𫖯", "妻子", "56", "无业", "0"]), strings(&["𰻝小明", "儿子", "20", "学生", "0"])],
                },
            ),
        ],
        materials: vec![
            ("居民身份证复印件 1 份".into(), true),
            ("户口簿复印件 1 份".into(), true),
            ("家庭收入情况申报表 1 份".into(), false),
        ],
        photo: true,
        opinions: strings(&["社区居民委员会", "街道办事处"]),
    };
    check("application", &paper::application(&texts(), &facts).unwrap());
    let reason = long.repeat(30);
    let fields = vec![short("姓名", ""), field("申请理由", FormValue::Long(reason))];
    let long = ApplicationFacts { fields, photo: false, no: String::new(), ..facts };
    let long = paper::application(&texts(), &long).unwrap();
    assert!(long.pages() > 1, "a value longer than a page is cut over pages");
    check("application-long", &long);
}

fn notices_read_back() {
    let t = texts();
    let pledged = Pledge {
        limit: "20 个工作日".into(),
        due: "2026年12月18日".into(),
        worker: "𰻝大力".into(),
        worker_phone: "139****0001".into(),
        supervise_phone: "0510-85801111".into(),
    };
    check("pledge", &paper::pledge(&t, &notice(), &pledged).unwrap());
    let lacking = |name: &str, problem: &str| Lacking { name: name.into(), problem: problem.into() };
    let missing = Supplement {
        lacking: vec![
            lacking("家庭收入情况申报表", "未填写申请前 12 个月的收入，请补填并由全体成年家庭成员签名。"),
            lacking("残疾人证", "复印件不清楚，请重新复印正反两面。"),
        ],
        by: "2026年12月1日".into(),
        place: "美湖社区服务中心 2 号窗口".into(),
        worker: "网格员𰻝大力".into(),
        worker_phone: "139****0001".into(),
    };
    check("supplement", &paper::supplement(&t, &notice(), &missing).unwrap());
    let refused = Refusal {
        reason: "您申请开具的“亲属关系证明”，属于居民委员会不应出具的证明。".into(),
        basis: strings(&[
            "《民政部等六部门关于改进和规范基层群众性自治组织出具证明工作的指导意见》（民发〔2020〕20 号）附件第 1 项。",
        ]),
        redirect: strings(&[
            "持户口簿、结婚证、出生医学证明等直接使用；",
            "到户籍所在地派出所查询户籍档案；",
            "到公证机构办理亲属关系公证。",
        ]),
    };
    check("refusal", &paper::refusal(&t, &notice(), &refused).unwrap());
    let done = Completion {
        closed: "2026年12月16日".into(),
        result: "经街道审批，您家庭符合低保条件，自 2027年1月起按月发放最低生活保障金 1,845 元，每月 10 日前存入您的社会保障卡。"
            .into(),
        basis: "《最低生活保障审核确认办法》（民发〔2021〕57 号）".into(),
        handler: "王*".into(),
        verifier: "李*".into(),
        collect: "短信告知；批复原件请到 2 号窗口领取，也可由网格员送到家。".into(),
        rate_url: "HTTPS://192.168.1.10:8443/R/0Q4T7ZK2".into(),
    };
    check("completion", &paper::completion(&t, &notice(), &done).unwrap());
}

fn transfer_and_referral_read_back() {
    let t = texts();
    let facts = TransferFacts {
        office: office(),
        no: "美湖转〔2026〕305 号".into(),
        item_no: "MH-20261121-0051".into(),
        service: "路灯不亮".into(),
        source: "便民服务终端".into(),
        reported: "2026年11月21日 09:12".into(),
        reporter: "匿名".into(),
        reporter_phone: String::new(),
        place: "美湖花园 12 幢北侧小路".into(),
        to: "梁溪区城市管理局照明管理所".into(),
        due: "2026年11月26日".into(),
        brief: "北侧小路 3 盏路灯已连续 4 晚不亮，老人晚间出行不便，请尽快维修。".into(),
        attachments: "照片 2 张".into(),
        suggestion: "请照明管理所现场查看并修复，完成后拍照反馈。".into(),
        dispatcher: "张*".into(),
        date: "2026年11月21日".into(),
    };
    check("transfer", &paper::transfer(&t, &facts).unwrap());
    let facts = ReferralFacts {
        office: office(),
        title: "孕妇联系卡".into(),
        no: "美湖孕〔2026〕008 号".into(),
        to: "梁溪区妇幼保健院".into(),
        holder: "𠅤*𫖯".into(),
        purpose: "产前检查建册".into(),
        body: "兹有我社区居民𠅤*𫖯前往贵院办理产前检查建册事宜。该居民基本情况如下：".into(),
        fields: vec![
            ("姓名".into(), "𠅤*𫖯".into()),
            ("年龄".into(), "29 岁".into()),
            ("丈夫姓名".into(), "䶮*".into()),
            ("预产期".into(), "2027年5月6日".into()),
            ("现住址".into(), "美湖花园 3 幢 1 单元 201 室".into()),
        ],
        valid_until: "2026年12月31日".into(),
        contact: "𰻝大力".into(),
        contact_phone: "0510-85801234".into(),
        date: "2026年11月21日".into(),
    };
    check("referral", &paper::referral(&t, &facts).unwrap());
}

fn recovery_and_key_read_back() {
    let t = texts();
    let codes = ["7K2M-QX4D-9FHT", "P3VW-8RNC-2LYA", "H6TB-4JZE-5QGS", "D9XK-3MWU-7PCF", "R2YL-6VHN-8TBA", "Q5GE-9ZJS-4DKM"];
    let facts = RecoveryFacts {
        community: office().name,
        division: "320213004012".into(),
        admin: "zhangwei".into(),
        made: "2026年11月21日 14:02".into(),
        date: "2026年11月21日".into(),
        addresses: strings(&["http://192.168.1.10:8080（终端）", "http://192.168.1.10:8080/office（办公）"]),
        data: "/var/lib/lianxin".into(),
        backup: "/media/usb1/lianxin".into(),
        fingerprint: "3F2A 9C11 07DE 88B4 51EA 2290 6D3C FA07".into(),
        codes: strings(&codes),
        restore: "sudo lianxin restore FILE --data /var/lib/lianxin".into(),
        service: true,
    };
    check("recovery", &paper::recovery(&t, &facts).unwrap());
    let facts = PublicKeyFacts {
        office: office(),
        key: "MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPIYDCMRTGQ2Q".into(),
        fingerprint: "3F2A 9C11 07DE 88B4 51EA 2290 6D3C FA07".into(),
        since: "2026年11月21日".into(),
        verify_url: "http://192.168.1.10:8080/v/".into(),
        date: "2026年11月21日".into(),
    };
    check("public-key", &paper::public_key(&t, &facts).unwrap());
}

crate::tools::trials! {
    ["pdftotext"] =>
        told_reads_back,
        application_reads_back,
        notices_read_back,
        transfer_and_referral_read_back,
        recovery_and_key_read_back;
}
