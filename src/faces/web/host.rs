use std::net::IpAddr;

use actix_web::{
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
};

use super::Problem;
use crate::{
    app::App,
    base::{Failure, Reason},
    domain::office::settings::Settings,
};

/// Middleware over everything: a page of a stranger's name that points at this computer (DNS rebinding) reads nothing here.
/// Addresses are always known; names are those of this computer, of the settings, and of the settings file.
///
/// # Errors
/// None of its own: a name that is not known is answered with 421.
pub async fn known_host(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let host = name_of(req.connection_info().host());
    let Some(app) = req.app_data::<App>().cloned() else { return Ok(next.call(req).await?.map_into_boxed_body()) };
    if is_plain(&host) || app.config.server.names.iter().any(|n| n.eq_ignore_ascii_case(&host)) || settled(&app, &host) {
        return Ok(next.call(req).await?.map_into_boxed_body());
    }
    let (request, _) = req.into_parts();
    Ok(ServiceResponse::from_err(Problem(Failure::Refused(Reason::new("failure-host").arg("host", host))), request))
}

/// The name in a `Host` header, without its port.
fn name_of(header: &str) -> String {
    let name = match header.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((v6, _)) => v6,
        None => header.rsplit_once(':').map_or(header, |(name, _)| name),
    };
    name.trim_end_matches('.').chars().take(100).collect::<String>().to_ascii_lowercase()
}

/// An address, this computer, or its own name, also with the ending that a home router gives it.
fn is_plain(host: &str) -> bool {
    let own = rustix::system::uname().nodename().to_string_lossy().to_ascii_lowercase();
    let first = host.split('.').next().unwrap_or_default();
    let ending = host.get(first.len()..).unwrap_or_default();
    host.is_empty()
        || host.parse::<IpAddr>().is_ok()
        || host == "localhost"
        || host == own
        || (first == own && matches!(ending, ".local" | ".lan" | ".home" | ".internal"))
}

fn settled(app: &App, host: &str) -> bool {
    matches!(Settings::load(&app.store), Ok(Some(s)) if name_of(&s.public_host) == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_leads_here_by_itself_is_plain() {
        let own = rustix::system::uname().nodename().to_string_lossy().into_owned();
        for plain in
            ["192.168.1.20:8080", "127.0.0.1", "[::1]:8080", "[fe80::1]", "LOCALHOST:80", &own, &format!("{own}.local:8080")]
        {
            assert!(is_plain(&name_of(plain)), "{plain}");
        }
        for strange in [
            "attacker.example",
            "192.168.1.20.attacker.example:8080",
            &format!("{own}.attacker.example"),
            "localhost.attacker.example",
        ] {
            assert!(!is_plain(&name_of(strange)), "{strange}");
        }
    }
}
