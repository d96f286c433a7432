use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::{
    domain::matters::catalog::{Catalogue, Category, LifeSituation},
    i18n::Texts,
};

/// Texts of the terminal that are said: headings and hints of its screens.
const SCREENS: &[&str] = &[
    "kiosk-home-title",
    "kiosk-apply-title",
    "kiosk-list-hint",
    "kiosk-report-title",
    "kiosk-report-hint",
    "kiosk-search-title",
    "kiosk-refused-list",
    "kiosk-refused-list-hint",
    "kiosk-who-title",
    "kiosk-who-hint",
    "kiosk-who-person-title",
    "kiosk-who-person-hint",
    "kiosk-card-title",
    "kiosk-card-hint",
    "kiosk-phone-title",
    "kiosk-phone-hint",
    "kiosk-member-title",
    "kiosk-pick-estate",
    "kiosk-pick-building",
    "kiosk-pick-unit",
    "kiosk-pick-room",
    "kiosk-materials-title",
    "kiosk-materials-hint",
    "kiosk-review-hint",
    "kiosk-receipt-title",
    "kiosk-track-title",
    "kiosk-track-hint",
    "kiosk-mine-title",
    "kiosk-mine-hint",
    "kiosk-grid-title",
    "kiosk-rate-title",
    "kiosk-rate-ask",
    "kiosk-rate-choose",
    "kiosk-thanks-title",
    "kiosk-problem-title",
    "kiosk-withdraw-ask",
    "help-nothing-lost",
    "help-told",
    "help-coming-title",
    "help-quiet-title",
    "help-lapsed-title",
];

/// One thing that may be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prompt {
    /// See [`prompt_id`].
    pub id: String,
    pub text: String,
    /// The service whose question it is; `None` for the terminal's own screens.
    pub service: Option<String>,
}

/// The name of a prompt: the first sixteen hexadecimal digits of its text's SHA-256. A changed text is another prompt.
pub fn prompt_id(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    data_encoding::HEXLOWER.encode(hash.get(..8).unwrap_or_default())
}

/// Everything that may be said.
#[derive(Clone, Debug, Default)]
pub struct Prompts {
    all: Vec<Prompt>,
    by_id: HashMap<String, usize>,
}

impl Prompts {
    /// The terminal's screens, then the services on offer with their questions; each text once.
    pub fn of(zh: &Texts, catalogue: &Catalogue) -> Self {
        let mut out = Prompts::default();
        for key in SCREENS {
            out.add(&zh.get(key), None);
        }
        for key in LifeSituation::ALL.iter().map(|s| s.key()).chain(Category::ALL.iter().map(|c| c.key())) {
            out.add(&zh.get(key), None);
        }
        for offer in catalogue.offers() {
            let service = Some(offer.spec.name.as_str());
            out.add(&offer.spec.name, service);
            for field in &offer.spec.fields {
                out.add(&field.ask, service);
                field.hint.iter().for_each(|hint| out.add(hint, service));
            }
        }
        out
    }
    fn add(&mut self, text: &str, service: Option<&str>) {
        let id = prompt_id(text);
        if !self.by_id.contains_key(&id) {
            self.by_id.insert(id.clone(), self.all.len());
            self.all.push(Prompt { id, text: text.to_owned(), service: service.map(str::to_owned) });
        }
    }
    /// The prompt of this name, if it is one of ours.
    pub fn get(&self, id: &str) -> Option<&Prompt> {
        self.by_id.get(id).and_then(|at| self.all.get(*at))
    }
    /// All, in the order of the screens.
    pub fn all(&self) -> &[Prompt] {
        &self.all
    }
}
