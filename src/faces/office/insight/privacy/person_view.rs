use maud::{Markup, html};

use super::{asks, framed, purposes_view::ground};
use crate::{
    base::Failure,
    domain::{
        insight::privacy::{Ask, AskKind, Consent, ConsentStatus, How, PurposeVersion, needs_guardian},
        office::who::Right,
        registry::{
            people::{Household, Resident},
            registers::{self, Entry},
        },
    },
    faces::{
        office::{Office, registry::registers::word},
        staff::{Names, SignedIn, choice, line},
        ui::{Field, field_error, heads, text_area},
        web::Form,
    },
};

/// What the page is drawn from.
pub(super) struct Person {
    pub(super) resident: Resident,
    pub(super) home: Household,
    pub(super) standing: Vec<(ConsentStatus, Vec<Entry>)>,
    pub(super) history: Vec<(Consent, PurposeVersion)>,
    pub(super) asks: Vec<Ask>,
}

pub(super) fn show(office: &Office, who: &SignedIn, p: &Person, form: &Form) -> Result<Markup, Failure> {
    let (t, r) = (&office.t, &p.resident);
    let notes = who.may(Right::EditPeople) || who.may(Right::Intake);
    let body = html! {
        p {
            a href={ "/office/residents/" (r.id) } { (r.name) } " · "
            a href={ "/office/households/" (p.home.id) } { (p.home.address) }
            @if who.may(Right::Audit) { " · " a href={ "/office/residents/" (r.id) "/looks" } { (t.get("looks-link")) } }
        }
        h2 { (t.get("consent-title")) }
        (standings(office, p)?)
        @if notes { (say(office, p, form)) }
        @if !p.history.is_empty() { (history(office, p)?) }
        h2 { (t.get("personal-part-asks")) }
        (asks::table(office, who, &p.asks, form, None)?)
        @if notes { (ask(office, r, form)) }
        @if who.may(Right::Reveal) {
            h2 { (t.get("personal-export")) }
            (export(office, r, form))
        }
    };
    Ok(framed(office, who, &t.with("personal-of", &[("name", r.name.as_str())]), body))
}

fn state(office: &Office, s: &ConsentStatus) -> Markup {
    let t = &office.t;
    let (colour, key) = match &s.last {
        _ if !s.terms.terms.ground.asks() => ("", "consent-not-needed"),
        None => ("", "consent-never-asked"),
        Some(c) if !c.given => ("red", "consent-withdrawn"),
        Some(_) if s.outdated() => ("amber", "consent-outdated"),
        Some(_) => ("green", "consent-given"),
    };
    html! { span class={ "tag " (colour) } { (t.get(key)) } }
}

/// Each purpose with where the person stands, and, where no consent holds, the entries that rest on it all the same.
fn standings(office: &Office, p: &Person) -> Result<Markup, Failure> {
    let t = &office.t;
    Ok(html! {
        table.list {
            (heads(t, &["privacy-purpose", "privacy-ground", "registers-state", "consent-on", "consent-rests", "privacy-notice"]))
            tbody { @for (s, rests) in &p.standing { tr {
                td { a href={ "/office/privacy/purposes/" (s.purpose.id) } { (s.terms.terms.name) } }
                td.nowrap { (ground(office, s.terms.terms.ground)) }
                td.nowrap { (state(office, s)) }
                td.nowrap {
                    @if let Some(c) = &s.last {
                        (c.on) " " (t.get(&format!("consent-how-{}", c.how.key())))
                        @if let Some(g) = &c.guardian {
                            br; span.soft { (t.with("consent-by-guardian", &[("name", g.as_str())])) }
                        }
                    }
                }
                td { (resting(office, rests, s.terms.terms.ground.asks() && !s.holds())?) }
                td.nowrap {
                    a href={ "/office/residents/" (p.resident.id) "/consents/" (s.purpose.id) "/notice.pdf" } target="_blank" {
                        (t.get("privacy-print"))
                    }
                }
            } } }
        }
    })
}

fn resting(office: &Office, rests: &[Entry], bare: bool) -> Result<Markup, Failure> {
    let t = &office.t;
    let mut named = Vec::new();
    for e in rests {
        let table = registers::table(&office.app.store, &e.table)?;
        named.push((e.id, word(t, &table.name, &table.en).to_owned()));
    }
    Ok(html! {
        @if bare && !named.is_empty() { span.tag.amber { (t.get("consent-bare")) } " " }
        @for (i, (id, name)) in named.iter().enumerate() {
            @if i > 0 { (t.get("office-and")) }
            a href={ "/office/registers/entries/" (id) } { (name) }
        }
    })
}

