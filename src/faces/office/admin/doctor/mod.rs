//! 设备体检: the check-up of the server's own computer, as `lianxin doctor` makes it.
mod clock;
mod notice;

use actix_web::http::Method;
use maud::html;

use crate::{
    checkup::{self, Level},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, needs, slowly},
        ui::heads,
        web::{Reply, Routes, endpoint, page},
    },
    jobs::health,
};

pub(in crate::faces::office) use notice::notice;

pub(super) const PAGE: Page = Page::listed(Group::Office, 90, "office-doctor", "/office/doctor", &show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/doctor", show),
        endpoint(Method::GET, "/office/doctor/notice", notice::now),
        endpoint(Method::GET, "/office/clock", clock::show),
        endpoint(Method::POST, "/office/clock", clock::confirm),
    ]
}

async fn show(who: May<needs::Settings>, office: Office) -> Reply {
    let app = &office.app;
    app.limits.hit("doctor", &who.account.id.to_string(), 20, 60, app.clock.now())?;
    let case = health::case(app)?;
    let found = slowly(app, move || checkup::look(&case)).await?;
    // The desk says what this page says.
    app.health.note(found.clone());
    let t = &office.t;
    let gravest = checkup::gravest(&found);
    let body = html! {
        p.{ "doctor-all " (gravest.key()) } role="status" { (t.get(&format!("doctor-all-{}", gravest.key()))) }
        table.doctor {
            (heads(t, &["doctor-state", "doctor-check", "doctor-what"]))
            tbody {
                @for f in &found {
                    tr.(f.level.key()) {
                        td {
                            span.sign aria-hidden="true" { (f.level.sign()) }
                            " "
                            (t.get(&format!("doctor-level-{}", f.level.key())))
                        }
                        th scope="row" { (t.get(&format!("doctor-check-{}", f.check))) }
                        td {
                            (t.reason(&f.what))
                            @if let Some(todo) = f.todo {
                                p.todo {
                                    (t.get(todo))
                                    @if f.check == "clock" && f.level == Level::Bad {
                                        " " a href="/office/clock" { (t.get("office-clock")) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        p { a.button href="/office/doctor" { (t.get("doctor-again")) } }
    };
    Ok(page(office.page(&who, &PAGE, &t.get("office-doctor"), body)))
}
