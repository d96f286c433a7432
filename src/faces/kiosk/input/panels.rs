//! The ways of entering text.
use maud::{Markup, html};

use crate::{
    assets,
    faces::kiosk::{
        icons::icon,
        shell::{Frame, pager},
    },
};

const LETTERS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const CODE: [&str; 4] = ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"];
const SIGNS: [&str; 4] = ["1234567890", "，。、：；？！“”…", "（）—·-/.,:@", "#&+*%=~《》"];

/// One way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    /// By hand into a box.
    Hand,
    /// By the letters of pinyin, or by the letters themselves.
    Pinyin,
    /// Digits and signs.
    Signs,
    /// Capital letters and digits.
    Code,
    /// Names of the household, to touch.
    Family,
    /// Answers that many give, to touch and to write on from.
    Common,
    /// Common surnames and characters of given names, to touch.
    Names,
}

impl Panel {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Panel::Hand => "hand",
            Panel::Pinyin => "pinyin",
            Panel::Signs => "signs",
            Panel::Code => "code",
            Panel::Family => "family",
            Panel::Common => "common",
            Panel::Names => "names",
        }
    }
    pub(super) const fn words(self) -> &'static str {
        match self {
            Panel::Hand => "kiosk-keys-hand",
            Panel::Pinyin => "kiosk-keys-pinyin",
            Panel::Signs | Panel::Code => "kiosk-keys-signs",
            Panel::Family => "kiosk-keys-family",
            Panel::Common => "kiosk-keys-common",
            Panel::Names => "kiosk-keys-names",
        }
    }
    pub(super) const fn drawing(self) -> &'static str {
        match self {
            Panel::Hand => "pen",
            Panel::Pinyin => "keyboard",
            Panel::Signs | Panel::Code => "signs",
            Panel::Family => "home",
            Panel::Common => "talk",
            Panel::Names => "people",
        }
    }
    pub(super) fn draw(self, f: &Frame, offers: &[(String, String)]) -> Markup {
        match self {
            Panel::Hand => hand(f),
            Panel::Pinyin => pinyin(f),
            Panel::Signs => rows(&SIGNS),
            Panel::Code => rows(&CODE),
            Panel::Family => family(f, offers),
            Panel::Common => common(f, offers),
            Panel::Names => characters(f),
        }
    }
}

/// One key that types itself.
pub(super) fn key(text: &str) -> Markup {
    html! { button.key type="button" data-key=(text) { (text) } }
}

fn rows(rows: &[&str]) -> Markup {
    html! { @for row in rows { div.row { @for c in row.chars() { (key(&c.to_string())) } } } }
}

fn characters(f: &Frame) -> Markup {
    let all = ["ime/surnames.txt", "ime/given.txt"].map(assets::text);
    html! {
        div.chars #names data-pages { @for c in all.iter().flat_map(|file| file.trim().chars()) { (key(&c.to_string())) } }
        (pager(f, "names"))
    }
}

/// Whole names by one touch.
fn family(f: &Frame, offers: &[(String, String)]) -> Markup {
    html! {
        div.offers #offers data-pages { @for (whole, words) in offers {
            button type="button" data-whole=(whole) { (icon("person")) span { (words) } }
        } }
        (pager(f, "offers"))
    }
}

/// Words by one touch; several make a sentence.
fn common(f: &Frame, offers: &[(String, String)]) -> Markup {
    html! {
        div.offers #offers data-pages { @for (text, words) in offers { button type="button" data-phrase=(text) { (words) } } }
        (pager(f, "offers"))
    }
}

/// The box to write in. One character at a time, as large as it can be.
fn hand(f: &Frame) -> Markup {
    html! {
        canvas.ink data-ink role="img" aria-label=(f.get("kiosk-hand-box")) {}
        div.ink-tools {
            button.key type="button" data-undo { (icon("undo")) span { (f.get("kiosk-hand-undo")) } }
            button.key type="button" data-again { (icon("cross")) span { (f.get("kiosk-hand-again")) } }
        }
    }
}

/// Letters; what is typed and not yet taken stands above them.
fn pinyin(f: &Frame) -> Markup {
    let letter = |c: char| html! { button.key type="button" data-letter=(c) { (c.to_ascii_uppercase()) } };
    let [first, second, third] = LETTERS;
    html! {
        p.typed data-typed data-empty=(f.get("kiosk-pinyin-empty")) aria-live="polite" { (f.get("kiosk-pinyin-empty")) }
        div.row { @for c in first.chars() { (letter(c)) } }
        div.row {
            @for c in second.chars() { (letter(c)) }
            button.key type="button" data-key=" " aria-label=(f.get("kiosk-key-space")) { (icon("space")) }
        }
        div.row {
            button.key.wide type="button" data-latin aria-pressed=(f.english()) { (f.get("kiosk-pinyin-latin")) }
            @for c in third.chars() { (letter(c)) }
            button.key.wide type="button" data-rub aria-label=(f.get("kiosk-pinyin-rub")) { (icon("erase")) }
        }
    }
}
