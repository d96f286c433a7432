//! A year as a form, there and back: a row for each holiday and each weekend day worked.
use maud::{Markup, html};

use crate::{
    base::{Arrangement, CALENDAR_ROWS_MOST, CalendarDraft, DraftOff, Typed, Wrong},
    faces::web::Form,
};

/// Rows shown at least: the seven holidays and one to spare.
const OFF_LEAST: usize = 8;
/// Boxes shown at least.
const WORK_LEAST: usize = 8;
/// Empty rows offered after the last one that is used.
const SPARE: usize = 2;
/// The parts of a holiday's row.
pub(super) const PARTS: [&str; 3] = ["name", "from", "to"];

/// The form of a draft.
pub(super) fn fill(draft: &CalendarDraft) -> Form {
    let mut fields = vec![("source".to_owned(), draft.source.text.clone())];
    for (i, row) in draft.off.iter().enumerate() {
        for (part, typed) in PARTS.iter().zip([&row.name, &row.from, &row.to]) {
            fields.push((format!("off-{i}-{part}"), typed.text.clone()));
        }
    }
    fields.extend(draft.work.iter().enumerate().map(|(i, day)| (format!("work-{i}"), day.text.clone())));
    Form::filled(fields)
}

/// The form of a year that nobody has typed yet: the usual holidays wait for their days.
pub(super) fn usual(source: String, holidays: &str) -> Form {
    let names = holidays.split('、').enumerate().map(|(i, name)| (format!("off-{i}-name"), name.to_owned()));
    Form::filled(names.chain([("source".to_owned(), source)]))
}

fn draft(form: &Form, year: i16) -> CalendarDraft {
    let typed = |name: &str| Typed::from(form.value(name).to_owned());
    let off = |i: usize| DraftOff {
        name: typed(&format!("off-{i}-name")),
        from: typed(&format!("off-{i}-from")),
        to: typed(&format!("off-{i}-to")),
    };
    CalendarDraft {
        year: Typed::from(year.to_string()),
        source: typed("source"),
        // One more than is taken, so that too many are said.
        off: (0..=CALENDAR_ROWS_MOST).map(off).collect(),
        work: (0..=CALENDAR_ROWS_MOST).map(|i| typed(&format!("work-{i}"))).collect(),
    }
}

/// Reads the form; what is wrong is noted beside its fields.
pub(super) fn read(form: &mut Form, year: i16) -> Option<Arrangement> {
    match draft(form, year).check() {
        Ok(arrangement) => Some(arrangement),
        Err(wrong) => {
            for Wrong { field, reason, .. } in wrong {
                form.note(&field, reason);
            }
            None
        }
    }
}

fn rows(used: impl Fn(usize) -> bool, least: usize) -> usize {
    let last = (0..=CALENDAR_ROWS_MOST).rev().find(|i| used(*i)).map_or(0, |i| i + 1);
    (last + SPARE).clamp(least, CALENDAR_ROWS_MOST + 1)
}

/// How many holiday rows to show.
pub(super) fn off_rows(form: &Form) -> usize {
    rows(|i| PARTS.iter().any(|p| !form.value(&format!("off-{i}-{p}")).trim().is_empty()), OFF_LEAST)
}

/// How many boxes for weekend days worked to show.
pub(super) fn work_rows(form: &Form) -> usize {
    rows(|i| !form.value(&format!("work-{i}")).trim().is_empty(), WORK_LEAST)
}

/// The year's fields as they stand, for a page that only asks whether to go on.
pub(super) fn hidden(arrangement: &Arrangement) -> Markup {
    let form = fill(&arrangement.to_draft());
    html! { @for (name, value) in form.all() { input type="hidden" name=(name) value=(value); } }
}
