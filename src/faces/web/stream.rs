//! Server-sent events: a page is told that something changed, and fetches what it shows from the server.
use std::convert::Infallible;

use actix_web::{
    HttpResponse,
    http::header::{ContentEncoding, HeaderName},
    web::Bytes,
};
use futures_util::{StreamExt, stream};

use crate::live::{Told, Watcher};

/// How long browsers wait before they come again, in milliseconds.
const RETRY: &str = "retry: 3000\n\n";

/// What a watcher is told, as it happens: `changed` with the picture's revision, `calls` with those that ring, a comment now
/// and then, and `ended` when they may no longer watch.
pub fn events((first, watcher): (Vec<Told>, Watcher)) -> HttpResponse {
    let first = stream::once(std::future::ready(format!("{RETRY}{}", text(&first))));
    let rest = stream::unfold(watcher, |mut watcher| {
        Box::pin(async move {
            let told = watcher.next().await?;
            Some((text(&told), watcher))
        })
    });
    HttpResponse::Ok()
        .content_type("text/event-stream")
        // Compression would hold messages back.
        .insert_header(ContentEncoding::Identity)
        .insert_header((HeaderName::from_static("x-accel-buffering"), "no"))
        .streaming(first.chain(rest).map(|told| Ok::<_, Infallible>(Bytes::from(told))))
}

fn text(told: &[Told]) -> String {
    let message = |event: &str, data: &str| format!("event: {event}\ndata: {data}\n\n");
    let one = |told: &Told| match told {
        Told::Changed(revision) => message("changed", revision),
        Told::Calls(ringing) => message("calls", ringing),
        Told::Here => ": here\n\n".to_owned(),
        Told::Ended => message("ended", ""),
    };
    told.iter().map(one).collect()
}
