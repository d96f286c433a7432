//! What a terminal knows of the person in front of it: a cookie, and a draft on the server behind it.
use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite},
    dev::Payload,
};
use sha2::{Digest, Sha256};

use super::{terminal, view::View};
use crate::{
    app::App,
    base::{Failure, random_token},
    domain::matters::items::{self, Draft},
    faces::web::Problem,
    store::{Read, Tx},
};

/// The cookie of a terminal's session.
pub(crate) const KIOSK_COOKIE: &str = "lx_kiosk";
/// Among a draft's answers, the opened item: `number code` by its receipt, `number` from the list of who stands here.
pub(super) const OPENED: &str = "_opened";
/// Seconds of grace over the idle times of the settings, for a slow answer.
const GRACE: i64 = 15;
/// How many forgotten drafts one write sweeps.
const SWEEP_MOST: usize = 16;

/// The session of a request: the draft, if there is one that is still alive.
#[derive(Clone, Debug)]
pub(super) struct Session {
    token: Option<String>,
    draft: Option<Draft>,
    view: View,
    px_per_mm: Option<f64>,
}

/// Whoever identifies now need not be who showed a receipt before. What was opened from a list stays: the list is asked again.
pub(super) fn close(draft: &mut Draft) {
    if draft.answers.get(OPENED).is_some_and(|held| held.contains(' ')) {
        draft.answers.remove(OPENED);
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Seconds after which a draft is given to nobody any more, even if the page's own countdown did not run.
fn lifetime(app: &App) -> i64 {
    let t = &app.config.terminal;
    i64::from(t.idle_form_seconds.max(t.idle_seconds)) + i64::from(t.countdown_seconds) + GRACE
}

/// The draft behind a phone's photo page, while its session lives.
pub(super) fn draft_by_photo_key(app: &App, key: &[u8; 16]) -> Result<Draft, Failure> {
    let draft = app.store.by(&Draft::BY_PHOTO, key)?;
    draft.filter(|d| d.filed.is_none() && app.clock.now().still(d.seen, lifetime(app))).ok_or(Failure::NotFound)
}

impl Session {
    /// Nobody's, for drawing a failure.
    pub(super) fn nobody(req: &HttpRequest) -> Self {
        let px_per_mm = terminal::of(req).as_ref().and_then(terminal::px_per_mm);
        Session { token: None, draft: None, view: View::of(req, terminal::usual_view(req)), px_per_mm }
    }
    fn of(app: &App, req: &HttpRequest) -> Result<Self, Failure> {
        let token = req.cookie(KIOSK_COOKIE).map(|c| c.value().to_owned()).filter(|t| t.len() == 26);
        let nobody = Session::nobody(req);
        let Some(token) = token else { return Ok(nobody) };
        let found = app.store.by(&Draft::BY_TOKEN, &hash(&token))?;
        let alive = found.filter(|d| app.clock.now().still(d.seen, lifetime(app)));
        Ok(Session { draft: alive, token: Some(token), ..nobody })
    }
    /// CSS pixels of a millimetre of this terminal's glass, where that is known.
    pub(super) const fn px_per_mm(&self) -> Option<f64> {
        self.px_per_mm
    }
    /// How the person wants the screen.
    pub(super) const fn view(&self) -> View {
        self.view
    }
    /// The draft, if somebody has begun something.
    pub(super) fn draft(&self) -> Option<&Draft> {
        self.draft.as_ref()
    }
    /// A name of this session that says nothing of it: for counts. None before anything has begun.
    pub(super) fn mark(&self) -> Option<String> {
        self.draft.as_ref().map(|d| data_encoding::HEXLOWER.encode(&d.token))
    }
    /// The draft, or back to the start.
    pub(super) fn begun(&self) -> Result<&Draft, Problem> {
        self.draft.as_ref().ok_or(Problem(Failure::refused("kiosk-session-over")))
    }
    /// Changes the draft in one write; begins a new one if there is none or its time is over.
    pub(super) async fn change<T: Send + 'static>(
        &mut self,
        app: &App,
        change: impl FnOnce(&mut Tx<'_>, &mut Draft) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        // A cookie that nothing stands behind is not taken over: someone may have planted it.
        let token = match (&self.token, &self.draft) {
            (Some(token), Some(_)) => token.clone(),
            _ => random_token()?,
        };
        let (key, now, life) = (hash(&token), app.clock.now(), lifetime(app));
        let work = move |tx: &mut Tx<'_>| {
            // What is too old is nobody's any more, before it could be opened again by its cookie.
            items::purge_drafts(tx, now.plus_seconds(-life), SWEEP_MOST)?;
            if let Some(old) = tx.by(&Draft::BY_TOKEN, &key)?.filter(|d| !now.still(d.seen, life)) {
                items::discard_draft(tx, old.id)?;
            }
            let mut draft = items::open_draft(tx, key, now)?;
            let out = change(tx, &mut draft)?;
            tx.put(&draft)?;
            Ok((draft, out))
        };
        let (draft, out) = app.store.write(work).await?;
        self.token = Some(token);
        self.draft = Some(draft);
        Ok(out)
    }
    /// Changes nothing but the draft.
    pub(super) async fn set(&mut self, app: &App, set: impl FnOnce(&mut Draft) + Send + 'static) -> Result<(), Failure> {
        let change = move |_: &mut Tx<'_>, draft: &mut Draft| {
            set(draft);
            Ok(())
        };
        self.change(app, change).await
    }
    /// Notes that somebody is still there.
    pub(super) async fn keep_alive(&self, app: &App) -> Result<(), Failure> {
        let Some(id) = self.draft.as_ref().map(|d| d.id) else { return Ok(()) };
        let now = app.clock.now();
        let work = move |tx: &mut Tx<'_>| match tx.find(id)? {
            Some(draft) if draft.seen < now => tx.put(&Draft { seen: now, ..draft }),
            _ => Ok(()),
        };
        app.store.write(work).await
    }
    /// Forgets everything of this person.
    pub(super) async fn purge(&mut self, app: &App) -> Result<(), Failure> {
        let Some(token) = self.token.take() else { return Ok(()) };
        self.draft = None;
        let key = hash(&token);
        let work = move |tx: &mut Tx<'_>| match tx.by(&Draft::BY_TOKEN, &key)? {
            Some(draft) => items::discard_draft(tx, draft.id),
            None => Ok(()),
        };
        app.store.write(work).await
    }
    /// The answer with the session's cookie: set while there is a session, taken back after it.
    pub(super) fn with_cookie(&self, mut answer: HttpResponse) -> HttpResponse {
        let cookie = |value: String| Cookie::build(KIOSK_COOKIE, value).path("/").http_only(true).same_site(SameSite::Strict);
        match &self.token {
            Some(token) => answer.add_cookie(&cookie(token.clone()).finish()).ok(),
            None => answer.add_removal_cookie(&cookie(String::new()).finish()).ok(),
        };
        answer
    }
}

impl FromRequest for Session {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = req.app_data::<App>().ok_or_else(|| Failure::broken("no app"));
        ready(app.and_then(|app| Session::of(app, req)).map_err(Problem))
    }
}
