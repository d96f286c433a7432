use std::path::PathBuf;

use maud::{Markup, html};

use super::PAGE;
use crate::{
    faces::{
        office::Office,
        staff::SignedIn,
        ui::{Field, own_script, text_field},
        web::Form,
    },
    i18n::Texts,
    store::keeper::Held,
};

/// Items and lines of the log are counted so far.
pub(super) const COUNTED_MOST: usize = 1_000;
/// What a restore would undo.
pub(super) struct Undone {
    /// Groups of writes since; none where the backup is not of the present data.
    pub(super) groups: Option<u64>,
    /// Items taken in since, so far as they are counted.
    pub(super) items: usize,
    /// Lines of the log since, likewise.
    pub(super) lines: usize,
}

/// A backup that can be restored, and what that would undo.
pub(super) struct Choice {
    pub(super) file: PathBuf,
    pub(super) held: Held,
    pub(super) undone: Undone,
}

pub(super) fn ask(office: &Office, who: &SignedIn, choice: &Choice, form: &Form) -> Markup {
    let (t, held) = (&office.t, &choice.held);
    let name = choice.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let at = held.stamp.get(..16).unwrap_or(&held.stamp).to_owned();
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        p.actions { a href="/office/backups" { (t.get("restore-back")) } }
        section.panel {
            h2 { (t.get("restore-which")) }
            dl.facts {
                dt { (t.get("settings-backup-at")) } dd { (at) }
                dt { (t.get("restore-holds")) }
                dd {
                    (t.with("restore-holds-about", &[("rows", &held.rows.to_string()), ("files", &held.files.to_string())]))
                    @if held.lost > 0 { " " span.tag.amber { (t.with("backups-lost", &[("n", &held.lost.to_string())])) } }
                }
                dt { (t.get("restore-file")) } dd.mono { (choice.file.display()) }
            }
        }
        section.panel {
            h2 { (t.get("restore-undone")) }
            (undone(t, &choice.undone, &at))
        }
        section.panel {
            h2 { (t.get("restore-steps")) }
            ol { @for n in 1..=5 { li { (t.get(&format!("restore-step-{n}"))) } } }
            form method="post" action="/office/backups/restore" {
                (office.token())
                input type="hidden" name="place" value=(form.value("place"));
                input type="hidden" name="name" value=(name);
                (text_field(t, form, Field {
                    name: "community",
                    label: &t.with("restore-community", &[("name", &office.community())]),
                    required: true,
                    ..Field::default()
                }))
                (text_field(t, form, Field {
                    name: "password", label: &t.get("restore-password"), kind: "password", required: true,
                    autocomplete: "current-password", ..Field::default()
                }))
                p.actions {
                    button.danger { (t.with("restore-do", &[("at", &at)])) }
                    a.button href="/office/backups" { (t.get("restore-cancel")) }
                }
            }
        }
    };
    office.page(who, &PAGE, &t.get("restore-title"), body)
}

fn undone(t: &Texts, undone: &Undone, at: &str) -> Markup {
    let count = |n: usize| if n >= COUNTED_MOST { t.with("restore-over", &[("n", &n.to_string())]) } else { n.to_string() };
    html! {
        @match undone.groups {
            None => p.warning { (t.get("backups-other-about")) " " (t.get("restore-other")) },
            Some(0) => p.info { (t.get("restore-nothing")) },
            Some(groups) => {
                p.warning {
                    (t.with("restore-lost", &[
                        ("at", at), ("groups", &groups.to_string()),
                        ("items", &count(undone.items)), ("lines", &count(undone.lines)),
                    ]))
                    " " (t.get("restore-lost-cards"))
                }
            }
        }
    }
}

/// The page that waits for the office to come back.
pub(super) fn begun(office: &Office, choice: &Choice) -> Markup {
    let t = &office.t;
    let body = html! {
        div.panel data-again="/office/backups" {
            p role="status" { b { (t.with("restore-begun", &[("at", choice.held.stamp.get(..16).unwrap_or_default())])) } }
            p { (t.get("restore-begun-about")) }
            p data-again-late hidden role="alert" { (t.get("restore-begun-late")) }
            p { a.button href="/office/backups" { (t.get("restore-sign-in")) } }
        }
        (own_script("js/again.js"))
    };
    office.bare(&t.get("restore-title"), body)
}
