//! One register: by a counted field and grid, and what began month by month.
use std::sync::Arc;

use actix_web::{HttpRequest, web::Path};
use maud::{Markup, html};

use super::{
    PAGE,
    overview::by_month,
    overview_view::{HALF, WHOLE},
    sight::{Shown, Sight},
};
use crate::{
    base::Failure,
    domain::{
        insight::figures::Of,
        places::grids::Grid,
        registry::registers::{self, BY_GRID, Field, Kind, Table},
    },
    faces::{
        office::{
            Office,
            registry::registers::{note_look, word},
        },
        staff::{May, needs, query_form},
        ui::charts::{Chart, Line, Part, SERIES_MOST, bars, columns, figure, number, table},
        web::{Form, Reply, page},
    },
    store::Read,
};

/// Values that are columns of the table at most; the chart shows all.
const COLUMNS_MOST: usize = 12;

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, code: Path<String>, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let sight = Sight::of(&office, &who, &form)?;
    let t = sight.reader.table(&office.app.store, &code)?;
    // Numbers of a few say who: they are logged as a look at the list is.
    note_look(&office, &who, &t, None).await?;
    Ok(page(view(&sight, &t, &form)?))
}

/// The field that is looked at: the one said, else the first that is counted.
fn field<'a>(t: &'a Table, form: &Form) -> Option<&'a Field> {
    let counted = || t.shown().filter(|f| f.count);
    counted().find(|f| f.key == form.value("field")).or_else(|| counted().next())
}

fn of(t: &Table, f: &Field, value: &str) -> Of {
    Of::Entries(t.code.clone(), Some((f.key.clone(), value.to_owned())))
}

/// The values that any entry has, with how many.
fn values(s: &Sight<'_>, t: &Table, f: &Field) -> Result<Vec<(String, Part)>, Failure> {
    let all = registers::values(&s.office.app.store, &t.code, f, s.grid)?;
    let counted = all.into_iter().map(|(v, _)| Ok((s.all(&of(t, f, &v))?, v)));
    let counted = counted.collect::<Result<Vec<_>, Failure>>()?;
    Ok(counted.into_iter().filter(|(p, _)| p.n > 0).map(|(p, v)| (v, p)).collect())
}

fn view(s: &Sight<'_>, t: &Arc<Table>, form: &Form) -> Result<Markup, Failure> {
    let (office, texts) = (s.office, &s.office.t);
    let path = format!("/office/statistics/registers/{}", t.code);
    let store = &office.app.store;
    let shown = s.shown(|g| Ok(store.count(&BY_GRID, &(t.code.clone(), Some(g.id)))? > 0))?;
    let field = field(t, form);
    let values = field.map_or(Ok(Vec::new()), |f| values(s, t, f))?;
    let (all, unfold) = (s.all(&Of::Entries(t.code.clone(), None))?, texts.get("stats-table"));
    let begun = |m| Of::Begun(t.code.clone(), m);
    let months = by_month(s, "stats-begun-by-month", &[("figure-begun", &begun)])?;
    let body = html! {
        p {
            a href=(s.address("/office/statistics")) { (texts.get("office-statistics")) }
            " › "
            (texts.get(&format!("module-{}", t.module.key())))
        }
        (s.choice(&path, &fields(s, t, field)))
        p { (texts.get("stats-held")) ": " b { (number(&all)) } }
        @if all.n == 0 { p.empty { (texts.get("registers-none")) } } @else {
            div.charts {
                @if let Some(f) = field { @if !values.is_empty() {
                    @let c = by_value(s, f, &values);
                    section.panel { (figure(&c, &bars(&c, HALF), &unfold)) }
                } }
                @if s.several() {
                    @let c = by_grid(s, t, field, &values, &shown.grids)?;
                    section.panel { (figure(&c, &bars(&c, HALF), &unfold)) }
                }
            }
            @if s.several() { (matrix(s, t, field, &values, &shown)?) }
        }
        @if months.any() { section.panel { (figure(&months, &columns(&months, WHOLE), &unfold)) } }
    };
    Ok(office.page(s.who, &PAGE, word(texts, &t.name, &t.en), body))
}

