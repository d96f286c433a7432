//! What a register is: one definition from which it is listed, edited, searched, counted, imported and exported. The
//! shipped ones are TOML files, an office's own are rows; there is only this one type.
use serde::{Deserialize, Serialize};

use crate::{base::words, domain::registry::people::codes::CodeTable};

words! {
    /// The modules that a community office keeps (八大模块; the eighth, statistics, is counted from the others); `module-…` is the
    /// text.
    pub enum Module as code {
        /// 房屋
        Housing = 0 "housing",
        /// 人口
        Population = 1 "population",
        /// 民政救济
        CivilRelief = 2 "civil-relief",
        /// 党建
        Party = 3 "party",
        /// 计划生育
        FamilyPlanning = 4 "family-planning",
        /// 重点人群
        KeyPersons = 5 "key-persons",
        /// 治安
        PublicSecurity = 6 "public-security",
    }
}

words! {
    /// What an entry is about; `about-…` is the text.
    pub enum About as code {
        Resident = 0 "resident",
        Household = 1 "household",
        /// A house or flat.
        House = 2 "house",
        /// Nothing that the registry knows: the grid is chosen.
        None = 3 "none",
    }
}

words! {
    /// Who may see and edit a table, in terms of the office's rights. The grid decides besides; `access-…` is the text.
    pub enum Access as code {
        /// Seen by all who see people, edited by who keeps the registry.
        Everyone = 0 "everyone",
        /// The same, and edited by grid staff in their own grids.
        Field = 1 "field",
        /// Seen by who keeps the registry or may reveal, not by the grid: relief, party, family planning.
        Office = 2 "office",
        /// Seen and edited with the right `KeyPersons` only; every look is a line in the log.
        KeyPersons = 3 "key-persons",
    }
}

words! {
    /// What a field holds; `field-kind-…` is the text.
    pub enum Kind as code {
        /// A line of text.
        Text = 0 "text",
        /// Several lines.
        LongText = 1 "long-text",
        /// A whole number.
        Number = 2 "number",
        /// A number with at most two decimals: areas, distances.
        Decimal = 3 "decimal",
        /// Yuan and fen.
        Money = 4 "money",
        Date = 5 "date",
        /// One of `options`.
        Choice = 6 "choice",
        /// Some of `options`.
        Choices = 7 "choices",
        /// A code of the national table `codes`.
        Code = 8 "code",
        /// Yes or no.
        YesNo = 9 "yes-no",
        Phone = 10 "phone",
        /// A person's name.
        Person = 11 "person",
        /// A citizen number: always sealed.
        CitizenNumber = 12 "citizen-number",
    }
}

impl Kind {
    /// Whether entries can be counted by it: few possible values.
    pub const fn countable(self) -> bool {
        matches!(self, Kind::Choice | Kind::Choices | Kind::Code | Kind::YesNo)
    }
    /// Whether entries can be found by its text.
    pub const fn findable(self) -> bool {
        matches!(self, Kind::Text | Kind::Phone | Kind::Person | Kind::CitizenNumber)
    }
}

words! {
    /// Who sees a value; `class-…` is the text.
    #[derive(Default)]
    pub enum Class as code {
        /// Whoever sees the entry.
        #[default]
        Open = 0 "open",
        /// Whoever may change the entry; masked for others, who may reveal it for a purpose if they have the right.
        Personal = 1 "personal",
        /// Nobody at a glance: sealed at rest, masked on every screen, revealed for a purpose.
        Strict = 2 "strict",
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
