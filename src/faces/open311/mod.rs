//! `/open311/v2`: Open311 GeoReport v2 for other civic software, by <http://wiki.open311.org/GeoReport_v2> and
//! <http://wiki.open311.org/Service_Discovery>. The rows are those of the house; nothing personal goes out.
//!
//! | method | address | needs a key |
//! |---|---|---|
//! | discovery | `GET discovery.{xml,json}` | no |
//! | GET Service List | `GET services.{xml,json}` | if the office says so |
//! | GET Service Definition | `GET services/{service_code}.{xml,json}` | if the office says so |
//! | POST Service Request | `POST requests.{xml,json}`, form-encoded | yes |
//! | GET service_request_id from a token | `GET tokens/{token}.{xml,json}` | if the office says so |
//! | GET Service Requests | `GET requests.{xml,json}` | if the office says so |
//! | GET Service Request | `GET requests/{service_request_id}.{xml,json}` | if the office says so |
//!
//! What the specification leaves open, and what is decided here:
//!
//! * A report gets its number, which is the item's number on papers, at once (type `realtime`). There are no tokens; for
//!   clients that always ask, the number counts as its own token.
//! * `jurisdiction_id` is optional, as there is one office; if given it must be the office's division code.
//! * Without dates the last 90 days are listed. One answer holds 200 requests; `page` and `page_size` go on (the extension
//!   that most servers have) up to the specification's first 1,000. Beyond that, ask for shorter spans.
//! * `description`, coordinates, house numbers and pictures are never given back, not even to whoever sent them: see
//!   [`Shown`](crate::domain::matters::open311::Shown).
//! * The same report sent again within ten minutes, or with the same `Idempotency-Key`, finds the first one's number.
//! * Errors are 400, 403 and 404 as the specification has them, each wrong parameter an error of its own; besides them 413
//!   (too large), 429 (too often), 500 and 503 (ours, try again), because a client told 400 would give up.
//! * Texts are Chinese whatever the client's language: they are the office's own words.
mod call;
mod file;
mod format;
mod problem;
mod requests;
mod services;
mod time;

use actix_web::http::Method;

pub use problem::problem;

use super::web::{Routes, endpoint};

/// The addresses.
pub fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/open311/v2/discovery.{format}", services::discovery),
        endpoint(Method::GET, "/open311/v2/services.{format}", services::list),
        endpoint(Method::GET, "/open311/v2/services/{code}.{format}", services::definition),
        endpoint(Method::POST, "/open311/v2/requests.{format}", file::file),
        endpoint(Method::GET, "/open311/v2/requests.{format}", requests::list),
        endpoint(Method::GET, "/open311/v2/requests/{id}.{format}", requests::one),
        endpoint(Method::GET, "/open311/v2/tokens/{id}.{format}", requests::token),
    ]
}
