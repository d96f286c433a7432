//! Mounts the faces on actix-web. The one router list is here.
use actix_web::{App as Web, HttpServer, dev::Server, middleware, web};

use crate::{
    app::App,
    base::Failure,
    faces::{
        kiosk, office, open311, verify,
        web::{BODY_MOST, Connections, Face, Routes, asset_routes, known_host, problems, secure, steady},
    },
};

/// Every address of the house. The route × role table of `tests/it` holds each.
pub fn routes() -> Routes {
    [asset_routes(), kiosk::routes(), office::routes(), verify::routes(), open311::routes()].into_iter().flatten().collect()
}

/// How a failure at an address is answered.
fn face_of(path: &str) -> Face {
    match path.split('/').nth(1) {
        Some("office") => Face::Pages(office::problem_page, "/office/sign-in"),
        Some("open311") => Face::Programs(open311::problem),
        Some("wall") => Face::Pages(office::wall_problem, ""),
        _ => Face::Pages(kiosk::problem_page, ""),
    }
}

fn mount(cfg: &mut web::ServiceConfig) {
    for r in routes() {
        cfg.route(r.path, r.route);
    }
}

/// Binds and starts. `listen` is `ADDR:PORT`; port 0 takes a free one.
pub fn start(app: App, listen: &str) -> Result<(Server, Vec<std::net::SocketAddr>), Failure> {
    let workers = match app.config.server.workers {
        0 => std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 8),
        n => n,
    };
    let (watched, connections) = (app.clone(), Connections::new(&app.config.server.proxies));
    let bound = HttpServer::new(move || {
        Web::new()
            .app_data(app.clone())
            .app_data(web::PayloadConfig::new(BODY_MOST))
            .wrap(middleware::from_fn(known_host))
            .wrap(middleware::from_fn(problems(face_of)))
            .wrap(middleware::from_fn(steady))
            .wrap(middleware::from_fn(secure))
            .wrap(middleware::Compress::default())
            .configure(mount)
    })
    .on_connect(move |connection, kept| connections.opened(connection, kept))
    .workers(workers)
    .shutdown_timeout(10)
    .client_request_timeout(std::time::Duration::from_secs(10))
    .bind(listen)
    .map_err(Failure::broken)?;
    let addresses = bound.addrs();
    actix_web::rt::spawn(async move { watched.pulse.beat(|| watched.scene()).await });
    Ok((bound.run(), addresses))
}
