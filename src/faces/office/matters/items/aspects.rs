//! What hangs on an item beside its history: supervision, conferences, helpers, carried papers, follow-up, linked items.
use maud::{Markup, html};

use super::words::state_tag;
use crate::{
    base::{Failure, covered},
    domain::matters::items::{
        Colour, Conference, CustodyStep, Item, Link, Supervision, carried, conferences, follow_ups, helps, linked, supervisions,
    },
    faces::{office::Office, staff::Names},
    store::Read,
};

/// All of it; nothing where there is nothing.
pub(super) fn aspects(office: &Office, item: &Item, names: &Names<'_>) -> Result<Markup, Failure> {
    Ok(html! {
        (links(office, item)?)
        (orders(office, item, names)?)
        (meetings(office, item, names)?)
        (helpers(office, item, names)?)
        (papers(office, item, names)?)
        (follow(office, item, names)?)
    })
}

/// Why a supervision was issued: the house's own reasons are texts, people's are their words.
pub(in crate::faces::office) fn reason(office: &Office, order: &Supervision) -> String {
    match order.by.account() {
        None => office.t.get(&format!("system-note-{}", order.reason)),
        Some(_) => covered(&order.reason),
    }
}

fn links(office: &Office, item: &Item) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let other = item.link.map(|l| store.get(l.item())).transpose()?;
    let below = linked(store, item.id)?;
    let line = |word: &str, i: &Item| {
        html! {
            li { (t.get(word)) " " a href={ "/office/items/" (i.id) } { (i.no) } " " (i.title) " " (state_tag(t, i.state.tag)) }
        }
    };
    Ok(html! {
        @if other.is_some() || !below.is_empty() {
            section.panel {
                h2 { (t.get("aspect-links")) }
                ul {
                    @if let (Some(link), Some(other)) = (item.link, &other) {
                        (line(if matches!(link, Link::Into(_)) { "aspect-merged-into" } else { "aspect-split-from" }, other))
                    }
                    @for i in &below {
                        (line(if matches!(i.link, Some(Link::Into(_))) { "aspect-merged-here" } else { "aspect-split-off" }, i))
                    }
                }
            }
        }
    })
}

