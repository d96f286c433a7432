//! Whether a form can be filled: each fault with where it is and what to do.
use super::{
    definition::{Column, Rows, Template},
    query::{self, Kind},
    subject::Shown,
};
use crate::{
    base::{Failure, Reason},
    domain::{
        insight::figures::{Figure, Of},
        registry::registers::{self, Access, Table},
    },
    store::Read,
};

/// A place in a template (`第 3 列`, `表1!B3`, `第 12 行`) and what is wrong there.
pub type Fault = (String, Reason);

/// The most characters of a template in TOML: a row of the store holds it.
const TOML_MOST: usize = 12_000;
/// The most columns, and the most lines.
const COLUMNS_MOST: usize = 60;
const LINES_MOST: usize = 200;

/// Reads a template in TOML.
///
/// # Errors
/// `Refused` when it is no text; faults of the template are the inner error.
pub fn read_toml(file: &[u8]) -> Result<Result<Template, Vec<Fault>>, Failure> {
    let text = std::str::from_utf8(file).map_err(|_binary| Failure::refused("report-file-kind"))?;
    if text.chars().count() > TOML_MOST {
        return Ok(Err(vec![(String::new(), Reason::new("report-toml-long").arg("most", TOML_MOST))]));
    }
    Ok(toml::from_str(text).map_err(|e| {
        let before = e.span().and_then(|s| text.get(..s.start)).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        vec![(format!("第 {line} 行"), Reason::new("report-toml").arg("why", e.message()))]
    }))
}

/// What is wrong with a template.
///
/// # Errors
/// The store's.
pub fn check(read: &impl Read, t: &Template) -> Result<Vec<Fault>, Failure> {
    let mut faults: Vec<Fault> = Vec::new();
    let mut fault = |at: &str, reason: Option<Reason>| faults.extend(reason.map(|r| (at.to_owned(), r)));
    let lengths = [(&t.name, 60), (&t.en, 80), (&t.number, 40), (&t.issuer, 60), (&t.document, 60), (&t.total, 20)];
    if t.name.trim().is_empty() || lengths.iter().any(|(s, most)| s.chars().count() > *most) {
        fault("name", Some(Reason::new("report-name")));
    }
    let Some(rows) = Rows::parse(&t.rows) else {
        return Ok(vec![("rows".to_owned(), Reason::new("report-rows").arg("said", &t.rows))]);
    };
    let lines = matches!(rows, Rows::Lines);
    if t.column.is_empty() || t.column.len() > COLUMNS_MOST {
        fault("column", Some(Reason::new("report-columns-most").arg("most", COLUMNS_MOST)));
    }
    if t.line.len() > LINES_MOST || lines == t.line.is_empty() {
        fault("line", Some(Reason::new("report-lines-most").arg("most", LINES_MOST)));
    }
    let mut entries = None;
    match &rows {
        Rows::Entries(code) => match table(read, code)? {
            Ok(t) => entries = Some(t),
            Err(why) => fault("rows", Some(why)),
        },
        Rows::Values(code, field) => match table(read, code)? {
            Ok(t) if t.field(field).is_some_and(|f| f.count) => {}
            Ok(_) => fault("rows", Some(Reason::new("report-query-field").arg("field", field))),
            Err(why) => fault("rows", Some(why)),
        },
        _ => {}
    }
    for (i, c) in t.column.iter().enumerate() {
        let at = format!("第 {} 列", i + 1);
        if c.head.is_empty() || c.head.len() > 4 || c.head.iter().any(|h| h.chars().count() > 40) {
            fault(&at, Some(Reason::new("report-head")));
        }
        if [c.query.is_some(), c.show.is_some(), c.percent.is_some(), c.minus.is_some()].iter().filter(|x| **x).count() != 1 {
            fault(&at, Some(Reason::new("report-column-one")));
            continue;
        }
        let of = c.percent.iter().chain(&c.minus).flatten();
        let figures = |c: &&Column| c.query.is_some();
        if let Some(k) = of.clone().find(|k| !t.column.iter().filter(figures).any(|c| c.key == **k && !k.is_empty())) {
            fault(&at, Some(Reason::new("report-column-key").arg("key", k)));
        }
        if let Some(show) = &c.show {
            let known = match &entries {
                Some(table) => Shown::parse(table, show).is_some(),
                None => lines && show == "unit",
            };
            fault(&at, (!known).then(|| Reason::new("report-show").arg("show", show)));
        }
        if let Some(q) = &c.query {
            if entries.is_some() {
                fault(&at, Some(Reason::new("report-list-query")));
            } else if !lines {
                fault(&at, of_row(read, q, &rows)?);
            }
            for (n, l) in t.line.iter().enumerate() {
                fault(&format!("第 {} 行", n + 1), wrong(read, &format!("{q}&{}", l.query))?);
            }
        }
    }
    let stub = t.line.iter().map(|l| l.name.len()).max().unwrap_or(1);
    if entries.is_none() && (t.stub.len() != stub || t.line.iter().any(|l| l.name.is_empty())) {
        fault("stub", Some(Reason::new("report-stub").arg("n", stub)));
    }
    for (i, n) in t.note.iter().enumerate() {
        fault(&format!("note {}", i + 1), wrong(read, &n.query)?);
    }
    Ok(faults)
}

