//! The frame of every screen: who we are, where one stands, and the two buttons that are always there.
use std::sync::Arc;

use maud::{Markup, html};

use super::{icons::icon, session::Session, view::View};
use crate::{
    aloud::{self, Prompts},
    app::App,
    domain::office::settings::Settings,
    faces::{
        ui::{csrf, document},
        web::{Lang, TERMINAL_VERSION},
    },
    i18n::{Locale, Texts},
};

/// What a screen is made of.
pub(super) struct Screen<'a> {
    pub title: &'a str,
    /// A line above it: «第 2 步，共 6 步».
    pub step: Option<(usize, usize)>,
    /// What is said below the heading and only read: a hint, what is wrong.
    pub say: Markup,
    /// What is touched.
    pub body: Markup,
    /// Buttons at the foot, from the left: back, then what goes on.
    pub actions: Markup,
    /// Seconds without a touch before the countdown; 0 for never.
    pub idle: u32,
    /// A class of the body, for this kind of screen.
    pub kind: &'static str,
}

/// How to draw: texts, form token, community and times.
pub(super) struct Frame {
    /// Texts and the form token.
    pub lang: Lang,
    community: String,
    countdown: u32,
    idle: u32,
    idle_form: u32,
    begun: bool,
    filling: bool,
    view: View,
    px_per_mm: Option<f64>,
    prompts: Option<Arc<Prompts>>,
}

impl Frame {
    /// For a request.
    pub(super) fn of(app: &App, lang: Lang, session: &Session) -> Self {
        let community = Settings::load(&app.store).ok().flatten().map(|s| s.community).unwrap_or_default();
        let t = &app.config.terminal;
        let aloud = session.view().aloud && lang.texts.locale() == Locale::ZhCn;
        Frame {
            lang,
            community,
            countdown: t.countdown_seconds,
            idle: t.idle_seconds,
            idle_form: t.idle_form_seconds,
            begun: session.draft().is_some(),
            filling: session.draft().is_some_and(|d| d.filed.is_none() && !d.service.is_empty()),
            view: session.view(),
            px_per_mm: session.px_per_mm(),
            prompts: aloud.then(|| app.prompts()),
        }
    }
    /// Texts.
    pub(super) fn t(&self) -> &Texts {
        &self.lang.texts
    }
    /// A text.
    pub(super) fn get(&self, key: &str) -> String {
        self.lang.texts.get(key)
    }
    /// A line that is read, and said where the person wants prompts aloud.
    pub(super) fn hint(&self, key: &str) -> Markup {
        let text = self.get(key);
        html! { p.hint data-say=[self.said(&text)] { (text) } }
    }
    /// The name of a text where somebody wants prompts aloud and it is one. Any other text (a name, a number) gets no name at
    /// all.
    pub(super) fn said(&self, text: &str) -> Option<String> {
        let prompts = self.prompts.as_ref()?;
        prompts.get(&aloud::prompt_id(text)).map(|p| p.id.clone())
    }
    /// The form token, as a field.
    pub(super) fn token(&self) -> Markup {
        csrf(&self.lang.csrf)
    }
    /// Idle seconds of plain screens.
    pub(super) fn idle(&self) -> u32 {
        self.idle
    }
    /// Idle seconds of forms.
    pub(super) fn idle_form(&self) -> u32 {
        self.idle_form
    }
    /// Whether it is read in English.
    pub(super) fn english(&self) -> bool {
        self.t().locale() == Locale::En
    }
    /// The community's name, empty before the office is set up.
    pub(super) fn community(&self) -> &str {
        &self.community
    }

    /// A whole screen: what is read, what is touched, and the foot, so that a layout can put each where it belongs.
    pub(super) fn draw(&self, s: &Screen<'_>) -> Markup {
        let body = html! {
            div.screen.(s.kind) data-idle=(s.idle) data-countdown=(self.countdown) data-begun[self.begun]
                data-filling[self.filling] data-csrf=(self.lang.csrf) data-version=(*TERMINAL_VERSION) data-px-mm=[self.px_per_mm]
                data-layout=(self.view.layout_name()) data-contrast[self.view.contrast] data-aloud[self.view.aloud] {
                header.top {
                    div.brand {
                        (icon("heart"))
                        span.brand-name { (self.community) }
                    }
                    nav.tools aria-label=(self.get("kiosk-tools")) {
                        (self.help())
                        (views(self))
                        (self.language())
                    }
                }
                main {
                    div.say {
                        @if let Some((n, of)) = s.step {
                            div.progress {
                                p { (self.t().with("kiosk-step", &[("n", &n.to_string()), ("of", &of.to_string())])) }
                                progress max=(of) value=(n) aria-hidden="true" {}
                            }
                        }
                        h1 #ask data-say=[self.said(s.title)] { (s.title) }
                        (s.say)
                    }
                    div.stage { (s.body) }
                }
                footer.foot {
                    nav.always {
                        a.button.plain href="/home" { (icon("home")) span { (self.get("kiosk-home")) } }
                        form method="post" action="/done" data-done {
                            (self.token())
                            button.plain type="submit" { (icon("broom")) span { (self.get("kiosk-done")) } }
                        }
                    }
                    div.actions { (s.actions) }
                }
                (self.overlays())
            }
        };
        let name = if s.title.is_empty() { &self.community } else { s.title };
        document(self.t(), "kiosk", name, body)
    }

