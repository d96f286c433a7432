//! What a report says, read from its parameters: every wrong one is told, not only the first.
use super::Params;
use crate::{
    base::{Day, FieldErrors, Name, Phone, Reason, SealKey},
    domain::{
        matters::catalog::{ADDRESS_MOST, Answer, FieldKind, FieldSpec, ServiceSpec, plain},
        places::grids::Building,
    },
};

/// The longest description: the specification's 4,000 characters.
const DESCRIPTION_MOST: usize = 4_000;
/// An answer holds so many characters at most (6,000 bytes); a longer description is kept as several.
const PART: usize = 1_500;
/// The longest address of a picture, and of mail (RFC 5321).
const LINK_MOST: usize = 500;
const MAIL_MOST: usize = 254;

/// A report as its item will hold it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Who reports, as far as they say.
    pub name: Option<Name>,
    pub phone: Option<Phone>,
    /// The building that `address_id` names.
    pub building: Option<Building>,
    /// Where, in words.
    pub place: String,
    /// Answers of the form, and what the specification's own parameters say beyond it.
    pub answers: Vec<Answer>,
}

/// Reads a report for a service. `building` is what `address_id` named, if it named one of ours. `device_id` and `account_id`
/// are not kept: nobody here needs them.
///
/// # Errors
/// Each wrong parameter by its name.
pub fn read(
    params: &Params,
    spec: &ServiceSpec,
    building: Option<&Building>,
    today: Day,
    seal: &SealKey,
) -> Result<Report, FieldErrors> {
    let mut errors = FieldErrors::default();
    let place = place(params, building, &mut errors);
    let (name, phone) = applicant(params, &mut errors);
    let mut report = Report { name, phone, building: building.cloned(), place, answers: Vec::new() };
    for field in &spec.fields {
        match answer(field, (params, &report), today, seal) {
            Ok(answer) => report.answers.extend(answer),
            Err(reason) => errors.0.push((format!("attribute[{}]", field.key), reason)),
        }
    }
    beyond(params, spec, &mut report.answers, &mut errors);
    if errors.0.is_empty() { Ok(report) } else { Err(errors) }
}

/// The place in words: the address, or the building, and the coordinates behind it.
fn place(params: &Params, building: Option<&Building>, errors: &mut FieldErrors) -> String {
    let mut note = |name: &str, key| errors.0.push((name.to_owned(), Reason::new(key)));
    let point = match (params.get("lat"), params.get("long")) {
        (None, None) => None,
        (Some(_), None) => {
            note("long", "open311-point-half");
            None
        }
        (None, Some(_)) => {
            note("lat", "open311-point-half");
            None
        }
        (Some(lat), Some(long)) => {
            let (lat, long) = (degrees(lat, 90.0), degrees(long, 180.0));
            if lat.is_none() {
                note("lat", "open311-lat");
            }
            if long.is_none() {
                note("long", "open311-long");
            }
            lat.zip(long)
        }
    };
    let given = params.get("address_string");
    if let Some(reason) = given.and_then(|address| plain(address, ADDRESS_MOST, false).err()) {
        errors.0.push(("address_string".to_owned(), reason));
    }
    let nowhere = params.get("lat").is_none() && params.get("long").is_none() && given.is_none() && building.is_none();
    if nowhere {
        let (name, key) = match params.get("address_id") {
            Some(_) => ("address_id", "open311-address-unknown"),
            None => ("address_string", "open311-nowhere"),
        };
        errors.0.push((name.to_owned(), Reason::new(key)));
    }
    let words = given.map(str::to_owned).or_else(|| building.map(|b| format!("{}{}", b.estate, b.name)));
    match (words, point) {
        (Some(words), Some((lat, long))) => format!("{words} (WGS84 {lat}, {long})"),
        (Some(words), None) => words,
        (None, Some((lat, long))) => format!("WGS84 {lat}, {long}"),
        (None, None) => String::new(),
    }
}

