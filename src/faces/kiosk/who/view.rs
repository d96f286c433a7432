//! Pages of identification.
use maud::{Markup, html};

use super::Next;
use crate::{
    base::{Id, Reason},
    domain::registry::people::Resident,
    faces::{
        kiosk::{
            icons::icon,
            input::{Keys, TextInput, pad},
            shell::{Frame, Screen, back, next as go, pager},
        },
        web::Form,
    },
};

fn before(next: Next) -> &'static str {
    match next {
        Next::Form => "/apply",
        Next::Track => "/track/item",
        Next::Grid | Next::Rate | Next::Home => "/home",
    }
}

/// Three ways.
pub(super) fn choose(f: &Frame, next: Next) -> Markup {
    let path = format!("/who/{}", next.key());
    let alone = match next {
        Next::Form | Next::Home => ("kiosk-who-nobody", "kiosk-who-nobody-form"),
        Next::Grid => ("kiosk-who-building", "kiosk-who-building-hint"),
        Next::Rate | Next::Track => ("kiosk-who-receipt", "kiosk-who-receipt-hint"),
    };
    let say = html! {
        (f.hint(if next.of_a_person() { "kiosk-who-person-hint" } else { "kiosk-who-hint" }))
    };
    let body = html! {
        div.tiles.three {
            @if !next.of_a_person() {
                a.tile href={ (path) "/card" } {
                    (icon("card")) strong { (f.get("kiosk-who-card")) } span { (f.get("kiosk-who-card-hint")) }
                }
            }
            a.tile href={ (path) "/phone" } {
                (icon("mobile")) strong { (f.get("kiosk-who-phone")) } span { (f.get("kiosk-who-phone-hint")) }
            }
            form method="post" action={ (path) "/nobody" } {
                (f.token())
                button.tile type="submit" {
                    (icon(if next.of_a_person() { "scan" } else { "walk" })) strong { (f.get(alone.0)) } span { (f.get(alone.1)) }
                }
            }
        }
    };
    let title = f.get(if next.of_a_person() { "kiosk-who-person-title" } else { "kiosk-who-title" });
    f.draw(&Screen { title: &title, step: None, say, body, actions: back(f, before(next)), idle: f.idle(), kind: "who" })
}

fn wrong(f: &Frame, reason: Option<&Reason>) -> Markup {
    html! { @if let Some(r) = reason { p.wrong role="alert" { (icon("info")) span { (f.t().reason(r)) } } } }
}

/// The scanner types into the line and sends it.
pub(super) fn card(f: &Frame, next: Next, reason: Option<&Reason>) -> Markup {
    let line = TextInput {
        name: "card",
        label: "ask",
        value: "",
        keys: Keys::Code,
        max: 40,
        lines: false,
        offers: &[],
        unit: "",
        example: "",
        wrong: reason.is_some(),
    };
    let say = html! {
        p.hint data-say=[f.said(&f.get("kiosk-card-hint"))] { (icon("scan")) " " (f.get("kiosk-card-hint")) }
        (wrong(f, reason))
    };
    let body = html! {
        form #q method="post" action={ "/who/" (next.key()) "/card" } { (f.token()) (line.draw(f)) }
    };
    let actions = html! { (back(f, &format!("/who/{}", next.key()))) (go("q", &f.get("kiosk-ok"))) };
    let title = f.get("kiosk-card-title");
    f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle_form(), kind: "form" })
}

/// Telephone and the last four, both on one screen with one pad.
pub(super) fn phone(f: &Frame, next: Next, form: &Form) -> Markup {
    let field = |name: &str, label: &str, max: u8| {
        html! {
            div.field {
                label for=(name) { (label) }
                input id=(name) name=(name) type="text" inputmode="numeric" autocomplete="off" maxlength=(max)
                    value=(form.value(name))
                    aria-invalid[form.error(name).is_some()] autofocus[name == "phone"];
                (wrong(f, form.error(name)))
            }
        }
    };
    let say = html! {
        (f.hint("kiosk-phone-hint"))
    };
    let body = html! {
        form #q.side method="post" action={ "/who/" (next.key()) "/phone" } data-input {
            (f.token())
            div.fields {
                (field("phone", &f.get("kiosk-phone-label"), 13))
                (field("last4", &f.get("kiosk-last4-label"), 4))
            }
            (pad(f, Some("X")))
        }
    };
    let title = f.get("kiosk-phone-title");
    let actions = html! { (back(f, &format!("/who/{}", next.key()))) (go("q", &f.get("kiosk-ok"))) };
    f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle_form(), kind: "form" })
}

/// A member as the lobby may read: masked name and relation.
pub(in crate::faces::kiosk) fn called(f: &Frame, r: &Resident) -> String {
    format!("{}（{}）", r.name.masked(), f.get(relation(r.relation.0)))
}

/// The relation's text, by GB/T 4761's first digit.
fn relation(code: u8) -> &'static str {
    match code {
        1 | 2 => "kiosk-relation-head",
        10..=19 => "kiosk-relation-spouse",
        20..=29 => "kiosk-relation-son",
        30..=39 => "kiosk-relation-daughter",
        40..=49 => "kiosk-relation-grandchild",
        50..=59 => "kiosk-relation-parent",
        60..=69 => "kiosk-relation-grandparent",
        70..=79 => "kiosk-relation-sibling",
        _ => "kiosk-relation-other",
    }
}

/// Which member of the household it is for.
pub(super) fn member(f: &Frame, next: Next, all: &[Resident], address: &str, chosen: Option<Id<Resident>>) -> Markup {
    let say = html! {
        p.hint { (icon("home")) " " (address) }
    };
    let body = html! {
        form #member method="post" action={ "/who/" (next.key()) "/member" } { (f.token()) }
        div.picks.people #members data-pages {
            @for r in all {
                button.pick.wide type="submit" form="member" name="v" value=(r.id) aria-current[chosen == Some(r.id)] {
                    (icon("person"))
                    span.who-is { strong { (r.name.masked()) } span { (f.get(relation(r.relation.0))) } }
                }
            }
            button.pick.wide type="submit" form="member" name="v" value="0" {
                (icon("people"))
                span.who-is { strong { (f.get("kiosk-member-other")) } span { (f.get("kiosk-member-other-hint")) } }
            }
        }
        (pager(f, "members"))
    };
    let title = f.get("kiosk-member-title");
    let actions = back(f, before(next));
    f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle(), kind: "who" })
}
