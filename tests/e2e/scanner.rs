//! A scanner: a keyboard that types very fast. Each key bears the time at which a scanner presses it, for a busy machine may
//! hold the events themselves back, and then a scan would look like a person's typing.
use std::str::FromStr;

use fantoccini::wd::WebDriverCompatibleCommand;
use reqwest::{Method, Url};
use serde_json::{Value, json};

use super::browser::Browser;

/// Seconds from key to key.
const STEP: f64 = 0.002;
/// Seconds before the first, in which nobody types.
const REST: f64 = 0.2;

/// One event of a key, of the browser's own protocol: WebDriver's cannot say when.
#[derive(Debug)]
struct KeyEvent(Value);

impl WebDriverCompatibleCommand for KeyEvent {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }
    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(json!({ "cmd": "Input.dispatchKeyEvent", "params": self.0 }).to_string()))
    }
}

impl Browser {
    /// Types a code and Enter, wherever the focus is.
    pub(crate) async fn scan(&mut self, code: &str) {
        let now = self.js("return Date.now() / 1000", vec![]).await.as_f64().unwrap();
        let mut at = now.max(self.last_key) + REST;
        for character in code.chars().map(String::from).chain(["Enter".into()]) {
            let (text, number) = if character == "Enter" { ("\r", 13) } else { (character.as_str(), 0) };
            for (kind, text) in [("keyDown", text), ("keyUp", "")] {
                let event =
                    json!({ "type": kind, "key": character, "text": text, "windowsVirtualKeyCode": number, "timestamp": at });
                self.client.issue_cmd(KeyEvent(event)).await.unwrap();
            }
            at += STEP;
        }
        self.last_key = at;
    }
}
