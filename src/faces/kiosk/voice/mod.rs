//! A prompt of the terminal, aloud: as the office recorded it, else as the synthesiser says it. Only prompts of ours are spoken:
//! the address names one by its text's hash, so nothing can be put into the machine's mouth.
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::Path,
};

use super::page::Page;
use crate::{
    app::App,
    faces::web::{Reply, Routes, address, endpoint, sound_of},
};

/// Prompts that one address hears in a minute: a screen has two.
const ASKED_MOST: u32 = 120;
const MINUTE: i64 = 60;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/voice/{id}", say)]
}

async fn say(app: App, req: HttpRequest, id: Path<String>) -> Reply {
    let peer = address(&req);
    app.limits.hit("voice", &peer, ASKED_MOST, MINUTE, app.clock.now())?;
    let sound = sound_of(&app, &id).await?;
    let tag = format!("\"{:08x}\"", crc32fast::hash(&sound.bytes));
    let known = req.headers().get(header::IF_NONE_MATCH).and_then(|h| h.to_str().ok()).is_some_and(|held| held == tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    if known {
        return Ok(answer.finish());
    }
    Ok(answer
        .content_type(sound.media)
        .insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(sound.bytes.as_ref().clone()))
}
