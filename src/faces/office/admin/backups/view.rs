use maud::{Markup, html};

use super::{Line, PAGE, Shelf};
use crate::{
    domain::office::{
        chores,
        recoveries::{Kind, Outcome, Recovery},
    },
    faces::{
        office::Office,
        staff::{Names, SignedIn},
        ui::{heads, own_script},
    },
};

pub(super) fn list(office: &Office, who: &SignedIn, shelves: &[Shelf], records: &Markup) -> Markup {
    let t = &office.t;
    let body = html! {
        @for chore in ["backup", "second"].into_iter().filter_map(|name| chores::find(&office.app.store, name).ok().flatten()) {
            @if !chore.failure.is_empty() {
                p.warning {
                    (t.get(&format!("chore-{}", chore.name))) (t.get("office-colon"))
                    (chore.begun.minute()) " " (t.get(&chore.failure))
                }
            }
        }
        form method="post" action="/office/backups" {
            (office.token())
            p.actions { button.primary { (t.get("backups-now")) } span.hint { (t.get("backups-about")) } }
        }
        section.panel {
            h2 { (t.get("backups-records")) }
            p.hint { (t.get("backups-records-about")) }
            div data-refresh="/office/backups/records" data-every="5" { (records) }
        }
        @for shelf in shelves { (section(office, shelf)) }
        @if shelves.len() < 2 {
            section.panel {
                h2 { (t.get("backups-second")) }
                p.warning { (t.get("doctor-second-none")) " " a href="/office/settings" { (t.get("backups-second-set")) } }
            }
        }
        (own_script("js/refresh.js"))
    };
    office.page(who, &PAGE, &t.get("office-backups"), body)
}

fn section(office: &Office, shelf: &Shelf) -> Markup {
    let t = &office.t;
    html! {
        section.panel {
            h2 { (t.get(&format!("backups-{}", shelf.place.key()))) }
            p.hint.mono { (shelf.folder.display()) }
            @if !shelf.there && shelf.place == super::Place::Second {
                p.warning { (t.with("doctor-second-missing", &[("path", &shelf.folder.display().to_string())])) }
            } @else if shelf.lines.is_empty() {
                p.empty { (t.get("settings-no-backup")) }
            } @else {
                table {
                    thead {
                        tr {
                            th scope="col" { (t.get("settings-backup-at")) }
                            th.num scope="col" { (t.get("settings-backup-rows")) }
                            th.num scope="col" { (t.get("backups-files")) }
                            th.num scope="col" { (t.get("settings-backup-size")) }
                            th scope="col" { (t.get("backups-proof")) }
                            th scope="col" { (t.get("backups-do")) }
                        }
                    }
                    tbody { @for line in &shelf.lines { (row(office, shelf, line)) } }
                }
                @if shelf.more > 0 { p.hint { (t.with("backups-more", &[("n", &shelf.more.to_string())])) } }
            }
        }
    }
}

fn row(office: &Office, shelf: &Shelf, line: &Line) -> Markup {
    let t = &office.t;
    let Some(held) = &line.held else {
        return html! {
            tr { td.mono colspan="4" { (line.name) } td { span.tag.red { (t.get("backups-unreadable")) } } td {} }
        };
    };
    html! {
        tr {
            td.nowrap title=(line.name) { (held.stamp.get(..16).unwrap_or(&held.stamp)) }
            td.num { (held.rows) }
            td.num {
                (held.files)
                @if held.lost > 0 { " " span.tag.amber { (t.with("backups-lost", &[("n", &held.lost.to_string())])) } }
            }
            td.num { (megabytes(held.bytes)) " MB" }
            td {
                (proof(office, line, held.proven))
                @if !line.own { " " span.tag.amber title=(t.get("backups-other-about")) { (t.get("backups-other")) } }
            }
            td.nowrap {
                form.inline method="post" action="/office/backups/drill" {
                    (office.token())
                    input type="hidden" name="place" value=(shelf.place.key());
                    input type="hidden" name="name" value=(line.name);
                    button.small { (t.get("backups-drill")) }
                }
                " "
                a href={
                    "/office/backups/restore?place=" (shelf.place.key()) "&name=" (line.name)
                } { (t.get("backups-restore")) }
            }
        }
    }
}

fn proof(office: &Office, line: &Line, proven: bool) -> Markup {
    let t = &office.t;
    html! {
        @match line.drilled {
            Some(Outcome::Sound) => span.tag.green { (t.get("backups-proven")) },
            Some(bad) => span.tag.red { (t.get(&outcome_key(bad))) },
            None if proven => span.tag.green { (t.get("backups-proven")) },
            None => span.tag { (t.get("backups-read")) },
        }
    }
}

fn outcome_key(outcome: Outcome) -> String {
    format!("recovery-outcome-{}", outcome.key())
}

/// The drills and restores, newest first, and one that goes on.
pub(super) fn records(office: &Office, all: &[Recovery]) -> Markup {
    let t = &office.t;
    let names = Names::new(&office.app, t);
    html! {
        @if office.app.drill.goes_on() { p.info role="status" { (t.get("backups-drilling")) } }
        @if all.is_empty() { @if !office.app.drill.goes_on() { p.empty { (t.get("backups-records-none")) } } }
        @else {
            table {
                (heads(t, &["backups-when", "backups-kind", "backups-of", "backups-who", "backups-found"]))
                tbody {
                    @for r in all {
                        tr {
                            td.nowrap { (r.begun.minute()) }
                            td.nowrap { (t.get(&format!("recovery-{}", r.kind.key()))) }
                            td.nowrap title=(r.backup) { (r.taken.minute()) }
                            td.nowrap {
                                @if r.kind == Kind::Restore { (r.login) }
                                @else { (names.actor(r.by).unwrap_or_default()) }
                            }
                            td { (found(office, r)) }
                        }
                    }
                }
            }
        }
    }
}

fn found(office: &Office, r: &Recovery) -> Markup {
    let t = &office.t;
    let numbers = [("rows", r.rows.to_string()), ("files", r.files.to_string()), ("n", r.problems.to_string())];
    let said = t.with(&format!("{}-about", outcome_key(r.outcome)), &numbers.each_ref().map(|(k, v)| (*k, v.as_str())));
    let tone = if r.outcome == Outcome::Sound { "green" } else { "red" };
    html! { span.tag.(tone) { (t.get(&outcome_key(r.outcome))) } " " (said) }
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}
