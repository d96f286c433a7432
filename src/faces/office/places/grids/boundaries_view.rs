use maud::{Markup, html};

use super::PAGE;
use crate::{
    base::{Failure, Reason},
    domain::places::grids::{
        Grid,
        boundary::{Boundary, FEATURES_MOST, FILE_MOST, Judged, POINTS_MOST, Plan, Shape, Verdict, boundaries},
        list_grids,
    },
    faces::{
        office::Office,
        staff::{SignedIn, line},
        web::Form,
    },
    i18n::Texts,
    live::{Looked, Progress},
};

/// A file of boundaries that was looked through, and how many were written.
pub(super) type Kept = Looked<Plan, usize>;

/// Square metres in words: hectares or square kilometres where there are many.
fn ground(t: &Texts, area: u64) -> String {
    match area {
        0..10_000 => t.with("boundary-metres", &[("n", &area.to_string())]),
        10_000..5_000_000 => t.with("boundary-hectares", &[("n", &format!("{}.{}", area / 10_000, area / 1_000 % 10))]),
        _ => t.with("boundary-kilometres", &[("n", &format!("{}.{}", area / 1_000_000, area / 100_000 % 10))]),
    }
}

pub(super) fn start(office: &Office, who: &SignedIn, why: Option<&Reason>) -> Result<Markup, Failure> {
    let t = &office.t;
    let (grids, all) = (list_grids(&office.app.store)?, boundaries(&office.app.store)?);
    // A large grid's boundary is its small grids'.
    let lacks = |g: &&Grid| !all.iter().any(|b| b.grid == g.id) && !grids.iter().any(|x| x.parent == Some(g.id));
    let lacking: Vec<&str> = grids.iter().filter(lacks).map(|g| g.name.as_str()).collect();
    let most = [
        ("mb", (FILE_MOST / 1024 / 1024).to_string()),
        ("features", FEATURES_MOST.to_string()),
        ("corners", POINTS_MOST.to_string()),
    ];
    let body = html! {
        p { a href="/office/grids" { (t.get("office-grids")) } " › " (t.get("boundaries")) }
        section.panel {
            h2 { (t.get("boundary-import")) }
            @if let Some(why) = why { p.wrong-summary role="alert" { (t.reason(why)) } }
            p { (t.get("boundary-about")) }
            p.hint { (t.with("boundary-limits", &most.each_ref().map(|(k, v)| (*k, v.as_str())))) }
            form method="post" action="/office/grids/boundaries" enctype="multipart/form-data" {
                (office.token())
                (line(&office.t, &Form::default(), "file", "boundary-file", "file", true))
                p.actions { button.primary { (t.get("import-look")) } }
            }
        }
        @if all.is_empty() { p.empty { (t.get("boundary-none")) } } @else {
            p.actions { a.button href="/office/statistics/map" { (t.get("stats-map")) } }
            (standing(office, &grids, &all))
        }
        @if !all.is_empty() && !lacking.is_empty() {
            p.info { (t.with("boundary-lacking", &[("n", &lacking.len().to_string()), ("names", &lacking.join("、"))])) }
        }
    };
    Ok(office.page(who, &PAGE, &t.get("boundaries"), body))
}

fn standing(office: &Office, grids: &[Grid], all: &[Boundary]) -> Markup {
    let t = &office.t;
    html! {
        table.list {
            thead { tr {
                th scope="col" { (t.get("grid-name")) } th.num scope="col" { (t.get("boundary-corners")) }
                th.num scope="col" { (t.get("boundary-area")) } th scope="col" { (t.get("boundary-source")) }
                th scope="col" { (t.get("figure-at")) } th {}
            } }
            tbody { @for g in grids { @if let Some(b) = all.iter().find(|b| b.grid == g.id) { tr {
                td { a href={ "/office/grids/" (g.id) } { (g.name) } " " span.soft.mono { (g.code.tail()) } }
                td.num { (b.shape.corners()) }
                td.num { (ground(t, b.shape.area)) }
                td.break { (b.file) }
                td.nowrap { (b.by.1.minute()) }
                td { form method="post" action={ "/office/grids/" (g.id) "/boundary/remove" } data-confirm=(t.with(
                    "boundary-remove-sure", &[("name", &g.name)]
                )) {
                    (office.token()) button.small { (t.get("boundary-remove")) }
                } }
            } } } }
        }
    }
}

