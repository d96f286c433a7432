//! The record: a household's changes in sentences, and one of them with all that it changed and left to do.
use std::sync::Arc;

use actix_web::{HttpRequest, web::Path};
use maud::{Markup, html};

use super::{
    super::registers::{about, note_look, word},
    Home,
};
use crate::{
    base::{Failure, Id},
    domain::registry::{
        moves::{self, DEATHS, Deed, HouseholdChange, MOVES_OUT, Membership, Step, change_sentence, change_words},
        people::{Household, Resident, members},
        registers::{self, Entry, Subject, Table},
    },
    faces::{
        office::{Office, registry::households},
        staff::{May, Names, SignedIn, after, fact, needs, query_form},
        ui::heads,
        web::{Reply, page},
    },
    paperwork::said,
    store::{Cursor, Read},
};

/// Changes of one page.
const PER_PAGE: usize = 50;
/// Changes on the household's own page.
const FEW: usize = 8;

/// The section on a household's page.
pub(in crate::faces::office) fn of_household(office: &Office, home: &Household) -> Result<Markup, Failure> {
    let t = &office.t;
    let found = moves::latest(&office.app.store, home.id, None, FEW)?;
    Ok(html! {
        section.panel #changes {
            h2 { (t.get("moves-history")) }
            @if found.rows.is_empty() {
                p.empty { (t.get("moves-history-none")) }
            } @else {
                (sentences(office, home.id, &found.rows)?)
            }
            @if found.next.is_some() {
                p { a href={ "/office/households/" (home.id) "/changes" } { (t.get("moves-history-all")) } }
            }
        }
    })
}

fn sentences(office: &Office, home: Id<Household>, rows: &[HouseholdChange]) -> Result<Markup, Failure> {
    let store = &office.app.store;
    Ok(html! {
        ul.history { @for c in rows { li {
            time { (c.day) }
            a href={ "/office/households/" (home) "/changes/" (c.id) } { (office.t.get(&format!("moves-deed-{}", c.deed.key()))) }
            p { (said(&office.t, &change_words(store, c, home)?)) }
        } } }
    })
}

pub(super) async fn list(who: May<needs::SeePeople>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    let t = &office.t;
    let home = Home::of(&office, &who, *id)?;
    let from: Option<Cursor> = after(&query_form(&req));
    let found = moves::latest(&office.app.store, home.home.id, from.as_ref(), PER_PAGE)?;
    let body = html! {
        p { a href={ "/office/households/" (home.home.id) } { (home.home.address) } }
        section.panel {
            @if found.rows.is_empty() { p.empty { (t.get("moves-history-none")) } }
            @else { (sentences(&office, home.home.id, &found.rows)?) }
        }
        nav.pager {
            @if from.is_some() { a.button href=(home.path("changes")) { (t.get("office-first-page")) } }
            @if let Some(next) = &found.next {
                a.button rel="next" href={ (home.path("changes")) "?after=" (next) } { (t.get("office-next-page")) }
            }
        }
    };
    Ok(page(office.page(&who, &households::PAGE, &t.get("moves-history"), body)))
}

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, at: Path<(u64, u64)>) -> Reply {
    let (t, app) = (&office.t, &office.app);
    let (id, change) = *at;
    let home = Home::of(&office, &who, id)?;
    let c: HouseholdChange = app.store.get(Id::new(change))?;
    if !c.households().contains(&home.home.id) {
        return Err(Failure::NotFound.into());
    }
    let entries = left_over(&office, &who, &c).await?;
    let names = Names::new(app, t);
    let body = html! {
        section.panel {
            p.break { b { (said(t, &change_sentence(&app.store, &c, home.home.id)?)) } }
            (facts(&office, &who, &names, &c, &home)?)
            p.actions { a.button href={ "/office/households/" (home.home.id) } { (t.get("moves-change-back")) } }
        }
        @if !entries.is_empty() { (may_end(&office, &entries)?) }
        div.columns {
            @if !c.steps.is_empty() { (steps(&office, &c)?) }
            (then(&office, &c, home.home.id)?)
        }
    };
    let title = t.get(&format!("moves-deed-{}", c.deed.key()));
    Ok(page(office.page(&who, &households::PAGE, &title, body)))
}

