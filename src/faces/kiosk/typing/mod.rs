//! What the touched keys may mean: pinyin, what comes next, and counting what was picked. Nothing of what is typed is logged, and
//! addresses are logged without their query.
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode},
};
use serde_json::json;

use super::page::Page;
use crate::{
    app::App,
    base::Failure,
    domain::lobby::lexicon::{self, Learned},
    faces::web::{Form, Problem, Reply, Routes, address, endpoint},
    ime::pinyin::{LETTERS_MOST, Mode, SHIPPED, Sounds},
    store::Read,
};

/// Questions of one terminal a minute: ten fingers are slower.
const QUESTIONS: u32 = 1_200;
/// Picks of one terminal a minute.
const PICKS: u32 = 60;
const MINUTE: i64 = 60;
/// So many characters before the cursor are looked at; the longest word that may be picked.
const BEFORE_MOST: usize = 8;
const PICKED_MOST: usize = 20;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/input/pinyin", pinyin),
        endpoint(Method::GET, "/input/next", next),
        endpoint(Method::POST, "/input/picked", picked),
    ]
}

fn count(app: &App, req: &HttpRequest, what: &'static str, most: u32) -> Result<(), Problem> {
    let terminal = address(req);
    app.limits.hit(what, &terminal, most, MINUTE, app.clock.now()).map_err(Problem)
}

fn query(req: &HttpRequest) -> Form {
    Form::filled(form_urlencoded::parse(req.query_string().as_bytes()).into_owned())
}

fn answer(status: StatusCode, all: &serde_json::Value) -> HttpResponse {
    HttpResponse::build(status).json(json!({ "all": all }))
}

/// Letters and apostrophes, not too many; none at all is fine.
fn letters(typed: &str) -> Option<&str> {
    let fine = typed.len() <= LETTERS_MOST && typed.bytes().all(|b| b.is_ascii_alphabetic() || b == b'\'');
    fine.then_some(typed)
}

/// The sounds of the question, else of the office.
fn sounds(app: &App, form: &Form) -> Sounds {
    match form.value("fuzzy") {
        "0" => Sounds::NONE,
        "1" => Sounds::ALL,
        _ => app.words().sounds,
    }
}

fn mode(form: &Form) -> Option<Mode> {
    Mode::parse(Some(form.value("mode")).filter(|m| !m.is_empty()).unwrap_or("text"))
}

async fn pinyin(app: App, req: HttpRequest) -> Reply {
    count(&app, &req, "input", QUESTIONS)?;
    let form = query(&req);
    let (Some(typed), Some(mode)) = (letters(form.value("q")), mode(&form)) else {
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &json!([])));
    };
    let offers = SHIPPED.offers(&app.words().overlay, typed, mode, sounds(&app, &form));
    Ok(answer(StatusCode::OK, &offers.iter().map(|o| json!({ "text": o.text, "take": o.take })).collect()))
}

async fn next(app: App, req: HttpRequest) -> Reply {
    count(&app, &req, "input", QUESTIONS)?;
    let form = query(&req);
    let before = form.value("before");
    if before.chars().count() > BEFORE_MOST {
        return Ok(answer(StatusCode::UNPROCESSABLE_ENTITY, &json!([])));
    }
    Ok(answer(StatusCode::OK, &json!(SHIPPED.next(&app.words().overlay, before))))
}

/// Counts a word that was picked, as `domain::lexicon` says: whatever is no word of that kind is passed over in silence.
async fn picked(app: App, req: HttpRequest, form: Form) -> Reply {
    count(&app, &req, "input-picked", PICKS)?;
    let done = HttpResponse::NoContent().finish();
    let (text, Some(typed)) = (form.value("text"), letters(form.value("q"))) else { return Ok(done) };
    // A name is personal, whatever word it may be besides; and a mode that is not known may be a name's.
    let personal = !matches!(Mode::parse(form.value("mode")), Some(Mode::Text | Mode::Place));
    if personal || text.chars().count() > PICKED_MOST {
        return Ok(done);
    }
    let Some(reading) = SHIPPED.picked(&app.words().overlay, typed, text, Sounds::ALL) else { return Ok(done) };
    let (text, reading, today) = (text.to_owned(), SHIPPED.spell(&reading), app.clock.today());
    let counted = app.store.find(Learned::id_of(&text, &reading))?.is_some_and(|l| l.last >= today);
    if !counted {
        let write = app.store.write(move |tx| lexicon::learn(tx, text, reading, today)).await;
        // A pick that cannot be counted is no reason to trouble somebody who writes.
        if let Err(e @ Failure::Broken(_)) = write {
            tracing::warn!(%e, "a pick could not be counted");
        }
    }
    Ok(done)
}
