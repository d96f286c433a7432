use maud::{Markup, html};

use super::href;
use crate::{
    base::{Day, Failure},
    domain::{
        insight::figures::{Ages, Figure, Of, Rows},
        places::grids::Grid,
        registry::{
            people::{Household, Resident, Trait},
            registers::{self, Entry},
        },
    },
    faces::{
        office::{
            Office,
            insight::statistics,
            menu,
            registry::registers::{about, entry_state, word},
        },
        staff::{SignedIn, age, next_page},
        ui::heads,
    },
    i18n::Texts,
    store::Read,
};

/// A figure in words: `居民 · 60–69 岁 · 女 · 第一网格`.
pub(in crate::faces::office) fn words(office: &Office, figure: &Figure) -> Result<String, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let month = |m: u32| t.with("figure-month", &[("year", &(m / 100).to_string()), ("month", &(m % 100).to_string())]);
    let table = |code: &str| registers::table(store, code).map(|x| word(t, &x.name, &x.en).to_owned());
    let mut parts = match &figure.of {
        Of::Households => vec![t.get("figure-households")],
        Of::Residents(ages, sex) => {
            let sex = sex.map(|s| t.get(&format!("sex-{}", s.code())));
            [Some(t.get("figure-residents")), ages_words(t, *ages), sex].into_iter().flatten().collect()
        }
        Of::AgeUnknown(sex) => {
            let sex = sex.map(|s| t.get(&format!("sex-{}", s.code())));
            [Some(t.get("figure-residents")), Some(t.get("figure-age-unknown")), sex].into_iter().flatten().collect()
        }
        Of::Trait(k, code) => vec![t.get("figure-residents"), trait_words(t, *k, *code)],
        Of::Entries(code, value) => {
            let value = value.iter().map(|(_, v)| v.clone());
            [table(code)?].into_iter().chain(value).collect()
        }
        Of::Begun(code, m) => vec![table(code)?, t.get("figure-begun"), month(*m)],
        Of::Monthly(what, m, part) => {
            let part = what.parts.zip(*part).and_then(|(parts, n)| (parts.text)(n)).map(|key| t.get(key));
            [Some(t.get(&format!("figure-{}", what.key))), part, Some(month(*m))].into_iter().flatten().collect()
        }
    };
    if let Some(g) = figure.grid {
        parts.push(store.get::<Grid>(g)?.name);
    }
    Ok(parts.join(" · "))
}

fn ages_words(t: &Texts, ages: Ages) -> Option<String> {
    let from = ages.from.to_string();
    match ages {
        Ages::ANY => None,
        Ages { to: None, .. } => Some(t.with("figure-age-from", &[("from", &from)])),
        Ages { to: Some(to), .. } => Some(t.with("figure-ages", &[("from", &from), ("to", &to.to_string())])),
    }
}

/// A trait's code in words; the names of the national tables are the standards' own.
pub(in crate::faces::office) fn trait_words(t: &Texts, k: Trait, code: u8) -> String {
    match k.codes() {
        Some(table) => table.name(code).unwrap_or_default().to_owned(),
        None => ["", "residence-registered", "residence-away", "residence-floating"]
            .get(usize::from(code))
            .filter(|k| !k.is_empty())
            .map(|k| t.get(k))
            .unwrap_or_default(),
    }
}

pub(super) fn page(office: &Office, who: &SignedIn, figure: &Figure, n: i64, rows: &Rows) -> Result<Markup, Failure> {
    let t = &office.t;
    let (table, next) = match rows {
        Rows::Households(p) => (households(office, &p.rows)?, &p.next),
        Rows::Residents(p) => (residents(office, &p.rows)?, &p.next),
        Rows::Entries(p) => (entries(office, &p.rows)?, &p.next),
        Rows::Monthly(of, p) => (menu::drawn(office, of, &p.rows)?, &p.next),
    };
    let body = html! {
        p {
            b { (t.with("figure-count", &[("n", &n.to_string())])) }
            " "
            span.soft { (t.with("figure-as-of", &[("day", &office.app.clock.today().to_string())])) }
        }
        @if n == 0 { p.empty { (t.get("figure-none")) } } @else { (table) }
        (next_page(t, &href(figure), next.as_ref()))
    };
    Ok(office.page(who, &statistics::PAGE, &words(office, figure)?, body))
}

fn households(office: &Office, rows: &[Household]) -> Result<Markup, Failure> {
    let t = &office.t;
    Ok(html! {
        table.list {
            (heads(t, &["household-address", "household-head", "household-phone"]))
            tbody { @for h in rows { tr {
                @let head = h.head.map(|id| office.app.store.get::<Resident>(id)).transpose()?;
                td { a href={ "/office/households/" (h.id) } { (h.address) } }
                td { @match head { Some(r) => (r.name), None => span.soft { (t.get("household-without-head")) } } }
                td.nowrap { @if let Some(p) = &h.phone { (p.masked()) } }
            } } }
        }
    })
}

fn residents(office: &Office, rows: &[Resident]) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    Ok(html! {
        table.list {
            (heads(t, &["resident-name", "resident-sex", "resident-age", "resident-relation", "household-address"]))
            tbody { @for r in rows { tr {
                @let home: Household = store.get(r.household)?;
                td.nowrap { a href={ "/office/residents/" (r.id) } { (r.name) } }
                td { (t.get(&format!("sex-{}", r.sex.code()))) }
                td.nowrap { (age(&office.t, office.app.clock.today(), r)) }
                td { (r.relation.name()) }
                td { a href={ "/office/households/" (home.id) } { (home.address) } }
            } } }
        }
    })
}

fn entries(office: &Office, rows: &[Entry]) -> Result<Markup, Failure> {
    let (t, today): (&Texts, Day) = (&office.t, office.app.clock.today());
    Ok(html! {
        table.list {
            (heads(t, &["figure-subject", "figure-place", "figure-from", "registers-state"]))
            tbody { @for e in rows { tr {
                @let about = about(&office.app, e.subject)?;
                td {
                    a href={ "/office/registers/entries/" (e.id) } {
                        (if about.name.is_empty() { format!("№ {}", e.id) } else { about.name })
                    }
                }
                td { (about.place) }
                td.nowrap { (e.from) }
                td.nowrap { (entry_state(office, e, today)) }
            } } }
        }
    })
}
