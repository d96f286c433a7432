//! «谁看过我的信息»: the lines about one person, on a page and as a paper for the person.
use actix_web::{HttpRequest, web::Path};
use maud::html;

use super::{desk, framed};
use crate::{
    base::{Failure, Id},
    domain::{
        insight::privacy,
        office::{audit, who::Right},
        registry::people::Resident,
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, needs, query_form, slowly},
        ui::heads,
        web::{Form, Reply, page, pdf},
    },
    paperwork::Desk,
    store::Read,
};

/// Lines of a page.
const PER_PAGE: usize = 50;

/// The person, and the name as somebody who may not see people sees it.
fn one(office: &Office, who: &SignedIn, id: u64) -> Result<(Resident, String), Failure> {
    let (store, reader) = (&office.app.store, who.reader(&office.app)?);
    if !reader.may(Right::SeePeople) {
        let r: Resident = store.get(Id::new(id))?;
        let masked = r.name.masked();
        return Ok((r, masked));
    }
    let r = reader.resident(store, Id::new(id))?;
    let name = r.name.to_string();
    Ok((r, name))
}

pub(super) async fn show(who: May<needs::Audit>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    let (t, store) = (&office.t, &office.app.store);
    let (r, name) = one(&office, &who, *id)?;
    crate::faces::staff::note_resident(&office.app, &who, r.id).await?;
    let reader = who.reader(&office.app)?;
    let before = query_form(&req).value("before").parse().ok().map(Id::<audit::Entry>::new);
    let (lines, next) = privacy::looks(store, &reader, &r, before, PER_PAGE)?;
    let desk = Desk { texts: t, ..desk(&office)? };
    let rows = lines.iter().map(|l| desk.look_words(l)).collect::<Result<Vec<_>, _>>()?;
    let body = html! {
        @if who.may(Right::SeePeople) {
            p {
                a href={ "/office/residents/" (r.id) } { (name) } " · "
                a href={ "/office/residents/" (r.id) "/privacy" } { (t.get("personal-page")) }
            }
        }
        p.soft { (t.get("looks-about")) }
        form.actions method="post" action={ "/office/residents/" (r.id) "/looks.pdf" } target="_blank" {
            (office.token()) button.primary { (t.get("looks-print")) }
        }
        @if rows.is_empty() { p.empty { (t.get("looks-none")) } } @else {
            table.list {
                (heads(t, &["look-when", "look-who", "look-deed", "look-what", "look-purpose"]))
                tbody { @for row in &rows { tr {
                    @for (i, cell) in row.iter().enumerate() { td.nowrap[i == 0] { (cell) } }
                } } }
            }
        }
        @if let Some(id) = next {
            nav.pager {
                a.button href={ "/office/residents/" (r.id) "/looks?before=" (id) } rel="next" { (t.get("people-next-page")) }
            }
        }
    };
    Ok(page(framed(&office, &who, &t.with("looks-title", &[("name", &name)]), body)))
}

/// The paper for the person. Its line in the log is written first, and so stands on it.
pub(super) async fn paper(who: May<needs::Audit>, office: Office, id: Path<u64>, _form: Form) -> Reply {
    let app = office.app.clone();
    let (r, name) = one(&office, &who, *id)?;
    let reader = who.reader(&app)?;
    let (by, at, rid) = (who.actor(), app.clock.now(), r.id);
    app.store.write(move |tx| audit::note(tx, by, at, privacy::log::RESIDENT_LOOKS, Some(rid), "")).await?;
    let made = slowly(&office.app, move || {
        let desk = Desk::of(&app.store, &app.zh, &app.keys, at)?;
        desk.looks_paper(&reader, &r, &name).map(|p| p.into_bytes())
    });
    Ok(pdf("looks", made.await??))
}
