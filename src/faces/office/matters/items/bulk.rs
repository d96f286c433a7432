//! Several items in one go: each is its own step in its own write, so that one refusal does not stop the others.
use maud::{Markup, html};

use super::{PAGE, pick, seen, words::state_tag};
use crate::{
    base::{Failure, Id, Reason},
    domain::{
        matters::items::{self, Action, By, Colour, Details, Item},
        office::who::{Account, Right},
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, needs},
        ui::{Field, select, text_area},
        web::{Form, Reply, ask_again, page},
    },
};

/// The most items of one go: a page of the list.
const MOST: usize = 50;

/// What this person may do to several items.
pub(super) fn offered(who: &SignedIn) -> Vec<Action> {
    Action::of_many().into_iter().filter(|a| items::entitled(&who.account, *a)).collect()
}

/// A ticked item, and how many events the page showed: what happened since is not run over unseen.
pub(in crate::faces::office) type Ticked = (Id<Item>, Option<u32>);

/// The value of an item's box.
pub(in crate::faces::office) fn tick(item: &Item) -> String {
    format!("{}.{}", item.id, item.events)
}

/// The ticked items, each once.
pub(in crate::faces::office) fn ticked(form: &Form) -> Vec<Ticked> {
    let mut out: Vec<Ticked> = Vec::new();
    for value in form.values("item") {
        let (id, events) = value.split_once('.').unwrap_or((value, ""));
        let Ok(id) = id.parse().map(Id::new) else { continue };
        if out.iter().all(|(there, _)| *there != id) {
            out.push((id, events.parse().ok()));
        }
    }
    out
}

/// What came of one item.
pub(in crate::faces::office) struct Outcome {
    /// The item as it is now; `None` if the person may not know of it.
    pub(in crate::faces::office) item: Option<Item>,
    /// Why nothing was done, in words.
    pub(in crate::faces::office) refused: Option<String>,
}

/// Does `action` to each.
pub(in crate::faces::office) async fn run(
    office: &Office,
    who: &SignedIn,
    action: Action,
    details: &Details,
    ticked: &[Ticked],
) -> Vec<Outcome> {
    let mut out = Vec::with_capacity(ticked.len());
    for (id, events) in ticked {
        let there = match seen(office, who, *id) {
            Ok(item) => item,
            Err(why) => {
                out.push(Outcome { item: None, refused: Some(words(office, &why)) });
                continue;
            }
        };
        let (app, me, at, id) = (office.app.clone(), who.account.clone(), office.app.clock.now(), *id);
        let (calendar, details) = (app.calendar().as_ref().clone(), Details { seen: *events, ..details.clone() });
        let done = app.store.write(move |tx| items::act(tx, &By::Account(&me), id, action, details, at, &calendar)).await;
        out.push(match done {
            Ok(item) => Outcome { item: Some(item), refused: None },
            Err(why) => Outcome { item: Some(there), refused: Some(words(office, &why)) },
        });
    }
    out
}

/// Why not, as a sentence: a wrong field says what is wrong with it.
fn words(office: &Office, why: &Failure) -> String {
    match why {
        Failure::Invalid(errors) => errors.0.first().map_or_else(|| office.t.failure(why), |(_, r)| office.t.reason(r)),
        Failure::Broken(inside) => {
            tracing::error!(inside, "a step of several broke");
            office.t.failure(why)
        }
        _ => office.t.failure(why),
    }
}

/// The row of a box that ticks all boxes of the page: works with the script only, and shows with it only.
pub(in crate::faces::office) fn all_box(office: &Office) -> Markup {
    html! {
        input type="checkbox" data-all hidden accesskey="a" aria-label=(office.t.get("bulk-all"))
            title=(office.t.get("bulk-all"));
    }
}

