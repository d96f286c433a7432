//! Keys of other civic software: made, shown once, counted, taken back; and whether reading needs one.
mod view;

use actix_web::{HttpRequest, http::Method, web::Path};

use self::view::Over;
use crate::{
    base::{Failure, Id, random_token},
    domain::matters::open311::{MOST_A_DAY, make_key, revoke_key, secret_hash, set_reads},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, after, needs, query_form},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
};

/// The longest name of a key.
const NAME_MOST: usize = 40;

pub(super) const PAGE: Page = Page::listed(Group::Office, 100, "office-open311", "/office/open311", &show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/open311", show),
        endpoint(Method::POST, "/office/open311", make),
        endpoint(Method::POST, "/office/open311/reads", reads),
        endpoint(Method::POST, "/office/open311/{id}/revoke", revoke),
    ]
}

async fn show(who: May<needs::Settings>, office: Office, req: HttpRequest) -> Reply {
    let from = after(&query_form(&req));
    Ok(page(view::keys(&office, &who, from.as_ref(), &Over::default())?))
}

async fn make(who: May<needs::Settings>, office: Office, mut form: Form) -> Reply {
    let name = form.text("name", NAME_MOST);
    let most = form.take("most", "open311-most-wrong", |s| s.parse().ok().filter(|n| (1..=MOST_A_DAY).contains(n)));
    let (Some(name), Some(most), true) = (name, most, form.ok()) else {
        let over = Over { form: Some(form), made: None };
        return Ok(ask_again(view::keys(&office, &who, None, &over)?));
    };
    let secret = random_token()?;
    let (by, at, hash) = (who.actor(), office.app.clock.now(), secret_hash(&secret));
    let key = office.app.store.write(move |tx| make_key(tx, (by, at), name, hash, most)).await?;
    let over = Over { form: None, made: Some((key.name, secret)) };
    Ok(page(view::keys(&office, &who, None, &over)?))
}

async fn reads(who: May<needs::Settings>, office: Office, mut form: Form) -> Reply {
    let parse = |s: &str| match s {
        "open" => Some(false),
        "key" => Some(true),
        _ => None,
    };
    let Some(need_key) = form.take("reads", "field-choice", parse) else {
        return Err(Failure::Invalid(form.errors().clone()).into());
    };
    let (by, at) = (who.actor(), office.app.clock.now());
    office.app.store.write(move |tx| set_reads(tx, (by, at), need_key)).await?;
    Ok(see_other("/office/open311?done=saved"))
}

async fn revoke(who: May<needs::Settings>, office: Office, id: Path<u64>, _form: Form) -> Reply {
    let (by, at, id) = (who.actor(), office.app.clock.now(), Id::new(*id));
    office.app.store.write(move |tx| revoke_key(tx, (by, at), id)).await?;
    Ok(see_other("/office/open311?done=open311-revoked"))
}
