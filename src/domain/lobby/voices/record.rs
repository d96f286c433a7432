use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Stamp, words},
    store::{Index, IndexOf, Row, blobs::BlobId},
};

/// The largest recording.
pub const BYTES_MOST: usize = 1 << 20;

words! {
    /// A format that browsers play.
    pub enum Sound {
        /// RIFF WAVE.
        Wav = 0 "wav",
        /// Matroska WebM, as browsers record.
        WebM = 1 "webm",
        Ogg = 2 "ogg",
        /// MPEG layer 3.
        Mp3 = 3 "mp3",
        /// MPEG-4 audio, as telephones record.
        Mp4 = 4 "mp4",
    }
}

impl Sound {
    /// By the first bytes of a file; its name says nothing.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let at = |from: usize, what: &[u8]| bytes.get(from..from + what.len()) == Some(what);
        Some(match () {
            () if at(0, b"RIFF") && at(8, b"WAVE") => Sound::Wav,
            () if at(0, &[0x1A, 0x45, 0xDF, 0xA3]) => Sound::WebM,
            () if at(0, b"OggS") => Sound::Ogg,
            () if at(4, b"ftyp") => Sound::Mp4,
            () if at(0, b"ID3") => Sound::Mp3,
            // A frame of MPEG audio: eleven bits set, layer 3.
            () if bytes.first() == Some(&0xFF) && bytes.get(1).is_some_and(|b| b & 0xE6 == 0xE2) => Sound::Mp3,
            () => return None,
        })
    }
    /// Its media type.
    pub const fn media(self) -> &'static str {
        match self {
            Sound::Wav => "audio/wav",
            Sound::WebM => "audio/webm",
            Sound::Ogg => "audio/ogg",
            Sound::Mp3 => "audio/mpeg",
            Sound::Mp4 => "audio/mp4",
        }
    }
}

/// A recording of one prompt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    pub id: Id<Voice>,
    /// Which prompt: the beginning of its text's hash, so that a changed text is silent and not wrong.
    pub prompt: String,
    /// The text when it was recorded.
    pub text: String,
    /// The file's hash.
    pub blob: [u8; 32],
    /// What kind of file.
    pub sound: Sound,
    /// Its size in bytes.
    pub size: u32,
    /// Recorded at.
    pub at: Stamp,
}

impl Voice {
    /// By prompt.
    pub const BY_PROMPT: Index<Voice, String> = Index::unique(1, "voice.prompt", |v| vec![v.prompt.clone()]);
}

impl Row for Voice {
    const TAG: u8 = 0x38;
    const NAME: &'static str = "voice";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Voice::BY_PROMPT]
    }
    fn blobs(&self) -> Vec<BlobId> {
        vec![BlobId::from_bytes(self.blob)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_is_known_by_its_bytes() {
        assert_eq!(Sound::of(b"RIFF\0\0\0\0WAVEfmt "), Some(Sound::Wav));
        assert_eq!(Sound::of(b"\x1A\x45\xDF\xA3...."), Some(Sound::WebM));
        assert_eq!(Sound::of(b"OggS...."), Some(Sound::Ogg));
        assert_eq!(Sound::of(b"\0\0\0\x20ftypM4A "), Some(Sound::Mp4));
        assert_eq!(Sound::of(b"ID3\x03"), Some(Sound::Mp3));
        assert_eq!(Sound::of(&[0xFF, 0xFB, 0x90, 0x64]), Some(Sound::Mp3));
        for nothing in [&b""[..], b"RIFF", b"<html>", b"\xFF\xD8\xFF\xE0", b"PK\x03\x04", b"MZ"] {
            assert_eq!(Sound::of(nothing), None, "{nothing:?}");
        }
    }
}
