//! One item: what it is, where it stands, its whole history, and everything that may be done to it now.
use actix_web::web::Path;
use maud::{Markup, html};

use super::{
    PAGE,
    aspects::aspects,
    forms::{Over, Sheet, actions},
    print::{hands_out_code, may_hand_out},
    rating, seen,
    words::{clock_long, state_tag},
};
use crate::{
    base::{Failure, Id, covered},
    domain::{
        insight::privacy,
        matters::{
            catalog::{FieldSpec, ServiceSpec},
            items::{self, Attachment, ChainFault, Event, Item, Of, check_chain, explain, history, photos},
        },
        office::who::{Actor, Right},
    },
    faces::{
        office::Office,
        staff::{May, Names, SignedIn, needs},
        web::{self, Problem, Reply, page},
    },
    i18n::Texts,
    paperwork::papers_of,
    store::Read,
};

pub(super) async fn show(who: May<needs::SeeItems>, office: Office, id: Path<u64>) -> Reply {
    let item = seen(&office, &who, Id::new(*id))?;
    let drawn = view(&office, &who, &item, &Over::default())?;
    note_seen(&office, &who, item.id);
    Ok(page(drawn))
}

/// Whoever opens the page has seen what its notices tell; the page does not wait for that, nor fail with it.
fn note_seen(office: &Office, who: &SignedIn, item: Id<Item>) {
    let (app, me, at) = (office.app.clone(), who.account.id, office.app.clock.now());
    if items::has_unseen(&app.store, me, item).unwrap_or(false) {
        actix_web::rt::spawn(async move {
            if let Err(e) = app.store.write(move |tx| items::see(tx, me, Some(item), at)).await {
                tracing::warn!(%e, "notices could not be marked as seen");
            }
        });
    }
}

pub(super) fn view(office: &Office, who: &SignedIn, item: &Item, over: &Over) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let names = Names::new(app, t);
    let version = app.store.get(item.service)?;
    let spec = version.read()?;
    let title = format!("{}  {}", item.no, item.title);
    let body = html! {
        @if let Some(reason) = &over.refused { p.wrong-summary role="alert" { (t.reason(reason)) } }
        @if let Some((label, number)) = &over.revealed {
            p.info role="status" { (label) "：" span.secret { (number) } " " small { (t.get("item-revealed")) } }
        }
        div.columns {
            div {
                section.panel { (facts(office, who, item, &names, version.no)?) }
                (answers(office, who, item, &spec, over))
                (materials(office, item, &spec))
                (aspects(office, item, &names)?)
                (pictures(office, who, item)?)
                section.panel { h2 { (t.get("item-history")) } (events(office, item, &names)?) }
            }
            div {
                section.panel.no-print #do {
                    h2 { (t.get("item-can-do")) }
                    (counter(office, who, item)?)
                    (actions(&Sheet { office, who, item, spec: &spec, over, names: &names })?)
                }
                section.panel.no-print { h2 { (t.get("item-papers")) } (papers(office, who, item)?) }
            }
        }
    };
    Ok(office.page(who, &PAGE, &title, body))
}

/// The way to the tablet at the counter.
fn counter(office: &Office, who: &SignedIn, item: &Item) -> Result<Markup, Failure> {
    let offered = who.may(Right::FollowUp) && rating::offered(office, who, item)?;
    Ok(html! {
        @if offered { p.actions { a.button href={ "/office/items/" (item.id) "/rating" } { (office.t.get("rating-link")) } } }
    })
}

