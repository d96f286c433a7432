//! What a report says, read from its parameters: every wrong one is told, not only the first.
use super::Params;
use crate::{
    base::{Day, FieldErrors, Id, Name, Phone, Reason},
    domain::{
        matters::{
            catalog::{FieldKind, FieldSpec, ServiceSpec},
            items::{Answer, Applicant},
        },
        places::grids::Building,
    },
};

/// The longest address in words.
const ADDRESS_MOST: usize = 120;
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
    pub applicant: Applicant,
    /// The building that `address_id` names.
    pub building: Option<Id<Building>>,
    /// Where, in words.
    pub place: String,
    /// Answers of the form, and what the specification's own parameters say beyond it.
    pub answers: Vec<Answer>,
}

/// Reads a report for a service. `building` is what `address_id` named, if it named one of ours; `yes_no` are the words of
/// such an answer. `device_id` and `account_id` are not kept: nobody here needs them.
///
/// # Errors
/// Each wrong parameter by its name.
pub fn read(
    params: &Params,
    spec: &ServiceSpec,
    building: Option<&Building>,
    yes_no: [&str; 2],
    today: Day,
) -> Result<Report, FieldErrors> {
    let mut errors = FieldErrors::default();
    let place = place(params, building, &mut errors);
    let mut applicant = applicant(params, &mut errors);
    let mut answers = Vec::new();
    for field in &spec.fields {
        let name = format!("attribute[{}]", field.key);
        match answer(params, field, &place, &applicant, yes_no, today) {
            Ok(Some(value)) => answers.push(Answer { key: field.key.clone(), value, sealed: None }),
            Ok(None) => {}
            Err(reason) => errors.0.push((name, reason)),
        }
    }
    let said = |key: &str| answers.iter().find(|a: &&Answer| a.key == key).map(|a| a.value.as_str());
    applicant.name = applicant.name.or_else(|| said("name").and_then(Name::parse));
    applicant.phone = applicant.phone.or_else(|| said("phone").and_then(Phone::parse));
    beyond(params, spec, &mut answers, &mut errors);
    if errors.0.is_empty() { Ok(Report { applicant, building: building.map(|b| b.id), place, answers }) } else { Err(errors) }
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
    if let Some(address) = given {
        if address.chars().count() > ADDRESS_MOST {
            errors.0.push(("address_string".to_owned(), Reason::new("field-too-long").arg("max", ADDRESS_MOST)));
        } else if address.chars().any(char::is_control) {
            note("address_string", "open311-characters");
        }
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
fn applicant(params: &Params, errors: &mut FieldErrors) -> Applicant {
    let (first, last) = (params.get("first_name"), params.get("last_name"));
    let whole = match (first, last) {
        (Some(first), Some(last)) if first.is_ascii() && last.is_ascii() => Some(format!("{first} {last}")),
        (Some(first), Some(last)) => Some(format!("{last}{first}")),
        (first, last) => first.or(last).map(str::to_owned),
    };
    let mut applicant = Applicant::default();
    if let Some(whole) = whole {
        applicant.name = Name::parse(&whole);
        if applicant.name.is_none() {
            let name = if first.is_some() { "first_name" } else { "last_name" };
            errors.0.push((name.to_owned(), Reason::new("field-name")));
        }
    }
    if let Some(phone) = params.get("phone") {
        applicant.phone = Phone::parse(phone);
        if applicant.phone.is_none() {
            errors.0.push(("phone".to_owned(), Reason::new("field-phone")));
        }
    }
    applicant
}

/// The answer to one question of the form.
fn answer(
    params: &Params,
    field: &FieldSpec,
    place: &str,
    applicant: &Applicant,
    yes_no: [&str; 2],
    today: Day,
) -> Result<Option<String>, Reason> {
    if field.key == "place" {
        return Ok(Some(place.to_owned()).filter(|p| !p.is_empty()));
    }
    let given = params.attribute(&field.key);
    let Some(said) = given.first().copied() else {
        let known = match field.key.as_str() {
            "name" => applicant.name.as_ref().map(ToString::to_string),
            "phone" => applicant.phone.as_ref().map(ToString::to_string),
            "detail" => params.get("description").map(str::to_owned).filter(|d| fits(field, d)),
            _ => None,
        };
        let asked = field.required && !matches!(field.kind, FieldKind::Photo { .. });
        return if known.is_none() && asked { Err(Reason::new("open311-missing")) } else { Ok(known) };
    };
    let value = match &field.kind {
        FieldKind::Text { max } => line(said, usize::from(*max), false)?,
        FieldKind::LongText { max } => line(said, usize::from(*max), true)?,
        FieldKind::Number { min, max, .. } => {
            let n = said.parse::<i64>().ok().filter(|n| (min..=max).contains(&n));
            n.ok_or_else(|| Reason::new("open311-number").arg("min", min).arg("max", max))?.to_string()
        }
        FieldKind::Date { past_days, future_days } => day(said, *past_days, *future_days, today)?,
        FieldKind::Choice { options } => match given.as_slice() {
            [one] if options.iter().any(|o| o == one) => said.to_owned(),
            _ => return Err(Reason::new("open311-option")),
        },
        FieldKind::Choices { options } => {
            if given.iter().any(|g| !options.iter().any(|o| o == g)) {
                return Err(Reason::new("open311-option"));
            }
            options.iter().filter(|o| given.contains(&o.as_str())).cloned().collect::<Vec<_>>().join("、")
        }
        FieldKind::YesNo => match said {
            "yes" | "true" => yes_no[0].to_owned(),
            "no" | "false" => yes_no[1].to_owned(),
            _ => return Err(Reason::new("open311-option")),
        },
        FieldKind::Phone => Phone::parse(said).ok_or(Reason::new("field-phone"))?.as_str().to_owned(),
        FieldKind::Name => Name::parse(said).ok_or(Reason::new("field-name"))?.as_str().to_owned(),
        // Pictures come as `media_url`; the others are in no reportable service.
        FieldKind::Photo { .. } | FieldKind::CitizenNumber | FieldKind::Address | FieldKind::Money => return Ok(None),
    };
    Ok(Some(value))
}

fn line(said: &str, max: usize, lines: bool) -> Result<String, Reason> {
    if said.chars().any(|c| c.is_control() && !(lines && c == '\n')) {
        return Err(Reason::new("open311-characters"));
    }
    if said.chars().count() > max {
        return Err(Reason::new("field-too-long").arg("max", max));
    }
    Ok(said.to_owned())
}

/// A day, or the day of a moment in the form of the specification.
fn day(said: &str, past: u32, future: u32, today: Day) -> Result<String, Reason> {
    let date = said.get(..10).filter(|_| said.len() > 10 && said.as_bytes().get(10) == Some(&b'T')).unwrap_or(said);
    let day = Day::parse(date).ok_or(Reason::new("field-date"))?;
    let days = |n: u32| i32::try_from(n).unwrap_or(i32::MAX / 4);
    let (from, to) = (today.plus(-days(past)), today.plus(days(future)));
    let out = || Reason::new("open311-day").arg("from", from).arg("to", to);
    if (from..=to).contains(&day) { Ok(day.to_string()) } else { Err(out()) }
}

/// Whether a description is short enough to be the form's own answer.
fn fits(field: &FieldSpec, description: &str) -> bool {
    matches!(field.kind, FieldKind::LongText { max } if description.chars().count() <= usize::from(max))
}

/// What the specification's parameters say that no question of the form asks. A picture's address is kept as words and
/// never fetched: whoever may file reports may not make the office's computer call others.
fn beyond(params: &Params, spec: &ServiceSpec, answers: &mut Vec<Answer>, errors: &mut FieldErrors) {
    let mut keep = |key: String, value: &str| answers.push(Answer { key, value: value.to_owned(), sealed: None });
    if let Some(description) = params.get("description") {
        let held = spec.fields.iter().any(|f| f.key == "detail" && fits(f, description)) && params.attribute("detail").is_empty();
        match line(description, DESCRIPTION_MOST, true) {
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
