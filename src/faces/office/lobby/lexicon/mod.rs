//! The office's own words for the terminal's pinyin, and the sounds that count as one there.
mod view;

use actix_web::{HttpRequest, http::Method, web::Path};

use self::view::Shown;
use crate::{
    base::{Id, Reason},
    domain::lobby::lexicon::{self, Word, WordForm, WordKind},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, after, needs, query_form},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
    ime::pinyin::{SHIPPED, Sounds},
    store::Read,
};

/// The most lines of one import.
const LINES_MOST: usize = 500;
/// Lines that are named when they cannot be read.
const WRONG_NAMED: usize = 10;

pub(super) const PAGE: Page = Page::listed(Group::Office, 30, "office-lexicon", "/office/lexicon", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/lexicon", list),
        endpoint(Method::POST, "/office/lexicon", add),
        endpoint(Method::POST, "/office/lexicon/import", import),
        endpoint(Method::POST, "/office/lexicon/sounds", sounds),
        endpoint(Method::GET, "/office/lexicon/{id}", show),
        endpoint(Method::POST, "/office/lexicon/{id}", save),
        endpoint(Method::POST, "/office/lexicon/{id}/delete", delete),
    ]
}

async fn list(who: May<needs::EditCatalogue>, office: Office, req: HttpRequest) -> Reply {
    let asked = query_form(&req);
    let fresh = asked.value("new").parse().ok().map(Id::<Word>::new);
    let fresh = fresh.map(|id| office.app.store.find(id)).transpose()?.flatten();
    let from = after(&asked);
    let shown = Shown { find: asked.value("q").trim(), from: from.as_ref(), fresh, ..Shown::default() };
    Ok(page(view::list(&office, &who, &shown)?))
}

/// Reads a word; without a reading the usual one is proposed.
fn read(form: &mut Form) -> Option<WordForm> {
    let text = form.take("text", "lexicon-text-wrong", lexicon::parse_text);
    let kind = form.take("kind", "field-choice", WordKind::parse);
    if let Some(text) = text.as_deref().filter(|_| form.value("reading").trim().is_empty()) {
        form.set("reading", SHIPPED.spell(&SHIPPED.reading(text)));
    }
    // Without a text there is nothing to propose for: one error is enough.
    let reading = text.as_ref().and_then(|_| form.take("reading", "lexicon-reading-wrong", lexicon::parse_reading));
    Some(WordForm { text: text?, reading: reading?, kind: kind? })
}

async fn add(who: May<needs::EditCatalogue>, office: Office, mut form: Form) -> Reply {
    if let Some(word) = read(&mut form) {
        let (by, at) = (who.actor(), office.app.clock.now());
        let done = office.app.store.write(move |tx| lexicon::add(tx, (by, at), word)).await;
        if let Some(word) = form.settled(done.map_err(|e| e.beside("text")))? {
            office.app.reload_words()?;
            return Ok(see_other(&format!("/office/lexicon?new={}", word.id)));
        }
    }
    let shown = Shown { add: Some(&form), ..Shown::default() };
    Ok(ask_again(view::list(&office, &who, &shown)?))
}

async fn import(who: May<needs::EditCatalogue>, office: Office, mut form: Form) -> Reply {
    let kind = form.take("kinds", "field-choice", WordKind::parse);
    let typed = form.take("lines", "field-required", |s| Some(s.to_owned())).unwrap_or_default();
    let lines: Vec<(usize, &str)> = (1..).zip(typed.lines()).filter(|(_, l)| !l.trim().is_empty()).collect();
    if lines.len() > LINES_MOST {
        form.note("lines", Reason::new("lexicon-lines-most").arg("most", LINES_MOST));
    }
    if let Some(kind) = kind.filter(|_| form.ok()) {
        let read: Vec<_> = lines.iter().map(|(n, l)| WordForm::parse(l, kind).ok_or(*n)).collect();
        let wrong: Vec<_> = read.iter().filter_map(|r| r.as_ref().err()).take(WRONG_NAMED).map(usize::to_string).collect();
        if wrong.is_empty() {
            let (by, at) = (who.actor(), office.app.clock.now());
            let all: Vec<WordForm> = read.into_iter().flatten().collect();
            let done = office.app.store.write(move |tx| lexicon::import(tx, (by, at), all)).await;
            if let Some(fresh) = form.settled(done.map_err(|e| e.beside("lines")))? {
                office.app.reload_words()?;
                let done = if fresh > 0 { "lexicon-imported" } else { "lexicon-nothing-new" };
                return Ok(see_other(&format!("/office/lexicon?done={done}")));
            }
        } else {
            form.note("lines", Reason::new("lexicon-lines-wrong").arg("lines", wrong.join("、")));
        }
    }
    let shown = Shown { import: Some(&form), ..Shown::default() };
    Ok(ask_again(view::list(&office, &who, &shown)?))
}

async fn sounds(who: May<needs::EditCatalogue>, office: Office, form: Form) -> Reply {
    let ticked = Sounds::EACH.iter().filter(|(_, name)| form.ticked(name));
    let new = ticked.fold(Sounds::NONE, |all, (one, _)| all.and(*one));
    let (by, at) = (who.actor(), office.app.clock.now());
    office.app.store.write(move |tx| lexicon::set_sounds(tx, (by, at), new)).await?;
    office.app.reload_words()?;
    Ok(see_other("/office/lexicon?done=saved"))
}

async fn show(who: May<needs::EditCatalogue>, office: Office, id: Path<u64>) -> Reply {
    let word: Word = office.app.store.get(Id::new(*id))?;
    let form = Form::filled([("text", word.text.as_str()), ("reading", &word.reading), ("kind", word.kind.key())]);
    Ok(page(view::word(&office, &who, &word, &form)))
}

async fn save(who: May<needs::EditCatalogue>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let word: Word = office.app.store.get(Id::new(*id))?;
    if let Some(new) = read(&mut form) {
        let (by, at, id) = (who.actor(), office.app.clock.now(), word.id);
        if form.settled(office.app.store.write(move |tx| lexicon::edit(tx, (by, at), id, new)).await)?.is_some() {
            office.app.reload_words()?;
            return Ok(see_other("/office/lexicon?done=saved"));
        }
    }
    Ok(ask_again(view::word(&office, &who, &word, &form)))
}

async fn delete(who: May<needs::EditCatalogue>, office: Office, id: Path<u64>, _form: Form) -> Reply {
    let (by, at, id) = (who.actor(), office.app.clock.now(), Id::new(*id));
    office.app.store.write(move |tx| lexicon::delete(tx, (by, at), id)).await?;
    office.app.reload_words()?;
    Ok(see_other("/office/lexicon?done=lexicon-deleted"))
}
