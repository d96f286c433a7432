//! 四清: the overview by grid, one grid's parts, the gaps behind each, what is to be done, and the panel of a household.
mod list;
mod mend;
mod panel;
mod view;
mod visit;

use actix_web::{HttpRequest, http::Method, web::Path};

pub(in crate::faces::office) use panel::panel;

use crate::{
    base::{Failure, Id},
    domain::{
        insight::clarity::{self, Check, CheckResult, Finding, Tally},
        places::{
            grids::{self, Grid},
            reader::Reader,
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, after, needs, query_form},
        web::{Reply, Routes, endpoint, page},
    },
    store::{self, Read},
};

/// Households or places of a page: each is looked at anew, so that what was just mended is gone.
const PER_PAGE: usize = 30;
/// The name of all grids together in addresses.
const ALL: &str = "all";

pub(super) const PAGE: Page = Page::listed(Group::People, 40, "clarity-title", "/office/clarity", &overview, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/clarity", overview),
        endpoint(Method::GET, "/office/clarity/to-do", to_do),
        endpoint(Method::GET, "/office/clarity/{grid}", parts),
        endpoint(Method::GET, "/office/clarity/{grid}/{check}", gaps),
        endpoint(Method::GET, "/office/households/{id}/visit", visit::form_page),
        endpoint(Method::POST, "/office/households/{id}/visit", visit::record),
    ]
}

/// The counts of a grid that somebody may know.
type Counts = Vec<(&'static Check, Tally)>;

/// The counts of all grids that the reader sees together; of the whole office those of no grid too.
fn together(office: &Office, reader: &Reader) -> Result<Counts, Failure> {
    let (store, mut sum) = (&office.app.store, Vec::new());
    for g in reader.grids(store)?.iter().map(|g| Some(g.id)).chain(reader.sees_everywhere().then_some(None)) {
        add(&mut sum, &reader.clarity(store, g)?);
    }
    Ok(sum)
}

fn add(sum: &mut Counts, more: &Counts) {
    if sum.is_empty() {
        sum.clone_from(more);
        return;
    }
    for ((_, to), (_, n)) in sum.iter_mut().zip(more) {
        to.add(*n);
    }
}

async fn overview(who: May<needs::SeePeople>, office: Office) -> Reply {
    let (store, reader) = (&office.app.store, who.reader(&office.app)?);
    let wide = reader.sees_everywhere();
    let (mut rows, mut sum) = (Vec::new(), Vec::new());
    for grid in reader.grids(store)? {
        let found = reader.clarity(store, Some(grid.id))?;
        add(&mut sum, &found);
        let people = grids::people_of_grid(store, grid.id, reader.today())?;
        rows.push(view::Line { worker: people.worker().map(|s| s.name.clone()), counts: found, grid });
    }
    // A large grid holds nothing itself: its small ones do.
    rows.retain(|r| r.counts.iter().any(|(_, t)| t.all() > 0));
    if wide {
        add(&mut sum, &reader.clarity(store, None)?);
    }
    Ok(page(view::overview(&office, &who, &rows, &sum, wide)))
}

/// Of which grid an address speaks: one that this person sees, or all, for who sees all.
fn place(office: &Office, reader: &Reader, said: &str) -> Result<Option<Grid>, Failure> {
    if said == ALL {
        return if reader.sees_everywhere() { Ok(None) } else { Err(Failure::NotFound) };
    }
    let id: Id<Grid> = said.parse().map_err(|_e| Failure::NotFound)?;
    reader.open_grid(id)?;
    office.app.store.get(id).map(Some)
}

/// What is known of such a place.
fn known(office: &Office, reader: &Reader, grid: Option<&Grid>) -> Result<Counts, Failure> {
    match grid {
        Some(g) => reader.clarity(&office.app.store, Some(g.id)),
        None => together(office, reader),
    }
}

async fn parts(who: May<needs::SeePeople>, office: Office, grid: Path<String>) -> Reply {
    let reader = who.reader(&office.app)?;
    let grid = place(&office, &reader, &grid)?;
    let counts = known(&office, &reader, grid.as_ref())?;
    Ok(page(view::parts(&office, &who, grid.as_ref(), &counts)))
}

/// A household or place with its gaps as they are now.
struct Row {
    standing: CheckResult,
    found: Vec<Finding>,
}

/// The rows of a page looked at anew: only the gaps that are wanted, and only rows that have one.
fn anew(office: &Office, reader: &Reader, page: &store::Page<CheckResult>, only: Option<&Check>) -> Result<Vec<Row>, Failure> {
    let mut out = Vec::with_capacity(page.rows.len());
    for standing in &page.rows {
        let mut found = clarity::findings(&office.app.store, standing.of, reader.today())?;
        found.retain(|f| {
            let wanted = only.is_none_or(|c| c.no == f.no);
            wanted && f.seen.state.is_gap() && reader.sees_finding(f)
        });
        if !found.is_empty() {
            out.push(Row { standing: standing.clone(), found });
        }
    }
    Ok(out)
}

async fn gaps(who: May<needs::SeePeople>, office: Office, path: Path<(String, String)>, req: HttpRequest) -> Reply {
    let (grid, key) = path.into_inner();
    let reader = who.reader(&office.app)?;
    let grid = place(&office, &reader, &grid)?;
    let check = Check::parse(&key).filter(|c| reader.sees_check(c)).ok_or(Failure::NotFound)?;
    let counts = known(&office, &reader, grid.as_ref())?;
    let tally = counts.into_iter().find(|(c, _)| c.no == check.no).map(|(_, t)| t).unwrap_or_default();
    let after = after(&query_form(&req));
    let found = clarity::gaps(&office.app.store, check, grid.as_ref().map(|g| g.id), after.as_ref(), PER_PAGE)?;
    let rows = anew(&office, &reader, &found, Some(check))?;
    let listed = list::Gaps { grid: grid.as_ref(), check, tally, rows: &rows, next: found.next.as_ref() };
    Ok(page(list::gaps(&office, &who, &listed)?))
}

/// What is to be done in one of the grids that a person sees; those of the own grids first.
async fn to_do(who: May<needs::SeePeople>, office: Office, req: HttpRequest) -> Reply {
    let (app, form) = (&office.app, query_form(&req));
    let reader = who.reader(app)?;
    let (grids, mine) = (reader.grids(&app.store)?, reader.own_grids());
    let said: Option<Id<Grid>> = form.value("grid").parse().ok();
    let here = match said {
        Some(id) => Some(grids.iter().find(|g| g.id == id).ok_or(Failure::NotFound)?),
        None => grids
            .iter()
            .find(|g| mine.contains(&g.id) && has_any(&office, g))
            .or_else(|| grids.iter().find(|g| has_any(&office, g)).or_else(|| grids.first())),
    };
    let Some(here) = here else { return Ok(page(list::no_grid(&office, &who))) };
    let found = clarity::to_do(&app.store, here.id, after(&form).as_ref(), PER_PAGE)?;
    let rows = anew(&office, &reader, &found, None)?;
    Ok(page(list::to_do(&office, &who, &grids, (here, mine.contains(&here.id)), &rows, found.next.as_ref())?))
}

fn has_any(office: &Office, grid: &Grid) -> bool {
    clarity::to_do(&office.app.store, grid.id, None, 1).is_ok_and(|p| !p.rows.is_empty())
}
