//! 迁出、死亡、变更户主: who is gone and why, and what those who stay are to their head.
use actix_web::{HttpRequest, http::StatusCode, web::Path};
use maud::{Markup, html};

use super::{
    Home, done,
    form::{day, reason, relations, ticked, words},
    view::{self, Ask},
};
use crate::{
    base::{Failure, Id, Reason},
    domain::registry::{
        moves::{self, DEATHS, Departure, HouseholdChange, MOVES_OUT, Why},
        people::Resident,
        registers::{self, Table},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, line, needs, query_form},
        web::{Form, Reply, page_with, see_other},
    },
};

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Moved,
    Died,
    /// Nobody is gone: another becomes the head.
    Stays,
}

impl How {
    fn key(self) -> &'static str {
        match self {
            How::Moved => "moved",
            How::Died => "died",
            How::Stays => "stays",
        }
    }
    fn parse(s: &str) -> Option<Self> {
        [How::Moved, How::Died, How::Stays].into_iter().find(|h| h.key() == s)
    }
}

/// Which of the two pages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    /// Members are ticked.
    Departures,
    /// The head goes, or steps back.
    Successions,
}

pub(super) async fn show(who: May<needs::EditPeople>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    start(&office, &who, *id, &req, Page::Departures)
}

pub(super) async fn show_succession(who: May<needs::EditPeople>, office: Office, id: Path<u64>, req: HttpRequest) -> Reply {
    start(&office, &who, *id, &req, Page::Successions)
}

fn start(office: &Office, who: &SignedIn, id: u64, req: &HttpRequest, page: Page) -> Reply {
    let home = Home::living(office, who, id)?;
    let mut form = query_form(req);
    let how = how(&form, page);
    form.set("day", office.app.clock.today().to_string());
    form.set("enter", "1");
    // One whom another page proposes as the head.
    if let Some(head) = form.value("head").parse::<u64>().ok().filter(|_| page == Page::Successions) {
        form.set(&super::form::relation_field(Id::new(head)), "2");
    }
    drawn(office, who, &home, page, how, &form, StatusCode::OK)
}

fn how(form: &Form, page: Page) -> How {
    let said = How::parse(form.value("why"));
    let first = if page == Page::Departures { How::Moved } else { How::Died };
    said.filter(|h| page == Page::Successions || *h != How::Stays).unwrap_or(first)
}

/// The words of a choice of a register, as options.
fn options(t: &Table, field: &str) -> Vec<(String, String)> {
    t.field(field).map(|f| f.options.iter().map(|o| (o.clone(), o.clone())).collect()).unwrap_or_default()
}

/// Whether the entry of the register can be written with the form: by right.
fn enters(office: &Office, t: &Table, who: &SignedIn) -> Result<bool, Failure> {
    who.reader(&office.app).map(|r| r.edits_table(t))
}