fn name(office: &Office, id: Option<Id<Resident>>) -> Result<String, Failure> {
    let Some(id) = id else { return Ok(office.t.get("moves-change-none")) };
    let found: Option<Resident> = office.app.store.find(id)?;
    Ok(found.map_or_else(|| office.t.get("moves-nobody"), |r| r.name.to_string()))
}

fn facts(office: &Office, who: &SignedIn, names: &Names<'_>, c: &HouseholdChange, home: &Home) -> Result<Markup, Failure> {
    let t = &office.t;
    let arrow = |before: &str, after: &str| t.with("moves-change-arrow", &[("before", before), ("after", after)]);
    let side = c.side(home.home.id);
    let other = [Some(&c.here), c.other.as_ref()].into_iter().flatten().find(|s| s.household != home.home.id);
    Ok(html! {
        dl.facts {
            @if let Some(s) = side {
                @if s.head_before != s.head_after {
                    (fact(&office.t, "moves-change-head", &arrow(&name(office, s.head_before)?, &name(office, s.head_after)?)))
                }
                @if s.address_before != s.address_after && !s.address_before.is_empty() {
                    (fact(&office.t, "moves-change-address", &arrow(&s.address_before, &s.address_after)))
                }
            }
            @if let Some(o) = other {
                dt { (t.get("moves-change-other")) }
                dd { (place(office, who, o.household)?) }
            }
            (fact(&office.t, "moves-change-by", &names.actor(c.by)?))
            (fact(&office.t, "moves-change-at", &c.at.minute()))
        }
    })
}

/// A household's address, with a link for who may open it.
fn place(office: &Office, who: &SignedIn, id: Id<Household>) -> Result<Markup, Failure> {
    let home: Household = office.app.store.get(id)?;
    let words = format!("{}（{}）", home.address, home.id);
    Ok(match who.reader(&office.app)?.sees_household(&home) {
        true => html! { a href={ "/office/households/" (home.id) } { (words) } },
        false => html! { (words) },
    })
}

/// Who stands elsewhere or otherwise: those who went first, then those for whom only the relation changed.
fn steps(office: &Office, c: &HouseholdChange) -> Result<Markup, Failure> {
    let t = &office.t;
    let crosses = |s: &Step| s.from.is_none_or(|f| f.household != s.to.household) || !s.to.present;
    let mut all: Vec<&Step> = c.steps.iter().collect();
    all.sort_by_key(|s| !crosses(s));
    let stands = |at: Option<Membership>, far: bool| -> Result<Markup, Failure> {
        let Some(at) = at else { return Ok(html! { span.soft { (t.get("moves-change-new")) } }) };
        let home = if far { Some(office.app.store.get(at.household)?) } else { None };
        Ok(html! {
            @if at.present { (at.relation.name()) } @else { span.tag { (t.get("moves-change-gone")) } }
            @if let Some(home) = home { " " span.soft { (home.address) "（" (home.id) "）" } }
        })
    };
    Ok(html! {
        section.panel {
            h2 { (t.get("moves-change-people")) }
            table.list {
                (heads(t, &["resident-name", "moves-change-before", "moves-change-after"]))
                tbody { @for s in all { tr {
                    @let far = s.from.is_some_and(|f| f.household != s.to.household);
                    td { a href={ "/office/residents/" (s.resident) } { (name(office, Some(s.resident))?) } }
                    td { (stands(s.from, far)?) }
                    td { (stands(Some(s.to), far)?) }
                } } }
            }
        }
    })
}

/// Who lived there right after it.
fn then(office: &Office, c: &HouseholdChange, home: Id<Household>) -> Result<Markup, Failure> {
    let t = &office.t;
    let mut living = moves::after(&office.app.store, home, c.id)?.members(home);
    living.retain(|(_, s)| s.present);
    living.sort_by_key(|(r, s)| (s.relation, *r));
    Ok(html! {
        section.panel {
            h2 { (t.get("moves-change-then")) }
            @if living.is_empty() { p.soft { (t.get("moves-change-then-none")) } } @else {
                table.list { tbody { @for (r, s) in &living { tr {
                    td { (name(office, Some(*r))?) }
                    td { (s.relation.name()) }
                } } } }
            }
        }
    })
}

