//! Papers as files: sound, the same twice, codes readable from the page, cards where the cutter expects them.

use std::path::Path;

use lianxin::paper::{self, PaperError, ReceiptFacts};

use crate::papers::cards::card;
use crate::papers::{receipt, run, saved, text_of, texts};

/// What an office printer sets at the least.
const DPI: u32 = 300;

/// The payloads of all codes on a picture.
fn codes(picture: &image::GrayImage) -> Vec<String> {
    // Print is black on white: no threshold that follows the surroundings, as a camera needs.
    let (w, h) = (picture.width() as usize, picture.height() as usize);
    let black = |x: usize, y: usize| picture.get_pixel(x as u32, y as u32).0[0] < 128;
    let mut prepared = rqrr::PreparedImage::prepare_from_bitmap(w, h, black);
    let grids = prepared.detect_grids();
    let mut found: Vec<String> = grids.iter().map(|grid| grid.decode().unwrap().1).collect();
    found.sort();
    found
}

/// The first page as a picture.
fn picture(path: &Path, dpi: u32) -> image::GrayImage {
    let stem = path.with_extension("");
    let (path, stem) = (path.to_str().unwrap(), stem.to_str().unwrap());
    run("pdftoppm", &["-r", &dpi.to_string(), "-gray", "-png", "-singlefile", path, stem]);
    image::open(format!("{stem}.png")).unwrap().into_luma8()
}

fn codes_read_back_from_the_printed_page() {
    let t = texts();
    let facts = receipt();
    for (name, pdf) in [("qr-roll", paper::receipt_roll(&t, &facts).unwrap()), ("qr-a5", paper::receipt_a5(&t, &facts).unwrap())]
    {
        assert_eq!(codes(&picture(&saved(name, &pdf), DPI)), std::slice::from_ref(&facts.verify_url));
    }
    let single = paper::card(&t, &card(7)).unwrap();
    assert_eq!(codes(&picture(&saved("qr-card", &single), DPI)), [card(7).token]);
    let ten: Vec<_> = (0..10).map(card).collect();
    let sheet = picture(&saved("qr-cards", &paper::cards(&t, &ten).unwrap()), DPI);
    let dots = |mm: f32| (mm * DPI as f32 / 25.4) as u32;
    for (at, facts) in ten.iter().enumerate() {
        let x = (210.0 - 2.0 * paper::CARD_WIDTH) / 2.0 + (at % 2) as f32 * paper::CARD_WIDTH;
        let y = (297.0 - 5.0 * paper::CARD_HEIGHT) / 2.0 + (at / 2) as f32 * paper::CARD_HEIGHT;
        let (w, h) = (dots(paper::CARD_WIDTH), dots(paper::CARD_HEIGHT));
        let one = image::imageops::crop_imm(&sheet, dots(x), dots(y), w, h).to_image();
        assert_eq!(codes(&one), std::slice::from_ref(&facts.token), "card {at}");
    }
}

fn the_code_of_a_thermal_slip_reads_back_from_its_dots() {
    let facts = receipt();
    let slip = paper::receipt_raster(&texts(), &facts).unwrap();
    let height = u32::try_from(slip.rows().len()).unwrap();
    let dot = |x, y| if slip.dot(x as usize, y as usize) { image::Luma([0]) } else { image::Luma([255]) };
    assert_eq!(codes(&image::GrayImage::from_fn(576, height, dot)), [facts.verify_url]);
    // Length follows the text: between 12 and 30 cm for this one, at 8 dots a millimetre.
    assert!((960..2_400).contains(&height), "{height}");
}

fn the_same_facts_give_the_same_bytes() {
    let t = texts();
    let make = || [paper::receipt_a5(&t, &receipt()).unwrap(), paper::cards(&t, &[card(1), card(2)]).unwrap()];
    let first = make();
    // printpdf numbers its identifiers by a counter of the process: papers between must not show.
    paper::receipt_roll(&t, &receipt()).unwrap();
    assert_eq!(first, make());
    let other = ReceiptFacts { no: "MH-20261121-0038".into(), ..receipt() };
    assert_ne!(first[0], paper::receipt_a5(&t, &other).unwrap());
}

