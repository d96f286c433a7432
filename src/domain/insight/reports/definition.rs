//! What a form is: its rows, its columns, and the query behind each figure.
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::query::{self, Kind};
use crate::domain::registry::people::Trait;

/// A form. Headings are Chinese in every language: forms go between offices.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Its slug; an office's own are given theirs.
    #[serde(default)]
    pub code: String,
    /// Chinese title.
    pub name: String,
    /// English title.
    #[serde(default)]
    pub en: String,
    /// Number of the form (表号).
    #[serde(default)]
    pub number: String,
    /// Who made the form (制表机关).
    #[serde(default)]
    pub issuer: String,
    /// The document that asks for it (文号).
    #[serde(default)]
    pub document: String,
    /// What is counted: 人, 户, 件.
    #[serde(default)]
    pub unit: String,
    /// What the rows are: see [`Rows::parse`].
    pub rows: String,
    /// Headings of the columns that name the rows.
    #[serde(default)]
    pub stub: Vec<String>,
    /// What the line of sums is called; empty: there is none.
    #[serde(default)]
    pub total: String,
    /// Columns, from left to right.
    pub column: Vec<Column>,
    /// The rows, where they are `lines`.
    #[serde(default)]
    pub line: Vec<Line>,
    /// What is said below the form where it is not zero: who is missing in it.
    #[serde(default)]
    pub note: Vec<Note>,
}

/// A column: exactly one of `query`, `show`, `percent` and `minus`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Headings from the top down; those that neighbours share are joined.
    pub head: Vec<String>,
    /// Name by which `percent` and `minus` refer to it.
    #[serde(default)]
    pub key: String,
    /// The figure, as in addresses; the row adds its part.
    #[serde(default)]
    pub query: Option<String>,
    /// What is shown of an entry or a line.
    #[serde(default)]
    pub show: Option<String>,
    /// One column in a hundred of another.
    #[serde(default)]
    pub percent: Option<[String; 2]>,
    /// One column less another.
    #[serde(default)]
    pub minus: Option<[String; 2]>,
    /// Of a list: whether the numbers are added up below.
    #[serde(default)]
    pub sum: bool,
    /// Width in characters; 0: by its words.
    #[serde(default)]
    pub width: u8,
}

/// A fixed row.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What it is called; words that neighbours share are joined.
    pub name: Vec<String>,
    /// Its part of the query.
    pub query: String,
    /// What is counted.
    #[serde(default)]
    pub unit: String,
}

/// A figure below the form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What it is.
    pub name: String,
    pub query: String,
}

/// What the rows of a form are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    Grids,
    /// The fourteen categories of matters.
    Categories,
    /// The values of a register's counted field.
    Values(String, String),
    /// The codes of a trait of residents.
    Codes(Trait),
    /// Fixed lines.
    Lines,
    /// The current entries of a register.
    Entries(String),
}

impl Rows {
    /// Reads `grids`, `categories`, `lines`, `values:low-income:class`, `trait:political`, `entries:low-income`.
    pub fn parse(s: &str) -> Option<Self> {
        let mut parts = s.split(':');
        let rows = match (parts.next()?, parts.next(), parts.next()) {
            ("grids", None, _) => Rows::Grids,
            ("categories", None, _) => Rows::Categories,
            ("lines", None, _) => Rows::Lines,
            ("values", Some(table), Some(field)) => Rows::Values(table.to_owned(), field.to_owned()),
            ("trait", Some(t), None) => Rows::Codes(Trait::parse(t)?),
            ("entries", Some(table), None) => Rows::Entries(table.to_owned()),
            _ => return None,
        };
        parts.next().is_none().then_some(rows)
    }
}

/// What a form is filled from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uses {
    /// Registers whose entries it counts or lists.
    pub tables: BTreeSet<String>,
    /// The register that it lists, person by person.
    pub lists: BTreeSet<String>,
    /// It counts matters.
    pub items: bool,
    /// It speaks of a month.
    pub month: bool,
    /// It speaks of what is there now.
    pub now: bool,
}

impl Uses {
    /// Adds what a query needs.
    pub(super) fn query(&mut self, query: &str) {
        let said = query::pairs(query);
        let value = |key: &str| said.iter().find(|(k, v)| k == key && !v.is_empty()).map(|(_, v)| v.as_str());
        self.tables.extend(value("table").map(str::to_owned));
        let Some(kind) = value("of").and_then(Kind::parse) else { return };
        self.items |= kind.items();
        if kind.monthly() {
            self.month |= value("month").is_none_or(|m| m.parse::<u32>().is_err());
        } else {
            self.now = true;
        }
    }
    /// Adds a register that is listed.
    pub(super) fn list(&mut self, table: &str) {
        self.tables.insert(table.to_owned());
        self.lists.insert(table.to_owned());
        self.now = true;
    }
}

impl Template {
    /// What its rows are; a template that was checked has some.
    pub fn lines(&self) -> Rows {
        Rows::parse(&self.rows).unwrap_or(Rows::Lines)
    }
    /// What it is filled from.
    pub fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        match self.lines() {
            Rows::Entries(t) => uses.list(&t),
            Rows::Values(t, _) => {
                uses.tables.insert(t);
            }
            _ => {}
        }
        let fixed = self.line.iter().map(|l| l.query.as_str());
        for c in self.column.iter().filter_map(|c| c.query.as_deref()) {
            uses.query(c);
            // A line may say all of a query or its half.
            fixed.clone().for_each(|l| uses.query(&format!("{c}&{l}")));
        }
        self.note.iter().for_each(|n| uses.query(&n.query));
        uses
    }
}
