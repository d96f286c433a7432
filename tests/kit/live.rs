//! A stream of the live desk or of a wall, as a page listens to it.
use std::{
    io::{BufRead, BufReader},
    thread,
    time::{Duration, Instant},
};

use reqwest::{StatusCode, blocking::Response};

use super::app::Visitor;

/// Longer than two beats of the house, even on a machine with much else to do.
pub(crate) const SOON: Duration = Duration::from_secs(20);

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
    /// The data of the next event of this name.
    pub(crate) fn next(&self, event: &str, within: Duration) -> Option<String> {
        let end = Instant::now() + within;
        let mut now = String::new();
        while let Ok(line) = self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
            if let Some(name) = line.strip_prefix("event: ") {
                now = name.to_owned();
            } else if let Some(data) = line.strip_prefix("data:")
                && now == event
            {
                return Some(data.trim().to_owned());
            }
        }
        None
    }
    /// The stream is at its end.
    pub(crate) fn ends(&self, within: Duration) -> bool {
        let end = Instant::now() + within;
        loop {
            match self.lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(_) => {}
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return true,
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => return false,
            }
        }
    }
}
