//! What may be written in a template: every word and query with its meaning, made from the definitions themselves.
use maud::{Markup, html};

use super::super::figures::words;
use crate::{
    base::{Failure, Sex},
    domain::{
        insight::{
            figures::{self, Ages, Figure, Of},
            reports::{LIST_WORDS, shipped},
        },
        matters::{catalog::Category, items},
        registry::{
            people::Trait,
            registers::{self, Access, Table},
        },
    },
    faces::{
        office::{Office, registry::registers::word},
        staff::SignedIn,
    },
};

const WORDS: [&str; 9] = ["office", "filler", "phone", "date", "day", "year", "month", "month-number", "grid"];

/// Names of cells, and the marks that they stand for.
const NAMES: [(&str, &str); 4] = [
    ("LX_month", "month"),
    ("LX_of.residents.age.60_69.sex.2", "of=residents&age=60-69&sex=2"),
    ("LX_of.residents.trait.political.1", "of=residents&trait=political:1"),
    ("LX_of.entries.table.low_income.by.class.全额保障", "of=entries&table=low-income&by=class:全额保障"),
];

pub(super) fn guide(office: &Office, who: &SignedIn) -> Result<Markup, Failure> {
    let t = &office.t;
    let mut tables = who.reader(&office.app)?.tables(&office.app.store)?;
    tables.retain(|x| !x.hidden && x.access != Access::KeyPersons);
    Ok(html! {
        h2 { (t.get("report-guide")) }
        p { (t.get("report-guide-about")) }
        details.act { summary { (t.get("report-guide-words")) } table.list { tbody {
            @for w in WORDS { tr { td { code { "{{" (w) "}}" } } td { (t.get(&format!("report-word-{w}"))) } } }
        } } }
        details.act { summary { (t.get("report-guide-people")) } (figures_of(office, &people())?) }
        details.act { summary { (t.get("report-guide-items")) } (monthly(office)) }
        details.act { summary { (t.get("report-guide-rows")) }
            p { (t.get("report-guide-rows-about")) }
            table.list { tbody {
                tr {
                    td { code { "{{rows:grids no,name,of=households,of=residents&age=60-}}" } }
                    td { (t.get("report-guide-rows-grids")) }
                }
                tr {
                    td { code { "{{rows:low-income no,grid,name,sex,age,address,certificate,amount}}" } }
                    td { (t.get("report-guide-rows-entries")) }
                }
            } }
            p { (t.get("report-guide-columns")) }
            table.list {
                tbody { @for w in LIST_WORDS { tr { td { code { (w) } } td { (t.get(&format!("report-column-{w}"))) } } } }
            }
        }
        details.act { summary { (t.get("report-guide-names")) }
            p { (t.get("report-guide-names-about")) }
            table.list { tbody { @for (name, q) in NAMES { tr { td { code { (name) } } td { code { "{{" (q) "}}" } } } } } }
        }
        @for table in &tables {
            details.act {
                summary { (word(t, &table.name, &table.en)) " " code { (table.code) } }
                (figures_of(office, &of_table(office, table)?)?)
                p { (t.get("report-guide-fields")) }
                table.list {
                    tbody { @for f in table.shown() { tr { td { code { (key(&f.key)) } } td { (word(t, &f.name, &f.en)) } } } }
                }
            }
        }
        h2 { (t.get("report-guide-toml")) }
        p { (t.get("report-guide-toml-about")) }
        ul {
            @for x in shipped()? {
                li { a href={ "/office/reports/" (x.code) "/template" } { (word(t, &x.name, &x.en)) ".toml" } }
            }
        }
    })
}

/// A field's key as a list takes it.
fn key(key: &str) -> String {
    if LIST_WORDS.contains(&key) { format!("field:{key}") } else { key.to_owned() }
}

fn people() -> Vec<Figure> {
    let residents = |from, to, sex| Of::Residents(Ages { from, to }, sex);
    let mut all = vec![
        Of::Households,
        residents(0, None, None),
        residents(0, None, Some(Sex::Male)),
        residents(0, Some(17), None),
        residents(18, Some(59), None),
        residents(60, None, None),
        residents(60, Some(69), Some(Sex::Female)),
        Of::AgeUnknown(None),
    ];
    for k in Trait::ALL {
        let codes: Vec<u8> = match k {
            Trait::Residence => vec![1, 2, 3],
            k => k.codes().map(|c| c.all().iter().map(|c| c.number).collect()).unwrap_or_default(),
        };
        all.extend(codes.into_iter().map(|c| Of::Trait(k, c)));
    }
    all.into_iter().map(Figure::of).collect()
}

/// The figures of a register.
fn of_table(office: &Office, t: &Table) -> Result<Vec<Figure>, Failure> {
    let mut all = vec![Figure::of(Of::Entries(t.code.clone(), None))];
    for f in t.shown().filter(|f| f.count) {
        for (v, _) in registers::values(&office.app.store, &t.code, f, None)?.into_iter().take(80) {
            all.push(Figure::of(Of::Entries(t.code.clone(), Some((f.key.clone(), v)))));
        }
    }
    Ok(all)
}

fn figures_of(office: &Office, all: &[Figure]) -> Result<Markup, Failure> {
    Ok(html! {
        table.list { tbody { @for f in all {
            @let said = words(office, f)?;
            tr { td { code { "{{" (plain(f)) "}}" } } td { (said) } }
        } } }
    })
}

/// A figure as people write it: not coded for an address.
fn plain(f: &Figure) -> String {
    let text = f.to_string();
    let pairs = form_urlencoded::parse(text.as_bytes());
    pairs.map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("&")
}

/// What happens in a month, first what can be told apart; the month is the one that is asked for.
fn monthly(office: &Office) -> Markup {
    let t = &office.t;
    let mut all: Vec<_> = figures::monthly().collect();
    all.sort_by_key(|m| m.parts.is_none());
    html! {
        table.list { tbody {
            @for m in all {
                (line(&format!("of={}", m.key), &t.get(&format!("report-guide-{}", m.key))))
                @if *m == items::REPORTED { (line("of=reported&month=last", &t.get("report-guide-reported-last"))) }
            }
            (line("of=begun&table=floating", &t.get("report-guide-begun")))
            @for c in Category::ALL {
                @let said = format!("{} · {}", t.get("report-guide-reported"), t.get(c.key()));
                (line(&format!("of=reported&category={}", c.code()), &said))
            }
        } }
    }
}

fn line(query: &str, said: &str) -> Markup {
    html! { tr { td { code { "{{" (query) "}}" } } td { (said) } } }
}
