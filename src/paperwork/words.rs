use crate::{domain::noun::Words, i18n::Texts};

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
            let gaps: Vec<(&str, &str)> = gaps.iter().map(|(name, value)| (*name, value.as_str())).collect();
            t.with(key, &gaps)
        }
        Words::All(all) => all.iter().map(|words| said(t, words)).collect(),
    }
}
