//! Words as data: the domain names texts by their keys and leaves the language to whoever says them.
use std::borrow::Cow;

/// Something to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// As it stands: names, numbers, what people wrote.
    Plain(String),
    /// The text with this key.
    Text(Cow<'static, str>),
    /// The text with this key if there is one; else as it stands: codes of earlier programs.
    Known(String, String),
    /// The text with this key and what stands in its gaps.
    With(&'static str, Vec<(&'static str, Words)>),
    /// What somebody defined, in Chinese and in English; in Chinese alone where the English is empty.
    Both(String, String),
    /// One after the other.
    All(Vec<Words>),
}

impl Words {
    /// As it stands.
    pub fn plain(what: impl ToString) -> Self {
        Words::Plain(what.to_string())
    }
    /// As it stands, or nothing.
    pub fn maybe(what: Option<impl ToString>) -> Self {
        Words::Plain(what.map(|what| what.to_string()).unwrap_or_default())
    }
    /// The text with this key.
    pub fn text(key: impl Into<Cow<'static, str>>) -> Self {
        Words::Text(key.into())
    }
    /// Nothing.
    pub const fn none() -> Self {
        Words::Plain(String::new())
    }
    /// The text with this key and what stands in its gaps.
    pub fn with<const N: usize>(key: &'static str, gaps: [(&'static str, Words); N]) -> Self {
        Words::With(key, gaps.into())
    }
    /// What somebody defined in Chinese and in English.
    pub fn both(zh: &str, en: &str) -> Self {
        Words::Both(zh.to_owned(), en.to_owned())
    }
    /// Several with something between them.
    pub fn joined(all: impl IntoIterator<Item = Words>, between: Words) -> Self {
        let mut out = Vec::new();
        for words in all {
            if !out.is_empty() {
                out.push(between.clone());
            }
            out.push(words);
        }
        Words::All(out)
    }
}

impl From<&'static str> for Words {
    /// The text with this key.
    fn from(key: &'static str) -> Self {
        Words::text(key)
    }
}
