//! Queries of forms: the text form of a figure, with the month and the place left open.
use crate::{
    base::Id,
    domain::{
        insight::figures::{self, Figure, Month},
        matters::items::Item,
        noun::{Monthly, Parts},
        places::grids::Grid,
    },
    store::Row,
};

/// Kinds of figures by their word after `of=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Households,
    Residents,
    Entries,
    Begun,
    /// What a noun announces.
    Monthly(&'static Monthly),
}

impl Kind {
    pub(super) fn parse(s: &str) -> Option<Self> {
        Some(match s {
            "households" => Kind::Households,
            "residents" => Kind::Residents,
            "entries" => Kind::Entries,
            "begun" => Kind::Begun,
            _ => Kind::Monthly(figures::monthly().find(|m| m.key == s)?),
        })
    }
    pub(super) const fn monthly(self) -> bool {
        matches!(self, Kind::Begun | Kind::Monthly(_))
    }
    pub(super) fn items(self) -> bool {
        matches!(self, Kind::Monthly(what) if what.of == Item::NAME)
    }
    /// What may be said besides; everywhere also `grid`.
    pub(super) fn keys(self) -> Vec<&'static str> {
        match self {
            Kind::Households => vec![],
            Kind::Residents => vec!["age", "sex", "trait"],
            Kind::Entries => vec!["table", "by"],
            Kind::Begun => vec!["table", "month"],
            Kind::Monthly(_) => std::iter::once("month").chain(self.parts().map(|p| p.key)).collect(),
        }
    }
    /// What its rows are told apart by.
    fn parts(self) -> Option<&'static Parts> {
        match self {
            Kind::Monthly(what) => what.parts,
            _ => None,
        }
    }
}

/// The parts of a query, in order.
pub(super) fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.trim().as_bytes()).into_owned().collect()
}

/// The month before.
pub(super) const fn before(month: Month) -> Month {
    if month % 100 == 1 { month - 89 } else { month - 1 }
}

/// The figure of a query with a row's part, for a month and a place. What is said first holds: the column, then the row,
/// then what is asked for.
pub(super) fn figure(query: &str, row: &str, month: Month, grid: Option<Id<Grid>>) -> Option<Figure> {
    let said = pairs(&format!("{query}&{row}"));
    let value = |key: &str| said.iter().find(|(k, v)| k == key && !v.is_empty()).map(|(_, v)| v.as_str());
    let kind = Kind::parse(value("of")?)?;
    let mut q = form_urlencoded::Serializer::new(String::new());
    for (k, v) in said.iter().filter(|(k, v)| !v.is_empty() && k != "month") {
        let part = kind.parts().filter(|parts| parts.key == k).and_then(|parts| (parts.parse)(v));
        match part {
            Some(n) => q.append_pair(k, &n.to_string()),
            None => q.append_pair(k, v),
        };
    }
    if kind.monthly() {
        match value("month") {
            None | Some("this") => q.append_pair("month", &month.to_string()),
            Some("last") => q.append_pair("month", &before(month).to_string()),
            Some(fixed) => q.append_pair("month", fixed),
        };
    }
    if let Some(g) = grid.filter(|_| value("grid").is_none()) {
        q.append_pair("grid", &g.to_string());
    }
    Figure::parse(&q.finish())
}