fn drawn(office: &Office, who: &SignedIn, home: &Home, page: Page, how: How, form: &Form, status: StatusCode) -> Reply {
    let t = &office.t;
    let key = how.key();
    let departs = page == Page::Departures;
    let title = t.get(if departs { "moves-depart-title" } else { "moves-succeed-title" });
    let (address, kinds): (_, &[&str]) =
        if departs { ("departures", &["moved", "died"]) } else { ("successions", &["died", "moved", "stays"]) };
    let prefix = if departs { "moves-depart" } else { "moves-succeed" };
    let all: Vec<_> =
        kinds.iter().map(|k| (*k, t.get(&format!("{prefix}-{k}")), format!("{}?why={k}", home.path(address)))).collect();
    let hint = match (page, how) {
        (Page::Departures, _) => format!("moves-depart-hint-{key}"),
        (Page::Successions, How::Stays) => "moves-succeed-hint-stays".to_owned(),
        (Page::Successions, _) => "moves-succeed-hint-gone".to_owned(),
    };
    let alone = !departs && home.living.len() < 2;
    let action = match (page, how) {
        (Page::Successions, _) => t.get("moves-succeed-do"),
        (Page::Departures, _) => t.get(&format!("moves-depart-do-{key}")),
    };
    let body = html! {
        (view::tabs(key, &all))
        @if alone { p.empty { (t.get("moves-succeed-alone")) } } @else {
            form.panel method="post" action=(home.path(address))
                data-confirm=[(how != How::Stays).then(|| t.get("moves-depart-sure"))] {
                (office.token())
                input type="hidden" name="why" value=(key);
                p.soft { (t.get(&hint)) }
                @if let Some(head) = home.head().filter(|_| !departs) {
                    p { b { (t.with("moves-succeed-old", &[("head", head.name.as_str())])) } }
                }
                (asked(office, home, page, how, form))
                @match how {
                    How::Moved => (moved(office, who, form)?),
                    How::Died => (died(office, who, form)?),
                    How::Stays => (view::when_and_why(office, form, "moves-day")),
                }
                (view::buttons(office, home, &action))
            }
        }
    };
    Ok(page_with(status, view::frame(office, who, home, &title, &body)))
}

/// The members as they are asked here.
fn asked(office: &Office, home: &Home, page: Page, how: How, form: &Form) -> Markup {
    let t = &office.t;
    let leaves = t.get(&format!("moves-depart-leaves-{}", if how == How::Died { "died" } else { "moved" }));
    let (relation, none) = match page {
        Page::Departures => (t.get("moves-depart-relation"), t.get("moves-relation-same")),
        Page::Successions => (t.get("moves-succeed-relation"), t.get("moves-relation-choose")),
    };
    let ask = Ask { ticks: (page == Page::Departures).then_some(&*leaves), relation: &relation, head: true, none: &none };
    view::members(office, form, home.living.iter().filter(|m| stays(home, page, how, m)), &ask)
}

/// Whether a member stands in the table: all but a head who is gone by the page itself.
fn stays(home: &Home, page: Page, how: How, m: &Resident) -> bool {
    page == Page::Departures || how == How::Stays || home.home.head != Some(m.id)
}

fn moved(office: &Office, who: &SignedIn, form: &Form) -> Result<Markup, Failure> {
    let table = registers::table(&office.app.store, MOVES_OUT)?;
    Ok(html! {
        div.thirds {
            (view::pick(office, form, "kind", &office.t.get("moves-depart-kind"), options(&table, "kind")))
            (line(&office.t, form, "destination", "moves-depart-destination", "", true))
            (line(&office.t, form, "day", "moves-depart-day-moved", "date", true))
        }
        (line(&office.t, form, "reason", "moves-reason-optional", "", false))
        (enter(office, form, "moves-depart-enter-moved", enters(office, &table, who)?))
    })
}

fn died(office: &Office, who: &SignedIn, form: &Form) -> Result<Markup, Failure> {
    let table = registers::table(&office.app.store, DEATHS)?;
    Ok(html! {
        div.thirds {
            (view::pick(office, form, "cause", &office.t.get("moves-depart-cause"), options(&table, "cause")))
            (line(&office.t, form, "day", "moves-depart-day-died", "date", true))
            (line(&office.t, form, "reason", "moves-reason-optional", "", false))
        }
        (enter(office, form, "moves-depart-enter-died", enters(office, &table, who)?))
    })
}

fn enter(office: &Office, form: &Form, key: &str, may: bool) -> Markup {
    html! {
        @if may {
            label.check { input type="checkbox" name="enter" value="1" checked[form.ticked("enter")]; (office.t.get(key)) }
            @if let Some(r) = form.error("enter") { p.field-error role="alert" { (office.t.reason(r)) } }
        }
    }
}

pub(super) async fn record(who: May<needs::EditPeople>, office: Office, id: Path<u64>, form: Form) -> Reply {
    written(&office, &who, *id, form, Page::Departures).await
}

