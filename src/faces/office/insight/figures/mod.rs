//! The rows behind a figure: `/office/figures?of=residents&age=60-69&grid=7`.
mod view;

use actix_web::{HttpRequest, http::Method};

use crate::{
    app::App,
    base::Failure,
    domain::{
        insight::figures::{self, Figure, Of, Rows},
        matters::items,
    },
    faces::{
        office::{Office, menu::Page},
        staff::{May, SignedIn, after, needs, query_form, scope},
        web::{Reply, Routes, endpoint, page},
    },
};

pub(super) use view::words;

/// Rows of a page.
const PER_PAGE: usize = 50;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/figures", show)]
}

/// Where the rows behind a figure are listed.
pub(super) fn href(figure: &Figure) -> String {
    match &figure.of {
        // A register has a list of its own, with its columns, filters and export.
        Of::Entries(table, value) => {
            let mut q = form_urlencoded::Serializer::new(String::new());
            if let Some(g) = figure.grid {
                q.append_pair("grid", &g.to_string());
            }
            if let Some((field, value)) = value {
                q.append_pair("by", &format!("{field}:{value}"));
            }
            format!("/office/registers/{table}?{}", q.finish())
        }
        _ => format!("/office/figures?{figure}"),
    }
}

/// How many there are, for who may see it: `None` if this person may not.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn count(app: &App, who: &SignedIn, figure: &Figure) -> Result<Option<i64>, Failure> {
    match open(app, who, figure) {
        Ok(()) => figures::count(&app.store, figure, app.clock.today()).map(Some),
        Err(Failure::NotFound | Failure::NotAllowed) => Ok(None),
        Err(e) => Err(e),
    }
}

/// Refuses a figure that one may not see as if it were not there.
fn open(app: &App, who: &SignedIn, figure: &Figure) -> Result<(), Failure> {
    let seen = match &figure.of {
        Of::Reported(..) | Of::Closed(..) => match items::scope(&app.store, &who.account, app.clock.today())? {
            items::Scope::All => true,
            items::Scope::Grids(own) => figure.grid.is_some_and(|g| own.contains(&g)),
            _ => false,
        },
        Of::Entries(table, _) | Of::Begun(table, _) => {
            crate::faces::office::registry::registers::open_table(app, who, table)?;
            figure.seen(&scope(app, who)?)
        }
        _ => figure.seen(&scope(app, who)?),
    };
    if seen { Ok(()) } else { Err(Failure::NotFound) }
}

async fn show(who: May<needs::SeePeople>, office: Office, req: HttpRequest) -> Reply {
    let app = &office.app;
    let figure = Figure::parse(req.query_string()).ok_or(Failure::NotFound)?;
    open(app, &who, &figure)?;
    if let Of::Entries(table, _) | Of::Begun(table, _) = &figure.of {
        let t = crate::faces::office::registry::registers::open_table(app, &who, table)?;
        crate::faces::office::registry::registers::note_look(&office, &who, &t, None).await?;
    }
    let n = figures::count(&app.store, &figure, app.clock.today())?;
    let rows: Rows = figures::rows(&app.store, &figure, app.clock.today(), after(&query_form(&req)).as_ref(), PER_PAGE)?;
    Ok(page(view::page(&office, &who, &figure, n, &rows)?))
}