pub(super) fn plan(office: &Office, who: &SignedIn, token: &str, kept: &Kept) -> Result<Markup, Failure> {
    let t = &office.t;
    let grids = list_grids(&office.app.store)?;
    let (writes, all) = (kept.plan.writes().count(), kept.plan.features.len());
    let body = html! {
        p { a href="/office/grids" { (t.get("office-grids")) } " › " a href="/office/grids/boundaries" { (t.get("boundaries")) } }
        p.soft.break { (kept.name) }
        @match kept.progress() {
            Progress::Ended(Ok(n)) => {
                p.done role="status" { (t.with("boundary-written", &[("n", &n.to_string())])) }
                p.actions {
                    a.button.primary href="/office/statistics/map" { (t.get("stats-map")) }
                    a.button href="/office/grids/boundaries" { (t.get("boundary-another")) }
                }
            }
            Progress::Ended(Err(_)) => p.wrong-summary role="alert" { (t.get("import-stopped")) },
            Progress::Running(_) => p.info role="status" { (t.get("boundary-writing")) },
            Progress::Planned => {
                p { (t.with("boundary-would", &[("n", &writes.to_string()), ("all", &all.to_string())])) }
                div.actions {
                    @if writes > 0 {
                        form method="post" action={ "/office/grids/boundaries/" (token) "/apply" } {
                            (office.token()) button.primary { (t.with("boundary-write", &[("n", &writes.to_string())])) }
                        }
                    }
                    a.button href="/office/grids/boundaries" { (t.get("boundary-another")) }
                }
            }
        }
        @if !kept.plan.warnings.is_empty() {
            div.warning {
                p { b { (t.get("boundary-warnings")) } } ul.wrong-lines { @for w in &kept.plan.warnings { li { (t.reason(w)) } } }
            }
        }
        table.list {
            thead { tr {
                th.num scope="col" { (t.get("boundary-no")) }
                th scope="col" { (t.get("boundary-called")) }
                th scope="col" { (t.get("grid-name")) }
                th.num scope="col" { (t.get("boundary-corners")) }
                th.num scope="col" { (t.get("boundary-area")) }
                th scope="col" { (t.get("import-column")) }
            } }
            tbody { @for f in &kept.plan.features { (feature(t, &grids, f)) } }
        }
    };
    Ok(office.page(who, &PAGE, &t.get("boundary-plan"), body))
}

fn feature(t: &Texts, grids: &[Grid], f: &Judged) -> Markup {
    let grid = grids.iter().find(|g| Some(g.id) == f.grid);
    let (key, colour, shape): (_, _, Option<&Shape>) = match &f.verdict {
        Verdict::Added(s) => ("added", "green", Some(s)),
        Verdict::Changed(s) => ("changed", "blue", Some(s)),
        Verdict::Same => ("same", "", None),
        Verdict::Refused(_) => ("refused", "red", None),
    };
    html! {
        tr {
            td.num { (f.no) }
            td.break { (f.name) }
            td { @if let Some(g) = grid { (g.name) " " span.soft.mono { (g.code.tail()) } } }
            td.num.nowrap {
                (f.corners) @if let Some(s) = shape { @if s.corners() + s.rings().count() < f.corners { " → " (s.corners()) } }
            }
            td.num.nowrap { @if let Some(s) = shape { (ground(t, s.area)) } }
            td {
                span class={ "tag " (colour) } { (t.get(&format!("import-{key}"))) } " "
                @if let Verdict::Refused(why) = &f.verdict { @for r in why { (t.reason(r)) " " } }
            }
        }
    }
}
