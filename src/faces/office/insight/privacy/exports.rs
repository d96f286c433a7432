//! Files of key persons: asked for by one holder of the right, let out by another.
use actix_web::{HttpRequest, web::Path};
use maud::{Markup, html};

use super::{back, framed};
use crate::{
    base::{Failure, Id},
    domain::{
        insight::privacy::{self, ApprovalState, ExportRequest},
        registry::registers::Access,
    },
    faces::{
        office::{Office, registry::registers::word},
        staff::{May, Names, SignedIn, after, choice, line, needs, next_page, query_form},
        ui::heads,
        web::{Form, Reply, ask_again, page, see_other},
    },
    store::{Dir, Range, Read},
};

/// Requests of a page.
const PER_PAGE: usize = 50;

pub(super) async fn list(who: May<needs::KeyPersons>, office: Office, req: HttpRequest) -> Reply {
    let query = query_form(&req);
    Ok(page(view(&office, &who, &query)?))
}

pub(super) async fn ask(who: May<needs::KeyPersons>, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    let (by, at) = (who.account.id, app.clock.now());
    let said = |name: &str| form.value(name).to_owned();
    let (table, purpose, recipient) = (said("table"), said("purpose"), said("recipient"));
    let done = app.store.write(move |tx| privacy::ask_export(tx, (by, at), &table, &purpose, &recipient)).await;
    let unknown = |e| if e == Failure::NotFound { Failure::refused("field-choice") } else { e };
    Ok(match form.settled(done.map_err(unknown))? {
        Some(_) => see_other("/office/privacy/exports?done=export-asked"),
        None => ask_again(view(&office, &who, &form)?),
    })
}

pub(super) async fn decide(who: May<needs::KeyPersons>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let (by, at, id) = (who.account.id, office.app.clock.now(), Id::<ExportRequest>::new(*id));
    let approve = match form.value("decision") {
        "approve" => true,
        "refuse" => false,
        _ => return Err(Failure::refused("field-choice").into()),
    };
    office.app.store.get(id)?;
    office.app.store.write(move |tx| privacy::decide_export(tx, (by, at), id, approve)).await?;
    Ok(see_other("/office/privacy/exports?done=saved"))
}

fn tag(office: &Office, s: ApprovalState) -> Markup {
    let colour = match s {
        ApprovalState::Open => "amber",
        ApprovalState::Approved => "green",
        ApprovalState::Refused => "red",
        ApprovalState::Used | ApprovalState::Expired => "",
    };
    html! { span class={ "tag " (colour) } { (office.t.get(&format!("approval-{}", s.key()))) } }
}

fn view(office: &Office, who: &SignedIn, form: &Form) -> Result<Markup, Failure> {
    let (t, store, now) = (&office.t, &office.app.store, office.app.clock.now());
    let names = Names::new(&office.app, t);
    let found = store.page(&Range::<ExportRequest>::table(), Dir::Backward, after(form).as_ref(), PER_PAGE)?;
    let mut tables = who.reader(&office.app)?.tables(store)?;
    tables.retain(|x| x.access == Access::KeyPersons);
    let options = tables.iter().map(|x| (x.code.clone(), word(t, &x.name, &x.en).to_owned()));
    let name =
        |code: &str| tables.iter().find(|x| x.code == code).map_or(code.to_owned(), |x| word(t, &x.name, &x.en).to_owned());
    let waiting = found.rows.iter().filter(|r| r.state(now) == ApprovalState::Open && r.asked.0 != who.account.id).count();
    let body = html! {
        (back(office))
        p.soft { (t.get("exports-about")) }
        @if waiting > 0 { p.warning role="status" { (t.with("exports-waiting", &[("n", &waiting.to_string())])) } }
        details.act open[!form.ok() || !form.value("table").is_empty()] {
            summary { (t.get("exports-ask")) }
            form method="post" action="/office/privacy/exports" {
                (office.token())
                div.thirds {
                    (choice(&office.t, form, "table", "deletion-table", options, true))
                    (line(&office.t, form, "purpose", "exports-purpose", "", true))
                    (line(&office.t, form, "recipient", "exports-recipient", "", true))
                }
                p.actions { button.primary { (t.get("exports-send")) } }
            }
        }
        @if found.rows.is_empty() { p.empty { (t.get("exports-none")) } } @else {
            table.list {
                (heads(t, &[
                    "registers-when", "exports-asker", "deletion-table", "exports-purpose", "exports-recipient",
                    "registers-state", "exports-decider"
                ]))
                tbody { @for r in &found.rows { tr {
                    @let state = r.state(now);
                    td.nowrap { (r.asked.1.minute()) }
                    td.nowrap { (names.account(r.asked.0)?) }
                    td { (name(&r.table)) }
                    td.break { (r.purpose) }
                    td.break { (r.recipient) }
                    td.nowrap {
                        (tag(office, state))
                        @if let Some(at) = r.used { br; span.soft { (at.minute()) } }
                        @if state == ApprovalState::Approved && r.asked.0 == who.account.id {
                            br; a href={ "/office/registers/" (r.table) } { (t.get("exports-use")) }
                        }
                    }
                    td {
                        @if let Some((id, at, _)) = r.decided { (names.account(id)?) br; span.soft { (at.minute()) } }
                        @else if state == ApprovalState::Open {
                            @if r.asked.0 == who.account.id { span.soft { (t.get("exports-another")) } } @else {
                                form method="post" action={ "/office/privacy/exports/" (r.id) } {
                                    (office.token())
                                    p.actions {
                                        button.small.primary name="decision" value="approve" { (t.get("exports-approve")) }
                                        button.small name="decision" value="refuse" { (t.get("exports-refuse")) }
                                    }
                                }
                            }
                        }
                    }
                } } }
            }
        }
        (next_page(t, "/office/privacy/exports", found.next.as_ref()))
    };
    Ok(framed(office, who, &t.get("privacy-exports"), body))
}
