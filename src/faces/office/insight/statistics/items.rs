//! Items: by month, by category and month, and by grid in one month.
use actix_web::HttpRequest;
use maud::{Markup, html};

use super::{
    PAGE, month_short, months,
    overview::items,
    overview_view::{HALF, WHOLE},
    sight::{Shown, Sight},
};
use crate::{
    base::Failure,
    domain::{
        insight::figures::Of,
        matters::{
            catalog::Category,
            items::{self as matters, REPORTED},
        },
        places::grids::Grid,
    },
    faces::{
        office::Office,
        staff::{May, needs, query_form},
        ui::{
            Field,
            charts::{Chart, Line, bars, columns, figure, table},
            select,
        },
        web::{Form, Reply, page},
    },
};

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let sight = Sight::of(&office, &who, &form)?;
    if !sight.sees_items() {
        return Err(Failure::NotFound.into());
    }
    let all = months(sight.today().month());
    let said = form.value("month").parse().ok().filter(|m| all.contains(m));
    let month = said.unwrap_or(sight.today().month());
    let store = &office.app.store;
    let shown = sight.shown(|g| Ok(matters::board_of_grid(store, g.id)?.all() > 0))?;
    Ok(page(view(&sight, &shown, month)?))
}

fn view(s: &Sight<'_>, shown: &Shown<'_>, month: u32) -> Result<Markup, Failure> {
    let (t, unfold) = (&s.office.t, s.office.t.get("stats-table"));
    let (by_month, categories, matrix) = (items(s)?, by_category(s, month)?, matrix(s)?);
    let body = html! {
        p { a href=(s.address("/office/statistics")) { (t.get("office-statistics")) } }
        (s.choice("/office/statistics/items", &month_choice(s, month)))
        section.panel { (figure(&by_month, &columns(&by_month, WHOLE), &unfold)) }
        div.charts {
            section.panel {
                @if categories.lines.is_empty() { h2 { (categories.title) } p.empty { (t.get("figure-none")) } }
                @else { (figure(&categories, &bars(&categories, HALF), &unfold)) }
            }
            @if s.several() {
                @let c = by_grid(s, &shown.grids, month)?;
                section.panel { (figure(&c, &bars(&c, HALF), &unfold)) (shown.pager(s, "/office/statistics/items")) }
            }
        }
        section.panel {
            h2 { (matrix.title) } @if matrix.lines.is_empty() { p.empty { (t.get("figure-none")) } } @else { (table(&matrix)) }
        }
    };
    Ok(s.office.page(s.who, &PAGE, &t.get("stats-items"), body))
}

fn month_choice(s: &Sight<'_>, month: u32) -> Markup {
    let t = &s.office.t;
    let options: Vec<_> = months(s.today().month()).into_iter().rev().map(|m| (m.to_string(), month_words(s, m))).collect();
    let form = Form::filled([("month", month.to_string())]);
    select(t, &form, Field { name: "month", label: &t.get("stats-by-month"), ..Field::default() }, &options)
}

fn month_words(s: &Sight<'_>, m: u32) -> String {
    s.office.t.with("figure-month", &[("year", &(m / 100).to_string()), ("month", &(m % 100).to_string())])
}

fn series(s: &Sight<'_>) -> Vec<String> {
    ["figure-reported", "figure-closed"].map(|k| s.office.t.get(k)).to_vec()
}

fn by_category(s: &Sight<'_>, month: u32) -> Result<Chart, Failure> {
    let t = &s.office.t;
    let mut lines = Vec::new();
    for c in Category::ALL {
        let part = s.all(&Of::Monthly(&REPORTED, month, Some(c.number())))?;
        if part.n > 0 {
            lines.push(Line { label: t.get(c.key()), parts: vec![part] });
        }
    }
    let title = t.with("stats-items-by-category", &[("month", &month_words(s, month))]);
    Ok(Chart { title, by: t.get("live-category"), series: vec![t.get("figure-reported")], lines })
}

/// Reported ones by grid: what is closed in a month was often reported in another, so the two are no whole.
fn by_grid(s: &Sight<'_>, grids: &[&Grid], month: u32) -> Result<Chart, Failure> {
    let t = &s.office.t;
    let line = |g: &&Grid| Ok(Line { label: g.name.clone(), parts: vec![s.at(&Of::monthly(&REPORTED, month), Some(g.id))?] });
    let lines = grids.iter().map(line).collect::<Result<_, Failure>>()?;
    let title = t.with("stats-items-by-grid", &[("month", &month_words(s, month))]);
    Ok(Chart { title, by: t.get("household-grid"), series: series(s).into_iter().take(1).collect(), lines })
}

/// Categories by month.
fn matrix(s: &Sight<'_>) -> Result<Chart, Failure> {
    let t = &s.office.t;
    let all = months(s.today().month());
    let mut lines = Vec::new();
    for c in Category::ALL {
        let parts =
            all.iter().map(|m| s.all(&Of::Monthly(&REPORTED, *m, Some(c.number())))).collect::<Result<Vec<_>, Failure>>()?;
        if parts.iter().any(|p| p.n > 0) {
            lines.push(Line { label: t.get(c.key()), parts });
        }
    }
    let series = all.iter().enumerate().map(|(i, m)| month_short(s.office, *m, i == 0)).collect();
    Ok(Chart { title: t.get("stats-items-matrix"), by: t.get("live-category"), series, lines })
}
