use actix_web::{
    HttpMessage, HttpRequest, HttpResponse,
    body::MessageBody,
    cookie::{Cookie, SameSite},
    dev::{ServiceRequest, ServiceResponse},
    http::header::{self, HeaderName, HeaderValue},
    middleware::Next,
};

use crate::{app::App, base::random_token};

/// A random mark of this browser; form tokens are bound to it.
pub const BROWSER_COOKIE: &str = "lx";

#[derive(Clone)]
struct Browser(String);

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self'; \
     connect-src 'self'; manifest-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

fn permissions() -> HeaderName {
    HeaderName::from_static("permissions-policy")
}

/// A page that records: it may use the microphone, which no other page may.
pub fn listening(mut page: HttpResponse) -> HttpResponse {
    let allowed = HeaderValue::from_static("geolocation=(), microphone=(self), payment=()");
    page.headers_mut().insert(permissions(), allowed);
    page
}

/// Middleware over everything: the browser's mark, and the headers of a careful site.
pub async fn secure(
    req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let held = req.cookie(BROWSER_COOKIE).map(|c| c.value().to_owned()).filter(|v| v.len() == 26);
    let fresh = if held.is_none() { random_token().ok() } else { None };
    if let Some(mark) = held.or_else(|| fresh.clone()) {
        req.extensions_mut().insert(Browser(mark));
    }
    let sealed = https(&req);
    let mut answer = next.call(req).await?;
    if let Some(mark) = fresh {
        let cookie = Cookie::build(BROWSER_COOKIE, mark).path("/").http_only(true).same_site(SameSite::Strict).finish();
        answer.response_mut().add_cookie(&cookie).ok();
    }
    let headers = answer.headers_mut();
    if sealed {
        let cookies: Vec<_> = headers.remove(header::SET_COOKIE).collect();
        for cookie in cookies {
            let marked = HeaderValue::from_bytes(&[cookie.as_bytes(), b"; Secure"].concat());
            headers.append(header::SET_COOKIE, marked.unwrap_or(cookie));
        }
    }
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What a page may say of itself: that it may be kept, that it listens.
    for (name, value) in [(header::CACHE_CONTROL, "no-store"), (permissions(), "geolocation=(), microphone=(), payment=()")] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    Ok(answer)
}

/// Whether a proxy of ours says that the browser reached it by HTTPS: then cookies travel by nothing else.
fn https(req: &ServiceRequest) -> bool {
    let ours = |app: &App| req.peer_addr().is_some_and(|peer| app.config.server.proxies.contains(&peer.ip().to_canonical()));
    let said = req.headers().get("x-forwarded-proto").is_some_and(|v| v == "https");
    said && req.app_data::<App>().is_some_and(ours)
}

/// The token that a form of this browser must carry.
pub fn csrf_token(app: &App, req: &HttpRequest) -> String {
    req.extensions().get::<Browser>().map(|b| app.keys.token_mac("csrf", &b.0)).unwrap_or_default()
}
