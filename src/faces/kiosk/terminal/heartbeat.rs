//! Signs of life: every half minute a terminal says what it shows, and hears which version it should show.
use actix_web::{HttpRequest, HttpResponse, http::Method};
use serde_json::json;

use super::{TERMINAL_COOKIE, enrol::cookie};
use crate::{
    app::App,
    domain::lobby::terminals,
    faces::web::{Form, Reply, Routes, TERMINAL_VERSION, endpoint},
};

/// Signs of life of one terminal in a minute: two are usual, a page that is loaded anew sends one more.
const BEATS_MOST: u32 = 30;
/// The largest width and height of a page.
const PIXELS: std::ops::RangeInclusive<u16> = 1..=20_000;

/// The address.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::POST, "/heartbeat", heartbeat)]
}

async fn heartbeat(app: App, req: HttpRequest, form: Form) -> Reply {
    let mut answer = HttpResponse::Ok().json(json!({ "version": *TERMINAL_VERSION, "open": true }));
    if let Some(terminal) = super::of(&req) {
        app.limits.hit("heartbeat", &terminal.id.to_string(), BEATS_MOST, 60, app.clock.now())?;
        let (version, size, now) = (form.value("version").to_owned(), size(form.value("size")), app.clock.now());
        if terminals::news(&terminal, &version, size, now) {
            app.store.write(move |tx| terminals::heard(tx, terminal.id, &version, size, now)).await?;
        }
        if let Some(token) = req.cookie(TERMINAL_COOKIE) {
            answer.add_cookie(&cookie(token.value().to_owned())).ok();
        }
    }
    Ok(answer)
}

/// `1920x1080`.
fn size(text: &str) -> Option<(u16, u16)> {
    let (w, h) = text.split_once('x')?;
    let side = |s: &str| s.parse().ok().filter(|n| PIXELS.contains(n));
    Some((side(w)?, side(h)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_nonsense_is_not() {
        assert_eq!(size("1920x1080"), Some((1920, 1080)));
        for nothing in ["", "1920", "x", "0x10", "10x20001", "-1x5", "1920x1080x1"] {
            assert_eq!(size(nothing), None, "{nothing}");
        }
    }
}
