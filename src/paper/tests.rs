//! Rules that need no installed program: line ends, tables over pages, QR sizes, characters, addresses.

use proptest::prelude::*;

use super::breaks::lines;
use super::error::PaperError;
use super::flow::{A4, Flow};
use super::fonts::{printable, regular};
use super::printers::{IppPrinter, PrintError, SlipPrinter};
use super::qr::{Qr, QrSize};
use super::sheet::Mark;
use super::table::{Table, cell, heading};

fn cut(text: &str, ems: f32) -> Vec<String> {
    let font = regular(10.0);
    lines(text, font, ems * font.em(), 0.0).unwrap().into_iter().map(|line| line.text).collect()
}

#[test]
fn lines_end_where_chinese_lines_end() {
    assert_eq!(cut("一二三四五六七", 3.0), ["一二三", "四五六", "七"]);
    // A mark with an empty half hangs into the margin.
    assert_eq!(cut("一二三，四五", 3.5), ["一二三，", "四五"]);
    // One that does not fit takes the character before it along.
    assert_eq!(cut("一二三。四五", 3.2), ["一二", "三。四", "五"]);
    // An opening mark goes with what it opens.
    assert_eq!(cut("一二（三四）五", 3.5), ["一二", "（三四）", "五"]);
    assert_eq!(cut("见《办法》第三条", 4.0), ["见《办", "法》第三", "条"]);
    // Words, numbers and telephone numbers stay whole; the space between lines belongs to neither.
    assert_eq!(cut("电话 0510-85801234 转", 7.5), ["电话", "0510-85801234", "转"]);
    assert_eq!(cut("甲乙 AB CD", 3.0), ["甲乙", "AB CD"]);
    // What is longer than a line is cut all the same.
    assert_eq!(cut("ABCDEFGH", 3.0).concat(), "ABCDEFGH");
    // A dash and an ellipsis are not torn apart.
    assert_eq!(cut("一二——三", 3.0), ["一", "二——", "三"]);
    // A line feed begins a paragraph; an empty text is one empty line.
    assert_eq!(cut("一\n\n二", 3.0), ["一", "", "二"]);
    assert_eq!(cut("", 3.0), [""]);
}

#[test]
fn a_first_line_is_shorter_by_its_indent() {
    let font = regular(10.0);
    let set = lines("一二三四五六七八", font, 4.0 * font.em(), 2.0 * font.em()).unwrap();
    let texts: Vec<_> = set.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["一二", "三四五六", "七八"]);
    assert!(set[2].last && !set[0].last);
}

proptest! {
    #[test]
    fn no_text_is_lost_and_no_line_is_too_wide(text in "[一二三四，。（）《》“”a-c1-3 \\-…—]{0,60}", ems in 3.0_f32..12.0) {
        let set = cut(&text, ems);
        let without = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
        prop_assert_eq!(without(&set.concat()), without(&text));
        let font = regular(10.0);
        for line in &set {
            // Half an em may hang.
            prop_assert!(font.width(line).unwrap() <= (ems + 0.51) * font.em(), "{:?}", line);
        }
    }

    #[test]
    fn a_line_never_begins_with_a_closing_mark(text in "([一二三四五六]{2}[，。）》]?){1,20}", ems in 4.0_f32..12.0) {
        for line in cut(&text, ems) {
            prop_assert!(!line.starts_with(['，', '。', '）', '》']), "{:?}", line);
        }
    }
}

fn marks_of(flow: Flow) -> Vec<Vec<(f32, String)>> {
    let text = |mark: &Mark| match mark {
        Mark::Text { y, text, .. } => Some((*y, text.to_string())),
        _ => None,
    };
    let sheets = flow.finish(|_, _| None).unwrap();
    sheets.iter().map(|sheet| sheet.marks.iter().filter_map(text).collect()).collect()
}

#[test]
fn a_table_runs_over_pages_under_its_headings() {
    let mut flow = Flow::new(A4);
    flow.y = 200.0;
    let mut table = Table::new(&[20.0, 60.0]);
    table.row([heading("序号"), heading("名称")]);
    table.heads = 1;
    for number in 0..90 {
        table.row([cell(number.to_string()), cell(format!("第{number}项"))]);
    }
    flow.table(&table).unwrap();
    let pages = marks_of(flow);
    assert!(pages.len() >= 4, "{}", pages.len());
    for page in &pages {
        assert_eq!(page.iter().filter(|(_, text)| text == "序号").count(), 1, "one heading on each page");
        assert!(page.iter().all(|(y, _)| *y < A4.height - A4.bottom));
    }
    let names: Vec<_> = pages.iter().flatten().filter(|(_, text)| text.starts_with('第')).map(|(_, text)| text.clone()).collect();
    assert_eq!(names, (0..90).map(|number| format!("第{number}项")).collect::<Vec<_>>());
}

