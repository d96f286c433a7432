use maud::{Markup, html};

use crate::{
    base::Day,
    domain::{
        places::grids::Grid,
        registry::people::{Resident, codes::CodeTable},
    },
    faces::{
        ui::{Field, select, text_field},
        web::Form,
    },
    i18n::Texts,
};

/// A line of a form: `key` is the label's text, `key-hint` its hint if there is one.
pub fn line(t: &Texts, form: &Form, name: &str, key: &str, kind: &str, required: bool) -> Markup {
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    text_field(t, form, Field { name, label: &t.get(key), hint: &hint, kind, required, autocomplete: "" })
}

/// A choice; the options are values and words.
pub fn choice(
    t: &Texts,
    form: &Form,
    name: &str,
    key: &str,
    options: impl IntoIterator<Item = (String, String)>,
    empty: bool,
) -> Markup {
    let unsaid = format!("{key}-none");
    let unsaid = t.get(if t.has(&unsaid) { &unsaid } else { "people-not-stated" });
    let none = empty.then(|| (String::new(), unsaid));
    let all: Vec<_> = none.into_iter().chain(options).collect();
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    select(t, form, Field { name, label: &t.get(key), hint: &hint, required: !empty, ..Field::default() }, &all)
}

/// A code table as options; the names are the standard's.
pub fn codes(table: &CodeTable) -> Vec<(String, String)> {
    table.all().iter().map(|c| (c.number.to_string(), c.name.to_owned())).collect()
}

/// Grids as options.
pub fn grid_options(grids: &[Grid]) -> Vec<(String, String)> {
    grids.iter().map(|g| (g.id.to_string(), format!("{} {}", g.code.tail(), g.name))).collect()
}

/// Age in years, or nothing.
pub fn age(t: &Texts, today: Day, r: &Resident) -> String {
    r.birth.map(|b| t.with("people-age-years", &[("n", &b.years_until(today).to_string())])).unwrap_or_default()
}

/// `1 of 3` style facts: a term and its words, left out when empty.
pub fn fact(t: &Texts, key: &str, words: &str) -> Markup {
    html! { @if !words.is_empty() { dt { (t.get(key)) } dd.break { (words) } } }
}
