use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::{Failure, Reason, Stamp},
    domain::{
        lobby::terminals::{self, CODE_LIVES, Terminal},
        office::prints::Printer,
    },
    faces::{
        office::Office,
        staff::{SignedIn, line},
        ui::{heads, own_script},
        web::{Form, TERMINAL_VERSION},
    },
    i18n::Texts,
};

/// What is drawn over the plain page.
#[derive(Default)]
pub(super) struct Over {
    /// The form with its errors.
    pub(super) form: Option<Form>,
    /// A code just made: whose, and the code itself, shown once.
    pub(super) made: Option<(Terminal, String)>,
    /// Why nothing was made.
    pub(super) refused: Option<Reason>,
}

/// The whole page.
pub(super) fn list(office: &Office, who: &SignedIn, over: &Over) -> Result<Markup, Failure> {
    let t = &office.t;
    let empty = Form::default();
    let form = over.form.as_ref().unwrap_or(&empty);
    let body = html! {
        @if let Some(why) = &over.refused { p.wrong-summary role="alert" { (t.reason(why)) } }
        @if let Some((terminal, code)) = &over.made { (made(t, terminal, code)) }
        p.soft { (t.get("terminal-about")) }
        div data-refresh="/office/terminals/now" data-every="3" { (table(office)?) }
        section.panel.narrow {
            h2 { (t.get("terminal-add")) }
            form method="post" action="/office/terminals" novalidate {
                (office.token())
                (line(&office.t, form, "name", "terminal-name", "", true))
                (line(&office.t, form, "place", "terminal-place", "", false))
                p.actions { button.primary { (t.get("terminal-make-code")) } }
            }
        }
        (out_of_service(office)?)
        (own_script("js/refresh.js"))
    };
    Ok(office.page(who, &PAGE, &t.get("office-terminals"), body))
}

/// A code: shown once, and gone when it is entered.
fn made(t: &Texts, terminal: &Terminal, code: &str) -> Markup {
    html! {
        section.panel.terminal-code role="status" data-until-enrolled=(terminal.id)
            data-enrolled-words=(t.with("terminal-enrolled-now", &[("name", &terminal.name)])) {
            h2 { (t.with("terminal-code-for", &[("name", &terminal.name)])) }
            p { code.secret { (code) } }
            p { (t.with("terminal-code-how", &[("minutes", &(CODE_LIVES / 60).to_string())])) }
        }
    }
}

/// Those in service or awaited, as they are now.
pub(super) fn table(office: &Office) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let (all, now, version) = (terminals::living(&app.store)?, app.clock.now(), TERMINAL_VERSION.as_str());
    Ok(html! {
        @if all.is_empty() { p.empty { (t.get("terminal-none")) } } @else {
            table.list {
                thead { tr {
                    th { (t.get("terminal-name")) }
                    th { (t.get("item-state")) }
                    th { (t.get("terminal-screen")) }
                    th { (t.get("terminal-version")) }
                    th {}
                } }
                tbody { @for terminal in &all {
                    tr data-terminal=(terminal.id) data-enrolled[terminal.code.is_none()] {
                        td.break { strong { (terminal.name) } @if !terminal.place.is_empty() { br; small { (terminal.place) } } }
                        td { (state(t, terminal, now)) }
                        td.nowrap { (screen(t, terminal)) }
                        td.nowrap { (shown_version(t, terminal, version)) }
                        td.nowrap { (buttons(office, terminal)) }
                    }
                } }
            }
        }
        (printers(office))
    })
}

