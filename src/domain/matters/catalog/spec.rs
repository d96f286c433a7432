//! What a service says of itself. These types are both the file format of assets/catalogue and the body of a
//! stored service version, so every part has one plain serde form (no internal tags).

use serde::{Deserialize, Serialize};

use super::vocabulary::{Category, Channel, ItemType, LifeSituation, Mechanism, PaperKind, Secrecy, WindowLine};

/// One service (服务事项) of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceSpec {
    /// Stable code, lower-case ASCII words joined by `-`, e.g. `mz-dibao`.
    pub code: String,
    /// Name in Chinese.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// The window line that answers for it.
    pub line: WindowLine,
    /// Which of the fourteen categories it is counted under.
    pub category: Category,
    /// Life situations under which the terminal offers it.
    pub situation: Vec<LifeSituation>,
    /// How it must be answered.
    pub item_type: ItemType,
    /// By which of the five mechanisms it is handled.
    pub mechanism: Mechanism,
    /// Who may know of its matters. What an earlier program stored does not say it.
    #[serde(default = "personal")]
    pub secrecy: Secrecy,
    /// Limit in working days; 0 is the same day and belongs to immediate items only.
    pub limit_days: u16,
    /// Who may apply, in plain Chinese.
    pub who: String,
    /// Who may apply, in short English.
    pub who_en: String,
    /// Where it can be asked for.
    pub channels: Vec<Channel>,
    /// Everyday words that people search by.
    pub aliases: Vec<String>,
    /// Name of the icon beside it.
    pub icon: String,
    /// What it costs; none is free of charge.
    #[serde(default)]
    pub fee: Option<String>,
    /// The department that owns the limit of a joint item.
    #[serde(default)]
    pub lead: Option<String>,
    /// The other departments of a joint item.
    #[serde(default)]
    pub departments: Vec<String>,
    /// Everything the resident needs to bring, told once (一次性告知).
    #[serde(default)]
    pub materials: Vec<Material>,
    /// The questions of its form, one a screen.
    pub fields: Vec<FieldSpec>,
    /// Policy bases.
    pub policy: Vec<PolicyBasis>,
    /// Papers that it prints.
    pub papers: Vec<PaperKind>,
    /// The steps of its procedure card (全岗通).
    pub procedure: Vec<String>,
}

impl ServiceSpec {
    /// Its question of that key.
    pub fn field(&self, key: &str) -> Option<&FieldSpec> {
        self.fields.iter().find(|f| f.key == key)
    }
    /// Whether it is a report of a problem rather than an application: nobody must give a name.
    pub fn is_report(&self) -> bool {
        let named = |f: &FieldSpec| f.required && matches!(f.kind, FieldKind::Name | FieldKind::CitizenNumber);
        !self.fields.iter().any(named) && self.field("place").is_some()
    }
}

/// One thing to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// What it is.
    pub name: String,
    /// Which part of it matters, when it is needed, or where to get it.
    #[serde(default)]
    pub note: Option<String>,
    /// Copies to hand in; 0 when the original is only looked at.
    #[serde(default)]
    pub copies: u8,
    /// Whether the original must be shown.
    #[serde(default)]
    pub original: bool,
    /// Whether it is always needed; otherwise the note says when.
    #[serde(default = "yes")]
    pub required: bool,
}

const fn personal() -> Secrecy {
    Secrecy::Personal
}

const fn yes() -> bool {
    true
}

/// One question of a form.
///
/// The keys `name`, `citizen-number`, `phone` and `address` always mean the applicant, so that a face can fill
/// them from the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldSpec {
    /// Key of the answer, unique in its service: lower-case ASCII words joined by `-`.
    pub key: String,
    /// Short label on the paper form.
    pub label: String,
    /// The question, as one screen of the terminal puts it.
    pub ask: String,
    /// A short help line below the question.
    #[serde(default)]
    pub hint: Option<String>,
    /// What kind of answer it takes.
    pub kind: FieldKind,
    /// Answers that many people give, to take by one touch and to write on from: at most 24 of at most 20 characters, for texts
    /// only.
    #[serde(default)]
    pub suggest: Vec<String>,
    /// Whether it must be answered.
    #[serde(default = "yes")]
    pub required: bool,
    /// Whether the paper form prints a citizen number in full here; masked otherwise.
    #[serde(default)]
    pub full_number_on_form: bool,
}

/// The kind of answer a question takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FieldKind {
    /// One line of text of at most `max` characters.
    Text {
        /// Longest answer, in characters.
        max: u16,
    },
    /// Several lines of text of at most `max` characters.
    LongText {
        /// Longest answer, in characters.
        max: u16,
    },
    /// A whole number within the bounds.
    Number {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
        /// Unit shown after the number.
        unit: String,
    },
    /// An amount in yuan with at most two decimals.
    Money,
    /// A calendar day; bounds are relative to today.
    Date {
        /// How many days before today are allowed.
        past_days: u32,
        /// How many days after today are allowed.
        future_days: u32,
    },
    /// Exactly one of the options.
    Choice {
        /// What can be chosen, each a short word.
        options: Vec<String>,
    },
    /// Any of the options.
    Choices {
        /// What can be chosen, each a short word.
        options: Vec<String>,
    },
    /// A citizen number (GB 11643).
    CitizenNumber,
    /// A telephone number.
    Phone,
    /// A person's name.
    Name,
    /// A house: building, unit, room.
    Address,
    /// Yes or no.
    YesNo,
    /// Photos, at most `max`.
    Photo {
        /// Most photos.
        max: u8,
    },
}

/// A document that the service rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyBasis {
    /// Title, without book-title marks.
    pub title: String,
    /// Document number; absent when the title alone is the usual citation.
    #[serde(default)]
    pub number: Option<String>,
}

/// A certificate that a residents' committee must not issue (民发〔2020〕20号).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Stable code.
    pub code: String,
    /// Name as in the published list.
    pub name: String,
    /// Name in English.
    pub name_en: String,
    /// Why the committee must not issue it.
    pub why: String,
    /// Where to go, or what to do, instead.
    pub instead: String,
    /// Everyday words that people search by.
    pub aliases: Vec<String>,
}
