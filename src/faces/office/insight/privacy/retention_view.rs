use std::sync::Arc;

use maud::{Markup, html};

use super::{back, framed};
use crate::{
    base::Failure,
    domain::{
        insight::privacy::{Deletion, DeletionState, Due},
        registry::registers::{Entry, Table},
    },
    faces::{
        office::{
            Office,
            registry::registers::{about, word},
        },
        staff::{Names, SignedIn, fact, next_page},
        ui::heads,
    },
    store::Page,
};

fn number(due: &Due) -> String {
    format!("{}{}", due.count, if due.more { "+" } else { "" })
}

fn tag(office: &Office, s: DeletionState) -> Markup {
    let colour = match s {
        DeletionState::Proposed => "amber",
        DeletionState::Approved => "blue",
        DeletionState::Refused => "",
        DeletionState::Done => "green",
    };
    html! { span class={ "tag " (colour) } { (office.t.get(&format!("deletion-{}", s.key()))) } }
}

pub(super) fn overview(
    office: &Office,
    who: &SignedIn,
    tables: &[(Arc<Table>, Option<Due>)],
    found: &Page<Deletion>,
) -> Result<Markup, Failure> {
    let (t, names) = (&office.t, Names::new(&office.app, &office.t));
    let body = html! {
        (back(office))
        p.soft { (t.get("retention-about")) }
        p.info { (t.get("deletion-backups")) }
        table.list {
            thead { tr {
                th scope="col" { (t.get("deletion-table")) } th scope="col" { (t.get("retention-kept")) }
                th scope="col" { (t.get("retention-until")) } th.num scope="col" { (t.get("retention-due")) }
            } }
            tbody { @for (x, due) in tables { tr {
                td { (word(t, &x.name, &x.en)) }
                td.nowrap { @match x.retention {
                    0 => (t.get("registers-kept-for-ever")),
                    n => (t.with("registers-kept-for", &[("years", &n.to_string())])),
                } }
                td.nowrap { @if let Some(d) = due { (t.with("retention-until-day", &[("day", &d.until.to_string())])) } }
                td.num { @match due {
                    Some(d) if d.count > 0 => a href={ "/office/privacy/retention/" (x.code) } { b { (number(d)) } },
                    Some(_) => "0",
                    None => "—",
                } }
            } } }
        }
        h2 { (t.get("deletions")) }
        @if found.rows.is_empty() { p.empty { (t.get("deletions-none")) } } @else {
            table.list {
                (heads(t, &[
                    "deletion-no", "deletion-table", "registers-state", "deletion-proposer", "deletion-approver",
                    "deletion-entries"
                ]))
                tbody { @for d in &found.rows { tr {
                    td.nowrap { a href={ "/office/privacy/deletions/" (d.id) } { (d.id) } }
                    td { (d.name) }
                    td.nowrap { (tag(office, d.state)) }
                    td.nowrap { (names.account(d.proposed.0)?) " " (d.proposed.1.minute()) }
                    td.nowrap { @if let Some((id, at)) = d.decided { (names.account(id)?) " " (at.minute()) } }
                    td.num { (if d.state == DeletionState::Done { d.entries } else { d.expected }) }
                } } }
            }
        }
        (next_page(t, "/office/privacy/retention", found.next.as_ref()))
    };
    Ok(framed(office, who, &t.get("privacy-retention"), body))
}

