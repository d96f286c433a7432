//! The board that is written on by hand: strokes come in, the characters that may have been meant go out. What was written
//! is kept nowhere and told to no log; only the text that the resident takes of it gets into the form.
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, Mutex, PoisonError},
    thread,
    time::Duration,
};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode},
    rt::time::timeout,
    web,
};
use tokio::sync::Semaphore;

use super::page::Page;
use crate::{
    app::App,
    base::{Failure, Reason},
    faces::web::{Form, Lang, Reply, Routes, address, endpoint},
    ime::hand::{Hand, Ink, InkError},
};

/// Candidates of one answer: as many as the board has room for.
const MOST: usize = 8;
/// Inks from one address in a minute; each stroke sends one, and no hand makes five in a second for a minute.
const INKS_MOST: u32 = 600;
/// The longest that an ink waits for its turn.
const PATIENCE: Duration = Duration::from_secs(2);

/// As many at once as there are cores: more would only be slower, and pages have to be drawn too.
static TURNS: LazyLock<Arc<Semaphore>> =
    LazyLock::new(|| Arc::new(Semaphore::new(thread::available_parallelism().map_or(1, usize::from))));

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![endpoint(Method::POST, "/input/hand", read)]
}

/// `ink` is `x,y x,y;x,y …` (see [`Ink::parse`]). Answers `{"all":["字",…]}`, the likeliest first; 422 and `{"why":"…"}` in
/// the resident's language for what is no ink.
async fn read(app: App, lang: Lang, req: HttpRequest, form: Form) -> Reply {
    let terminal = address(&req);
    app.limits.hit("hand", &terminal, INKS_MOST, 60, app.clock.now())?;
    let ink = match Ink::parse(form.value("ink")) {
        Ok(ink) => ink,
        Err(error) => {
            let why = lang.texts.reason(&reason(error));
            return Ok(HttpResponse::build(StatusCode::UNPROCESSABLE_ENTITY).json(serde_json::json!({ "why": why })));
        }
    };
    // One address reads one ink at a time, so that nobody who floods the board takes it from the others.
    let own = turn_of(&terminal);
    let _own = timeout(PATIENCE, own.acquire_owned()).await.map_err(|_late| Failure::Busy)?.map_err(Failure::broken)?;
    let turn = timeout(PATIENCE, TURNS.clone().acquire_owned()).await.map_err(|_late| Failure::Busy)?;
    let turn = turn.map_err(Failure::broken)?;
    let guesses = web::block(move || {
        // Held until the work is done, even if nobody waits for the answer any more.
        let _turn = turn;
        Hand::load().recognise(&ink, MOST)
    });
    let all: Vec<char> = guesses.await.map_err(Failure::broken)?.into_iter().map(|g| g.char).collect();
    Ok(HttpResponse::Ok().json(serde_json::json!({ "all": all })))
}

/// The turn of an address; those that nobody waits for are forgotten.
fn turn_of(address: &str) -> Arc<Semaphore> {
    static OWN: LazyLock<Mutex<HashMap<String, Arc<Semaphore>>>> = LazyLock::new(Mutex::default);
    let mut all = OWN.lock().unwrap_or_else(PoisonError::into_inner);
    all.retain(|_, turn| Arc::strong_count(turn) > 1);
    all.entry(address.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(1))).clone()
}

fn reason(error: InkError) -> Reason {
    match error {
        InkError::Empty => Reason::new("hand-nothing"),
        InkError::Strokes | InkError::Points => Reason::new("hand-too-much"),
        InkError::Point => Reason::new("hand-unreadable"),
    }
}
