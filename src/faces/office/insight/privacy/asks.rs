//! Requests about one's own information: the list of the open ones, and their decision.
use actix_web::{HttpRequest, web::Path};
use maud::{Markup, html};

use super::{back, framed};
use crate::{
    base::{Failure, Id, Reason},
    domain::{
        insight::privacy::{self, Ask, AskKind},
        office::who::Right,
        registry::people::Resident,
    },
    faces::{
        office::Office,
        staff::{May, Names, SignedIn, after, needs, next_page, query_form},
        web::{Form, Reply, page, see_other},
    },
    store::Read,
};

/// Requests of a page.
const PER_PAGE: usize = 50;

pub(super) async fn list(who: May<needs::DecidePrivacy>, office: Office, req: HttpRequest) -> Reply {
    let (t, form) = (&office.t, query_form(&req));
    let decided = form.ticked("decided");
    let found = privacy::open_asks(&office.app.store, decided, after(&form).as_ref(), PER_PAGE)?;
    let whose = found.rows.iter().map(|a| office.app.store.get(a.resident)).collect::<Result<Vec<Resident>, _>>()?;
    let here = |on: bool| (on == decided).then_some("page");
    let body = html! {
        (back(&office))
        nav.tabs {
            a href="/office/privacy/asks" aria-current=[here(false)] { (t.get("asks-open")) }
            a href="/office/privacy/asks?decided=1" aria-current=[here(true)] { (t.get("asks-decided")) }
        }
        @if found.rows.is_empty() { p.empty { (t.get(if decided { "asks-none-decided" } else { "asks-none" })) } }
        @else { (table(&office, &who, &found.rows, &Form::default(), Some(&whose))?) }
        (next_page(t, if decided { "/office/privacy/asks?decided=1" } else { "/office/privacy/asks" }, found.next.as_ref()))
    };
    Ok(page(framed(&office, &who, &t.get("privacy-asks"), body)))
}

/// Requests with their decisions; for who decides, the form of one that is open. `whose`: their residents, in a list of many.
pub(super) fn table(
    office: &Office,
    who: &SignedIn,
    asks: &[Ask],
    form: &Form,
    whose: Option<&[Resident]>,
) -> Result<Markup, Failure> {
    let (t, names) = (&office.t, Names::new(&office.app, &office.t));
    let decides = who.may(Right::EditPeople) || who.may(Right::Lead);
    Ok(html! {
        @if asks.is_empty() { p.empty { (t.get("asks-none-here")) } } @else {
            table.list {
                thead { tr {
                    @if whose.is_some() { th scope="col" { (t.get("resident-name")) } }
                    @for k in ["registers-when", "ask-kind", "ask-words", "personal-item-no", "ask-decision"] {
                        th scope="col" { (t.get(k)) }
                    }
                } }
                tbody { @for (i, a) in asks.iter().enumerate() { tr {
                    @if let Some(r) = whose.and_then(|w| w.get(i)) {
                        td.nowrap { a href={ "/office/residents/" (r.id) "/privacy" } { (r.name) } }
                    }
                    td.nowrap { (a.at.minute()) br; span.soft { (names.actor(a.by)?) } }
                    td.nowrap { (t.get(&format!("ask-kind-{}", a.kind.key()))) }
                    td.break { (a.words) }
                    td.nowrap { (a.item) }
                    td { @match &a.decided {
                        Some(d) => {
                            span class={ "tag " (if d.granted { "green" } else { "red" }) } {
                                (t.get(if d.granted { "ask-granted" } else { "ask-refused" }))
                            }
                            " " (d.reason)
                            br; span.soft { (d.at.minute()) " " (names.actor(d.by)?) }
                            @if d.granted { br; (mend(office, a)) }
                        },
                        None if decides => (deciding(office, a, form)),
                        None => span.tag.amber { (t.get("ask-open")) },
                    } }
                } } }
            }
        }
    })
}

/// A decision changes nothing by itself: here is where it is carried out.
fn mend(office: &Office, a: &Ask) -> Markup {
    let t = &office.t;
    html! {
        @match a.kind {
            AskKind::Correct | AskKind::Supplement => {
                a href={ "/office/residents/" (a.resident) } { (t.get("ask-mend")) }
            }
            AskKind::Delete => a href="/office/privacy/retention" { (t.get("ask-delete")) },
            AskKind::Restrict => a href={ "/office/residents/" (a.resident) "/privacy" } { (t.get("ask-restrict")) },
        }
    }
}

fn deciding(office: &Office, a: &Ask, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        form method="post" action={ "/office/privacy/asks/" (a.id) } {
            (office.token())
            label.label for={ "reason-" (a.id) } { (t.get("ask-reason")) }
            input id={ "reason-" (a.id) } name="reason" maxlength="200" value=(form.value("reason"));
            p.actions {
                button.small.primary name="granted" value="1" { (t.get("ask-grant")) }
                button.small name="granted" value="0" { (t.get("ask-refuse")) }
            }
        }
    }
}

pub(super) async fn decide(who: May<needs::DecidePrivacy>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let app = &office.app;
    let a: Ask = app.store.get(Id::new(*id))?;
    let r = who.reader(app)?.resident(&app.store, a.resident)?;
    let granted = match form.value("granted") {
        "1" => true,
        "0" => false,
        _ => return Err(Failure::refused("field-choice").into()),
    };
    let (by, at, reason) = (who.actor(), app.clock.now(), form.value("reason").to_owned());
    let done = app.store.write(move |tx| privacy::decide_ask(tx, (by, at), a.id, granted, &reason)).await;
    done.map_err(|e| match e {
        // The one field of a short form, said as a sentence.
        Failure::Invalid(e) if !granted && e.of("reason").is_some_and(|r| r.key == "field-required") => {
            Failure::Refused(Reason::new("ask-reason-needed"))
        }
        Failure::Invalid(mut e) if !e.0.is_empty() => Failure::Refused(e.0.swap_remove(0).1),
        e => e,
    })?;
    Ok(see_other(&format!("/office/residents/{}/privacy?done=saved", r.id)))
}
