//! Queries of forms: the text form of a figure, with the month and the place left open.
use crate::{
    base::Id,
    domain::{
        insight::figures::{Figure, Month},
        matters::catalog::Category,
        places::grids::Grid,
    },
};

/// Kinds of figures by their word after `of=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Households,
    Residents,
    Entries,
    Begun,
    Reported,
    Closed,
    Visits,
}

impl Kind {
    pub(super) fn parse(s: &str) -> Option<Self> {
        Some(match s {
            "households" => Kind::Households,
            "residents" => Kind::Residents,
            "entries" => Kind::Entries,
            "begun" => Kind::Begun,
            "reported" => Kind::Reported,
            "closed" => Kind::Closed,
            "visits" => Kind::Visits,
            _ => return None,
        })
    }
    pub(super) const fn monthly(self) -> bool {
        matches!(self, Kind::Begun | Kind::Reported | Kind::Closed | Kind::Visits)
    }
    pub(super) const fn items(self) -> bool {
        matches!(self, Kind::Reported | Kind::Closed)
    }
    /// What may be said besides; everywhere also `grid`.
    pub(super) const fn keys(self) -> &'static [&'static str] {
        match self {
            Kind::Households => &[],
            Kind::Residents => &["age", "sex", "trait"],
            Kind::Entries => &["table", "by"],
            Kind::Begun => &["table", "month"],
            Kind::Reported | Kind::Closed => &["month", "category"],
            Kind::Visits => &["month"],
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
        let category = (k == "category").then(|| Category::parse(v)).flatten();
        match category {
            Some(c) => q.append_pair(k, &c.number().to_string()),
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
