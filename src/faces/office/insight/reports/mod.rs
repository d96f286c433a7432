//! Forms of the upper levels (一表通): what there is, one filled in, as a file; templates of the office's own.
mod filling;
mod guide;
mod sheets;
mod show;
mod upload;
mod upload_view;
mod view;

use std::sync::Arc;

use actix_web::http::Method;

use crate::{
    app::App,
    base::Failure,
    domain::{
        insight::reports::{self, Report, Source, Template, Uses},
        places::reader::Reader,
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        web::{Routes, endpoint},
    },
    store::Read,
};

pub(super) const PAGE: Page = Page::listed(Group::People, 60, "office-reports", "/office/reports", &show::list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/reports", show::list),
        endpoint(Method::GET, "/office/reports/new", upload::new_page),
        endpoint(Method::POST, "/office/reports/new", upload::create),
        endpoint(Method::GET, "/office/reports/{code}", show::show),
        endpoint(Method::POST, "/office/reports/{code}/export", show::export),
        endpoint(Method::GET, "/office/reports/{code}/template", upload::template),
        endpoint(Method::GET, "/office/reports/{code}/edit", upload::edit_page),
        endpoint(Method::POST, "/office/reports/{code}/edit", upload::edit),
        endpoint(Method::POST, "/office/reports/{code}/retire", upload::retire),
    ]
}

/// A form.
#[derive(Clone)]
enum Which {
    /// That ships with the program.
    Shipped(Arc<Template>),
    /// Of the office's own.
    Own(Box<Report>),
}

impl Which {
    fn of(app: &App, code: &str) -> Result<Self, Failure> {
        if let Some(t) = reports::shipped()?.iter().find(|t| t.code == code) {
            return Ok(Which::Shipped(t.clone()));
        }
        let id = Report::of_code(code).ok_or(Failure::NotFound)?;
        app.store.get(id).map(|r| Which::Own(Box::new(r)))
    }
    fn code(&self) -> String {
        match self {
            Which::Shipped(t) => t.code.clone(),
            Which::Own(r) => r.code(),
        }
    }
    /// The title in Chinese.
    fn name(&self) -> &str {
        match self {
            Which::Shipped(t) => &t.name,
            Which::Own(r) => &r.name,
        }
    }
    fn title(&self, office: &Office) -> String {
        match self {
            Which::Shipped(t) => crate::faces::office::registry::registers::word(&office.t, &t.name, &t.en).to_owned(),
            Which::Own(r) => r.name.clone(),
        }
    }
    fn uses(&self) -> Uses {
        match self {
            Which::Shipped(t) => t.uses(),
            Which::Own(r) => r.uses.clone(),
        }
    }
    fn retired(&self) -> bool {
        matches!(self, Which::Own(r) if r.retired)
    }
    /// The template, unless it is a workbook.
    fn template(&self) -> Result<Option<Arc<Template>>, Failure> {
        match self {
            Which::Shipped(t) => Ok(Some(t.clone())),
            Which::Own(r) => match &r.source {
                Source::Toml(text) => toml::from_str(text).map(|t| Some(Arc::new(t))).map_err(Failure::broken),
                Source::Book { .. } => Ok(None),
            },
        }
    }
}

/// A form that the reader sees; others are as if they were not there.
fn open(app: &App, reader: &Reader, code: &str) -> Result<Which, Failure> {
    let which = Which::of(app, code)?;
    if reader.sees_report(&app.store, &which.uses())? { Ok(which) } else { Err(Failure::NotFound) }
}
