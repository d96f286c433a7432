//! Handing over when somebody is away (人员请假、调离): what they own goes to another, with a reason; what else waits for them
//! is shown.
use actix_web::{HttpRequest, http::Method};
use maud::{Markup, html};

use super::items::{
    bulk::{Outcome, all_box, outcomes, recipient, run, tally, tick, ticked},
    who_has,
    words::{clock_short, state_tag},
};
use crate::{
    base::{Failure, Id, Reason},
    domain::{
        matters::items::{self, Action, Conference, Details, Filter, Help, Item},
        office::{
            accounts,
            who::{Account, Right, Role, Staff},
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, Names, SignedIn, needs, query_form},
        ui::{Field, select, text_area},
        web::{Form, Reply, Routes, ask_again, endpoint, page},
    },
    store::{Dir, Range, Read},
};

/// The most items of one go.
const MOST: usize = 200;
/// The most requests and conferences that are shown.
const SHOWN: usize = 50;

pub(super) const PAGE: Page = Page::listed(Group::Work, 70, "office-handovers", "/office/handovers", &show, routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/handovers", show), endpoint(Method::POST, "/office/handovers", give)]
}

/// Whose things: anybody's for the centre, else one's own.
fn whose(who: &SignedIn, form: &Form) -> Result<Option<Id<Account>>, Failure> {
    let asked = form.value("who").parse().ok().map(Id::<Account>::new);
    match asked {
        asked if who.may(Right::Dispatch) => Ok(asked),
        None => Ok(Some(who.account.id)),
        Some(id) if id == who.account.id => Ok(Some(id)),
        Some(_) => Err(Failure::NotAllowed),
    }
}

/// The items that somebody owns, first due first: at most `MOST`, and whether there are more.
fn owned(office: &Office, who: &SignedIn, id: Id<Account>) -> Result<(Vec<Item>, bool), Failure> {
    let filter = Filter { owner: Some(id), ..Filter::default() };
    let listed = items::list(&office.app.store, &who.reader(&office.app)?, &filter, None, MOST)?;
    Ok((listed.items, listed.next.is_some()))
}

/// Accounts that own something or that something waits for, closed ones too.
fn holders(office: &Office) -> Result<Vec<(String, String)>, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let mut out = Vec::new();
    for a in store.list(&Range::<Account>::table(), Dir::Forward, accounts::CHOICE_MOST)? {
        let handles = a.roles.iter().any(|r: &Role| r.has(Right::Handle) || r.has(Right::Verify) || r.has(Right::Convene));
        if !handles || !holds_anything(store, a.id)? {
            continue;
        }
        let staff: Staff = store.get(a.staff)?;
        let part = if staff.department.is_empty() { &staff.title } else { &staff.department };
        let closed = if a.disabled || staff.left.is_some() { t.get("handover-closed") } else { String::new() };
        out.push((a.id.to_string(), format!("{} {part}{closed}", staff.name).trim().to_owned()));
    }
    Ok(out)
}

fn holds_anything(read: &impl Read, id: Id<Account>) -> Result<bool, Failure> {
    Ok(!read.list(&Item::BY_OWNER.under(id), Dir::Forward, 1)?.is_empty()
        || !read.list(&Help::WAITING.under(id), Dir::Forward, 1)?.is_empty()
        || !read.list(&Conference::OPEN_BY_ACCOUNT.under(id), Dir::Forward, 1)?.is_empty())
}

async fn show(who: May<needs::HandOver>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    Ok(page(view(&office, &who, &form, &[])?))
}

fn view(office: &Office, who: &SignedIn, form: &Form, done: &[Outcome]) -> Result<Markup, Failure> {
    let t = &office.t;
    let away = whose(who, form)?;
    let body = html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        @if who.may(Right::Dispatch) {
            @let people = holders(office)?;
            @if people.is_empty() && away.is_none() { p.empty { (t.get("handover-nobody")) } }
            @else {
                @let options = [vec![(String::new(), t.get("item-choose"))], people].concat();
                form.filters method="get" action="/office/handovers" data-auto {
                    (select(t, form, Field { name: "who", label: &t.get("handover-who"), ..Field::default() }, &options))
                    button { (t.get("handover-show")) }
                }
            }
        }
        @if !done.is_empty() { (tally(office, done)) }
        @if let Some(away) = away { (things(office, who, form, away, done)?) }
    };
    Ok(office.page(who, &PAGE, &t.get("office-handovers"), body))
}

/// What somebody owns, to be given to another; what was given away just now and what was not; what else waits for them.
fn things(office: &Office, who: &SignedIn, form: &Form, away: Id<Account>, done: &[Outcome]) -> Result<Markup, Failure> {
    let t = &office.t;
    let (items, more) = owned(office, who, away)?;
    // Nobody by that number: there is nothing to show.
    let account = office.app.store.get(away)?;
    let name = accounts::account_name(&office.app.store, account.id)?;
    let count = if more { format!("{}+", items.len()) } else { items.len().to_string() };
    let failed: Vec<&Outcome> = done.iter().filter(|o| o.refused.is_some()).collect();
    let tried: Vec<_> = failed.iter().filter_map(|o| o.item.as_ref()).map(|i| i.id).collect();
    Ok(html! {
        h2 { (t.with("handover-items", &[("name", &name), ("n", &count)])) }
        @if items.is_empty() { p.empty { (t.get("handover-no-items")) } }
        @else {
            form method="post" action="/office/handovers" {
                (office.token())
                input type="hidden" name="who" value=(away);
                @if !failed.is_empty() {
                    details open { summary { (t.get("handover-not-given")) } (outcomes_plain(office, done)) }
                }
                (table(office, form, &items, &tried)?)
                (to_whom(office, form, away)?)
            }
        }
        (waiting(office, away)?)
    })
}

