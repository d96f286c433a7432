//! Registering an item for someone at the window: choose the service, find the resident, fill the form, check the papers.
use actix_web::{HttpRequest, http::StatusCode, web::Path};
use maud::{Markup, html};

use super::register_form;
use crate::{
    base::{Failure, FieldErrors, Id, Name, Phone, random_bytes},
    domain::{
        matters::{
            catalog::{Channel, FieldKind, Found, Offer, WindowLine},
            items::{self, Action, Applicant, Asked, By, Details, New, Source},
        },
        office::who::Right,
        places::grids::{Grid, list_grids},
        registry::people::{self, Resident},
    },
    faces::{
        office::{Office, Section},
        staff::{May, SignedIn, needs, query_form},
        ui::{Field, select, text_field},
        web::{Form, Reply, page, page_with, see_other},
    },
    store::Read,
};

/// From where a clerk may say that an item came.
const SOURCES: [Source; 6] = [Source::Window, Source::Phone, Source::Visit, Source::Field, Source::SuggestionBox, Source::Higher];

pub(super) async fn choose(who: May<needs::Register>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let (t, catalogue) = (&office.t, office.app.catalogue());
    let query = form.value("q").trim();
    let found = catalogue.search(query);
    let carry = form.value("resident").parse::<u64>().map(|r| format!("?resident={r}")).unwrap_or_default();
    let link = |o: &Offer| html! { a href={ "/office/register/" (o.service.code) (carry) } { (o.spec.name) } };
    let body = html! {
        form.filters method="get" action="/office/register" role="search" {
            @if !carry.is_empty() { input type="hidden" name="resident" value=(form.value("resident")); }
            div.field { label for="q" { (t.get("register-search")) } input #q type="search" name="q" value=(query) maxlength="40" autofocus[carry.is_empty()]; }
            button { (t.get("office-find")) }
            @if !query.is_empty() { a.button href={ "/office/register" (carry) } { (t.get("office-clear")) } }
        }
        @if !query.is_empty() {
            @if found.is_empty() { p.empty { (t.get("register-nothing-found")) } }
            @else {
                table.list {
                    thead { tr { th { (t.get("item-title")) } th { (t.get("item-line")) } th { (t.get("service-limit")) } th { (t.get("service-who")) } } }
                    tbody {
                        @for f in &found {
                            @match f {
                                Found::Offer(o) => tr { td { (link(o)) } td.nowrap { (t.get(o.spec.line.key())) } td.nowrap { (limit(&office, o)) } td { (o.spec.who) } },
                                Found::Refused(r) => tr { td { (r.name) } td colspan="3" { span.tag.red { (t.get("register-refused")) } " " (r.why) br; (t.get("register-instead")) (r.instead) } },
                            }
                        }
                    }
                }
            }
        } @else {
            @for line in WindowLine::ALL {
                @let offers: Vec<_> = catalogue.in_line(*line).filter(|o| o.spec.channels.contains(&Channel::Window)).collect();
                @if !offers.is_empty() {
                    section.panel {
                        h2 { (t.get(line.key())) }
                        ul.services { @for o in offers { li { (link(o)) " " small { (limit(&office, o)) } } } }
                    }
                }
            }
        }
    };
    Ok(page(office.page(&who, Section::Register, &t.get("office-register"), body)))
}

/// A service's limit in words.
pub(in crate::faces::office) fn limit(office: &Office, o: &Offer) -> String {
    match o.spec.limit_days {
        0 => office.t.get("office-limit-same-day"),
        n => office.t.with("office-limit-days", &[("days", &n.to_string())]),
    }
}

fn offer(office: &Office, code: &str) -> Result<Offer, Failure> {
    office.app.catalogue().by_code(code).cloned().ok_or(Failure::NotFound)
}

fn scope(office: &Office, who: &SignedIn) -> Result<people::Scope, Failure> {
    Ok(match items::scope(&office.app.store, &who.account, office.app.clock.today())? {
        items::Scope::All => people::Scope::All,
        items::Scope::Grids(grids) => people::Scope::Grids(grids),
        items::Scope::Own(_) | items::Scope::Nothing => people::Scope::Grids(Vec::new()),
    })
}

/// The resident whose number the form or the address names, if this person may see them.
fn resident(office: &Office, who: &SignedIn, typed: &str) -> Result<Option<Resident>, Failure> {
    let Ok(id) = typed.parse().map(Id::<Resident>::new) else { return Ok(None) };
    let scope = scope(office, who)?;
    Ok(office.app.store.find(id)?.filter(|r| scope.sees(r.grid) && who.may(Right::SeePeople)))
}

pub(super) async fn begin(who: May<needs::Register>, office: Office, code: Path<String>, req: HttpRequest) -> Reply {
    let offer = offer(&office, &code)?;
    let mut form = Form::default();
    let key: [u8; 16] = random_bytes()?;
    form.set("key", data_encoding::HEXLOWER.encode(&key));
    form.set("accept", "1");
    let chosen = resident(&office, &who, query_form(&req).value("resident"))?;
    if let Some(r) = &chosen {
        fill(&office, &mut form, r)?;
    }
    Ok(page(view(&office, &who, &offer, &form, chosen.as_ref(), None)?))
}

/// Puts what the register knows into the fields that mean the applicant.
fn fill(office: &Office, form: &mut Form, r: &Resident) -> Result<(), Failure> {
    let home = office.app.store.get(r.household)?;
    form.set("resident", r.id.to_string());
    form.set("a-name", r.name.as_str());
    form.set("a-address", home.address.clone());
    form.set("place", home.address.clone());
    if let Some(phone) = r.phone.as_ref().or(home.phone.as_ref()) {
        form.set("a-phone", phone.as_str());
    }
    Ok(())
}

/// The one form: searching for the resident, taking one over, and filing are buttons of it, so that nothing typed is lost.
pub(super) async fn file(who: May<needs::Register>, office: Office, code: Path<String>, mut form: Form) -> Reply {
    let offer = offer(&office, &code)?;
    let action = form.value("do").to_owned();
    if let Some(id) = action.strip_prefix("take-") {
        let chosen = resident(&office, &who, id)?.ok_or(Failure::NotFound)?;
        fill(&office, &mut form, &chosen)?;
        return Ok(page(view(&office, &who, &offer, &form, Some(&chosen), None)?));
    }
    let chosen = resident(&office, &who, form.value("resident"))?;
    if action == "search" {
        let hits = people::search(&office.app.store, &office.app.keys.seal, &scope(&office, &who)?, form.value("find"))?;
        return Ok(page(view(&office, &who, &offer, &form, chosen.as_ref(), Some(hits))?));
    }
    if action == "drop" {
        form.set("resident", "");
        return Ok(page(view(&office, &who, &offer, &form, None, None)?));
    }
    let new = read(&office, &mut form, &offer, chosen.as_ref())?;
    if let Some(new) = new {
        let (app, me, at) = (office.app.clone(), who.account.clone(), office.app.clock.now());
        let accept = form.ticked("accept") && who.may(Right::Accept);
        let calendar = app.calendar();
        let filed = app.store.write(move |tx| {
            let by = By::Account(&me);
            let item = items::report(tx, &by, new, at)?;
            // The same form sent twice finds the item that it filed: it is accepted once.
            if accept && item.events == 1 {
                return items::act(tx, &by, item.id, Action::Accept, Details::default(), at, &calendar);
            }
            Ok(item)
        });
        match filed.await {
            Ok(item) => return Ok(see_other(&format!("/office/items/{}?done=filed", item.id))),
            Err(Failure::Invalid(errors)) => {
                form.note_all(FieldErrors(
                    errors.0.into_iter().map(|(f, r)| (if f == "place" { f } else { format!("a-{f}") }, r)).collect(),
                ));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(page_with(status, view(&office, &who, &offer, &form, chosen.as_ref(), None)?))
}

fn read(office: &Office, form: &mut Form, offer: &Offer, resident: Option<&Resident>) -> Result<Option<New>, Failure> {
    let app = &office.app;
    let answers = register_form::read(form, &offer.spec, resident, app.clock.today(), &app.keys)?;
    let place = form.text_or_empty("place", 80);
    let source = form.take("source", "field-choice", |s| SOURCES.into_iter().find(|x| x.key() == s));
    let key = data_encoding::HEXLOWER.decode(form.value("key").as_bytes()).ok().and_then(|k| k.try_into().ok());
    let key: [u8; 16] = match key {
        Some(k) => k,
        None => random_bytes()?,
    };
    let grid = form.maybe("grid", "field-choice", |s| s.parse().ok().map(Id::<Grid>::new));
    let materials =
        form.values("m").filter_map(|m| m.parse::<u8>().ok()).filter(|m| usize::from(*m) < offer.spec.materials.len()).collect();
    let said = |key: &str| answers.iter().find(|a| a.key == key).map(|a| a.value.as_str()).unwrap_or_default();
    let applicant = Applicant {
        name: Name::parse(said("name")).or_else(|| resident.map(|r| r.name.clone())),
        phone: Phone::parse(said("phone")).or_else(|| resident.and_then(|r| r.phone.clone())),
        resident: resident.map(|r| r.id),
        household: resident.map(|r| r.household),
    };
    let (Some(place), Some(source), Some(grid), true) = (place, source, grid, form.ok()) else { return Ok(None) };
    // Where the lamp stands is asked by the lamp's own service; a resident's address is only the last resort.
    let place = [said("place"), &place, said("address")].into_iter().find(|p| !p.is_empty()).unwrap_or_default().to_owned();
    Ok(Some(New {
        form_key: key,
        asked: Asked::of(offer)?,
        applicant,
        source,
        building: None,
        grid,
        place,
        answers,
        materials,
        draft: None,
        query: None,
    }))
}

fn view(
    office: &Office,
    who: &SignedIn,
    offer: &Offer,
    form: &Form,
    chosen: Option<&Resident>,
    hits: Option<people::Hits>,
) -> Result<Markup, Failure> {
    let (t, spec) = (&office.t, &offer.spec);
    let code = &offer.service.code;
    let sources: Vec<_> = SOURCES.iter().map(|s| (s.key().to_owned(), t.get(&format!("source-{}", s.key())))).collect();
    let none = [(String::new(), t.get("register-no-grid"))];
    let grids = list_grids(&office.app.store)?.into_iter().map(|g| (g.id.to_string(), g.name));
    let grids: Vec<_> = none.into_iter().chain(grids).collect();
    let photos = spec.fields.iter().any(|f| matches!(f.kind, FieldKind::Photo { .. }));
    let body = html! {
        p.soft { (t.get(spec.line.key())) " · " (t.get(spec.item_type.key())) " · " (limit(office, offer)) " · " (spec.who) }
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action={ "/office/register/" (code) } novalidate {
            (office.token())
            input type="hidden" name="key" value=(form.value("key"));
            input type="hidden" name="resident" value=(form.value("resident"));
            // Enter in a field files the form; it never searches.
            button.default name="do" value="file" tabindex="-1" aria-hidden="true" {}
            @if who.may(Right::SeePeople) {
                fieldset { legend { (t.get("register-who")) } (finder(office, form, chosen, hits.as_ref())?) }
            }
            fieldset { legend { (t.get("register-form")) } (register_form::fields(office, form, spec, chosen)) }
            @if !spec.materials.is_empty() { fieldset { legend { (t.get("register-materials")) } (materials(office, form, offer)) } }
            fieldset {
                legend { (t.get("register-where")) }
                div.thirds {
                    (text_field(t, form, Field { name: "place", label: &t.get("register-place"), ..Field::default() }))
                    @if chosen.is_none() { (select(t, form, Field { name: "grid", label: &t.get("item-grid"), ..Field::default() }, &grids)) }
                    (select(t, form, Field { name: "source", label: &t.get("item-source"), required: true, ..Field::default() }, &sources))
                }
            }
            @if photos { p.hint { (t.get("register-photos")) } }
            p.actions {
                button.primary name="do" value="file" { (t.get("register-do")) }
                @if who.may(Right::Accept) {
                    label { input type="checkbox" name="accept" value="1" checked[form.ticked("accept")]; (t.get("register-accept")) }
                }
                a.button href="/office/register" { (t.get("register-other")) }
            }
        }
    };
    Ok(office.page(who, Section::Register, &spec.name, body))
}

fn finder(office: &Office, form: &Form, chosen: Option<&Resident>, hits: Option<&people::Hits>) -> Result<Markup, Failure> {
    let t = &office.t;
    Ok(html! {
        @if let Some(r) = chosen {
            @let home = office.app.store.get(r.household)?;
            p { b { (r.name) } " " (home.address) " "
                @if let Some(n) = &r.number { span.mono { (n.mask) } " " }
                button.small name="do" value="drop" formnovalidate { (t.get("register-drop")) } }
        }
        div.actions {
            label for="find" { (t.get("register-find")) }
            input #find.medium name="find" value=(form.value("find")) maxlength="40" autocomplete="off" data-search data-enter="search" placeholder=(t.get("register-find-hint"));
            button name="do" value="search" formnovalidate { (t.get("office-find")) }
        }
        @if let Some(hits) = hits {
            @if hits.hits.is_empty() { p.soft { (t.get("register-nobody")) } }
            @else {
                table.list { tbody {
                    @for hit in hits.hits.iter().take(10) {
                        @if let Some(r) = &hit.resident {
                            tr {
                                td.nowrap { (r.name) } td { (hit.household.address) }
                                td.mono.nowrap { @if let Some(n) = &r.number { (n.mask) } }
                                td.nowrap { @if let Some(p) = &r.phone { (p.masked()) } }
                                td { button.small name="do" value={ "take-" (r.id) } formnovalidate { (t.get("register-take")) } }
                            }
                        }
                    }
                } }
                @if hits.more || hits.hits.len() > 10 { p.hint { (t.get("register-more")) } }
            }
        }
    })
}

fn materials(office: &Office, form: &Form, offer: &Offer) -> Markup {
    let t = &office.t;
    html! {
        p.hint { (t.get("register-materials-about")) }
        @for (i, m) in offer.spec.materials.iter().enumerate() {
            @let value = i.to_string();
            label.check {
                input type="checkbox" name="m" value=(value) checked[form.values("m").any(|v| v == value)];
                (m.name)
                @if m.original { " " small { (t.get("office-material-original")) } }
                @if m.copies > 0 { " " small { (t.with("register-copies", &[("n", &m.copies.to_string())])) } }
                @if !m.required { " " span.tag { (t.get("item-material-optional")) } }
                @if let Some(note) = &m.note { " " small { (note) } }
            }
        }
    }
}
