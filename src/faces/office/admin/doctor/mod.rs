//! 设备体检: the check-up of the server's own computer, as `lianxin doctor` makes it.
use actix_web::http::Method;
use maud::html;

use crate::{
    base::Clock,
    checkup::{self, Case},
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, needs, slowly},
        ui::heads,
        web::{Reply, Routes, endpoint, page},
    },
    jobs,
};

pub(super) const PAGE: Page = Page::listed(Group::Office, 90, "office-doctor", "/office/doctor", &show, routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/doctor", show)]
}

async fn show(who: May<needs::Settings>, office: Office) -> Reply {
    let app = &office.app;
    app.limits.hit("doctor", &who.account.id.to_string(), 20, 60, app.clock.now())?;
    let known = office.settings.clone().map(jobs::known);
    let case = Case {
        data: app.data.clone(),
        listen: app.config.server.listen.clone(),
        every_hours: app.config.backup.every_hours,
        known: known.map(|k| checkup::Known { last: app.clock.now().0, ..k }),
        inside: true,
        // The one place that asks the computer itself: the house's clock never goes back, and so would hide a wrong one.
        now: Clock::system().now(),
    };
    let found = slowly(app, move || checkup::look(&case)).await?;
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
                        td { (t.reason(&f.what)) @if let Some(todo) = f.todo { p.todo { (t.get(todo)) } } }
                    }
                }
            }
        }
        p { a.button href="/office/doctor" { (t.get("doctor-again")) } }
    };
    Ok(page(office.page(&who, &PAGE, &t.get("office-doctor"), body)))
}
