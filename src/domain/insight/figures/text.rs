//! The text form: `of=residents&age=60-69&sex=2&grid=7`, as it stands in addresses and templates.
use std::fmt;

use super::{Ages, Figure, Month, Of, monthly};
use crate::{
    base::{Id, Sex},
    domain::registry::people::Trait,
};

/// The age of those whose birth is not known.
const UNKNOWN: &str = "unknown";

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut q = form_urlencoded::Serializer::new(String::new());
        let month = |q: &mut form_urlencoded::Serializer<'_, String>, m: &Month| {
            q.append_pair("month", &m.to_string());
        };
        match &self.of {
            Of::Households => {
                q.append_pair("of", "households");
            }
            Of::Residents(ages, sex) => {
                q.append_pair("of", "residents");
                if *ages != Ages::ANY {
                    let to = ages.to.map(|t| t.to_string()).unwrap_or_default();
                    q.append_pair("age", &format!("{}-{to}", ages.from));
                }
                if let Some(sex) = sex {
                    q.append_pair("sex", sex.code());
                }
            }
            Of::AgeUnknown(sex) => {
                q.append_pair("of", "residents").append_pair("age", UNKNOWN);
                if let Some(sex) = sex {
                    q.append_pair("sex", sex.code());
                }
            }
            Of::Trait(t, code) => {
                q.append_pair("of", "residents").append_pair("trait", &format!("{}:{code}", t.key()));
            }
            Of::Entries(table, value) => {
                q.append_pair("of", "entries").append_pair("table", table);
                if let Some((field, value)) = value {
                    q.append_pair("by", &format!("{field}:{value}"));
                }
            }
            Of::Begun(table, m) => {
                q.append_pair("of", "begun").append_pair("table", table);
                month(&mut q, m);
            }
            Of::Monthly(what, m, part) => {
                q.append_pair("of", what.key);
                month(&mut q, m);
                if let (Some(parts), Some(n)) = (what.parts, part) {
                    q.append_pair(parts.key, &n.to_string());
                }
            }
        }
        if let Some(g) = self.grid {
            q.append_pair("grid", &g.to_string());
        }
        f.write_str(&q.finish())
    }
}

impl Figure {
    /// Reads the text form; `None` for one that says something else or too much.
    pub fn parse(s: &str) -> Option<Self> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(s.as_bytes()).into_owned().collect();
        let said = |key: &str| pairs.iter().find(|(k, v)| k == key && !v.is_empty()).map(|(_, v)| v.as_str());
        let month = || said("month")?.parse::<Month>().ok().filter(|m| (1..=12).contains(&(m % 100)) && *m < 1_000_000);
        let of = match said("of")? {
            "households" => Of::Households,
            "residents" => match said("trait") {
                Some(t) => {
                    let (t, code) = t.split_once(':')?;
                    Of::Trait(Trait::parse(t)?, code.parse().ok()?)
                }
                None => {
                    let sex = said("sex").map(|s| Sex::read(s).or((s == "0").then_some(Sex::Unknown)));
                    match said("age").unwrap_or_default() {
                        UNKNOWN => Of::AgeUnknown(flat(sex)?),
                        age => Of::Residents(Ages::parse(age)?, flat(sex)?),
                    }
                }
            },
            "entries" => {
                let by = said("by").map(|v| v.split_once(':').map(|(f, v)| (f.to_owned(), v.to_owned())));
                Of::Entries(said("table")?.to_owned(), flat(by)?)
            }
            "begun" => Of::Begun(said("table")?.to_owned(), month()?),
            word => {
                let what = monthly().find(|m| m.key == word)?;
                let part = what.parts.and_then(|parts| said(parts.key)).map(|n| n.parse::<u8>().ok());
                Of::Monthly(what, month()?, flat(part)?)
            }
        };
        let grid = said("grid").map(|g| g.parse::<Id<_>>().ok());
        Some(Figure { of, grid: flat(grid)? })
    }
}

/// What was said and not understood is no figure; what was not said is.
#[allow(clippy::option_option)] // said or not, understood or not
fn flat<T>(said: Option<Option<T>>) -> Option<Option<T>> {
    match said {
        Some(None) => None,
        Some(v) => Some(v),
        None => Some(None),
    }
}
