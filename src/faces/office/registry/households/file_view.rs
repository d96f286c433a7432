//! The page of a household's file, and of its timeline further back.
use maud::{Markup, html};

use super::{super::moves, CARD_PURPOSE, PAGE, file_parts};
use crate::{
    base::Failure,
    domain::{
        insight::files::{File, Line, Stretch},
        matters::items::Item,
        noun::Happening,
        office::who::Right,
        registry::{
            people::Household,
            registers::{Entry, Whom},
        },
    },
    faces::{
        office::{Office, insight::clarity},
        staff::{SignedIn, fact, line},
        web::Form,
    },
    paperwork::{Namer, file_no, rest, told},
    store::{Row, Store},
};

/// The parts of the page: anchor, name, and how much there is where that is said.
fn parts(f: &File) -> [(&'static str, &'static str, Option<usize>); 8] {
    let house = f.lines.iter().filter(|l| l.whom == Whom::House && l.ended.is_none()).count();
    let current = f.lines.iter().filter(|l| l.ended.is_none()).count();
    let money = f.lines.iter().flat_map(Line::money).count();
    [
        ("members", "files-members", Some(f.members.len() + f.more_members)),
        ("housing", "files-housing", Some(house)),
        ("registers", "files-registers", Some(current - house)),
        ("items", "files-items", Some(f.items.len() + f.more_items.n)),
        ("visits", "files-visits", Some(f.visits.len() + f.more_visits.n)),
        ("money", "files-money", Some(money)),
        ("risks", "files-risks", Some(f.risks.len())),
        ("timeline", "files-timeline", None),
    ]
}

pub(super) fn show(office: &Office, who: &SignedIn, f: &File, form: &Form) -> Result<Markup, Failure> {
    let t = &office.t;
    let (names, parts) = (Namer::new(&office.app.store, t), parts(f));
    let body = html! {
        @match (moves::emptied(office, &f.home)?, f.home.left) {
            (Some(words), _) => p.warning { (words) },
            (None, Some(day)) => p.warning { (t.with("household-left", &[("day", &day.to_string())])) },
            (None, None) => {}
        }
        nav.anchors aria-label=(t.get("files-parts")) {
            @for (anchor, key, n) in &parts {
                a.alert[*anchor == "risks" && *n > Some(0)] href={ "#" (anchor) } {
                    (t.get(key)) @if let Some(n) = n { " " small { (n) } }
                }
            }
        }
        div.columns {
            div {
                @for (anchor, key, _) in &parts {
                    section.panel id=(anchor) {
                        h2 { (t.get(key)) }
                        @match *anchor {
                            "members" => (file_parts::members(office, who, f)),
                            "housing" => (file_parts::housing(office, who, f)),
                            "registers" => (file_parts::registers(office, who, f)),
                            "items" => (file_parts::items(office, f)),
                            "visits" => (file_parts::visits(office, f, &names)?),
                            "money" => (file_parts::money(office, f)),
                            "risks" => (file_parts::risks(office, f)),
                            _ => {
                                (history(office, &f.timeline.happenings, &names)?)
                                @if f.timeline.rest.some() {
                                    p { (older(office, &f.home, &f.timeline)) }
                                }
                            }
                        }
                    }
                }
            }
            div {
                section.panel { h2 { (t.get("household-facts")) } (facts(office, who, f)) }
                (clarity::panel(office, who, &f.home)?)
                (moves::of_household(office, &f.home)?)
                section.panel { h2 { (t.get("files-paper")) } (print(office, who, f, form)) }
                section.panel { h2 { (t.get("card-title")) } (card(office, who, f, form)) }
            }
        }
    };
    Ok(office.page(who, &PAGE, &f.home.address, body))
}

pub(super) fn timeline(office: &Office, who: &SignedIn, home: &Household, s: &Stretch, later: bool) -> Result<Markup, Failure> {
    let t = &office.t;
    let names = Namer::new(&office.app.store, t);
    let path = format!("/office/households/{}", home.id);
    let body = html! {
        p { a href=(path) { (home.address) } }
        section.panel {
            @if s.happenings.is_empty() {
                p.empty { (t.get("files-none-older")) }
            } @else {
                (history(office, &s.happenings, &names)?)
            }
        }
        nav.pager aria-label=(t.get("office-pages")) {
            @if later { a.button href={ (path) "/timeline" } { (t.get("office-first-page")) } }
            @if s.rest.some() { (older(office, home, s)) }
        }
    };
    Ok(office.page(who, &PAGE, &t.get("files-timeline"), body))
}

