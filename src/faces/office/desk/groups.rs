//! The same figures by grid, window line and category: the most pressing on the desk, all on a page of their own. Every
//! number leads to its list.
use actix_web::web::Path;
use maud::{Markup, html};

use super::super::Office;
use super::PAGE;
use crate::{
    base::{Failure, Id},
    domain::{
        matters::items::{Age, Board, ByAge, Group, Live},
        places::{grids::Grid, reader::Reader},
    },
    faces::{
        staff::{May, needs},
        web::{Problem, Reply, page},
    },
    i18n::Texts,
    store::Read,
};

/// Rows of a table on the desk.
const ROWS: usize = 12;

/// What the figures are taken apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum By {
    Grid,
    Line,
    Category,
}

impl By {
    const ALL: [By; 3] = [By::Grid, By::Line, By::Category];
    /// Name in addresses, filters and texts (`live-by-…`).
    const fn key(self) -> &'static str {
        match self {
            By::Grid => "grid",
            By::Line => "line",
            By::Category => "category",
        }
    }
}

/// One row: its name, what its filter is, and its figures.
pub(in super::super) struct Shown {
    pub(in super::super) name: String,
    filter: String,
    pub(in super::super) board: Board,
    pub(in super::super) ages: ByAge,
}

/// A grid's name, looked up for those that are shown.
fn name_of(office: &Office, grid: Option<Id<Grid>>) -> Result<String, Failure> {
    let Some(id) = grid else { return Ok(office.t.get("live-no-grid")) };
    Ok(office.app.store.find(id)?.map_or_else(|| id.to_string(), |g| g.name))
}

/// The first rows of a kind; of grids those whose items a reader sees, or all, on a screen that everybody may read.
pub(in super::super) fn shown(
    office: &Office,
    live: &Live,
    by: By,
    reader: Option<&Reader>,
    most: usize,
) -> Result<Vec<Shown>, Failure> {
    let t = &office.t;
    let word = |(code, key), board, ages| Shown { name: t.get(key), filter: format!("{}={code}", by.key()), board, ages };
    Ok(match by {
        By::Grid => {
            let seen = |g: &&Group<Option<Id<Grid>>>| reader.is_none_or(|r| r.sees_items_in(g.key));
            let row = |g: &Group<Option<Id<Grid>>>| {
                let filter = format!("grid={}", g.key.map_or(0, Id::raw));
                Ok(Shown { name: name_of(office, g.key)?, filter, board: g.board, ages: g.ages })
            };
            live.grids.iter().filter(seen).take(most).map(row).collect::<Result<_, Failure>>()?
        }
        By::Line => live.lines.iter().take(most).map(|g| word((g.key.code(), g.key.key()), g.board, g.ages)).collect(),
        By::Category => live.categories.iter().take(most).map(|g| word((g.key.code(), g.key.key()), g.board, g.ages)).collect(),
    })
}

/// The three tables of the desk.
pub(super) fn tables(office: &Office, live: &Live) -> Result<Markup, Failure> {
    let t = &office.t;
    let how_many = |by| match by {
        By::Grid => live.grids.len(),
        By::Line => live.lines.len(),
        By::Category => live.categories.len(),
    };
    Ok(html! {
        div.groups {
            @for by in By::ALL {
                section {
                    h2 { (t.get(&format!("live-by-{}", by.key())))
                        " " small {
                            a href={ "/office/groups/" (by.key()) } { (t.with("live-all", &[("n", &how_many(by).to_string())])) }
                        } }
                    (table(t, &shown(office, live, by, None, ROWS)?, false))
                }
            }
        }
    })
}

/// The grids of somebody who serves several.
pub(super) fn own_grids(office: &Office, live: &Live, reader: &Reader) -> Result<Markup, Failure> {
    let rows = shown(office, live, By::Grid, Some(reader), ROWS)?;
    Ok(html! { @if rows.len() > 1 { h2 { (office.t.get("live-by-grid")) } (table(&office.t, &rows, true)) } })
}

fn table(t: &Texts, rows: &[Shown], whole: bool) -> Markup {
    if rows.is_empty() {
        return html! { p.empty { (t.get("live-none")) } };
    }
    let number = |n: i64, row: &Shown, rest: &str, late: bool| {
        html! { td.num { @if n == 0 { span.soft { "0" } } @else {
            a.late[late] href={ "/office/items?" (row.filter) "&" (rest) } { (n) }
        } } }
    };
    let ages: &[Age] = if whole { &Age::ALL } else { &[Age::Today] };
    html! {
        table.list.group.whole[whole] {
            thead { tr {
                th { (t.get("live-what")) } th.num { (t.get("live-open")) } th.num { (t.get("desk-overdue")) }
                @for age in ages { th.num { (t.get(&format!("age-short-{}", age.key()))) } }
                @if whole { th.num { (t.get("desk-closed")) } th.num { (t.get("desk-reported")) } }
            } }
            tbody {
                @for row in rows {
                    tr {
                        th scope="row" { (row.name) }
                        (number(row.board.open(), row, "state=open", false))
                        (number(row.ages.overdue(), row, "due=overdue", true))
                        @for age in ages { (number(row.ages.of(*age), row, &format!("due={}", age.key()), age.overdue())) }
                        @if whole {
                            td.num { (row.board.closed()) }
                            (number(row.board.all(), row, "", false))
                        }
                    }
                }
            }
        }
    }
}

/// All rows of one kind.
pub(super) async fn all(office: Office, who: May<needs::SeeItems>, by: Path<String>) -> Reply {
    let by = By::ALL.into_iter().find(|b| b.key() == by.as_str()).ok_or(Problem(Failure::NotFound))?;
    let app = &office.app;
    let reader = who.reader(app)?;
    // Lines and categories are counted for the whole office only.
    if !(reader.sees_all_items() || by == By::Grid && reader.sees_items_by_grid()) {
        return Err(Problem(Failure::NotFound));
    }
    let live = app.picture().await?;
    let title = office.t.get(&format!("live-by-{}", by.key()));
    let body = table(&office.t, &shown(&office, &live, by, Some(&reader), usize::MAX)?, true);
    Ok(page(office.page(&who, &PAGE, &title, body)))
}
