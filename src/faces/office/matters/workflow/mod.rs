//! How items are worked in this office: the days, tries and limits that the house keeps by itself.
use actix_web::http::Method;
use maud::{Markup, html};

use crate::{
    domain::office::{
        audit,
        settings::{self, Workflow},
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, SignedIn, needs},
        ui::{Field, select, text_field},
        web::{Form, Reply, Routes, ask_again, endpoint, page, see_other},
    },
};

/// A number: its field, the least and the most.
type Number = (&'static str, u8, u8);

const FOLLOW_TRIES: Number = ("follow-tries", 1, 9);
const ACCEPT: Number = ("accept-days", 0, 20);
const REMIND: Number = ("remind-days", 0, 20);
const YELLOW: Number = ("yellow-days", 0, 20);
const RED: Number = ("red-days", 0, 20);
const ANSWER: Number = ("answer-days", 1, 20);
const EXTENSION: Number = ("extension-most", 1, 90);
const SUSPENSION: Number = ("suspension-days", 0, 180);

pub(super) const PAGE: Page = Page::listed(Group::Office, 110, "office-workflow", "/office/workflow", &show, routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/workflow", show), endpoint(Method::POST, "/office/workflow", save)]
}

fn filled(w: &Workflow) -> Form {
    let supervise = if w.supervise { "1" } else { "0" };
    Form::filled([
        ("follow-weekday", w.follow_weekday.to_string()),
        ("follow-tries", w.follow_tries.to_string()),
        ("collective-weekday", w.collective_weekday.to_string()),
        ("accept-days", w.accept_days.to_string()),
        ("remind-days", w.remind_days.to_string()),
        ("supervise", supervise.to_owned()),
        ("yellow-days", w.yellow_days.to_string()),
        ("red-days", w.red_days.to_string()),
        ("answer-days", w.answer_days.to_string()),
        ("extension-most", w.extension_most.to_string()),
        ("suspension-days", w.suspension_days.to_string()),
    ])
}

fn number(form: &mut Form, (name, least, most): Number) -> Option<u8> {
    let n = form.take(name, "field-number", |s| s.parse::<u32>().ok())?;
    let fits = u8::try_from(n).ok().filter(|n| (least..=most).contains(n));
    if fits.is_none() {
        form.note(name, crate::base::Reason::new("workflow-range").arg("least", least).arg("most", most));
    }
    fits
}

/// All fields are read before the answer, so that every error is shown at once.
fn read(form: &mut Form) -> Option<Workflow> {
    let weekday = |least: u8| move |s: &str| s.parse::<u8>().ok().filter(|d| (least..=7).contains(d));
    let follow_weekday = form.take("follow-weekday", "field-choice", weekday(1));
    let follow_tries = number(form, FOLLOW_TRIES);
    let collective_weekday = form.take("collective-weekday", "field-choice", weekday(0));
    let (accept_days, remind_days) = (number(form, ACCEPT), number(form, REMIND));
    let supervise = form.take("supervise", "field-choice", |s| matches!(s, "0" | "1").then_some(s == "1"));
    let (yellow_days, red_days, answer_days) = (number(form, YELLOW), number(form, RED), number(form, ANSWER));
    let (extension_most, suspension_days) = (number(form, EXTENSION), number(form, SUSPENSION));
    Some(Workflow {
        id: Workflow::ID,
        follow_weekday: follow_weekday?,
        follow_tries: follow_tries?,
        collective_weekday: collective_weekday?,
        accept_days: accept_days?,
        remind_days: remind_days?,
        yellow_days: yellow_days?,
        red_days: red_days?,
        supervise: supervise?,
        answer_days: answer_days?,
        extension_most: extension_most?,
        suspension_days: suspension_days?,
    })
}

async fn show(who: May<needs::Settings>, office: Office) -> Reply {
    let form = filled(&Workflow::load(&office.app.store)?);
    Ok(page(view(&office, &who, &form)))
}

async fn save(who: May<needs::Settings>, office: Office, mut form: Form) -> Reply {
    let Some(new) = read(&mut form) else {
        return Ok(ask_again(view(&office, &who, &form)));
    };
    let (by, at) = (who.actor(), office.app.clock.now());
    let done = office.app.store.write(move |tx| {
        let old = Workflow::load(tx)?;
        if new == old {
            return Ok(());
        }
        new.save(tx)?;
        audit::note(tx, by, at, settings::log::WORKFLOW_SAVE, Some(Workflow::ID), &changed(&old, &new))
    });
    done.await?;
    Ok(see_other("/office/workflow?done=saved"))
}

/// What was changed, for the auditor: `remind-days 2→3`.
fn changed(old: &Workflow, new: &Workflow) -> String {
    let (old, new) = (filled(old), filled(new));
    let differ = new.all().filter(|(k, v)| old.value(k) != *v);
    differ.map(|(k, v)| format!("{k} {}→{v}", old.value(k))).collect::<Vec<_>>().join(" ")
}

fn view(office: &Office, who: &SignedIn, form: &Form) -> Markup {
    let t = &office.t;
    let label = |name: &str| (t.get(&format!("workflow-{name}")), t.get(&format!("workflow-{name}-hint")));
    let count = |(name, ..): Number| {
        let (label, hint) = label(name);
        text_field(t, form, Field { name, label: &label, hint: &hint, kind: "number", required: true, ..Field::default() })
    };
    let choice = |name: &str, options: Vec<(String, String)>| {
        let (label, hint) = label(name);
        select(t, form, Field { name, label: &label, hint: &hint, required: true, ..Field::default() }, &options)
    };
    let days = || (1..=7).map(|d: u8| (d.to_string(), t.get(&format!("weekday-{d}"))));
    let every = std::iter::once(("0".to_owned(), t.get("workflow-every-day")));
    let yes_no =
        ["1", "0"].map(|v| (v.to_owned(), t.get(if v == "1" { "workflow-supervise-yes" } else { "workflow-supervise-no" })));
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        p.info { (t.get("workflow-about")) }
        form method="post" action="/office/workflow" {
            (office.token())
            fieldset {
                legend { (t.get("workflow-follow")) }
                div.thirds { (choice("follow-weekday", days().collect())) (count(FOLLOW_TRIES)) }
            }
            fieldset {
                legend { (t.get("workflow-limits")) }
                div.thirds {
                    (choice("collective-weekday", every.chain(days()).collect())) (count(EXTENSION)) (count(SUSPENSION))
                }
            }
            fieldset {
                legend { (t.get("workflow-supervision")) }
                div.thirds {
                    (count(REMIND))
                    (choice("supervise", yes_no.to_vec()))
                    (count(ACCEPT))
                    (count(YELLOW))
                    (count(RED))
                    (count(ANSWER))
                }
            }
            p.actions { button.primary { (t.get("office-save")) } }
        }
    };
    office.page(who, &PAGE, &t.get("office-workflow"), body)
}
