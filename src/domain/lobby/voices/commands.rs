use super::{Sound, Voice, log};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::{audit, who::Actor},
    store::{Read, Tx},
};

/// A recording whose file is kept already.
#[derive(Clone, Debug)]
pub struct NewVoice {
    /// The prompt's id.
    pub prompt: String,
    pub text: String,
    /// The file's hash.
    pub blob: [u8; 32],
    /// What kind of file.
    pub sound: Sound,
    /// Its size in bytes.
    pub size: u32,
}

/// Keeps a recording; the one before it is replaced.
pub fn record(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), new: NewVoice) -> Result<Voice, Failure> {
    let id: Id<Voice> = match of_prompt(tx, &new.prompt)? {
        Some(old) => old.id,
        None => tx.next_id()?,
    };
    let NewVoice { prompt, text, blob, sound, size } = new;
    let voice = Voice { id, prompt, text, blob, sound, size, at };
    tx.put(&voice)?;
    audit::note(tx, by, at, log::VOICE_RECORD, Some(id), &voice.text)?;
    Ok(voice)
}

/// Takes a recording back; the synthesiser speaks again, if there is one.
pub fn remove(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), prompt: &str) -> Result<(), Failure> {
    let voice = of_prompt(tx, prompt)?.ok_or(Failure::NotFound)?;
    tx.delete(voice.id)?;
    audit::note(tx, by, at, log::VOICE_REMOVE, Some(voice.id), &voice.text)
}

/// The recording of a prompt.
pub fn of_prompt(read: &impl Read, prompt: &str) -> Result<Option<Voice>, Failure> {
    read.by(&Voice::BY_PROMPT, &prompt.to_owned())
}
