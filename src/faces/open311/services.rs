//! Discovery, GET Service List and GET Service Definition.
use actix_web::web::Path;

use super::{call::Call, format::Tree, time::w3};
use crate::{
    app::App,
    base::Failure,
    domain::matters::{
        catalog::{FieldKind, Offer},
        open311::{Ask, Attribute, attributes, changed, endpoint as address, offered, reportable},
    },
    faces::web::Reply,
    i18n::Texts,
};

/// What this endpoint keeps to.
const SPECIFICATION: &str = "http://wiki.open311.org/GeoReport_v2";

pub(super) async fn discovery(call: Call) -> Reply {
    let (t, office) = (&call.app.zh, &call.office);
    let changeset = w3(changed(&call.app.store, office.created)?);
    let about = [
        ("office", office.community.as_str()),
        ("phone", office.phone.as_str()),
        ("address", office.address.as_str()),
        ("hours", office.hours.as_str()),
    ];
    let formats = ["text/xml", "application/json"].into_iter().map(Tree::text).collect();
    let here = Tree::Map(vec![
        ("specification", Tree::text(SPECIFICATION)),
        ("url", Tree::text(address(&office.public_host))),
        ("changeset", Tree::text(changeset.clone())),
        ("type", Tree::text("production")),
        ("formats", Tree::List("format", formats)),
    ]);
    let tree = Tree::Map(vec![
        ("changeset", Tree::text(changeset)),
        ("contact", Tree::text(t.with("open311-contact", &about))),
        ("key_service", Tree::text(t.with("open311-key-service", &about))),
        ("endpoints", Tree::List("endpoint", vec![here])),
    ]);
    Ok(call.answer("discovery", &tree))
}

pub(super) async fn list(call: Call) -> Reply {
    let catalogue = call.app.catalogue();
    let services = offered(&catalogue).map(|o| service(&call.app, o)).collect();
    Ok(call.answer("services", &Tree::List("service", services)))
}

fn service(app: &App, offer: &Offer) -> Tree {
    let (t, spec) = (&app.zh, &offer.spec);
    let kind = t.get(spec.item_type.key());
    let about = t.with("open311-about", &[("who", &spec.who), ("kind", &kind), ("limit", &limit(app, spec.limit_days))]);
    let words: Vec<String> = std::iter::once(t.get(spec.category.key())).chain(spec.aliases.iter().cloned()).collect();
    Tree::Map(vec![
        ("service_code", Tree::text(offer.service.code.as_str())),
        ("service_name", Tree::text(spec.name.as_str())),
        ("description", Tree::text(about)),
        ("metadata", Tree::Flag(!attributes(spec).is_empty())),
        ("type", Tree::text("realtime")),
        ("keywords", Tree::text(words.join(", "))),
        ("group", Tree::text(t.get(spec.line.key()))),
    ])
}

/// When a matter is done, in words.
pub(super) fn limit(app: &App, days: u16) -> String {
    match days {
        0 => app.zh.get("open311-limit-same-day"),
        n => app.zh.with("open311-limit-days", &[("days", &n.to_string())]),
    }
}

/// The service that a code names, if it is offered to other software.
pub(super) fn offer_of(app: &App, code: &str) -> Result<Offer, Failure> {
    let offer = app.catalogue().by_code(code).filter(|o| reportable(&o.spec)).cloned();
    offer.ok_or(Failure::refused("open311-no-service"))
}

pub(super) async fn definition(call: Call, path: Path<(String, String)>) -> Reply {
    let offer = offer_of(&call.app, &path.0)?;
    let asked = (1..).zip(attributes(&offer.spec)).map(|(order, a)| attribute(&call.app.zh, order, &a)).collect();
    let tree = Tree::Map(vec![
        ("service_code", Tree::text(offer.service.code.as_str())),
        ("attributes", Tree::List("attribute", asked)),
    ]);
    Ok(call.answer("service_definition", &tree))
}

fn attribute(t: &Texts, order: u32, a: &Attribute<'_>) -> Tree {
    let datatype = match a.ask {
        Ask::Line => "string",
        Ask::Text => "text",
        Ask::Number => "number",
        Ask::Day => "datetime",
        Ask::One(_) | Ask::YesNo => "singlevaluelist",
        Ask::Any(_) => "multivaluelist",
    };
    let bound = match &a.field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => Some(t.with("open311-type-text", &[("max", &max.to_string())])),
        FieldKind::Number { min, max, unit } => {
            Some(t.with("open311-type-number", &[("min", &min.to_string()), ("max", &max.to_string()), ("unit", unit)]))
        }
        FieldKind::Date { past_days, future_days } => {
            Some(t.with("open311-type-day", &[("past", &past_days.to_string()), ("future", &future_days.to_string())]))
        }
        FieldKind::Phone => Some(t.get("open311-type-phone")),
        _ => None,
    };
    let described: Vec<String> = a.field.hint.clone().into_iter().chain(bound).collect();
    let value = |key: &str, name: &str| Tree::Map(vec![("key", Tree::text(key)), ("name", Tree::text(name))]);
    let values = match a.ask {
        Ask::One(options) | Ask::Any(options) => options.iter().map(|o| value(o, o)).collect(),
        Ask::YesNo => vec![value("yes", &t.get("answer-yes")), value("no", &t.get("answer-no"))],
        _ => Vec::new(),
    };
    let mut all = vec![
        ("variable", Tree::Flag(true)),
        ("code", Tree::text(a.field.key.as_str())),
        ("datatype", Tree::text(datatype)),
        ("required", Tree::Flag(a.field.required)),
        ("datatype_description", Tree::text(described.join("；"))),
        ("order", Tree::Whole(order)),
        ("description", Tree::text(a.field.ask.as_str())),
    ];
    if !values.is_empty() {
        all.push(("values", Tree::List("value", values)));
    }
    Tree::Map(all)
}
