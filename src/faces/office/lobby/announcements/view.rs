use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::Failure,
    domain::lobby::announcements::{self, Announcement, SHOWN_MOST, Showing},
    faces::{
        office::Office,
        staff::{Names, SignedIn, line, next_page},
        ui::{Field, field_error, text_area},
        web::Form,
    },
    store::Page,
};

/// The board and what hung there.
pub(super) fn list(office: &Office, who: &SignedIn, listed: &Page<Announcement>) -> Result<Markup, Failure> {
    let (t, names, today) = (&office.t, Names::new(&office.app, &office.t), office.app.clock.today());
    let body = html! {
        p.soft { (t.get("announcement-about")) }
        @if announcements::on_show(&office.app.store, today)?.len() < SHOWN_MOST {
            p.actions { a.button.primary href="/office/announcements/new" { (t.get("announcement-new")) } }
        } @else {
            p.warning { (t.with("announcement-full", &[("n", &SHOWN_MOST.to_string())])) }
        }
        @if listed.rows.is_empty() { p.empty { (t.get("announcement-none")) } }
        @else {
            table.list {
                thead { tr {
                    th { (t.get("announcement-title")) } th { (t.get("announcement-state")) } th { (t.get("announcement-until")) }
                    th { (t.get("announcement-posted")) } th {}
                } }
                tbody {
                    @for a in &listed.rows {
                        @let showing = a.showing(today);
                        tr {
                            td.break {
                                a href={ "/office/announcements/" (a.id) } { (a.title) }
                                @if a.picture.is_some() { " " span.tag { (t.get("announcement-pictured")) } }
                            }
                            td.nowrap { (state(office, showing)) }
                            td.nowrap { (a.until) }
                            td.nowrap { (names.actor(a.posted.0)?) " " span.soft { (a.posted.1.minute()) } }
                            td.nowrap { @if showing == Showing::On { (take_down(office, a)) } }
                        }
                    }
                }
            }
        }
        (next_page(t, "/office/announcements", listed.next.as_ref()))
    };
    Ok(office.page(who, &PAGE, &t.get("office-announcements"), body))
}

fn state(office: &Office, showing: Showing) -> Markup {
    let class = if showing == Showing::On { "tag green" } else { "tag" };
    html! { span class=(class) { (office.t.get(&format!("announcement-{}", showing.key()))) } }
}

fn take_down(office: &Office, a: &Announcement) -> Markup {
    let t = &office.t;
    html! {
        form.inline method="post" action={ "/office/announcements/" (a.id) "/withdraw" }
            data-confirm=(t.get("announcement-withdraw-sure")) {
            (office.token()) button.small.danger { (t.get("announcement-withdraw")) }
        }
    }
}

/// What one said that was taken down.
pub(super) fn withdrawn(office: &Office, who: &SignedIn, a: &Announcement) -> Markup {
    let t = &office.t;
    let body = html! {
        p.soft { (t.get("announcement-down")) }
        section.panel {
            @for line in a.body.lines() { p { (line) } }
            @if a.picture.is_some() {
                p { img.thumb src={ "/office/announcements/" (a.id) "/picture" } alt=(a.title) height="240"; }
            }
        }
        p.actions {
            a.button.primary href={ "/office/announcements/new?like=" (a.id) } { (t.get("announcement-like")) }
            a.button href="/office/announcements" { (t.get("office-back")) }
        }
    };
    office.page(who, &PAGE, &a.title, body)
}

/// One announcement's form; `old` is the one that hangs.
pub(super) fn form(office: &Office, who: &SignedIn, form: &Form, old: Option<&Announcement>) -> Markup {
    let t = &office.t;
    let address = old.map_or("/office/announcements".to_owned(), |a| format!("/office/announcements/{}", a.id));
    let area =
        Field { name: "body", label: &t.get("announcement-body"), hint: &t.get("announcement-body-hint"), ..Field::default() };
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form.panel method="post" action=(address) enctype="multipart/form-data" novalidate {
            (office.token())
            (line(t, form, "title", "announcement-title", "", true))
            (text_area(t, form, area, 8))
            (line(t, form, "until", "announcement-until", "date", true))
            div.field.wrong[form.error("picture").is_some()] {
                label for="f-picture" { (t.get("announcement-picture")) }
                p.hint { (t.get("announcement-picture-hint")) }
                @if old.is_some_and(|a| a.picture.is_some()) { p.hint { (t.get("announcement-picture-stays")) } }
                @if let Some(a) = old.filter(|a| a.picture.is_some()) {
                    p {
                        img.thumb src={ "/office/announcements/" (a.id) "/picture" } alt=(t.get("announcement-picture"))
                            height="120";
                    }
                    label.check {
                        input type="checkbox" name="unpicture" value="1" checked[form.ticked("unpicture")];
                        (t.get("announcement-unpicture"))
                    }
                }
                input #f-picture type="file" name="file" accept="image/jpeg,image/png";
                (field_error(t, form, "picture"))
            }
            p.actions {
                button.primary { (t.get(if old.is_some() { "office-save" } else { "announcement-post" })) }
                a.button href="/office/announcements" { (t.get("office-back")) }
            }
        }
    };
    let title = t.get(if old.is_some() { "announcement-edit" } else { "announcement-new" });
    office.page(who, &PAGE, &title, body)
}
