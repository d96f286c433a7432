use proptest::prelude::*;

use super::{
    synthetic::{Level, write},
    *,
};

/// Every so many-th of the known characters, written once each: how many are the first guess, and how many among the eight.
fn read_back(count: usize, seed: u64, level: Level) -> (usize, usize) {
    let hand = Hand::load();
    let step = hand.characters().len() / count;
    let (mut first, mut among) = (0, 0);
    for (i, c) in hand.characters().step_by(step).take(count).enumerate() {
        let ink = Ink::new(write(c, seed + i as u64, level).unwrap()).unwrap();
        let place = hand.recognise(&ink, 8).iter().position(|g| g.char == c);
        first += usize::from(place == Some(0));
        among += usize::from(place.is_some());
    }
    (first, among)
}

// Few characters, for an unoptimised build takes half a second for each; `benches/hand.rs` holds the figures of thousands.

#[test]
fn sloppy_writing_is_read() {
    let (first, among) = read_back(8, 500, Level::Sloppy);
    assert!(first >= 8 && among >= 8, "{first} first, {among} among eight");
}

#[test]
fn writing_as_people_write_is_read() {
    let (first, among) = read_back(12, 900, Level::Human);
    assert!(first >= 10 && among >= 11, "{first} first, {among} among eight");
}

#[test]
fn the_shipped_file_is_whole_and_knows_what_an_office_writes() {
    let hand = Hand::load();
    assert_eq!(hand.characters().len(), 6_824);
    assert_eq!(hand.characters().next(), Some('一'), "most frequent first");
    assert!(hand.bytes() < 4 << 20, "{}", hand.bytes());
    let mut names = crate::assets::text("ime/surnames.txt");
    names.push_str(&crate::assets::text("ime/given.txt"));
    let unknown: String = names.chars().filter(|c| !c.is_whitespace() && !hand.characters().any(|k| k == *c)).collect();
    // The package has no strokes for this one.
    assert_eq!(unknown.replace('堉', ""), "", "they have no strokes");
}

#[test]
fn a_damaged_file_is_refused() {
    let whole = Assets::get("ime/strokes.bin").unwrap().data.into_owned();
    assert!(Hand::read(whole[..whole.len() - 1].to_vec()).is_none(), "cut off");
    let mut longer = whole.clone();
    longer.push(0);
    assert!(Hand::read(longer).is_none(), "something is left over");
    assert!(Hand::read(&b""[..]).is_none() && Hand::read(&b"LXST2\n"[..]).is_none());
    let empty = Hand::read(&b"LXST1\n\0\0"[..]).unwrap();
    assert_eq!(empty.recognise(&Ink::parse("1,1 2,2").unwrap(), 8), []);
}

#[test]
fn the_order_of_strokes_does_not_matter_much() {
    // 永 from its last stroke to its first.
    let mut strokes = write('永', 3, Level::Sloppy).unwrap();
    strokes.reverse();
    let guesses = Hand::load().recognise(&Ink::new(strokes).unwrap(), 8);
    assert!(guesses.iter().take(3).any(|g| g.char == '永'), "{guesses:?}");
}

#[test]
fn writing_is_the_same_for_a_seed() {
    assert_eq!(write('福', 7, Level::Human), write('福', 7, Level::Human));
    assert_ne!(write('福', 7, Level::Human), write('福', 8, Level::Human));
    assert_eq!(write('A', 7, Level::Human), None);
}

#[test]
fn an_ink_is_parsed_or_refused() {
    let ink = Ink::parse("0,0 4096,4096;7,9").unwrap();
    assert_eq!(ink.strokes(), [vec![(0, 0), (4096, 4096)], vec![(7, 9)]]);
    assert_eq!(ink.to_string(), "0,0 4096,4096;7,9");
    assert_eq!(format!("{ink:?}"), "Ink(2 strokes)", "what was written is not told");
    for (text, why) in [
        ("", InkError::Empty),
        (";", InkError::Empty),
        ("1,1;", InkError::Empty),
        (";1,1", InkError::Empty),
        (" ", InkError::Empty),
        ("1", InkError::Point),
        ("1,", InkError::Point),
        ("1,2,3", InkError::Point),
        ("-1,2", InkError::Point),
        ("+1,2", InkError::Point),
        ("1.5,2", InkError::Point),
        ("4097,0", InkError::Point),
        ("99999999999999999999,0", InkError::Point),
        ("一,二", InkError::Point),
    ] {
        assert_eq!(Ink::parse(text), Err(why), "{text:?}");
    }
    let times = |n: usize, unit: &str, between: &str| vec![unit; n].join(between);
    assert!(Ink::parse(&times(STROKES_MOST, "1,1", ";")).is_ok());
    assert_eq!(Ink::parse(&times(STROKES_MOST + 1, "1,1", ";")), Err(InkError::Strokes));
    assert!(Ink::parse(&times(POINTS_MOST, "1,1", " ")).is_ok());
    assert_eq!(Ink::parse(&times(POINTS_MOST + 1, "1,1", " ")), Err(InkError::Points));
    assert_eq!(Ink::new(vec![vec![(0, SIDE + 1)]]), Err(InkError::Point));
    assert_eq!(Ink::new(vec![vec![(0, 0)], vec![]]), Err(InkError::Empty));
}

/// A hand that knows few characters: what may go wrong in the arithmetic goes wrong with these too.
fn small() -> &'static Hand {
    static SMALL: LazyLock<Hand> = LazyLock::new(|| {
        let whole = Assets::get("ime/strokes.bin").unwrap().data;
        let mut end = Vec::new();
        data::each(&whole, |at, _| end.push(at)).unwrap();
        let mut few = whole[..end[8]].to_vec();
        few[6..8].copy_from_slice(&[8, 0]);
        Hand::read(few).unwrap()
    });
    &SMALL
}

fn strokes() -> impl Strategy<Value = Vec<Stroke>> {
    let point = prop_oneof![(0..=SIDE, 0..=SIDE), (7..9_u16, 7..9_u16)];
    prop::collection::vec(prop::collection::vec(point, 1..40), 1..STROKES_MOST)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_printed_is_parsed(all in strokes()) {
        let ink = Ink::new(all).unwrap();
        prop_assert_eq!(Ink::parse(&ink.to_string()), Ok(ink));
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "[0-9,; .+-]{0,40}|\\PC{0,20}") {
        if let Ok(ink) = Ink::parse(&text) {
            prop_assert_eq!(Ink::new(ink.strokes().to_vec()), Ok(ink));
        }
    }

    #[test]
    fn any_ink_gets_an_answer_in_order(all in strokes()) {
        let guesses = small().recognise(&Ink::new(all).unwrap(), 8);
        prop_assert_eq!(guesses.len(), 8);
        prop_assert!(guesses.iter().all(|g| g.distance.is_finite()));
        prop_assert!(guesses.is_sorted_by(|a, b| a.distance <= b.distance));
    }
}
