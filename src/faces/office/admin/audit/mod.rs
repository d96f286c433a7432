//! The audit log: who did what to what, in words; and as a file for the auditor.
use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
};
use maud::{Markup, html};

use crate::{
    base::{Day, Failure, Id},
    domain::{
        self,
        matters::items,
        office::{
            accounts,
            audit::{self, Entry, Filter},
            settings::Settings,
            who::{Account, Staff},
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Names, needs, query_form},
        ui::{Field, heads, select, text_field},
        web::{Form, Reply, Routes, endpoint, page},
    },
    i18n::Texts,
    store::{Dir, Range, Read},
};

/// Lines of a page.
const PER_PAGE: usize = 100;
/// The most lines of one file.
const FILE_MOST: usize = 50_000;

pub(super) const PAGE: Page = Page::listed(Group::Office, 120, "office-audit", "/office/audit", &show, routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/audit", show), endpoint(Method::GET, "/office/audit.csv", file)]
}

/// An action in words; its code where nobody has written words yet.
fn action_words(t: &Texts, action: &str) -> String {
    let key = audit::text_of(action);
    if t.has(&key) { t.get(&key) } else { action.to_owned() }
}

fn filter(form: &Form) -> Filter {
    Filter {
        account: form.value("account").parse().ok().map(Id::<Account>::new),
        action: Some(form.value("action").to_owned()).filter(|a| !a.is_empty()),
        from: Day::parse(form.value("from")),
        to: Day::parse(form.value("to")),
    }
}

async fn show(who: May<needs::Audit>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let before = form.value("before").parse().ok().map(Id::<Entry>::new);
    let (lines, next) = audit::lines(&office.app.store, &filter(&form), before, PER_PAGE)?;
    let body = view(&office, &form, &lines, next)?;
    Ok(page(office.page(&who, &PAGE, &office.t.get("office-audit"), body)))
}

fn address(form: &Form, path: &str, before: Option<Id<Entry>>) -> String {
    let mut q = form_urlencoded::Serializer::new(String::new());
    q.extend_pairs(form.all().filter(|(k, v)| *k != "before" && !v.is_empty()));
    if let Some(id) = before {
        q.append_pair("before", &id.to_string());
    }
    format!("{path}?{}", q.finish())
}

fn view(office: &Office, form: &Form, lines: &[Entry], next: Option<Id<Entry>>) -> Result<Markup, Failure> {
    let (t, names) = (&office.t, Names::new(&office.app, &office.t));
    let any = [(String::new(), t.get("office-any"))];
    let accounts = accounts(office)?;
    let accounts: Vec<_> = any.iter().cloned().chain(accounts).collect();
    let actions = domain::actions().map(|a| (a.to_string(), action_words(t, &a.to_string())));
    let actions: Vec<_> = any.iter().cloned().chain(actions).collect();
    let date = |name, label: &str| text_field(t, form, Field { name, label: &t.get(label), kind: "date", ..Field::default() });
    Ok(html! {
        form.filters method="get" action="/office/audit" data-auto {
            (select(t, form, Field { name: "account", label: &t.get("audit-account"), ..Field::default() }, &accounts))
            (select(t, form, Field { name: "action", label: &t.get("audit-action"), ..Field::default() }, &actions))
            (date("from", "item-from"))
            (date("to", "item-to"))
            button { (t.get("office-filter")) }
            a.button href="/office/audit" { (t.get("office-clear")) }
            a.button href=(address(form, "/office/audit.csv", None)) { (t.get("audit-file")) }
        }
        @if lines.is_empty() { p.empty { (t.get("audit-none")) } }
        @else {
            table.list {
                (heads(t, &["audit-at", "audit-account", "audit-action", "audit-subject", "audit-detail"]))
                tbody {
                    @for e in lines {
                        tr {
                            td.nowrap { (seconds(e)) }
                            td.nowrap { (by(&names, t, e)?) }
                            td { (action_words(t, &e.action)) }
                            td.nowrap { (subject(t, e)) }
                            td { (detail(t, e)) }
                        }
                    }
                }
            }
        }
        nav.pager aria-label=(t.get("office-pages")) {
            @if !form.value("before").is_empty() {
                a.button href=(address(form, "/office/audit", None)) { (t.get("office-first-page")) }
            }
            @if next.is_some() { a.button href=(address(form, "/office/audit", next)) rel="next" { (t.get("office-next-page")) } }
        }
    })
}

