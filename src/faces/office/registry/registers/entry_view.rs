use maud::{Markup, html};

use super::{PAGE, about, list_view, subject_code, word};
use crate::{
    base::Failure,
    domain::{
        office::who::Right,
        places::grids::Grid,
        registry::registers::{self, Change, Class, Entry, Field, Subject, Table, Value, value::shown},
    },
    faces::{
        office::Office,
        staff::{Names, SignedIn, choice, fact, line},
        ui::heads,
        web::Form,
    },
    store::Read,
};

pub(super) fn show(
    office: &Office,
    who: &SignedIn,
    table: &Table,
    e: &Entry,
    form: &Form,
    revealed: Option<(&str, &str)>,
) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let (subject, edits) = (about(app, e.subject)?, who.reader(app)?.edits_table(table));
    let names = Names::new(app, t);
    let today = app.clock.today();
    let grid = e.grid.map(|g| app.store.find::<Grid>(g)).transpose()?.flatten().map(|g| g.name);
    let path = format!("/office/registers/entries/{}", e.id);
    let title = if subject.name.is_empty() { subject.place.clone() } else { subject.name.clone() };
    let title = if title.is_empty() { first_words(table, e, edits) } else { title };
    let body = html! {
        p {
            a href={ "/office/registers/" (table.code) } { (word(t, &table.name, &table.en)) }
            " " (list_view::state(office, e, today))
        }
        div.columns {
            section.panel {
                dl.facts {
                    @if !subject.place.is_empty() {
                        dt { (t.get(&format!("about-{}", table.about.key()))) }
                        dd {
                            @match &subject.href {
                                Some(h) => a href=(h) { (subject.name) " " (subject.place) }, None => (subject.place)
                            }
                        }
                    }
                    @for f in &table.fields {
                        @if let Some(v) = e.value(&f.key) {
                            dt { (word(t, &f.name, &f.en)) }
                            dd {
                                @match revealed.filter(|(k, _)| *k == f.key) {
                                    Some((_, plain)) => b.mono { (plain) },
                                    None => { (shown(v, f, edits)) @if !f.unit.is_empty() { " " (f.unit) } }
                                }
                            }
                        }
                    }
                    (fact(&office.t, "household-grid", grid.as_deref().unwrap_or_default()))
                    dt { (word(t, &table.from, &table.from_en)) } dd { (e.from) }
                    @if let Some(u) = e.until { dt { (word(t, &table.until, &table.until_en)) } dd { (u) } }
                    @if let Some(x) = &e.ended { dt { (t.get("registers-ended")) } dd { (x.on) " " (x.reason) } }
                    dt { (t.get("registers-no")) } dd { (e.id) }
                }
                @if revealed.is_some() { p.warning { (t.get("registers-revealed")) } }
                @if edits && e.ended.is_none() {
                    p.actions { a.button.primary href={ (path) "/edit" } { (t.get("people-edit")) } }
                }
            }
            div {
                (acts(office, who, (table, edits), e, form, &path))
                section.panel {
                    h2 { (t.get("registers-law")) }
                    @for b in &table.basis { p { "《" (b.title) "》" @if !b.number.is_empty() { "（" (b.number) "）" } } }
                    p.soft { (keeps(office, table)) }
                }
            }
        }
        section.panel {
            h2 { (t.get("registers-history")) }
            table.list {
                (heads(t, &["registers-when", "registers-who", "registers-deed", "registers-changes"]))
                tbody { @for c in registers::history(&app.store, e.id)?.iter().rev() { tr {
                    td.nowrap { (c.at.minute()) }
                    td.nowrap { (names.actor(c.by)?) }
                    td.nowrap { (t.get(&format!("registers-deed-{}", c.deed.key()))) }
                    td.break {
                        @if c.deed == registers::Deed::Created {
                            (t.with("registers-first", &[("n", &c.changes.len().to_string())]))
                        }
                        @else { @for x in &c.changes { p { (change(office, table, x, edits)) } } }
                    }
                } } }
            }
        }
    };
    Ok(office.page(who, &PAGE, &title, body))
}

/// The first listed value: what an entry about nothing is called.
fn first_words(table: &Table, e: &Entry, personal: bool) -> String {
    let first = table.shown().filter(|f| f.list).find_map(|f| e.value(&f.key).map(|v| shown(v, f, personal)));
    first.unwrap_or_else(|| table.name.clone())
}

