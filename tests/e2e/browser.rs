//! A browser with hands: it touches what a person sees, waits for what comes, and looks at every screen.
use std::{fs, time::Duration};

use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, PointerAction, TouchActions},
    elements::Element,
    error::CmdError,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::{looks, stage};
use crate::kit::until::PATIENCE;

/// What a screen must be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A screen of the terminal: everything fits.
    Terminal,
    /// A page of the office site.
    Office,
}

/// A browser window of one size.
pub(crate) struct Browser {
    pub(super) client: Client,
    base: String,
    label: &'static str,
    shots: usize,
    faults: Vec<String>,
    /// When a scanner pressed its last key.
    pub(super) last_key: f64,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Opens a window; `touch` makes it a touchscreen.
    pub(crate) async fn open(driver: &str, base: &str, label: &'static str, (width, height): (u32, u32), touch: bool) -> Browser {
        let profile = tempfile::tempdir().unwrap();
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ];
        let mut args: Vec<String> = args.into_iter().map(str::to_owned).collect();
        args.push(format!("--user-data-dir={}", profile.path().display()));
        args.push(format!("--window-size={width},{height}"));
        let metrics = json!({ "width": width, "height": height, "pixelRatio": 1.0, "touch": touch, "mobile": false });
        let capabilities = json!({
            "goog:chromeOptions": { "args": args, "mobileEmulation": { "deviceMetrics": metrics } },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(driver)
            .await
            .expect("the browser starts");
        Browser { client, base: base.into(), label, shots: 0, faults: Vec::new(), last_key: 0.0, _profile: profile }
    }
    /// Goes to an address typed in.
    pub(crate) async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.base)).await.unwrap();
    }
    /// A script's answer.
    pub(crate) async fn js(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute(script, args).await.unwrap()
    }
    /// What a script brings that calls its last argument when it is done.
    pub(crate) async fn js_async(&self, script: &str, args: Vec<Value>) -> Value {
        self.client.execute_async(script, args).await.unwrap()
    }
    /// The address without host and query.
    pub(crate) async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }
    /// What a person reads.
    pub(crate) async fn text(&self) -> String {
        self.js("return document.body.innerText", vec![]).await.as_str().unwrap_or_default().to_owned()
    }
    /// Whether something is there to be seen.
    pub(crate) async fn sees(&self, css: &str) -> bool {
        let seen = "const e = document.querySelector(arguments[0]); return !!e && e.checkVisibility()";
        self.client.execute(seen, vec![json!(css)]).await.is_ok_and(|v| v == json!(true))
    }
    /// Waits until a script says true; panics with a picture of what was there instead.
    pub(crate) async fn until(&mut self, what: &str, script: &str, args: Vec<Value>) {
        let end = tokio::time::Instant::now() + PATIENCE;
        // A script may fall between two pages; that is no answer.
        while !self.client.execute(script, args.clone()).await.is_ok_and(|v| v == json!(true)) {
            if tokio::time::Instant::now() > end {
                self.shoot("stuck").await;
                let (path, text) = (self.path().await, self.text().await);
                panic!(
                    "{}: waited in vain for {what}; at {path} the screen says:\n{text}\nfound so far:\n{}",
                    self.label,
                    self.faults.join("\n")
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    /// Waits for a page whose path fits a pattern (a JavaScript regular expression).
    pub(crate) async fn arrive(&mut self, pattern: &str) {
        let script = "return document.readyState === 'complete' && new RegExp('^' + arguments[0] + '$').test(location.pathname)";
        self.until(pattern, script, vec![json!(pattern)]).await;
    }
    /// The first visible element that CSS finds, and that holds some words.
    pub(crate) async fn find(&mut self, css: &str, words: &str) -> Element {
        let mark = "for (const e of document.querySelectorAll('[data-e2e]')) e.removeAttribute('data-e2e');
            for (const e of document.querySelectorAll(arguments[0])) {
              if (!e.checkVisibility() || !(
                  e.innerText + ' ' + (e.getAttribute('aria-label') || '')
              ).includes(arguments[1])) continue;
              e.setAttribute('data-e2e', ''); e.scrollIntoView({ block: 'center', behavior: 'instant' }); return true; }
            return false";
        // Between marking and finding, the page may have given way to the next one, or renewed a part of itself.
        for _ in 0..4 {
            self.until(&format!("{css} «{words}»"), mark, vec![json!(css), json!(words)]).await;
            if let Ok(element) = self.client.find(Locator::Css("[data-e2e]")).await {
                return element;
            }
        }
        self.client.find(Locator::Css("[data-e2e]")).await.unwrap()
    }
    /// Does something with what is found. Between finding and doing, the page may have given way to the next one, or renewed a
    /// part of itself (a suggestion, a row): then it is looked for again, there.
    async fn handle<T>(&mut self, css: &str, words: &str, deed: impl AsyncFn(&Client, Element) -> Result<T, CmdError>) -> T {
        for _ in 0..4 {
            let element = self.find(css, words).await;
            if let Ok(done) = deed(&self.client, element).await {
                return done;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let element = self.find(css, words).await;
        deed(&self.client, element).await.unwrap()
    }
    /// Touches, with a finger.
    pub(crate) async fn touch(&mut self, css: &str, words: &str) {
        // A finger that does not find its element does not go down.
        self.handle(css, words, async |client, element| {
            let finger = TouchActions::new("finger".into())
                .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
                .then(PointerAction::Down { button: 0 })
                .then(PointerAction::Pause { duration: Duration::from_millis(40) })
                .then(PointerAction::Up { button: 0 });
            client.perform_actions(finger).await
        })
        .await;
        self.client.release_actions().await.ok();
    }
    /// Touches something that leads away, and waits for the page it leads to.
    pub(crate) async fn follow(&mut self, css: &str, words: &str, pattern: &str) {
        self.touch(css, words).await;
        self.arrive(pattern).await;
    }
    /// Draws strokes with a finger into the box that CSS finds; points run from 0 to 4096 over the box's larger side.
    pub(crate) async fn draw(&mut self, css: &str, strokes: &[Vec<(u16, u16)>]) {
        let rect =
            "const r = document.querySelector(arguments[0]).getBoundingClientRect(); return [r.left, r.top, r.width, r.height]";
        let rect: Vec<f64> = serde_json::from_value(self.js(rect, vec![json!(css)]).await).unwrap();
        // A character stands in the middle of the box.
        let side = rect[2].min(rect[3]);
        let (left, top) = (rect[0] + (rect[2] - side) / 2.0, rect[1] + (rect[3] - side) / 2.0);
        for stroke in strokes {
            let mut points = stroke.iter().map(|(x, y)| {
                let at = |from: f64, v: u16| (from + side * f64::from(v) / 4096.0).round();
                (at(left, *x), at(top, *y))
            });
            let Some((x, y)) = points.next() else { continue };
            let still = Some(Duration::ZERO);
            let mut finger = TouchActions::new("finger".into())
                .then(PointerAction::MoveTo { duration: still, x, y })
                .then(PointerAction::Down { button: 0 });
            for (x, y) in points {
                finger = finger.then(PointerAction::MoveTo { duration: Some(Duration::from_millis(4)), x, y });
            }
            self.client.perform_actions(finger.then(PointerAction::Up { button: 0 })).await.unwrap();
            self.client.release_actions().await.ok();
        }
    }
    /// Presses with a mouse, as the office does.
    pub(crate) async fn press(&mut self, css: &str, words: &str) {
        self.handle(css, words, async |_, element| element.click().await).await;
    }
    /// Types into a field, over what was there.
    pub(crate) async fn fill(&mut self, css: &str, value: &str) {
        self.handle(css, "", async |_, field| {
            field.clear().await.ok();
            field.send_keys(value).await
        })
        .await;
    }
    /// Takes the first real choice of a list, a set of buttons or a menu with this name.
    pub(crate) async fn choose(&mut self, name: &str) {
        let first = "for (const e of document.getElementsByName(arguments[0])) {
              if (e.tagName === 'SELECT') e.selectedIndex = [...e.options].findIndex(o => o.value !== '');
              else if (e.type === 'radio' || e.type === 'checkbox') e.click();
              else continue;
              return true; }
            return false";
        self.until(name, first, vec![json!(name)]).await;
    }
    /// The addresses of the links that CSS finds.
    pub(crate) async fn links(&self, css: &str) -> Vec<String> {
        let all = "return [...document.querySelectorAll(arguments[0])].map(a => new URL(a.href).pathname)";
        looks::lines(&self.js(all, vec![json!(css)]).await)
    }
    async fn shoot(&mut self, name: &str) {
        self.shots += 1;
        let png = self.client.screenshot().await.unwrap();
        fs::write(stage::folder().join(format!("{}-{:02}-{name}.png", self.label, self.shots)), png).unwrap();
    }
    /// Looks at the screen: a picture, axe-core, and the sizes of its kind. Faults are told together at the end.
    pub(crate) async fn look(&mut self, name: &str, kind: Kind) {
        self.shoot(name).await;
        let source = fs::read_to_string(crate::tools::axe().unwrap()).unwrap();
        let mut found = looks::lines(&self.js(looks::ANSWERED, vec![]).await);
        if self.js("return typeof axe === 'undefined'", vec![]).await == json!(true) {
            self.js(&source, vec![]).await;
        }
        found.extend(looks::lines(&self.client.execute_async(looks::AXE, vec![]).await.unwrap()));
        found.extend(looks::lines(&match kind {
            Kind::Office => self.js(looks::SIDEWAYS, vec![]).await,
            _ => self.js(looks::SIZES, vec![]).await,
        }));
        self.faults.extend(found.into_iter().map(|f| format!("{} {name}: {f}", self.label)));
    }
    /// Closes the window; everything found wrong on any screen fails the journey here.
    pub(crate) async fn close(self) -> Vec<String> {
        self.client.close().await.unwrap();
        self.faults
    }
}

/// Runs a journey, which gives back the faults it saw.
pub(crate) fn run(journey: impl Future<Output = Vec<String>>) {
    let faults = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(journey);
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
