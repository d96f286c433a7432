use maud::{Markup, html};

use super::PAGE;
use crate::{
    domain::{
        office::who::Right,
        registry::people::{
            Hits, Household, Residence, Resident, Revealed, Where,
            codes::{EDUCATIONS, ETHNICITIES, MARITALS, POLITICALS, RELATIONS},
        },
    },
    faces::{
        office::Office,
        staff::{SignedIn, age, choice, codes, line},
        ui::heads,
        web::Form,
    },
};

/// The search box and what it found.
pub(super) fn search(office: &Office, who: &SignedIn, form: &Form, hits: Option<&Hits>) -> Markup {
    let t = &office.t;
    let body = html! {
        form.panel method="post" action="/office/residents" role="search" {
            (office.token())
            div.field {
                label for="q" { (t.get("people-search-label")) }
                p.hint #hint-q { (t.get("people-search-hint")) }
                input #q type="search" name="q" value=(form.value("q")) maxlength="80" autocomplete="off" autofocus
                    aria-describedby="hint-q";
            }
            p.actions { button.primary { (t.get("people-search")) } }
        }
        @if let Some(hits) = hits {
            @if hits.hits.is_empty() {
                p.empty { (t.get("people-none-found")) }
            } @else {
                p.soft role="status" {
                    (t.with(if hits.more { "people-found-more" } else { "people-found" }, &[("n", &hits.hits.len().to_string())]))
                }
                table.list {
                    (heads(t, &[
                        "resident-name", "resident-relation", "resident-sex", "resident-age", "resident-number", "resident-phone",
                        "household-address"
                    ]))
                    tbody { @for h in &hits.hits { tr {
                        @match &h.resident {
                            Some(r) => {
                                td.nowrap { a href={ "/office/residents/" (r.id) } { (r.name) } }
                                td { (r.relation.name()) }
                                td { (t.get(&format!("sex-{}", r.sex.code()))) }
                                td.nowrap { (age(&office.t, office.app.clock.today(), r)) }
                                td.nowrap.mono { (r.number.as_ref().map(|n| Where::Desk.number(n)).unwrap_or_default()) }
                                td.nowrap { (r.phone.as_ref().map(ToString::to_string).unwrap_or_default()) }
                            }
                            None => td colspan="6" { (t.get("household-without-head")) },
                        }
                        td { a href={ "/office/households/" (h.household.id) } { (h.household.address) } }
                    } } }
                }
            }
        }
    };
    office.page(who, &PAGE, &t.get("office-residents"), body)
}

