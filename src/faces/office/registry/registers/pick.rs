//! Whom or what a new entry is about: found by the registry's own search.
use actix_web::web::Path;
use maud::{Markup, html};

use super::{PAGE, subject_code, word};
use crate::{
    base::{Failure, Id},
    domain::{
        places::grids::{self, Building},
        registry::{
            people::{self, Hits, Resident, Where},
            registers::{About, Subject, Table},
        },
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, age, needs},
        web::{Form, Reply, page, see_other},
    },
    store::Read,
};

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, code: Path<String>) -> Reply {
    let t = who.reader(&office.app)?.table_to_edit(&office.app.store, &code)?;
    if t.about == About::None {
        return Ok(see_other(&format!("/office/registers/{}/new", t.code)));
    }
    Ok(page(view(&office, &who, &t, &Form::default(), None, None)?))
}

/// A house that is written out but not recorded yet: its building, unit and room.
type Fresh = (Id<Building>, String, String);

pub(super) async fn find(who: May<needs::SeePeople>, office: Office, code: Path<String>, form: Form) -> Reply {
    let app = &office.app;
    let reader = who.reader(app)?;
    let t = reader.table_to_edit(&app.store, &code)?;
    let query: String = form.value("q").trim().chars().take(80).collect();
    let hits = people::search(&app.store, &app.keys.seal, &reader, &query)?;
    let mut fresh = None;
    if let Some(p) = grids::parse_address(&query).filter(|_| t.about == About::House)
        && let Some(b) = grids::find_building(&app.store, &p.estate, &p.building)?
    {
        reader.open_grid(b.grid)?;
        match grids::find_house(&app.store, b.id, &p.unit, &p.room)? {
            Some(h) => return Ok(see_other(&new_address(&t, Subject::House(h.id)))),
            None if form.ticked("make") => {
                let made = app.store.write(move |tx| grids::ensure_house(tx, b.id, &p.unit, &p.room)).await?;
                return Ok(see_other(&new_address(&t, Subject::House(made.id))));
            }
            None => fresh = Some((b.id, p.unit, p.room)),
        }
    }
    Ok(page(view(&office, &who, &t, &form, Some(&hits), fresh.as_ref())?))
}

fn new_address(t: &Table, s: Subject) -> String {
    format!("/office/registers/{}/new?subject={}", t.code, subject_code(s))
}

fn view(
    office: &Office,
    who: &SignedIn,
    table: &Table,
    form: &Form,
    hits: Option<&Hits>,
    fresh: Option<&Fresh>,
) -> Result<Markup, Failure> {
    let t = &office.t;
    let path = format!("/office/registers/{}/pick", table.code);
    let about = table.about.key();
    let body = html! {
        p { a href={ "/office/registers/" (table.code) } { (word(t, &table.name, &table.en)) } }
        form.panel method="post" action=(path) role="search" {
            (office.token())
            div.field {
                label for="q" { (t.get(&format!("registers-pick-{about}"))) }
                p.hint #hint-q { (t.get("people-search-hint")) }
                input #q type="search" name="q" value=(form.value("q")) maxlength="80" autocomplete="off" autofocus
                    aria-describedby="hint-q";
            }
            p.actions { button.primary { (t.get("people-search")) } }
        }
        @if fresh.is_some() {
            form.panel method="post" action=(path) {
                (office.token())
                input type="hidden" name="q" value=(form.value("q"));
                p { (t.with("registers-house-new", &[("place", form.value("q"))])) }
                p.actions { button.primary name="make" value="1" { (t.get("registers-house-make")) } }
            }
        }
        @if let Some(hits) = hits {
            @if hits.hits.is_empty() { @if fresh.is_none() { p.empty { (t.get("people-none-found")) } } } @else {
                table.list {
                    thead {
                        tr {
                            @for k in
                                ["resident-name", "resident-relation", "resident-age", "resident-number", "household-address"] {
                                th scope="col" { (t.get(k)) }
                            }
                        }
                    }
                    tbody { @for h in &hits.hits { tr {
                        @let head = h.household.head.map(|id| office.app.store.get::<Resident>(id)).transpose()?;
                        @let (subject, person) = match table.about {
                            About::Resident => (h.resident.as_ref().map(|r| Subject::Resident(r.id)), h.resident.clone()),
                            About::House => (Some(Subject::House(h.household.house)), h.resident.clone()),
                            _ => (Some(Subject::Household(h.household.id)), head),
                        };
                        @if let (Some(subject), Some(r)) = (subject, person) {
                            td.nowrap { a href=(new_address(table, subject)) { (r.name) } }
                            td { (r.relation.name()) }
                            td.nowrap { (age(&office.t, office.app.clock.today(), &r)) }
                            td.nowrap.mono { (r.number.as_ref().map(|n| Where::Desk.number(n)).unwrap_or_default()) }
                            td { (h.household.address) }
                        } @else {
                            td colspan="4" { (t.get("household-without-head")) }
                            td { (h.household.address) }
                        }
                    } } }
                }
            }
        }
    };
    let title = t.with("registers-new-of", &[("table", word(t, &table.name, &table.en))]);
    Ok(office.page(who, &PAGE, &title, body))
}
