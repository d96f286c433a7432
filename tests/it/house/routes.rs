//! Who may go where. The table is written by hand from what each role is for, not from the guards; the
//! tests knock at every door of the house as everybody.
use std::{collections::BTreeSet, fs, path::Path};

use lianxin::{
    base::Id,
    domain::office::{accounts::Session, who::Role},
    faces::{
        office,
        web::{BROWSER_COOKIE, SESSION_COOKIE, session_token_hash},
    },
    server,
    store::{Dir, Read},
};
use reqwest::{
    StatusCode,
    blocking::{Client, Response},
    redirect::Policy,
};

use crate::kit::app::TestApp;

/// Whom a door opens for.
#[derive(Clone, Copy, Debug)]
enum Who {
    /// Anybody in the lobby, on the network, or with a receipt.
    Anybody,
    /// Every account.
    Staff,
    /// Accounts with one of these roles.
    Only(&'static [Role]),
    /// Another program with a key of its own; an account opens nothing here.
    Key,
}
use Role::{Administrator, Auditor, Clerk, Dispatcher, GridLeader, GridWorker, Handler, Leader, Liaison, Principal};
use Who::{Anybody, Key, Only, Staff};

/// Matters are for those who decide, take in, send on or do; not for who runs the computer or audits it.
const MATTERS: Who = Only(&[Leader, Clerk, Dispatcher, Handler, GridLeader, GridWorker, Liaison, Principal]);
/// Going to a resident who rang at a terminal: whoever sits in the office, not outside departments and the auditor.
const HELPERS: Who = Only(&[Administrator, Leader, Clerk, Dispatcher, GridLeader, GridWorker, Liaison, Principal]);
/// The whole office's figures.
const OVERSEERS: Who = Only(&[Leader, Clerk, Dispatcher, Liaison, Principal]);
/// Whoever has limits to keep, or keeps the calendar.
const CALENDAR: Who = Only(&[Administrator, Leader, Clerk, Dispatcher, Handler, GridLeader, GridWorker, Liaison, Principal]);
/// Taking in for somebody: the window, the centre, the grid.
const INTAKE: Who = Only(&[Clerk, Dispatcher, GridLeader, GridWorker]);
/// Asking the resident afterwards: all who deal with residents, and those who lead.
const FOLLOWERS: Who = Only(&[Leader, Principal, Liaison, Clerk, Dispatcher, GridLeader, GridWorker]);
/// Giving matters to another: who sends them on, and who has some.
const GIVERS: Who = Only(&[Leader, Principal, Clerk, Dispatcher, Handler, GridLeader, GridWorker]);
/// Households, masked: all but the outside departments and the auditor.
const NEIGHBOURS: Who = Only(&[Administrator, Leader, Clerk, Dispatcher, GridLeader, GridWorker, Principal]);
/// The registry's keepers.
const KEEPERS: Who = Only(&[Administrator, Clerk]);
/// A full number: who may ask for one.
const REVEALERS: Who = Only(&[Leader, Clerk, Principal]);
/// Accounts, settings, catalogue, imports.
const ADMIN: Who = Only(&[Administrator]);
/// Files into registers: who moves rosters, and who keeps key persons.
const TAKERS: Who = Only(&[Administrator, Leader, Principal]);
/// Registers as files: who moves rosters, and who may see all of them.
const EXPORTERS: Who = Only(&[Administrator, Leader, Clerk, Principal]);
/// Who writes down what residents say about their own information.
const NOTERS: Who = Only(&[Administrator, Clerk, Dispatcher, GridLeader, GridWorker]);
/// Who decides about residents' own information, and what is due for deletion.
const DECIDERS: Who = Only(&[Administrator, Leader, Clerk, Principal]);
/// Who approves a deletion, and who holds key persons.
const LEADERS: Who = Only(&[Leader, Principal]);
/// The notice board: who takes matters in, who leads, who runs the computer.
const BOARD: Who = Only(&[Administrator, Leader, Clerk, Dispatcher, Principal]);
/// The log of who did what.
const AUDIT: Who = Only(&[Leader, Auditor, Principal]);
/// Paper: all but the auditor.
const PRINTERS: Who = Only(&[Administrator, Leader, Clerk, Dispatcher, Handler, GridLeader, GridWorker, Liaison, Principal]);

/// Every door.
const TABLE: &[(&str, &str, Who)] = &[
    ("GET", "/assets/{path:.*}", Anybody),
    // The lobby terminal.
    ("GET", "/", Anybody),
    ("GET", "/announcements", Anybody),
    ("GET", "/announcements/{id}", Anybody),
    ("GET", "/announcements/{id}/picture", Anybody),
    ("POST", "/alive", Anybody),
    ("GET", "/apply", Anybody),
    ("GET", "/apply/by/category", Anybody),
    ("GET", "/apply/category/{code}", Anybody),
    ("GET", "/apply/search", Anybody),
    ("POST", "/apply/search", Anybody),
    ("GET", "/apply/situation/{code}", Anybody),
    ("POST", "/done", Anybody),
    ("GET", "/enrol", Anybody),
    ("POST", "/enrol", Anybody),
    ("GET", "/form", Anybody),
    ("POST", "/form/edit/{key}", Anybody),
    ("GET", "/form/materials", Anybody),
    ("POST", "/form/materials", Anybody),
    ("GET", "/form/pick/{key}", Anybody),
    ("POST", "/form/pick/{key}", Anybody),
    ("GET", "/form/q/{key}", Anybody),
    ("POST", "/form/q/{key}", Anybody),
    ("GET", "/grid", Anybody),
    ("GET", "/grid/pick", Anybody),
    ("POST", "/grid/pick", Anybody),
    ("POST", "/heartbeat", Anybody),
    ("GET", "/home", Anybody),
    ("GET", "/input/next", Anybody),
    ("POST", "/input/picked", Anybody),
    ("GET", "/input/pinyin", Anybody),
    ("POST", "/help", Anybody),
    ("GET", "/help", Anybody),
    ("GET", "/help/state", Anybody),
    ("POST", "/help/withdraw", Anybody),
    ("POST", "/input/hand", Anybody),
    ("POST", "/lang", Anybody),
    ("POST", "/view", Anybody),
    ("POST", "/scan", Anybody),
    ("GET", "/voice/{id}", Anybody),
    ("GET", "/p/{key}", Anybody),
    ("POST", "/p/{key}", Anybody),
    ("GET", "/photos", Anybody),
    ("GET", "/photos/{n}", Anybody),
    ("POST", "/photos/{n}/remove", Anybody),
    ("GET", "/rate", Anybody),
    ("POST", "/rate", Anybody),
    ("POST", "/rate/open", Anybody),
    ("GET", "/rate/thanks", Anybody),
    ("GET", "/receipt", Anybody),
    ("POST", "/receipt/print", Anybody),
    ("GET", "/refused", Anybody),
    ("GET", "/refused/{code}", Anybody),
    ("GET", "/report", Anybody),
    ("GET", "/review", Anybody),
    ("POST", "/review", Anybody),
    ("GET", "/s/{code}", Anybody),
    ("POST", "/s/{code}", Anybody),
    ("POST", "/s/{code}/notice", Anybody),
    ("POST", "/start", Anybody),
    ("GET", "/track", Anybody),
    ("POST", "/track", Anybody),
    ("GET", "/track/item", Anybody),
    ("POST", "/track/urge", Anybody),
    ("GET", "/track/withdraw", Anybody),
    ("POST", "/track/withdraw", Anybody),
    ("GET", "/track/mine", Anybody),
    ("POST", "/track/mine", Anybody),
    ("GET", "/who/{next}", Anybody),
    ("GET", "/who/{next}/card", Anybody),
    ("POST", "/who/{next}/card", Anybody),
    ("GET", "/who/{next}/member", Anybody),
    ("POST", "/who/{next}/member", Anybody),
    ("POST", "/who/{next}/nobody", Anybody),
    ("GET", "/who/{next}/phone", Anybody),
    ("POST", "/who/{next}/phone", Anybody),
    // Receipts.
    ("GET", "/v/{token}", Anybody),
    ("GET", "/rating/{ticket}", Anybody),
    ("POST", "/rating/{ticket}", Anybody),
    ("GET", "/V/{token}", Anybody),
    // Other civic software: whoever asks, and whoever has a key to report with.
    ("GET", "/open311/v2/discovery.{format}", Anybody),
    ("GET", "/open311/v2/services.{format}", Anybody),
    ("GET", "/open311/v2/services/{code}.{format}", Anybody),
    ("POST", "/open311/v2/requests.{format}", Key),
    ("GET", "/open311/v2/requests.{format}", Anybody),
    ("GET", "/open311/v2/requests/{id}.{format}", Anybody),
    ("GET", "/open311/v2/tokens/{id}.{format}", Anybody),
    // The way into the office; set-up closes itself once it is done.
    ("GET", "/office/setup", Anybody),
    ("POST", "/office/setup", Anybody),
    ("POST", "/office/setup/printer", Anybody),
    ("POST", "/office/recovery-sheet.pdf", Anybody),
    ("GET", "/office/sign-in", Anybody),
    ("POST", "/office/sign-in", Anybody),
    ("GET", "/office/recover", Anybody),
    ("POST", "/office/recover", Anybody),
    ("POST", "/office/sign-out", Staff),
    ("GET", "/office/password", Staff),
    ("POST", "/office/password", Staff),
    // The registry.
    ("GET", "/office/residents", NEIGHBOURS),
    ("POST", "/office/residents", NEIGHBOURS),
    ("GET", "/office/households/{id}/members/new", KEEPERS),
    ("POST", "/office/households/{id}/members/new", KEEPERS),
    ("GET", "/office/residents/{id}", NEIGHBOURS),
    ("POST", "/office/residents/{id}", KEEPERS),
    ("POST", "/office/residents/{id}/reveal", REVEALERS),
    ("POST", "/office/residents/{id}/move", KEEPERS),
    ("GET", "/office/households/{id}/splits", KEEPERS),
    ("POST", "/office/households/{id}/splits", KEEPERS),
    ("GET", "/office/households/{id}/merges", KEEPERS),
    ("POST", "/office/households/{id}/merges", KEEPERS),
    ("GET", "/office/households/{id}/departures", KEEPERS),
    ("POST", "/office/households/{id}/departures", KEEPERS),
    ("GET", "/office/households/{id}/successions", KEEPERS),
    ("POST", "/office/households/{id}/successions", KEEPERS),
    ("GET", "/office/households/{id}/changes", NEIGHBOURS),
    ("GET", "/office/households/{id}/changes/{change}", NEIGHBOURS),
    ("GET", "/office/residents/{id}/returns", KEEPERS),
    ("POST", "/office/residents/{id}/returns", KEEPERS),
    ("GET", "/office/households", NEIGHBOURS),
    ("POST", "/office/households", NEIGHBOURS),
    ("GET", "/office/households/new", KEEPERS),
    ("POST", "/office/households/new", KEEPERS),
    ("GET", "/office/households/{id}", NEIGHBOURS),
    ("GET", "/office/households/{id}/timeline", NEIGHBOURS),
    ("POST", "/office/households/{id}/file.pdf", NEIGHBOURS),
    ("GET", "/office/households/{id}/edit", KEEPERS),
    ("POST", "/office/households/{id}/edit", KEEPERS),
    ("POST", "/office/households/{id}/card-loss", KEEPERS),
    ("POST", "/office/households/{id}/card.pdf", NEIGHBOURS),
    ("GET", "/office/grids", NEIGHBOURS),
    ("GET", "/office/grids/new", KEEPERS),
    ("POST", "/office/grids/new", KEEPERS),
    ("GET", "/office/grids/{id}", NEIGHBOURS),
    ("GET", "/office/grids/{id}/edit", KEEPERS),
    ("POST", "/office/grids/{id}/edit", KEEPERS),
    ("POST", "/office/grids/{id}/posts", ADMIN),
    ("POST", "/office/posts/{id}/end", ADMIN),
    ("POST", "/office/grids/{id}/cards.pdf", NEIGHBOURS),
    ("GET", "/office/buildings", NEIGHBOURS),
    ("GET", "/office/buildings/new", KEEPERS),
    ("POST", "/office/buildings/new", KEEPERS),
    ("GET", "/office/buildings/{id}", KEEPERS),
    ("POST", "/office/buildings/{id}", KEEPERS),
    ("GET", "/office/imports", ADMIN),
    ("POST", "/office/imports", ADMIN),
    ("POST", "/office/imports/export", ADMIN),
    ("GET", "/office/imports/{token}", ADMIN),
    ("GET", "/office/imports/{token}/annotated.xlsx", ADMIN),
    ("POST", "/office/imports/{token}/apply", ADMIN),
    // Registers: which tables, entries and grids is each table's to say; see the roles × fields tests.
    ("GET", "/office/figures", NEIGHBOURS),
    ("GET", "/office/statistics", NEIGHBOURS),
    ("GET", "/office/statistics/items", NEIGHBOURS),
    ("GET", "/office/statistics/map", NEIGHBOURS),
    ("GET", "/office/statistics/registers/{table}", NEIGHBOURS),
    ("GET", "/office/grids/boundaries", KEEPERS),
    ("POST", "/office/grids/boundaries", KEEPERS),
    ("GET", "/office/grids/boundaries/{token}", KEEPERS),
    ("POST", "/office/grids/boundaries/{token}/apply", KEEPERS),
    ("POST", "/office/grids/{id}/boundary/remove", KEEPERS),
    // 四清: which grids and which checks is for the pages to say.
    ("GET", "/office/clarity", NEIGHBOURS),
    ("GET", "/office/clarity/to-do", NEIGHBOURS),
    ("GET", "/office/clarity/{grid}", NEIGHBOURS),
    ("GET", "/office/clarity/{grid}/{check}", NEIGHBOURS),
    ("GET", "/office/households/{id}/visit", INTAKE),
    ("POST", "/office/households/{id}/visit", INTAKE),
    ("GET", "/office/reports", NEIGHBOURS),
    ("GET", "/office/reports/new", ADMIN),
    ("POST", "/office/reports/new", ADMIN),
    ("GET", "/office/reports/{code}", NEIGHBOURS),
    ("POST", "/office/reports/{code}/export", NEIGHBOURS),
    ("GET", "/office/reports/{code}/template", ADMIN),
    ("GET", "/office/reports/{code}/edit", ADMIN),
    ("POST", "/office/reports/{code}/edit", ADMIN),
    ("POST", "/office/reports/{code}/retire", ADMIN),
    ("GET", "/office/registers", NEIGHBOURS),
    ("GET", "/office/registers/entries/{id}", NEIGHBOURS),
    ("GET", "/office/registers/entries/{id}/edit", NEIGHBOURS),
    ("POST", "/office/registers/entries/{id}/edit", NEIGHBOURS),
    ("POST", "/office/registers/entries/{id}/end", NEIGHBOURS),
    ("POST", "/office/registers/entries/{id}/reopen", NEIGHBOURS),
    ("POST", "/office/registers/entries/{id}/reveal", REVEALERS),
    ("GET", "/office/registers/{table}", NEIGHBOURS),
    ("POST", "/office/registers/{table}", NEIGHBOURS),
    ("GET", "/office/registers/{table}/pick", NEIGHBOURS),
    ("POST", "/office/registers/{table}/pick", NEIGHBOURS),
    ("GET", "/office/registers/{table}/new", NEIGHBOURS),
    ("POST", "/office/registers/{table}/new", NEIGHBOURS),
    ("GET", "/office/registers/{table}/import", TAKERS),
    ("POST", "/office/registers/{table}/import", TAKERS),
    ("GET", "/office/registers/{table}/import/{token}", TAKERS),
    ("POST", "/office/registers/{table}/import/{token}/apply", TAKERS),
    ("GET", "/office/registers/{table}/import/{token}/annotated.xlsx", TAKERS),
    ("GET", "/office/registers/{table}/blank.xlsx", TAKERS),
    ("POST", "/office/registers/{table}/export", EXPORTERS),
    ("POST", "/office/registers/{table}/volume.pdf", EXPORTERS),
    ("GET", "/office/privacy", NEIGHBOURS),
    ("GET", "/office/privacy/purposes/new", ADMIN),
    ("POST", "/office/privacy/purposes/new", ADMIN),
    ("GET", "/office/privacy/purposes/{id}", NEIGHBOURS),
    ("POST", "/office/privacy/purposes/{id}", ADMIN),
    ("POST", "/office/privacy/purposes/{id}/retire", ADMIN),
    ("GET", "/office/privacy/purposes/{id}/notice.pdf", NEIGHBOURS),
    ("GET", "/office/privacy/asks", DECIDERS),
    ("POST", "/office/privacy/asks/{id}", DECIDERS),
    ("GET", "/office/privacy/retention", DECIDERS),
    ("GET", "/office/privacy/retention/{table}", DECIDERS),
    ("POST", "/office/privacy/retention/{table}", DECIDERS),
    ("GET", "/office/privacy/deletions/{id}", DECIDERS),
    ("POST", "/office/privacy/deletions/{id}", LEADERS),
    ("GET", "/office/privacy/deletions/{id}/proof.pdf", DECIDERS),
    ("GET", "/office/privacy/exports", LEADERS),
    ("POST", "/office/privacy/exports", LEADERS),
    ("POST", "/office/privacy/exports/{id}", LEADERS),
    ("GET", "/office/residents/{id}/privacy", NEIGHBOURS),
    ("POST", "/office/residents/{id}/consents", NOTERS),
    ("GET", "/office/residents/{id}/consents/{purpose}/notice.pdf", NEIGHBOURS),
    ("POST", "/office/residents/{id}/asks", NOTERS),
    ("POST", "/office/residents/{id}/export", REVEALERS),
    ("GET", "/office/residents/{id}/looks", AUDIT),
    ("POST", "/office/residents/{id}/looks.pdf", AUDIT),
    ("GET", "/office/registers/tables", ADMIN),
    ("GET", "/office/registers/tables/new", ADMIN),
    ("POST", "/office/registers/tables/new", ADMIN),
    ("GET", "/office/registers/tables/{table}", ADMIN),
    ("POST", "/office/registers/tables/{table}", ADMIN),
    ("GET", "/office/registers/tables/{table}/fields/{field}", ADMIN),
    ("POST", "/office/registers/tables/{table}/fields/{field}", ADMIN),
    // Everybody's desk shows what the role is for.
    ("GET", "/office", Staff),
    ("GET", "/office/calls", HELPERS),
    ("GET", "/office/calls/now", HELPERS),
    ("POST", "/office/calls/{id}/answer", HELPERS),
    ("GET", "/office/live", MATTERS),
    ("GET", "/office/live/desk", MATTERS),
    ("GET", "/office/groups/{by}", MATTERS),
    ("GET", "/office/wall", OVERSEERS),
    ("GET", "/office/wall/desk", OVERSEERS),
    ("GET", "/office/wall/key", ADMIN),
    ("POST", "/office/wall/key", ADMIN),
    ("POST", "/office/wall/key/{id}/revoke", ADMIN),
    // Whoever has a wall's address: it is as long as a key, and shows counts only.
    ("GET", "/wall/{key}", Anybody),
    ("GET", "/wall/{key}/live", Anybody),
    ("GET", "/wall/{key}/desk", Anybody),
    ("GET", "/office/items", MATTERS),
    ("POST", "/office/items/find", MATTERS),
    ("POST", "/office/items/bulk", MATTERS),
    ("GET", "/office/items/{id}", MATTERS),
    ("POST", "/office/items/{id}/do/{action}", MATTERS),
    ("POST", "/office/items/{id}/reveal", REVEALERS),
    ("POST", "/office/items/{id}/photos", MATTERS),
    ("GET", "/office/items/{id}/photos/{photo}", MATTERS),
    ("GET", "/office/items/{id}/papers/{paper}", MATTERS),
    ("POST", "/office/items/{id}/print", MATTERS),
    ("GET", "/office/items/{id}/rating", FOLLOWERS),
    ("GET", "/office/supervisions", MATTERS),
    ("GET", "/office/supervisions/{id}/order.pdf", MATTERS),
    ("GET", "/office/conferences/{id}/minutes.pdf", MATTERS),
    ("GET", "/office/follow-ups", FOLLOWERS),
    ("GET", "/office/notices", MATTERS),
    ("POST", "/office/notices/seen", MATTERS),
    ("GET", "/office/handovers", GIVERS),
    ("POST", "/office/handovers", GIVERS),
    ("GET", "/office/intake", INTAKE),
    ("GET", "/office/intake/{code}", INTAKE),
    ("POST", "/office/intake/{code}", INTAKE),
    ("GET", "/office/users", ADMIN),
    ("POST", "/office/users/find", ADMIN),
    ("GET", "/office/users/new", ADMIN),
    ("POST", "/office/users/new", ADMIN),
    ("GET", "/office/users/{id}", ADMIN),
    ("POST", "/office/users/{id}", ADMIN),
    ("POST", "/office/users/{id}/account/{what}", ADMIN),
    ("GET", "/office/audit", AUDIT),
    ("GET", "/office/audit.csv", AUDIT),
    ("GET", "/office/catalogue", ADMIN),
    ("GET", "/office/catalogue/new", ADMIN),
    ("GET", "/office/catalogue/{code}", ADMIN),
    ("POST", "/office/catalogue/{code}", ADMIN),
    ("POST", "/office/catalogue/{code}/{what}", ADMIN),
    ("GET", "/office/catalogue/{code}/versions/{no}", ADMIN),
    ("GET", "/office/announcements", BOARD),
    ("GET", "/office/announcements/new", BOARD),
    ("POST", "/office/announcements", BOARD),
    ("GET", "/office/announcements/{id}", BOARD),
    ("POST", "/office/announcements/{id}", BOARD),
    ("POST", "/office/announcements/{id}/withdraw", BOARD),
    ("GET", "/office/announcements/{id}/picture", BOARD),
    ("GET", "/office/voices", ADMIN),
    ("GET", "/office/voices/{id}", ADMIN),
    ("POST", "/office/voices/{id}", ADMIN),
    ("POST", "/office/voices/{id}/remove", ADMIN),
    ("GET", "/office/lexicon", ADMIN),
    ("POST", "/office/lexicon", ADMIN),
    ("POST", "/office/lexicon/import", ADMIN),
    ("POST", "/office/lexicon/sounds", ADMIN),
    ("GET", "/office/lexicon/{id}", ADMIN),
    ("POST", "/office/lexicon/{id}", ADMIN),
    ("POST", "/office/lexicon/{id}/delete", ADMIN),
    // Limits are kept by everybody who has items; the calendar itself is the administrator's.
    ("GET", "/office/calendar", CALENDAR),
    ("GET", "/office/calendar/{year}", CALENDAR),
    ("GET", "/office/calendar/{year}.json", CALENDAR),
    ("GET", "/office/calendar/review", ADMIN),
    ("POST", "/office/calendar/import", ADMIN),
    ("GET", "/office/calendar/{year}/edit", ADMIN),
    ("POST", "/office/calendar/{year}/edit", ADMIN),
    ("POST", "/office/calendar/{year}/preview", ADMIN),
    ("POST", "/office/calendar/{year}", ADMIN),
    ("GET", "/office/settings", ADMIN),
    ("POST", "/office/settings", ADMIN),
    ("GET", "/office/backups", ADMIN),
    ("POST", "/office/backups", ADMIN),
    ("GET", "/office/backups/records", ADMIN),
    ("POST", "/office/backups/drill", ADMIN),
    ("GET", "/office/backups/restore", ADMIN),
    ("POST", "/office/backups/restore", ADMIN),
    ("POST", "/office/settings/printer", ADMIN),
    ("POST", "/office/settings/recovery", ADMIN),
    ("GET", "/office/terminals", ADMIN),
    ("POST", "/office/terminals", ADMIN),
    ("GET", "/office/terminals/now", ADMIN),
    ("GET", "/office/terminals/notice", ADMIN),
    ("GET", "/office/terminals/{id}", ADMIN),
    ("POST", "/office/terminals/{id}", ADMIN),
    ("POST", "/office/terminals/{id}/code", ADMIN),
    ("POST", "/office/terminals/{id}/revoke", ADMIN),
    ("GET", "/office/doctor", ADMIN),
    // Whether anything can be saved concerns everybody; what else is wrong, who runs the computer and who leads.
    ("GET", "/office/doctor/notice", Staff),
    ("GET", "/office/clock", ADMIN),
    ("POST", "/office/clock", ADMIN),
    ("GET", "/office/open311", ADMIN),
    ("POST", "/office/open311", ADMIN),
    ("POST", "/office/open311/reads", ADMIN),
    ("POST", "/office/open311/{id}/revoke", ADMIN),
    ("GET", "/office/workflow", ADMIN),
    ("POST", "/office/workflow", ADMIN),
    ("GET", "/office/prints", PRINTERS),
    ("POST", "/office/prints/{id}/cancel", PRINTERS),
    ("POST", "/office/prints/{id}/retry", PRINTERS),
    // How to work, and the key by which anybody checks a receipt, are no secrets of a role.
    ("GET", "/office/help", Staff),
    ("GET", "/office/key", Staff),
    ("GET", "/office/key.pdf", Staff),
];

/// A browser's mark, as the house gives them.
const MARK: &str = "abcdefghijklmnopqrstuvwxyz";

/// Somebody at the door: an account's session, or nobody's.
struct Knocker<'a> {
    app: &'a TestApp,
    client: Client,
    cookies: String,
}

