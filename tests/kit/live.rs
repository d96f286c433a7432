//! A stream of the live desk or of a wall, as a page listens to it.
use std::{
    io::{BufRead, BufReader},
    sync::mpsc::RecvTimeoutError,
    thread,
    time::{Duration, Instant},
};

use reqwest::{StatusCode, blocking::Response};

use super::{app::Visitor, until::PATIENCE};

/// An open stream, read by a thread of its own.
pub(crate) struct Heard {
    lines: std::sync::mpsc::Receiver<String>,
}

impl Heard {
    pub(crate) fn at(v: &Visitor, path: &str) -> Self {
        let ask = v.client.get(format!("{}{path}", v.base)).header("accept-encoding", "gzip");
        let answer = ask.timeout(Duration::from_secs(600)).send().unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let encoding = answer.headers().get("content-encoding").map(|v| v.to_str().unwrap().to_owned());
        assert!(encoding.is_none_or(|e| e == "identity"), "compression would hold messages back");
        Heard::of(answer)
    }
    pub(crate) fn of(answer: Response) -> Self {
        let (send, lines) = std::sync::mpsc::channel();
        thread::spawn(move || {
            for line in BufReader::new(answer).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    return;
                }
            }
        });
        Heard { lines }
    }
    /// The next line; `None` at the end of the stream.
    #[track_caller]
    fn line(&self, end: Instant, what: &str) -> Option<String> {
        match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("waited in vain until {what}"),
        }
    }
    /// The data of the next event of this name.
    #[track_caller]
    pub(crate) fn next(&self, event: &str) -> String {
        self.up_to(event).1
    }
    /// The names of the events that come before the next of this name, and its data.
    #[track_caller]
    pub(crate) fn up_to(&self, event: &str) -> (Vec<String>, String) {
        let (end, what) = (Instant::now() + PATIENCE, format!("the stream tells «{event}»"));
        let (mut before, mut now) = (Vec::new(), String::new());
        while let Some(line) = self.line(end, &what) {
            if let Some(name) = line.strip_prefix("event: ") {
                now = name.to_owned();
            } else if let Some(data) = line.strip_prefix("data:") {
                if now == event {
                    return (before, data.trim().to_owned());
                }
                before.push(now.clone());
            }
        }
        panic!("the stream ended before it told «{event}»: {before:?}");
    }
    /// Waits for the end of the stream.
    #[track_caller]
    pub(crate) fn ends(&self) {
        let end = Instant::now() + PATIENCE;
        while self.line(end, "the stream ends").is_some() {}
    }
}
