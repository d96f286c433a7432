use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};

use super::format::{Format, Tree, answer};
use crate::{app::App, base::Failure};

/// A failure as the specification has it: errors of a code and a description, of which there may be several. Nothing that
/// was typed is said again.
pub fn problem(app: &App, req: &HttpRequest, failure: &Failure, reference: Option<&str>) -> HttpResponse {
    let status = status(failure);
    let t = &app.zh;
    let said = match failure {
        Failure::Invalid(errors) => {
            let line = |(name, reason): &(String, _)| t.with("open311-parameter", &[("name", name), ("why", &t.reason(reason))]);
            errors.0.iter().map(line).collect()
        }
        Failure::NotFound => vec![t.get("open311-not-found")],
        Failure::NotAllowed | Failure::SignedOut => vec![t.get("open311-key-wrong")],
        Failure::Broken(_) => vec![t.with("open311-broken", &[("ref", reference.unwrap_or_default())])],
        other => vec![t.failure(other)],
    };
    let code = || ("code", Tree::Whole(u32::from(status.as_u16())));
    let error = |words: String| Tree::Map(vec![code(), ("description", Tree::text(words))]);
    let tree = Tree::List("error", said.into_iter().map(error).collect());
    let mut out = answer(Format::of(req.path()).unwrap_or(Format::Xml), status, "errors", &tree);
    if let Some(seconds) = wait(failure) {
        out.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from(seconds));
    }
    out
}

fn status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::NotFound => StatusCode::NOT_FOUND,
        Failure::NotAllowed | Failure::SignedOut => StatusCode::FORBIDDEN,
        Failure::Invalid(_) | Failure::Taken(_) => StatusCode::BAD_REQUEST,
        Failure::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Failure::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Failure::Refused(reason) => match reason.key {
            "open311-no-jurisdiction" | "open311-no-service" | "open311-no-format" => StatusCode::NOT_FOUND,
            "failure-too-many-tries" | "open311-day-full" => StatusCode::TOO_MANY_REQUESTS,
            "failure-too-large" => StatusCode::PAYLOAD_TOO_LARGE,
            "open311-not-set-up" | "store-recovering" | "store-disk-full" | "item-day-full" => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        },
    }
}

/// In how many seconds it may be tried again, where that is known.
fn wait(failure: &Failure) -> Option<u32> {
    match failure {
        Failure::Refused(reason) => {
            let minutes = reason.args.iter().find(|(name, _)| *name == "minutes")?;
            minutes.1.parse().ok().map(|m: u32| m.saturating_mul(60))
        }
        Failure::Busy => Some(5),
        _ => None,
    }
}
