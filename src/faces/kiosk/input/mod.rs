//! `TextInput`: the one place where a resident enters text. The line takes a real keyboard too; the panels below it type
//! into the line by touch. Handwriting and pinyin become two more panels here (issue C): a panel is a `div.panel` with a name,
//! and a key is a `button data-key`.
use maud::{Markup, html};

use super::{icons::icon, shell::Frame};
use crate::assets;

/// Which keys are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Digits only.
    Digits,
    /// Digits and a point.
    Money,
    /// Digits and X.
    Citizen,
    /// Letters, digits, punctuation.
    Text,
    /// The same, with surnames and characters of names first.
    Name,
}

/// One line (or several) of text with its keys.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextInput<'a> {
    /// Name in the form.
    pub name: &'a str,
    /// Id of the heading that asks for it.
    pub label: &'a str,
    /// What stands in it.
    pub value: &'a str,
    /// Which keys.
    pub keys: Keys,
    /// Longest text in characters.
    pub max: usize,
    /// Several lines.
    pub lines: bool,
    /// Whole texts to take by one touch, with the words on their buttons: members of the household.
    pub offers: &'a [(String, String)],
    /// Unit after the line: 元, 人.
    pub unit: &'a str,
    /// An example, shown while the line is empty.
    pub example: &'a str,
    /// Whether something is wrong with it.
    pub wrong: bool,
}

const LETTERS: [&str; 3] = ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];
const SIGNS: [&str; 3] = ["1234567890", "，。、：？！（）—·", "-/.,:@#&+*"];
/// Characters on one page of a name panel.
const PAGE: usize = 45;

impl TextInput<'_> {
    /// The component.
    pub(super) fn draw(&self, f: &Frame) -> Markup {
        let pad = matches!(self.keys, Keys::Digits | Keys::Money | Keys::Citizen);
        html! {
            div.text-input.pad-input[pad] data-input {
                div.line {
                    (self.line(pad))
                    @if !self.unit.is_empty() { span.unit { (self.unit) } }
                    button.plain.js-only type="button" data-clear { (icon("cross")) span { (f.get("kiosk-key-clear")) } }
                }
                @if !self.offers.is_empty() {
                    div.offers { @for (whole, words) in self.offers {
                        button.js-only type="button" data-whole=(whole) { (icon("person")) span { (words) } }
                    } }
                }
                @if pad { (self.pad(f)) } @else { (self.board(f)) }
            }
        }
    }
    fn line(&self, pad: bool) -> Markup {
        let mode = match self.keys {
            Keys::Money => "decimal",
            _ if pad => "numeric",
            _ => "text",
        };
        html! {
            @if self.lines {
                textarea #line name=(self.name) maxlength=(self.max) rows="3" autocomplete="off" autofocus spellcheck="false"
                    aria-labelledby=(self.label) aria-invalid[self.wrong] placeholder=(self.example) { (self.value) }
            } @else {
                input #line name=(self.name) type="text" value=(self.value) maxlength=(self.max) inputmode=(mode)
                    autocomplete="off" autofocus spellcheck="false" aria-labelledby=(self.label) aria-invalid[self.wrong]
                    placeholder=(self.example);
            }
        }
    }
    fn pad(&self, f: &Frame) -> Markup {
        let left = match self.keys {
            Keys::Money => Some("."),
            Keys::Citizen => Some("X"),
            _ => None,
        };
        html! {
            div.pad.js-only {
                @for n in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] { (key(n)) }
                @if let Some(sign) = left { (key(sign)) } @else { span {} }
                (key("0"))
                button.key type="button" data-back aria-label=(f.get("kiosk-key-back")) { (icon("erase")) }
            }
        }
    }
    fn board(&self, f: &Frame) -> Markup {
        let names = self.keys == Keys::Name;
        let surnames: Vec<char> = assets::text("ime/surnames.txt").trim().chars().collect();
        let given: Vec<char> = assets::text("ime/given.txt").trim().chars().collect();
        let mut panels: Vec<(String, Markup)> = Vec::new();
        if names {
            for (word, all) in [("kiosk-keys-surnames", &surnames), ("kiosk-keys-given", &given)] {
                let pages = all.len().div_ceil(PAGE);
                for (n, page) in all.chunks(PAGE).enumerate() {
                    let number = if pages > 1 { format!(" {}", n + 1) } else { String::new() };
                    panels.push((f.get(word) + &number, html! { div.chars { @for c in page { (key(&c.to_string())) } } }));
                }
            }
        }
        panels.push((f.get("kiosk-keys-letters"), rows(&LETTERS)));
        panels.push((f.get("kiosk-keys-signs"), rows(&SIGNS)));
        html! {
            div.board.js-only {
                div.tabs {
                    div.tab-list role="tablist" {
                        @for (n, (word, _)) in panels.iter().enumerate() {
                            button type="button" role="tab" aria-selected=(n == 0) data-panel=(n) { (word) }
                        }
                    }
                    span.grow {}
                    button.key type="button" data-key=" " { (f.get("kiosk-key-space")) }
                    button.key type="button" data-back { (icon("erase")) span { (f.get("kiosk-key-back")) } }
                }
                @for (n, (_, keys)) in panels.iter().enumerate() {
                    div.panel data-panel=(n) hidden[n > 0] { (keys) }
                }
            }
        }
    }
}

fn key(text: &str) -> Markup {
    html! { button.key type="button" data-key=(text) { (text) } }
}

fn rows(rows: &[&str]) -> Markup {
    html! { @for row in rows { div.row { @for c in row.chars() { (key(&c.to_string())) } } } }
}