fn state(t: &Texts, terminal: &Terminal, now: Stamp) -> Markup {
    let waits = terminal.code.map(|c| {
        html! {
            @if now < c.until {
                span.tag.amber { (t.get("terminal-state-waits")) }
                " "
                small.nowrap { (t.with("terminal-until", &[("at", &c.until.local().strftime("%H:%M").to_string())])) }
            }
            @else { span.tag { (t.get("terminal-state-code-over")) } }
        }
    });
    let serves = terminal.serving().map(|enrolled| {
        let heard = terminal.report.as_ref();
        html! {
            @if terminal.offline(now) {
                span.tag.red { (t.get("terminal-state-offline")) } " "
                small.nowrap {
                    @match heard {
                        Some(r) => (t.with("terminal-last-seen", &[("at", &r.at.minute())])), None =>
                            (t.get("terminal-never-seen"))
                    }
                }
            } @else {
                span.tag.green { (t.get("terminal-state-online")) } " "
                small.nowrap { (t.with("terminal-since", &[("at", &heard.map_or(enrolled.at, |r| r.since).minute())])) }
            }
        }
    });
    html! {
        @if let Some(serves) = &serves { div { (serves) } }
        @if let Some(waits) = &waits { div { (waits) } }
    }
}

fn screen(t: &Texts, terminal: &Terminal) -> Markup {
    let size = terminal.report.as_ref().and_then(|r| r.size);
    let inches = terminal.setup.diagonal.map(|d| t.with("terminal-inches", &[("n", &format!("{}.{}", d / 10, d % 10))]));
    html! {
        @match size {
            Some((w, h)) => { (w) " × " (h) " " (t.get(if w >= h { "terminal-lying" } else { "terminal-standing" })) }
            None => span.soft { "—" },
        }
        @if let Some(inches) = inches { br; small { (inches) } }
    }
}

fn shown_version(t: &Texts, terminal: &Terminal, version: &str) -> Markup {
    html! {
        @match terminal.report.as_ref().map(|r| r.version == version) {
            Some(true) => (t.get("terminal-version-now")),
            Some(false) => span.late { (t.get("terminal-version-old")) },
            None => span.soft { "—" },
        }
    }
}

fn buttons(office: &Office, terminal: &Terminal) -> Markup {
    let t = &office.t;
    html! {
        a.button.small href={ "/office/terminals/" (terminal.id) } { (t.get("terminal-settings")) } " "
        form.inline method="post" action={ "/office/terminals/" (terminal.id) "/code" } {
            (office.token())
            button.small { (t.get(if terminal.enrolled.is_some() { "terminal-new-screen" } else { "terminal-new-code" })) }
        } " "
        form.inline method="post" action={ "/office/terminals/" (terminal.id) "/revoke" }
            data-confirm=(t.with("terminal-revoke-sure", &[("name", &terminal.name)])) {
            (office.token()) button.small.danger { (t.get("terminal-revoke")) }
        }
    }
}

/// The text of a printer's name.
pub(super) const fn printer_name(which: Printer) -> &'static str {
    match which {
        Printer::Sheets => "terminal-printer-sheets",
        Printer::Receipts => "terminal-printer-receipts",
    }
}

/// The printers that all terminals share.
fn printers(office: &Office) -> Markup {
    let t = &office.t;
    let all = office.app.printers.health();
    html! {
        @if !all.is_empty() {
            p.terminal-printers { @for h in &all {
                span { (t.get(printer_name(h.which))) (t.get("office-colon"))
                    span class=(if h.ready { "tag green" } else { "tag red" }) { (t.get(h.key)) } " "
                    small { (t.with("terminal-asked-at", &[("at", &h.at.local().strftime("%H:%M").to_string())])) } }
            } }
        }
    }
}

/// Those that were taken out of service, latest first.
fn out_of_service(office: &Office) -> Result<Markup, Failure> {
    let t = &office.t;
    let gone = terminals::revoked(&office.app.store)?;
    Ok(html! {
        @if !gone.is_empty() {
            h2 { (t.get("terminal-out-of-service")) }
            table.list {
                (heads(t, &["terminal-name", "terminal-place", "terminal-enrolled-at", "terminal-revoked-at"]))
                tbody { @for (terminal, at) in &gone {
                    tr {
                        td.break { (terminal.name) }
                        td.break { (terminal.place) }
                        td.nowrap { (terminal.enrolled.map(|e| e.at.minute()).unwrap_or_default()) }
                        td.nowrap { (at.minute()) }
                    }
                } }
            }
        }
    })
}
