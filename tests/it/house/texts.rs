//! Texts: both languages have the same keys with the same arguments, and every key that the code names is there.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use lianxin::i18n::{Locale, Texts};

use crate::sources::sources;

type Messages = BTreeMap<String, BTreeSet<String>>;

/// Message keys and the arguments that each names.
fn messages(locale: &str) -> Messages {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locales").join(locale);
    let mut out = Messages::new();
    for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
        let mut key = String::new();
        for line in fs::read_to_string(entry.path()).unwrap().lines() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if !line.starts_with(char::is_whitespace) && !line.starts_with('}') {
                key = line.split('=').next().unwrap().trim().to_owned();
                assert!(out.insert(key.clone(), BTreeSet::new()).is_none(), "{locale}: {key} stands twice");
            }
            let args = line.split('{').skip(1).filter_map(|p| p.trim_start().strip_prefix('$'));
            for arg in args {
                let name = arg.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-')).collect();
                out.get_mut(&key).unwrap().insert(name);
            }
        }
    }
    out
}

/// Keys that the code names, with a file that does.
fn named_in_code() -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (path, text) in sources("src") {
        // The names of IPP attributes (RFC 8011) look like ours and are none.
        if path.ends_with("printers/ipp.rs") {
            continue;
        }
        for call in [".get(\"", ".with(\"", "Reason::new(\"", "refused(\"", "t.get(\n", "t.with(\n"] {
            for rest in text.split(call).skip(1) {
                let key: String =
                    rest.trim_start().trim_start_matches('"').chars().take_while(|c| *c != '"' && *c != '\n').collect();
                // Headers and map keys are looked up by words without a hyphenated first part of ours; texts have one.
                let ours = key.contains('-') && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
                if ours
                    && !key.starts_with("sec-")
                    && !key.starts_with("x-")
                    && !key.starts_with("if-")
                    && !key.starts_with("content-")
                    && !key.starts_with("user-")
                {
                    out.insert(key, path.clone());
                }
            }
        }
    }
    out
}

#[test]
fn both_languages_say_the_same() {
    let (zh, en) = (messages("zh-CN"), messages("en"));
    let lacking = |a: &Messages, b: &Messages| a.keys().filter(|k| !b.contains_key(*k)).cloned().collect::<Vec<_>>();
    assert!(lacking(&zh, &en).is_empty(), "English lacks {:?}", lacking(&zh, &en));
    assert!(lacking(&en, &zh).is_empty(), "Chinese lacks {:?}", lacking(&en, &zh));
    let differing: Vec<_> = zh.iter().filter(|(k, args)| en.get(*k) != Some(args)).map(|(k, _)| k).collect();
    assert!(differing.is_empty(), "other arguments in English: {differing:?}");
    Texts::load(Locale::ZhCn).unwrap();
    Texts::load(Locale::En).unwrap();
}

#[test]
fn every_text_that_the_code_names_is_there() {
    let zh = messages("zh-CN");
    let named = named_in_code();
    let lacking: Vec<_> = named.iter().filter(|(k, _)| !zh.contains_key(*k)).collect();
    assert!(named.len() > 10 && lacking.is_empty(), "{lacking:?}");
}
