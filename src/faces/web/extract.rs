use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};

use super::{Problem, csrf_token};
use crate::{
    app::App,
    base::Failure,
    i18n::{Locale, Texts},
};

impl FromRequest for App {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(req.app_data::<App>().cloned().ok_or_else(|| Problem(Failure::broken("no app"))))
    }
}

/// What a page needs to be drawn: the visitor's texts (cookie `lx_lang`, else Chinese) and the form token.
#[derive(Clone)]
pub struct Lang {
    pub texts: Texts,
    /// The token of forms on this page.
    pub csrf: String,
}

impl Lang {
    /// For drawing outside a handler's arguments.
    pub fn of(app: &App, req: &HttpRequest) -> Self {
        let english = req.cookie("lx_lang").is_some_and(|c| c.value() == "en");
        let texts = app.texts(if english { Locale::En } else { Locale::ZhCn }).clone();
        Lang { texts, csrf: csrf_token(app, req) }
    }
}

impl FromRequest for Lang {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = req.app_data::<App>().cloned().ok_or_else(|| Problem(Failure::broken("no app")));
        ready(app.map(|app| Lang::of(&app, req)))
    }
}

/// The address that a request comes from, for rates only.
pub fn address(req: &HttpRequest) -> String {
    req.peer_addr().map(|a| a.ip().to_string()).unwrap_or_default()
}
