//! Doing something to an item: the posted form, read by what the workflow table asks for.
use actix_web::{http::StatusCode, web::Path};

use super::{
    detail,
    forms::{Over, named},
    seen,
};
use crate::{
    base::{Failure, Id, Reason},
    domain::matters::items::{self, Action, Asked, By, Colour, Details, Field, ItemNo, Of, Rating, Rule, Way, attach, keep},
    faces::{
        office::{Office, registry::residents::count_reveal},
        staff::{May, needs, slowly},
        web::{Form, Reply, Upload, ask_again, page, page_with, see_other},
    },
    mailroom,
    store::Read,
};

/// Reads what the rule's form holds; what was typed wrong stays in the form with its error beside it.
fn details(office: &Office, form: &mut Form, rule: &Rule) -> Result<Details, Failure> {
    let action = rule.action;
    let value = |field: &str| form.value(&named(action, field)).trim().to_owned();
    let id = |field: &str| value(field).parse().ok();
    let ids = |field: &str| form.values(&named(action, field)).filter_map(|v| v.parse().ok()).map(Id::new).collect();
    let mut details = Details { note: value("note"), seen: form.value("seen").parse().ok(), ..Details::default() };
    let mut unknown = false;
    for field in rule.fields {
        match field {
            Field::Recipient => details.to_account = id("to").map(Id::new),
            Field::Materials => details.materials = Some(form.values("material").filter_map(|v| v.parse().ok()).collect()),
            Field::Days => details.days = value("days").parse().ok(),
            Field::Colour => details.colour = Colour::parse(&value("colour")),
            // The number may be ticked in the list of likely ones, or typed.
            Field::Target => {
                let typed = value("target");
                details.target = ItemNo::parse(if typed.is_empty() { form.value("likely") } else { &typed });
                unknown = !typed.is_empty() && details.target.is_none();
            }
            Field::Service => {
                let catalogue = office.app.catalogue();
                let offer = catalogue.offers().iter().find(|o| o.spec.code == value("service"));
                details.service = offer.map(Asked::of).transpose()?;
            }
            Field::Participants => details.participants = ids("participants"),
            Field::Chair => details.chair = id("chair").map(Id::new),
            Field::Outcome => {
                details.way = Way::parse(&value("way"));
                details.outcome = match value("outcome").as_str() {
                    "unreached" => Some(None),
                    verdict => Rating::parse(verdict).map(Some),
                };
            }
            Field::Basis => details.basis = value("basis"),
            Field::Help => details.help = id("help").map(Id::new),
            Field::Papers => details.papers = value("papers").lines().map(str::to_owned).collect(),
            Field::Paper => details.paper = id("paper").map(Id::new),
            Field::Verdict => details.rating = Rating::parse(&value("rating")),
        }
    }
    if unknown {
        form.note(&named(action, "target"), Reason::new("item-target-unknown"));
    }
    Ok(details)
}

pub(super) async fn act(who: May<needs::ActOnItem>, office: Office, path: Path<(u64, String)>, mut form: Form) -> Reply {
    let (id, action) = path.into_inner();
    let action = Action::parse(&action).ok_or(Failure::NotFound)?;
    let item = seen(&office, &who, Id::new(id))?;
    // What the state does not allow is still asked of the domain, which says why.
    let details = match action.rule(item.state.tag) {
        Some(rule) => details(&office, &mut form, rule)?,
        None => Details::default(),
    };
    let (app, me, at, id) = (office.app.clone(), who.account.clone(), office.app.clock.now(), item.id);
    let calendar = app.calendar();
    let done = app.store.write(move |tx| items::act(tx, &By::Account(&me), id, action, details, at, &calendar)).await;
    let (status, refused) = match form.settled_as(done, |field| named(action, &field)) {
        Ok(Some(_)) => return Ok(see_other(&format!("/office/items/{id}?done=item-{}", action.key()))),
        Ok(None) => (StatusCode::UNPROCESSABLE_ENTITY, None),
        Err(Failure::Refused(reason)) => (StatusCode::CONFLICT, Some(reason)),
        Err(other) => return Err(other.into()),
    };
    let over = Over { form, open: action.key(), refused, ..Over::default() };
    let now = seen(&office, &who, id)?;
    Ok(page_with(status, detail::view(&office, &who, &now, &over)?))
}

/// Shows a sealed number of the answers once, for a stated purpose; the look is in the audit log before it is on the screen.
pub(super) async fn reveal(who: May<needs::Reveal>, office: Office, path: Path<u64>, mut form: Form) -> Reply {
    let item = seen(&office, &who, Id::new(*path))?;
    count_reveal(&office.app, who.account.id)?;
    let spec = office.app.store.get(item.service)?.read()?;
    let (key, purpose) = (form.value("field").to_owned(), form.value("purpose").to_owned());
    let label = spec.fields.iter().find(|f| f.key == key).map_or_else(|| key.clone(), |f| f.label.clone());
    let (seal, by, at, id) = (office.app.keys.seal.clone(), who.actor(), office.app.clock.now(), item.id);
    let done = office.app.store.write(move |tx| items::reveal_answer(tx, &seal, (by, at), id, &key, &purpose)).await;
    Ok(match form.settled(done)? {
        Some(number) => {
            let over = Over { revealed: Some((label, number)), ..Over::default() };
            page(detail::view(&office, &who, &item, &over)?)
        }
        None => ask_again(detail::view(&office, &who, &item, &Over { form, ..Over::default() })?),
    })
}

pub(super) async fn photo(who: May<needs::ActOnItem>, office: Office, path: Path<u64>, upload: Upload) -> Reply {
    let item = seen(&office, &who, Id::new(*path))?;
    if !item.state.tag.open() {
        return Err(Failure::refused("item-photo-closed").into());
    }
    let app = office.app.clone();
    let sent = upload.file;
    let kept = slowly(&office.app, move || {
        let photo = app.mailroom.open(&mailroom::PHOTO, "", &(), &sent)?;
        keep(&app.blobs, &photo).map(|blob| (blob, photo.bytes().len()))
    })
    .await?;
    let refused = |reason: Reason| Over { refused: Some(reason), ..Over::default() };
    let done = match kept {
        Ok((blob, size)) => {
            let (by, at, of) = (who.actor(), office.app.clock.now(), Of::Item(item.id));
            office.app.store.write(move |tx| attach(tx, by, of, blob, size, at)).await.map(drop)
        }
        Err(e) => Err(e),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("/office/items/{}?done=photo", item.id))),
        Err(Failure::Refused(reason)) => {
            Ok(page_with(StatusCode::CONFLICT, detail::view(&office, &who, &item, &refused(reason))?))
        }
        Err(other) => Err(other.into()),
    }
}
