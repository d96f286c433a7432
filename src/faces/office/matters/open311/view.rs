use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::Failure,
    domain::matters::open311::{ApiKey, endpoint, offered, reads_need_key},
    faces::{
        office::Office,
        staff::{SignedIn, next_page},
        ui::{Field, text_field},
        web::Form,
    },
    store::{Cursor, Dir, Page, Range, Read},
};

/// Keys of a page.
const PER_PAGE: usize = 50;

/// What is drawn over the plain page.
#[derive(Default)]
pub(super) struct Over {
    /// The form with its errors.
    pub(super) form: Option<Form>,
    /// A key just made: its name and the key itself, shown once.
    pub(super) made: Option<(String, String)>,
}

pub(super) fn keys(office: &Office, who: &SignedIn, from: Option<&Cursor>, over: &Over) -> Result<Markup, Failure> {
    let t = &office.t;
    let all = office.app.store.page(&Range::<ApiKey>::table(), Dir::Backward, from, PER_PAGE)?;
    let body = html! {
        @if let Some((name, secret)) = &over.made {
            div.panel role="status" {
                p { (t.with("open311-made", &[("name", name)])) }
                p { span.secret { (secret) } }
                p.actions.no-print {
                    button type="button" data-print { (t.get("office-print-page")) }
                    a.button href="/office/open311" { (t.get("open311-made-kept")) }
                }
            }
        } @else {
            p.soft { (t.get("open311-intro")) }
            (table(office, &all))
            (next_page(t, "/office/open311", all.next.as_ref()))
            div.halves.no-print {
                section.panel { h2 { (t.get("open311-new")) } (new_form(office, over.form.as_ref())) }
                section.panel { h2 { (t.get("open311-reads")) } (reads_form(office)?) }
            }
        }
        // Handed over on the same sheet as a new key.
        section.panel { h2 { (t.get("open311-service")) } (address(office)) }
    };
    Ok(office.page(who, &PAGE, &t.get("office-open311"), body))
}

fn table(office: &Office, all: &Page<ApiKey>) -> Markup {
    let t = &office.t;
    let today = office.app.clock.today();
    let count = |n: u32, most: u32| html! { (n) @if most > 0 { " / " (most) } };
    html! {
        @if all.rows.is_empty() { p.empty { (t.get("open311-none")) } }
        @else {
            table.list {
                thead { tr {
                    th { (t.get("open311-name")) } th { (t.get("item-state")) } th.num { (t.get("open311-today")) }
                    th.num { (t.get("open311-month")) } th { (t.get("open311-seen")) } th { (t.get("open311-since")) } th {}
                } }
                tbody {
                    @for key in &all.rows {
                        tr {
                            td.break { (key.name) }
                            td.nowrap {
                                @match key.revoked {
                                    Some(at) => { span.tag { (t.get("open311-state-revoked")) } " " small { (at.day()) } }
                                    None if key.filed_on(today) >= key.most => span.tag.amber { (t.get("open311-state-full")) },
                                    None => span.tag.green { (t.get("open311-state-good")) },
                                }
                            }
                            td.num.nowrap { (count(key.filed_on(today), key.most)) }
                            td.num { (count(key.filed_since(today.plus(-29)), 0)) }
                            td.nowrap { @match key.seen { Some(day) => (day), None => span.soft { (t.get("open311-never")) } } }
                            td.nowrap { (key.made.day()) }
                            td.no-print {
                                @if key.revoked.is_none() {
                                    form method="post" action={ "/office/open311/" (key.id) "/revoke" }
                                        data-confirm=(t.with("open311-revoke-sure", &[("name", &key.name)])) {
                                        (office.token())
                                        button.small.danger aria-label=(t.with("open311-revoke-this", &[("name", &key.name)])) {
                                            (t.get("open311-revoke"))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn new_form(office: &Office, typed: Option<&Form>) -> Markup {
    let t = &office.t;
    let fresh = Form::filled([("most", "200")]);
    let form = typed.unwrap_or(&fresh);
    let (name, name_hint) = (t.get("open311-name"), t.get("open311-name-hint"));
    let (most, most_hint) = (t.get("open311-most"), t.get("open311-most-hint"));
    html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action="/office/open311" novalidate {
            (office.token())
            (text_field(t, form, Field { name: "name", label: &name, hint: &name_hint, required: true, ..Field::default() }))
            (text_field(t, form, Field {
                name: "most", label: &most, hint: &most_hint, kind: "number", required: true, ..Field::default()
            }))
            p.actions { button.primary { (t.get("open311-make")) } }
        }
    }
}

fn reads_form(office: &Office) -> Result<Markup, Failure> {
    let t = &office.t;
    let key = reads_need_key(&office.app.store)?;
    let choice = |value: &str, text: &str, on: bool| {
        html! { label.check { input type="radio" name="reads" value=(value) checked[on]; (t.get(text)) } }
    };
    Ok(html! {
        p.soft { (t.get("open311-reads-about")) }
        form method="post" action="/office/open311/reads" {
            (office.token())
            (choice("open", "open311-reads-open", !key))
            (choice("key", "open311-reads-key", key))
            p.actions { button { (t.get("office-save")) } }
        }
    })
}

/// What to tell whoever connects: the address, the jurisdiction, and which services there are.
fn address(office: &Office) -> Markup {
    let t = &office.t;
    let catalogue = office.app.catalogue();
    let names: Vec<&str> = offered(&catalogue).map(|o| o.spec.name.as_str()).collect();
    html! {
        dl.facts {
            @if let Some(s) = &office.settings {
                dt { (t.get("open311-address")) } dd.mono.break { (endpoint(&s.public_host)) }
                dt { (t.get("open311-jurisdiction")) } dd.mono { (s.division) }
            }
            dt { (t.with("open311-services", &[("n", &names.len().to_string())])) }
            dd { @if names.is_empty() { (t.get("open311-no-services")) } @else { (names.join(&t.get("office-and"))) } }
        }
        p.hint { (t.get("open311-services-about")) }
    }
}