fn facts(office: &Office, who: &SignedIn, item: &Item, names: &Names<'_>, version: u32) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let clock = clock_long(t, &explain(item, app.clock.now(), &app.calendar()));
    let a = &item.applicant;
    Ok(html! {
        dl.facts {
            dt { (t.get("item-state")) }
            dd { (state_tag(t, item.state.tag)) " " small { (names.actor(item.state.by)?) " " (item.state.at.minute()) } }
            dt { (t.get("item-clock")) } dd { @for line in &clock { (line) br; } }
            dt { (t.get("item-applicant")) }
            dd {
                @match &a.name { Some(name) => (name), None => span.soft { (t.get("item-anonymous")) } }
                @if let Some(phone) = &a.phone { " " (phone) }
                @if let Some(home) = a.household { " " a href={ "/office/households/" (home) } { (t.get("item-household")) } }
            }
            @if let Some(person)
                = a.resident.filter(|_| privacy::SERVICES.contains(&item.service_code.as_str()) && who.may(Right::SeePeople)) {
                dt { (t.get("personal-part-asks")) }
                dd { a href={ "/office/residents/" (person) "/privacy?item=" (item.no) } { (t.get("personal-page")) } }
            }
            @if !item.place.is_empty() { dt { (t.get("item-place")) } dd { (item.place) } }
            @if item.grid.is_some() { dt { (t.get("item-grid")) } dd { (names.grid(item.grid)?) } }
            dt { (t.get("item-source")) }
            dd { (t.get(&format!("source-{}", item.source.key()))) " " small { (item.created.minute()) } }
            dt { (t.get("item-service")) }
            dd { (item.title) " " small { (t.with("item-version", &[("no", &version.to_string())])) } }
            @if let Some(owner) = item.owner { dt { (t.get("item-owner")) } dd { (names.account(owner)?) } }
            @if let Some(handler) = item.handler { dt { (t.get("item-handler")) } dd { (names.account(handler)?) } }
            @if !item.result.is_empty() { dt { (t.get("item-result")) } dd { (covered(&item.result)) } }
            @if item.reopens > 0 { dt { (t.get("item-reopens")) } dd { (item.reopens) } }
            @if item.urges > 0 {
                dt { (t.get("item-urges")) } dd { (item.urges) @if let Some(at) = item.urged { " " small { (at.minute()) } } }
            }
            @if item.reworks > 0 { dt { (t.get("item-reworks")) } dd { (item.reworks) } }
            @if let Some((rating, words)) = &item.rating {
                dt { (t.get("item-rating")) } dd { (t.get(&format!("rating-{}", rating.key()))) " " (covered(words)) }
            }
        }
    })
}

fn answers(office: &Office, who: &SignedIn, item: &Item, spec: &ServiceSpec, over: &Over) -> Markup {
    let t = &office.t;
    html! {
        @if !item.answers.is_empty() {
            section.panel {
                h2 { (t.get("item-answers")) }
                dl.facts {
                    @for answer in &item.answers {
                        dt { (spec.field(&answer.key).map_or_else(|| beyond(t, &answer.key), |f| f.label.clone())) }
                        dd {
                            (covered(&crate::paperwork::said(t, &spec.shown(answer))))
                            @let hidden = answer.sealed.is_some() || spec.field(&answer.key).is_some_and(FieldSpec::is_birth);
                            @if hidden && who.may(Right::Reveal) { (reveal(office, item, &answer.key, over)) }
                        }
                    }
                }
            }
        }
    }
}

/// The label of something said that no question of the form asks, as other software may.
fn beyond(t: &Texts, key: &str) -> String {
    let text = format!("answer-{key}");
    if t.has(&text) { t.get(&text) } else { key.to_owned() }
}

/// A sealed number is shown for a stated purpose only; the look is written down.
fn reveal(office: &Office, item: &Item, key: &str, over: &Over) -> Markup {
    let t = &office.t;
    let wrong = over.form.value("field") == key && !over.form.ok();
    html! {
        details.no-print open[wrong] {
            summary { (t.get("item-reveal")) }
            form method="post" action={ "/office/items/" (item.id) "/reveal" } {
                (office.token())
                input type="hidden" name="field" value=(key);
                label.label for={ "purpose-" (key) } { (t.get("item-reveal-purpose")) }
                input id={ "purpose-" (key) } name="purpose" maxlength="80" required
                    value=(if wrong { over.form.value("purpose") } else { "" })
                    aria-invalid[wrong] autocomplete="off";
                @if wrong { @if let Some(r) = over.form.error("purpose") { p.field-error role="alert" { (t.reason(r)) } } }
                p.actions { button.small { (t.get("item-reveal-do")) } small { (t.get("item-reveal-audited")) } }
            }
        }
    }
}

