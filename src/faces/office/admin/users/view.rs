use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::{Failure, Reason},
    domain::{
        office::who::{Account, Role, Staff},
        places::grids::{Grid, Post},
    },
    faces::{
        office::Office,
        staff::{SignedIn, next_page, roles},
        ui::{Field, field_error, heads, text_field},
        web::Form,
    },
    store::{Cursor, Dir, Read},
};

/// What is drawn over the plain page of a person.
#[derive(Default)]
pub(super) struct Over {
    /// The person's form with its errors.
    pub(super) form: Option<Form>,
    /// The account's form with its errors.
    pub(super) account_form: Option<Form>,
    /// An initial password, shown once.
    pub(super) secret: Option<String>,
    /// Why nothing was done.
    pub(super) refused: Option<Reason>,
}

pub(super) fn list(
    office: &Office,
    who: &SignedIn,
    rows: &[Staff],
    next: Option<&Cursor>,
    typed: &str,
) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let body = html! {
        div.actions {
            a.button.primary href="/office/users/new" accesskey="n" { (t.get("users-new")) }
            form.actions method="post" action="/office/users/find" role="search" {
                (office.token())
                label for="find-name" { (t.get("staff-name")) }
                input #find-name.medium type="search" name="name" value=(typed) maxlength="20" autocomplete="off";
                button { (t.get("office-find")) }
                @if !typed.is_empty() { a.button href="/office/users" { (t.get("office-clear")) } }
            }
        }
        @if rows.is_empty() { p.empty { (t.get("users-none")) } }
        @else {
            table.list {
                (heads(t, &[
                    "staff-name", "staff-title", "staff-department", "staff-phone", "sign-in-login", "users-roles", "item-state"
                ]))
                tbody {
                    @for s in rows {
                        @let account = store.by(&Account::BY_STAFF, &s.id)?;
                        tr {
                            td.nowrap { a href={ "/office/users/" (s.id) } { (s.name) } }
                            td { (s.title) } td { (s.department) }
                            td.nowrap { @if let Some(p) = &s.phone { (p) } }
                            td { @if let Some(a) = &account { (a.login) } }
                            td { @if let Some(a) = &account { (roles(&office.t, a)) } }
                            td.nowrap { (state(office, s, account.as_ref())) }
                        }
                    }
                }
            }
        }
        (next_page(t, "/office/users", next))
    };
    Ok(office.page(who, &PAGE, &t.get("office-users"), body))
}

fn state(office: &Office, s: &Staff, account: Option<&Account>) -> Markup {
    let t = &office.t;
    let now = office.app.clock.now();
    html! {
        @match account {
            _ if s.left.is_some() => span.tag { (t.get("users-left")) },
            None => span.soft { (t.get("users-no-account")) },
            Some(a) if a.disabled => span.tag.red { (t.get("users-disabled")) },
            Some(a) if a.locked_until.is_some_and(|u| now < u) => span.tag.amber { (t.get("users-locked")) },
            Some(a) if a.must_change => span.tag.amber { (t.get("users-initial")) },
            Some(_) => span.tag.green { (t.get("users-open")) },
        }
    }
}

fn staff_fields(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    let line = |name, label: &str, hint: &str, kind, required| {
        let hint = if hint.is_empty() { String::new() } else { t.get(hint) };
        text_field(t, form, Field { name, label: &t.get(label), hint: &hint, kind, required, ..Field::default() })
    };
    html! {
        div.halves {
            (line("name", "staff-name", "", "", true))
            (line("phone", "staff-phone", "staff-phone-hint", "tel", false))
            (line("title", "staff-title", "staff-title-hint", "", false))
            (line("department", "staff-department", "staff-department-hint", "", false))
        }
    }
}

fn role_boxes(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        div.field.wrong[form.error("roles").is_some()] role="group" aria-labelledby="l-roles" {
            span.label #l-roles { (t.get("users-roles")) }
            @for role in Role::ALL {
                label.check {
                    input type="checkbox" name="role" value=(role.key()) checked[form.values("role").any(|v| v == role.key())];
                    b { (t.get(&format!("role-{}", role.key()))) } " " small { (t.get(&format!("role-{}-about", role.key()))) }
                }
            }
            (field_error(t, form, "roles"))
        }
    }
}

fn login_field(office: &Office, form: &Form) -> Markup {
    let t = &office.t;
    text_field(
        t,
        form,
        Field { name: "login", label: &t.get("sign-in-login"), hint: &t.get("account-login-hint"), ..Field::default() },
    )
}

pub(super) fn new(office: &Office, who: &SignedIn, form: &Form) -> Markup {
    let t = &office.t;
    let body = html! {
        form.panel method="post" action="/office/users/new" {
            (office.token())
            (staff_fields(office, form))
            fieldset {
                legend {
                    label {
                        input type="checkbox" name="with-account" value="1" checked[form.ok() || form.ticked("with-account")];
                        (t.get("users-with-account"))
                    }
                }
                (login_field(office, form))
                (role_boxes(office, form))
                p.hint { (t.get("users-initial-about")) }
            }
            p.actions { button.primary { (t.get("office-save")) } a.button href="/office/users" { (t.get("office-cancel")) } }
        }
    };
    office.page(who, &PAGE, &t.get("users-new"), body)
}