/// The way to what is older, with how much that is.
fn older(office: &Office, home: &Household, s: &Stretch) -> Markup {
    html! {
        @match s.next {
            Some(mark) => a.button href={ "/office/households/" (home.id) "/timeline?before=" (mark) } rel="next"
                { (rest(&office.t, s.rest)) },
            None => span.soft { (rest(&office.t, s.rest)) },
        }
    }
}

fn history(office: &Office, all: &[Happening], names: &Namer<'_, Store>) -> Result<Markup, Failure> {
    let t = &office.t;
    let href = |h: &Happening| match h.about {
        Some((Item::NAME, id)) => Some(format!("/office/items/{id}")),
        Some((Entry::NAME, id)) => Some(format!("/office/registers/entries/{id}")),
        _ => None,
    };
    Ok(html! {
        ol.history {
            @for h in all {
                @let said = told(t, names, h)?;
                li {
                    time { (said.when) }
                    @match href(h) { Some(href) => a href=(href) { b { (said.what) } }, None => b { (said.what) } }
                    @if !said.by.is_empty() { " " span.soft { (said.by) } }
                    @if !said.words.is_empty() { p { (said.words) } }
                }
            }
        }
    })
}

fn facts(office: &Office, who: &SignedIn, f: &File) -> Markup {
    let t = &office.t;
    let phone = f.home.phone.as_ref().map(ToString::to_string).unwrap_or_default();
    html! {
        dl.facts {
            (fact(&office.t, "household-no", &f.home.id.to_string()))
            @if let Some(s) = &office.settings { (fact(&office.t, "files-no", &file_no(s, &f.home))) }
            (fact(&office.t, "household-grid", &f.grid.name))
            (fact(&office.t, "household-phone", &phone))
            @for p in f.people.0.iter().take(4) {
                dt { (t.get(&format!("post-{}", p.role.key()))) }
                dd { (p.name) " " (p.phone.as_ref().map(ToString::to_string).unwrap_or_default()) }
            }
        }
        @if who.may(Right::EditPeople) {
            p.actions { a.button href={ "/office/households/" (f.home.id) "/edit" } { (t.get("people-edit")) } }
        }
    }
}

fn print(office: &Office, who: &SignedIn, f: &File, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        p.hint { (t.get("files-paper-hint")) }
        @if who.may(Right::Print) {
            details.act open[form.error("purpose").is_some()] {
                summary { (t.get("files-print")) }
                form method="post" action={ "/office/households/" (f.home.id) "/file.pdf" } target="_blank" {
                    (office.token())
                    (line(&office.t, form, "purpose", "files-purpose", "", true))
                    p.actions { button.primary { (t.get("files-print")) } }
                }
            }
        }
    }
}

fn card(office: &Office, who: &SignedIn, f: &File, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        @match &f.card {
            Some(c) => p { (t.with("card-issued", &[("time", &c.issued.minute())])) },
            None => p.soft { (t.get("card-none")) },
        }
        @if f.home.left.is_none() {
            @if who.may(Right::Print) {
                details.act open[form.error(CARD_PURPOSE).is_some()] {
                    summary { (t.get("card-print")) }
                    form method="post" action={ "/office/households/" (f.home.id) "/card.pdf" } target="_blank" {
                        (office.token())
                        @if f.card.is_some() { p.hint { (t.get("card-print-again")) } }
                        (line(&office.t, form, CARD_PURPOSE, "card-purpose", "", true))
                        p.actions { button.primary { (t.get("card-print")) } }
                    }
                }
            }
            @if who.may(Right::EditPeople) && f.card.is_some() {
                form method="post" action={ "/office/households/" (f.home.id) "/card-loss" }
                    data-confirm=(t.get("card-lost-sure")) {
                    (office.token()) p.actions { button { (t.get("card-lost")) } }
                }
            }
        }
    }
}
