//! The parts of a household's file as tables.
use maud::{Markup, html};

use crate::{
    base::Failure,
    domain::{
        insight::files::{File, Line, Risk},
        office::who::Right,
        registry::{people::Where, registers::Whom},
    },
    faces::{
        office::{Office, matters::items::words::state_tag},
        staff::{SignedIn, age},
        ui::heads,
    },
    paperwork::{Namer, describe, name_of, rest, standing, whom, word},
    store::Store,
};

pub(super) fn members(office: &Office, who: &SignedIn, f: &File) -> Markup {
    let t = &office.t;
    let several = f.members.iter().filter(|m| m.gone.is_none()).count() > 1;
    // Who lives alone does not part and has no successor.
    let deeds = [
        ("splits", "moves-do-split", several),
        ("merges", "moves-do-merge", true),
        ("departures", "moves-do-depart", true),
        ("successions", "moves-do-succeed", several),
    ];
    html! {
        table.list {
            (heads(
                t, &["resident-name", "resident-relation", "resident-sex", "resident-age", "resident-number", "resident-phone"]
            ))
            tbody { @for m in &f.members { tr {
                td.nowrap { a href={ "/office/residents/" (m.id) } { (m.name) } }
                td { @if m.gone.is_some() && m.relation.is_head() { (t.get("moves-former-head")) } @else { (m.relation.name()) } }
                td { (t.get(&format!("sex-{}", m.sex.code()))) }
                td.nowrap {
                    @if let Some((day, reason)) = &m.gone {
                        span.tag { (t.get(reason)) " " (day) }
                    } @else {
                        (age(&office.t, office.app.clock.today(), m))
                    }
                }
                td.nowrap {
                    @if let Some(n) = &m.number {
                        span.mono { (Where::Desk.number(n)) }
                        @if who.may(Right::Reveal) { " " a href={ "/office/residents/" (m.id) } { (t.get("files-reveal")) } }
                    }
                }
                td.nowrap { (m.phone.as_ref().map(ToString::to_string).unwrap_or_default()) }
            } } }
        }
        @if f.more_members > 0 { p.soft { (t.with("files-more-members", &[("n", &f.more_members.to_string())])) } }
        @if who.may(Right::EditPeople) && f.home.left.is_none() {
            p.actions {
                a.button href={ "/office/households/" (f.home.id) "/members/new" } { (t.get("resident-new")) }
                @for (page, key, _) in deeds.iter().filter(|d| d.2) {
                    a.button href={ "/office/households/" (f.home.id) "/" (page) } { (t.get(key)) }
                }
            }
        }
    }
}

pub(super) fn housing(office: &Office, who: &SignedIn, f: &File) -> Markup {
    let t = &office.t;
    let lines: Vec<&Line> = f.lines.iter().filter(|l| l.whom == Whom::House).collect();
    html! {
        @if f.neighbours > 0 { p.soft { (t.with("files-neighbours", &[("n", &f.neighbours.to_string())])) } }
        (entries(office, who, &lines, "files-none-housing"))
    }
}

pub(super) fn registers(office: &Office, who: &SignedIn, f: &File) -> Markup {
    let lines: Vec<&Line> = f.lines.iter().filter(|l| l.whom != Whom::House).collect();
    html! {
        (entries(office, who, &lines, "files-none-registers"))
        @if f.more_lines { p.soft { (office.t.get("files-more-lines")) } }
    }
}

/// Current entries, and the ended ones behind a summary.
fn entries(office: &Office, who: &SignedIn, lines: &[&Line], none: &str) -> Markup {
    let t = &office.t;
    let (current, ended): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|l| l.ended.is_none());
    html! {
        @if current.is_empty() { p.soft { (t.get(none)) } } @else { (table(office, who, &current)) }
        @if !ended.is_empty() {
            details.act {
                summary { (t.with("files-ended", &[("n", &ended.len().to_string())])) }
                (table(office, who, &ended))
            }
        }
    }
}

