//! The page of a file that was looked through: what would become of each row, and how far the writing of it is.
use maud::{Markup, html};

use crate::{
    domain::registry::dry_run::{Applied, Counts, Verdict},
    faces::{office::Office, ui::heads},
    i18n::Texts,
    live::Progress,
    sheets::Notes,
};

/// Rows shown on one page.
const PER_PAGE: usize = 100;

/// A file and its page.
pub(super) struct DryRun<'a> {
    /// The file's name.
    pub(super) name: &'a str,
    pub(super) counts: Counts,
    pub(super) progress: Progress<'a, Applied>,
    /// The page's own address.
    pub(super) base: String,
    /// Where another file is sent.
    pub(super) another: &'a str,
    /// Where what was written is found, and its name.
    pub(super) found: (&'a str, &'a str),
    /// The text of the link to the file with the verdicts beside its rows, if it is offered.
    pub(super) annotated: Option<&'a str>,
    /// Only rows with this verdict; all if empty.
    pub(super) only: &'a str,
    /// So many rows are on earlier pages.
    pub(super) from: usize,
}

/// Which rows are asked for.
#[derive(serde::Deserialize)]
pub(super) struct Show {
    pub(super) show: Option<String>,
    pub(super) from: Option<usize>,
}

/// A verdict's word and its colour.
const fn kind<F, W>(v: &Verdict<F, W>) -> (&'static str, &'static str) {
    match v {
        Verdict::Added => ("added", "green"),
        Verdict::Changed(_) => ("changed", "blue"),
        Verdict::Same => ("same", ""),
        Verdict::Refused(_) => ("refused", "red"),
    }
}

/// The fields that change, or the reasons why not.
pub(super) fn details<F, W>(t: &Texts, v: &Verdict<F, W>, field: impl Fn(&F) -> String, why: impl Fn(&W) -> String) -> String {
    match v {
        Verdict::Added | Verdict::Same => String::new(),
        Verdict::Changed(fields) => fields.iter().map(field).collect::<Vec<_>>().join(&t.get("office-and")),
        Verdict::Refused(reasons) => reasons.iter().map(why).collect::<Vec<_>>().join(" "),
    }
}

/// The page's body. The rows' first columns have these heads; `cells` draws them, `said` says the details of a verdict.
pub(super) fn plan<R, F, W>(
    office: &Office,
    run: &DryRun<'_>,
    rows: &[R],
    of: impl Fn(&R) -> (usize, &Verdict<F, W>),
    (names, cells): (&[&str], impl Fn(&R) -> Markup),
    said: impl Fn(&Verdict<F, W>) -> String,
) -> Markup {
    let t = &office.t;
    let rows: Vec<&R> = rows.iter().filter(|r| run.only.is_empty() || kind(of(r).1).0 == run.only).collect();
    let more = |from: usize| format!("{}?show={}&from={from}", run.base, run.only);
    let columns: Vec<&str> = ["import-row"].iter().chain(names).chain(&["import-column"]).copied().collect();
    html! {
        p.soft.break { (run.name) }
        (state(office, run))
        (tabs(office, run))
        @if rows.is_empty() { p.empty { (t.get("import-no-rows")) } } @else {
            table.list {
                (heads(t, &columns))
                tbody { @for r in rows.iter().skip(run.from).take(PER_PAGE) {
                    @let (row, verdict) = of(r);
                    tr {
                        td.num { (row + 1) }
                        (cells(r))
                        td {
                            span class={ "tag " (kind(verdict).1) } { (t.get(&format!("import-{}", kind(verdict).0))) }
                            " "
                            (said(verdict))
                        }
                    }
                } }
            }
            p.pager {
                @if run.from > 0 { a.button href=(more(run.from.saturating_sub(PER_PAGE))) { (t.get("people-previous-page")) } }
                @if run.from + PER_PAGE < rows.len() { a.button href=(more(run.from + PER_PAGE)) { (t.get("people-next-page")) } }
            }
        }
    }
}

/// Not begun, under way, done, or stopped.
fn state(office: &Office, run: &DryRun<'_>) -> Markup {
    let t = &office.t;
    let todo = run.counts.writes().to_string();
    html! {
        @match run.progress {
            Progress::Ended(Ok(done)) => {
                p.done role="status" {
                    (t.with("import-finished", &numbers(&done.counts).each_ref().map(|(k, v)| (*k, v.as_str()))))
                }
                @if done.surprises > 0 {
                    p.warning { (t.with("import-surprises", &[("n", &done.surprises.to_string())])) }
                }
                p.actions {
                    a.button.primary href=(run.found.0) { (run.found.1) }
                    a.button href=(run.another) { (t.get("import-another")) }
                }
            }
            Progress::Ended(Err(_)) => {
                p.wrong-summary role="alert" { (t.get("import-stopped")) }
                p.actions { a.button href=(run.another) { (t.get("import-another")) } }
            }
            Progress::Running(done) => {
                p role="status" {
                    (t.with("import-running", &[("done", &done.to_string()), ("all", &run.counts.all().to_string())]))
                }
                progress max=(run.counts.all()) value=(done) {}
            }
            Progress::Planned => {
                div.actions {
                    @if run.counts.writes() > 0 {
                        form method="post" action={ (run.base) "/apply" }
                            data-confirm=(t.with("import-apply-sure", &[("n", &todo)])) {
                            (office.token()) button.primary { (t.with("import-apply", &[("n", &todo)])) }
                        }
                    } @else { p.info { (t.get("import-nothing")) } }
                    @if let Some(key) = run.annotated { a.button href={ (run.base) "/annotated.xlsx" } { (t.get(key)) } }
                    a.button href=(run.another) { (t.get("import-another")) }
                }
            }
        }
    }
}

fn numbers(c: &Counts) -> [(&'static str, String); 4] {
    [("added", c.added), ("changed", c.changed), ("same", c.same), ("refused", c.refused)].map(|(key, n)| (key, n.to_string()))
}

/// The counts, which are also filters.
fn tabs(office: &Office, run: &DryRun<'_>) -> Markup {
    let (t, only) = (&office.t, run.only);
    html! {
        ul.counters {
            li {
                a href=(run.base) aria-current=[only.is_empty().then_some("true")] {
                    b { (run.counts.all()) } (t.get("import-all"))
                }
            }
            @for (key, n) in numbers(&run.counts) {
                li {
                    a href={ (run.base) "?show=" (key) } aria-current=[(only == key).then_some("true")] {
                        b { (n) } (t.get(&format!("import-{key}")))
                    }
                }
            }
        }
    }
}

/// What becomes of each row, in words for a column beside it.
pub(super) fn notes<'a, F: 'a, W: 'a>(
    t: &Texts,
    header: usize,
    rows: impl Iterator<Item = (usize, &'a Verdict<F, W>)>,
    said: impl Fn(&Verdict<F, W>) -> String,
) -> Notes {
    let words = |v: &Verdict<F, W>| {
        let (verdict, details) = (t.get(&format!("import-{}", kind(v).0)), said(v));
        if details.is_empty() { verdict } else { t.with("import-said", &[("verdict", &verdict), ("details", &details)]) }
    };
    Notes { header, heading: t.get("import-column"), rows: rows.map(|(row, v)| (row, (words(v), v.refused()))).collect() }
}