fn keeps(office: &Office, table: &Table) -> String {
    match table.retention {
        0 => office.t.get("registers-kept-for-ever"),
        n => office.t.with("registers-kept-for", &[("years", &n.to_string())]),
    }
}

fn change(office: &Office, table: &Table, c: &Change, personal: bool) -> Markup {
    let t = &office.t;
    let field = table.field(&c.key);
    let name = match (c.key.as_str(), field) {
        (_, Some(f)) => word(t, &f.name, &f.en).to_owned(),
        ("from", _) => word(t, &table.from, &table.from_en).to_owned(),
        ("until", _) => word(t, &table.until, &table.until_en).to_owned(),
        _ => t.get("registers-ended"),
    };
    let said = |v: &Option<Value>| match (v, field) {
        (Some(v), Some(f)) => shown(v, f, personal),
        (Some(Value::Date(d)), None) => d.to_string(),
        (Some(Value::Text(s)), None) => s.clone(),
        _ => t.get("registers-nothing"),
    };
    html! { (name) "：" (said(&c.from)) " → " (said(&c.to)) }
}

fn acts(office: &Office, who: &SignedIn, (table, edits): (&Table, bool), e: &Entry, form: &Form, path: &str) -> Markup {
    let t = &office.t;
    let hidden = |f: &&Field| f.sealed() || f.class == Class::Personal && !edits;
    let sealed: Vec<_> = table.fields.iter().filter(hidden).filter(|f| e.value(&f.key).is_some()).collect();
    let options = sealed.iter().map(|f| (f.key.clone(), word(t, &f.name, &f.en).to_owned()));
    let mut ending = form.clone();
    if ending.value("on").is_empty() {
        ending.set("on", office.app.clock.today().to_string());
    }
    html! {
        @if !sealed.is_empty() && who.may(Right::Reveal) {
            details.act open[form.error("purpose").is_some()] {
                summary { (t.get("registers-reveal")) }
                form method="post" action={ (path) "/reveal" } {
                    (office.token())
                    (choice(&office.t, form, "field", "registers-reveal-field", options, false))
                    (line(&office.t, form, "purpose", "reveal-purpose", "", true))
                    p.actions { button.primary { (t.get("registers-reveal")) } }
                }
            }
        }
        @if edits && e.ended.is_none() {
            details.act open[form.error("on").is_some() || form.error("reason").is_some()] {
                summary { (t.get("registers-end")) }
                form method="post" action={ (path) "/end" } {
                    (office.token())
                    input type="hidden" name="version" value=(e.version);
                    (line(&office.t, &ending, "on", "registers-end-on", "date", true))
                    (choice(
                        &office.t, &ending, "reason", "registers-end-why", table.ends.iter().map(|r| (r.clone(), r.clone())), true
                    ))
                    p.actions { button.danger { (t.get("registers-end")) } }
                }
            }
        }
        @if edits && e.ended.is_some() {
            form method="post" action={ (path) "/reopen" } data-confirm=(t.get("registers-reopen-sure")) {
                (office.token())
                input type="hidden" name="version" value=(e.version);
                p.actions { button { (t.get("registers-reopen")) } }
            }
        }
    }
}

/// A new entry, or one that is changed.
pub(super) fn form(
    office: &Office,
    who: &SignedIn,
    table: &Table,
    subject: Subject,
    held: Option<&Entry>,
    controls: Markup,
) -> Result<Markup, Failure> {
    let t = &office.t;
    let whom = about(&office.app, subject)?;
    let (action, back) = match held {
        Some(e) => (format!("/office/registers/entries/{}/edit", e.id), format!("/office/registers/entries/{}", e.id)),
        None => (format!("/office/registers/{}/new", table.code), format!("/office/registers/{}", table.code)),
    };
    let name = word(t, &table.name, &table.en);
    let body = html! {
        p { a href={ "/office/registers/" (table.code) } { (name) } }
        @if !whom.place.is_empty() { p.info { (whom.name) " " (whom.place) } }
        form.panel method="post" action=(action) {
            (office.token())
            input type="hidden" name="subject" value=(subject_code(subject));
            @if let Some(e) = held { input type="hidden" name="version" value=(e.version); }
            (controls)
            p.actions { button.primary { (t.get("people-save")) } a.button href=(back) { (t.get("people-cancel")) } }
        }
    };
    let title = t.with(if held.is_some() { "registers-edit-of" } else { "registers-new-of" }, &[("table", name)]);
    Ok(office.page(who, &PAGE, &title, body))
}