pub(super) async fn record_succession(who: May<needs::EditPeople>, office: Office, id: Path<u64>, form: Form) -> Reply {
    written(&office, &who, *id, form, Page::Successions).await
}

async fn written(office: &Office, who: &SignedIn, id: u64, mut form: Form, page: Page) -> Reply {
    let home = Home::living(office, who, id)?;
    let how = how(&form, page);
    if let Some(c) = tried(office, who, &home, page, how, &mut form).await? {
        return Ok(see_other(&done(home.home.id, &c)));
    }
    drawn(office, who, &home, page, how, &form, StatusCode::UNPROCESSABLE_ENTITY)
}

/// Reads the form and does it; `None` if something is wrong, which stands in the form then.
async fn tried(
    office: &Office,
    who: &SignedIn,
    home: &Home,
    page: Page,
    how: How,
    form: &mut Form,
) -> Result<Option<HouseholdChange>, Failure> {
    let (app, id, head) = (&office.app, home.home.id, home.home.head);
    let goes = |form: &Form, m: &Resident| match page {
        Page::Departures => ticked(form, m.id),
        Page::Successions => how != How::Stays && Some(m.id) == head,
    };
    let (leave, stay): (Vec<_>, Vec<_>) = home.living.iter().partition(|m| goes(form, m));
    let (day, reason) = (day(form), reason(form));
    let staying = relations(form, stay.into_iter());
    let why = match how {
        How::Moved => {
            let table = registers::table(&app.store, MOVES_OUT)?;
            let kind = form.take("kind", "field-choice", |s| options(&table, "kind").into_iter().map(|o| o.0).find(|o| o == s));
            let destination = words(form, "destination", 80, true);
            let may = enters(office, &table, who)?;
            kind.zip(destination).map(|(kind, destination)| (Some(Why::Moved { kind, destination }), may))
        }
        How::Died => {
            let table = registers::table(&app.store, DEATHS)?;
            let cause =
                form.take("cause", "field-choice", |s| options(&table, "cause").into_iter().map(|o| o.0).find(|o| o == s));
            let may = enters(office, &table, who)?;
            cause.map(|cause| (Some(Why::Died { cause }), may))
        }
        How::Stays => Some((None, false)),
    };
    let (Some(day), Some(reason), Some(staying), Some((why, may))) = (day, reason, staying, why) else { return Ok(None) };
    let (actor, keys) = ((who.actor(), app.clock.now()), app.keys.seal.clone());
    let done = match why {
        None => app.store.write(move |tx| moves::succeed(tx, actor, id, day, reason, &staying)).await,
        Some(why) => {
            let leaving = leave.iter().map(|m| m.id).collect();
            let table = if how == How::Died { DEATHS } else { MOVES_OUT };
            let d = Departure { who: leaving, day, why, reason, staying, enter: may && form.ticked("enter") };
            let done = app.store.write(move |tx| moves::depart(tx, &keys, actor, id, d)).await;
            known(office, table, done)?
        }
    };
    form.settled(done)
}

/// An office's own required field of the register is none of this page's: said beside the box, because nobody would see it.
fn known(
    office: &Office,
    table: &str,
    done: Result<HouseholdChange, Failure>,
) -> Result<Result<HouseholdChange, Failure>, Failure> {
    let Err(Failure::Invalid(mut e)) = done else { return Ok(done) };
    let here = |f: &str| {
        matches!(f, "day" | "reason" | "kind" | "destination" | "cause" | "leaving" | "relations") || f.starts_with("relation-")
    };
    if !e.0.iter().all(|(f, _)| here(f)) {
        e.0.retain(|(f, _)| here(f));
        let name = registers::table(&office.app.store, table)?.name.clone();
        e.0.push(("enter".to_owned(), Reason::new("moves-entry-needs-more").arg("table", name)));
    }
    Ok(Err(Failure::Invalid(e)))
}
