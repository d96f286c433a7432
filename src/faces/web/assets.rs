use std::{collections::HashMap, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::Path,
};

use sha2::{Digest, Sha256};

use super::{Problem, Reply, Routes, endpoint};
use crate::{assets::Assets, base::Failure};

/// The folders of assets that browsers may fetch.
const OPEN: &[(&str, &str)] = &[
    (".css", "text/css; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".svg", "image/svg+xml"),
    (".png", "image/png"),
    (".ogg", "audio/ogg"),
    (".mp3", "audio/mpeg"),
    (".webmanifest", "application/manifest+json"),
];

static HASHES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let hash = |path: &str| {
        Assets::get(path).map(|f| data_encoding::HEXLOWER.encode(f.metadata.sha256_hash().first_chunk::<6>().unwrap_or(&[0; 6])))
    };
    Assets::iter().filter(|p| kind(p).is_some()).filter_map(|p| Some((p.to_string(), hash(&p)?))).collect()
});

fn kind(path: &str) -> Option<&'static str> {
    let folder = ["css/", "js/", "img/", "audio/"].iter().any(|f| path.starts_with(f));
    OPEN.iter().find(|(ext, _)| folder && path.ends_with(ext)).map(|(_, kind)| *kind)
}

/// The address of an asset (`css/kiosk.css`), with its content's hash so that browsers may keep it.
pub fn asset_url(path: &str) -> String {
    let hash = HASHES.get(path).map(String::as_str).unwrap_or_default();
    format!("/assets/{path}?{hash}")
}

/// The version of the terminal's pages that this program ships.
pub static TERMINAL_VERSION: LazyLock<String> = LazyLock::new(|| pages_version(TERMINAL_PAGES));
/// The assets of the terminal's pages.
const TERMINAL_PAGES: &[&str] = &["js/kiosk", "css/kiosk", "img/kiosk"];

/// One word that changes when the program or any asset does whose path begins with `prefix` (`js/kiosk`): what an open page
/// compares to know that it is old.
fn pages_version(prefixes: &[&str]) -> String {
    let mut all: Vec<_> = HASHES.iter().filter(|(path, _)| prefixes.iter().any(|p| path.starts_with(p))).collect();
    all.sort();
    let mut sum = Sha256::new();
    sum.update(env!("CARGO_PKG_VERSION"));
    for (path, hash) in all {
        sum.update(path);
        sum.update(hash);
    }
    data_encoding::HEXLOWER.encode(sum.finalize().first_chunk::<6>().unwrap_or(&[0; 6]))
}

/// `/assets/…`
pub fn routes() -> Routes {
    vec![endpoint(Method::GET, "/assets/{path:.*}", serve)]
}

async fn serve(req: HttpRequest, path: Path<String>) -> Reply {
    let kind = kind(&path).ok_or(Problem(Failure::NotFound))?;
    let file = Assets::get(&path).ok_or(Problem(Failure::NotFound))?;
    let pinned = HASHES.get(path.as_str()).is_some_and(|h| *h == req.query_string());
    let cache = if pinned && !cfg!(debug_assertions) { "public, max-age=31536000, immutable" } else { "no-cache" };
    Ok(HttpResponse::Ok().content_type(kind).insert_header((header::CACHE_CONTROL, cache)).body(file.data.into_owned()))
}
