use maud::{Markup, html};

use super::{Kept, PAGE};
use crate::{
    base::Reason,
    domain::{
        office::who::Right,
        places::grids::Grid,
        registry::people::import::{Plan, PlanRow, Verdict},
    },
    faces::{
        office::{
            Office,
            registry::dry_run::{self, DryRun, Show},
        },
        staff::{SignedIn, choice, grid_options, line},
        web::Form,
    },
    i18n::Texts,
    sheets::Notes,
};

pub(super) fn start(office: &Office, who: &SignedIn, grids: &[Grid], form: &Form, why: Option<&Reason>) -> Markup {
    let t = &office.t;
    let body = html! {
        div.halves {
            section.panel {
                h2 { (t.get("import-title")) }
                @if let Some(why) = why { p.wrong-summary role="alert" { (t.reason(why)) } }
                @if grids.is_empty() {
                    p.warning { (t.get("import-needs-grid")) " " a href="/office/grids/new" { (t.get("grid-new")) } }
                }
                p { (t.get("import-about")) }
                form method="post" action="/office/imports" enctype="multipart/form-data" {
                    (office.token())
                    (line(&office.t, form, "file", "import-file", "file", true))
                    (choice(&office.t, form, "grid", "import-grid", grid_options(grids), true))
                    (line(&office.t, form, "estate", "import-estate", "", false))
                    p.actions { button.primary { (t.get("import-look")) } }
                }
            }
            section.panel {
                h2 { (t.get("export-title")) }
                p { (t.get("export-about")) }
                form method="post" action="/office/imports/export" {
                    (office.token())
                    (choice(&office.t, form, "grid", "export-grid", grid_options(grids), true))
                    @if who.may(Right::Reveal) {
                        label.check {
                            input type="checkbox" name="plain" value="1" checked[form.ticked("plain")]; (t.get("export-plain"))
                        }
                    }
                    (line(&office.t, form, "purpose", "report-purpose", "", true))
                    p.actions { button.primary { (t.get("export-do")) } }
                }
            }
        }
    };
    office.page(who, &PAGE, &t.get("office-imports"), body)
}

pub(super) fn plan(office: &Office, who: &SignedIn, u: &Kept, token: &str, show: &Show) -> Markup {
    let t = &office.t;
    let run = DryRun {
        name: &u.name,
        counts: u.plan.counts(),
        progress: u.progress(),
        base: format!("/office/imports/{token}"),
        another: "/office/imports",
        found: ("/office/households", &t.get("office-households")),
        annotated: Some("import-annotated"),
        only: show.show.as_deref().unwrap_or_default(),
        from: show.from.unwrap_or(0),
    };
    let cells = |r: &PlanRow| html! { td.nowrap { (r.name) } td { (r.address) } };
    let columns = (["resident-name", "household-address"].as_slice(), cells);
    let body = dry_run::plan(office, &run, &u.plan.rows, |r| (r.row, &r.verdict), columns, |v| details(t, v));
    office.page(who, &PAGE, &t.get("import-plan-title"), body)
}

fn details(t: &Texts, v: &Verdict) -> String {
    dry_run::details(t, v, |f| t.get(&format!("import-field-{f}")), |why| t.reason(why))
}

/// What becomes of each row, for a column beside it.
pub(super) fn notes(t: &Texts, plan: &Plan) -> Notes {
    dry_run::notes(t, plan.header, plan.rows.iter().map(|r| (r.row, &r.verdict)), |v| details(t, v))
}
