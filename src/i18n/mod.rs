//! Texts of screens and papers: Fluent files under `assets/locales`, Chinese first.
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::{
    assets::Assets,
    base::{Failure, Reason},
};

/// A language of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locale {
    /// 简体中文
    ZhCn,
    /// English
    En,
}

impl Locale {
    /// The folder's name, which is the BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::ZhCn => "zh-CN",
            Locale::En => "en",
        }
    }
}

/// All texts of one language. Cheap to clone.
#[derive(Clone)]
pub struct Texts {
    locale: Locale,
    bundle: Arc<FluentBundle<FluentResource>>,
}

impl Texts {
    /// Reads every `.ftl` file of a language. A file that does not parse or a key that stands twice is an error.
    pub fn load(locale: Locale) -> Result<Self, Failure> {
        let id: LanguageIdentifier = locale.tag().parse().map_err(Failure::broken)?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks would show as boxes on papers.
        bundle.set_use_isolating(false);
        let folder = format!("locales/{}/", locale.tag());
        for path in Assets::iter().filter(|p| p.starts_with(&folder) && p.ends_with(".ftl")) {
            let text = crate::assets::text(&path);
            let resource = FluentResource::try_new(text).map_err(|(_, e)| Failure::broken(format!("{path}: {e:?}")))?;
            bundle.add_resource(resource).map_err(|e| Failure::broken(format!("{path}: {e:?}")))?;
        }
        Ok(Texts { locale, bundle: Arc::new(bundle) })
    }
    /// The language.
    pub fn locale(&self) -> Locale {
        self.locale
    }
    /// A text without arguments. A key that is missing shows as itself in brackets (a test holds that none is).
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }
    /// A text with arguments.
    pub fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|m| m.value()) else {
            tracing::warn!(key, "a text is missing");
            return format!("[{key}]");
        };
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(*name, *value);
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&fluent), &mut errors).into_owned()
    }
    /// Whether there is such a text.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
    /// A reason in words.
    pub fn reason(&self, r: &Reason) -> String {
        // An argument that names a word of a list (`state`, `action`) is said in that word.
        let said = |(name, value): &(&'static str, String)| {
            let word = format!("{name}-{value}");
            (*name, if self.has(&word) { self.get(&word) } else { value.clone() })
        };
        let said: Vec<_> = r.args.iter().map(said).collect();
        let args: Vec<_> = said.iter().map(|(n, v)| (*n, v.as_str())).collect();
        self.with(r.key, &args)
    }
    /// A failure in words that anyone may read: never its inside.
    pub fn failure(&self, f: &Failure) -> String {
        match f {
            Failure::NotFound => self.get("failure-not-found"),
            Failure::NotAllowed => self.get("failure-not-allowed"),
            Failure::SignedOut => self.get("failure-signed-out"),
            Failure::Refused(r) => self.reason(r),
            Failure::Invalid(_) => self.get("failure-invalid"),
            Failure::Taken(_) => self.get("failure-taken"),
            Failure::Busy => self.get("failure-busy"),
            Failure::Broken(_) => self.get("failure-broken"),
        }
    }
}