/// Current entries about people who are gone by the change, and about a household that it emptied: those that one may see.
/// A look at the strictest registers is noted first.
async fn left_over(office: &Office, who: &SignedIn, c: &HouseholdChange) -> Result<Vec<(Entry, Arc<Table>)>, Failure> {
    let store = &office.app.store;
    let mut subjects: Vec<Subject> = Vec::new();
    for s in c.steps.iter().filter(|s| !s.to.present) {
        // Who is back by now is none of this any more.
        if store.find(s.resident)?.is_some_and(|r| r.gone.is_some()) {
            subjects.push(Subject::Resident(s.resident));
        }
    }
    let home: Household = store.get(c.here.household)?;
    if c.here.head_after.is_none() && home.left.is_some() && members(store, home.id)?.iter().all(|m| m.gone.is_some()) {
        subjects.push(Subject::Household(home.id));
        if c.deed == Deed::MovedOut {
            subjects.push(Subject::House(home.house));
        }
    }
    let reader = who.reader(&office.app)?;
    let mut out = Vec::new();
    for subject in subjects {
        for e in registers::of_subject(store, subject, None)? {
            if e.ended.is_some() || [MOVES_OUT, DEATHS].contains(&e.table.as_str()) {
                continue;
            }
            let table = registers::table(store, &e.table)?;
            if reader.sees_entry(&table, &e) {
                note_look(office, who, &table, Some(e.id)).await?;
                out.push((e, table));
            }
        }
    }
    Ok(out)
}

fn may_end(office: &Office, entries: &[(Entry, Arc<Table>)]) -> Result<Markup, Failure> {
    let t = &office.t;
    let whom = |e: &Entry| -> Result<String, Failure> {
        let about = about(&office.app, e.subject)?;
        Ok(match e.subject {
            Subject::Resident(_) => about.name,
            _ => about.place,
        })
    };
    Ok(html! {
        section.panel {
            h2 { (t.get("moves-change-entries")) }
            p.soft { (t.get("moves-change-entries-hint")) }
            table.list {
                thead {
                    tr {
                        @for k in ["moves-change-entry-about", "moves-change-entry-table"] { th scope="col" { (t.get(k)) } } th {}
                    }
                }
                tbody { @for (e, table) in entries { tr {
                    td { (whom(e)?) }
                    td { (word(t, &table.name, &table.en)) " " span.soft { (word(t, &table.from, &table.from_en)) " " (e.from) } }
                    td.nowrap {
                        a.button.small href={ "/office/registers/entries/" (e.id) } { (t.get("moves-change-entry-end")) }
                    }
                } } }
            }
        }
    })
}

/// What is said of a household in which nobody lives any more: merged into another, died out; `None` if it moved away.
pub(in crate::faces::office) fn emptied(office: &Office, home: &Household) -> Result<Option<Markup>, Failure> {
    let (Some(left), store, t) = (home.left, &office.app.store, &office.t) else { return Ok(None) };
    let found = moves::latest(store, home.id, None, FEW)?;
    let last = found.rows.iter().find(|c| c.side(home.id).is_some_and(|s| s.head_before.is_some() && s.head_after.is_none()));
    let day = left.to_string();
    Ok(match last {
        Some(HouseholdChange { deed: Deed::Merged | Deed::Moved, other: Some(o), .. }) => Some(html! {
            (t.with("moves-merged-away", &[("day", &day), ("address", &o.address_after)]))
            " " a href={ "/office/households/" (o.household) } { (t.get("moves-there")) }
        }),
        Some(HouseholdChange { deed: Deed::Died, .. }) => Some(html! { (t.with("moves-all-died", &[("day", &day)])) }),
        _ => None,
    })
}
