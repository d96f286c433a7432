use maud::{Markup, html};

use super::super::Office;
use super::PAGE;
use crate::faces::{
    staff::SignedIn,
    ui::{Field, text_field},
    web::Form,
};

pub(super) fn sign_in(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    let body = html! {
        form.panel.sign-in method="post" action="/office/sign-in" {
            (office.token())
            (text_field(t, form, Field {
                name: "login", label: &t.get("sign-in-login"), autocomplete: "username", required: true, ..Field::default()
            }))
            (text_field(t, form, Field {
                name: "password", label: &t.get("sign-in-password"), kind: "password", autocomplete: "current-password",
                required: true, ..Field::default()
            }))
            p.actions { button.primary { (t.get("office-sign-in")) } }
        }
        p.soft { (t.get("sign-in-help")) " " a href="/office/recover" { (t.get("sign-in-recover")) } }
    };
    office.bare(&t.get("sign-in-title"), body)
}

/// Two boxes for a new password.
pub(in super::super) fn new_password(office: &Office, form: &Form, name: &str) -> Markup {
    let t = &office.t;
    let again = format!("{name}-again");
    html! {
        (text_field(t, form, Field {
            name, label: &t.get("password-new"), hint: &t.get("password-rule"), kind: "password", autocomplete: "new-password",
            required: true
        }))
        (text_field(t, form, Field {
            name: &again, label: &t.get("password-again"), kind: "password", autocomplete: "new-password", required: true,
            ..Field::default()
        }))
    }
}

pub(super) fn password(office: &Office, who: &SignedIn, form: &Form) -> Markup {
    let t = &office.t;
    let body = html! {
        @if who.account.must_change { p.warning { (t.get("account-must-change")) } }
        form.panel.narrow method="post" action="/office/password" {
            (office.token())
            (text_field(t, form, Field {
                name: "old", label: &t.get("password-old"), kind: "password", autocomplete: "current-password", required: true,
                ..Field::default()
            }))
            (new_password(office, form, "new"))
            p.actions { button.primary { (t.get("password-change")) } }
        }
    };
    office.page(who, &PAGE, &t.get("office-password"), body)
}

pub(super) fn recover(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    let body = html! {
        p.soft { (t.get("recovery-about")) }
        form.panel.narrow method="post" action="/office/recover" {
            (office.token())
            (text_field(t, form, Field {
                name: "login", label: &t.get("recovery-login"), autocomplete: "username", required: true, ..Field::default()
            }))
            (text_field(t, form, Field {
                name: "code", label: &t.get("recovery-code"), hint: &t.get("recovery-code-hint"), required: true,
                ..Field::default()
            }))
            (new_password(office, form, "new"))
            p.actions { button.primary { (t.get("recovery-do")) } a.button href="/office/sign-in" { (t.get("office-back")) } }
        }
    };
    office.bare(&t.get("recovery-title"), body)
}

pub(in super::super) fn recovery_code(office: &Office, code: &str) -> Markup {
    let t = &office.t;
    let body = html! {
        div.panel {
            p { (t.get("recovery-new-about")) }
            p { span.secret { (code) } }
            div.actions {
                form method="post" action="/office/recovery-sheet.pdf" target="_blank" {
                    (office.token())
                    input type="hidden" name="code" value=(code);
                    button.primary { (t.get("recovery-print")) }
                }
                a.button href="/office" { (t.get("recovery-kept")) }
            }
        }
    };
    office.bare(&t.get("recovery-new-title"), body)
}
