//! 核对时间: the computer's clock and the house's, where they differ, and the word of an administrator that the computer is
//! right.
use maud::{Markup, html};

use crate::{
    base::{CLOCK_BOUND, Failure, Hands, Reason},
    domain::office::{accounts::password, settings::log},
    faces::{
        office::Office,
        staff::{May, SignedIn, hashing, needs},
        ui::{Field, text_field},
        web::{Form, Reply, ask_again, page, see_other},
    },
    jobs,
};

pub(super) async fn show(who: May<needs::Settings>, office: Office) -> Reply {
    let hands = office.app.clock.hands();
    Ok(page(view(&office, &who, hands, &Form::default())))
}

pub(super) async fn confirm(who: May<needs::Settings>, office: Office, mut form: Form) -> Reply {
    let app = &office.app;
    let by = format!("account {}", who.account.id);
    app.limits.hit("password", &by, 10, 600, app.clock.now())?;
    let hands = app.clock.hands();
    if hands.sound {
        return Ok(see_other("/office/clock"));
    }
    // What is confirmed is what was on the screen: the clock may have moved again since.
    let shown = form.value("ahead").parse::<i64>().ok();
    let same = shown.is_some_and(|shown| (shown - hands.ahead()).abs() <= CLOCK_BOUND);
    let typed = form.value("password").to_owned();
    if !hands.possible() || !same {
        form.note("password", Reason::new("clock-moved"));
    } else if typed.is_empty() {
        form.note("password", Reason::new("field-required"));
    } else {
        let phc = who.account.password.clone();
        if !hashing(app, &by, move || password::fits(&typed, &phc)).await? {
            form.note("password", Reason::new("password-old-wrong"));
        }
    }
    if !form.ok() {
        return Ok(ask_again(view(&office, &who, hands, &form)));
    }
    let (app, actor) = (app.clone(), who.actor());
    let follow = move || jobs::follow(&app, hands, actor, log::CLOCK_CONFIRM);
    actix_web::rt::task::spawn_blocking(follow).await.map_err(Failure::broken)??;
    Ok(see_other("/office/clock?done=clock"))
}

fn view(office: &Office, who: &SignedIn, hands: Hands, form: &Form) -> Markup {
    let t = &office.t;
    let body = html! {
        @if hands.sound { p.doctor-all.good role="status" { (t.get("clock-agree")) } }
        @else { p.doctor-all.bad role="status" { (t.get("clock-differ")) } }
        table.clock {
            tbody {
                tr { th scope="row" { (t.get("clock-house")) } td { (hands.house.minute()) } }
                tr { th scope="row" { (t.get("clock-computer")) } td { (hands.computer.minute()) } }
                @if !hands.sound { tr { th scope="row" { (t.get("clock-difference")) } td { (difference(office, hands)) } } }
            }
        }
        @if !hands.sound { (ways(office, hands, form)) }
        p { a.button href="/office/doctor" { (t.get("office-doctor")) } }
    };
    office.page(who, &super::PAGE, &t.get("office-clock"), body)
}

/// What to do, by which of the two is right.
fn ways(office: &Office, hands: Hands, form: &Form) -> Markup {
    let t = &office.t;
    let consequence = if hands.ahead() > 0 { "clock-then-ahead" } else { "clock-then-behind" };
    html! {
        section.panel.narrow {
            h2 { (t.get("clock-computer-wrong")) }
            p { (t.get("clock-computer-wrong-do")) }
        }
        @if hands.possible() {
            form.panel.narrow method="post" action="/office/clock" {
                h2 { (t.get("clock-computer-right")) }
                p { (t.with(consequence, &[("computer", &hands.computer.minute())])) }
                (office.token())
                input type="hidden" name="ahead" value=(hands.ahead());
                (text_field(t, form, Field {
                    name: "password", label: &t.get("clock-password"), kind: "password", autocomplete: "current-password",
                    required: true, ..Field::default()
                }))
                p.actions { button.danger { (t.get("clock-confirm")) } }
            }
        }
    }
}

fn difference(office: &Office, hands: Hands) -> String {
    let minutes = hands.ahead().abs() / 60_000;
    let (days, hours, minutes) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
    let key = match (hands.ahead() > 0, days > 0) {
        (true, true) => "clock-fast-days",
        (true, false) => "clock-fast",
        (false, true) => "clock-slow-days",
        (false, false) => "clock-slow",
    };
    let [days, hours, minutes] = [days, hours, minutes].map(|n| n.to_string());
    office.t.with(key, &[("days", &days), ("hours", &hours), ("minutes", &minutes)])
}
