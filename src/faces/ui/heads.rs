//! The heads of a list's columns.
use maud::{Markup, html};

use crate::i18n::Texts;

/// A column's head for each text.
pub fn heads(t: &Texts, keys: &[&str]) -> Markup {
    html! { thead { tr { @for key in keys { th scope="col" { (t.get(key)) } } } } }
}