impl<'a> Knocker<'a> {
    /// `Some(role)`: signed in, by a session written straight into the store.
    fn new(app: &'a TestApp, role: Option<Role>) -> Self {
        let client = Client::builder().redirect(Policy::none()).no_proxy().build().unwrap();
        let mut cookies = format!("{BROWSER_COOKIE}={MARK}");
        if let Some(role) = role {
            let token = format!("session-of-{}", role.key());
            cookies += &format!("; {SESSION_COOKIE}={token}");
            let (account, now) = (app.account(role).id, app.app.clock.now());
            let write = move |tx: &mut lianxin::store::Tx<'_>| {
                let id: Id<Session> = tx.next_id()?;
                tx.put(&Session { id, token: session_token_hash(&token), account, started: now, seen: now })
            };
            app.app.store.write_wait(write).unwrap();
        }
        Knocker { app, client, cookies }
    }
    fn token(&self) -> String {
        self.app.app.keys.token_mac("csrf", MARK)
    }
    /// Knocks; a form carries the token, if there is to be one, and nothing else. Uploads are knocked at as forms with parts.
    fn knock(&self, method: &str, path: &str, token: Option<&str>, from: &str) -> Response {
        let address = format!("{}{path}", self.app.base);
        let request = match method {
            "GET" => self.client.get(address),
            _ => self.client.post(address).header("sec-fetch-site", from),
        };
        let request = request.header("cookie", &self.cookies);
        let request = match (method, token) {
            ("GET", _) => request,
            (_, token) if UPLOADS.iter().any(|u| path == *u || (u.ends_with('/') && path.starts_with(u))) => {
                let mut form = reqwest::blocking::multipart::Form::new().text("nothing", "");
                if let Some(token) = token {
                    form = form.text("csrf", token.to_owned());
                }
                request.multipart(form)
            }
            (_, token) => {
                let fields = token.map(|t| ("csrf", t));
                let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
                request.header("content-type", "application/x-www-form-urlencoded").body(body)
            }
        };
        let answer = request.send().unwrap();
        assert!(!answer.status().is_server_error(), "{method} {path}: {}", answer.status());
        answer
    }
}

