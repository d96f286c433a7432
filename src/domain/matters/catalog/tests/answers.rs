//! What was said, read by the one reader: every kind of question with good and bad answers; what items held earlier.
use crate::{
    base::{Day, SealKey},
    domain::{
        matters::catalog::{ADDRESS_MOST, FieldKind, FieldSpec, chosen, yes_no},
        noun::Words,
    },
};

fn field(kind: FieldKind, required: bool) -> FieldSpec {
    FieldSpec {
        key: "k".into(),
        label: String::new(),
        ask: String::new(),
        hint: None,
        kind,
        suggest: Vec::new(),
        required,
        full_number_on_form: false,
    }
}

/// What is kept, or why it is no answer.
fn read(kind: &FieldKind, said: &[&str]) -> Result<Option<String>, &'static str> {
    let today = Day::ymd(2026, 11, 21).unwrap();
    let answer = field(kind.clone(), true).read(said, today, &SealKey::new(&[7; 64])).map_err(|r| r.key)?;
    assert!(answer.as_ref().is_none_or(|a| a.key == "k"));
    Ok(answer.map(|a| a.value))
}

fn kinds() -> Vec<FieldKind> {
    let options = || vec!["甲".to_owned(), "乙".to_owned()];
    vec![
        FieldKind::Text { max: 3 },
        FieldKind::LongText { max: 5 },
        FieldKind::Number { min: -2, max: 30, unit: "人".into() },
        FieldKind::Money,
        FieldKind::Date { past_days: 1, future_days: 2 },
        FieldKind::Choice { options: options() },
        FieldKind::Choices { options: options() },
        FieldKind::CitizenNumber,
        FieldKind::Phone,
        FieldKind::Name,
        FieldKind::Address,
        FieldKind::YesNo,
        FieldKind::Photo { max: 2 },
    ]
}

/// What is said, and what is kept of it or why it is refused.
type Case = (&'static [&'static str], Result<&'static str, &'static str>);

fn cases(kind: &FieldKind) -> Vec<Case> {
    let offered = "answer-not-offered";
    match kind {
        FieldKind::Text { .. } => vec![
            (&[" 甲乙丙 "], Ok("甲乙丙")),
            (&["甲", "乙"], Ok("甲")),
            (&["甲乙丙丁"], Err("field-too-long")),
            (&["甲\n乙"], Err("answer-wrong-characters")),
            (&["\u{7}"], Err("answer-wrong-characters")),
        ],
        FieldKind::LongText { .. } => vec![
            (&["甲\r\n乙"], Ok("甲\n乙")),
            (&["一二三四五六"], Err("field-too-long")),
            (&["a\u{0}"], Err("answer-wrong-characters")),
        ],
        FieldKind::Number { .. } => vec![
            (&["-2"], Ok("-2")),
            (&["030"], Ok("30")),
            (&["31"], Err("answer-wrong-number")),
            (&["2.5"], Err("answer-wrong-number")),
            (&["两人"], Err("answer-wrong-number")),
        ],
        FieldKind::Money => {
            vec![(&["¥1,200.5"], Ok("1200.50")), (&["12.345"], Err("answer-wrong-money")), (&["-1"], Err("answer-wrong-money"))]
        }
        FieldKind::Date { .. } => vec![
            (&["2026-11-20"], Ok("2026-11-20")),
            (&["2026-11-23"], Ok("2026-11-23")),
            (&["2026-11-19"], Err("answer-wrong-day")),
            (&["2026-11-24"], Err("answer-wrong-day")),
            (&["2026-02-30"], Err("field-date")),
        ],
        FieldKind::Choice { .. } => vec![
            (&["乙"], Ok("乙")),
            (&["丙"], Err(offered)),
            (&["甲", "乙"], Err(offered)),
            (&["甲、乙"], Err(offered)),
            (&[" "], Err("field-choice")),
        ],
        FieldKind::Choices { .. } => vec![
            (&["乙", "甲"], Ok("甲、乙")),
            (&["乙", "", "乙"], Ok("乙")),
            (&["乙", "丙"], Err(offered)),
            (&["甲、乙"], Err(offered)),
            (&[], Err("field-choice")),
        ],
        FieldKind::CitizenNumber => vec![
            (&["32021119600101202X"], Err("field-citizen-number")),
            (&["11010519491231002x"], Ok("1****************X")),
            (&["123"], Err("field-citizen-number")),
        ],
        FieldKind::Phone => vec![(&["+86 138-1234-5678"], Ok("13812345678")), (&["12"], Err("field-phone"))],
        FieldKind::Name => vec![(&["阿依古丽•买买提"], Ok("阿依古丽·买买提")), (&["王<5>"], Err("field-name"))],
        FieldKind::Address => {
            vec![(&["12幢2单元502室"], Ok("12幢2单元502室")), (&["12幢\n502室"], Err("answer-wrong-characters"))]
        }
        FieldKind::YesNo => vec![
            (&["yes"], Ok("yes")),
            (&["true"], Ok("yes")),
            (&["no"], Ok("no")),
            (&["false"], Ok("no")),
            (&["是"], Err(offered)),
            (&["随便写什么"], Err(offered)),
            (&["yes", "no"], Err(offered)),
            (&[], Err("field-choice")),
        ],
        FieldKind::Photo { .. } => vec![],
    }
}

