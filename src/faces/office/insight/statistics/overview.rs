//! The overview: who lives here, how old, where; items month by month; what the registers hold.
use actix_web::HttpRequest;

use super::{
    month_short, months,
    overview_view::{self, Held, Overview},
    sight::Sight,
};
use crate::{
    base::{Failure, Sex},
    domain::{
        insight::figures::{self, Ages, Figure, Of},
        matters::items::{CLOSED, REPORTED},
        places::grids::Grid,
        registry::{
            people::{HOUSEHOLDS_BY_GRID, Trait},
            registers::Table,
            visits::VISITED,
        },
    },
    faces::{
        office::{Office, registry::registers::word},
        staff::{May, needs, query_form},
        ui::charts::{Chart, Line, Part},
        web::{Reply, page},
    },
    store::Read,
};

/// Registered, away from it, floating: the codes of residence.
const RESIDENCE: [(u8, &str); 3] = [(1, "residence-registered"), (2, "residence-away"), (3, "residence-floating")];

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, req: HttpRequest) -> Reply {
    let sight = Sight::of(&office, &who, &query_form(&req))?;
    let shown = sight.shown(|g| Ok(office.app.store.count(&HOUSEHOLDS_BY_GRID, &g.id)? > 0))?;
    let all = Overview {
        people: people(&sight)?,
        ages: ages(&sight)?,
        residence: residence(&sight, &shown.grids)?,
        traits: traits(&sight)?,
        grids: grids(&sight, &shown.grids)?,
        items: if sight.sees_items() { Some(items(&sight)?) } else { None },
        visits: visits(&sight)?,
        held: held(&sight)?,
    };
    Ok(page(overview_view::page(&sight, &shown, &all)))
}

fn people(s: &Sight<'_>) -> Result<Vec<(&'static str, Part)>, Failure> {
    let all = [
        ("stats-households", Of::Households),
        ("figure-residents", Of::Residents(Ages::ANY, None)),
        ("sex-1", Of::Residents(Ages::ANY, Some(Sex::Male))),
        ("sex-2", Of::Residents(Ages::ANY, Some(Sex::Female))),
        ("stats-under-18", Of::Residents(Ages { from: 0, to: Some(17) }, None)),
        ("residence-registered", Of::Trait(Trait::Residence, 1)),
        ("residence-away", Of::Trait(Trait::Residence, 2)),
        ("residence-floating", Of::Trait(Trait::Residence, 3)),
        ("stats-60", Of::Residents(Ages::least(60), None)),
        ("stats-80", Of::Residents(Ages::least(80), None)),
    ];
    all.into_iter().map(|(key, of)| Ok((key, s.all(&of)?))).collect()
}

fn ages(s: &Sight<'_>) -> Result<Chart, Failure> {
    let (t, store) = (&s.office.t, &s.office.app.store);
    let mut lines: Vec<Line> = Vec::new();
    for bands in s.sum(|grid| figures::pyramid(store, grid, s.today()))? {
        if lines.is_empty() {
            lines = bands.iter().map(|b| band(s, b.ages)).collect();
        }
        for (line, band) in lines.iter_mut().zip(bands) {
            line.parts.iter_mut().zip(band.sexes).for_each(|(p, n)| p.n += n);
        }
    }
    let series = ["sex-1", "sex-2"].map(|k| t.get(k)).to_vec();
    Ok(Chart { title: t.get("stats-ages"), by: t.get("resident-age"), series, lines })
}

/// A band of ages without its numbers yet.
fn band(s: &Sight<'_>, ages: Ages) -> Line {
    let from = ages.from.to_string();
    let label = match ages.to {
        Some(to) => format!("{from}–{to}"),
        None => s.office.t.with("stats-from-age", &[("from", &from)]),
    };
    let part = |sex| {
        let href = s.place().map(|grid| super::href(&Figure { of: Of::Residents(ages, Some(sex)), grid }));
        Part { n: 0, href }
    };
    Line { label, parts: vec![part(Sex::Male), part(Sex::Female)] }
}

