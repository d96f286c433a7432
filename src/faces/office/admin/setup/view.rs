use maud::{Markup, html};

use super::super::settings::office_data;
use crate::faces::{
    office::{Office, session::view::new_password},
    ui::{Field, text_field},
    web::Form,
};

pub(super) fn setup(office: &Office, form: &Form, printer: Option<&Result<String, String>>) -> Markup {
    let t = &office.t;
    let line = |name, label: &str, hint: &str, required| {
        text_field(
            t,
            form,
            Field {
                name,
                label: &t.get(label),
                hint: &if hint.is_empty() { String::new() } else { t.get(hint) },
                required,
                ..Field::default()
            },
        )
    };
    let body = html! {
        p { (t.get("setup-about")) }
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action="/office/setup" novalidate {
            (office.token())
            fieldset {
                legend { (t.get("setup-1")) }
                (office_data::fields(office, form))
            }
            fieldset {
                legend { (t.get("setup-2")) }
                p.hint { (t.get("setup-2-about")) }
                div.halves {
                    (line("name", "staff-name", "", true))
                    (line("mobile", "staff-phone", "", false))
                    (line("title", "staff-title", "", false))
                    (text_field(t, form, Field {
                        name: "login", label: &t.get("sign-in-login"), hint: &t.get("account-login-hint"),
                        autocomplete: "username", required: true, ..Field::default()
                    }))
                }
                (new_password(office, form, "password"))
            }
            fieldset {
                legend { (t.get("setup-3")) }
                p.hint { (t.get("setup-3-about")) }
                (office_data::printers(office, form, "/office/setup/printer", printer))
            }
            p { (t.get("setup-4-about")) }
            p.actions { button.primary { (t.get("setup-do")) } }
        }
    };
    office.bare(&t.get("setup-title"), body)
}
