use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use maud::{Markup, html};

use crate::{
    app::App,
    base::Failure,
    domain::{matters::items, office::settings::Settings},
    faces::{
        office::{
            lobby::calls,
            menu::{self, Page},
        },
        staff::{SignedIn, needs, roles},
        ui,
        web::{Lang, Problem},
    },
    i18n::Texts,
};

/// What every page of the office site is drawn with: the app, the visitor's texts, the form token, the office's name and
/// the word of a change just made (`?done=saved`).
pub struct Office {
    pub app: App,
    pub t: Texts,
    /// The token of forms.
    pub csrf: String,
    /// The office's settings; empty before the first visit's wizard.
    pub settings: Option<Settings>,
    done: Option<String>,
}

impl Office {
    /// From a request.
    ///
    /// # Errors
    /// When the settings cannot be read.
    pub fn of(app: &App, req: &HttpRequest) -> Result<Self, Failure> {
        let Lang { texts: t, csrf } = Lang::of(app, req);
        let done = form_urlencoded::parse(req.query_string().as_bytes())
            .find(|(k, _)| k == "done")
            .map(|(_, v)| format!("done-{v}"))
            .filter(|key| key.len() < 40 && t.has(key));
        Ok(Office { settings: Settings::load(&app.store)?, app: app.clone(), t, csrf, done })
    }
    /// The office's name, or the product's before it has one.
    pub fn community(&self) -> String {
        self.settings.as_ref().map_or_else(|| self.t.get("product"), |s| s.community.clone())
    }
    /// The hidden token of a form.
    pub fn token(&self) -> Markup {
        ui::csrf(&self.csrf)
    }
    /// A page of somebody signed in; the menu marks the line of its folder.
    pub(super) fn page(&self, who: &SignedIn, here: &Page, title: &str, body: Markup) -> Markup {
        shell(self, who, here, title, body)
    }
    /// A page of nobody: signing in, first set-up, failures.
    pub fn bare(&self, title: &str, body: Markup) -> Markup {
        let inside = html! {
            header.bare-head {
                a href="/office" { (self.t.get("product")) } @if let Some(s) = &self.settings { span { (s.community) } }
            }
            main.bare #main { h1 { (title) } (self.word_of_change()) (body) }
        };
        ui::document(&self.t, "office", title, inside)
    }
    fn word_of_change(&self) -> Markup {
        html! { @if let Some(key) = &self.done { p.done role="status" { (self.t.get(key)) } } }
    }
}

impl FromRequest for Office {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = req.app_data::<App>().ok_or_else(|| Failure::broken("no app"));
        ready(app.and_then(|app| Office::of(app, req)).map_err(Problem))
    }
}

/// The frame of a page: head with the number box, menu by rights, the page's title and its body.
fn shell(office: &Office, who: &SignedIn, here: &Page, title: &str, body: Markup) -> Markup {
    let t = &office.t;
    let lines: Vec<_> = menu::lines().into_iter().filter(|line| line.shows(who)).collect();
    let inside = html! {
        a.skip href="#main" { (t.get("office-skip")) }
        header.head {
            a.brand href="/office" { b { (t.get("product")) } span { (office.community()) } }
            @if who.meets::<needs::SeeItems>() {
                form.find method="post" action="/office/items/find" role="search" {
                    (office.token())
                    label for="find-no" { (t.get("office-find-label")) }
                    input #find-no name="no" inputmode="numeric" autocomplete="off" maxlength="20"
                        placeholder=(t.get("office-find-hint"));
                    button.quiet { (t.get("office-find")) }
                }
            }
            div.me {
                (bell(office, who))
                span { (who.staff.name) }
                span.roles { (roles(t, &who.account)) }
                a href="/office/password" { (t.get("office-password")) }
                form method="post" action="/office/sign-out" { (office.token()) button.link { (t.get("office-sign-out")) } }
            }
        }
        nav.menu aria-label=(t.get("office-menu")) {
            @for lines in lines.chunk_by(|a, b| a.group() == b.group()) {
                @if let Some(first) = lines.first() { h2 { (t.get(first.group().key())) } }
                ul {
                    @for line in lines {
                        @let current = here.entry() == Some(*line);
                        li { a href=(line.address) aria-current=[current.then_some("page")] { (t.get(line.text)) } }
                    }
                }
            }
        }
        main #main tabindex="-1" {
            (calls::bell(office, who))
            h1 { (title) }
            (office.word_of_change())
            (body)
        }
    };
    ui::document(t, "office", title, inside)
}

/// How many notices have not been seen: one counter. A frame is drawn even if it cannot be read.
fn bell(office: &Office, who: &SignedIn) -> Markup {
    let t = &office.t;
    let n = items::unseen(&office.app.store, who.account.id).unwrap_or_default();
    html! {
        @if n > 0 {
            @let shown = if n > 99 { "99+".to_owned() } else { n.to_string() };
            a.bell href="/office/notices" title=(t.with("notice-unseen", &[("n", &n.to_string())])) {
                (t.get("office-notices")) b { (shown) }
            }
        }
    }
}

/// A failure in the office's look.
pub fn problem_page(app: &App, req: &HttpRequest, failure: &Failure, reference: Option<&str>) -> Markup {
    let Ok(office) = Office::of(app, req) else { return ui::plain_problem(app, req, failure, reference) };
    let t = &office.t;
    let must_change = matches!(failure, Failure::Refused(r) if r.key == "account-must-change");
    let body = html! {
        div.panel.problem {
            p role="alert" { (t.failure(failure)) }
            @if let Some(r) = reference { p.quiet { (t.with("failure-reference", &[("ref", r)])) } }
            p.actions {
                @if must_change {
                    a.button.primary href="/office/password" { (t.get("office-password")) }
                } @else if *failure == Failure::SignedOut {
                    a.button.primary href="/office/sign-in" { (t.get("office-sign-in")) }
                } @else {
                    a.button.primary href="/office" { (t.get("office-back-to-desk")) }
                    button.quiet type="button" data-back { (t.get("office-back")) }
                }
            }
        }
    };
    office.bare(&t.get("office-problem"), body)
}
