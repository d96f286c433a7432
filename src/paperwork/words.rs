use crate::{
    domain::noun::Words,
    i18n::{Locale, Texts},
};

/// A definition's word in the reader's language.
pub fn word<'a>(t: &Texts, zh: &'a str, en: &'a str) -> &'a str {
    if t.locale() == Locale::En && !en.is_empty() { en } else { zh }
}

/// What a subject says, in the language of the texts.
pub fn said(t: &Texts, words: &Words) -> String {
    match words {
        Words::Plain(text) => text.clone(),
        Words::Text(key) => t.get(key),
        Words::Known(key, plain) => {
            if t.has(key) {
                t.get(key)
            } else {
                plain.clone()
            }
        }
        Words::With(key, gaps) => {
            let gaps: Vec<(&str, String)> = gaps.iter().map(|(name, words)| (*name, said(t, words))).collect();
            t.with(key, &gaps.iter().map(|(name, words)| (*name, words.as_str())).collect::<Vec<_>>())
        }
        Words::Both(zh, en) => word(t, zh, en).to_owned(),
        Words::All(all) => all.iter().map(|words| said(t, words)).collect(),
    }
}