pub(super) fn due(
    office: &Office,
    who: &SignedIn,
    table: &Table,
    due: Option<Due>,
    found: &Page<Entry>,
    open: Option<&Deletion>,
) -> Result<Markup, Failure> {
    let t = &office.t;
    let proposes = who.reader(&office.app)?.edits_table(table);
    let rows = found.rows.iter().map(|e| about(&office.app, e.subject).map(|a| (e, a))).collect::<Result<Vec<_>, _>>()?;
    let body = html! {
        p {
            a href="/office/privacy" { (t.get("office-privacy")) }
            " › "
            a href="/office/privacy/retention" { (t.get("privacy-retention")) }
        }
        @match due.filter(|d| d.count > 0) {
            None => p.empty { (t.get("retention-none")) },
            Some(d) => {
                p { (t.with("retention-due-text", &[
                    ("n", &number(&d)), ("years", &table.retention.to_string()), ("day", &d.until.to_string())
                ])) }
                @if let Some(open) = open {
                    p.info {
                        (t.get("deletion-is-open"))
                        " "
                        a href={ "/office/privacy/deletions/" (open.id) } {
                            (t.with("deletion-no-is", &[("no", &open.id.to_string())]))
                        }
                    }
                } @else if proposes {
                    form method="post" action={ "/office/privacy/retention/" (table.code) }
                        data-confirm=(t.with("deletion-propose-sure", &[("n", &number(&d))])) {
                        (office.token())
                        p.actions { button.primary { (t.get("deletion-propose")) } }
                        p.hint { (t.get("deletion-propose-hint")) }
                    }
                }
                table.list {
                    (heads(t, &["registers-no", "registers-about", "deletion-from", "registers-ended"]))
                    tbody { @for (e, a) in &rows { tr {
                        td.nowrap { a href={ "/office/registers/entries/" (e.id) } { (e.id) } }
                        td { (a.name) " " span.soft { (a.place) } }
                        td.nowrap { (e.from) }
                        td.nowrap { @if let Some(x) = &e.ended { (x.on) " " (x.reason) } }
                    } } }
                }
            },
        }
        (next_page(t, &format!("/office/privacy/retention/{}", table.code), found.next.as_ref()))
    };
    Ok(framed(office, who, &t.with("retention-of", &[("table", word(t, &table.name, &table.en))]), body))
}

pub(super) fn show(office: &Office, who: &SignedIn, d: &Deletion, table: &Table, decides: bool) -> Result<Markup, Failure> {
    let (t, names) = (&office.t, Names::new(&office.app, &office.t));
    let years = d.years.to_string();
    let basis = t.with("deletion-basis-text", &[("years", &years), ("until", &d.until.to_string())]);
    let gone = t.with("deletion-entries-text", &[("n", &d.entries.to_string()), ("rows", &d.rows.to_string())]);
    let days = d.ended.map(|(a, b)| format!("{a} — {b}")).unwrap_or_default();
    let chain = data_encoding::HEXLOWER.encode(&d.chain);
    let body = html! {
        p {
            a href="/office/privacy" { (t.get("office-privacy")) }
            " › "
            a href="/office/privacy/retention" { (t.get("privacy-retention")) }
        }
        section.panel {
            dl.facts {
                dt { (t.get("registers-state")) } dd { (tag(office, d.state)) }
                (fact(&office.t, "deletion-table", word(t, &table.name, &table.en)))
                (fact(&office.t, "deletion-basis", &basis))
                (fact(&office.t, "deletion-expected", &d.expected.to_string()))
                dt { (t.get("deletion-proposer")) } dd { (names.account(d.proposed.0)?) " " (d.proposed.1.minute()) }
                @if let Some((id, at)) = d.decided {
                    dt { (t.get("deletion-approver")) } dd { (names.account(id)?) " " (at.minute()) }
                }
                (fact(&office.t, "ask-reason", &d.reason))
                @if d.rows > 0 { (fact(&office.t, "deletion-entries", &gone)) }
                (fact(&office.t, "deletion-ended-between", &days))
                @if let Some(at) = d.done {
                    (fact(&office.t, "deletion-done-at", &at.minute()))
                    dt { (t.get("deletion-chain")) } dd.break.mono { (chain) }
                }
            }
            @if d.state == DeletionState::Done {
                p.actions {
                    a.button.primary href={ "/office/privacy/deletions/" (d.id) "/proof.pdf" } target="_blank" {
                        (t.get("deletion-print"))
                    }
                }
            }
        }
        @if decides {
            form.panel method="post" action={ "/office/privacy/deletions/" (d.id) }
                data-confirm=(t.get("deletion-approve-sure")) {
                (office.token())
                p { a href={ "/office/privacy/retention/" (d.table) } { (t.get("deletion-look-first")) } }
                div.field {
                    label for="f-reason" { (t.get("deletion-reason")) }
                    input #f-reason name="reason" maxlength="100";
                }
                p.actions {
                    button.primary name="decision" value="approve" { (t.get("deletion-approve")) }
                    button name="decision" value="refuse" { (t.get("deletion-refuse")) }
                }
            }
        } @else if d.state == DeletionState::Proposed { p.info { (t.get("deletion-waits")) } }
        p.soft { (t.get("deletion-backups")) }
    };
    Ok(framed(office, who, &t.with("deletion-no-is", &[("no", &d.id.to_string())]), body))
}
