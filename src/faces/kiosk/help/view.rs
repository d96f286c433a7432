//! The page of a call: what happens now, and the way back.
use maud::{Markup, html};

use super::{
    super::{
        icons::icon,
        shell::{Frame, Screen},
    },
    Stand,
};
use crate::{app::App, base::Failure, domain::office::settings::Settings};

/// Seconds without a touch before the countdown: whoever waits for somebody touches nothing.
const IDLE: u32 = 300;

/// The whole screen.
///
/// # Errors
/// When the settings cannot be read.
pub(super) fn help(app: &App, f: &Frame, stand: &Stand, back: &str) -> Result<Markup, Failure> {
    let phone = Settings::load(&app.store)?.map(|s| s.phone).unwrap_or_default();
    let (title, drawing) = match stand {
        Stand::Rings { .. } => ("help-told", "bell"),
        Stand::Coming(_) => ("help-coming-title", "walk"),
        Stand::Lapsed => ("help-lapsed-title", "info"),
        Stand::Quiet => ("help-quiet-title", "bell"),
    };
    let body = html! {
        div.help-page data-help="/help/state" data-help-state=(word(stand)) {
            (icon(drawing))
            p role="status" { (lines(f, stand)) }
            @if matches!(stand, Stand::Rings { late: true } | Stand::Lapsed) { ul { (elsewhere(f, &phone)) } }
            @if matches!(stand, Stand::Rings { .. }) { (f.hint("help-nothing-lost")) }
        }
    };
    let actions = html! {
        @match stand {
            Stand::Rings { .. } => form method="post" action="/help/withdraw" {
                (f.token())
                input type="hidden" name="back" value=(back);
                button.plain type="submit" { (icon("cross")) span { (f.get("help-withdraw")) } }
            },
            Stand::Quiet | Stand::Lapsed => form method="post" action="/help" {
                (f.token())
                button.plain type="submit" { (icon("bell")) span { (f.get("help-ring")) } }
            },
            Stand::Coming(_) => {}
        }
        a.button.primary href=(back) { (icon("back")) span { (f.get("help-back")) } }
    };
    let title = f.get(title);
    Ok(f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions, idle: IDLE, kind: "problem-screen" }))
}

/// What the script compares: a page that says something else is drawn anew.
fn word(stand: &Stand) -> &'static str {
    match stand {
        Stand::Rings { late: false } => "open",
        Stand::Rings { late: true } => "open-late",
        Stand::Coming(_) => "answered",
        Stand::Quiet => "none",
        Stand::Lapsed => "none-late",
    }
}

fn lines(f: &Frame, stand: &Stand) -> String {
    match stand {
        Stand::Rings { late: false } => f.get("help-wait"),
        Stand::Rings { late: true } => f.get("help-late"),
        Stand::Coming(name) if name.is_empty() => f.get("help-coming-somebody"),
        Stand::Coming(name) => f.t().with("help-coming", &[("name", name)]),
        Stand::Lapsed => f.get("help-lapsed"),
        Stand::Quiet => f.get("help-quiet"),
    }
}

/// The window, and the office's telephone if it has one.
fn elsewhere(f: &Frame, phone: &str) -> Markup {
    html! {
        li { (icon("door")) span { (f.get("help-window")) } }
        @if !phone.is_empty() { li { (icon("phone")) span { (f.get("help-phone")) " " strong { (phone) } } } }
    }
}
