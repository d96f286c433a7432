//! An answer: what was said to one question of a form, read in one way whoever asks — the terminal, the window, other
//! software, a generated community. Faces draw the question and hand over strings.
use serde::{Deserialize, Serialize};

use super::{FieldKind, FieldSpec, ServiceSpec};
use crate::{
    base::{CitizenNumber, Day, Money, Name, Phone, Reason, SealKey, SealedNumber, narrow_mask},
    domain::{
        noun::Words,
        registry::people::{Where, names_birth},
    },
};

/// The longest address and the longest place in words, in characters: what other software sends is the longest.
pub const ADDRESS_MOST: usize = 120;
/// Between the chosen options of one answer. No option holds it: it parts them in the catalogue's editor too.
const BETWEEN: char = '、';

/// An answer to one question of the service's form: what was said, days as `2026-11-21`, yes and no as `yes` and `no`
/// whatever language the screen had, several options joined by `、`. Items keep it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The field's key in the service version.
    pub key: String,
    /// What was said.
    #[serde(deserialize_with = "narrow_mask")]
    pub value: String,
    /// The sealed value of a citizen-number field; `value` then holds the mask.
    pub sealed: Option<SealedNumber>,
}

impl Answer {
    /// An answer in words.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Answer { key: key.into(), value: value.into(), sealed: None }
    }
    /// A citizen number that is held sealed already.
    pub fn number(key: impl Into<String>, number: SealedNumber) -> Self {
        Answer { key: key.into(), value: number.mask.clone(), sealed: Some(number) }
    }
}

/// Yes or no as items hold it: the code, or the word of the screen as earlier programs wrote it.
pub fn yes_no(value: &str) -> Option<bool> {
    match value {
        "yes" | "Yes" | "是" => Some(true),
        "no" | "No" | "否" | "不是" => Some(false),
        _ => None,
    }
}

/// The options chosen in an answer.
pub fn chosen(value: &str) -> impl Iterator<Item = &str> {
    value.split([BETWEEN, '\n']).map(str::trim)
}

/// The first and the last day that a question for a day takes.
pub fn bounds(today: Day, past: u32, future: u32) -> (Day, Day) {
    let days = |n: u32| i32::try_from(n).unwrap_or(i32::MAX / 4);
    (today.plus(-days(past)), today.plus(days(future)))
}

impl ServiceSpec {
    /// What an answer says, as [`FieldSpec::shown`]; what no question asked stands as it was said.
    pub fn shown(&self, answer: &Answer) -> Words {
        self.field(&answer.key).map_or_else(|| Words::plain(&answer.value), |f| f.shown(&answer.value))
    }
}

impl FieldSpec {
    /// Reads what was said to this question; `None` if nothing was and nothing must be, and for photos, which come as files.
    /// Where one thing is asked the first that was said counts, but of options exactly one must be chosen.
    ///
    /// # Errors
    /// Why it is no answer to this question, to be said beside it.
    pub fn read(&self, said: &[&str], today: Day, seal: &SealKey) -> Result<Option<Answer>, Reason> {
        let said: Vec<String> =
            said.iter().map(|s| s.replace("\r\n", "\n").trim().to_owned()).filter(|s| !s.is_empty()).collect();
        match (&self.kind, said.first()) {
            (FieldKind::Photo { .. }, _) => Ok(None),
            (_, None) if self.required => Err(Reason::new(if self.offers() { "field-choice" } else { "field-required" })),
            (_, None) => Ok(None),
            (FieldKind::CitizenNumber, Some(first)) => {
                let number = CitizenNumber::parse(first).ok_or(Reason::new("field-citizen-number"))?;
                let sealed = seal.seal_number(&number).ok().ok_or(Reason::new("field-invalid"))?;
                Ok(Some(Answer::number(&self.key, sealed)))
            }
            (_, Some(first)) => Ok(Some(Answer::new(&self.key, self.value(first, &said, today)?))),
        }
    }

    fn value(&self, first: &str, said: &[String], today: Day) -> Result<String, Reason> {
        let choice = || Reason::new("answer-not-offered");
        let one = || if said.len() == 1 { Ok(first) } else { Err(choice()) };
        Ok(match &self.kind {
            FieldKind::Text { max } => plain(first, usize::from(*max), false)?,
            FieldKind::LongText { max } => plain(first, usize::from(*max), true)?,
            FieldKind::Address => plain(first, ADDRESS_MOST, false)?,
            FieldKind::Number { min, max, .. } => {
                let n = first.parse::<i64>().ok().filter(|n| (min..=max).contains(&n));
                n.ok_or_else(|| Reason::new("answer-wrong-number").arg("min", min).arg("max", max))?.to_string()
            }
            FieldKind::Money => Money::parse(first).ok_or(Reason::new("answer-wrong-money"))?.to_string(),
            FieldKind::Date { past_days, future_days } => {
                let day = Day::parse(first).ok_or(Reason::new("field-date"))?;
                let (from, to) = bounds(today, *past_days, *future_days);
                let wrong = || Reason::new("answer-wrong-day").arg("from", from.chinese()).arg("to", to.chinese());
                if (from..=to).contains(&day) { day.to_string() } else { return Err(wrong()) }
            }
            FieldKind::Choice { options } => {
                let one = one()?;
                options.iter().find(|o| *o == one).ok_or_else(choice)?.clone()
            }
            FieldKind::Choices { options } if said.iter().all(|s| options.contains(s)) => {
                let chosen: Vec<&str> = options.iter().filter(|o| said.contains(*o)).map(String::as_str).collect();
                chosen.join(&BETWEEN.to_string())
            }
            FieldKind::YesNo => match one()? {
                "yes" | "true" => "yes".to_owned(),
                "no" | "false" => "no".to_owned(),
                _ => return Err(choice()),
            },
            FieldKind::Phone => Phone::parse(first).ok_or(Reason::new("field-phone"))?.as_str().to_owned(),
            FieldKind::Name => Name::parse(first).ok_or(Reason::new("field-name"))?.as_str().to_owned(),
            FieldKind::Choices { .. } | FieldKind::CitizenNumber | FieldKind::Photo { .. } => return Err(choice()),
        })
    }

    /// Whether it offers what can be said.
    fn offers(&self) -> bool {
        matches!(self.kind, FieldKind::Choice { .. } | FieldKind::Choices { .. } | FieldKind::YesNo)
    }

    /// Whether it asks for somebody's birth date, which stands beside a number only as its year.
    pub fn is_birth(&self) -> bool {
        matches!(self.kind, FieldKind::Date { .. }) && names_birth(&self.label)
    }

    /// What an answer to this question says on the office's pages and papers, in whatever language it is read.
    pub fn shown(&self, value: &str) -> Words {
        if let Some(birth) = Day::parse(value).filter(|_| self.is_birth()) {
            return Words::Plain(Where::Desk.birth(birth));
        }
        match (&self.kind, yes_no(value)) {
            (FieldKind::YesNo, Some(true)) => Words::text("answer-yes"),
            (FieldKind::YesNo, Some(false)) => Words::text("answer-no"),
            _ => Words::plain(value),
        }
    }
}

/// Words of at most `max` characters; control characters are none, but line ends where `lines` are asked.
pub(in crate::domain::matters) fn plain(said: &str, max: usize, lines: bool) -> Result<String, Reason> {
    if said.chars().any(|c| c.is_control() && !(lines && c == '\n')) {
        return Err(Reason::new("answer-wrong-characters"));
    }
    if said.chars().count() > max {
        return Err(Reason::new("field-too-long").arg("max", max));
    }
    Ok(said.to_owned())
}
