use proptest::prelude::*;

use super::*;

fn lines(file: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(' '));
    lines.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

fn texts(typed: &str, mode: Mode, sounds: Sounds) -> Vec<String> {
    SHIPPED.offers(&Overlay::default(), typed, mode, sounds).into_iter().map(|o| o.text).collect()
}

/// Of a hundred lines so many come first, and so many among the first five.
fn score(file: &str, mode: Mode) -> (f64, f64) {
    let all = lines(file);
    let at = |(text, typed): &(String, String)| texts(typed, mode, Sounds::ALL).iter().position(|o| o == text);
    let places: Vec<usize> = all.iter().filter_map(at).collect();
    let share = |most: usize| 100.0 * places.iter().filter(|p| **p < most).count() as f64 / all.len() as f64;
    (share(1), share(5))
}

/// Just under what `cargo bench --bench pinyin` prints.
#[test]
fn held_words_sentences_and_names_come_out() {
    for (file, least, mode, first, five) in [
        ("pinyin-words.txt", 200, Mode::Text, 91.0, 95.5),
        ("pinyin-sentences.txt", 30, Mode::Text, 77.0, 85.0),
        ("pinyin-names.txt", 50, Mode::Name, 62.0, 91.0),
        ("pinyin-fresh-words.txt", 60, Mode::Text, 66.0, 91.0),
        ("pinyin-fresh-sentences.txt", 12, Mode::Text, 91.0, 91.0),
        ("pinyin-fresh-names.txt", 20, Mode::Name, 64.0, 89.0),
    ] {
        assert!(lines(file).len() >= least, "{file}");
        let (a, b) = score(file, mode);
        assert!(a >= first && b >= five, "{file}: {a:.1} % first, {b:.1} % among five");
    }
}

#[test]
fn the_tables_are_read_and_small() {
    assert!(SHIPPED.words().len() > 100_000);
    assert!(SHIPPED.bytes() < 20 << 20, "{}", SHIPPED.bytes());
    assert_eq!(SHIPPED.parse("chong qing").map(|r| SHIPPED.spell(&r)).as_deref(), Some("chong qing"));
    assert!(SHIPPED.parse("chong qinx").is_none() && SHIPPED.parse("").is_none());
    assert!(read(b"no table", "").is_none());
}

#[test]
fn readings_know_words() {
    for (text, reading) in [
        ("重庆路", "chong qing lu"),
        ("建设银行", "jian she yin hang"),
        ("长广溪", "chang guang xi"),
        ("长寿花园12幢", "chang shou hua yuan zhuang"),
        ("绿化", "lv hua"),
        ("A栋", "dong"),
        ("123", ""),
    ] {
        assert_eq!(SHIPPED.spell(&SHIPPED.reading(text)), reading, "{text}");
    }
}

#[test]
fn surnames_are_read_as_surnames() {
    for (typed, name) in [
        ("shandan", "单丹"),
        ("qiuyingjie", "仇英杰"),
        ("zengguofan", "曾国藩"),
        ("ouyangxiu", "欧阳修"),
        ("lv", "吕"),
        ("xieming", "解明"),
        ("gexiaoming", "盖晓明"),
    ] {
        assert!(
            texts(typed, Mode::Name, Sounds::NONE).contains(&name.to_owned()),
            "{typed}: {:?}",
            texts(typed, Mode::Name, Sounds::NONE)
        );
    }
    assert_eq!(texts("wangjianguo", Mode::Name, Sounds::ALL).first().map(String::as_str), Some("王建国"));
}

#[test]
fn sounds_count_as_one_only_where_they_are_to() {
    let heard = |typed: &str, sounds| texts(typed, Mode::Text, sounds);
    for (typed, word, flag) in [
        ("sequ", "社区", Sounds::FLAT),
        ("lanjing", "南京", Sounds::N_L),
        ("xinming", "姓名", Sounds::NASAL),
        ("fukou", "户口", Sounds::H_F),
        ("lenmin", "人民", Sounds::R_L),
    ] {
        assert!(heard(typed, flag).contains(&word.to_owned()), "{typed}: {:?}", heard(typed, flag));
        assert!(!heard(typed, Sounds::NONE).contains(&word.to_owned()), "{typed}");
    }
    assert_eq!(Sounds::from_bits(0xff), Sounds::ALL);
    assert!(Sounds::ALL.has(Sounds::H_F) && !Sounds::NONE.has(Sounds::H_F));
}

