use crate::{app::App, base::Failure, faces::web};

/// Makes papers and files, reads what was uploaded: beside the request threads, and only so many at once.
///
/// # Errors
/// [`Failure::Busy`] when the queue is full; [`Failure::Broken`] when the work panicked.
pub async fn slowly<T: Send + 'static>(app: &App, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    web::slowly(&app.work.papers, "", work).await
}

/// Hashes or compares a password. Strangers start this: `by` (an address, an account) has only a part of the queue.
///
/// # Errors
/// As [`slowly`].
pub async fn hashing<T: Send + 'static>(app: &App, by: &str, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    web::slowly(&app.work.passwords, by, work).await
}
