//! The one page of a matter that is taken in: for whom, the service's form, the papers handed in, where it is from.
use maud::{Markup, html};

use super::{PAGE, choose::limit, form::fields};
use crate::{
    base::Failure,
    domain::{
        matters::{
            catalog::{FieldKind, Offer},
            items::Source,
        },
        office::who::Right,
        places::grids::list_grids,
        registry::people::{self, Resident, Where},
    },
    faces::{
        office::Office,
        staff::SignedIn,
        ui::{Field, select, text_field},
        web::Form,
    },
    store::Read,
};

/// From where a clerk may say that an item came.
pub(super) const SOURCES: [Source; 6] =
    [Source::Window, Source::Phone, Source::Visit, Source::Field, Source::SuggestionBox, Source::Higher];

pub(super) fn view(
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
    let none = [(String::new(), t.get("intake-no-grid"))];
    let grids = list_grids(&office.app.store)?.into_iter().map(|g| (g.id.to_string(), g.name));
    let grids: Vec<_> = none.into_iter().chain(grids).collect();
    let photos = spec.fields.iter().any(|f| matches!(f.kind, FieldKind::Photo { .. }));
    let body = html! {
        p.soft { (t.get(spec.line.key())) " · " (t.get(spec.item_type.key())) " · " (limit(office, offer)) " · " (spec.who) }
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action={ "/office/intake/" (code) } novalidate {
            (office.token())
            input type="hidden" name="key" value=(form.value("key"));
            input type="hidden" name="resident" value=(form.value("resident"));
            // Enter in a field files the form; it never searches.
            button.default name="do" value="file" tabindex="-1" aria-hidden="true" {}
            @if who.may(Right::SeePeople) {
                fieldset { legend { (t.get("intake-who")) } (finder(office, form, chosen, hits.as_ref())?) }
            }
            fieldset { legend { (t.get("intake-form")) } (fields(office, form, spec, chosen)) }
            @if !spec.materials.is_empty() {
                fieldset { legend { (t.get("intake-materials")) } (materials(office, form, offer)) }
            }
            fieldset {
                legend { (t.get("intake-where")) }
                div.thirds {
                    (text_field(t, form, Field { name: "place", label: &t.get("intake-place"), ..Field::default() }))
                    @if chosen.is_none() {
                        (select(t, form, Field { name: "grid", label: &t.get("item-grid"), ..Field::default() }, &grids))
                    }
                    @let source = Field { name: "source", label: &t.get("item-source"), required: true, ..Field::default() };
                    (select(t, form, source, &sources))
                }
            }
            @if photos { p.hint { (t.get("intake-photos")) } }
            p.actions {
                button.primary name="do" value="file" { (t.get("intake-do")) }
                @if who.may(Right::Accept) {
                    label {
                        input type="checkbox" name="accept" value="1" checked[form.ticked("accept")]; (t.get("intake-accept"))
                    }
                }
                a.button href="/office/intake" { (t.get("intake-other")) }
            }
        }
    };
    Ok(office.page(who, &PAGE, &spec.name, body))
}

fn finder(office: &Office, form: &Form, chosen: Option<&Resident>, hits: Option<&people::Hits>) -> Result<Markup, Failure> {
    let t = &office.t;
    Ok(html! {
        @if let Some(r) = chosen {
            @let home = office.app.store.get(r.household)?;
            p { b { (r.name) } " " (home.address) " "
                @if let Some(n) = &r.number { span.mono { (Where::Desk.number(n)) } " " }
                button.small name="do" value="drop" formnovalidate { (t.get("intake-drop")) } }
        }
        div.actions {
            label for="find" { (t.get("intake-find")) }
            input #find.medium name="find" value=(form.value("find")) maxlength="40" autocomplete="off"
                data-search data-enter="search" placeholder=(t.get("intake-find-hint"));
            button name="do" value="search" formnovalidate { (t.get("office-find")) }
        }
        @if let Some(hits) = hits {
            @if hits.hits.is_empty() { p.soft { (t.get("intake-nobody")) } }
            @else {
                table.list { tbody {
                    @for hit in hits.hits.iter().take(10) {
                        @if let Some(r) = &hit.resident {
                            tr {
                                td.nowrap { (r.name) } td { (hit.household.address) }
                                td.mono.nowrap { @if let Some(n) = &r.number { (Where::Desk.number(n)) } }
                                td.nowrap { @if let Some(p) = &r.phone { (p.masked()) } }
                                td { button.small name="do" value={ "take-" (r.id) } formnovalidate { (t.get("intake-take")) } }
                            }
                        }
                    }
                } }
                @if hits.more || hits.hits.len() > 10 { p.hint { (t.get("intake-more")) } }
            }
        }
    })
}

fn materials(office: &Office, form: &Form, offer: &Offer) -> Markup {
    let t = &office.t;
    html! {
        p.hint { (t.get("intake-materials-about")) }
        @for (i, m) in offer.spec.materials.iter().enumerate() {
            @let value = i.to_string();
            label.check {
                input type="checkbox" name="m" value=(value) checked[form.values("m").any(|v| v == value)];
                (m.name)
                @if m.original { " " small { (t.get("office-material-original")) } }
                @if m.copies > 0 { " " small { (t.with("intake-copies", &[("n", &m.copies.to_string())])) } }
                @if !m.required { " " span.tag { (t.get("item-material-optional")) } }
                @if let Some(note) = &m.note { " " small { (note) } }
            }
        }
    }
}
