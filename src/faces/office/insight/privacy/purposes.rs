//! Purposes and their notices: read by all who see people, written by who keeps the catalogue.
use actix_web::{HttpRequest, web::Path};

use super::{desk, purposes_view as view};
use crate::{
    base::{Failure, Id},
    domain::insight::privacy::{self, Ground, Purpose, PurposeVersion, Terms},
    faces::{
        office::Office,
        staff::{May, needs},
        web::{Form, Reply, ask_again, page, pdf, see_other},
    },
    store::Read,
};

fn one(office: &Office, id: u64) -> Result<(Purpose, PurposeVersion), Failure> {
    let p: Purpose = office.app.store.get(Id::new(id))?;
    let v = privacy::current(&office.app.store, &p)?;
    Ok((p, v))
}

/// A form filled from terms.
fn filled(p: &Purpose, t: &Terms) -> Form {
    let one = |k: &str, v: &str| (k.to_owned(), v.to_owned());
    let fields = [
        one("name", &t.name),
        one("ground", t.ground.key()),
        one("law", &t.law),
        one("notice", &t.notice),
        one("retention", &t.retention),
        one("version", &p.version.to_string()),
    ];
    Form::filled(fields.into_iter().chain(t.tables.iter().map(|c| one("tables", c))))
}

/// The terms that a form says; their lengths are the domain's to judge.
fn terms(form: &mut Form) -> Option<Terms> {
    let ground = form.take("ground", "field-choice", Ground::parse);
    let said = |name: &str| form.value(name).replace("\r\n", "\n");
    let tables = form.values("tables").map(str::to_owned).collect();
    let t = Terms {
        name: said("name"),
        ground: ground?,
        law: said("law"),
        notice: said("notice"),
        tables,
        retention: said("retention"),
    };
    Some(t)
}

pub(super) async fn new_page(who: May<needs::EditCatalogue>, office: Office) -> Reply {
    let form = Form::filled([("ground", Ground::Consent.key())]);
    Ok(page(view::form(&office, &who, None, &form)?))
}

pub(super) async fn create(who: May<needs::EditCatalogue>, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    if let Some(terms) = terms(&mut form) {
        let (by, at) = (who.actor(), app.clock.now());
        if let Some(p) = form.settled(app.store.write(move |tx| privacy::new_purpose(tx, (by, at), &terms)).await)? {
            return Ok(see_other(&format!("/office/privacy/purposes/{}?done=saved", p.id)));
        }
    }
    Ok(ask_again(view::form(&office, &who, None, &form)?))
}

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, id: Path<u64>) -> Reply {
    let (p, v) = one(&office, *id)?;
    let form = filled(&p, &v.terms);
    Ok(page(view::show(&office, &who, &p, &v, &form)?))
}

pub(super) async fn edit(who: May<needs::EditCatalogue>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let app = &office.app;
    let (p, v) = one(&office, *id)?;
    let held = form.value("version").parse().unwrap_or(0);
    if let Some(terms) = terms(&mut form) {
        let (by, at, id) = (who.actor(), app.clock.now(), p.id);
        if form.settled(app.store.write(move |tx| privacy::edit_purpose(tx, (by, at), (id, held), &terms)).await)?.is_some() {
            return Ok(see_other(&format!("/office/privacy/purposes/{id}?done=saved")));
        }
    }
    Ok(ask_again(view::show(&office, &who, &p, &v, &form)?))
}

pub(super) async fn retire(who: May<needs::EditCatalogue>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let (by, at, id, retired) = (who.actor(), office.app.clock.now(), Id::new(*id), form.ticked("retired"));
    office.app.store.write(move |tx| privacy::retire_purpose(tx, (by, at), id, retired)).await?;
    Ok(see_other(&format!("/office/privacy/purposes/{id}?done=saved")))
}

/// The blank notice, of the version that the address names or of the one that holds.
pub(super) async fn notice(_who: May<needs::SeePeople>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    let (p, v) = one(&office, *id)?;
    let said = crate::faces::staff::query_form(&req);
    let v = match said.value("version").parse() {
        Ok(no) => privacy::version(&office.app.store, p.id, no)?,
        Err(_) => v,
    };
    Ok(pdf("notice", desk(&office)?.consent_notice(&v, None)?.into_bytes()))
}
