//! What the pages of the registry share: whose people one may see, and fields by text key.
use maud::{Markup, html};

use super::Office;
use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        office::{
            audit,
            who::{Right, Role},
        },
        places::grids::{self, Grid, list_grids},
        registry::{
            people::{Household, PURPOSE_LEAST, Resident, Scope, codes::CodeTable},
            registers::value::holds_number,
        },
    },
    faces::{
        ui::{Field, select, text_field},
        web::{Form, SignedIn},
    },
    store::Row,
};

/// Whose people a person may see: grid leaders and workers those of their own grids, others everybody's.
pub(super) fn scope(app: &App, who: &SignedIn) -> Result<Scope, Failure> {
    let wide = |r: &Role| r.has(Right::SeePeople) && !matches!(r, Role::GridLeader | Role::GridWorker);
    if who.account.roles.iter().any(wide) {
        return Ok(Scope::All);
    }
    grids::grids_of_staff(&app.store, who.staff.id, app.clock.today()).map(Scope::Grids)
}

/// The grids that a person may see, in order.
pub(super) fn own_grids(app: &App, who: &SignedIn) -> Result<Vec<Grid>, Failure> {
    let scope = scope(app, who)?;
    Ok(list_grids(&app.store)?.into_iter().filter(|g| scope.sees(g.id)).collect())
}

/// Refuses a grid that is not one's own as if it were not there.
pub(super) fn seen(app: &App, who: &SignedIn, grid: Id<Grid>) -> Result<(), Failure> {
    if scope(app, who)?.sees(grid) { Ok(()) } else { Err(Failure::NotFound) }
}

/// Notes that somebody looks at a resident's page, once a day, before it is shown.
pub(super) async fn note_resident(office: &Office, who: &SignedIn, id: Id<Resident>) -> Result<(), Failure> {
    note_daily(office, who, "resident.view", id, "").await
}

/// The same for a household's page.
pub(super) async fn note_household(office: &Office, who: &SignedIn, id: Id<Household>) -> Result<(), Failure> {
    note_daily(office, who, "household.view", id, "").await
}

/// A look's line, unless it stands in the log of this day: then nothing is written and nothing is waited for.
pub(super) async fn note_daily<R: Row>(
    office: &Office,
    who: &SignedIn,
    action: &'static str,
    id: Id<R>,
    detail: &str,
) -> Result<(), Failure> {
    let (store, by, at, detail) = (&office.app.store, who.actor(), office.app.clock.now(), detail.to_owned());
    if audit::noted_today(store, by, at, action, id)? {
        return Ok(());
    }
    store.write(move |tx| audit::note_daily(tx, by, at, action, id, &detail)).await
}

/// Papers with personal information that one account may make in an hour.
const PAPERS: u32 = 120;

/// The purpose for which somebody prints what is personal; notes beside the field what is wrong with it.
pub(super) fn purpose(form: &mut Form, field: &str) -> Option<String> {
    let fits = |s: &str| (PURPOSE_LEAST..=100).contains(&s.chars().count()) && !holds_number(s);
    form.take(field, "purpose-too-short", |s| fits(s).then(|| s.to_owned()))
}

/// Counts a paper with personal information.
pub(super) fn count_paper(app: &App, who: &SignedIn) -> Result<(), Failure> {
    app.limits.hit("paper", &who.account.id.to_string(), PAPERS, 3600, app.clock.now())
}

/// A line of a form: `key` is the label's text, `key-hint` its hint if there is one.
pub(super) fn line(office: &Office, form: &Form, name: &str, key: &str, kind: &str, required: bool) -> Markup {
    let t = &office.t;
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    text_field(t, form, Field { name, label: &t.get(key), hint: &hint, kind, required, autocomplete: "" })
}

/// A choice; the options are values and words.
pub(super) fn choice(
    office: &Office,
    form: &Form,
    name: &str,
    key: &str,
    options: impl IntoIterator<Item = (String, String)>,
    empty: bool,
) -> Markup {
    let t = &office.t;
    let unsaid = format!("{key}-none");
    let unsaid = t.get(if t.has(&unsaid) { &unsaid } else { "people-not-stated" });
    let none = empty.then(|| (String::new(), unsaid));
    let all: Vec<_> = none.into_iter().chain(options).collect();
    let hint = format!("{key}-hint");
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    select(t, form, Field { name, label: &t.get(key), hint: &hint, required: !empty, ..Field::default() }, &all)
}

/// A code table as options; the names are the standard's.
pub(super) fn codes(table: &CodeTable) -> Vec<(String, String)> {
    table.all().iter().map(|c| (c.number.to_string(), c.name.to_owned())).collect()
}

/// Grids as options.
pub(super) fn grid_options(grids: &[Grid]) -> Vec<(String, String)> {
    grids.iter().map(|g| (g.id.to_string(), format!("{} {}", g.code.tail(), g.name))).collect()
}

/// Age in years, or nothing.
pub(super) fn age(office: &Office, r: &Resident) -> String {
    let today = office.app.clock.today();
    r.birth.map(|b| office.t.with("people-age-years", &[("n", &b.years_until(today).to_string())])).unwrap_or_default()
}

/// `1 of 3` style facts: a term and its words, left out when empty.
pub(super) fn fact(office: &Office, key: &str, words: &str) -> Markup {
    html! { @if !words.is_empty() { dt { (office.t.get(key)) } dd.break { (words) } } }
}