/// Doors that take a file.
const UPLOADS: &[&str] = &[
    "/p/",
    "/office/imports",
    "/office/calendar/import",
    "/office/items/1/photos",
    "/office/voices/1",
    "/office/announcements",
    "/office/announcements/1",
    "/office/registers/1/import",
    "/office/grids/boundaries",
    "/office/reports/new",
    "/office/reports/1/edit",
];

/// An address with something in every hole.
fn filled(path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((before, hole)) = rest.split_once('{') {
        let (hole, after) = hole.split_once('}').unwrap();
        out += before;
        out += match hole {
            "path:.*" => "css/office.css",
            "format" => "xml",
            _ => "1",
        };
        rest = after;
    }
    out + rest
}

fn everything(app: &TestApp) -> Vec<(Vec<u8>, Vec<u8>)> {
    app.app.store.engine().scan(&[1], &[0xff; 8], Dir::Forward, usize::MAX).unwrap()
}

#[test]
fn every_door_is_in_the_table_and_every_line_is_a_door() {
    let doors: Vec<(String, String)> =
        server::routes().iter().map(|r| (r.method.as_str().to_owned(), r.path.to_owned())).collect();
    let real: BTreeSet<_> = doors.iter().cloned().collect();
    assert_eq!(real.len(), doors.len(), "an address is mounted twice");
    let listed: BTreeSet<_> = TABLE.iter().map(|(m, p, _)| ((*m).to_owned(), (*p).to_owned())).collect();
    assert_eq!(listed.len(), TABLE.len(), "an address stands twice in the table");
    let missing: Vec<_> = real.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&real).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the table: {missing:#?}\nno door: {gone:#?}");
    let strange: Vec<_> = real.iter().filter(|(m, _)| m != "GET" && m != "POST").collect();
    assert!(strange.is_empty(), "{strange:?}");
}