    /// A screen without the frame's foot: the attract screen. In a language that somebody chose and left it goes back by itself.
    pub(super) fn bare(&self, kind: &str, body: Markup) -> Markup {
        let idle = if self.english() { self.idle } else { 0 };
        let body = html! {
            div.screen.(kind) data-idle=(idle) data-countdown="0" data-csrf=(self.lang.csrf)
                data-version=(*TERMINAL_VERSION) data-px-mm=[self.px_per_mm] {
                (body)
                (self.overlays())
            }
        };
        document(self.t(), "kiosk", &self.community, body)
    }

    /// «请工作人员帮忙»: on every screen.
    fn help(&self) -> Markup {
        html! {
            form.help method="post" action="/help" {
                (self.token())
                button.tool type="submit" { (icon("bell")) span { (self.get("kiosk-help")) } }
            }
        }
    }

    /// The other language, as a button.
    pub(super) fn language(&self) -> Markup {
        let other = if self.t().locale() == Locale::ZhCn { Locale::En } else { Locale::ZhCn };
        html! {
            form.language method="post" action="/lang" data-native {
                (self.token())
                input type="hidden" name="lang" value=(other.tag());
                button.tool type="submit" lang=(other.tag()) { (icon("globe")) span { (self.get("kiosk-language-other")) } }
            }
        }
    }

    fn overlays(&self) -> Markup {
        html! {
            div.overlay #idle hidden role="alertdialog" aria-labelledby="idle-title" aria-describedby="idle-text" {
                div.dialog {
                    h2 #idle-title { (self.get("kiosk-idle-title")) }
                    p #idle-text { (self.get("kiosk-idle-text")) }
                    p.countdown { span #idle-left { (self.countdown) } (self.get("kiosk-idle-seconds")) }
                    button.primary type="button" data-here { (icon("hand")) span { (self.get("kiosk-idle-here")) } }
                }
            }
            p.toast #scan-note role="status" hidden { (icon("scan")) span { (self.get("kiosk-scan-unknown")) } }
            div.overlay #clear hidden role="alertdialog" aria-labelledby="clear-title" aria-describedby="clear-text" {
                div.dialog {
                    h2 #clear-title { (self.get("kiosk-clear-title")) }
                    p #clear-text { (self.get("kiosk-clear-text")) }
                    button.primary type="button" data-keep-it { (icon("edit")) span { (self.get("kiosk-clear-keep")) } }
                    form method="post" action="/done" data-done {
                        (self.token())
                        button type="submit" { (icon("broom")) span { (self.get("kiosk-clear-do")) } }
                    }
                }
            }
            div.overlay #offline hidden role="alert" {
                div.dialog {
                    h2 { (self.get("kiosk-offline-title")) }
                    p { (self.get("kiosk-offline-text")) }
                    div.waiting aria-hidden="true" { i {} i {} i {} }
                }
            }
        }
    }
}

/// Buttons that turn the pages of a list that does not fit. The script fills pages by what the screen holds; without it the list
/// is whole and scrolls. `of` is the id of the list.
pub(super) fn pager(f: &Frame, of: &str) -> Markup {
    html! {
        nav.pager data-pager=(of) hidden aria-label=(f.get("kiosk-pages")) {
            button type="button" data-turn="-1" { (icon("back")) span { (f.get("kiosk-page-back")) } }
            span data-page-of=(f.t().with("kiosk-page-of", &[("n", "{n}"), ("of", "{of}")])) aria-live="polite" {}
            button type="button" data-turn="1" { span { (f.get("kiosk-page-next")) } (icon("next")) }
        }
    }
}

/// A back link at the foot.
pub(super) fn back(f: &Frame, to: &str) -> Markup {
    html! { a.button.back href=(to) { (icon("back")) span { (f.get("kiosk-back")) } } }
}

/// The button that goes on; it belongs to the form `form`.
pub(super) fn next(form: &str, words: &str) -> Markup {
    html! { button.primary type="submit" form=(form) { span { (words) } (icon("next")) } }
}

/// The buttons of the view, in the frame of every screen.
fn views(f: &Frame) -> Markup {
    let now = f.view;
    let all = [
        ("large", "text-size", "kiosk-view-large"),
        ("low", "wheelchair", "kiosk-view-low"),
        ("contrast", "contrast", "kiosk-view-contrast"),
        ("aloud", "volume", "kiosk-view-aloud"),
    ];
    html! {
        form.views method="post" action="/view" {
            (f.token())
            @for (word, drawing, key) in all {
                button.tool type="submit" name="v" value=(word) aria-pressed=(now.has(word)) {
                    (icon(drawing)) span { (f.get(key)) }
                }
            }
            @if now.aloud { button.tool type="button" data-say-again { (icon("undo")) span { (f.get("kiosk-voice-again")) } } }
        }
    }
}
