//! Where somebody was when they rang, so that they get back there. What comes in a header or an address is anybody's.
use actix_web::HttpRequest;

/// The longest address that is led back to.
const LONGEST: usize = 300;

/// An address of the terminal, or its home.
pub(super) fn safe(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '?' | '=' | '&' | '%' | '+');
    let ours = path.starts_with('/') && !path.starts_with("//") && !path.starts_with("/help") && path.len() <= LONGEST;
    if ours && path != "/" && path.chars().all(plain) { path.to_owned() } else { "/home".to_owned() }
}

/// Where the button was touched; on the page of the call itself, where that one leads back to.
pub(super) fn of_referer(req: &HttpRequest) -> String {
    let from = req.headers().get("referer").and_then(|r| r.to_str().ok());
    let path = from.and_then(|r| r.splitn(4, '/').nth(3)).map(|p| format!("/{p}")).unwrap_or_default();
    match path.strip_prefix("/help?") {
        Some(query) => back_of(query),
        None => safe(&path),
    }
}

/// Where the page of the call leads back to.
pub(super) fn of_query(req: &HttpRequest) -> String {
    back_of(req.query_string())
}

fn back_of(query: &str) -> String {
    let back = form_urlencoded::parse(query.as_bytes()).find(|(k, _)| k == "back");
    safe(&back.map(|(_, v)| v.into_owned()).unwrap_or_default())
}

/// The page of the call, which leads back to `back`.
pub(super) fn help_page(back: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("back", back).finish();
    format!("/help?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_terminal_are_led_back_to() {
        for good in ["/form/q/reason", "/apply/search?q=%E4%BD%8E", "/s/ll-gaoling"] {
            assert_eq!(safe(good), good);
            assert_eq!(back_of(help_page(good).trim_start_matches("/help?")), good);
        }
        let long = format!("/{}", "a".repeat(LONGEST));
        for bad in ["", "/", "//evil.example/x", "https://evil.example", "/help", "/help?back=%2Fhelp", "/a\"b", "/a b", &long] {
            assert_eq!(safe(bad), "/home", "{bad}");
        }
    }
}