fn orders(office: &Office, item: &Item, names: &Names<'_>) -> Result<Markup, Failure> {
    let t = &office.t;
    let all = supervisions(&office.app.store, item.id)?;
    Ok(html! {
        @if !all.is_empty() {
            section.panel {
                h2 { (t.get("aspect-supervision")) }
                table {
                    thead {
                        tr {
                            th { (t.get("item-colour")) }
                            th { (t.get("supervision-reason")) }
                            th { (t.get("supervision-answer")) }
                            th { (t.get("supervision-lifted")) }
                            th.no-print {}
                        }
                    }
                    tbody {
                        @for s in &all {
                            tr {
                                td.nowrap { (colour_tag(office, s)) }
                                td { (reason(office, s)) br; small { (names.actor(s.by)?) " " (s.at.minute()) } }
                                td {
                                    @if let Some((by, at, words)) = &s.answer {
                                        (covered(words)) br; small { (names.actor(*by)?) " " (at.minute()) }
                                    }
                                    @else if s.lifted.is_none()
                                        { span.late { (t.with("supervision-answer-by", &[("due", &s.answer_due.minute())])) } }
                                }
                                td { @if let Some((by, at)) = s.lifted { (names.actor(by)?) br; small { (at.minute()) } } }
                                td.no-print {
                                    a href={ "/office/supervisions/" (s.id) "/order.pdf" } target="_blank" {
                                        (t.get("paperwork-order"))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// Yellow or red, as a tag with its word.
pub(in crate::faces::office) fn colour_tag(office: &Office, s: &Supervision) -> Markup {
    let class = if s.colour == Colour::Red { "tag red" } else { "tag amber" };
    html! { span class=(class) { (office.t.get(&format!("colour-{}", s.colour.key()))) } }
}

fn meetings(office: &Office, item: &Item, names: &Names<'_>) -> Result<Markup, Failure> {
    let t = &office.t;
    let all = conferences(&office.app.store, item.id)?;
    let people = |c: &Conference| -> Result<String, Failure> {
        Ok(c.participants.iter().map(|a| names.account(*a)).collect::<Result<Vec<_>, _>>()?.join(&t.get("office-and")))
    };
    Ok(html! {
        @if !all.is_empty() {
            section.panel {
                h2 { (t.get("aspect-joint")) }
                @for c in &all {
                    div.meeting {
                        h3 {
                            (t.get(&format!("joint-level-{}", c.level)))
                            " "
                            a.no-print href={ "/office/conferences/" (c.id) "/minutes.pdf" } target="_blank" {
                                (t.get("paperwork-minutes"))
                            }
                        }
                        dl.facts {
                            dt { (t.get("joint-topic")) } dd { (covered(&c.topic)) }
                            dt { (t.get("joint-chair")) } dd { (names.account(c.chair)?) " " small { (c.at.minute()) } }
                            dt { (t.get("item-participants")) } dd { (people(c)?) }
                            @for o in &c.opinions {
                                dt { (names.account(o.by)?) } dd { (covered(&o.words)) " " small { (o.at.minute()) } }
                            }
                            @if let Some((by, at, words)) = &c.conclusion {
                                dt { (t.get("joint-conclusion")) }
                                dd { b { (covered(words)) } " " small { (names.account(*by)?) " " (at.minute()) } }
                            }
                            @if let Some((by, at)) = c.raised {
                                dt { (t.get("joint-raised")) } dd { (names.actor(by)?) " " small { (at.minute()) } }
                            }
                        }
                    }
                }
            }
        }
    })
}

fn helpers(office: &Office, item: &Item, names: &Names<'_>) -> Result<Markup, Failure> {
    let t = &office.t;
    let all = helps(&office.app.store, item.id)?;
    Ok(html! {
        @if !all.is_empty() {
            section.panel {
                h2 { (t.get("aspect-help")) }
                table {
                    tbody {
                        @for h in &all {
                            tr {
                                td.nowrap { (names.account(h.account)?) }
                                td { (h.asked) br; small { (names.actor(h.by)?) " " (h.at.minute()) } }
                                td {
                                    @if let Some((at, words)) = &h.answer { (covered(words)) br; small { (at.minute()) } }
                                    @else if h.cancelled.is_some() { span.tag { (t.get("help-cancelled")) } }
                                    @else { span.tag.amber { (t.get("help-waits")) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}

fn papers(office: &Office, item: &Item, names: &Names<'_>) -> Result<Markup, Failure> {
    let t = &office.t;
    let all = carried(&office.app.store, item.id)?;
    Ok(html! {
        @if !all.is_empty() {
            section.panel {
                h2 {
                    (t.get("aspect-custody"))
                    " "
                    a.no-print href={ "/office/items/" (item.id) "/papers/custody" } target="_blank" {
                        (t.get("paperwork-custody"))
                    }
                }
                table {
                    tbody {
                        @for c in &all {
                            tr {
                                td { (c.name) }
                                td.nowrap {


                                    @let back = c.step() == CustodyStep::Returned;
                                    span class=(if back { "tag green" } else { "tag amber" }) {
                                        (t.get(&format!("custody-{}", c.step().key())))
                                    }

                                }
                                td {
                                    @for s in &c.steps {
                                        small {
                                            (t.get(&format!("custody-{}", s.step.key())))
                                            " "
                                            (names.actor(s.by)?)
                                            " "
                                            (s.at.minute())
                                            " "
                                            (covered(&s.note))
                                        }
                                        br;
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}

fn follow(office: &Office, item: &Item, names: &Names<'_>) -> Result<Markup, Failure> {
    let t = &office.t;
    let all = follow_ups(&office.app.store, item.id)?;
    Ok(html! {
        @if !all.is_empty() || item.follow.is_some() {
            section.panel {
                h2 { (t.get("aspect-follow")) }
                @if let Some(day) = item.follow { p.hint { (t.with("follow-planned", &[("day", &day.to_string())])) } }
                @if !all.is_empty() {
                    table {
                        tbody {
                            @for f in &all {
                                tr {
                                    td.nowrap {
                                        (f.at.minute())
                                        br;
                                        small { (names.actor(f.by)?) " " (t.get(&format!("way-{}", f.way.key()))) }
                                    }
                                    td {
                                        (covered(&f.told))
                                        @if !f.basis.is_empty() { br; small { (t.get("item-basis")) "：" (f.basis) } }
                                    }
                                    td.nowrap {
                                        @match f.verdict {
                                            Some(v) => (t.get(&format!("rating-{}", v.key()))),
                                            None => span.soft { (t.get("item-unreached")) },
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}