#[test]
fn every_kind_takes_what_answers_it_and_nothing_else() {
    for kind in kinds() {
        for (said, right) in cases(&kind) {
            assert_eq!(read(&kind, said), right.map(|kept| Some(kept.to_owned())), "{kind:?}: {said:?}");
        }
        let nothing = field(kind.clone(), false).read(&["", " "], Day(0), &SealKey::new(&[7; 64]));
        assert_eq!(nothing, Ok(None), "{kind:?} may be left empty");
        match kind {
            FieldKind::Photo { .. } => assert_eq!(read(&kind, &["x"]), Ok(None), "photos come as files"),
            FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::YesNo => {
                assert_eq!(read(&kind, &[]), Err("field-choice"), "{kind:?}");
            }
            _ => assert_eq!(read(&kind, &[" "]), Err("field-required"), "{kind:?}"),
        }
    }
    assert_eq!(read(&FieldKind::Address, &[&"路".repeat(ADDRESS_MOST)]), Ok(Some("路".repeat(ADDRESS_MOST))));
    assert_eq!(read(&FieldKind::Address, &[&"路".repeat(ADDRESS_MOST + 1)]), Err("field-too-long"));
}

#[test]
fn what_is_kept_reads_the_same_again() {
    for kind in kinds() {
        for (_, kept) in cases(&kind).into_iter().filter(|_| !matches!(kind, FieldKind::CitizenNumber)) {
            let Ok(kept) = kept else { continue };
            let said: Vec<&str> = if matches!(kind, FieldKind::Choices { .. }) { chosen(kept).collect() } else { vec![kept] };
            assert_eq!(read(&kind, &said), Ok(Some(kept.to_owned())), "{kind:?}");
        }
    }
}

#[test]
fn a_citizen_number_is_kept_sealed() {
    let seal = SealKey::new(&[7; 64]);
    let answer = field(FieldKind::CitizenNumber, true).read(&["11010519491231002X"], Day(0), &seal).unwrap().unwrap();
    assert_eq!(answer.value, answer.sealed.as_ref().unwrap().mask);
    assert_eq!(seal.open_number(&answer.sealed.unwrap()).unwrap().plain(), "11010519491231002X");
}

#[test]
fn yes_and_no_of_earlier_programs_mean_what_they_meant() {
    let (yes, no) = (Words::text("answer-yes"), Words::text("answer-no"));
    let rows = [("yes", &yes), ("是", &yes), ("Yes", &yes), ("no", &no), ("否", &no), ("不是", &no), ("No", &no)];
    for (held, means) in rows {
        assert_eq!(&field(FieldKind::YesNo, true).shown(held), means, "{held}");
        assert_eq!(yes_no(held), Some(*means == yes));
        // The same word to another question is only a word.
        assert_eq!(field(FieldKind::Text { max: 9 }, true).shown(held), Words::plain(held));
    }
    // What the window once took unread is shown as it was said.
    assert_eq!(field(FieldKind::YesNo, true).shown("随便写什么"), Words::plain("随便写什么"));
    assert_eq!(chosen("甲、乙").collect::<Vec<_>>(), ["甲", "乙"]);
    assert_eq!(chosen("甲\n乙").collect::<Vec<_>>(), ["甲", "乙"]);
}

#[test]
fn no_option_holds_what_parts_them() {
    for service in super::catalogue().services {
        for f in &service.fields {
            if let FieldKind::Choice { options } | FieldKind::Choices { options } = &f.kind {
                assert!(options.iter().all(|o| !o.contains(['、', '\n'])), "{}: {options:?}", service.code);
            }
        }
    }
}
