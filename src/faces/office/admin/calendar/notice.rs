use maud::{Markup, html};

use crate::{
    domain::office::{calendar, who::Right},
    faces::{office::Office, staff::SignedIn},
};

/// What the desk says about the calendar: to whoever keeps it, and to the leaders that it is time. Reads nothing but what
/// is in memory.
pub(in crate::faces::office) fn notice(office: &Office, who: &SignedIn) -> Markup {
    let (t, app) = (&office.t, &office.app);
    let (keeps, leads) = (who.may(Right::Settings), who.may(Right::Lead) || who.may(Right::Principal));
    let work = app.calendar();
    let missing = calendar::missing_year(&work, app.clock.today()).filter(|_| keeps || leads).map(|y| y.to_string());
    let counted = app.unsettled();
    let waiting = keeps && counted.items > 0 && counted.version == work.version();
    html! {
        @if let Some(year) = missing {
            p.warning {
                @if keeps {
                    a href={ "/office/calendar/" (year) "/edit" } { (t.with("desk-calendar-missing", &[("year", &year)])) }
                }
                @else { a href={ "/office/calendar/" (year) } { (t.with("desk-calendar-missing-lead", &[("year", &year)])) } }
            }
        }
        @if waiting {
            p.warning {
                a href="/office/calendar/review" {
                    (t.with(
                        "desk-calendar-unsettled", &[("n", &counted.items.to_string()), ("finals", &counted.finals.to_string())]
                    ))
                }
            }
        }
    }
}
