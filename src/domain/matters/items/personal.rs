//! A person's own matters, the papers carried for them and how they were asked afterwards, for the copy that is theirs.
use super::{Item, Of, carried, follow_ups, photos};
use crate::{
    base::{Failure, SealedNumber},
    domain::{
        matters::catalog::FieldSpec,
        noun::{Asked, Facts, Part, Words},
        office::accounts::in_words,
        registry::people::Resident,
    },
    store::{Dir, Read},
};

/// The most items of the household that are looked through.
const ITEMS_MOST: usize = 1_000;

pub(super) fn personal(asked: &Asked<'_>) -> Result<Vec<Part>, Failure> {
    let r: Resident = asked.store.get(asked.resident())?;
    let mut items = asked.store.list(&Item::BY_HOUSEHOLD.under(r.household), Dir::Backward, ITEMS_MOST)?;
    items.retain(|i| i.applicant.resident == Some(r.id));
    let (mut matters, mut papers, mut asks) = (Vec::new(), Vec::new(), Vec::new());
    for item in &items {
        matters.push(matter(asked, &r, item)?);
        papers.extend(papers_of(asked, item)?);
        asks.extend(asks_after(asked, item)?);
    }
    Ok(vec![
        Part::new(30, "items", "personal-part-items", matters),
        Part::new(32, "papers", "personal-part-papers", papers),
        Part::new(34, "follow-ups", "personal-part-follow-ups", asks),
    ])
}

fn matter(asked: &Asked<'_>, r: &Resident, item: &Item) -> Result<Facts, Failure> {
    let mut f = Facts::default();
    f.add("no", "personal-item-no", Words::plain(item.no));
    f.add("service", "personal-item-service", Words::plain(&item.title));
    f.add("reported", "personal-item-reported", Words::plain(item.created.minute()));
    f.add("state", "registers-state", Words::text(format!("state-{}", item.state.tag.key())));
    f.add("applicant", "resident-name", Words::maybe(item.applicant.name.as_ref()));
    f.add("phone", "resident-phone", Words::maybe(item.applicant.phone.as_ref()));
    f.add("place", "household-address", Words::plain(&item.place));
    let spec = asked.store.get(item.service)?.read()?;
    for a in &item.answers {
        let name = spec.field(&a.key).map_or(&a.key, |f| &f.label);
        // The applicant's own number, and no other's.
        let own = |n: &&SealedNumber| a.key == "citizen-number" || r.number.as_ref().is_some_and(|x| x.hash == n.hash);
        let number = a.sealed.as_ref().filter(own).map(|n| asked.keys.seal.open_number(n)).transpose()?;
        let birth = spec.field(&a.key).is_some_and(FieldSpec::is_birth);
        let value = match number {
            Some(n) => Words::plain(n.plain()),
            None if birth => Words::plain(&a.value),
            None => spec.shown(a),
        };
        f.add(format!("answer.{}", a.key), Words::plain(name), value);
    }
    f.add("result", "personal-item-result", Words::plain(&item.result));
    if let Some((_, words)) = &item.rating {
        f.add("rating", "personal-item-rating", Words::plain(words));
    }
    let photos = photos(asked.store, Of::Item(item.id))?.len();
    f.add("photos", "personal-item-photos", Words::maybe(Some(photos).filter(|n| *n > 0)));
    Ok(f)
}

/// The originals that were carried for the person: where each has been.
fn papers_of(asked: &Asked<'_>, item: &Item) -> Result<Vec<Facts>, Failure> {
    let mut out = Vec::new();
    for paper in carried(asked.store, item.id)? {
        let mut f = Facts::default();
        f.add("item", "personal-item-no", Words::plain(item.no));
        f.add("paper", "personal-paper-name", Words::Plain(paper.name));
        for s in paper.steps {
            let said = [Words::plain(s.at.minute()), in_words(asked.store, s.by)?, Words::Plain(s.note)];
            f.add(s.step.key(), Words::text(format!("custody-{}", s.step.key())), Words::joined(said, Words::plain(" ")));
        }
        out.push(f);
    }
    Ok(out)
}

/// How the person was asked whether it was well done, and what was said.
fn asks_after(asked: &Asked<'_>, item: &Item) -> Result<Vec<Facts>, Failure> {
    let mut out = Vec::new();
    for x in follow_ups(asked.store, item.id)? {
        let mut f = Facts::default();
        f.add("item", "personal-item-no", Words::plain(item.no));
        f.add("at", "registers-when", Words::plain(x.at.minute()));
        f.add("way", "item-way", Words::text(format!("way-{}", x.way.key())));
        f.add("told", "personal-follow-told", Words::Plain(x.told));
        f.add("basis", "item-basis", Words::Plain(x.basis));
        let verdict = x.verdict.map_or("item-unreached".into(), |v| format!("rating-{}", v.key()));
        f.add("verdict", "personal-item-rating", Words::text(verdict));
        f.add("by", "registers-who", in_words(asked.store, x.by)?);
        out.push(f);
    }
    Ok(out)
}
