use maud::{Markup, html};

use super::PAGE;
use crate::{
    domain::{
        office::who::Right,
        places::grids::{Building, Grid},
        registry::people::{Household, Resident},
    },
    faces::{
        office::Office,
        staff::{SignedIn, choice, line},
        web::Form,
    },
    store::Cursor,
};

/// One line of the list: the head, how many live there, the household.
type Line = (Option<Resident>, usize, Household);

pub(super) fn list(
    office: &Office,
    who: &SignedIn,
    grids: &[(Grid, i64)],
    found: Option<(&Grid, &[Line], Option<&Cursor>)>,
) -> Markup {
    let t = &office.t;
    let body = html! {
        @if let Some((here, rows, next)) = found {
            form.filters method="get" action="/office/households" data-auto {
                div.field {
                    label for="f-grid" { (t.get("household-grid")) }
                    select #f-grid name="grid" {
                        @for (g, n) in grids {
                            option value=(g.id) selected[g.id == here.id] { (g.code.tail()) " " (g.name) "（" (n) "）" }
                        }
                    }
                }
                button { (t.get("people-show")) }
                @if who.may(Right::EditPeople) { a.button.primary href="/office/households/new" { (t.get("household-new")) } }
            }
            @if rows.is_empty() {
                p.empty { (t.get("household-none")) }
            } @else {
                table.list {
                    thead { tr {
                        th scope="col" { (t.get("household-address")) } th scope="col" { (t.get("household-head")) }
                        th.num scope="col" { (t.get("household-members")) } th scope="col" { (t.get("resident-phone")) }
                    } }
                    tbody { @for (head, n, home) in rows { tr {
                        td { a href={ "/office/households/" (home.id) } { (home.address) } }
                        td.nowrap { (head.as_ref().map(|h| h.name.to_string()).unwrap_or_default()) }
                        td.num { (n) }
                        td.nowrap { (phone(head.as_ref(), home)) }
                    } } }
                }
            }
            @if let Some(next) = next {
                form.pager method="post" action="/office/households" {
                    (office.token())
                    input type="hidden" name="grid" value=(here.id);
                    input type="hidden" name="after" value=(next);
                    button { (t.get("people-next-page")) }
                }
            }
        } @else {
            p.empty { (t.get("grid-none")) }
        }
    };
    office.page(who, &PAGE, &t.get("office-households"), body)
}

fn phone(head: Option<&Resident>, home: &Household) -> String {
    home.phone.as_ref().or_else(|| head.and_then(|h| h.phone.as_ref())).map(ToString::to_string).unwrap_or_default()
}

/// The form of a household: new with its head's name, or its place and telephone.
pub(super) fn form(office: &Office, who: &SignedIn, home: Option<&Household>, buildings: &[Building], form: &Form) -> Markup {
    let t = &office.t;
    let action = home.map_or_else(|| "/office/households/new".to_owned(), |h| format!("/office/households/{}/edit", h.id));
    let options = buildings.iter().map(|b| (b.id.to_string(), format!("{}{}", b.estate, b.name)));
    let body = html! {
        @if buildings.is_empty() {
            p.warning { (t.get("household-needs-building")) " " a href="/office/buildings/new" { (t.get("building-new")) } }
        }
        form.panel method="post" action=(action) {
            (office.token())
            div.thirds {
                (choice(&office.t, form, "building", "household-building", options, true))
                (line(&office.t, form, "unit", "household-unit", "", false))
                (line(&office.t, form, "room", "household-room", "", true))
            }
            div.halves {
                @if home.is_none() { (line(&office.t, form, "head", "household-head", "", true)) }
                (line(&office.t, form, "phone", "household-phone", "tel", false))
            }
            p.actions {
                button.primary { (t.get("people-save")) } a.button href="/office/households" { (t.get("people-cancel")) }
            }
        }
    };
    let title = home.map_or_else(|| t.get("household-new"), |h| h.address.clone());
    office.page(who, &PAGE, &title, body)
}
