//! What goes in and out of the process: what stands beside the file, then the file; and one answer.
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::base::{Failure, Reason};

/// What the process says.
#[derive(Serialize, Deserialize)]
pub(super) enum Answer<T> {
    Read(T),
    Refused(Reason),
    Broken(String),
    /// The reader panicked, and where.
    Panicked(String),
}

impl<T> Answer<T> {
    pub(super) fn of(done: Result<T, Failure>) -> Self {
        match done {
            Ok(read) => Answer::Read(read),
            Err(Failure::Refused(why)) => Answer::Refused(why),
            Err(other) => Answer::Broken(other.to_string()),
        }
    }
}

/// What stands beside the file, with its length before it.
///
/// # Errors
/// When it cannot be written as bytes.
pub(super) fn head<P: Serialize>(beside: &P) -> Result<Vec<u8>, Failure> {
    let bytes = postcard::to_allocvec(beside).map_err(Failure::broken)?;
    let length = u32::try_from(bytes.len()).map_err(Failure::broken)?;
    Ok([length.to_le_bytes().as_slice(), &bytes].concat())
}

/// What stands beside the file, and the file.
pub(super) fn parted<P: DeserializeOwned>(all: &[u8]) -> Option<(P, &[u8])> {
    let (length, rest) = all.split_first_chunk()?;
    let (beside, file) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    Some((postcard::from_bytes(beside).ok()?, file))
}

/// An answer as bytes.
pub(super) fn told<T: Serialize>(answer: &Answer<T>) -> Vec<u8> {
    let broken = |e: postcard::Error| postcard::to_allocvec(&Answer::<()>::Broken(e.to_string()));
    postcard::to_allocvec(answer).or_else(broken).unwrap_or_default()
}

/// An answer, if the bytes are one and nothing else.
pub(super) fn answer<T: DeserializeOwned>(bytes: &[u8]) -> Option<Answer<T>> {
    postcard::take_from_bytes(bytes).ok().filter(|(_, rest)| rest.is_empty()).map(|(answer, _)| answer)
}
