//! Receipts that prove themselves, and photos.
#![allow(clippy::string_slice)] // tokens are ASCII

use image::{ImageEncoder, codecs::png::PngEncoder};

use super::{receipt::ReceiptFacts, *};
use crate::domain::matters::items::receipt::{self, PublicState};

fn division() -> DivisionCode {
    settings().division
}
fn check(office: &Office, token: &str) -> Option<PublicState> {
    receipt::verify(&office.store, token, &division(), &keys().sign.verifying()).unwrap()
}
fn token(office: &Office, item: &Item) -> String {
    ReceiptFacts::of(&office.store, item, &division()).unwrap().token(&keys())
}

#[test]
fn the_message_is_as_documented() {
    let office = Office::new();
    let item = office.report(1, start());
    let facts = ReceiptFacts::of(&office.store, &item, &division()).unwrap();
    let expected =
        format!("LIANXIN RECEIPT 1\n320213001002\n{}\nmz-dibao\n1\n最低生活保障申请\n2026-11-21T09:05:00+08:00\n", item.no);
    assert_eq!(facts.message(), expected);
}

#[test]
fn a_genuine_receipt_holds_through_the_whole_life() {
    let office = Office::new();
    let item = office.report(1, start());
    let token = token(&office, &item);
    for case in [token.clone(), token.to_lowercase(), format!(" {token}\n")] {
        assert_eq!(check(&office, &case).unwrap().state, StateTag::Reported);
    }
    office.step('C', item.id, Action::Accept, 'H', start());
    office.step('D', item.id, Action::Dispatch, 'H', start());
    office.step('H', item.id, Action::Start, 'H', start());
    office.step('H', item.id, Action::ReportBack, 'H', start());
    office.step('D', item.id, Action::Close, 'H', start().plus_seconds(86_400));
    let state = check(&office, &token).unwrap();
    assert_eq!((state.state, state.ended), (StateTag::Closed, Some(start().day().plus(1))));
    assert_eq!((state.title.as_deref(), state.reported), (Some("最低生活保障申请"), start().day()));
}

#[test]
fn forged_and_altered_receipts_are_refused() {
    let office = Office::new();
    let (one, two) = (office.report(1, start()), office.report(2, start()));
    let good = token(&office, &one);
    let (no, signature) = good.split_once('.').unwrap();
    // The signature of one receipt under the number of another.
    assert_eq!(check(&office, &format!("{}.{signature}", two.no)), None);
    // A number that was never given out, and one that is no number.
    assert_eq!(check(&office, &format!("{}.{signature}", ItemNo::new(start().day(), 9).unwrap())), None);
    assert_eq!(check(&office, &format!("000000000001.{signature}")), None);
    // Every character of the signature changed, one at a time. The last carries four bits only: a change of the bits
    // that mean nothing is no base32 and is refused too.
    for at in 0..signature.len() {
        for with in ["A", "B", "Q", "7", "!", "1"] {
            let altered = format!("{}{with}{}", &signature[..at], &signature[at + 1..]);
            if altered != signature {
                assert_eq!(check(&office, &format!("{no}.{altered}")), None, "at {at}: {with}");
            }
        }
    }
    for odd in ["", ".", no, signature, &good[..good.len() - 1], &format!("{good}A"), "../../etc", &"9".repeat(5_000)] {
        assert_eq!(check(&office, odd), None);
    }
    // Another office's key, and the same key for another division.
    let other = Keys::new(&[7; 64], &[10; 32]);
    let facts = ReceiptFacts::of(&office.store, &one, &division()).unwrap();
    assert_eq!(check(&office, &facts.token(&other)), None);
    let elsewhere = DivisionCode::parse("320213001003").unwrap();
    let facts = ReceiptFacts::of(&office.store, &one, &elsewhere).unwrap();
    assert_eq!(check(&office, &facts.token(&keys())), None);
    // A fact changed in the store after the receipt was printed.
    let renamed = Item { title: "别的事项".into(), ..one };
    office.store.write_wait(move |tx| tx.put(&renamed)).unwrap();
    assert_eq!(check(&office, &good), None);
}

