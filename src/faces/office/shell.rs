use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use maud::{Markup, html};

use crate::{
    app::App,
    base::Failure,
    domain::{
        matters::items,
        office::{settings::Settings, who::Right},
    },
    faces::{
        office::lobby::calls,
        staff::{Need, SignedIn, needs},
        ui,
        web::{Lang, Problem},
    },
    i18n::Texts,
};

/// A page of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names say it
pub enum Section {
    Desk,
    Calls,
    Items,
    Intake,
    Supervisions,
    FollowUps,
    Notices,
    Handovers,
    Residents,
    Households,
    Registers,
    Clarity,
    /// Forms of the upper levels.
    Reports,
    Privacy,
    Statistics,
    Grids,
    Buildings,
    Imports,
    Users,
    Catalogue,
    Lexicon,
    /// The terminal's prompts.
    Voices,
    Calendar,
    Prints,
    Settings,
    Terminals,
    Doctor,
    Open311,
    Workflow,
    Audit,
    Help,
    /// No entry of the menu.
    None,
}

/// An entry: the section, its text's key and address, and the rights of which any one shows it (none: everybody).
type Entry = (Section, &'static str, &'static str, &'static [Right]);

use Right as R;
const SEES_ITEMS: &[Right] = &[R::SeeItems, R::SeeOwnGrid, R::Handle];
const HEARS_CALLS: &[Right] = <needs::AnswerCalls as Need>::RIGHTS;
const SEES_CALENDAR: &[Right] = &[R::SeeItems, R::SeeOwnGrid, R::Handle, R::Settings];
const MENU: &[(&str, &[Entry])] = &[
    (
        "office-menu-work",
        &[
            (Section::Desk, "office-desk", "/office", &[]),
            (Section::Calls, "office-calls", "/office/calls", HEARS_CALLS),
            (Section::Items, "office-items", "/office/items", SEES_ITEMS),
            (Section::Intake, "office-intake", "/office/intake", &[R::Intake]),
            (Section::Supervisions, "office-supervisions", "/office/supervisions", SEES_ITEMS),
            (Section::FollowUps, "office-follow-ups", "/office/follow-ups", &[R::FollowUp]),
            (Section::Handovers, "office-handovers", "/office/handovers", &[R::Dispatch, R::Handle]),
            (Section::Notices, "office-notices", "/office/notices", SEES_ITEMS),
        ],
    ),
    (
        "office-menu-people",
        &[
            (Section::Residents, "office-residents", "/office/residents", &[R::SeePeople]),
            (Section::Households, "office-households", "/office/households", &[R::SeePeople]),
            (Section::Registers, "office-registers", "/office/registers", &[R::SeePeople]),
            (Section::Clarity, "clarity-title", "/office/clarity", &[R::SeePeople]),
            (Section::Statistics, "office-statistics", "/office/statistics", &[R::SeePeople]),
            (Section::Reports, "office-reports", "/office/reports", &[R::SeePeople]),
            (Section::Privacy, "office-privacy", "/office/privacy", &[R::SeePeople]),
            (Section::Grids, "office-grids", "/office/grids", &[R::SeePeople]),
            (Section::Buildings, "office-buildings", "/office/buildings", &[R::SeePeople]),
            (Section::Imports, "office-imports", "/office/imports", &[R::Transfer]),
        ],
    ),
    (
        "office-menu-office",
        &[
            (Section::Users, "office-users", "/office/users", &[R::ManageUsers]),
            (Section::Catalogue, "office-catalogue", "/office/catalogue", &[R::EditCatalogue]),
            (Section::Lexicon, "office-lexicon", "/office/lexicon", &[R::EditCatalogue]),
            (Section::Voices, "office-voices", "/office/voices", &[R::EditCatalogue]),
            (Section::Calendar, "office-calendar", "/office/calendar", SEES_CALENDAR),
            (Section::Prints, "office-prints", "/office/prints", &[R::Print]),
            (Section::Settings, "office-settings", "/office/settings", &[R::Settings]),
            (Section::Terminals, "office-terminals", "/office/terminals", &[R::Settings]),
            (Section::Doctor, "office-doctor", "/office/doctor", &[R::Settings]),
            (Section::Open311, "office-open311", "/office/open311", &[R::Settings]),
            (Section::Workflow, "office-workflow", "/office/workflow", &[R::Settings]),
            (Section::Audit, "office-audit", "/office/audit", &[R::Audit]),
            (Section::Help, "office-help", "/office/help", &[]),
        ],
    ),
];

/// What every page of the office site is drawn with: the app, the visitor's texts, the form token, the office's name and
/// the word of a change just made (`?done=saved`).
pub struct Office {
    /// The app.
    pub app: App,
    /// Texts.
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
    /// A page of somebody signed in.
    pub fn page(&self, who: &SignedIn, here: Section, title: &str, body: Markup) -> Markup {
        shell(self, who, here, title, body)
    }
    /// A page of nobody: signing in, first set-up, failures.
    pub fn bare(&self, title: &str, body: Markup) -> Markup {
        let inside = html! {
            header.bare-head { a href="/office" { (self.t.get("product")) } @if let Some(s) = &self.settings { span { (s.community) } } }
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
pub fn shell(office: &Office, who: &SignedIn, here: Section, title: &str, body: Markup) -> Markup {
    let t = &office.t;
    let inside = html! {
        a.skip href="#main" { (t.get("office-skip")) }
        header.head {
            a.brand href="/office" { b { (t.get("product")) } span { (office.community()) } }
            @if SEES_ITEMS.iter().any(|r| who.may(*r)) {
                form.find method="post" action="/office/items/find" role="search" {
                    (office.token())
                    label for="find-no" { (t.get("office-find-label")) }
                    input #find-no name="no" inputmode="numeric" autocomplete="off" maxlength="20" placeholder=(t.get("office-find-hint"));
                    button.quiet { (t.get("office-find")) }
                }
            }
            div.me {
                (bell(office, who))
                span { (who.staff.name) }
                span.roles { (roles(t, who)) }
                a href="/office/password" { (t.get("office-password")) }
                form method="post" action="/office/sign-out" { (office.token()) button.link { (t.get("office-sign-out")) } }
            }
        }
        nav.menu aria-label=(t.get("office-menu")) {
            @for (group, entries) in MENU {
                @if entries.iter().any(|e| shows(e, who)) {
                    h2 { (t.get(group)) }
                    ul {
                        @for (section, key, href, _) in entries.iter().filter(|e| shows(e, who)) {
                            li { a href=(href) aria-current=[(*section == here).then_some("page")] { (t.get(key)) } }
                        }
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
            a.bell href="/office/notices" title=(t.with("notice-unseen", &[("n", &n.to_string())])) { (t.get("office-notices")) b { (shown) } }
        }
    }
}

fn shows((_, _, _, rights): &Entry, who: &SignedIn) -> bool {
    rights.is_empty() || rights.iter().any(|r| who.may(*r))
}

fn roles(t: &Texts, who: &SignedIn) -> String {
    let names: Vec<_> = who.account.roles.iter().map(|r| t.get(&format!("role-{}", r.key()))).collect();
    names.join(&t.get("office-and"))
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
