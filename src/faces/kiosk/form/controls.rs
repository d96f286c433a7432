//! The control of a question: the right one for its kind.
use maud::{Markup, html};

use crate::{
    base::Day,
    domain::matters::catalog::{ADDRESS_MOST, FieldKind, FieldSpec, bounds, chosen},
    faces::kiosk::{
        icons::icon,
        input::{Keys, TextInput},
        shell::{Frame, pager},
    },
};

/// The control. `value` is what was typed or kept; `offers` are names to take by one touch.
pub(super) fn control(f: &Frame, field: &FieldSpec, value: &str, offers: &[(String, String)], wrong: bool, today: Day) -> Markup {
    let common: Vec<(String, String)> = field.suggest.iter().map(|s| (s.clone(), s.clone())).collect();
    let line = |keys: Keys, max: usize| TextInput {
        name: "v",
        label: "ask",
        value,
        keys,
        max,
        lines: false,
        offers: &common,
        unit: "",
        example: "",
        wrong,
    };
    match &field.kind {
        FieldKind::Text { max } if all_digits(field) => line(Keys::Digits, usize::from(*max)).draw(f),
        FieldKind::Text { max } if field.key == "place" => line(Keys::Place, usize::from(*max)).draw(f),
        FieldKind::Text { max } => line(Keys::Text, usize::from(*max)).draw(f),
        FieldKind::LongText { max } => TextInput { lines: true, ..line(Keys::Text, usize::from(*max)) }.draw(f),
        FieldKind::Address => line(Keys::Place, ADDRESS_MOST).draw(f),
        FieldKind::Name => TextInput { offers, ..line(Keys::Name, 40) }.draw(f),
        FieldKind::Number { max, unit, .. } => TextInput { unit, ..line(Keys::Digits, max.to_string().len()) }.draw(f),
        FieldKind::Money => TextInput { unit: &f.get("kiosk-yuan-unit"), ..line(Keys::Money, 12) }.draw(f),
        FieldKind::CitizenNumber => line(Keys::Citizen, 18).draw(f),
        FieldKind::Phone => line(Keys::Digits, 13).draw(f),
        FieldKind::Choice { options } => choices(f, options, value, false),
        FieldKind::Choices { options } => choices(f, options, value, true),
        FieldKind::YesNo => html! {
            div.choices.two {
                (choice("radio", "yes", &f.get("answer-yes"), value == "yes"))
                (choice("radio", "no", &f.get("answer-no"), value == "no"))
            }
        },
        FieldKind::Date { past_days, future_days } => date(f, value, bounds(today, *past_days, *future_days), today),
        FieldKind::Photo { .. } => html! {},
    }
}

/// Card numbers are text in the catalogue, but a number pad serves them better.
fn all_digits(field: &FieldSpec) -> bool {
    field.key.contains("bank") || field.key.ends_with("-card")
}

fn choices(f: &Frame, options: &[String], value: &str, several: bool) -> Markup {
    let on: Vec<&str> = chosen(value).collect();
    let kind = if several { "checkbox" } else { "radio" };
    html! {
        div.choices.many[options.len() > 6] #choices data-pages {
            @for option in options { (choice(kind, option, option, on.contains(&option.as_str()))) }
        }
        (pager(f, "choices"))
    }
}

fn choice(kind: &str, value: &str, words: &str, on: bool) -> Markup {
    html! {
        label.choice {
            input type=(kind) name="v" value=(value) checked[on];
            span.mark { (icon("check")) }
            span.words { (words) }
        }
    }
}

/// Three lists; the script makes wheels of them.
fn date(f: &Frame, value: &str, (from, to): (Day, Day), today: Day) -> Markup {
    let held = Day::parse(value).unwrap_or_else(|| start(from, to, today)).date();
    let near = [(-1, "kiosk-day-yesterday"), (0, "kiosk-day-today"), (1, "kiosk-day-tomorrow")];
    let option = |n: i32, on: bool, unit: &str| html! { option value=(n) selected[on] { (n) (f.get(unit)) } };
    html! {
        div.date data-date data-from=(from) data-to=(to) {
            div.wheels {
                select name="y" aria-label=(f.get("kiosk-year")) {
                    @for y in from.date().year()..=to.date().year() { (option(i32::from(y), y == held.year(), "kiosk-year")) }
                }
                select name="m" aria-label=(f.get("kiosk-month")) {
                    @for m in 1..=12 { (option(m, m == i32::from(held.month()), "kiosk-month")) }
                }
                select name="d" aria-label=(f.get("kiosk-day")) {
                    @for d in 1..=31 { (option(d, d == i32::from(held.day()), "kiosk-day")) }
                }
            }
            div.near.js-only {
                @for (off, word) in near {
                    @let day = today.plus(off);
                    @if (from..=to).contains(&day) { button type="button" data-day=(day) { (f.get(word)) } }
                }
            }
        }
    }
}

/// Where the wheels stand at first: today where that may be, sixty years back for births.
fn start(from: Day, to: Day, today: Day) -> Day {
    if to.0 - from.0 > 15_000 { today.plus(-60 * 365).max(from) } else { today.clamp(from, to) }
}
