//! GET Service Requests, GET Service Request, and the number behind a token.
use actix_web::web::Path;

use super::{
    call::Call,
    format::Tree,
    services::{limit, offer_of},
    time::{moment, w3},
};
use crate::{
    base::{Failure, FieldErrors, Reason, Stamp},
    domain::matters::{
        items::ItemNo,
        open311::{PAGE_MOST, Params, REACH_MOST, Shown, Wanted, find, list as listed},
    },
    faces::web::Reply,
};

/// The specification's longest span, in seconds, with a second for ends that are written a little late.
const SPAN: i64 = 90 * 86_400;

pub(super) async fn list(call: Call) -> Reply {
    let (app, params) = (&call.app, &call.params);
    let catalogue = app.catalogue();
    let numbers = params.list("service_request_id");
    let found = if numbers.is_empty() {
        let (wanted, skip, limit) = wanted(params, app.clock.now())?;
        for code in &wanted.codes {
            offer_of(app, code)?;
        }
        listed(&app.store, &catalogue, &wanted, skip, limit)?
    } else {
        // These override all other arguments; what there is not, or is nobody's business, is left out.
        if numbers.len() > PAGE_MOST {
            return Err(Failure::Invalid(FieldErrors::one("service_request_id", too_many())).into());
        }
        let mut found = Vec::new();
        for no in numbers.into_iter().filter_map(ItemNo::parse) {
            match find(&app.store, &catalogue, no) {
                Ok(one) if !found.contains(&one) => found.push(one),
                Ok(_) | Err(Failure::NotFound) => {}
                Err(other) => return Err(other.into()),
            }
        }
        found.sort_by_key(|one: &Shown| std::cmp::Reverse((one.requested, one.no)));
        found
    };
    Ok(call.answer("service_requests", &Tree::List("request", found.iter().map(|one| request(&call, one)).collect())))
}

fn too_many() -> Reason {
    Reason::new("open311-too-many").arg("max", PAGE_MOST)
}

/// What is asked for, how much of it is to be passed over, and how much is to be shown.
fn wanted(params: &Params, now: Stamp) -> Result<(Wanted, usize, usize), Failure> {
    let mut errors = FieldErrors::default();
    let mut note = |name: &str, reason: Reason| errors.0.push((name.to_owned(), reason));
    let mut date = |name: &str, end: bool| {
        let said = params.get(name)?;
        let at = moment(said, end);
        if at.is_none() {
            note(name, Reason::new("open311-date"));
        }
        at
    };
    let (start, end) = (date("start_date", false), date("end_date", true));
    let (from, last) = match (start, end) {
        (Some(start), Some(end)) => (start, end),
        (Some(start), None) => (start, start.plus_seconds(SPAN).min(now.max(start))),
        (None, Some(end)) => (end.plus_seconds(-SPAN), end),
        (None, None) => (now.plus_seconds(-SPAN), now),
    };
    if last < from {
        note("end_date", Reason::new("open311-backwards"));
    }
    if last.seconds_since(from) > SPAN + 1 {
        note("start_date", Reason::new("open311-span"));
    }
    let (mut open, mut closed) = (false, false);
    for status in params.list("status") {
        match status.to_ascii_lowercase().as_str() {
            "open" => open = true,
            "closed" => closed = true,
            _ => note("status", Reason::new("open311-status")),
        }
    }
    let mut number = |name: &str, most: usize, otherwise: usize| match params.get(name).map(str::parse) {
        None => otherwise,
        Some(Ok(n)) if (1..=most).contains(&n) => n,
        Some(_) => {
            note(name, Reason::new("answer-wrong-number").arg("min", 1).arg("max", most));
            otherwise
        }
    };
    let size = number("page_size", PAGE_MOST, PAGE_MOST);
    let page = number("page", REACH_MOST / size, 1);
    if !errors.0.is_empty() {
        return Err(Failure::Invalid(errors));
    }
    let wanted = Wanted {
        codes: params.list("service_code").into_iter().map(str::to_owned).collect(),
        open: (open != closed).then_some(open),
        from,
        // Moments are said in whole seconds: the last one belongs to the span.
        to: last.plus_seconds(1),
    };
    Ok((wanted, (page - 1) * size, size))
}

pub(super) async fn one(call: Call, path: Path<(String, String)>) -> Reply {
    let no = ItemNo::parse(&path.0).ok_or(Failure::NotFound)?;
    let one = find(&call.app.store, &call.app.catalogue(), no)?;
    Ok(call.answer("service_requests", &Tree::List("request", vec![request(&call, &one)])))
}

/// The number is its own token.
pub(super) async fn token(call: Call, path: Path<(String, String)>) -> Reply {
    let no = ItemNo::parse(&path.0).ok_or(Failure::NotFound)?;
    let one = find(&call.app.store, &call.app.catalogue(), no)?;
    let no = Tree::text(one.no.to_string());
    let request = Tree::Map(vec![("service_request_id", no.clone()), ("token", no)]);
    Ok(call.answer("service_requests", &Tree::List("request", vec![request])))
}

/// Every field of the specification; those about people and exact places are always empty.
fn request(call: &Call, one: &Shown) -> Tree {
    let t = &call.app.zh;
    let office = call.office.community.as_str();
    let state = t.get(&format!("state-{}", one.state.key()));
    let notes = match one.goes_on {
        Some(no) => t.with("open311-goes-on", &[("state", &state), ("no", &no.to_string())]),
        None => state,
    };
    let area = one.area.as_ref().map(|area| t.with("open311-area", &[("area", area), ("office", office)]));
    Tree::Map(vec![
        ("service_request_id", Tree::text(one.no.to_string())),
        ("status", Tree::text(if one.state.open() { "open" } else { "closed" })),
        ("status_notes", Tree::text(notes)),
        ("service_name", Tree::text(one.title.as_str())),
        ("service_code", Tree::text(one.code.as_str())),
        ("description", Tree::Nothing),
        ("agency_responsible", Tree::text(office)),
        ("service_notice", Tree::text(limit(&call.app, one.limit_days))),
        ("requested_datetime", Tree::text(w3(one.requested))),
        ("updated_datetime", Tree::text(w3(one.updated))),
        ("expected_datetime", Tree::maybe(one.expected.map(w3))),
        ("address", Tree::maybe(area)),
        ("address_id", Tree::Nothing),
        ("zipcode", Tree::Nothing),
        ("lat", Tree::Nothing),
        ("long", Tree::Nothing),
        ("media_url", Tree::Nothing),
    ])
}
