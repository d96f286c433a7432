//! What a register is: one definition from which it is listed, edited, searched, counted, imported and exported. The
//! shipped ones are TOML files, an office's own are rows; there is only this one type.
use serde::{Deserialize, Serialize};

use crate::domain::registry::people::codes::CodeTable;

/// The modules that a community office keeps (八大模块; the eighth, statistics, is counted from the others).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Module {
    /// 房屋
    Housing,
    /// 人口
    Population,
    /// 民政救济
    CivilRelief,
    /// 党建
    Party,
    /// 计划生育
    FamilyPlanning,
    /// 重点人群
    KeyPersons,
    /// 治安
    PublicSecurity,
}

impl Module {
    /// Every module in the order of the menu.
    pub const ALL: [Module; 7] = [
        Module::Housing,
        Module::Population,
        Module::CivilRelief,
        Module::Party,
        Module::FamilyPlanning,
        Module::KeyPersons,
        Module::PublicSecurity,
    ];
    /// Name in files and texts (`module-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Module::Housing => "housing",
            Module::Population => "population",
            Module::CivilRelief => "civil-relief",
            Module::Party => "party",
            Module::FamilyPlanning => "family-planning",
            Module::KeyPersons => "key-persons",
            Module::PublicSecurity => "public-security",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.key() == s)
    }
}

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// A resident.
    Resident,
    /// A household.
    Household,
    /// A house or flat.
    House,
    /// Nothing that the registry knows: the grid is chosen.
    None,
}

impl About {
    /// Every kind.
    pub const ALL: [About; 4] = [About::Resident, About::Household, About::House, About::None];
    /// Name in forms and texts (`about-…`).
    pub const fn key(self) -> &'static str {
        match self {
            About::Resident => "resident",
            About::Household => "household",
            About::House => "house",
            About::None => "none",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.key() == s)
    }
}

/// Who may see and edit a table, in terms of the office's rights. The grid decides besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// Seen by all who see people, edited by who keeps the registry.
    Everyone,
    /// The same, and edited by grid staff in their own grids.
    Field,
    /// Seen by who keeps the registry or may reveal, not by the grid: relief, party, family planning.
    Office,
    /// Seen and edited with the right `KeyPersons` only; every look is a line in the log.
    KeyPersons,
}

impl Access {
    /// Every class.
    pub const ALL: [Access; 4] = [Access::Everyone, Access::Field, Access::Office, Access::KeyPersons];
    /// Name in forms and texts (`access-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Access::Everyone => "everyone",
            Access::Field => "field",
            Access::Office => "office",
            Access::KeyPersons => "key-persons",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.key() == s)
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A line of text.
    Text,
    /// Several lines.
    LongText,
    /// A whole number.
    Number,
    /// A number with at most two decimals: areas, distances.
    Decimal,
    /// Yuan and fen.
    Money,
    /// A day.
    Date,
    /// One of `options`.
    Choice,
    /// Some of `options`.
    Choices,
    /// A code of the national table `codes`.
    Code,
    /// Yes or no.
    YesNo,
    /// A telephone.
    Phone,
    /// A person's name.
    Person,
    /// A citizen number: always sealed.
    CitizenNumber,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 13] = [
        Kind::Text,
        Kind::LongText,
        Kind::Number,
        Kind::Decimal,
        Kind::Money,
        Kind::Date,
        Kind::Choice,
        Kind::Choices,
        Kind::Code,
        Kind::YesNo,
        Kind::Phone,
        Kind::Person,
        Kind::CitizenNumber,
    ];
    /// Name in forms and texts (`field-kind-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::LongText => "long-text",
            Kind::Number => "number",
            Kind::Decimal => "decimal",
            Kind::Money => "money",
            Kind::Date => "date",
            Kind::Choice => "choice",
            Kind::Choices => "choices",
            Kind::Code => "code",
            Kind::YesNo => "yes-no",
            Kind::Phone => "phone",
            Kind::Person => "person",
            Kind::CitizenNumber => "citizen-number",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.key() == s)
    }
    /// Whether entries can be counted by it: few possible values.
    pub const fn countable(self) -> bool {
        matches!(self, Kind::Choice | Kind::Choices | Kind::Code | Kind::YesNo)
    }
    /// Whether entries can be found by its text.
    pub const fn findable(self) -> bool {
        matches!(self, Kind::Text | Kind::Phone | Kind::Person | Kind::CitizenNumber)
    }
}

