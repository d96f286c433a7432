//! The acceptance receipt reads back exactly as it was written.

use lianxin::paper;

use crate::papers::{receipt, text_of, texts};

fn receipts_read_back_exactly() {
    let t = texts();
    let roll = paper::receipt_roll(&t, &receipt()).unwrap();
    let a5 = paper::receipt_a5(&t, &receipt()).unwrap();
    assert_eq!((roll.pages(), a5.pages()), (1, 1), "an ordinary receipt is one piece of paper");
    for (name, pdf) in [("receipt-roll", roll), ("receipt-a5", a5)] {
        insta::assert_snapshot!(name, text_of(name, &pdf));
    }
}

fn a_receipt_with_much_to_say_runs_on() {
    let t = texts();
    let facts = paper::ReceiptFacts {
        service: "城镇职工基本医疗保险参保人员异地就医备案及门诊慢性病特殊病种资格认定（跨省、未成年、委托代办）".into(),
        materials: (1..=25).map(|number| format!("第 {number} 项材料原件及复印件")).collect(),
        next: (1..=12).map(|number| format!("第 {number} 步：由经办部门核对材料并在规定时限内答复，请保持电话畅通。")).collect(),
        provisional: true,
        applicant: String::new(),
        phone: String::new(),
        ..receipt()
    };
    let a5 = paper::receipt_a5(&t, &facts).unwrap();
    assert!(a5.pages() > 1);
    for (name, pdf) in [("receipt-much-roll", paper::receipt_roll(&t, &facts).unwrap()), ("receipt-much", a5)] {
        insta::assert_snapshot!(name, text_of(name, &pdf));
    }
}

crate::tools::trials! {
    ["pdftotext"] => receipts_read_back_exactly, a_receipt_with_much_to_say_runs_on;
}
