//! Finding a service by the words people use: its name, everyday names, full pinyin, or pinyin initials.

use pinyin::ToPinyin;

use super::spec::{Refused, ServiceSpec};

/// What a search found, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit<'a> {
    /// A service the office does.
    Service(&'a ServiceSpec),
    /// A certificate it must not issue.
    Refused(&'a Refused),
}

impl Hit<'_> {
    /// The code of what was found.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Hit::Service(service) => &service.code,
            Hit::Refused(refused) => &refused.code,
        }
    }
}

/// How well an entry fits; a smaller one is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    NameStart,
    Name,
    Alias,
    Sound,
    Letters,
}

/// The prepared words of one entry.
#[derive(Debug, Clone)]
struct Words {
    name: String,
    others: Vec<String>,
    /// (full pinyin, initials) of the name and of each everyday word.
    sounds: Vec<(String, String)>,
}

/// A catalogue prepared for searching. It borrows nothing, so that it can be kept beside the services.
#[derive(Debug, Clone, Default)]
pub struct Finder {
    services: Vec<Words>,
    refused: Vec<Words>,
}

impl Finder {
    /// Prepares the words of `services` and `refused`.
    #[must_use]
    pub fn new<'a>(services: impl IntoIterator<Item = &'a ServiceSpec>, refused: &[Refused]) -> Self {
        Self {
            services: services.into_iter().map(|service| Words::new(&service.name, &service.name_en, &service.aliases)).collect(),
            refused: refused.iter().map(|refused| Words::new(&refused.name, &refused.name_en, &refused.aliases)).collect(),
        }
    }

    /// The entries that fit `query`, best first, as positions in the two lists given to [`Finder::new`]:
    /// `(true, i)` is the i-th service, `(false, i)` the i-th refused certificate.
    ///
    /// All words of the query (split at blanks) must fit. An empty query finds nothing.
    #[must_use]
    pub fn find(&self, query: &str) -> Vec<(bool, usize)> {
        let parts: Vec<String> = query.split_whitespace().map(fold).filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return Vec::new();
        }
        let services = self.services.iter().enumerate().map(|(at, words)| (true, at, words));
        let refused = self.refused.iter().enumerate().map(|(at, words)| (false, at, words));
        let mut found: Vec<(Fit, bool, usize)> =
            services.chain(refused).filter_map(|(service, at, words)| Some((words.fit(&parts)?, service, at))).collect();
        // Services before refusals at the same fit: the terminal leads to help first.
        found.sort_by_key(|&(fit, service, at)| (fit, !service, at));
        found.into_iter().map(|(_, service, at)| (service, at)).collect()
    }
}

/// Searches lists in one go; for a list that is searched often keep a [`Finder`].
#[must_use]
pub fn find<'a>(services: &'a [ServiceSpec], refused: &'a [Refused], query: &str) -> Vec<Hit<'a>> {
    Finder::new(services, refused)
        .find(query)
        .into_iter()
        .filter_map(|(service, at)| if service { services.get(at).map(Hit::Service) } else { refused.get(at).map(Hit::Refused) })
        .collect()
}

impl Words {
    fn new(name: &str, name_en: &str, aliases: &[String]) -> Self {
        let sounds = std::iter::once(name)
            .chain(aliases.iter().map(String::as_str))
            .map(|word| (full_pinyin(word), initials(word)))
            .collect();
        let others = aliases.iter().map(|alias| fold(alias)).chain([fold(name_en)]).collect();
        Self { name: fold(name), others, sounds }
    }

    /// The worst fit over the parts, or none when some part fits nowhere.
    fn fit(&self, parts: &[String]) -> Option<Fit> {
        parts.iter().map(|part| self.fit_one(part)).try_fold(Fit::Exact, |worst, fit| Some(worst.max(fit?)))
    }

    fn fit_one(&self, part: &str) -> Option<Fit> {
        if self.name == part || self.others.iter().any(|other| other == part) {
            return Some(Fit::Exact);
        }
        if self.name.starts_with(part) {
            return Some(Fit::NameStart);
        }
        if self.name.contains(part) {
            return Some(Fit::Name);
        }
        // People type more than the word («我要办低保»): an everyday word inside the query counts too.
        let inside = |other: &String| other.contains(part) || (other.chars().count() >= 2 && part.contains(other.as_str()));
        if self.others.iter().any(inside) {
            return Some(Fit::Alias);
        }
        if part.len() < 2 || !part.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        if self.sounds.iter().any(|(full, _)| full.contains(part)) {
            return Some(Fit::Sound);
        }
        self.sounds.iter().any(|(_, letters)| letters.contains(part)).then_some(Fit::Letters)
    }
}

/// Full pinyin without tones; characters without a reading are left out.
#[must_use]
pub fn full_pinyin(text: &str) -> String {
    text.to_pinyin().flatten().map(pinyin::Pinyin::plain).collect()
}

/// First letters of the pinyin.
#[must_use]
pub fn initials(text: &str) -> String {
    text.to_pinyin().flatten().map(pinyin::Pinyin::first_letter).collect()
}

fn fold(text: &str) -> String {
    text.trim()
        .chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, '、' | '，' | '。' | '（' | '）' | '(' | ')'))
        .flat_map(char::to_lowercase)
        .collect()
}
