use std::{
    future::{Future, Ready, ready},
    pin::Pin,
    time::Duration,
};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
    rt::time::timeout,
    web::Bytes,
};

use super::format::{Format, Tree, answer};
use crate::{
    app::App,
    base::Failure,
    domain::{
        matters::open311::{self, ApiKey, Params},
        office::settings::Settings,
    },
    faces::web::{Problem, address},
};

/// Questions from one address in a minute.
const ASKED_A_MINUTE: u32 = 120;
/// Reports from one address, and by one key, in a minute.
const FILED_A_MINUTE: u32 = 60;
/// Wrong keys from one address in ten minutes.
const WRONG_KEYS: u32 = 20;
/// The most bytes of a report, and of the address's parameters.
const BODY_MOST: usize = 64 * 1024;
const QUERY_MOST: usize = 8 * 1024;
/// The longest that one report may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest idempotency key.
const IDEMPOTENCY_MOST: usize = 255;
/// The header by which a sender says that a report is one sent before.
const IDEMPOTENCY: &str = "idempotency-key";

/// A question: a handler that has one is spoken to within the limits, in a form we have, for our jurisdiction, and with a
/// key if the office wants one.
pub(super) struct Call {
    pub(super) app: App,
    pub(super) office: Settings,
    /// What is asked.
    pub(super) params: Params,
    format: Format,
}

impl Call {
    /// The answer.
    pub(super) fn answer(&self, root: &str, tree: &Tree) -> HttpResponse {
        answer(self.format, StatusCode::OK, root, tree)
    }
    fn begin(req: &HttpRequest, what: &'static str, most: u32) -> Result<Self, Failure> {
        let app = req.app_data::<App>().cloned().ok_or_else(|| Failure::broken("no app"))?;
        app.limits.hit(what, &address(req), most, 60, app.clock.now())?;
        let format = Format::of(req.path()).ok_or(Failure::refused("open311-no-format"))?;
        let office = Settings::load(&app.store)?.ok_or(Failure::refused("open311-not-set-up"))?;
        if req.query_string().len() > QUERY_MOST {
            return Err(Failure::refused("failure-too-large"));
        }
        let params = Params::new(form_urlencoded::parse(req.query_string().as_bytes()).into_owned());
        Ok(Call { app, office, params, format })
    }
    /// The key in `api_key`.
    fn key(&self, req: &HttpRequest) -> Result<ApiKey, Failure> {
        let found = self.params.get("api_key").map_or(Err(Failure::NotAllowed), |key| open311::holder(&self.app.store, key));
        if found == Err(Failure::NotAllowed) {
            self.app.limits.hit("open311-key", &address(req), WRONG_KEYS, 600, self.app.clock.now())?;
        }
        found
    }
    fn in_jurisdiction(&self) -> Result<(), Failure> {
        let ours = self.params.get("jurisdiction_id").is_none_or(|j| j == self.office.division.as_str());
        if ours { Ok(()) } else { Err(Failure::refused("open311-no-jurisdiction")) }
    }
    fn asked(req: &HttpRequest) -> Result<Self, Failure> {
        let call = Call::begin(req, "open311-ask", ASKED_A_MINUTE)?;
        if open311::reads_need_key(&call.app.store)? && !req.path().contains("/discovery.") {
            let key = call.key(req)?;
            let (today, id) = (call.app.clock.today(), key.id);
            if key.seen < Some(today) {
                let store = call.app.store.clone();
                // Once a day; the answer does not wait for it.
                actix_web::rt::spawn(async move {
                    if let Err(e) = store.write(move |tx| open311::note_use(tx, id, today)).await {
                        tracing::warn!(%e, "a key could not be touched");
                    }
                });
            }
        }
        call.in_jurisdiction()?;
        Ok(call)
    }
}

impl FromRequest for Call {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Call::asked(req).map_err(Problem))
    }
}

/// A report on its way in. It has no form token, as there is no form: what guards it is the key.
pub(super) struct Sent {
    /// The call; its parameters are the body's.
    pub(super) call: Call,
    /// Whose program sends it.
    pub(super) key: ApiKey,
    /// The sender's own key of this report.
    pub(super) idempotency: Option<String>,
}

impl FromRequest for Sent {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let begun = Call::begin(req, "open311-file", FILED_A_MINUTE);
        let req = req.clone();
        let body = Bytes::from_request(&req, payload);
        Box::pin(async move {
            let mut call = begun?;
            let unreadable = |e: &dyn std::fmt::Display| {
                tracing::debug!(%e, "a report could not be read");
                Problem(Failure::refused("failure-too-large"))
            };
            let body = timeout(PATIENCE, body).await.map_err(|e| unreadable(&e))?.map_err(|e| unreadable(&e))?;
            if body.len() > BODY_MOST {
                return Err(Problem(Failure::refused("failure-too-large")));
            }
            let (form, query) = (form_urlencoded::parse(&body).into_owned(), std::mem::take(&mut call.params));
            // Some clients name themselves and the jurisdiction in the address even when they post.
            let named = ["api_key", "jurisdiction_id"].into_iter();
            let named = named.filter_map(|n| query.get(n).map(|v| (n.to_owned(), v.to_owned())));
            call.params = Params::new(form.chain(named));
            let key = call.key(&req)?;
            call.app.limits.hit("open311-file-key", &key.id.to_string(), FILED_A_MINUTE, 60, call.app.clock.now())?;
            call.in_jurisdiction()?;
            let kind = req.headers().get(header::CONTENT_TYPE).and_then(|k| k.to_str().ok()).unwrap_or_default();
            if !kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
                return Err(Problem(Failure::refused("open311-content-type")));
            }
            let idempotency = match req.headers().get(IDEMPOTENCY) {
                None => None,
                Some(own) => {
                    let own = own.to_str().ok().map(str::trim).filter(|o| (1..=IDEMPOTENCY_MOST).contains(&o.len()));
                    Some(own.ok_or(Failure::field("Idempotency-Key", "field-invalid"))?.to_owned())
                }
            };
            Ok(Sent { call, key, idempotency })
        })
    }
}