/// A column's query with a part as the rows will give it.
fn of_row(read: &impl Read, query: &str, rows: &Rows) -> Result<Option<Reason>, Failure> {
    let part = match rows {
        Rows::Categories => "category=0".to_owned(),
        Rows::Codes(t) => format!("trait={}:1", t.key()),
        Rows::Values(t, _) => format!("table={t}"),
        _ => String::new(),
    };
    wrong(read, &format!("{query}&{part}"))
}

/// A register that a form may be filled from.
pub(super) fn table(read: &impl Read, code: &str) -> Result<Result<std::sync::Arc<Table>, Reason>, Failure> {
    match registers::table(read, code) {
        Ok(t) if t.access == Access::KeyPersons => Ok(Err(Reason::new("report-key-persons").arg("table", &t.name))),
        Ok(t) => Ok(Ok(t)),
        Err(Failure::NotFound) => Ok(Err(Reason::new("report-query-table").arg("table", code))),
        Err(e) => Err(e),
    }
}

/// What is wrong with a query, if something is.
pub(super) fn wrong(read: &impl Read, query: &str) -> Result<Option<Reason>, Failure> {
    let said = query::pairs(query);
    let shown = || query.trim_matches('&').chars().take(80).collect::<String>();
    let of = said.iter().find(|(k, _)| k == "of").map(|(_, v)| v.as_str()).unwrap_or_default();
    let Some(kind) = Kind::parse(of) else { return Ok(Some(Reason::new("report-query-of").arg("of", of))) };
    for (k, _) in said.iter().filter(|(k, v)| k != "of" && !(k.is_empty() && v.is_empty())) {
        if k != "grid" && !kind.keys().contains(&&**k) {
            let known = kind.keys().join("、");
            return Ok(Some(Reason::new("report-query-key").arg("key", k).arg("known", known)));
        }
    }
    // Any month will do.
    let Some(figure) = query::figure(query, "", 202_601, None) else {
        return Ok(Some(Reason::new("report-query").arg("query", shown())));
    };
    if let Some(g) = figure.grid
        && read.find(g)?.is_none()
    {
        return Ok(Some(Reason::new("report-query-grid")));
    }
    known(read, &figure)
}

/// Whether there is what a figure counts.
fn known(read: &impl Read, figure: &Figure) -> Result<Option<Reason>, Failure> {
    match &figure.of {
        Of::Entries(code, value) => {
            let t = match table(read, code)? {
                Ok(t) => t,
                Err(why) => return Ok(Some(why)),
            };
            let Some((key, v)) = value else { return Ok(None) };
            let Some(field) = t.field(key).filter(|f| f.count) else {
                return Ok(Some(Reason::new("report-query-field").arg("field", key)));
            };
            let values = registers::values(read, code, field, None)?;
            if values.iter().any(|(known, _)| known == v) {
                return Ok(None);
            }
            let all = values.iter().map(|(v, _)| v.as_str()).take(12).collect::<Vec<_>>().join("、");
            Ok(Some(Reason::new("report-query-value").arg("value", v).arg("known", all)))
        }
        Of::Begun(code, _) => Ok(table(read, code)?.err()),
        Of::Trait(t, code) => {
            let known = t.codes().map_or((1..=3).contains(code), |c| c.name(*code).is_some());
            Ok((!known).then(|| Reason::new("report-query-value").arg("value", code).arg("known", t.key())))
        }
        Of::Monthly(what, _, Some(n)) => {
            let missing = what.parts.filter(|parts| (parts.text)(*n).is_none());
            Ok(missing.map(|parts| Reason::new("report-query-value").arg("value", n).arg("known", parts.known)))
        }
        _ => Ok(None),
    }
}
