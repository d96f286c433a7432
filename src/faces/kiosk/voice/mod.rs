//! A prompt of the terminal, aloud: as the office recorded it, else as the synthesiser says it. Only prompts of ours are spoken:
//! the address names one by its text's hash, so nothing can be put into the machine's mouth.
use std::sync::Arc;

use crate::{
    aloud,
    app::App,
    base::Failure,
    domain::voices,
    faces::web::{Problem, Reply, Routes, endpoint},
    store::blobs::BlobId,
};
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{self, Path},
};

/// Prompts that one address hears in a minute: a screen has two.
const ASKED_MOST: u32 = 120;
const MINUTE: i64 = 60;

/// The address.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::GET, "/voice/{id}", say)]
}

async fn say(app: App, req: HttpRequest, id: Path<String>) -> Reply {
    let peer = req.peer_addr().map(|a| a.ip().to_string()).unwrap_or_default();
    app.limits.hit("voice", &peer, ASKED_MOST, MINUTE, app.clock.now())?;
    let prompts = app.prompts();
    let prompt = prompts.get(&id).cloned().ok_or(Problem(Failure::NotFound))?;
    let (tag, media, bytes) = match voices::of_prompt(&app.store, &prompt.id)? {
        Some(voice) => {
            let blob = BlobId::from_bytes(voice.blob);
            let bytes = app.blobs.get(blob).map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
            (data_encoding::HEXLOWER.encode(voice.blob.get(..8).unwrap_or_default()), voice.sound.media(), Arc::new(bytes))
        }
        None => {
            let (house, prompt_text) = (app.clone(), prompt.text.clone());
            let said = web::block(move || house.espeak.say(&prompt.id, &prompt.text)).await.map_err(Failure::broken)?;
            (
                format!(
                    "e{}-{}",
                    id.as_str(),
                    data_encoding::HEXLOWER.encode(&crc32fast::hash(aloud::spoken(&prompt_text).as_bytes()).to_be_bytes())
                ),
                "audio/wav",
                said.ok_or(Problem(Failure::NotFound))?,
            )
        }
    };
    let tag = format!("\"{tag}\"");
    let known = req.headers().get(header::IF_NONE_MATCH).and_then(|h| h.to_str().ok()).is_some_and(|held| held == tag);
    let mut answer = if known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((header::ETAG, tag)).insert_header((header::CACHE_CONTROL, "private, no-cache"));
    if known {
        return Ok(answer.finish());
    }
    Ok(answer.content_type(media).insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff")).body(bytes.as_ref().clone()))
}
