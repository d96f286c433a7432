//! Contact cards: what they say, where they stand, and how many go how fast.

use lianxin::paper::{self, CardFacts};

use super::paper_kit::{office, text_of, texts};

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

#[test]
fn cards_read_back() {
    let t = texts();
    let single = paper::card(&t, &card(7)).unwrap();
    assert_eq!(single.pages(), 2);
    let Some(text) = text_of("card", &single) else { return };
    insta::assert_snapshot!("card", text);
    let thirteen: Vec<_> = (0..13).map(card).collect();
    let sheets = paper::cards(&t, &thirteen).unwrap();
    assert_eq!(sheets.pages(), 4, "two sheets, both sides");
    insta::assert_snapshot!("cards", text_of("cards", &sheets).unwrap());
}
