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
    let raster = paper::receipt_raster(&t, &receipt()).unwrap();
    let mut image = image::GrayImage::from_pixel(576, raster.rows().len() as u32, image::Luma([255]));
    for (x, y, pixel) in image.enumerate_pixels_mut() {
        if raster.dot(x as usize, y as usize) {
            *pixel = image::Luma([0]);
        }
    }
    image.save(concat!(env!("CARGO_TARGET_TMPDIR"), "/papers/raster.png")).unwrap();
}
