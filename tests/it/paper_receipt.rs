//! The acceptance receipt reads back exactly as it was written.

use lianxin::paper;

use super::paper_kit::{receipt, text_of, texts};

#[test]
fn receipts_read_back_exactly() {
    let t = texts();
    let roll = paper::receipt_roll(&t, &receipt()).unwrap();
    let a5 = paper::receipt_a5(&t, &receipt()).unwrap();
    for (name, pdf) in [("receipt-roll", roll), ("receipt-a5", a5)] {
        let Some(text) = text_of(name, &pdf) else {
            return;
        };
        insta::assert_snapshot!(name, text);
    }
}
