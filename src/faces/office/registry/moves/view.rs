use maud::{Markup, html};

use super::{
    Home,
    form::{relation_field, ticked},
};
use crate::{
    domain::registry::people::{Resident, codes::RELATIONS},
    faces::{
        office::{Office, registry::households},
        staff::{SignedIn, age, codes, line},
        ui::{Field, field_error, select, text_field},
        web::Form,
    },
};

/// How the members are asked.
pub(super) struct Ask<'a> {
    /// The heading over the boxes, if somebody is to be ticked.
    pub(super) ticks: Option<&'a str>,
    /// The heading over the relations.
    pub(super) relation: &'a str,
    /// Whether one of them may be the head.
    pub(super) head: bool,
    /// The word for no choice.
    pub(super) none: &'a str,
}

/// The members, a line each: a box, what they are now, what they will be.
pub(super) fn members<'a>(office: &Office, form: &Form, people: impl Iterator<Item = &'a Resident>, ask: &Ask<'_>) -> Markup {
    let t = &office.t;
    let skip = if ask.head { 1 } else { 2 };
    let options: Vec<_> = codes(&RELATIONS).into_iter().skip(skip).collect();
    html! {
        (field_error(t, form, "leaving"))
        (field_error(t, form, "relations"))
        table.list.moves {
            thead { tr {
                @if let Some(word) = ask.ticks { th scope="col" { (word) } }
                th scope="col" { (t.get("moves-member")) }
                th scope="col" { (t.get("resident-sex")) }
                th scope="col" { (t.get("resident-age")) }
                th scope="col" { (t.get("moves-relation-now")) }
                th scope="col" { (ask.relation) }
            } }
            tbody { @for r in people {
                @let name = relation_field(r.id);
                tr {
                    @if let Some(word) = ask.ticks {
                        td {
                            input type="checkbox" name="leave" value=(r.id) checked[ticked(form, r.id)]
                                aria-label={ (word) " " (r.name) };
                        }
                    }
                    td { (r.name) }
                    td.nowrap { (t.get(&format!("sex-{}", r.sex.code()))) }
                    td.nowrap { (age(&office.t, office.app.clock.today(), r)) }
                    td { (r.relation.name()) }
                    td.wrong[form.error(&name).is_some()] {
                        select name=(name) id={ "f-" (name) } aria-label={ (ask.relation) " " (r.name) }
                            aria-invalid[form.error(&name).is_some()]
                            aria-describedby=[form.error(&name).map(|_| format!("error-{name}"))] {
                            option value="" { (ask.none) }
                            @for (value, words) in &options {
                                option value=(value) selected[form.value(&name) == value] { (words) }
                            }
                        }
                        (field_error(t, form, &name))
                    }
                }
            } }
        }
    }
}

/// The day and the reason.
pub(super) fn when_and_why(office: &Office, form: &Form, day: &str) -> Markup {
    html! {
        div.halves {
            (line(&office.t, form, "day", day, "date", true))
            (line(&office.t, form, "reason", "moves-reason-optional", "", false))
        }
    }
}

/// A line whose label is already in words.
pub(super) fn said_line(office: &Office, form: &Form, name: &str, label: &str, hint: &str, kind: &str) -> Markup {
    text_field(&office.t, form, Field { name, label, hint, kind, required: true, autocomplete: "" })
}

/// A choice that has to be made: nothing is chosen beforehand.
pub(super) fn pick(office: &Office, form: &Form, name: &str, label: &str, options: Vec<(String, String)>) -> Markup {
    let t = &office.t;
    let none = (String::new(), t.get("moves-relation-choose"));
    let all: Vec<_> = std::iter::once(none).chain(options).collect();
    select(t, form, Field { name, label, required: true, ..Field::default() }, &all)
}

/// The page around a form: the household it is about, the deed's name.
pub(super) fn frame(office: &Office, who: &SignedIn, home: &Home, title: &str, body: &Markup) -> Markup {
    let inside = html! {
        p { a href={ "/office/households/" (home.home.id) } { (home.home.address) } }
        (body)
    };
    office.page(who, &households::PAGE, title, inside)
}

/// The buttons below a form.
pub(super) fn buttons(office: &Office, home: &Home, word: &str) -> Markup {
    html! {
        p.actions {
            button.primary { (word) }
            a.button href={ "/office/households/" (home.home.id) } { (office.t.get("people-cancel")) }
        }
    }
}

/// Ways to say why, as tabs: key, words, address.
pub(super) fn tabs(here: &str, all: &[(&str, String, String)]) -> Markup {
    html! {
        nav.tabs {
            @for (key, words, href) in all { a href=(href) aria-current=[(*key == here).then_some("page")] { (words) } }
        }
    }
}