/// Who sees a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Whoever sees the entry.
    #[default]
    Open,
    /// Whoever may change the entry; masked for others, who may reveal it for a purpose if they have the right.
    Personal,
    /// Nobody at a glance: sealed at rest, masked on every screen, revealed for a purpose.
    Strict,
}

impl Class {
    /// Every class.
    pub const ALL: [Class; 3] = [Class::Open, Class::Personal, Class::Strict];
    /// Name in forms and texts (`class-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Class::Open => "open",
            Class::Personal => "personal",
            Class::Strict => "strict",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.key() == s)
    }
}

/// A field of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Key in the table; never changes.
    pub key: String,
    /// Chinese name, also the heading of imports and exports.
    pub name: String,
    /// English name.
    pub en: String,
    /// What it holds; never changes.
    pub kind: Kind,
    /// Who sees it; never changes.
    #[serde(default)]
    pub class: Class,
    /// Must be filled in.
    #[serde(default)]
    pub required: bool,
    /// A column of the list.
    #[serde(default)]
    pub list: bool,
    /// Entries are found by it; never changes.
    #[serde(default)]
    pub find: bool,
    /// Entries are counted and filtered by it; never changes.
    #[serde(default)]
    pub count: bool,
    /// No longer offered; values that are there stay.
    #[serde(default)]
    pub hidden: bool,
    /// The words of `choice` and `choices`; none is ever taken away.
    #[serde(default)]
    pub options: Vec<String>,
    /// The national code table of `code`: `GB/T 4762`.
    #[serde(default)]
    pub codes: String,
    /// Least number; fewest characters of a text.
    #[serde(default)]
    pub min: Option<i64>,
    /// Greatest number; most characters of a text.
    #[serde(default)]
    pub max: Option<i64>,
    /// The shape of a text: `0` a digit, `A` a letter, `?` either, `*` the rest; all else stands for itself.
    #[serde(default)]
    pub pattern: String,
    /// Unit behind a number: 平方米, 人.
    #[serde(default)]
    pub unit: String,
    /// Other headings that spreadsheets use for it.
    #[serde(default)]
    pub words: Vec<String>,
}

impl Field {
    /// The national table of a `code` field.
    pub fn code_table(&self) -> Option<&'static CodeTable> {
        crate::domain::registry::people::codes::standard(&self.codes)
    }
    /// Whether values are sealed at rest.
    pub fn sealed(&self) -> bool {
        self.class == Class::Strict || self.kind == Kind::CitizenNumber
    }
    /// The most characters that it may hold.
    pub fn longest(&self) -> usize {
        let most = match self.kind {
            Kind::LongText => 500,
            _ => 100,
        };
        self.max.and_then(|m| usize::try_from(m).ok()).map_or(most, |m| m.min(1_000))
    }
}

/// Why the office may keep a register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Title of the law or rule, without 《》.
    pub title: String,
    /// Document number, if it has one.
    #[serde(default)]
    pub number: String,
}

/// A register (台账).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its slug, the only one of all modules; never changes.
    pub code: String,
    /// Chinese name.
    pub name: String,
    /// English name.
    pub en: String,
    /// Its module; set by the file that it stands in.
    #[serde(default = "first_module")]
    pub module: Module,
    /// What an entry is about; never changes.
    pub about: About,
    /// Who sees and edits it.
    pub access: Access,
    /// What makes two entries the same one, for imports and against doubles among current entries: field keys, `subject`,
    /// `from`. Empty: nothing but the entry's number.
    #[serde(default)]
    pub key: Vec<String>,
    /// What the first day is called.
    pub from: String,
    /// The same in English.
    pub from_en: String,
    /// What the planned last day is called; empty if there is none.
    #[serde(default)]
    pub until: String,
    /// The same in English.
    #[serde(default)]
    pub until_en: String,
    /// Reasons for which an entry ends.
    pub ends: Vec<String>,
    /// Years that an ended entry is kept; 0: as long as the office.
    pub retention: u8,
    /// Legal basis.
    pub basis: Vec<Basis>,
    /// Fields in the order of the form.
    pub fields: Vec<Field>,
    /// No longer offered.
    #[serde(default)]
    pub hidden: bool,
}

const fn first_module() -> Module {
    Module::Housing
}

impl Table {
    /// A field by key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.key == key)
    }
    /// Fields that are offered.
    pub fn shown(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|f| !f.hidden)
    }
}