/// Knocks at every door as one of them; gives back what was wrong.
fn knock_everywhere(role: Option<Role>) -> Vec<String> {
    let mut wrong = Vec::new();
    let app = TestApp::new();
    // A door may end the session (signing out, another password): each is knocked at with the session as it was.
    for (method, path, who) in TABLE {
        let knocker = Knocker::new(&app, None);
        let knocker = match role {
            Some(role) => renew(&app, role, knocker),
            None => knocker,
        };
        let address = filled(path);
        let before = everything(&app);
        let answer = knocker.knock(method, &address, Some(&knocker.token()), "same-origin");
        let status = answer.status();
        let to = answer.headers().get("location").and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        let turned_away = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        let sent_to_sign_in = status == StatusCode::SEE_OTHER && to == "/office/sign-in" && !path.ends_with("/sign-out");
        let open = match (who, role) {
            (Anybody, _) | (Staff, Some(_)) => true,
            (Only(roles), Some(role)) => roles.contains(&role),
            _ => false,
        };
        let fine = match (open, role) {
            // Signed in or not, somebody without a key is told so.
            (false, _) if matches!(who, Key) => status == StatusCode::FORBIDDEN,
            (true, _) => !turned_away && !sent_to_sign_in && status != StatusCode::TOO_MANY_REQUESTS,
            (false, Some(_)) => status == StatusCode::FORBIDDEN,
            (false, None) if *method == "GET" => sent_to_sign_in,
            (false, None) => status == StatusCode::UNAUTHORIZED,
        };
        if !fine {
            wrong.push(format!("{} {method} {path}: {status} {to}, and it is open: {open}", role.map_or("nobody", Role::key)));
        }
        if !open && everything(&app) != before {
            wrong.push(format!("{} {method} {path}: something was written", role.map_or("nobody", Role::key)));
        }
    }
    wrong
}