pub(super) fn one(office: &Office, who: &SignedIn, s: &Staff, over: Over) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let account = store.by(&Account::BY_STAFF, &s.id)?;
    let stored = Form::filled([
        ("name", s.name.to_string()),
        ("phone", s.phone.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("title", s.title.clone()),
        ("department", s.department.clone()),
    ]);
    let form = over.form.unwrap_or(stored);
    let body = html! {
        @if let Some(reason) = &over.refused { p.wrong-summary role="alert" { (t.reason(reason)) } }
        @if let Some(secret) = &over.secret {
            div.panel {
                p { (t.get("users-secret-about")) }
                p {
                    @if let Some(a) = &account { (t.get("sign-in-login")) "：" b { (a.login) } "　" }
                    (t.get("users-secret"))
                    "："
                    span.secret { (secret) }
                }
                p.actions {
                    button type="button" data-print { (t.get("office-print-page")) }
                    a.button href={ "/office/users/" (s.id) } { (t.get("users-secret-done")) }
                }
            }
        }
        div.columns {
            div {
                form.panel method="post" action={ "/office/users/" (s.id) } {
                    (office.token())
                    h2 { (t.get("users-person")) }
                    (staff_fields(office, &form))
                    p.actions {
                        button.primary { (t.get("office-save")) }
                        @if s.left.is_none() && s.id != who.staff.id {
                            button.danger name="do" value="leave" data-confirm=(t.get("users-leave-sure")) {
                                (t.get("users-leave"))
                            }
                        }
                    }
                }
                section.panel { h2 { (t.get("users-posts")) } (posts(office, s)?) }
            }
            div {
                section.panel {
                    h2 { (t.get("users-account")) } (account_panel(office, who, s, account.as_ref(), over.account_form))
                }
            }
        }
    };
    Ok(office.page(who, &PAGE, s.name.as_str(), body))
}

fn account_panel(office: &Office, who: &SignedIn, s: &Staff, account: Option<&Account>, typed: Option<Form>) -> Markup {
    let t = &office.t;
    let at = |what: &str| format!("/office/users/{}/account/{what}", s.id);
    let button = |what: &str, class: &str, confirm: &str| {
        html! {
            form method="post" action=(at(what)) {
                (office.token())
                button class=(class) data-confirm=[(!confirm.is_empty()).then(|| t.get(confirm))] {
                    (t.get(&format!("users-{what}")))
                }
            }
        }
    };
    let Some(a) = account else {
        let form = typed.unwrap_or_default();
        return html! {
            form method="post" action=(at("create")) {
                (office.token()) (login_field(office, &form)) (role_boxes(office, &form))
                p.hint { (t.get("users-initial-about")) }
                p.actions { button.primary { (t.get("users-create")) } }
            }
        };
    };
    let form = typed.unwrap_or_else(|| Form::filled(a.roles.iter().map(|r| ("role", r.key()))));
    let own = a.id == who.account.id;
    html! {
        dl.facts {
            dt { (t.get("sign-in-login")) } dd { (a.login) }
            dt { (t.get("item-state")) } dd { (state(office, s, Some(a))) }
        }
        @if own { p.hint { (t.get("users-own")) } p { (roles(&office.t, a)) } }
        @else {
            form method="post" action=(at("roles")) {
                (office.token()) (role_boxes(office, &form)) p.actions { button.primary { (t.get("users-save-roles")) } }
            }
            div.actions {
                @if a.disabled { (button("enable", "", "")) }
                @else {
                    @if a.locked_until.is_some_and(|u| office.app.clock.now() < u) { (button("unlock", "", "")) }
                    (button("reset", "", "users-reset-sure"))
                    (button("disable", "danger", "users-disable-sure"))
                }
            }
        }
    }
}

fn posts(office: &Office, s: &Staff) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let posts: Vec<Post> = store.list(&Post::BY_STAFF.under(s.id), Dir::Backward, 50)?;
    Ok(html! {
        @if posts.is_empty() { p.soft { (t.get("users-no-posts")) } }
        @else {
            table { tbody {
                @for p in &posts {
                    @let grid: Option<Grid> = store.find(p.grid)?;
                    tr {
                        td { @if let Some(g) = &grid { a href={ "/office/grids/" (g.id) } { (g.name) } } }
                        td { (t.get(&format!("post-{}", p.role.key()))) }
                        td.nowrap { (p.from) " – " @if let Some(to) = p.to { (to) } }
                    }
                }
            } }
        }
        p.hint { (t.get("users-posts-about")) " " a href="/office/grids" { (t.get("office-grids")) } }
    })
}