#[test]
fn joined_rows_stay_together() {
    let mut flow = Flow::new(A4);
    flow.y = A4.height - A4.bottom - 20.0;
    let mut table = Table::new(&[20.0, 60.0]);
    table.row([cell("甲").over(1, 3), cell("一")]);
    table.row([cell("二")]);
    table.row([cell("三")]);
    flow.table(&table).unwrap();
    let pages = marks_of(flow);
    assert_eq!(pages[0], []);
    assert_eq!(pages[1].len(), 4);
}

#[test]
fn a_cell_longer_than_a_page_is_cut_and_joined_rows_longer_than_a_page_are_refused() {
    let long = "长文字".repeat(3_000);
    let mut flow = Flow::new(A4);
    let mut table = Table::new(&[20.0, 60.0]);
    table.row([cell("说明"), cell(long.clone())]);
    flow.table(&table).unwrap();
    let pages = marks_of(flow);
    assert!(pages.len() > 3);
    let read: String = pages.iter().flatten().filter(|(_, text)| text != "说明").map(|(_, text)| text.as_str()).collect();
    assert_eq!(read, long);
    let mut table = Table::new(&[20.0, 60.0]);
    table.row([cell("甲").over(1, 2), cell(long)]);
    table.row([cell("乙")]);
    assert!(matches!(Flow::new(A4).table(&table), Err(PaperError::TooTall(_))));
}

#[test]
fn a_qr_code_is_never_finer_than_its_size_allows() {
    let payload = |length: usize| "A".repeat(length);
    // Alphanumeric capacities at level L: version 4 holds 114, version 7 holds 224.
    assert!(Qr::new(&payload(114), QrSize::Small).unwrap().modules <= 33);
    assert!(matches!(Qr::new(&payload(115), QrSize::Small), Err(PaperError::QrTooLong { bytes: 115, limit: 4 })));
    assert!(Qr::new(&payload(224), QrSize::Large).unwrap().modules <= 45);
    assert!(matches!(Qr::new(&payload(225), QrSize::Large), Err(PaperError::QrTooLong { bytes: 225, limit: 7 })));
}

/// GB 18030-2022 level 3: every unified ideograph it lists.
fn level_three() -> impl Iterator<Item = char> {
    let compatibility = [0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29];
    let blocks = [
        0x4E00..=0x9FEF,
        0x3400..=0x4DB5,
        0x2_0000..=0x2_A6D6,
        0x2_A700..=0x2_B734,
        0x2_B740..=0x2_B81D,
        0x2_B820..=0x2_CEA1,
        0x2_CEB0..=0x2_EBE0,
    ];
    blocks.into_iter().flatten().chain(compatibility).filter_map(char::from_u32)
}

#[test]
fn every_character_of_gb_18030_level_three_can_be_printed() {
    assert_eq!(level_three().count(), 87_887);
    let missing: Vec<char> = level_three().filter(|c| printable(&c.to_string()).is_err()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn what_cannot_be_printed_is_named() {
    for c in ['\u{30000}', '\u{E000}', '\u{200B}', '\u{10FFFF}', '\u{202E}', '\t'] {
        assert_eq!(printable(&format!("张{c}三")), Err(PaperError::Unprintable(c)));
    }
    assert_eq!(printable("䶮𠅤㛃𬱖𫖯𰻝𠀀☑☐\n"), Ok(()));
}

#[test]
fn printer_addresses_are_read_strictly() {
    let read = |text: &str| IppPrinter::parse(text).map(|printer| printer.address());
    assert_eq!(read(" ipp://192.168.1.20 ").unwrap(), "ipp://192.168.1.20/ipp/print");
    assert_eq!(read("ipp://printer.local:8631/ipp/print").unwrap(), "ipp://printer.local:8631/ipp/print");
    assert_eq!(read("http://[fe80::1]:631/x").unwrap(), "http://[fe80::1]:631/x");
    for wrong in
        ["", "192.168.1.20", "https://x/", "ipps://x/", "ipp://", "ipp://me:secret@x/", "file:///etc/passwd", "ipp://x/?a=b"]
    {
        assert_eq!(read(wrong), Err(PrintError::Address), "{wrong:?}");
    }
    let network = |host: &str, port| Ok(SlipPrinter::Network { host: host.to_owned(), port });
    assert_eq!(SlipPrinter::parse("tcp://192.168.1.30"), network("192.168.1.30", 9100));
    assert_eq!(SlipPrinter::parse("slips.local:9101"), network("slips.local", 9101));
    assert_eq!(SlipPrinter::parse("/dev/usb/lp0"), Ok(SlipPrinter::Device("/dev/usb/lp0".into())));
    for wrong in [
        "",
        "192.168.1.30",
        "x:0",
        "x:99999",
        "/dev/../etc/passwd",
        "/etc/passwd",
        "/dev/sda",
        "/dev/mem",
        "/dev/shm/x",
        "/dev/usb/../sda",
        "/dev/usb/",
        "/dev/lp/../x",
        "tcp://a b:9100",
    ] {
        assert_eq!(SlipPrinter::parse(wrong), Err(PrintError::Address), "{wrong:?}");
    }
}
