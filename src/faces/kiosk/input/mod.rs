//! `TextInput`: the one place where a resident enters text. The line takes a real keyboard and a scanner too; the board below it
//! writes into the line by touch: by hand, by pinyin, or key by key. Each way is a `div.panel` that a tab opens; the first is the
//! one that needs least learning. What is suggested stands in one place, `div.offered`, whichever way was used.
mod panels;

use maud::{Markup, html};

use super::{icons::icon, shell::Frame};
use panels::{Panel, key};

/// Which keys are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keys {
    /// Digits only.
    Digits,
    /// Digits and a point.
    Money,
    /// Digits and X.
    Citizen,
    /// Capital letters and digits: a code that is printed somewhere.
    Code,
    Text,
    /// A place: what is suggested are streets, estates, buildings first.
    Place,
    /// A name: surnames and characters of names first; nothing of it is learned.
    Name,
}

impl Keys {
    /// The mode of `/input/pinyin`.
    const fn mode(self) -> &'static str {
        match self {
            Keys::Name => "name",
            Keys::Place => "place",
            _ => "text",
        }
    }
    fn panels(self, f: &Frame) -> Vec<Panel> {
        match self {
            Keys::Code => vec![Panel::Code],
            // Who reads English types it.
            _ if f.english() => vec![Panel::Pinyin, Panel::Hand, Panel::Signs],
            Keys::Name => vec![Panel::Hand, Panel::Pinyin, Panel::Names],
            _ => vec![Panel::Hand, Panel::Pinyin, Panel::Signs],
        }
    }
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
    /// Texts to take by one touch, with the words on their buttons: members of the household, answers that many give.
    pub offers: &'a [(String, String)],
    /// Unit after the line: 元, 人.
    pub unit: &'a str,
    /// An example, shown while the line is empty.
    pub example: &'a str,
    /// Whether something is wrong with it.
    pub wrong: bool,
}

impl TextInput<'_> {
    /// The component.
    pub(super) fn draw(&self, f: &Frame) -> Markup {
        let pad = matches!(self.keys, Keys::Digits | Keys::Money | Keys::Citizen);
        html! {
            div.text-input.pad-input[pad] data-input data-mode=(self.keys.mode()) {
                div.line {
                    (self.line(pad))
                    @if !self.unit.is_empty() { span.unit { (self.unit) } }
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
                textarea #line name=(self.name) maxlength=(self.max) rows="2" autocomplete="off" autofocus spellcheck="false"
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
        pad(f, left)
    }
    fn board(&self, f: &Frame) -> Markup {
        let mut panels = self.keys.panels(f);
        if !self.offers.is_empty() {
            panels.insert(0, if self.keys == Keys::Name { Panel::Family } else { Panel::Common });
        }
        let several = panels.len() > 1;
        html! {
            div.board.js-only.single[!several] data-board {
                @if several {
                    div.tab-list role="tablist" aria-label=(f.get("kiosk-ways")) {
                        @for (n, p) in panels.iter().enumerate() {
                            button type="button" role="tab" aria-selected=(n == 0) data-panel=(p.name()) {
                                (icon(p.drawing())) span { (f.get(p.words())) }
                            }
                        }
                    }
                }
                @for (n, p) in panels.iter().enumerate() {
                    div.panel.(p.name()) role=[several.then_some("tabpanel")] data-panel=(p.name()) hidden[n > 0] {
                        (p.draw(f, self.offers))
                    }
                }
                div.beside {
                    @if several {
                        p.offered-words aria-live="polite" data-offered-words data-pending=(f.get("kiosk-pending"))
                            data-next=(f.get("kiosk-next-words")) data-start=(f.get("kiosk-offer-start"))
                            data-none=(f.get("kiosk-offer-none")) data-pick=(f.get("kiosk-offer-pick")) {
                                (f.get("kiosk-offer-start"))
                            }
                        div.offered data-offered {}
                    }
                    div.edits {
                        button.key type="button" data-back { (icon("erase")) span { (f.get("kiosk-key-back")) } }
                        button.key type="button" data-clear { (icon("cross")) span { (f.get("kiosk-key-clear")) } }
                    }
                }
            }
        }
    }
}

/// Digits, with one more sign at the lower left.
pub(super) fn pad(f: &Frame, left: Option<&str>) -> Markup {
    html! {
        div.pad.js-only {
            @for n in ["1", "2", "3", "4", "5", "6", "7", "8", "9"] { (key(n)) }
            @if let Some(sign) = left { (key(sign)) } @else {
                button.key type="button" data-clear { (f.get("kiosk-key-clear")) }
            }
            (key("0"))
            button.key type="button" data-back aria-label=(f.get("kiosk-key-back")) { (icon("erase")) }
        }
    }
}