fn residence(s: &Sight<'_>, grids: &[&Grid]) -> Result<Chart, Failure> {
    let t = &s.office.t;
    let line = |g: &&Grid| {
        let parts = RESIDENCE.iter().map(|(code, _)| s.at(&Of::Trait(Trait::Residence, *code), Some(g.id)));
        Ok(Line { label: g.name.clone(), parts: parts.collect::<Result<_, Failure>>()? })
    };
    let lines = grids.iter().map(line).collect::<Result<_, Failure>>()?;
    let series = RESIDENCE.iter().map(|(_, key)| t.get(key)).collect();
    Ok(Chart { title: t.get("stats-residents-by-grid"), by: t.get("household-grid"), series, lines })
}

/// Education, marriage, politics, ethnicity: the codes that anybody has.
fn traits(s: &Sight<'_>) -> Result<Vec<Chart>, Failure> {
    let t = &s.office.t;
    let mut out = Vec::new();
    for k in [Trait::Education, Trait::Marital, Trait::Political, Trait::Ethnicity] {
        let mut lines = Vec::new();
        for code in k.codes().map(|c| c.all()).unwrap_or_default() {
            let part = s.all(&Of::Trait(k, code.number))?;
            if part.n > 0 {
                lines.push(Line { label: code.name.to_owned(), parts: vec![part] });
            }
        }
        let title = t.get(&format!("stats-by-{}", k.key()));
        if !lines.is_empty() {
            out.push(Chart { by: title.clone(), title, series: vec![t.get("figure-residents")], lines });
        }
    }
    Ok(out)
}

/// The table of grids.
fn grids(s: &Sight<'_>, grids: &[&Grid]) -> Result<Chart, Failure> {
    let t = &s.office.t;
    let columns = [
        ("stats-households", Of::Households),
        ("figure-residents", Of::Residents(Ages::ANY, None)),
        ("residence-registered", Of::Trait(Trait::Residence, 1)),
        ("residence-away", Of::Trait(Trait::Residence, 2)),
        ("residence-floating", Of::Trait(Trait::Residence, 3)),
        ("stats-60", Of::Residents(Ages::least(60), None)),
        ("stats-80", Of::Residents(Ages::least(80), None)),
    ];
    let line = |g: &&Grid| {
        let parts = columns.iter().map(|(_, of)| s.at(of, Some(g.id))).collect::<Result<_, Failure>>()?;
        Ok(Line { label: g.name.clone(), parts })
    };
    let lines = grids.iter().map(line).collect::<Result<_, Failure>>()?;
    let series = columns.iter().map(|(key, _)| t.get(key)).collect();
    Ok(Chart { title: t.get("stats-by-grid"), by: t.get("household-grid"), series, lines })
}

/// Figures month by month.
pub(super) fn by_month(s: &Sight<'_>, title: &str, series: &[(&str, &dyn Fn(u32) -> Of)]) -> Result<Chart, Failure> {
    let t = &s.office.t;
    let mut lines = Vec::new();
    for month in months(s.today().month()) {
        let label = month_short(s.office, month, lines.is_empty());
        let parts = series.iter().map(|(_, of)| s.all(&of(month))).collect::<Result<_, Failure>>()?;
        lines.push(Line { label, parts });
    }
    let series = series.iter().map(|(key, _)| t.get(key)).collect();
    Ok(Chart { title: t.get(title), by: t.get("stats-by-month"), series, lines })
}

pub(super) fn items(s: &Sight<'_>) -> Result<Chart, Failure> {
    let series: [(&str, &dyn Fn(u32) -> Of); 2] =
        [("figure-reported", &|m| Of::monthly(&REPORTED, m)), ("figure-closed", &|m| Of::monthly(&CLOSED, m))];
    by_month(s, "stats-items-by-month", &series)
}

fn visits(s: &Sight<'_>) -> Result<Chart, Failure> {
    by_month(s, "stats-visits-by-month", &[("figure-visits", &|m| Of::monthly(&VISITED, m))])
}

fn held(s: &Sight<'_>) -> Result<Vec<Held>, Failure> {
    let now = s.today().month();
    let last = months(now).iter().rev().nth(1).copied().unwrap_or(now);
    let one = |table: &std::sync::Arc<Table>| {
        let of = [Of::Entries(table.code.clone(), None), Of::Begun(table.code.clone(), now), Of::Begun(table.code.clone(), last)];
        let [a, b, c] = of.map(|of| s.all(&of));
        let name = word(&s.office.t, &table.name, &table.en).to_owned();
        Ok(Held { module: table.module, code: table.code.clone(), name, parts: [a?, b?, c?] })
    };
    s.tables()?.iter().map(one).collect()
}
