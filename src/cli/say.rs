//! Texts of the command line, in the language of the computer: Chinese unless it is set to English.
use crate::{
    base::Failure,
    i18n::{Locale, Texts},
};

/// The texts.
#[allow(clippy::disallowed_methods)] // the language is the computer's, as for every program there; no setting of ours
pub(crate) fn texts() -> Result<Texts, Failure> {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    Texts::load(locale(set.as_deref().unwrap_or_default()))
}

/// `en_GB.UTF-8` is English; `C`, `zh_CN.UTF-8` and all else are Chinese.
fn locale(set: &str) -> Locale {
    if set == "en" || set.starts_with("en_") || set.starts_with("en.") { Locale::En } else { Locale::ZhCn }
}

#[test]
fn the_language_is_that_of_the_computer_and_chinese_by_default() {
    for (set, is) in [("", Locale::ZhCn), ("C.UTF-8", Locale::ZhCn), ("zh_CN.UTF-8", Locale::ZhCn), ("en_GB.UTF-8", Locale::En)] {
        assert_eq!(locale(set), is, "{set}");
    }
}
