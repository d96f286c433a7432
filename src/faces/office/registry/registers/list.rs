//! The modules with their tables, and one table's list: filtered, searched, a page at a time.
use actix_web::{HttpRequest, web::Path};

use super::{
    About, about,
    list_view::{self, Listed},
    note_look,
};
use crate::{
    base::{Failure, Id},
    domain::{
        places::{grids::Grid, reader::Reader},
        registry::registers::{self, Entry, Filter, Table},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, after, needs, query_form},
        web::{Form, Reply, page},
    },
    store::{Cursor, Read},
};

/// Entries of a page.
const PER_PAGE: usize = 50;

pub(super) async fn modules(who: May<needs::SeePeople>, office: Office) -> Reply {
    let (store, reader) = (&office.app.store, who.reader(&office.app)?);
    let places: Vec<_> = match reader.sees_everywhere() {
        true => vec![None],
        false => reader.own_grids().into_iter().map(Some).collect(),
    };
    let mut tables = reader.tables(store)?;
    tables.retain(|t| !t.hidden);
    let counted = tables.into_iter().map(|t| {
        let of = |grid: &Option<Id<Grid>>| {
            let filter = Filter { grid: *grid, ..Filter::default() };
            registers::count(store, &t.code, &filter).map(Option::unwrap_or_default)
        };
        let n = places.iter().map(of).sum::<Result<i64, Failure>>()?;
        Ok((t, n))
    });
    let tables = counted.collect::<Result<Vec<_>, Failure>>()?;
    Ok(page(list_view::modules(&office, &who, &tables)))
}

/// The filter that an address or a form says, held within what one may see: grid staff always look at one of their grids.
pub(super) fn filter(read: &impl Read, reader: &Reader, t: &Table, form: &Form) -> Result<Filter, Failure> {
    let (said, grids): (Option<Id<Grid>>, _) = (form.value("grid").parse().ok(), reader.grids(read)?);
    let grid = match said {
        Some(g) if grids.iter().any(|x| x.id == g) => Some(g),
        Some(_) => return Err(Failure::NotFound),
        None if reader.sees_everywhere() => None,
        // Somebody without a grid sees none: no row has this number.
        None => Some(grids.first().map_or(Id::new(0), |g| g.id)),
    };
    let value = form.value("by").split_once(':').filter(|(f, _)| t.field(f).is_some_and(|f| f.count));
    let value = value.map(|(f, v)| (f.to_owned(), v.chars().take(60).collect()));
    Ok(Filter { grid, ended: value.is_none() && form.ticked("ended"), value })
}

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, code: Path<String>, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    listed(&office, &who, &code, &form, after(&form).as_ref()).await
}

pub(super) async fn listed(office: &Office, who: &SignedIn, code: &str, form: &Form, after: Option<&Cursor>) -> Reply {
    let app = &office.app;
    let reader = who.reader(app)?;
    let t = reader.table(&app.store, code)?;
    let (grids, filter) = (reader.grids(&app.store)?, filter(&app.store, &reader, &t, form)?);
    note_look(office, who, &t, None).await?;
    let found = registers::page(&app.store, &t.code, &filter, after, PER_PAGE)?;
    let count = registers::count(&app.store, &t.code, &filter)?;
    let rows = with_subjects(office, found.rows)?;
    let listed = Listed { table: &t, reader, grids, filter, count, rows, next: found.next, query: None };
    Ok(page(list_view::list(office, who, &listed, form)?))
}

fn with_subjects(office: &Office, rows: Vec<Entry>) -> Result<Vec<(Entry, About)>, Failure> {
    rows.into_iter().map(|e| about(&office.app, e.subject).map(|a| (e, a))).collect()
}

/// Searching is posted, so that names and numbers stand in no address and no log.
pub(super) async fn search(who: May<needs::SeePeople>, office: Office, code: Path<String>, form: Form) -> Reply {
    let app = &office.app;
    let query: String = form.value("q").trim().chars().take(80).collect();
    if query.is_empty() {
        return listed(&office, &who, &code, &form, None).await;
    }
    let reader = who.reader(app)?;
    let t = reader.table(&app.store, &code)?;
    note_look(&office, &who, &t, None).await?;
    let rows = with_subjects(&office, registers::search(&app.store, &app.keys.seal, &reader, &t, &query)?)?;
    let (grids, filter) = (reader.grids(&app.store)?, Filter::default());
    let listed = Listed { table: &t, reader, grids, filter, count: None, rows, next: None, query: Some(query) };
    Ok(page(list_view::list(&office, &who, &listed, &form)?))
}
