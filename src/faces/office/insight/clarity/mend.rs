//! A gap in words, with the way to the very form in which it is mended.
use maud::{Markup, html};

use crate::{
    base::Failure,
    domain::{
        insight::clarity::{Check, Finding, Mend, State},
        office::who::Right,
        registry::{
            people::Resident,
            registers::{self, Entry, Subject},
        },
    },
    faces::{
        office::{
            Office,
            registry::registers::{subject_code, word},
        },
        staff::SignedIn,
    },
    i18n::Texts,
    store::Read,
};

/// What a check is called.
pub(super) fn name(t: &Texts, check: &Check) -> String {
    t.get(&format!("clarity-check-{}", check.key))
}

/// Missing, or out of date since when.
pub(super) fn state(t: &Texts, state: State) -> Markup {
    html! {
        @match state {
            State::Missing => span.tag.amber { (t.get("clarity-missing")) },
            State::Stale { since } => span.tag.red { (t.with("clarity-stale-since", &[("day", &since.to_string())])) },
            State::Clear => span.tag.green { (t.get("clarity-clear")) },
            State::NotApplicable => {}
        }
    }
}

/// Most ways of one gap that are shown: a household of many has many telephones.
const WAYS_MOST: usize = 12;

/// The ways in which a gap is mended, one for each person or entry. Where this person may not write, it leads to where it is
/// seen; where nothing is to be seen, it is words.
pub(super) fn ways(office: &Office, who: &SignedIn, found: &Finding) -> Result<Markup, Failure> {
    let all: Vec<_> = found.seen.mends.iter().take(WAYS_MOST).map(|m| way(office, who, *m)).collect::<Result<_, _>>()?;
    let more = found.seen.mends.len().saturating_sub(WAYS_MOST);
    Ok(html! {
        @for (words, href) in &all {
            @match href { Some(h) => a.way href=(h) { (words) }, None => span.way.soft { (words) } }
            " "
        }
        @if more > 0 { span.soft { (office.t.with("clarity-more", &[("n", &more.to_string())])) } }
    })
}

fn way(office: &Office, who: &SignedIn, mend: Mend) -> Result<(String, Option<String>), Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let table = |code: &str| registers::table(store, code);
    Ok(match mend {
        Mend::Household(id) => {
            let href = who.may(Right::EditPeople).then(|| format!("/office/households/{id}/edit"));
            (t.get("clarity-mend-household"), href)
        }
        Mend::Resident(id) => (store.get(id)?.name.to_string(), Some(format!("/office/residents/{id}"))),
        Mend::Visit(id) => {
            (t.get("clarity-mend-visit"), who.may(Right::Intake).then(|| format!("/office/households/{id}/visit")))
        }
        Mend::New(code, subject) => {
            let table = table(code)?;
            let words = match subject {
                Subject::Resident(id) => store.get::<Resident>(id)?.name.to_string(),
                _ => t.with("clarity-mend-new", &[("table", word(t, &table.name, &table.en))]),
            };
            let edits = who.reader(&office.app)?.edits_table(&table);
            (words, edits.then(|| format!("/office/registers/{code}/new?subject={}", subject_code(subject))))
        }
        Mend::Entry(id) => {
            let e: Entry = store.get(id)?;
            let table = table(&e.table)?;
            let words = match e.subject {
                Subject::Resident(id) => store.get::<Resident>(id)?.name.to_string(),
                _ => t.with("clarity-mend-entry", &[("table", word(t, &table.name, &table.en))]),
            };
            let last = if who.reader(&office.app)?.edits_table(&table) { "/edit" } else { "" };
            (words, Some(format!("/office/registers/entries/{id}{last}")))
        }
    })
}
