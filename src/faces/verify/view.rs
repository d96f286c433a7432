use maud::{Markup, html};

use crate::{
    domain::{matters::items::receipt::PublicState, office::settings::Settings},
    faces::ui::document,
    i18n::Texts,
};

pub(super) fn genuine(t: &Texts, office: &Settings, s: &PublicState) -> Markup {
    let due = s.due.map(|due| match s.provisional {
        true => t.with("verify-due-provisional", &[("due", &due.minute())]),
        false => due.minute(),
    });
    let rows = [
        ("verify-no", Some(s.no.to_string())),
        ("verify-service", Some(s.title.clone().unwrap_or_else(|| t.get("paperwork-unnamed")))),
        ("verify-state", Some(t.get(&format!("state-{}", s.state.key())))),
        ("verify-since", Some(s.since.to_string())),
        ("verify-reported", Some(s.reported.to_string())),
        ("verify-accepted", s.accepted.map(|d| d.to_string())),
        ("verify-due", due.filter(|_| s.ended.is_none())),
        ("verify-ended", s.ended.map(|d| d.to_string())),
    ];
    let body = html! {
        main {
            div.verdict.good {
                (mark("M4 13 L10 19 L21 6"))
                h1 { (t.get("verify-genuine")) }
                p { (t.with("verify-genuine-by", &[("office", &office.community)])) }
            }
            dl {
                @for (key, value) in &rows {
                    @if let Some(value) = value {
                        div { dt { (t.get(key)) } dd { (value) } }
                    }
                }
            }
            (foot(t, office))
        }
    };
    document(t, "verify", &t.get("verify-title"), body)
}

pub(super) fn not_genuine(t: &Texts, office: &Settings) -> Markup {
    let body = html! {
        main {
            div.verdict.bad role="alert" {
                (mark("M5 5 L20 20 M20 5 L5 20"))
                h1 { (t.get("verify-false")) }
                p { (t.get("verify-false-why")) }
            }
            p { (t.get("verify-false-do")) }
            (foot(t, office))
        }
    };
    document(t, "verify", &t.get("verify-title"), body)
}

fn mark(path: &str) -> Markup {
    html! {
        svg viewBox="0 0 25 25" aria-hidden="true" focusable="false" {
            path d=(path) fill="none" stroke="currentColor" stroke-width="4";
        }
    }
}

fn foot(t: &Texts, office: &Settings) -> Markup {
    html! {
        footer {
            p { (office.community) }
            @if !office.phone.is_empty() {
                p { (t.get("verify-phone")) ": " a href={ "tel:" (office.phone) } { (office.phone) } }
            }
            p.quiet { (t.get("verify-privacy")) }
        }
    }
}