fn table(office: &Office, who: &SignedIn, lines: &[&Line]) -> Markup {
    let t = &office.t;
    html! {
        table.list {
            (heads(t, &["files-register", "files-about", "files-words", "files-from", "registers-state"]))
            tbody { @for l in lines { tr {
                @let href = format!("/office/registers/entries/{}", l.id);
                td.nowrap { a href=(href) { (word(t, &l.table.name, &l.table.en)) } }
                td.nowrap { (whom(t, &l.whom)) }
                td.break {
                    (describe(t, l))
                    @if l.hides && who.may(Right::Reveal) { " " a.nowrap href=(href) { (t.get("registers-reveal")) } }
                }
                td.nowrap {
                    (l.from) @if let Some(u) = l.until { br; span.soft { (t.with("files-until", &[("day", &u.to_string())])) } }
                }
                td { (state(office, l)) }
            } } }
        }
    }
}

fn state(office: &Office, l: &Line) -> Markup {
    let words = standing(&office.t, l.past, l.ended.as_ref().map(|(d, why)| (*d, why.as_str())));
    html! {
        @if l.ended.is_some() { (words) } @else if l.past { span.tag.amber { (words) } } @else { span.tag.green { (words) } }
    }
}

pub(super) fn items(office: &Office, f: &File) -> Markup {
    let t = &office.t;
    html! {
        @if f.items.is_empty() { p.soft { (t.get("household-no-items")) } } @else {
            table.list { tbody { @for i in &f.items { tr {
                td.nowrap { a href={ "/office/items/" (i.id) } { (i.no) } }
                td { (i.title) }
                td.nowrap { (state_tag(t, i.state.tag)) }
                td.nowrap { (i.created.minute()) }
            } } } }
        }
        @if f.more_items.some() { p.soft { (rest(t, f.more_items)) " " (below(office)) } }
    }
}

pub(super) fn visits(office: &Office, f: &File, names: &Namer<'_, Store>) -> Result<Markup, Failure> {
    let t = &office.t;
    Ok(html! {
        @if f.visits.is_empty() { p.soft { (t.get("household-no-visits")) } } @else {
            table.list.narrow-first { tbody { @for v in &f.visits { tr {
                td.nowrap { (v.at.minute()) } td.nowrap { (names.staff(v.staff)?) } td { (v.note) }
            } } } }
        }
        @if f.more_visits.some() { p.soft { (rest(t, f.more_visits)) " " (below(office)) } }
    })
}

/// Items and visits beyond those that are listed stand in the timeline.
fn below(office: &Office) -> Markup {
    html! { a href="#timeline" { (office.t.get("files-see-timeline")) } }
}

pub(super) fn money(office: &Office, f: &File) -> Markup {
    let t = &office.t;
    let all: Vec<_> = f.lines.iter().flat_map(|l| l.money().map(move |(field, amount)| (l, field, amount))).collect();
    html! {
        @if all.is_empty() { p.soft { (t.get("files-none-money")) } } @else {
            p.hint { (t.get("files-money-hint")) }
            table.list {
                thead { tr {
                    @for k in ["files-register", "files-about", "files-money-what"] { th scope="col" { (t.get(k)) } }
                    th.num scope="col" { (t.get("files-money-yuan")) }
                    @for k in ["files-from", "registers-state"] { th scope="col" { (t.get(k)) } }
                } }
                tbody { @for (l, field, amount) in all { tr {
                    td { a href={ "/office/registers/entries/" (l.id) } { (word(t, &l.table.name, &l.table.en)) } }
                    td.nowrap { (whom(t, &l.whom)) }
                    td { (word(t, &field.name, &field.en)) }
                    td.num { (amount) }
                    td.nowrap { (l.from) }
                    td { (state(office, l)) }
                } } }
            }
        }
    }
}

pub(super) fn risks(office: &Office, f: &File) -> Markup {
    let t = &office.t;
    let href = |r: &Risk| match r {
        Risk::Past(l) | Risk::Standing(l) => format!("/office/registers/entries/{}", l.id),
        Risk::Supervised(id, ..) | Risk::Late(id, ..) => format!("/office/items/{id}"),
    };
    html! {
        @if f.risks.is_empty() { p.soft { (t.get("files-none-risks")) } } @else {
            table.list.narrow-first { tbody { @for r in &f.risks { tr {
                @let [kind, what, words] = name_of(t, r);
                td.nowrap { span.tag.amber { (kind) } }
                td.break { a href=(href(r)) { (what) } @if !words.is_empty() { br; span.soft { (words) } } }
            } } } }
        }
    }
}
