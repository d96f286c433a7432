use std::{fmt, future::Future, pin::Pin};

use actix_web::{
    HttpRequest, HttpResponse, ResponseError,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{StatusCode, header},
    middleware::Next,
};
use maud::Markup;

use crate::{
    app::App,
    base::{Failure, random_token},
    store::blobs::BlobId,
};

/// What a handler answers.
pub type Reply = Result<HttpResponse, Problem>;

/// A failure on its way to a page. `problems` dresses it in the look of the face it happened in.
#[derive(Clone, Debug)]
pub struct Problem(pub Failure);

impl From<Failure> for Problem {
    fn from(f: Failure) -> Self {
        Problem(f)
    }
}
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        match &self.0 {
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::NotAllowed => StatusCode::FORBIDDEN,
            Failure::SignedOut => StatusCode::UNAUTHORIZED,
            Failure::Refused(r) if r.key == "failure-too-many-tries" => StatusCode::TOO_MANY_REQUESTS,
            Failure::Refused(r) if r.key == "failure-too-large" => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::Refused(r) if r.key == "failure-too-slow" => StatusCode::REQUEST_TIMEOUT,
            Failure::Refused(r) if r.key == "failure-host" => StatusCode::MISDIRECTED_REQUEST,
            Failure::Refused(r) if r.key == "store-recovering" => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Refused(_) | Failure::Taken(_) => StatusCode::CONFLICT,
            Failure::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
    fn error_response(&self) -> HttpResponse<BoxBody> {
        HttpResponse::new(self.status_code())
    }
}

/// A page.
pub fn page(markup: Markup) -> HttpResponse {
    page_with(StatusCode::OK, markup)
}

/// A page with another status.
pub fn page_with(status: StatusCode, markup: Markup) -> HttpResponse {
    HttpResponse::build(status).content_type("text/html; charset=utf-8").body(markup.into_string())
}

/// The form again, with what is wrong beside its fields (422).
pub fn ask_again(markup: Markup) -> HttpResponse {
    page_with(StatusCode::UNPROCESSABLE_ENTITY, markup)
}

/// After a post: go and look there (303), so that a reload does not post again.
pub fn see_other(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

/// A paper, shown in the browser under an ASCII file name.
pub fn pdf(name: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/pdf")
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}.pdf\"")))
        .body(bytes)
}

/// The kind of a workbook's file.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A workbook to be kept, under an ASCII file name.
pub fn xlsx(name: &str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(XLSX)
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.xlsx\"")))
        .body(bytes)
}

/// A kept photo, shown in the browser.
///
/// # Errors
/// `NotFound` when its file is gone or damaged: the page that shows it goes on without it.
pub fn photo(app: &App, blob: [u8; 32], kind: &str) -> Reply {
    let id = BlobId::from_bytes(blob);
    let found = app.blobs.get(id).inspect_err(|error| tracing::error!(%id, %error, "a photo cannot be read"));
    let bytes = found.unwrap_or_default().ok_or(Failure::NotFound)?;
    Ok(HttpResponse::Ok().content_type(kind).insert_header((header::CONTENT_DISPOSITION, "inline")).body(bytes))
}

/// Draws a failure's page in a face's look. The text is what a person may read; the reference number is in the log too.
pub type Draw = fn(&App, &HttpRequest, &Failure, reference: Option<&str>) -> Markup;

/// How a face answers a failure.
#[derive(Clone, Copy)]
pub enum Face {
    /// People read its pages: the drawing of one, and where they sign in (empty if nobody does).
    Pages(Draw, &'static str),
    /// Programs read its answers, which it makes itself.
    Programs(fn(&App, &HttpRequest, &Failure, reference: Option<&str>) -> HttpResponse),
}

type Answer = Pin<Box<dyn Future<Output = Result<ServiceResponse<BoxBody>, actix_web::Error>>>>;

/// Middleware over all faces: turns failures, and answers of the router itself (404, 405), into pages or whatever else the
/// face of an address answers with.
pub fn problems<B: MessageBody + 'static>(face: fn(&str) -> Face) -> impl Fn(ServiceRequest, Next<B>) -> Answer + Clone {
    move |req, next| {
        let app = req.app_data::<App>().cloned();
        Box::pin(async move {
            // The router changes the request on its way in and panics if somebody else holds it: it is taken from the answer.
            let answer = next.call(req).await?;
            let failure = match answer.response().error().map(as_failure) {
                Some(f) => f,
                None if answer.status() == StatusCode::NOT_FOUND
                    && !answer.response().headers().contains_key(header::CONTENT_TYPE) =>
                {
                    Failure::NotFound
                }
                None => return Ok(answer.map_into_boxed_body()),
            };
            let request = answer.request().clone();
            let Some(app) = app else { return Err(Problem(failure).into()) };
            let (draw, sign_in) = match face(request.path()) {
                Face::Pages(draw, sign_in) => (draw, sign_in),
                Face::Programs(answer) => {
                    let reference = reference(&failure, &request);
                    let answer = answer(&app, &request, &failure, reference.as_deref());
                    return Ok(ServiceResponse::new(request, answer));
                }
            };
            if failure == Failure::SignedOut && request.method() == actix_web::http::Method::GET && !sign_in.is_empty() {
                return Ok(ServiceResponse::new(request, see_other(sign_in)));
            }
            let reference = reference(&failure, &request);
            let status = Problem(failure.clone()).status_code();
            let body = draw(&app, &request, &failure, reference.as_deref());
            Ok(ServiceResponse::new(request, page_with(status, body)))
        })
    }
}

fn as_failure(e: &actix_web::Error) -> Failure {
    if let Some(Problem(f)) = e.as_error::<Problem>() {
        return f.clone();
    }
    match e.as_response_error().status_code() {
        StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST => Failure::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => Failure::refused("failure-too-large"),
        StatusCode::METHOD_NOT_ALLOWED => Failure::refused("failure-method"),
        _ => Failure::broken(e),
    }
}

/// A broken inside goes to the log under a number that the page shows; the address is logged without its query.
fn reference(f: &Failure, request: &HttpRequest) -> Option<String> {
    let Failure::Broken(what) = f else { return None };
    let reference = random_token().ok()?.chars().take(8).collect::<String>();
    let pattern = request.match_pattern().unwrap_or_default();
    tracing::error!(reference, pattern, what, "a request broke");
    Some(reference)
}