fn materials(office: &Office, item: &Item, spec: &ServiceSpec) -> Markup {
    let t = &office.t;
    html! {
        @if !spec.materials.is_empty() {
            section.panel {
                h2 { (t.get("item-materials")) }
                table {
                    tbody {
                        @for (i, m) in spec.materials.iter().enumerate() {
                            @let there = item.materials.iter().any(|n| usize::from(*n) == i);
                            tr {
                                td { (m.name) @if let Some(note) = &m.note { br; small { (note) } } }
                                td.nowrap {
                                    @if there { span.tag.green { (t.get("item-material-there")) } }
                                    @else if m.required { span.tag.amber { (t.get("item-material-missing")) } }
                                    @else { span.tag { (t.get("item-material-optional")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn pictures(office: &Office, who: &SignedIn, item: &Item) -> Result<Markup, Failure> {
    let t = &office.t;
    let there = photos(&office.app.store, Of::Item(item.id))?;
    let may_add = item.state.tag.open()
        && items::allowed(&office.app.store, &who.account, item, office.app.clock.now())?.contains(&items::Action::Note);
    Ok(html! {
        @if !there.is_empty() || may_add {
            section.panel {
                h2 { (t.get("item-photos")) }
                div.photos {
                    @for (n, photo) in there.iter().enumerate() {
                        @let address = format!("/office/items/{}/photos/{}", item.id, photo.id);
                        a href=(address) target="_blank" {
                            img src=(address) alt=(t.with("item-photo", &[("n", &(n + 1).to_string())])) loading="lazy";
                        }
                    }
                }
                @if may_add {
                    form.no-print method="post" action={ "/office/items/" (item.id) "/photos" } enctype="multipart/form-data" {
                        (office.token())
                        p.actions {
                            label.label for="photo" { (t.get("item-photo-add")) }
                            input #photo type="file" name="photo" accept="image/jpeg,image/png" required;
                            button.small { (t.get("item-photo-send")) }
                        }
                    }
                }
            }
        }
    })
}

fn events(office: &Office, item: &Item, names: &Names<'_>) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let all: Vec<Event> = history(&app.store, item.id)?;
    let chain = match check_chain(&app.store, item)? {
        None => (true, t.get("chain-ok")),
        Some(ChainFault::Missing(n)) => (false, t.with("chain-missing", &[("seq", &n.to_string())])),
        Some(ChainFault::Altered(n)) => (false, t.with("chain-altered", &[("seq", &n.to_string())])),
        Some(ChainFault::Unlinked(n)) => (false, t.with("chain-unlinked", &[("seq", &n.to_string())])),
        Some(ChainFault::Head) => (false, t.get("chain-head")),
    };
    Ok(html! {
        ol.history {
            @for e in &all {
                li {
                    time { (e.at.minute()) }
                    b { (t.get(&format!("action-{}", e.action.key()))) }
                    " " (names.actor(e.actor)?)
                    @if let Some(to) = e.to_account { " → " (names.account(to)?) }
                    @if !e.note.is_empty() { p { (said(t, e)) } }
                }
            }
        }
        p class=(if chain.0 { "soft" } else { "late" }) { small { (chain.1) } }
    })
}

/// Words of an event: the house's own are texts, people's are their own.
fn said(t: &Texts, e: &Event) -> String {
    let key = format!("system-note-{}", e.note);
    if e.actor == Actor::System && t.has(&key) { t.get(&key) } else { covered(&e.note) }
}

fn papers(office: &Office, who: &SignedIn, item: &Item) -> Result<Markup, Failure> {
    let t = &office.t;
    let printer = office.settings.as_ref().is_some_and(|s| !s.printer.is_empty());
    Ok(html! {
        table {
            tbody {
                @let code = may_hand_out(office, who, item)?;
                @for paper in papers_of(&office.app.store, item)?.into_iter().rev().filter(|p| code || !hands_out_code(*p)) {
                    @let name = t.get(&format!("paperwork-{}", paper.key()));
                    tr {
                        td { a href={ "/office/items/" (item.id) "/papers/" (paper.key()) } target="_blank" { (name) } }
                        td.num {
                            @if printer && who.may(Right::Print) {
                                form method="post" action={ "/office/items/" (item.id) "/print" } {
                                    (office.token())
                                    input type="hidden" name="paper" value=(paper.key());
                                    button.small aria-label=(t.with("item-print-this", &[("paper", &name)])) {
                                        (t.get("item-print"))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        @if !printer { p.hint { (t.get("item-no-printer")) } }
    })
}

/// A photo's bytes, to those who may see its item.
pub(super) async fn photo(who: May<needs::SeeItems>, office: Office, path: Path<(u64, u64)>) -> Reply {
    let (item, photo) = path.into_inner();
    let item = seen(&office, &who, Id::new(item))?;
    let photo: Attachment = office.app.store.get(Id::new(photo))?;
    if photo.item != Some(item.id) {
        return Err(Problem(Failure::NotFound));
    }
    web::photo(&office.app, photo.blob, &photo.kind)
}
