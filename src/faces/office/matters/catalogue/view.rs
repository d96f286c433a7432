use maud::{Markup, html};

use super::PAGE;
use super::form::{KINDS, rows};
use crate::{
    base::Failure,
    domain::matters::catalog::{
        self, Category, Channel, ItemType, LifeSituation, Mechanism, Offer, PaperKind, Secrecy, ServiceSpec, ServiceVersion,
        WindowLine,
    },
    faces::{
        office::Office,
        staff::{Names, SignedIn},
        ui::{Field, field_error, heads, select, text_area, text_field},
        web::Form,
    },
    store::Read,
};

pub(super) fn list(office: &Office, who: &SignedIn, offers: &[Offer]) -> Result<Markup, Failure> {
    let t = &office.t;
    let body = html! {
        div.actions {
            a.button.primary href="/office/catalogue/new" accesskey="n" { (t.get("service-new")) }
            span.soft { (t.with("service-count", &[("n", &offers.len().to_string())])) }
        }
        table.list {
            thead { tr {
                th { (t.get("item-title")) } th { (t.get("item-line")) } th { (t.get("service-category")) }
                th { (t.get("service-type")) }
                th { (t.get("service-secrecy")) } th { (t.get("service-limit")) } th.num { (t.get("service-version")) }
                th { (t.get("item-state")) }
            } }
            tbody {
                @for o in offers {
                    @let version = office.app.store.get(o.version)?;
                    tr {
                        td { a href={ "/office/catalogue/" (o.service.code) } { (o.spec.name) } }
                        td.nowrap { (t.get(o.spec.line.key())) }
                        td.nowrap { (t.get(o.spec.category.key())) }
                        td.nowrap { (t.get(o.spec.item_type.key())) }
                        td.nowrap { (t.get(&format!("{}-short", o.spec.secrecy.key()))) }
                        td.nowrap { (super::super::intake::limit(office, o)) }
                        td.num { (version.no) }
                        td {
                            @if o.service.retired.is_some() {
                                span.tag.red { (t.get("service-retired")) }
                            } @else {
                                span.tag.green { (t.get("service-offered")) }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(office.page(who, &PAGE, &t.get("office-catalogue"), body))
}

fn line(office: &Office, form: &Form, name: &str, required: bool) -> Markup {
    let t = &office.t;
    let key = format!("service-{}", name.replace('_', "-"));
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    text_field(t, form, Field { name, label: &t.get(&key), hint: &hint, required, ..Field::default() })
}

fn area(office: &Office, form: &Form, name: &str, rows: u8) -> Markup {
    let t = &office.t;
    let key = format!("service-{name}");
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    text_area(t, form, Field { name, label: &t.get(&key), hint: &hint, ..Field::default() }, rows)
}

fn pick(office: &Office, form: &Form, name: &str, words: impl Iterator<Item = (&'static str, &'static str)>) -> Markup {
    let t = &office.t;
    let options: Vec<_> = words.map(|(code, key)| (code.to_owned(), t.get(key))).collect();
    let key = format!("service-{}", name.replace('_', "-"));
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    select(t, form, Field { name, label: &t.get(&key), hint: &hint, required: true, ..Field::default() }, &options)
}

fn boxes(office: &Office, form: &Form, name: &str, words: impl Iterator<Item = (&'static str, &'static str)>) -> Markup {
    let t = &office.t;
    html! {
        div.field.wrong[form.error(name).is_some()] role="group" aria-labelledby={ "l-" (name) } {
            span.label id={ "l-" (name) } { (t.get(&format!("service-{name}"))) }
            div.checks {
                @for (code, key) in words {
                    label.check {
                        input type="checkbox" name=(name) value=(code) checked[form.values(name).any(|v| v == code)]; (t.get(key))
                    }
                }
            }
            (field_error(t, form, name))
        }
    }
}

pub(super) fn edit(office: &Office, who: &SignedIn, held: Option<&Offer>, form: &Form) -> Result<Markup, Failure> {
    let t = &office.t;
    let code = held.map_or("new", |o| o.service.code.as_str());
    let title = held.map_or_else(|| t.get("service-new"), |o| o.spec.name.clone());
    let version = if form.value("version").is_empty() {
        held.map(|o| o.version.to_string())
    } else {
        Some(form.value("version").to_owned())
    };
    let body = html! {
        @if !form.ok() {
            p.wrong-summary role="alert" {
                (t.get("failure-invalid")) @if let Some(r) = form.error("fault") { " " (t.reason(r)) }
            }
        }
        @if held.is_some_and(|o| o.service.retired.is_some()) { p.warning { (t.get("service-retired-about")) } }
        form method="post" action={ "/office/catalogue/" (code) } {
            (office.token())
            @if let Some(v) = &version { input type="hidden" name="version" value=(v); }
            input type="hidden" name="icon" value=(form.value("icon"));
            fieldset {
                legend { (t.get("service-basics")) }
                @if held.is_none() { (line(office, form, "code", true)) }
                div.halves {
                    (line(office, form, "name", true))
                    (line(office, form, "name_en", true))
                    (line(office, form, "who", true))
                    (line(office, form, "who_en", true))
                }
                div.thirds {
                    (pick(office, form, "line", WindowLine::ALL.iter().map(|w| (w.code(), w.key()))))
                    (pick(office, form, "category", Category::ALL.iter().map(|w| (w.code(), w.key()))))
                    (pick(office, form, "item_type", ItemType::ALL.iter().map(|w| (w.code(), w.key()))))
                    (pick(office, form, "mechanism", Mechanism::ALL.iter().map(|w| (w.code(), w.key()))))
                    (text_field(t, form, Field {
                        name: "limit_days", label: &t.get("service-limit-days"), hint: &t.get("service-limit-days-hint"),
                        kind: "number", required: true, ..Field::default()
                    }))
                    (line(office, form, "fee", false))
                    (pick(office, form, "secrecy", Secrecy::ALL.iter().map(|w| (w.code(), w.key()))))
                }
                div.halves { (line(office, form, "lead", false)) (area(office, form, "departments", 2)) }
                (boxes(office, form, "channels", Channel::ALL.iter().map(|w| (w.code(), w.key()))))
                (boxes(office, form, "situation", LifeSituation::ALL.iter().map(|w| (w.code(), w.key()))))
                (boxes(office, form, "papers", PaperKind::ALL.iter().map(|w| (w.code(), w.key()))))
                div.halves { (area(office, form, "aliases", 4)) (area(office, form, "policy", 4)) }
            }
            fieldset { legend { (t.get("service-materials")) } (field_error(t, form, "materials")) (materials(office, form)) }
            fieldset {
                legend { (t.get("service-fields")) }
                p.hint { (t.get("service-fields-about")) }
                (field_error(t, form, "fields"))
                (questions(office, form))
            }
            fieldset { legend { (t.get("service-procedure-card")) } (area(office, form, "procedure", 8)) }
            p.actions {
                button.primary { (t.get("service-save")) }
                a.button href="/office/catalogue" { (t.get("office-cancel")) }
                small { (t.get("service-save-about")) }
            }
        }
        @if let Some(o) = held { (after(office, o)?) }
    };
    Ok(office.page(who, &PAGE, &title, body))
}

fn materials(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        table.rows {
            (heads(t, &[
                "service-mat-name", "service-mat-note", "service-mat-copies", "office-material-original", "service-mat-required"
            ]))
            tbody {
                @for i in 0..rows(form, "mat", "name") {
                    @let at = |part: &str| format!("mat-{i}-{part}");
                    tr {
                        td { (cell(office, form, &at("name"), "service-mat-name")) (field_error(t, form, &at("name"))) }
                        td { (cell(office, form, &at("note"), "service-mat-note")) }
                        td.small { (cell(office, form, &at("copies"), "service-mat-copies")) }
                        td { (tick(office, form, &at("original"), "office-material-original", false)) }
                        td { (tick(office, form, &at("required"), "service-mat-required", form.value(&at("name")).is_empty())) }
                    }
                }
            }
        }
    }
}

fn cell(office: &Office, form: &Form, name: &str, label: &str) -> Markup {
    html! {
        input name=(name) value=(form.value(name)) aria-label=(office.t.get(label)) autocomplete="off"
            aria-invalid[form.error(name).is_some()];
    }
}

fn tick(office: &Office, form: &Form, name: &str, label: &str, usual: bool) -> Markup {
    html! { input type="checkbox" name=(name) value="1" aria-label=(office.t.get(label)) checked[usual || form.ticked(name)]; }
}

fn questions(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        table.rows {
            (heads(t, &[
                "service-field-label", "service-field-ask", "service-field-hint", "service-field-kind", "service-field-bounds",
                "service-field-suggest", "service-field-required", "service-field-full"
            ]))
            tbody {
                @for i in 0..rows(form, "field", "label") {
                    @let at = |part: &str| format!("field-{i}-{part}");
                    tr {
                        td {
                            input type="hidden" name=(at("key")) value=(form.value(&at("key")));
                            (cell(office, form, &at("label"), "service-field-label")) (field_error(t, form, &at("label")))
                        }
                        td { (cell(office, form, &at("ask"), "service-field-ask")) }
                        td { (cell(office, form, &at("hint"), "service-field-hint")) }
                        td { select name=(at("kind")) aria-label=(t.get("service-field-kind")) {
                            @for kind in KINDS {
                                option value=(kind) selected[form.value(&at("kind")) == kind] { (t.get(&format!("kind-{kind}"))) }
                            }
                        } }
                        td { (cell(office, form, &at("bounds"), "service-field-bounds")) }
                        td { (cell(office, form, &at("suggest"), "service-field-suggest")) }
                        td {
                            (tick(office, form, &at("required"), "service-field-required", form.value(&at("label")).is_empty()))
                        }
                        td { (tick(office, form, &at("full"), "service-field-full", false)) }
                    }
                }
            }
        }
    }
}

/// Versions, and taking the service out of the offer.
fn after(office: &Office, o: &Offer) -> Result<Markup, Failure> {
    let t = &office.t;
    let names = Names::new(&office.app, t);
    let retired = o.service.retired.is_some();
    Ok(html! {
        section.panel {
            h2 { (t.get("service-versions")) }
            table { tbody {
                @for v in catalog::versions(&office.app.store, o.service.id)? {
                    tr {
                        td {
                            a href={ "/office/catalogue/" (o.service.code) "/versions/" (v.no) } {
                                (t.with("item-version", &[("no", &v.no.to_string())]))
                            }
                        }
                        td.nowrap { (v.at.minute()) } td { (names.actor(v.by)?) }
                        td { @if v.id == o.version { span.tag.green { (t.get("service-current")) } } }
                    }
                }
            } }
        }
        form method="post" action={ "/office/catalogue/" (o.service.code) "/" (if retired { "restore" } else { "retire" }) }
            data-confirm=[(!retired).then(|| t.get("service-retire-sure"))] {
            (office.token())
            @if retired { button { (t.get("service-restore")) } } @else { button.danger { (t.get("service-retire")) } }
        }
    })
}

/// A version as it was, to read.
pub(super) fn version(office: &Office, who: &SignedIn, v: &ServiceVersion, s: &ServiceSpec) -> Markup {
    let t = &office.t;
    let join = |list: Vec<String>| list.join(&t.get("office-and"));
    let body = html! {
        p.info {
            (t.with("service-version-about", &[("no", &v.no.to_string()), ("at", &v.at.minute())]))
            " "
            a href={ "/office/catalogue/" (s.code) } { (t.get("service-to-current")) }
        }
        section.panel {
            dl.facts {
                dt { (t.get("item-line")) } dd { (t.get(s.line.key())) }
                dt { (t.get("service-category")) } dd { (t.get(s.category.key())) }
                dt { (t.get("service-type")) } dd { (t.get(s.item_type.key())) }
                dt { (t.get("service-mechanism")) } dd { (t.get(s.mechanism.key())) }
                dt { (t.get("service-secrecy")) } dd { (t.get(s.secrecy.key())) }
                dt { (t.get("service-limit-days")) } dd { (s.limit_days) }
                dt { (t.get("service-who")) } dd { (s.who) }
                dt { (t.get("service-channels")) } dd { (join(s.channels.iter().map(|c| t.get(c.key())).collect())) }
                dt { (t.get("service-papers")) } dd { (join(s.papers.iter().map(|c| t.get(c.key())).collect())) }
                dt { (t.get("service-policy")) }
                dd { @for p in &s.policy { "《" (p.title) "》" @if let Some(n) = &p.number { (n) } br; } }
                dt { (t.get("service-materials")) }
                dd { @for m in &s.materials { (m.name) @if let Some(n) = &m.note { "（" (n) "）" } br; } }
                dt { (t.get("service-fields")) } dd { @for f in &s.fields { (f.label) "：" (f.ask) br; } }
                dt { (t.get("service-procedure-card")) }
                dd { @for (i, step) in s.procedure.iter().enumerate() { (i + 1) ". " (step) br; } }
            }
        }
    };
    office.page(who, &PAGE, &format!("{}{}", s.name, t.with("item-version", &[("no", &v.no.to_string())])), body)
}
