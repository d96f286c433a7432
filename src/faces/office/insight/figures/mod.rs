//! The rows behind a figure: `/office/figures?of=residents&age=60-69&grid=7`.
mod view;

use actix_web::{HttpRequest, http::Method};

use crate::{
    base::Failure,
    domain::insight::figures::{self, Figure, Of, Rows},
    faces::{
        office::{Office, menu::Page},
        staff::{May, after, needs, query_form},
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

async fn show(who: May<needs::SeePeople>, office: Office, req: HttpRequest) -> Reply {
    let app = &office.app;
    let (figure, reader) = (Figure::parse(req.query_string()).ok_or(Failure::NotFound)?, who.reader(app)?);
    let n = reader.count(&app.store, &figure)?.ok_or(Failure::NotFound)?;
    if let Of::Entries(table, _) | Of::Begun(table, _) = &figure.of {
        let t = reader.table(&app.store, table)?;
        crate::faces::office::registry::registers::note_look(&office, &who, &t, None).await?;
    }
    let rows: Rows = figures::rows(&app.store, &figure, reader.today(), after(&query_form(&req)).as_ref(), PER_PAGE)?;
    Ok(page(view::page(&office, &who, &figure, n, &rows)?))
}