#[test]
fn the_address_fits_a_small_code() {
    let office = Office::new();
    let item = office.report(1, start());
    let url = |host: &str| receipt::verify_url(&office.store, &item, &division(), host, &keys()).unwrap();
    let plain = url("192.168.100.200:8080");
    assert!(plain.starts_with(&format!("HTTP://192.168.100.200:8080/V/{}.", item.no)), "{plain}");
    assert!(url("https://lx.meihu.example.cn/").starts_with("HTTPS://LX.MEIHU.EXAMPLE.CN/V/"));
    for url in [plain, url("https://lianxin.meihu.example.cn")] {
        assert!(url.bytes().all(|b| b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".contains(&b)));
        // ISO/IEC 18004: version 6, level M, alphanumeric.
        assert!(url.len() <= 154, "{} characters", url.len());
        let code = qrcode::QrCode::with_error_correction_level(&url, qrcode::EcLevel::M).unwrap();
        assert!(matches!(code.version(), qrcode::Version::Normal(1..=6)), "{:?}", code.version());
        let (_, behind) = url.split_once("/V/").unwrap();
        assert!(check(&office, behind).is_some());
    }
}

fn jpeg(w: u32, h: u32) -> Vec<u8> {
    let picture =
        image::RgbImage::from_fn(w, h, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, if x < w / 2 { 0 } else { 255 }]));
    let mut out = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, 90).encode_image(&picture).unwrap();
    out
}

/// A JPEG with an EXIF segment that turns it by a quarter and says where it was taken.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08".to_vec();
    // One entry: orientation (0x0112), SHORT, 1 value, 6 = turn clockwise by 90 degrees.
    exif.extend([0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"GPS 31.49N 120.31E SECRETDEVICE");
    let mut out = jpeg[..2].to_vec();
    out.extend([0xFF, 0xE1]);
    out.extend(u16::try_from(exif.len() + 2).unwrap().to_be_bytes());
    out.extend(exif);
    out.extend(&jpeg[2..]);
    out
}

#[test]
fn photos_lose_everything_but_the_picture() {
    let sent = with_exif(&jpeg(400, 200));
    assert!(sent.windows(12).any(|w| w == b"SECRETDEVICE"));
    let photo = Photo::read(&sent).unwrap();
    assert_eq!(photo.size, (200, 400), "the turn is carried out");
    for trace in [b"Exif".as_slice(), b"GPS", b"SECRETDEVICE"] {
        assert!(!photo.bytes().windows(trace.len()).any(|w| w == trace));
    }
    // Clockwise: what was blue on the right is below now.
    let turned = image::load_from_memory(photo.bytes()).unwrap().to_rgb8();
    assert!(turned.get_pixel(100, 350).0[2] > 200 && turned.get_pixel(100, 50).0[2] < 60);
}

#[test]
fn photos_are_bounded() {
    let photo = Photo::read(&jpeg(4_000, 3_000)).unwrap();
    assert_eq!(photo.size, (2_000, 1_500));
    assert!(photo.bytes().len() <= PHOTO_BYTES_MOST);
    // Noise is what compresses worst.
    let mut seed = 1u32;
    let noise = image::RgbImage::from_fn(2_000, 2_000, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb(seed.to_be_bytes()[..3].try_into().unwrap())
    });
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&noise, 2_000, 2_000, image::ExtendedColorType::Rgb8).unwrap();
    assert!(png.len() > 10_000_000);
    assert!(Photo::read(&png).unwrap().bytes().len() <= PHOTO_BYTES_MOST);
}

#[test]
fn transparent_paper_is_white() {
    let mut png = Vec::new();
    PngEncoder::new(&mut png).write_image(&[0; 4 * 100], 10, 10, image::ExtendedColorType::Rgba8).unwrap();
    let flat = image::load_from_memory(Photo::read(&png).unwrap().bytes()).unwrap().to_rgb8();
    assert!(flat.pixels().all(|p| p.0.iter().all(|c| *c > 250)));
}

#[test]
fn what_is_no_photo_is_refused() {
    let kind = Err(Failure::refused("photo-kind"));
    for sent in [b"".as_slice(), b"%PDF-1.7", b"MZ\x90\0", b"GIF89a....", b"<svg xmlns='http://www.w3.org/2000/svg'/>"] {
        assert_eq!(Photo::read(sent), kind);
    }
    let good = jpeg(100, 100);
    let unreadable = Err(Failure::refused("photo-unreadable"));
    assert_eq!(Photo::read(&good[..20]), unreadable);
    // A small file that claims to be enormous.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x06\0\0\0".to_vec();
    let crc = crc32fast::hash(&bomb[12..]);
    bomb.extend(crc.to_be_bytes());
    bomb.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xaeB`\x82");
    assert_eq!(Photo::read(&bomb), unreadable);
}