/// The outcomes without boxes: the list below has them.
fn outcomes_plain(office: &Office, done: &[Outcome]) -> Markup {
    let shown: Vec<Outcome> = done
        .iter()
        .filter(|o| o.refused.is_some())
        .map(|o| Outcome { item: o.item.clone(), refused: o.refused.clone() })
        .collect();
    outcomes(office, &shown, false)
}

fn table(office: &Office, form: &Form, items: &[Item], tried: &[Id<Item>]) -> Result<Markup, Failure> {
    let (t, names) = (&office.t, Names::new(&office.app, &office.t));
    let kept: Vec<Id<Item>> = ticked(form).into_iter().map(|(id, _)| id).collect();
    Ok(html! {
        table.list {
            thead { tr {
                th { (all_box(office)) } th { (t.get("item-no")) } th { (t.get("item-title")) } th { (t.get("item-grid")) }
                th { (t.get("item-state")) } th { (t.get("item-due")) }
            } }
            tbody {
                @for i in items {
                    @let on = kept.contains(&i.id) || tried.contains(&i.id);
                    tr {
                        td { input type="checkbox" name="item" value=(tick(i)) checked[on] aria-label=(i.no); }
                        td.nowrap { a href={ "/office/items/" (i.id) } { (i.no) } }
                        td { (i.title) }
                        td { (names.grid(i.grid)?) }
                        td { (state_tag(t, i.state.tag)) }
                        td.nowrap { (clock_short(t, &office.app, i)) }
                    }
                }
            }
        }
    })
}

fn to_whom(office: &Office, form: &Form, away: Id<Account>) -> Result<Markup, Failure> {
    let t = &office.t;
    let others = who_has(office, Right::Handle)?.into_iter().filter(|(id, _)| *id != away.to_string());
    let options: Vec<_> = std::iter::once((String::new(), t.get("item-choose"))).chain(others).collect();
    Ok(html! {
        div.panel.narrow {
            (select(t, form, Field { name: "to", label: &t.get("handover-to"), required: true, ..Field::default() }, &options))
            (text_area(t, form, Field {
                name: "note", label: &t.get("handover-why"), hint: &t.get("handover-why-hint"), required: true, ..Field::default()
            }, 2))
            p.actions {
                button.primary { (t.get("handover-give")) }
                button name="all" value="1" data-confirm=(t.get("handover-sure")) {
                    (t.with("handover-all", &[("most", &MOST.to_string())]))
                }
            }
            @if let Some(r) = form.error("item") { p.field-error role="alert" { (t.reason(r)) } }
        }
    })
}

/// Requests for help and conferences: they are asked of a person, so each is settled on its item's page.
fn waiting(office: &Office, away: Id<Account>) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let helps = store.list(&Help::WAITING.under(away), Dir::Forward, SHOWN)?;
    let meetings = store.list(&Conference::OPEN_BY_ACCOUNT.under(away), Dir::Forward, SHOWN)?;
    let line = |item: Id<Item>, kind: &str, words: &str, at: crate::base::Stamp| -> Result<Markup, Failure> {
        let item = store.get(item)?;
        Ok(html! {
            tr {
                td.nowrap { (t.get(kind)) }
                td.nowrap { a href={ "/office/items/" (item.id) } { (item.no) } }
                td { (item.title) }
                td { (words) }
                td.nowrap { (at.minute()) }
            }
        })
    };
    Ok(html! {
        @if !helps.is_empty() || !meetings.is_empty() {
            h2 { (t.get("handover-waiting")) }
            p.hint { (t.get("handover-waiting-how")) }
            table.list {
                tbody {
                    @for h in &helps { (line(h.item, "aspect-help", &h.asked, h.at)?) }
                    @for c in &meetings {
                        (line(c.item, if c.chair == away { "handover-chairs" } else { "aspect-joint" }, &c.topic, c.at)?)
                    }
                }
            }
        }
    })
}

async fn give(who: May<needs::HandOver>, office: Office, mut form: Form) -> Reply {
    let Some(away) = whose(&who, &form)? else { return Err(Failure::refused("handover-who-required").into()) };
    let to = recipient(&mut form);
    if to == Some(away) {
        form.note("to", Reason::new("item-recipient-same"));
    }
    let note = form.text("note", 1_000);
    let chosen = match form.value("all") == "1" {
        true => owned(&office, &who, away)?.0.iter().map(|i| (i.id, Some(i.events))).collect(),
        // Only what is theirs: the page is about one person's things.
        false => {
            let mut chosen = ticked(&form);
            chosen.truncate(MOST);
            chosen.retain(|(id, _)| office.app.store.find(*id).ok().flatten().is_some_and(|i: Item| i.owner == Some(away)));
            chosen
        }
    };
    if chosen.is_empty() {
        form.note("item", Reason::new("bulk-none"));
    }
    let (Some(to), Some(note), true) = (to, note, form.ok()) else {
        return Ok(ask_again(view(&office, &who, &form, &[])?));
    };
    let details = Details { note, to_account: Some(to), ..Details::default() };
    let done = run(&office, &who, Action::HandOver, &details, &chosen).await;
    Ok(page(view(&office, &who, &form, &done)?))
}
