//! An item in words: its state as a tag, its clock as sentences.
use maud::{Markup, html};

use crate::{
    app::App,
    domain::matters::items::{Explanation, Item, StateTag, Ticking, explain},
    i18n::Texts,
};

/// The state as a coloured tag with its word.
pub(in crate::faces::office) fn state_tag(t: &Texts, state: StateTag) -> Markup {
    use StateTag as S;
    let colour = match state {
        S::Reported | S::AwaitingPapers | S::ExtensionAsked | S::Suspended => "tag amber",
        S::Closed | S::Rated => "tag green",
        S::Dissatisfied => "tag red",
        S::Archived | S::Declined | S::Withdrawn | S::Merged => "tag",
        _ => "tag blue",
    };
    html! { span class=(colour) { (t.get(&format!("state-{}", state.key()))) } }
}

/// The beginning of long words, for lists.
pub(in crate::faces::office) fn clipped(words: &str, shown: usize) -> String {
    let mut out: String = words.chars().take(shown).collect();
    if words.chars().count() > shown {
        out.push('…');
    }
    out
}

/// The clock in a few words for lists.
pub(in crate::faces::office) fn clock_short(t: &Texts, app: &App, item: &Item) -> Markup {
    let e = explain(item, app.clock.now(), &app.calendar());
    let days = |n: i64| n.to_string();
    match e.now {
        Ticking::Running(0) => html! { span.tag.amber { (t.get("office-last-day")) } },
        Ticking::Running(n) if n <= 1 => html! { span.tag.amber { (t.with("office-left", &[("days", &days(n))])) } },
        Ticking::Running(n) => html! { (t.with("office-left", &[("days", &days(n))])) },
        Ticking::Over(0) => html! { span.tag.red { (t.get("office-over-today")) } },
        Ticking::Over(n) => html! { span.tag.red { (t.with("office-over", &[("days", &days(n))])) } },
        Ticking::Paused(_, why) => html! { span.soft { (t.get(&format!("office-clock-standing-{}", why.key()))) } },
        Ticking::Answered(_) => html! { (t.get("office-clock-answered")) },
        Ticking::NotStarted => html! { span.soft { (t.get("office-clock-not-started")) } },
        Ticking::InTime(_) => html! { (t.get("office-clock-in-time")) },
        Ticking::Late(_) => html! { span.late { (t.get("office-clock-late")) } },
        Ticking::Dropped(_) => html! { span.soft { "—" } },
    }
}

/// The clock as sentences: from when, to when, what stood, by which calendar.
pub(super) fn clock_long(t: &Texts, e: &Explanation) -> Vec<String> {
    let mut out = Vec::new();
    if let (Some(start), Some(due)) = (e.start, e.due) {
        let (start, due, days) = (start.to_string(), due.minute(), e.limit_days.to_string());
        let mut args = vec![("start", start.as_str()), ("due", due.as_str())];
        let (stood, extra) = (e.stood_days.to_string(), e.extra_days.to_string());
        let key = match (e.limit_days, e.extra_days, e.stood_days) {
            (0, 0, 0) => "clock-same-day",
            (_, 0, 0) => "clock-runs",
            (_, 0, _) => "clock-runs-stood",
            (_, _, 0) => "clock-runs-extra",
            _ => "clock-runs-extra-stood",
        };
        if key != "clock-same-day" {
            args.push(("days", &days));
        }
        if e.stood_days > 0 {
            args.push(("stood", &stood));
        }
        if e.extra_days > 0 {
            args.push(("extra", &extra));
        }
        out.push(t.with(key, &args));
        if e.provisional {
            out.push(t.get("clock-provisional"));
        }
    }
    for p in &e.pauses {
        let why = t.get(&format!("clock-why-{}", p.why.key()));
        out.push(t.with("clock-paused", &[("from", &p.from.minute()), ("to", &p.to.minute()), ("why", &why)]));
    }
    out.push(match e.now {
        Ticking::NotStarted => t.get("clock-not-started"),
        Ticking::Paused(since, why) => t.with(&format!("clock-standing-{}", why.key()), &[("since", &since.minute())]),
        Ticking::Answered(at) => t.with("clock-answered", &[("at", &at.minute())]),
        Ticking::Running(0) => t.get("clock-last-day"),
        Ticking::Running(n) => t.with("clock-left", &[("days", &n.to_string())]),
        Ticking::Over(0) => t.get("clock-over-today"),
        Ticking::Over(n) => t.with("clock-over", &[("days", &n.to_string())]),
        Ticking::InTime(at) => t.with("clock-in-time", &[("at", &at.minute())]),
        Ticking::Late(at) => t.with("clock-late", &[("at", &at.minute())]),
        Ticking::Dropped(at) => t.with("clock-dropped", &[("at", &at.minute())]),
    });
    if e.start.is_some() {
        // The years are enough to read; the fingerprint behind them is for the record.
        let years = e.calendar.split('.').next().unwrap_or_default();
        out.push(t.with("clock-calendar", &[("version", years)]));
    }
    out
}
