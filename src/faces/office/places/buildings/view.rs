use maud::{Markup, html};

use super::PAGE;
use crate::{
    domain::{
        office::who::Right,
        places::grids::{Building, Grid},
    },
    faces::{
        office::Office,
        staff::{SignedIn, choice, grid_options, line},
        ui::heads,
        web::Form,
    },
};

pub(super) fn list(office: &Office, who: &SignedIn, rows: &[(Grid, Vec<Building>)]) -> Markup {
    let t = &office.t;
    let edits = who.may(Right::EditPeople);
    let body = html! {
        @if edits { p.actions { a.button.primary href="/office/buildings/new" { (t.get("building-new")) } } }
        @if rows.is_empty() { p.empty { (t.get("building-none")) } }
        @for (g, all) in rows {
            section.panel {
                h2 { a href={ "/office/grids/" (g.id) } { (g.name) } }
                table.list {
                    (heads(t, &["building-estate", "building-name"]))
                    tbody { @for b in all { tr {
                        td { (b.estate) }
                        td { @if edits { a href={ "/office/buildings/" (b.id) } { (b.name) } } @else { (b.name) } }
                    } } }
                }
            }
        }
    };
    office.page(who, &PAGE, &t.get("office-buildings"), body)
}

pub(super) fn form(office: &Office, who: &SignedIn, b: Option<&Building>, grids: &[Grid], form: &Form) -> Markup {
    let t = &office.t;
    let action = b.map_or_else(|| "/office/buildings/new".to_owned(), |b| format!("/office/buildings/{}", b.id));
    let body = html! {
        @if grids.is_empty() { p.warning { (t.get("import-needs-grid")) " " a href="/office/grids/new" { (t.get("grid-new")) } } }
        form.panel.narrow method="post" action=(action) {
            (office.token())
            (choice(&office.t, form, "grid", "household-grid", grid_options(grids), true))
            (line(&office.t, form, "estate", "building-estate", "", false))
            (line(&office.t, form, "name", "building-name", "", true))
            p.actions { button.primary { (t.get("people-save")) } a.button href="/office/buildings" { (t.get("people-cancel")) } }
        }
    };
    let title = b.map_or_else(|| t.get("building-new"), |b| format!("{}{}", b.estate, b.name));
    office.page(who, &PAGE, &title, body)
}
