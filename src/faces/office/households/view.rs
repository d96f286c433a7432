use maud::{Markup, html};

use super::super::{
    Office, Section,
    people::{age, choice, fact, line},
};
use crate::{
    domain::{
        cards::Card,
        grids::{Building, Grid, GridPeople},
        items::Item,
        people::{Household, Resident},
        visits::Visit,
        who::Right,
    },
    faces::web::{Form, SignedIn},
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
                        @for (g, n) in grids { option value=(g.id) selected[g.id == here.id] { (g.code.tail()) " " (g.name) "（" (n) "）" } }
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
    office.page(who, Section::Households, &t.get("office-households"), body)
}

fn phone(head: Option<&Resident>, home: &Household) -> String {
    home.phone.as_ref().or_else(|| head.and_then(|h| h.phone.as_ref())).map(ToString::to_string).unwrap_or_default()
}

/// Everything on one page.
pub(super) struct Sheet {
    pub(super) home: Household,
    pub(super) grid: Grid,
    pub(super) people: GridPeople,
    pub(super) members: Vec<Resident>,
    pub(super) card: Option<Card>,
    pub(super) items: Vec<Item>,
    pub(super) visits: Vec<Visit>,
    pub(super) changes: Markup,
    pub(super) emptied: Option<Markup>,
}

pub(super) fn detail(office: &Office, who: &SignedIn, s: &Sheet) -> Markup {
    let t = &office.t;
    let edits = who.may(Right::EditPeople);
    let several = s.members.iter().filter(|m| m.gone.is_none()).count() > 1;
    // Who lives alone does not part and has no successor.
    let deeds = [
        ("splits", "moves-do-split", several),
        ("merges", "moves-do-merge", true),
        ("departures", "moves-do-depart", true),
        ("successions", "moves-do-succeed", several),
    ];
    let body = html! {
        @match (&s.emptied, s.home.left) {
            (Some(words), _) => p.warning { (words) },
            (None, Some(day)) => p.warning { (t.with("household-left", &[("day", &day.to_string())])) },
            (None, None) => {}
        }
        div.columns {
            div {
                section.panel {
                    h2 { (t.get("household-members")) }
                    (members(office, s))
                    @if edits && s.home.left.is_none() {
                        p.actions {
                            a.button href={ "/office/households/" (s.home.id) "/members/new" } { (t.get("resident-new")) }
                            @for (page, key, _) in deeds.iter().filter(|d| d.2) {
                                a.button href={ "/office/households/" (s.home.id) "/" (page) } { (t.get(key)) }
                            }
                        }
                    }
                }
                (s.changes)
                section.panel { h2 { (t.get("office-items")) } (items(office, s)) }
                section.panel { h2 { (t.get("household-visits")) } (visits(office, s)) }
            }
            div {
                section.panel {
                    h2 { (t.get("household-facts")) }
                    dl.facts {
                        (fact(office, "household-no", &s.home.id.to_string()))
                        (fact(office, "household-grid", &s.grid.name))
                        (fact(office, "household-phone", &s.home.phone.as_ref().map(ToString::to_string).unwrap_or_default()))
                        @for p in s.people.0.iter().take(4) {
                            dt { (t.get(&format!("post-{}", p.role.key()))) }
                            dd { (p.name) " " (p.phone.as_ref().map(ToString::to_string).unwrap_or_default()) }
                        }
                    }
                    @if edits { p.actions { a.button href={ "/office/households/" (s.home.id) "/edit" } { (t.get("people-edit")) } } }
                }
                section.panel { h2 { (t.get("card-title")) } (card(office, who, s)) }
            }
        }
    };
    office.page(who, Section::Households, &s.home.address, body)
}

fn members(office: &Office, s: &Sheet) -> Markup {
    let t = &office.t;
    html! {
        table.list {
            thead { tr { @for key in ["resident-name", "resident-relation", "resident-sex", "resident-age", "resident-number", "resident-phone"] {
                th scope="col" { (t.get(key)) }
            } } }
            tbody { @for m in &s.members { tr {
                td.nowrap { a href={ "/office/residents/" (m.id) } { (m.name) } }
                td { @if m.gone.is_some() && m.relation.is_head() { (t.get("moves-former-head")) } @else { (m.relation.name()) } }
                td { (t.get(&format!("sex-{}", m.sex.code()))) }
                td.nowrap {
                    @if let Some((day, reason)) = &m.gone { span.tag { (t.get(reason)) " " (day) } } @else { (age(office, m)) }
                }
                td.nowrap.mono { (m.number.as_ref().map(|n| n.mask.as_str()).unwrap_or_default()) }
                td.nowrap { (m.phone.as_ref().map(ToString::to_string).unwrap_or_default()) }
            } } }
        }
    }
}

fn items(office: &Office, s: &Sheet) -> Markup {
    html! {
        @if s.items.is_empty() { p.empty { (office.t.get("household-no-items")) } } @else {
            table.list { tbody { @for i in &s.items { tr {
                td.nowrap { a href={ "/office/items/" (i.id) } { (i.no) } }
                td { (i.title) }
                td.nowrap { (i.created.minute()) }
            } } } }
        }
    }
}

fn visits(office: &Office, s: &Sheet) -> Markup {
    html! {
        @if s.visits.is_empty() { p.empty { (office.t.get("household-no-visits")) } } @else {
            table.list { tbody { @for v in &s.visits { tr { td.nowrap { (v.at.minute()) } td { (v.note) } } } } }
        }
    }
}

fn card(office: &Office, who: &SignedIn, s: &Sheet) -> Markup {
    let t = &office.t;
    html! {
        @match &s.card {
            Some(c) => p { (t.with("card-issued", &[("time", &c.issued.minute())])) },
            None => p.soft { (t.get("card-none")) },
        }
        @if s.home.left.is_none() {
            div.actions {
                @if who.may(Right::Print) {
                    form method="post" action={ "/office/households/" (s.home.id) "/card.pdf" } target="_blank" {
                        (office.token()) button.primary { (t.get("card-print")) }
                    }
                }
                @if who.may(Right::EditPeople) && s.card.is_some() {
                    form method="post" action={ "/office/households/" (s.home.id) "/card" } data-confirm=(t.get("card-reissue-sure")) {
                        (office.token()) button { (t.get("card-reissue")) }
                    }
                }
            }
        }
    }
}

/// The form of a household: new with its head's name, or its place and telephone.
pub(super) fn form(office: &Office, who: &SignedIn, home: Option<&Household>, buildings: &[Building], form: &Form) -> Markup {
    let t = &office.t;
    let action = home.map_or_else(|| "/office/households/new".to_owned(), |h| format!("/office/households/{}/edit", h.id));
    let options = buildings.iter().map(|b| (b.id.to_string(), format!("{}{}", b.estate, b.name)));
    let body = html! {
        @if buildings.is_empty() { p.warning { (t.get("household-needs-building")) " " a href="/office/buildings/new" { (t.get("building-new")) } } }
        form.panel method="post" action=(action) {
            (office.token())
            div.thirds {
                (choice(office, form, "building", "household-building", options, true))
                (line(office, form, "unit", "household-unit", "", false))
                (line(office, form, "room", "household-room", "", true))
            }
            div.halves {
                @if home.is_none() { (line(office, form, "head", "household-head", "", true)) }
                (line(office, form, "phone", "household-phone", "tel", false))
            }
            p.actions { button.primary { (t.get("people-save")) } a.button href="/office/households" { (t.get("people-cancel")) } }
        }
    };
    let title = home.map_or_else(|| t.get("household-new"), |h| h.address.clone());
    office.page(who, Section::Households, &title, body)
}
