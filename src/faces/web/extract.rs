use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv6Addr},
};

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

/// The address that a request comes from, for rates and the places of unregistered screens: of a proxy's visitors their own,
/// and of a computer with IPv6 its network, since it has as many addresses there as it likes.
pub fn address(req: &HttpRequest) -> String {
    let proxies = req.app_data::<App>().map_or(&[][..], |app| &app.config.server.proxies);
    let said = req.headers().get("x-forwarded-for").and_then(|v| v.to_str().ok());
    req.peer_addr().map(|peer| place(visitor(peer.ip(), said, proxies)).to_string()).unwrap_or_default()
}

/// Who is behind the peer: the last address that a proxy of ours did not know as another of them.
pub(super) fn visitor(peer: IpAddr, said: Option<&str>, proxies: &[IpAddr]) -> IpAddr {
    let mut at = peer.to_canonical();
    let mut before = said.unwrap_or_default().rsplit(',').map(|s| s.trim().parse::<IpAddr>());
    while proxies.contains(&at) {
        match before.next() {
            Some(Ok(ip)) => at = ip.to_canonical(),
            _ => break,
        }
    }
    at
}

fn place(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(v6) => Ipv6Addr::from(u128::from(v6) >> 64 << 64).into(),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_but_a_proxy_of_ours_is_believed() {
        let ip = |s: &str| s.parse::<IpAddr>().unwrap();
        let ours = [ip("127.0.0.1"), ip("10.0.0.2")];
        for (peer, said, proxies, who) in [
            ("192.168.1.9", None, &ours[..], "192.168.1.9"),
            ("192.168.1.9", Some("1.2.3.4"), &ours[..], "192.168.1.9"),
            ("127.0.0.1", Some("1.2.3.4"), &[][..], "127.0.0.1"),
            ("127.0.0.1", Some("9.9.9.9, 1.2.3.4"), &ours[..], "1.2.3.4"),
            ("127.0.0.1", Some("9.9.9.9, 1.2.3.4, 10.0.0.2"), &ours[..], "1.2.3.4"),
            ("::ffff:127.0.0.1", Some("1.2.3.4"), &ours[..], "1.2.3.4"),
            ("127.0.0.1", Some("9.9.9.9, what"), &ours[..], "127.0.0.1"),
            ("127.0.0.1", None, &ours[..], "127.0.0.1"),
        ] {
            assert_eq!(visitor(ip(peer), said, proxies), ip(who), "{peer} says {said:?}");
        }
        assert_eq!(place(ip("2001:db8:1:2:3:4:5:6")), place(ip("2001:db8:1:2:ffff::1")), "one network is one place");
        assert_ne!(place(ip("2001:db8:1:2::1")), place(ip("2001:db8:1:3::1")));
    }
}
