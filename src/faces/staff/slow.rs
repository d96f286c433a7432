use actix_web::web;

use crate::base::Failure;

/// Runs slow work (hashing, papers, files) beside the request threads.
///
/// # Errors
/// [`Failure::Broken`] when the work panicked.
pub async fn slowly<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    web::block(work).await.map_err(Failure::broken)
}