/// A resident's form: new in a household, or one that is recorded.
pub(super) fn form(office: &Office, who: &SignedIn, home: &Household, r: Option<&Resident>, form: &Form) -> Markup {
    let t = &office.t;
    let action = match r {
        Some(r) => format!("/office/residents/{}", r.id),
        None => format!("/office/households/{}/members/new", home.id),
    };
    let edits = who.may(Right::EditPeople) && r.is_none_or(|r| r.gone.is_none());
    let residences = Residence::ALL.map(|x| (x.key().to_owned(), t.get(&format!("residence-{}", x.key()))));
    let sexes = ["1", "2", "0", "9"].map(|x| (x.to_owned(), t.get(&format!("sex-{x}"))));
    let body = html! {
        p {
            a href={ "/office/households/" (home.id) } { (home.address) }
            @if let Some(r) = r {
                " · " a href={ "/office/residents/" (r.id) "/privacy" } { (t.get("personal-page")) }
                @if who.may(Right::Audit) { " · " a href={ "/office/residents/" (r.id) "/looks" } { (t.get("looks-link")) } }
            }
        }
        @if let Some((day, reason)) = r.and_then(|r| r.gone.as_ref()) {
            p.warning {
                (t.get(reason)) " " (day)
                @if let Some(r) = r.filter(|_| who.may(Right::EditPeople)) {
                    " " a href={ "/office/residents/" (r.id) "/returns" } { (t.get("moves-return-title")) }
                }
            }
        }
        form.panel method="post" action=(action) {
            (office.token())
            fieldset disabled[!edits] {
                div.thirds {
                    (line(&office.t, form, "name", "resident-name", "", true))
                    (choice(&office.t, form, "relation", "resident-relation", codes(&RELATIONS).into_iter().skip(1), false))
                    (line(&office.t, form, "phone", "resident-phone", "tel", false))
                }
                div.thirds {
                    div {
                        (line(&office.t, form, "number", "resident-number", "", false))
                        @if let Some(n) = r.and_then(|r| r.number.as_ref()) {
                            p.hint { (t.get("resident-number-kept")) " " span.mono { (Where::Desk.number(n)) } }
                            label.check { input type="checkbox" name="clear-number" value="1"; (t.get("resident-number-clear")) }
                        }
                    }
                    (choice(&office.t, form, "sex", "resident-sex", sexes, true))
                    div {
                        (line(&office.t, form, "birth", "resident-birth", "date", false))
                        @if let Some(b) = r.and_then(|r| r.birth) {
                            p.hint { (t.with("resident-birth-kept", &[("year", &Where::Desk.birth(b))])) }
                        }
                    }
                }
                div.thirds {
                    (choice(&office.t, form, "ethnicity", "resident-ethnicity", codes(&ETHNICITIES), true))
                    (choice(&office.t, form, "marital", "resident-marital", codes(&MARITALS), true))
                    (choice(&office.t, form, "education", "resident-education", codes(&EDUCATIONS), true))
                    (choice(&office.t, form, "political", "resident-political", codes(&POLITICALS), true))
                    (choice(&office.t, form, "residence", "resident-residence", residences, false))
                }
                (line(&office.t, form, "note", "resident-note", "", false))
            }
            @if edits {
                p.actions {
                    button.primary { (t.get("people-save")) }
                    a.button href={ "/office/households/" (home.id) } { (t.get("people-cancel")) }
                }
            }
        }
        @if let Some(r) = r {
            @if (r.number.is_some() || r.birth.is_some()) && who.may(Right::Reveal) { (reveal(office, form, r)) }
            @if edits { (acts(office, home, r)) }
        }
    };
    let title = r.map_or_else(|| t.get("resident-new"), |r| r.name.to_string());
    office.page(who, &PAGE, &title, body)
}

fn reveal(office: &Office, form: &Form, r: &Resident) -> Markup {
    let t = &office.t;
    html! {
        details.act open[form.error("purpose").is_some()] {
            summary { (t.get("reveal-do")) }
            form method="post" action={ "/office/residents/" (r.id) "/reveal" } {
                (office.token())
                (line(&office.t, form, "purpose", "reveal-purpose", "", true))
                p.actions { button.primary { (t.get("reveal-do")) } }
            }
        }
    }
}

fn acts(office: &Office, home: &Household, r: &Resident) -> Markup {
    let t = &office.t;
    let form = Form::default();
    let deeds = format!("/office/households/{}", home.id);
    let head = home.head == Some(r.id);
    html! {
        p.actions {
            @if !head { a.button href={ (deeds) "/successions?why=stays&head=" (r.id) } { (t.get("head-make")) } }
            a.button href={ (deeds) "/departures?why=moved&leave=" (r.id) } { (t.get("moves-depart-do-moved")) }
            a.button href={ (deeds) "/departures?why=died&leave=" (r.id) } { (t.get("moves-depart-do-died")) }
        }
        details.act {
            summary { (t.get("resident-move")) }
            form method="post" action={ "/office/residents/" (r.id) "/move" } {
                (office.token())
                div.halves {
                    (line(&office.t, &form, "household", "resident-move-to", "number", true))
                    (choice(&office.t, &form, "relation", "resident-relation", codes(&RELATIONS).into_iter().skip(1), false))
                }
                p.actions { button.primary { (t.get("resident-move")) } }
            }
        }
    }
}

/// The number and the birth date, this once.
pub(super) fn revealed(office: &Office, who: &SignedIn, r: &Resident, seen: &Revealed) -> Markup {
    let t = &office.t;
    let body = html! {
        div.panel.narrow {
            @if let Some(n) = &seen.number {
                p { (t.get("resident-number")) }
                p { span.secret { (n.plain()) } }
            }
            @if let Some(b) = seen.birth {
                p { (t.get("resident-birth")) }
                p { span.secret { (b) } }
            }
            p.soft { (t.get("reveal-noted")) }
            p.actions { a.button href={ "/office/residents/" (r.id) } { (t.get("people-back")) } }
        }
    };
    office.page(who, &PAGE, r.name.as_str(), body)
}
