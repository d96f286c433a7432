use std::sync::Arc;

use super::slowly;
use crate::{app::App, base::Failure, domain::lobby::voices, store::blobs::BlobId};

/// A prompt as it sounds.
pub struct Sound {
    /// Its media type.
    pub media: &'static str,
    pub bytes: Arc<Vec<u8>>,
}

/// How a prompt sounds: as the office recorded it, else as the synthesiser says it.
///
/// # Errors
/// `NotFound` for what is no prompt of ours, and for one that nothing speaks.
pub async fn sound_of(app: &App, id: &str) -> Result<Sound, Failure> {
    let prompt = app.prompts().get(id).cloned().ok_or(Failure::NotFound)?;
    if let Some(voice) = voices::of_prompt(&app.store, &prompt.id)? {
        let bytes = app.blobs.get(BlobId::from_bytes(voice.blob)).map_err(Failure::broken)?.ok_or(Failure::NotFound)?;
        return Ok(Sound { media: voice.sound.media(), bytes: Arc::new(bytes) });
    }
    let own = app.clone();
    let said = slowly(&app.work.lobby, "", move || own.espeak.say(&prompt.id, &prompt.text)).await?;
    Ok(Sound { media: "audio/wav", bytes: said.ok_or(Failure::NotFound)? })
}
