//! The terminal's prompts in the office's own voice: recorded here, or sent as a file.
mod view;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::Path,
};

use crate::{
    base::{Failure, Reason},
    domain::lobby::voices::{self, BYTES_MOST, NewVoice, Sound},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, needs, query_form, slowly},
        web::{Form, Problem, Reply, Routes, Upload, ask_again, endpoint, listening, page, see_other, sound_of},
    },
    store::blobs::BlobError,
};

pub(super) const PAGE: Page = Page::listed(Group::Office, 40, "office-voices", "/office/voices", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/voices", list),
        endpoint(Method::GET, "/office/voices/{id}", hear),
        endpoint(Method::POST, "/office/voices/{id}", record),
        endpoint(Method::POST, "/office/voices/{id}/remove", remove),
    ]
}

async fn list(who: May<needs::EditCatalogue>, office: Office, req: HttpRequest) -> Reply {
    let asked = query_form(&req);
    let shown = view::Shown { find: asked.value("q").trim(), from: asked.value("from").parse().unwrap_or(0), wrong: None };
    Ok(listening(page(view::list(&office, &who, &shown)?)))
}

/// The sound as residents hear it: the recording, else the synthesiser.
async fn hear(_who: May<needs::EditCatalogue>, office: Office, id: Path<String>) -> Reply {
    let sound = sound_of(&office.app, &id).await?;
    let bytes = sound.bytes.as_ref().clone();
    Ok(HttpResponse::Ok().content_type(sound.media).insert_header((header::X_CONTENT_TYPE_OPTIONS, "nosniff")).body(bytes))
}

async fn record(who: May<needs::EditCatalogue>, office: Office, id: Path<String>, sent: Upload) -> Reply {
    let prompt = office.app.prompts().get(&id).cloned().ok_or(Problem(Failure::NotFound))?;
    let sound = match Sound::of(&sent.file) {
        _ if sent.file.is_empty() => Err(Reason::new("voice-file-empty")),
        _ if sent.file.len() > BYTES_MOST => Err(Reason::new("voice-file-large")),
        Some(sound) => Ok(sound),
        None => Err(Reason::new("voice-file-kind")),
    };
    let sound = match sound {
        Ok(sound) => sound,
        Err(reason) => {
            let shown = view::Shown { find: &prompt.text, from: 0, wrong: Some(&reason) };
            return Ok(ask_again(view::list(&office, &who, &shown)?));
        }
    };
    let (app, size) = (office.app.clone(), u32::try_from(sent.file.len()).map_err(Failure::broken)?);
    let blob = slowly(&office.app, move || app.blobs.put(&sent.file)).await?.map_err(BlobError::said)?;
    let new = NewVoice { prompt: prompt.id.clone(), text: prompt.text, blob: *blob.as_bytes(), sound, size };
    let (by, at) = (who.actor(), office.app.clock.now());
    office.app.store.write(move |tx| voices::record(tx, (by, at), new)).await?;
    Ok(see_other(&format!("/office/voices?done=voice-recorded#p-{}", prompt.id)))
}

async fn remove(who: May<needs::EditCatalogue>, office: Office, id: Path<String>, _form: Form) -> Reply {
    let (by, at, prompt) = (who.actor(), office.app.clock.now(), id.clone());
    office.app.store.write(move |tx| voices::remove(tx, (by, at), &prompt)).await?;
    Ok(see_other("/office/voices?done=voice-removed"))
}
