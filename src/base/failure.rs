use std::{
    collections::BTreeSet,
    fmt,
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Deserializer, Serialize, de};

/// Why something was refused: the key of a text and its arguments, so that each face says it in its own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// The Fluent message.
    pub key: &'static str,
    /// Its arguments. Never personal data: reasons may be logged.
    pub args: Vec<(&'static str, String)>,
}

impl Reason {
    /// A reason without arguments.
    pub const fn new(key: &'static str) -> Self {
        Reason { key, args: Vec::new() }
    }
    /// The same reason with one more argument.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// Reasons come over from the process that read a foreign file; their keys are words of this program.
impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename = "Reason")]
        struct Said {
            key: String,
            args: Vec<(String, String)>,
        }
        let said = Said::deserialize(from)?;
        let word = |w: &str| lasting(w).ok_or_else(|| de::Error::custom("no word of a reason"));
        let args = said.args.iter().map(|(name, value)| Ok((word(name)?, value.clone()))).collect::<Result<_, _>>()?;
        Ok(Reason { key: word(&said.key)?, args })
    }
}

/// A word that lives as long as the program. There are only as many as the program has texts.
fn lasting(word: &str) -> Option<&'static str> {
    static WORDS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = words.get(word) {
        return Some(known);
    }
    let fine = word.len() <= 64 && words.len() < 4_096;
    fine.then(|| {
        let kept: &'static str = Box::leak(word.into());
        words.insert(kept);
        kept
    })
}

/// What is wrong, field by field, in the order of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub Vec<(String, Reason)>);

impl FieldErrors {
    /// The first error of one field.
    pub fn of(&self, field: &str) -> Option<&Reason> {
        self.0.iter().find(|(f, _)| f == field).map(|(_, r)| r)
    }
    /// One error of one field.
    pub fn one(field: &str, reason: Reason) -> Self {
        FieldErrors(vec![(field.to_owned(), reason)])
    }
}

/// Every way in which the house says no. Knows no HTTP: each face turns it into a page of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// There is no such thing, or the asker may not know that there is.
    NotFound,
    /// The person is known but has no right to this.
    NotAllowed,
    /// Nobody is signed in, or the session has ended.
    SignedOut,
    /// The request is clear but cannot be done now; the reason says why and what to do.
    Refused(Reason),
    /// Fields of a form are wrong.
    Invalid(FieldErrors),
    /// A value that must be the only one of its kind is in use already: the name of the index.
    Taken(&'static str),
    /// Too much at once: try again in a moment.
    Busy,
    /// Something inside broke. The text is for the log and never shown.
    Broken(String),
}

impl Failure {
    /// A refusal without arguments.
    pub const fn refused(key: &'static str) -> Self {
        Failure::Refused(Reason::new(key))
    }
    /// An internal fault, told to the log.
    pub fn broken(what: impl fmt::Display) -> Self {
        Failure::Broken(what.to_string())
    }
    /// One wrong field.
    pub fn field(field: &str, key: &'static str) -> Self {
        Failure::Invalid(FieldErrors::one(field, Reason::new(key)))
    }
    /// A refusal said beside the field that can mend it; every other failure as it is.
    pub fn beside(self, field: &str) -> Self {
        match self {
            Failure::Refused(reason) => Failure::Invalid(FieldErrors::one(field, reason)),
            other => other,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // What broke is said by itself; the rest is named.
            Failure::Broken(what) => f.write_str(what),
            other => write!(f, "{other:?}"),
        }
    }
}
impl std::error::Error for Failure {}