/// The same person with a session that is alive again.
fn renew<'a>(app: &'a TestApp, role: Role, knocker: Knocker<'a>) -> Knocker<'a> {
    let token = format!("session-of-{}", role.key());
    if app.app.store.by(&Session::BY_TOKEN, &session_token_hash(&token)).unwrap().is_some() {
        let cookies = format!("{}; {SESSION_COOKIE}={token}", knocker.cookies);
        return Knocker { cookies, ..knocker };
    }
    Knocker::new(app, Some(role))
}

#[test]
fn doors_open_for_those_they_are_for_and_for_nobody_else() {
    let mut wrong = knock_everywhere(None);
    for role in Role::ALL {
        wrong.extend(knock_everywhere(Some(role)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// For every role: a line of the menu is shown exactly if what it leads to is not refused, and that page marks it.
#[test]
fn the_menu_shows_what_may_be_opened() {
    let app = TestApp::new();
    let lines = office::menu();
    assert!(lines.windows(2).all(|w| w[0].place < w[1].place), "each line has a place of its own: {lines:#?}");
    let nav =
        |page: &str| page.split("<nav class=\"menu\"").nth(1).unwrap_or_default().split("</nav>").next().unwrap().to_owned();
    let mut wrong = Vec::new();
    for role in Role::ALL {
        let knocker = Knocker::new(&app, Some(role));
        let menu = nav(&knocker.knock("GET", "/office/help", None, "").text().unwrap());
        let mut at = 0;
        for line in &lines {
            let link = format!("href=\"{}\"", line.address);
            let answer = knocker.knock("GET", line.address, None, "");
            let open = match answer.status() {
                StatusCode::OK => true,
                StatusCode::FORBIDDEN => false,
                other => panic!("{} {}: {other}", role.key(), line.address),
            };
            let shown = menu.find(&link);
            let marked = !open || nav(&answer.text().unwrap()).contains(&format!("{link} aria-current=\"page\""));
            if shown.is_some() != open || !marked || shown.is_some_and(|s| s < at) {
                wrong.push(format!("{} {}: shown at {shown:?}, open: {open}, marked: {marked}", role.key(), line.address));
            }
            at = shown.unwrap_or(at);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A folder of pages that is in no list would have no address: each announces itself, and its wing lists it.
#[test]
fn every_folder_of_pages_is_in_its_wings_list() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/faces/office");
    let read = |dir: &Path| fs::read_to_string(dir.join("mod.rs")).unwrap();
    let folders =
        |dir: &Path| -> Vec<_> { fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect() };
    let name = |dir: &Path| dir.file_name().unwrap().to_string_lossy().into_owned();
    let mut missing = Vec::new();
    let mut look = |folder: &Path, list: &str| {
        let (name, announces) = (name(folder), read(folder).contains("const PAGE: Page ="));
        if !announces || !list.contains(&format!("&{name}::PAGE")) {
            missing.push(format!("{}: announces itself: {announces}", folder.display()));
        }
    };
    let all = read(&root);
    let (wings, tops): (Vec<_>, Vec<_>) = folders(&root).into_iter().partition(|d| read(d).contains("const PAGES:"));
    assert!(wings.len() >= 6 && tops.len() >= 4, "the folders were found");
    tops.iter().for_each(|folder| look(folder, &all));
    for wing in &wings {
        assert!(all.contains(&format!("{}::PAGES", name(wing))), "{} is in no list", wing.display());
        folders(wing).iter().for_each(|folder| look(folder, &read(wing)));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The page that records prompts may use the microphone, and no other page of the house.
#[test]
fn only_the_page_that_records_listens() {
    let app = TestApp::new();
    let knocker = Knocker::new(&app, Some(Administrator));
    for (_, path, _) in TABLE.iter().filter(|(method, _, _)| *method == "GET") {
        let answer = knocker.knock("GET", &filled(path), None, "");
        let policy = answer.headers()["permissions-policy"].to_str().unwrap().to_owned();
        assert_eq!(policy.contains("microphone=(self)"), *path == "/office/voices", "{path}: {policy}");
        assert!(policy.contains("geolocation=()") && policy.contains("payment=()"), "{path}: {policy}");
    }
}

/// A form without its token, with another browser's, or sent by another site is answered 409 and writes nothing. What other
/// programs post is no form of ours and has no token: without a key of the office it is answered 403 and writes nothing,
/// whatever else it carries (`open311::keys_open_and_close` knocks with wrong and revoked ones).
#[test]
fn no_form_is_taken_without_its_token() {
    let app = TestApp::new();
    let mut wrong = Vec::new();
    for (method, path, who) in TABLE.iter().filter(|t| t.0 == "POST") {
        let role = match who {
            Anybody => None,
            Staff => Some(Clerk),
            // A session and its form token are no key.
            Key => Some(Administrator),
            Only(roles) => Some(roles[0]),
        };
        let refused = if matches!(who, Key) { StatusCode::FORBIDDEN } else { StatusCode::CONFLICT };
        let knocker = Knocker::new(&app, None);
        let knocker = match role {
            Some(role) => renew(&app, role, knocker),
            None => knocker,
        };
        let other = app.app.keys.token_mac("csrf", "zyxwvutsrqponmlkjihgfedcba");
        let own = knocker.token();
        for (token, from) in [(None, "same-origin"), (Some(&other), "same-origin"), (Some(&own), "cross-site")] {
            let before = everything(&app);
            let status = knocker.knock(method, &filled(path), token.map(String::as_str), from).status();
            if status != refused {
                wrong.push(format!("{method} {path} from {from} with token {token:?}: {status}"));
            }
            if everything(&app) != before {
                wrong.push(format!("{method} {path} from {from} with token {token:?}: something was written"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An account that was closed and a session that was left alone open nothing.
#[test]
fn a_session_ends_when_it_should() {
    let app = TestApp::new();
    let knocker = Knocker::new(&app, Some(Clerk));
    let password = |k: &Knocker<'_>| k.knock("GET", "/office/password", None, "").status();
    assert_eq!(password(&knocker), StatusCode::OK);
    let account = app.account(Clerk);
    let closed = lianxin::domain::office::who::Account { disabled: true, ..account.clone() };
    app.app.store.write_wait(move |tx| tx.put(&closed)).unwrap();
    assert_eq!(password(&knocker), StatusCode::SEE_OTHER);
    app.app.store.write_wait(move |tx| tx.put(&account)).unwrap();
    assert_eq!(password(&knocker), StatusCode::OK);
    app.app.clock.advance(i64::from(app.app.config.office.session_minutes) * 60 + 61);
    assert_eq!(password(&knocker), StatusCode::SEE_OTHER);
}

/// Whoever must change the password sees the page that changes it and the way out, and nothing else of what the staff see.
#[test]
fn a_password_that_must_be_changed_opens_nothing_else() {
    let app = TestApp::new();
    let knocker = Knocker::new(&app, Some(Clerk));
    let due = lianxin::domain::office::who::Account { must_change: true, ..app.account(Clerk) };
    app.app.store.write_wait(move |tx| tx.put(&due)).unwrap();
    for (_, path, _) in TABLE.iter().filter(|(method, _, who)| *method == "GET" && !matches!(who, Anybody | Key)) {
        let expected = if *path == "/office/password" { StatusCode::OK } else { StatusCode::CONFLICT };
        assert_eq!(knocker.knock("GET", &filled(path), None, "").status(), expected, "{path}");
    }
    let out = knocker.knock("POST", "/office/sign-out", Some(&knocker.token()), "same-origin");
    assert_eq!((out.status(), out.headers()["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/office/sign-in"));
}