/// One form for both: taking back is as easy as agreeing.
fn say(office: &Office, p: &Person, form: &Form) -> Markup {
    let (t, today) = (&office.t, office.app.clock.today());
    let asked = p.standing.iter().filter(|(s, _)| s.terms.terms.ground.asks());
    let purposes = asked.map(|(s, _)| (s.purpose.id.to_string(), s.terms.terms.name.clone()));
    let ways = How::ALL.map(|h| (h.key().to_owned(), t.get(&format!("consent-how-{}", h.key()))));
    let child = needs_guardian(&p.resident, today);
    let wrong = ["purpose", "said", "on", "how", "guardian", "note"].iter().any(|f| form.error(f).is_some());
    html! {
        details.act open[wrong] {
            summary { (t.get("consent-note")) }
            form method="post" action={ "/office/residents/" (p.resident.id) "/consents" } {
                (office.token())
                @if child { p.warning { (t.get("consent-child")) } }
                div.thirds {
                    (choice(&office.t, form, "purpose", "privacy-purpose", purposes, true))
                    (line(&office.t, form, "on", "consent-on", "date", true))
                    (choice(&office.t, form, "how", "consent-how", ways, false))
                    (line(&office.t, form, "guardian", "consent-guardian-name", "", child))
                    (line(&office.t, form, "note", "consent-where", "", false))
                }
                (field_error(t, form, "said"))
                p.actions {
                    button.primary name="said" value="given" { (t.get("consent-give")) }
                    button name="said" value="withdrawn" { (t.get("consent-withdraw")) }
                }
            }
        }
    }
}

fn history(office: &Office, p: &Person) -> Result<Markup, Failure> {
    let (t, names) = (&office.t, Names::new(&office.app, &office.t));
    Ok(html! {
        details.act {
            summary { (t.with("consent-history", &[("n", &p.history.len().to_string())])) }
            table.list {
                (heads(t, &[
                    "registers-when", "privacy-purpose", "privacy-version", "consent-said", "consent-on", "consent-how",
                    "consent-guardian-name", "resident-note", "registers-who"
                ]))
                tbody { @for (c, v) in &p.history { tr {
                    td.nowrap { (c.at.minute()) }
                    td { (v.terms.name) }
                    td.nowrap {
                        a href={ "/office/privacy/purposes/" (c.purpose) "/notice.pdf?version=" (c.version) } target="_blank" {
                            (t.with("privacy-version-no", &[("no", &c.version.to_string())]))
                        }
                    }
                    td.nowrap { (t.get(if c.given { "consent-given" } else { "consent-withdrawn" })) }
                    td.nowrap { (c.on) }
                    td.nowrap { (t.get(&format!("consent-how-{}", c.how.key()))) }
                    td { (c.guardian.as_ref().map(|g| g.as_str()).unwrap_or_default()) }
                    td.break { (c.note) }
                    td.nowrap { (names.actor(c.by)?) }
                } } }
            }
        }
    })
}

fn ask(office: &Office, r: &crate::domain::registry::people::Resident, form: &Form) -> Markup {
    let t = &office.t;
    let kinds = AskKind::ALL.map(|k| (k.key().to_owned(), t.get(&format!("ask-kind-{}", k.key()))));
    let mut filled = form.clone();
    if filled.value("ask-item").is_empty() {
        filled.set("ask-item", form.value("item").to_owned());
    }
    let hint = t.get("ask-words-hint");
    let area = Field { name: "words", label: &t.get("ask-words"), hint: &hint, required: true, ..Field::default() };
    html! {
        details.act open[form.error("words").is_some()] {
            summary { (t.get("ask-new")) }
            form method="post" action={ "/office/residents/" (r.id) "/asks" } {
                (office.token())
                div.thirds {
                    (choice(&office.t, form, "kind", "ask-kind", kinds, false))
                    (line(&office.t, &filled, "ask-item", "personal-item-no", "", false))
                }
                (text_area(t, form, area, 3))
                p.actions { button.primary { (t.get("people-save")) } }
            }
        }
    }
}

fn export(office: &Office, r: &crate::domain::registry::people::Resident, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        form.panel method="post" action={ "/office/residents/" (r.id) "/export" } {
            (office.token())
            p.soft { (t.get("personal-export-about")) }
            div.thirds {
                (line(&office.t, form, "item", "personal-item-no", "", true))
                (line(&office.t, form, "stated", "personal-purpose", "", true))
            }
            (field_error(t, form, "checked"))
            label.check { input type="checkbox" name="checked" value="1"; (t.get("personal-checked")) }
            p.actions {
                button.primary name="format" value="pdf" { (t.get("personal-pdf")) }
                button name="format" value="json" { (t.get("personal-json")) }
            }
        }
    }
}
