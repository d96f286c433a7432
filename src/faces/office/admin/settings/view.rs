use maud::{Markup, html};

use super::{PAGE, office_data};
use crate::faces::{
    office::Office,
    staff::SignedIn,
    ui::{Field, text_field},
    web::Form,
};

/// What is drawn over the plain page.
#[derive(Default)]
pub(super) struct Over {
    /// What a test of the printer said.
    pub(super) printer: Option<Result<String, String>>,
}

pub(super) fn settings(office: &Office, who: &SignedIn, form: &Form, over: &Over) -> Markup {
    let t = &office.t;
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action="/office/settings" {
            (office.token())
            button.default tabindex="-1" aria-hidden="true" {}
            fieldset { legend { (t.get("settings-office")) } (office_data::fields(office, form)) }
            fieldset {
                legend { (t.get("settings-printers")) }
                (office_data::printers(office, form, "/office/settings/printer", over.printer.as_ref()))
            }
            fieldset {
                legend { (t.get("settings-backup")) }
                (text_field(t, form, Field {
                    name: "backup-folder", label: &t.get("settings-backup-folder"), hint: &t.get("settings-backup-folder-hint"),
                    ..Field::default()
                }))
                p { a href="/office/backups" { (t.get("settings-backups-open")) } }
            }
            p.actions { button.primary { (t.get("office-save")) } }
        }
        div.halves {
            section.panel {
                h2 { (t.get("settings-recovery")) }
                p.soft { (t.get("settings-recovery-about")) }
                form method="post" action="/office/settings/recovery" data-confirm=(t.get("settings-recovery-sure")) {
                    (office.token()) button { (t.get("settings-recovery-new")) }
                }
            }
            section.panel {
                h2 { (t.get("wall-keys")) }
                p.soft { (t.get("wall-about")) }
                p { a.button href="/office/wall/key" { (t.get("wall-keys")) } }
            }
            section.panel {
                h2 { (t.get("key-title")) }
                p.soft { (t.get("settings-key-about")) }
                p.actions { a.button href="/office/key" { (t.get("key-title")) } }
            }
        }
    };
    office.page(who, &PAGE, &t.get("office-settings"), body)
}

pub(super) fn key(office: &Office, who: &SignedIn) -> Markup {
    let t = &office.t;
    let key = office.app.keys.sign.verifying();
    let body = html! {
        div.panel {
            p { (t.get("key-about")) }
            dl.facts {
                dt { (t.get("key-kind")) } dd { "Ed25519 (RFC 8032)" }
                dt { (t.get("key-fingerprint")) } dd.mono { (key.fingerprint()) }
                dt { (t.get("key-value")) } dd.mono { (key.base64()) }
            }
            p.actions { a.button.primary href="/office/key.pdf" target="_blank" { (t.get("key-print")) } }
        }
    };
    office.page(who, &PAGE, &t.get("key-title"), body)
}
