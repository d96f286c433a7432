use actix_web::web;

use crate::{base::Failure, live::Slots};

/// Runs slow work beside the request threads, when a place is free. The place is the work's: it stays taken while the work
/// goes on, even if whoever asked has gone.
///
/// # Errors
/// [`Failure::Busy`] when the queue is full; [`Failure::Broken`] when the work panicked.
pub async fn slowly<T: Send + 'static>(slots: &Slots, by: &str, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let place = slots.take(by).await?;
    let placed = move || {
        let _place = place;
        work()
    };
    web::block(placed).await.map_err(Failure::broken)
}
