//! The modules with their tables, and one table's list: filtered, searched, a page at a time.
use actix_web::{HttpRequest, web::Path};

use super::{About, about, list_view, note_look, open_table, scope};
use crate::{
    base::{Failure, Id},
    domain::{
        places::grids::Grid,
        registry::{
            people::Scope,
            registers::{self, Entry, Filter, Table},
        },
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, after, needs, own_grids, query_form},
        web::{Form, Reply, page},
    },
    store::Cursor,
};

/// Entries of a page.
const PER_PAGE: usize = 50;

/// What the list of a table is drawn from.
pub(super) struct Listed<'a> {
    pub(super) table: &'a Table,
    pub(super) grids: Vec<Grid>,
    /// Whether entries of every grid are seen.
    pub(super) wide: bool,
    pub(super) filter: Filter,
    pub(super) count: Option<i64>,
    pub(super) rows: Vec<(Entry, About)>,
    pub(super) next: Option<Cursor>,
    /// The words that were looked for; the list is what was found then.
    pub(super) query: Option<String>,
}

pub(super) async fn modules(who: May<needs::SeePeople>, office: Office) -> Reply {
    let store = &office.app.store;
    let grids = match scope(&office.app, &who)? {
        Scope::All => None,
        Scope::Grids(g) => Some(g),
    };
    let mut tables = Vec::new();
    for t in registers::tables(store)? {
        if t.hidden || !t.access.sees(|r| who.may(r)) {
            continue;
        }
        let mut n = 0;
        match &grids {
            None => n = registers::count(store, &t.code, &Filter::default())?.unwrap_or_default(),
            Some(own) => {
                for g in own {
                    let f = Filter { grid: Some(*g), ..Filter::default() };
                    n += registers::count(store, &t.code, &f)?.unwrap_or_default();
                }
            }
        }
        tables.push((t, n));
    }
    Ok(page(list_view::modules(&office, &who, &tables)))
}

/// The filter that an address or a form says, held within what one may see: grid staff always look at one of their grids.
pub(super) fn filter(t: &Table, form: &Form, grids: &[Grid], wide: bool) -> Result<Filter, Failure> {
    let said: Option<Id<Grid>> = form.value("grid").parse().ok();
    let grid = match said {
        Some(g) if grids.iter().any(|x| x.id == g) => Some(g),
        Some(_) => return Err(Failure::NotFound),
        None if wide => None,
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
    let t = open_table(app, who, code)?;
    let wide = scope(app, who)? == Scope::All;
    let grids = own_grids(app, who)?;
    let filter = filter(&t, form, &grids, wide)?;
    note_look(office, who, &t, None).await?;
    let found = registers::page(&app.store, &t.code, &filter, after, PER_PAGE)?;
    let count = registers::count(&app.store, &t.code, &filter)?;
    let rows = with_subjects(office, found.rows)?;
    let listed = Listed { table: &t, grids, wide, filter, count, rows, next: found.next, query: None };
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
    let t = open_table(app, &who, &code)?;
    let scope = scope(app, &who)?;
    note_look(&office, &who, &t, None).await?;
    let rows = with_subjects(&office, registers::search(&app.store, &app.keys.seal, &scope, &t, &query)?)?;
    let (grids, wide) = (own_grids(app, &who)?, scope == Scope::All);
    let listed = Listed { table: &t, grids, wide, filter: Filter::default(), count: None, rows, next: None, query: Some(query) };
    Ok(page(list_view::list(&office, &who, &listed, &form)?))
}
