//! Contact cards: what they say, where they stand, and how many go how fast.

use lianxin::paper::{self, CardFacts};

use crate::papers::{office, run, saved, text_of, texts};

pub(crate) fn card(number: usize) -> CardFacts {
    CardFacts {
        office: office(),
        community: "美湖社区".into(),
        address: format!("美湖花园 {} 幢 {} 单元 {:03} 室", number % 40 + 1, number % 4 + 1, number % 300 + 101),
        grid: "第二大网格 · 05 小网格".into(),
        leader: "䶮𠅤".into(),
        leader_phone: "13900000002".into(),
        worker: "𰻝大力".into(),
        worker_phone: "13900000001".into(),
        token: format!("LX1:{number:08}7K2MQX4D9FHT"),
    }
}

fn cards_read_back() {
    let t = texts();
    let single = paper::card(&t, &card(7)).unwrap();
    assert_eq!(single.pages(), 2);
    insta::assert_snapshot!("card", text_of("card", &single));
    let thirteen: Vec<_> = (0..13).map(card).collect();
    let sheets = paper::cards(&t, &thirteen).unwrap();
    assert_eq!(sheets.pages(), 4, "two sheets, both sides");
    insta::assert_snapshot!("cards", text_of("cards", &sheets));
}

fn long_names_stay_inside_the_card() {
    let facts = CardFacts {
        community: "乌鲁木齐经济技术开发区头屯河区美湖西路北社区".into(),
        address: "经济技术开发区维泰北路 1999 号美湖西苑三期 128 幢 3 单元 2702 室（东户）".into(),
        grid: "第十二大网格 · 第 108 小网格（专属：美湖实验学校）".into(),
        leader: "阿卜杜热依木·买买提吐尔逊".into(),
        leader_phone: "13900000002".into(),
        worker: "司马义·艾合买提江".into(),
        ..card(1)
    };
    let pdf = paper::card(&texts(), &facts).unwrap();
    insta::assert_snapshot!("card-long", text_of("card-long", &pdf));
    let boxes = run("pdftotext", &["-bbox", saved("card-long", &pdf).to_str().unwrap(), "-"]);
    for line in boxes.lines().filter(|line| line.contains("<word ")) {
        let edge = line.split_once("xMax=\"").unwrap().1.split_once('"').unwrap().0.parse::<f32>().unwrap() * 25.4 / 72.0;
        assert!(edge < paper::CARD_WIDTH - 4.0, "{line}");
    }
}

fn a_thousand_cards_make_a_small_file() {
    let facts: Vec<_> = (0..1_000).map(card).collect();
    let begun = std::time::Instant::now();
    let pdf = paper::cards(&texts(), &facts).unwrap();
    println!("1,000 cards: {} bytes in {:?}", pdf.bytes().len(), begun.elapsed());
    assert_eq!(pdf.pages(), 200);
    // 7,000 are to stay under 7.5 MB.
    assert!(pdf.bytes().len() < 1_070_000, "{} bytes", pdf.bytes().len());
}

crate::tools::trials! {
    ["pdftotext"] => cards_read_back, long_names_stay_inside_the_card;
    [] => a_thousand_cards_make_a_small_file;
}
