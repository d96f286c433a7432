use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::Failure,
    domain::lobby::lexicon::{Word, WordKind, sounds},
    faces::{
        office::Office,
        staff::SignedIn,
        ui::{Field, select, text_area, text_field},
        web::Form,
    },
    ime::pinyin::Sounds,
    store::{Cursor, Dir, Page, Read},
};

/// Words of a page.
const PER_PAGE: usize = 100;

/// What the list is drawn with.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// Only words that begin so.
    pub(super) find: &'a str,
    /// Where it goes on.
    pub(super) from: Option<&'a Cursor>,
    /// A word that was just added.
    pub(super) fresh: Option<Word>,
    /// The form of a new word, with its errors.
    pub(super) add: Option<&'a Form>,
    /// The form of many, with its errors.
    pub(super) import: Option<&'a Form>,
}

pub(super) fn list(office: &Office, who: &SignedIn, shown: &Shown) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let words: Page<Word> = if shown.find.is_empty() {
        store.page(&Word::IN_ORDER.all(), Dir::Forward, shown.from, PER_PAGE)?
    } else {
        store.page(&Word::BY_TEXT.starting((), shown.find), Dir::Forward, shown.from, PER_PAGE)?
    };
    let some = store.rows::<Word>()? > 0;
    let body = html! {
        @if let Some(word) = &shown.fresh {
            p.done role="status" {
                (t.with("lexicon-added", &[("text", &word.text), ("reading", &word.reading)]))
                " " a href={ "/office/lexicon/" (word.id) } { (t.get("lexicon-correct")) }
            }
        }
        p.soft { (t.get("lexicon-about")) }
        div.halves.no-print {
            section.panel { h2 { (t.get("lexicon-new")) } (new_form(office, shown.add)) }
            section.panel { h2 { (t.get("lexicon-many")) } (many_form(office, shown.import)) }
        }
        h2 { (t.get("lexicon-words")) }
        @if some { (search(office, shown.find)) }
        (table(office, &words, some))
        @if let Some(next) = &words.next {
            @let mut query = form_urlencoded::Serializer::new(String::new());
                @let query = query.append_pair("q", shown.find).append_pair("after", &next.to_string()).finish();
            nav.pager { a.button rel="next" href={ "/office/lexicon?" (query) } { (t.get("office-next-page")) } }
        }
        section.panel.no-print { h2 { (t.get("lexicon-sounds")) } (sounds_form(office)?) }
    };
    Ok(office.page(who, &PAGE, &t.get("office-lexicon"), body))
}

fn search(office: &Office, find: &str) -> Markup {
    let t = &office.t;
    html! {
        form.actions.no-print method="get" action="/office/lexicon" role="search" {
            label for="find-word" { (t.get("lexicon-find")) }
            input #find-word.medium type="search" name="q" value=(find) maxlength="20" autocomplete="off";
            button { (t.get("office-find")) }
            @if !find.is_empty() { a.button href="/office/lexicon" { (t.get("office-clear")) } }
        }
    }
}

fn table(office: &Office, words: &Page<Word>, some: bool) -> Markup {
    let t = &office.t;
    html! {
        @if words.rows.is_empty() {
            p.empty { (t.get(if some { "lexicon-none-found" } else { "lexicon-none" })) }
        } @else {
            table.list {
                thead {
                    tr { th { (t.get("lexicon-text")) } th { (t.get("lexicon-reading")) } th { (t.get("lexicon-kind")) } th {} }
                }
                tbody {
                    @for word in &words.rows {
                        tr {
                            td.break { a href={ "/office/lexicon/" (word.id) } { (word.text) } }
                            td.break { (word.reading) }
                            td.nowrap { (kind(office, word.kind)) }
                            td.no-print { (delete(office, word, "small danger")) }
                        }
                    }
                }
            }
        }
    }
}

fn delete(office: &Office, word: &Word, class: &str) -> Markup {
    let t = &office.t;
    let sure = t.with("lexicon-delete-sure", &[("text", &word.text)]);
    html! {
        form method="post" action={ "/office/lexicon/" (word.id) "/delete" } data-confirm=(sure) {
            (office.token())
            button class=(class) aria-label=(t.with("lexicon-delete-this", &[("text", &word.text)])) { (t.get("lexicon-delete")) }
        }
    }
}

fn kind(office: &Office, kind: WordKind) -> String {
    office.t.get(&format!("lexicon-kind-{}", kind.key()))
}

fn kinds(office: &Office, form: &Form, name: &'static str) -> Markup {
    let t = &office.t;
    let options: Vec<_> = WordKind::ALL.iter().map(|k| (k.key().to_owned(), kind(office, *k))).collect();
    select(t, form, Field { name, label: &t.get("lexicon-kind"), required: true, ..Field::default() }, &options)
}

fn fields(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        (text_field(t, form, Field {
            name: "text", label: &t.get("lexicon-text"), hint: &t.get("lexicon-text-hint"), required: true, ..Field::default()
        }))
        (text_field(t, form, Field {
            name: "reading", label: &t.get("lexicon-reading"), hint: &t.get("lexicon-reading-hint"), ..Field::default()
        }))
        (kinds(office, form, "kind"))
    }
}

fn new_form(office: &Office, typed: Option<&Form>) -> Markup {
    let t = &office.t;
    let fresh = Form::default();
    let form = typed.unwrap_or(&fresh);
    html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action="/office/lexicon" novalidate {
            (office.token())
            (fields(office, form))
            p.actions { button.primary { (t.get("lexicon-add")) } }
        }
    }
}

/// Its fields have ids of their own: both forms stand on one page.
fn many_form(office: &Office, typed: Option<&Form>) -> Markup {
    let t = &office.t;
    let fresh = Form::default();
    let form = typed.unwrap_or(&fresh);
    html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action="/office/lexicon/import" novalidate {
            (office.token())
            (text_area(t, form, Field {
                name: "lines", label: &t.get("lexicon-lines"), hint: &t.get("lexicon-lines-hint"), required: true,
                ..Field::default()
            }, 6))
            (kinds(office, form, "kinds"))
            p.actions { button.primary { (t.get("lexicon-import")) } }
        }
    }
}

fn sounds_form(office: &Office) -> Result<Markup, Failure> {
    let t = &office.t;
    let now = sounds(&office.app.store)?;
    Ok(html! {
        p.soft { (t.get("lexicon-sounds-about")) }
        form method="post" action="/office/lexicon/sounds" {
            (office.token())
            div.checks {
                @for (one, name) in Sounds::EACH {
                    label.check {
                        input type="checkbox" name=(name) value="1" checked[now.has(one)]; (t.get(&format!("sounds-{name}")))
                    }
                }
            }
            p.actions { button.primary { (t.get("office-save")) } }
        }
    })
}

pub(super) fn word(office: &Office, who: &SignedIn, word: &Word, form: &Form) -> Markup {
    let t = &office.t;
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form.panel method="post" action={ "/office/lexicon/" (word.id) } novalidate {
            (office.token())
            (fields(office, form))
            p.actions {
                button.primary { (t.get("office-save")) }
                a.button href="/office/lexicon" { (t.get("office-back")) }
            }
        }
        (delete(office, word, "danger"))
    };
    office.page(who, &PAGE, &word.text, body)
}