fn office() -> Overlay {
    let entry = |text: &str, kind| Entry { text: text.to_owned(), reading: SHIPPED.reading(text), cost: 88, kind };
    SHIPPED.overlay(vec![
        entry("美湖花园", Kind::Place),
        entry("美湖花园12幢", Kind::Place),
        entry("高龄津贴申领", Kind::Service),
        entry("祝佳明", Kind::Person),
    ])
}

#[test]
fn the_offices_words_come_first() {
    let own = office();
    let first = |typed: &str, mode| SHIPPED.offers(&own, typed, mode, Sounds::ALL).first().map(|o| (o.text.clone(), o.take));
    assert_eq!(first("meihuhuayuan", Mode::Text), Some(("美湖花园".to_owned(), 12)));
    assert_eq!(first("meihu", Mode::Place), Some(("美湖花园".to_owned(), 5)), "a place is found by its beginning");
    assert_eq!(first("gljtsl", Mode::Text), Some(("高龄津贴申领".to_owned(), 6)), "and by first letters");
    assert_eq!(SHIPPED.next(&own, "我住美湖").first().map(String::as_str), Some("花园"));
    assert_eq!(SHIPPED.next(&own, "美湖花园").first().map(String::as_str), Some("12幢"));
    assert_eq!(SHIPPED.next(&own, "我们社").first().map(String::as_str), Some("区"));
    assert!(SHIPPED.next(&own, "").is_empty());
}

#[test]
fn only_words_can_be_picked() {
    let own = office();
    let picked = |typed: &str, text: &str| SHIPPED.picked(&own, typed, text, Sounds::ALL).map(|r| SHIPPED.spell(&r));
    assert_eq!(picked("dibao", "低保").as_deref(), Some("di bao"));
    assert_eq!(picked("meihuhuayuan", "美湖花园").as_deref(), Some("mei hu hua yuan"));
    assert_eq!(picked("di'bao", "低保").as_deref(), Some("di bao"));
    assert_eq!(picked("shebao", "低保"), None, "read otherwise");
    assert_eq!(picked("di", "低"), None, "a single character tells how somebody's name is written");
    assert_eq!(picked("wozhudibao", "我住低保"), None, "a chain");
    assert_eq!(picked("zhujiaming", "祝佳明"), None, "a person");
    assert_eq!(picked("", "低保"), None);
}

#[test]
fn every_syllable_is_offered_something() {
    for s in ["a", "zhuang", "lv", "nv", "nve", "er", "ju", "qu", "yuan", "o", "b", "zh", "wo'men", "xi'an"] {
        assert!(!texts(s, Mode::Text, Sounds::NONE).is_empty(), "{s}");
    }
    assert!(texts("xi'an", Mode::Text, Sounds::NONE).first().is_some_and(|t| t == "西安"));
    for s in ["", "'", "v", "1", "我"] {
        assert!(texts(s, Mode::Name, Sounds::ALL).is_empty(), "{s}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_is_typed_something_sensible_comes_back(typed in "[a-z']{0,60}|[ -~]{0,20}|(zh|sh|ang|i|n|g|'){0,24}|\\PC{0,12}") {
        let own = office();
        for mode in [Mode::Text, Mode::Name, Mode::Place] {
            let all = SHIPPED.offers(&own, &typed, mode, Sounds::ALL);
            prop_assert!(all.len() <= OFFERS_MOST);
            for (n, o) in all.iter().enumerate() {
                prop_assert!(o.take >= 1 && o.take <= typed.chars().count().min(LETTERS_MOST), "{:?}", o);
                prop_assert!(!o.text.is_empty() && all.iter().skip(n + 1).all(|x| x.text != o.text), "{:?}", all);
            }
        }
        prop_assert!(SHIPPED.next(&own, &typed).len() <= OFFERS_MOST);
        SHIPPED.picked(&own, &typed, "美湖", Sounds::ALL);
        SHIPPED.reading(&typed);
    }
}
