//! Reading and checking catalogue files. A wrong file is refused with every complaint at once, each naming the
//! file, the service and the part, so that whoever edits one is told everything in one go.

use std::collections::BTreeSet;

use rust_embed::RustEmbed;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::spec::{FieldKind, FieldSpec, Refused, ServiceSpec};
use super::vocabulary::{ItemType, Mechanism, PaperKind};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets/catalogue"]
struct Files;

/// The file that holds the refused certificates; every other file holds services.
const REFUSED_FILE: &str = "refused.toml";

/// Common answers of one question.
const SUGGEST_MOST: usize = 24;
/// Longest limit that a service may promise, in working days.
const LONGEST_LIMIT: u16 = 120;

/// The catalogue that ships with the program.
#[derive(Debug, Clone, Default)]
pub struct Shipped {
    /// Services in file order.
    pub services: Vec<ServiceSpec>,
    /// Certificates that must not be issued, in the order of the published list.
    pub refused: Vec<Refused>,
}

/// Why a catalogue was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueError {
    /// A file is not UTF-8 TOML of the expected form.
    #[error("{file}: {cause}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the reader said, with line and column.
        cause: String,
    },
    /// Files are readable but say something wrong.
    #[error("the catalogue has {} fault(s):\n{}", .0.len(), .0.join("\n"))]
    Faulty(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceFile {
    service: Vec<ServiceSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefusedFile {
    refused: Vec<Refused>,
}

/// Reads the shipped catalogue.
///
/// # Errors
/// When a shipped file is wrong, which the tests of this module hold against.
pub fn shipped() -> Result<Shipped, CatalogueError> {
    let mut texts = Vec::new();
    for name in Files::iter().filter(|name| name.ends_with(".toml")) {
        let Some(file) = Files::get(&name) else {
            continue;
        };
        let text = String::from_utf8(file.data.into_owned())
            .map_err(|bad| CatalogueError::Unreadable { file: name.to_string(), cause: bad.to_string() })?;
        texts.push((name.to_string(), text));
    }
    texts.sort();
    parse(&texts)
}

/// Reads and checks catalogue files given as (file name, text).
///
/// # Errors
/// The first unreadable file, else every fault found.
pub fn parse(files: &[(String, String)]) -> Result<Shipped, CatalogueError> {
    let mut out = Shipped::default();
    let mut faults = Vec::new();
    for (name, text) in files {
        let unreadable = |bad: toml::de::Error| CatalogueError::Unreadable { file: name.clone(), cause: bad.to_string() };
        if name == REFUSED_FILE {
            let file: RefusedFile = toml::from_str(text).map_err(unreadable)?;
            out.refused.extend(file.refused);
        } else {
            let file: ServiceFile = toml::from_str(text).map_err(unreadable)?;
            for service in &file.service {
                faults.extend(check(service).into_iter().map(|fault| format!("{name}: {}: {fault}", service.code)));
            }
            out.services.extend(file.service);
        }
    }
    let mut codes = BTreeSet::new();
    let all = out.services.iter().map(|service| &service.code);
    for code in all.chain(out.refused.iter().map(|refused| &refused.code)) {
        if !codes.insert(code.clone()) {
            faults.push(format!("{code}: the code is used twice"));
        }
    }
    if faults.is_empty() { Ok(out) } else { Err(CatalogueError::Faulty(faults)) }
}

/// The fingerprint of a service's content: tells whether a shipped default has changed since it was seeded.
#[must_use]
pub fn fingerprint(spec: &ServiceSpec) -> [u8; 32] {
    // Cannot fail: the type has no map with non-string keys and no foreign serializer.
    let body = serde_json::to_vec(spec).unwrap_or_default();
    Sha256::digest(body).into()
}

/// Every fault of one service; empty when it is sound.
#[must_use]
pub fn check(spec: &ServiceSpec) -> Vec<String> {
    let mut faults = Vec::new();
    let mut need = |sound: bool, fault: String| {
        if !sound {
            faults.push(fault);
        }
    };
    need(is_slug(&spec.code), "code: not lower-case ASCII words joined by «-»".into());
    let texts =
        [("name", &spec.name, 30), ("name_en", &spec.name_en, 80), ("who", &spec.who, 120), ("who_en", &spec.who_en, 120)];
    for (part, text, longest) in texts {
        need(is_text(text, longest), format!("{part}: empty, padded or over {longest} characters"));
    }
    need(is_slug(&spec.icon), "icon: not a slug".into());
    need(!spec.situation.is_empty(), "situation: none".into());
    need(!spec.channels.is_empty(), "channels: none".into());
    need(!spec.aliases.is_empty(), "aliases: none".into());
    need(!spec.policy.is_empty(), "policy: none".into());
    need(
        spec.policy.iter().all(|basis| is_text(&basis.title, 80) && !basis.title.contains('《')),
        "policy: a title is empty, too long or has book-title marks".into(),
    );
    need((1..=12).contains(&spec.fields.len()), "fields: not 1 to 12".into());
    need((3..=12).contains(&spec.procedure.len()), "procedure: not 3 to 12 steps".into());
    need(spec.procedure.iter().all(|step| is_text(step, 120)), "procedure: a step is empty or too long".into());
    need(spec.papers.contains(&PaperKind::Receipt), "papers: no receipt".into());
    check_limit(spec, &mut need);
    for repeated in [
        repeats(spec.situation.iter().map(|word| word.code())),
        repeats(spec.channels.iter().map(|word| word.code())),
        repeats(spec.papers.iter().map(|word| word.code())),
        repeats(spec.aliases.iter().map(String::as_str)),
        repeats(spec.fields.iter().map(|field| field.key.as_str())),
        repeats(spec.materials.iter().map(|material| material.name.as_str())),
    ]
    .into_iter()
    .flatten()
    {
        need(false, format!("«{repeated}» is listed twice"));
    }
    for material in &spec.materials {
        need(is_text(&material.name, 60), "materials: a name is empty or too long".into());
        need(
            material.required || material.note.is_some(),
            format!("materials: «{}» is not always needed, so its note must say when", material.name),
        );
    }
    for field in &spec.fields {
        if let Some(fault) = check_field(field) {
            need(false, format!("field {}: {fault}", field.key));
        }
    }
    faults
}

fn check_limit(spec: &ServiceSpec, need: &mut impl FnMut(bool, String)) {
    match spec.item_type {
        ItemType::Immediate => {
            need(spec.limit_days == 0, "limit_days: an immediate item is done the same day".into());
        }
        ItemType::Promised | ItemType::Joint | ItemType::Reply => {
            need((1..=LONGEST_LIMIT).contains(&spec.limit_days), format!("limit_days: not 1 to {LONGEST_LIMIT}"))
        }
    }
    let joint = spec.item_type == ItemType::Joint;
    need(joint == spec.lead.is_some(), "lead: a joint item has one, others have none".into());
    need(joint != spec.departments.is_empty(), "departments: a joint item has some, others have none".into());
    need(spec.mechanism != Mechanism::CrossBoundary || joint, "mechanism: work beyond the boundary is handled jointly".into());
    need(
        spec.item_type != ItemType::Reply || spec.papers.contains(&PaperKind::ClosingNotice),
        "papers: a reply item ends with a written answer (closing-notice)".into(),
    );
}

fn check_field(field: &FieldSpec) -> Option<String> {
    if !is_slug(&field.key) {
        return Some("the key is not a slug".into());
    }
    if !is_text(&field.label, 16) || !is_text(&field.ask, 40) {
        return Some("label (16) or ask (40) is empty or too long".into());
    }
    let written = matches!(field.kind, FieldKind::Text { .. } | FieldKind::LongText { .. });
    let short = field.suggest.len() <= SUGGEST_MOST && field.suggest.iter().all(|s| is_text(s, 20));
    if !short || !(written || field.suggest.is_empty()) {
        return Some("suggest: at most 24 answers of 20 characters, for texts only".into());
    }
    let fault = match &field.kind {
        FieldKind::Text { max } => !(1..=200).contains(max),
        FieldKind::LongText { max } => !(1..=2000).contains(max),
        FieldKind::Number { min, max, .. } => min >= max,
        FieldKind::Choice { options } | FieldKind::Choices { options } => {
            options.len() < 2
                || options.len() > 12
                || repeats(options.iter().map(String::as_str)).is_some()
                || !options.iter().all(|option| is_text(option, 16))
        }
        FieldKind::Date { past_days, future_days } => *past_days == 0 && *future_days == 0,
        FieldKind::Photo { max } => !(1..=9).contains(max),
        FieldKind::Money
        | FieldKind::CitizenNumber
        | FieldKind::Phone
        | FieldKind::Name
        | FieldKind::Address
        | FieldKind::YesNo => false,
    };
    if fault {
        return Some("the bounds or options of its kind are wrong".into());
    }
    (field.full_number_on_form && field.kind != FieldKind::CitizenNumber)
        .then(|| "only a citizen number can be printed in full".into())
}

fn repeats<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut seen = BTreeSet::new();
    words.into_iter().find(|word| !seen.insert(*word)).map(str::to_owned)
}

fn is_text(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.trim() == text && text.chars().count() <= longest
}

fn is_slug(text: &str) -> bool {
    text.len() <= 48
        && text
            .split('-')
            .all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}