fn every_file_is_sound() {
    let t = texts();
    let files = [
        ("sound-roll", paper::receipt_roll(&t, &receipt()).unwrap()),
        ("sound-a5", paper::receipt_a5(&t, &receipt()).unwrap()),
        ("sound-card", paper::card(&t, &card(3)).unwrap()),
        ("sound-cards", paper::cards(&t, &(0..25).map(card).collect::<Vec<_>>()).unwrap()),
    ];
    for (name, pdf) in files {
        let path = saved(name, &pdf);
        let said = run("qpdf", &["--check", path.to_str().unwrap()]);
        assert!(!said.contains("WARNING"), "{name}: {said}");
        let fonts = run("pdffonts", &[path.to_str().unwrap()]);
        for font in fonts.lines().skip(2) {
            assert!(font.contains("LIANX") && font.contains(" yes yes yes"), "embedded, cut, with characters: {font}");
        }
    }
}

fn characters_of_every_face_extract_exactly() {
    // Noto; Hanazono B, A; a radical and the character that share one glyph in Noto.
    let worker = "䶮𠅤㛃𬱖𫖯𰻝𠀀𪜀豈⼀一";
    let facts = ReceiptFacts { worker: worker.into(), ..receipt() };
    let pdf = paper::receipt_a5(&texts(), &facts).unwrap();
    let text = text_of("faces", &pdf);
    assert!(text.contains(worker), "{text}");
}

fn a_character_in_no_face_refuses_the_paper_by_name() {
    let t = texts();
    let facts = ReceiptFacts { worker: "张\u{30000}".into(), ..receipt() };
    for refused in [paper::receipt_a5(&t, &facts).map(|_| ()), paper::receipt_raster(&t, &facts).map(|_| ())] {
        assert_eq!(refused, Err(PaperError::Unprintable('\u{30000}')));
        assert!(refused.unwrap_err().text(&t).contains("“\u{30000}”（U+30000）"));
    }
}

fn backs_meet_their_fronts() {
    let t = texts();
    let mut facts: Vec<_> = (0..3).map(card).collect();
    for (at, card) in facts.iter_mut().enumerate() {
        card.community = format!("正{at}");
        card.office.name = format!("反{at}");
    }
    let path = saved("backs", &paper::cards(&t, &facts).unwrap());
    let boxes = run("pdftotext", &["-bbox", path.to_str().unwrap(), "-"]);
    // Page, and the middle of a word in millimetres.
    let place = |word: &str| {
        let mut page = 0;
        for line in boxes.lines() {
            page += usize::from(line.contains("<page "));
            if line.contains(&format!(">{word}<")) {
                let number = |name: &str| -> f32 {
                    let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
                    rest.split_once('"').unwrap().0.parse::<f32>().unwrap() * 25.4 / 72.0
                };
                return (page, (number("xMin") + number("xMax")) / 2.0, (number("yMin") + number("yMax")) / 2.0);
            }
        }
        panic!("{word} is nowhere: {boxes}");
    };
    let (left, top) = ((210.0 - 2.0 * paper::CARD_WIDTH) / 2.0, (297.0 - 5.0 * paper::CARD_HEIGHT) / 2.0);
    for (at, (column, row)) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)].into_iter().enumerate() {
        let inside = |(x, y): (f32, f32), column: f32| {
            let (from_x, from_y) = (left + column * paper::CARD_WIDTH, top + row * paper::CARD_HEIGHT);
            (from_x..from_x + paper::CARD_WIDTH).contains(&x) && (from_y..from_y + paper::CARD_HEIGHT).contains(&y)
        };
        let (page, x, y) = place(&format!("正{at}"));
        assert_eq!(page, 1);
        assert!(inside((x, y), column), "front {at} at {x}, {y}");
        // Turned over the long edge, left and right change places.
        let (page, x, y) = place(&format!("反{at}"));
        assert_eq!(page, 2);
        assert!(inside((x, y), 1.0 - column), "back {at} at {x}, {y}");
        assert!(inside((210.0 - x, y), column), "back {at} lies behind its front");
    }
}

crate::tools::trials! {
    ["pdftoppm"] => codes_read_back_from_the_printed_page;
    [] =>
        the_code_of_a_thermal_slip_reads_back_from_its_dots,
        the_same_facts_give_the_same_bytes,
        a_character_in_no_face_refuses_the_paper_by_name;
    ["qpdf", "pdffonts"] => every_file_is_sound;
    ["pdftotext"] => characters_of_every_face_extract_exactly, backs_meet_their_fronts;
}
