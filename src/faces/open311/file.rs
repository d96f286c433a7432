//! POST Service Request.
use super::{
    call::Sent,
    format::Tree,
    services::{limit, offer_of},
};
use crate::{
    base::{Failure, Id},
    domain::{
        matters::open311::{self, Filing},
        places::grids::Building,
    },
    faces::web::Reply,
    store::Read,
};

pub(super) async fn file(sent: Sent) -> Reply {
    let Sent { call, key, idempotency } = sent;
    let (app, params, at) = (&call.app, &call.params, call.app.clock.now());
    let code = params.get("service_code").ok_or(Failure::field("service_code", "open311-missing"))?;
    let offer = offer_of(app, code)?;
    let building = match params.get("address_id").and_then(|id| id.parse().ok()) {
        Some(id) => app.store.find(Id::<Building>::new(id))?,
        None => None,
    };
    let report = open311::read(params, &offer.spec, building.as_ref(), at.day(), &app.keys.seal).map_err(Failure::Invalid)?;
    let form_keys = open311::form_keys(key.id, idempotency.as_deref(), params, at);
    let filing = Filing::new(key.id, &offer, report, form_keys)?;
    let filed = app.store.write(move |tx| open311::file(tx, filing, at)).await?;
    let notice = app.zh.with("open311-received", &[("limit", &limit(app, filed.item.clock.limit_days))]);
    let request =
        Tree::Map(vec![("service_request_id", Tree::text(filed.item.no.to_string())), ("service_notice", Tree::text(notice))]);
    Ok(call.answer("service_requests", &Tree::List("request", vec![request])))
}