fn seconds(e: &Entry) -> String {
    e.at.local().strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Who did it; a failed sign-in under an unknown name was nobody that the office knows.
fn by(names: &Names<'_>, t: &Texts, e: &Entry) -> Result<String, Failure> {
    if accounts::log::ACCOUNT_SIGN_IN_FAILED.is(&e.action) && e.subject.is_none() {
        Ok(t.get("audit-nobody"))
    } else {
        names.actor(e.actor)
    }
}

fn subject(t: &Texts, e: &Entry) -> Markup {
    let Some((table, id)) = &e.subject else { return html! {} };
    let words = format!("{} {id}", subject_words(t, table));
    let href = match table.as_str() {
        "item" => Some(format!("/office/items/{id}")),
        "household" => Some(format!("/office/households/{id}")),
        // Who reads the log may not see people, but who looked at them.
        "resident" => Some(format!("/office/residents/{id}/looks")),
        "report" => Some(format!("/office/reports/own-{id}")),
        "register-entry" => Some(format!("/office/registers/entries/{id}")),
        "staff" => Some(format!("/office/users/{id}")),
        _ => None,
    };
    html! { @match href { Some(href) => a href=(href) { (words) }, None => (words) } }
}

fn subject_words(t: &Texts, table: &str) -> String {
    let key = format!("table-{table}");
    if t.has(&key) { t.get(&key) } else { table.to_owned() }
}

/// Details that are codes, in words: roles and sources.
fn detail(t: &Texts, e: &Entry) -> String {
    let word = |w: &str| {
        let keys = [format!("role-{w}"), format!("source-{w}")];
        keys.iter().find(|k| t.has(k)).map_or_else(|| w.to_owned(), |k| t.get(k))
    };
    let is = |action: audit::Action| action.is(&e.action);
    if is(accounts::log::ACCOUNT_CREATE) || is(accounts::log::ACCOUNT_ROLES) || is(items::log::step(items::Action::Report)) {
        e.detail.split(' ').map(word).collect::<Vec<_>>().join(" ")
    } else if is(items::log::step(items::Action::Dispatch)) && !e.detail.is_empty() {
        t.with("audit-account-no", &[("no", &e.detail)])
    } else {
        e.detail.clone()
    }
}

fn accounts(office: &Office) -> Result<Vec<(String, String)>, Failure> {
    let store = &office.app.store;
    let mut out = Vec::new();
    for a in store.list(&Range::<Account>::table(), Dir::Forward, accounts::CHOICE_MOST)? {
        let name = store.find(a.staff)?.map(|s: Staff| s.name.to_string()).unwrap_or_default();
        out.push((a.id.to_string(), format!("{name} {}", a.login)));
    }
    Ok(out)
}

/// The filtered log as CSV for a spreadsheet: with a byte-order mark, and no cell that a spreadsheet would run.
async fn file(who: May<needs::Audit>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let (f, app, t) = (filter(&form), office.app.clone(), office.t.clone());
    let (by, at) = (who.actor(), app.clock.now());
    app.store.write(move |tx| audit::note(tx, by, at, audit::log::AUDIT_EXPORT, Some(Settings::ID), "")).await?;
    let bytes = crate::faces::staff::slowly(&office.app, move || csv(&app, &t, &f)).await??;
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, "attachment; filename=\"audit.csv\""))
        .body(bytes))
}

fn csv(app: &crate::app::App, t: &Texts, f: &Filter) -> Result<Vec<u8>, Failure> {
    let names = Names::new(app, t);
    let mut out = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    let heads = ["audit-at", "audit-account", "audit-action", "audit-subject", "audit-detail"].map(|k| t.get(k));
    out.write_record(&heads).map_err(Failure::broken)?;
    let (mut before, mut n) = (None, 0);
    loop {
        let (lines, next) = audit::lines(&app.store, f, before, 500)?;
        for e in &lines {
            let subject = e.subject.as_ref().map(|(table, id)| format!("{} {id}", subject_words(t, table))).unwrap_or_default();
            let row = [seconds(e), by(&names, t, e)?, action_words(t, &e.action), subject, detail(t, e)].map(plain);
            out.write_record(&row).map_err(Failure::broken)?;
        }
        n += lines.len();
        match next {
            Some(id) if n < FILE_MOST => before = Some(id),
            _ => return out.into_inner().map_err(Failure::broken),
        }
    }
}

fn plain(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}
