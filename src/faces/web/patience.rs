use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use actix_web::{
    HttpMessage,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    http::header,
    middleware::Next,
    rt::time::{Instant, Sleep, sleep_until},
    web::Bytes,
};
use futures_util::Stream;

use crate::base::Failure;

/// How long the first byte of a body may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The slowest body, in bytes a second: a photo over a poor lobby WLAN comes faster.
const SLOWEST: u64 = 64 << 10;

/// A body that must come: ten seconds, and as long again as its bytes take at the slowest. Whoever sends a byte now and then
/// to hold a place does not hold it.
struct Steady {
    body: Payload,
    begun: Instant,
    received: u64,
    end: Pin<Box<Sleep>>,
}

impl Stream for Steady {
    type Item = Result<Bytes, PayloadError>;
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut self.body).poll_next(cx);
        if let Poll::Ready(Some(Ok(bytes))) = &next {
            self.received += bytes.len() as u64;
            let end = self.begun + PATIENCE + Duration::from_millis(self.received.saturating_mul(1_000) / SLOWEST);
            self.end.as_mut().reset(end);
        }
        if next.is_pending() && self.end.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Some(Err(PayloadError::Io(io::ErrorKind::TimedOut.into()))));
        }
        next
    }
}

/// Middleware over everything: bodies come, or their request ends.
///
/// # Errors
/// Those of what it wraps.
pub async fn steady(
    mut req: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let length = req.headers().get(header::CONTENT_LENGTH);
    if length.is_some_and(|v| v != "0") || req.headers().contains_key(header::TRANSFER_ENCODING) {
        let begun = Instant::now();
        let steady = Steady { body: req.take_payload(), begun, received: 0, end: Box::pin(sleep_until(begun + PATIENCE)) };
        req.set_payload(Payload::Stream { payload: Box::pin(steady) });
    }
    next.call(req).await
}

/// Why a body could not be read: too slow, or too large.
pub(super) fn unreadable(e: &actix_web::Error) -> Failure {
    tracing::debug!(%e, "a body could not be read");
    match e.as_error::<PayloadError>() {
        Some(PayloadError::Io(why)) if why.kind() == io::ErrorKind::TimedOut => Failure::refused("failure-too-slow"),
        _ => Failure::refused("failure-too-large"),
    }
}