/// Degrees within bounds, with at most six decimals: a tenth of a metre.
fn degrees(s: &str, most: f64) -> Option<String> {
    let plain = s.len() <= 24 && s.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    let n: f64 = s.parse().ok().filter(|n: &f64| plain && n.abs() <= most)?;
    let text = format!("{n:.6}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    Some(if short == "-0" { "0".to_owned() } else { short.to_owned() })
}

/// Name and telephone. Chinese names are written family name first and without a space.
fn applicant(params: &Params, errors: &mut FieldErrors) -> (Option<Name>, Option<Phone>) {
    let (first, last) = (params.get("first_name"), params.get("last_name"));
    let whole = match (first, last) {
        (Some(first), Some(last)) if first.is_ascii() && last.is_ascii() => Some(format!("{first} {last}")),
        (Some(first), Some(last)) => Some(format!("{last}{first}")),
        (first, last) => first.or(last).map(str::to_owned),
    };
    let name = whole.as_deref().and_then(Name::parse);
    if whole.is_some() && name.is_none() {
        let wrong = if first.is_some() { "first_name" } else { "last_name" };
        errors.0.push((wrong.to_owned(), Reason::new("field-name")));
    }
    let phone = params.get("phone").and_then(Phone::parse);
    if params.get("phone").is_some() && phone.is_none() {
        errors.0.push(("phone".to_owned(), Reason::new("field-phone")));
    }
    (name, phone)
}

/// The answer to one question of the form.
fn answer(field: &FieldSpec, (params, report): (&Params, &Report), today: Day, seal: &SealKey) -> Result<Option<Answer>, Reason> {
    if field.key == "place" {
        return Ok(Some(Answer::new("place", &report.place)).filter(|a| !a.value.is_empty()));
    }
    let given = params.attribute(&field.key);
    let beside = match field.key.as_str() {
        "name" => report.name.as_ref().map(Name::as_str),
        "phone" => report.phone.as_ref().map(Phone::as_str),
        "detail" => params.get("description").filter(|d| fits(field, d)),
        _ => None,
    };
    if let (true, Some(said)) = (given.is_empty(), beside) {
        // Whatever is wrong with a parameter is told beside that one.
        return Ok(field.read(&[said], today, seal).ok().flatten());
    }
    match field.kind {
        FieldKind::Date { .. } => field.read(&given.into_iter().map(day).collect::<Vec<_>>(), today, seal),
        _ => field.read(&given, today, seal),
    }
}

/// A day, or the day of a moment in the form of the specification.
fn day(said: &str) -> &str {
    said.get(..10).filter(|_| said.as_bytes().get(10) == Some(&b'T')).unwrap_or(said)
}

/// Whether a description is short enough to be the form's own answer.
fn fits(field: &FieldSpec, description: &str) -> bool {
    matches!(field.kind, FieldKind::LongText { max } if description.chars().count() <= usize::from(max))
}

/// What the specification's parameters say that no question of the form asks. A picture's address is kept as words and
/// never fetched: whoever may file reports may not make the office's computer call others.
fn beyond(params: &Params, spec: &ServiceSpec, answers: &mut Vec<Answer>, errors: &mut FieldErrors) {
    let mut keep = |key: String, value: &str| answers.push(Answer::new(key, value));
    if let Some(description) = params.get("description") {
        let held = spec.fields.iter().any(|f| f.key == "detail" && fits(f, description)) && params.attribute("detail").is_empty();
        match plain(description, DESCRIPTION_MOST, true) {
            Err(reason) => errors.0.push(("description".to_owned(), reason)),
            Ok(_) if held => {}
            Ok(whole) => {
                let all: Vec<char> = whole.chars().collect();
                for (i, part) in all.chunks(PART).enumerate() {
                    let key = if i == 0 { "open311-description" } else { "open311-description-more" };
                    let key = if i > 1 { format!("{key}-{i}") } else { key.to_owned() };
                    keep(key, &part.iter().collect::<String>());
                }
            }
        }
    }
    if let Some(link) = params.get("media_url") {
        let web = ["https://", "http://"].iter().any(|s| link.get(..s.len()).is_some_and(|l| l.eq_ignore_ascii_case(s)));
        if !web || link.chars().any(|c| c.is_control() || c.is_whitespace()) {
            errors.0.push(("media_url".to_owned(), Reason::new("open311-link")));
        } else if link.chars().count() > LINK_MOST {
            errors.0.push(("media_url".to_owned(), Reason::new("field-too-long").arg("max", LINK_MOST)));
        } else {
            keep("open311-media".to_owned(), link);
        }
    }
    if let Some(mail) = params.get("email") {
        let two = mail.split_once('@').is_some_and(|(a, b)| !a.is_empty() && b.contains('.'));
        if two && mail.len() <= MAIL_MOST && !mail.chars().any(|c| c.is_control() || c.is_whitespace()) {
            keep("open311-email".to_owned(), mail);
        } else {
            errors.0.push(("email".to_owned(), Reason::new("open311-email")));
        }
    }
}