/// The choice of a counted field, where there are several.
fn fields(s: &Sight<'_>, t: &Table, chosen: Option<&Field>) -> Markup {
    let counted: Vec<&Field> = t.shown().filter(|f| f.count).collect();
    html! {
        @if counted.len() > 1 {
            div.field {
                label for="f-field" { (s.office.t.get("stats-category")) }
                select #f-field name="field" {
                    @for f in counted {
                        option value=(f.key) selected[chosen.is_some_and(|c| c.key == f.key)] {
                            (word(&s.office.t, &f.name, &f.en))
                        }
                    }
                }
            }
        }
    }
}

fn by_value(s: &Sight<'_>, f: &Field, values: &[(String, Part)]) -> Chart {
    let t = &s.office.t;
    let name = word(t, &f.name, &f.en).to_owned();
    let lines = values.iter().map(|(v, p)| Line { label: v.clone(), parts: vec![p.clone()] }).collect();
    Chart { title: t.with("stats-by-field", &[("field", &name)]), by: name, series: vec![t.get("stats-held")], lines }
}

/// Grids with their values stacked, if these are few and no entry has several of them; else their entries.
fn by_grid(
    s: &Sight<'_>,
    t: &Table,
    field: Option<&Field>,
    values: &[(String, Part)],
    grids: &[&Grid],
) -> Result<Chart, Failure> {
    let texts = &s.office.t;
    let held = s.all(&Of::Entries(t.code.clone(), None))?.n;
    let whole = values.iter().map(|(_, p)| p.n).sum::<i64>() == held;
    let stacked = field.filter(|f| f.kind != Kind::Choices && whole && (2..=SERIES_MOST).contains(&values.len()));
    let line = |g: &&Grid| {
        let parts = match stacked {
            Some(f) => values.iter().map(|(v, _)| s.at(&of(t, f, v), Some(g.id))).collect::<Result<_, Failure>>()?,
            None => vec![s.at(&Of::Entries(t.code.clone(), None), Some(g.id))?],
        };
        Ok(Line { label: g.name.clone(), parts })
    };
    let lines = grids.iter().map(line).collect::<Result<_, Failure>>()?;
    let series = match stacked {
        Some(_) => values.iter().map(|(v, _)| v.clone()).collect(),
        None => vec![texts.get("stats-held")],
    };
    Ok(Chart { title: texts.get("stats-by-grid"), by: texts.get("household-grid"), series, lines })
}

/// Grids by values, with what belongs to no grid below.
fn matrix(
    s: &Sight<'_>,
    t: &Table,
    field: Option<&Field>,
    values: &[(String, Part)],
    shown: &Shown<'_>,
) -> Result<Markup, Failure> {
    let texts = &s.office.t;
    let mut greatest: Vec<&(String, Part)> = values.iter().collect();
    greatest.sort_by_key(|(_, p)| std::cmp::Reverse(p.n));
    greatest.truncate(COLUMNS_MOST);
    let columns: Vec<&(String, Part)> = values.iter().filter(|v| greatest.contains(v)).collect();
    let entries = Of::Entries(t.code.clone(), None);
    let line = |g: &&Grid| {
        let mut parts = vec![s.at(&entries, Some(g.id))?];
        if let Some(f) = field {
            for (v, _) in &columns {
                parts.push(s.at(&of(t, f, v), Some(g.id))?);
            }
        }
        Ok(Line { label: g.name.clone(), parts })
    };
    let lines = shown.grids.iter().map(line).collect::<Result<Vec<_>, Failure>>()?;
    let series = std::iter::once(texts.get("stats-held")).chain(columns.iter().map(|(v, _)| v.clone())).collect();
    let title = texts.get("stats-by-grid-and-category");
    let chart = Chart { title, by: texts.get("household-grid"), series, lines };
    // Entries about no place are the whole office's.
    let none = if s.wide && s.grid.is_none() { s.office.app.store.count(&BY_GRID, &(t.code.clone(), None))? } else { 0 };
    Ok(html! {
        section.panel {
            h2 { (chart.title) }
            (table(&chart))
            @if none > 0 { p.soft { (texts.with("stats-without-grid", &[("n", &none.to_string())])) } }
            @if columns.len() < values.len() {
                p.soft { (texts.with("stats-columns-most", &[("n", &COLUMNS_MOST.to_string())])) }
            }
            (shown.pager(s, &format!("/office/statistics/registers/{}", t.code)))
        }
    })
}