/// Outcomes as a table; those that failed stay ticked where there are boxes.
pub(in crate::faces::office) fn outcomes(office: &Office, all: &[Outcome], boxes: bool) -> Markup {
    let t = &office.t;
    html! {
        table.list {
            thead {
                tr {
                    @if boxes { th { (all_box(office)) } }
                    th { (t.get("item-no")) }
                    th { (t.get("item-title")) }
                    th { (t.get("item-state")) }
                    th { (t.get("bulk-outcome")) }
                }
            }
            tbody {
                @for o in all {
                    tr {
                        @match &o.item {
                            Some(i) => {
                                @if boxes {
                                    td {
                                        @if o.refused.is_some() {
                                            input type="checkbox" name="item" value=(tick(i)) checked aria-label=(i.no);
                                        }
                                    }
                                }
                                td.nowrap { a href={ "/office/items/" (i.id) } { (i.no) } }
                                td { (i.title) }
                                td { (state_tag(t, i.state.tag)) }
                            }
                            None => { @if boxes { td {} } td { "—" } td {} td {} }
                        }
                        td {
                            @match &o.refused {
                                Some(why) => span.late { (why) },
                                None => span.tag.green { (t.get("bulk-done")) },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many were done and how many were not.
pub(in crate::faces::office) fn tally(office: &Office, all: &[Outcome]) -> Markup {
    let failed = all.iter().filter(|o| o.refused.is_some()).count();
    let (done, failed_words) = ((all.len() - failed).to_string(), failed.to_string());
    let class = if failed > 0 { "warning" } else { "done" };
    let words = match failed {
        0 => office.t.with("bulk-all-done", &[("n", &done)]),
        _ => office.t.with("bulk-some-done", &[("done", &done), ("failed", &failed_words)]),
    };
    html! { p class=(class) role="status" { (words) } }
}

/// Whom it goes to.
pub(in crate::faces::office) fn recipient(form: &mut Form) -> Option<Id<Account>> {
    let to = form.value("to").parse().ok().map(Id::new);
    if to.is_none() {
        form.note("to", Reason::new("item-recipient-required"));
    }
    to
}

/// The recipient and the words, noted in the form where they are wrong.
fn details(form: &mut Form, action: Action) -> Option<Details> {
    let to = match action.asks(items::Field::Recipient) {
        true => recipient(form),
        false => None,
    };
    let note = form.value("note").trim().to_owned();
    if note.is_empty() && action.needs_words() {
        form.note("note", Reason::new("item-note-required"));
    }
    let colour = action.asks(items::Field::Colour).then_some(Colour::Yellow);
    let details = Details { note, to_account: to, colour, ..Details::default() };
    form.ok().then_some(details)
}

pub(super) async fn bulk(who: May<needs::ActOnMany>, office: Office, mut form: Form) -> Reply {
    let Some(action) = Action::parse(form.value("action")) else { return Err(Failure::refused("bulk-no-action").into()) };
    if !offered(&who).contains(&action) {
        return Err(Failure::NotAllowed.into());
    }
    let chosen = ticked(&form);
    if chosen.is_empty() {
        return Err(Failure::refused("bulk-none").into());
    }
    if chosen.len() > MOST {
        return Err(Failure::Refused(Reason::new("bulk-many").arg("most", MOST)).into());
    }
    let title = office.t.with("bulk-title", &[("action", &office.t.get(&format!("action-{}", action.key())))]);
    if action.speaks() && form.value("go") != "1" {
        let body = ask(&office, &who, &form, action, &chosen)?;
        return Ok(page(office.page(&who, &PAGE, &title, body)));
    }
    let Some(details) = details(&mut form, action) else {
        let body = ask(&office, &who, &form, action, &chosen)?;
        return Ok(ask_again(office.page(&who, &PAGE, &title, body)));
    };
    let all = run(&office, &who, action, &details, &chosen).await;
    let again = all.iter().any(|o| o.refused.is_some() && o.item.is_some());
    let body = html! {
        (tally(&office, &all))
        form method="post" action="/office/items/bulk" {
            (office.token())
            (outcomes(&office, &all, again))
            @if again { (rest(&office, &form, action)?) }
        }
        p.actions { a.button href=(back(&form)) { (office.t.get("bulk-back")) } }
    };
    Ok(page(office.page(&who, &PAGE, &title, body)))
}

/// What was ticked, with what has still to be said.
fn ask(office: &Office, who: &SignedIn, form: &Form, action: Action, chosen: &[Ticked]) -> Result<Markup, Failure> {
    let t = &office.t;
    let items: Vec<Item> = chosen.iter().filter_map(|(id, _)| seen(office, who, *id).ok()).collect();
    let events = |i: &Item| chosen.iter().find(|(id, _)| *id == i.id).and_then(|(_, e)| *e).unwrap_or(i.events);
    Ok(html! {
        @if !form.ok() { p.wrong-summary role="alert" { (t.get("failure-invalid")) } }
        form method="post" action="/office/items/bulk" {
            (office.token())
            table.list {
                thead {
                    tr {
                        th { (all_box(office)) }
                        th { (t.get("item-no")) }
                        th { (t.get("item-title")) }
                        th { (t.get("item-state")) }
                        th { (t.get("item-place")) }
                    }
                }
                tbody {
                    @for i in &items {
                        tr {
                            td { input type="checkbox" name="item" value={ (i.id) "." (events(i)) } checked aria-label=(i.no); }
                            td.nowrap { a href={ "/office/items/" (i.id) } { (i.no) } }
                            td { (i.title) }
                            td { (state_tag(t, i.state.tag)) }
                            td { (i.place) }
                        }
                    }
                }
            }
            (rest(office, form, action)?)
        }
        p.actions { a.button href=(back(form)) { (t.get("bulk-back")) } }
    })
}

/// Recipient, words and button.
fn rest(office: &Office, form: &Form, action: Action) -> Result<Markup, Failure> {
    let t = &office.t;
    let key = action.key();
    let label = t.get(&format!("note-of-{key}"));
    let hint = if action == Action::Dispatch { t.get("bulk-dispatch-again") } else { String::new() };
    Ok(html! {
        input type="hidden" name="go" value="1";
        input type="hidden" name="back" value=(form.value("back"));
        div.panel.narrow {
            @if action.asks(items::Field::Recipient) {
                @let options = [vec![(String::new(), t.get("item-choose"))], pick::who(office, Right::Handle)?].concat();
                (select(
                    t, form, Field { name: "to", label: &t.get("item-recipient"), required: true, ..Field::default() }, &options
                ))
            }
            @if action == Action::Supervise { p.hint { (t.get("bulk-yellow")) } }
            @if action.speaks() {
                (text_area(t, form, Field {
                    name: "note", label: &label, hint: &hint, required: action.needs_words(), ..Field::default()
                }, 3))
            }
            p.actions { button.primary name="action" value=(key) { (t.get(&format!("do-{key}"))) } }
        }
    })
}

/// The list that one came from.
fn back(form: &Form) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(form_urlencoded::parse(form.value("back").as_bytes()));
    format!("/office/items?{}", query.finish())
}
