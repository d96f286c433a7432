//! The papers of an item on the screen, or straight to the printer.
use actix_web::web::Path;

use super::seen;
use crate::{
    base::{Failure, Id},
    domain::{
        matters::{
            catalog::Answer,
            items::{self, Item},
        },
        office::{
            audit,
            prints::{self, NewPrint},
            who::Right,
        },
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, needs, note_daily, slowly},
        web::{Form, Problem, Reply, pdf, see_other},
    },
    paperwork::{Desk, ItemPaper},
    store::{Read, blobs::BlobError},
};

pub(super) async fn show(who: May<needs::SeeItems>, office: Office, path: Path<(u64, String)>) -> Reply {
    let (id, paper) = path.into_inner();
    let item = seen(&office, &who, Id::new(id))?;
    let paper = ItemPaper::parse(&paper).ok_or(Failure::NotFound)?;
    let bytes = bytes(&office, &who, &item, paper).await?;
    Ok(pdf(&format!("{}-{}", paper.key(), item.no), bytes))
}

/// Whether a paper bears the query code, with which its holder acts as the resident.
pub(super) fn hands_out_code(paper: ItemPaper) -> bool {
    matches!(paper, ItemPaper::Receipt | ItemPaper::Slip)
}

/// Whether this person may hand a receipt out: one who takes matters in, and who has not worked on this one: nobody rates
/// the own work with the resident's code.
pub(super) fn may_hand_out(office: &Office, who: &SignedIn, item: &Item) -> Result<bool, Failure> {
    let takes_in = who.may(Right::Intake) || who.may(Right::Accept);
    Ok(takes_in && !items::has_handled(&office.app.store, who.account.id, item)?)
}

/// Whether the filled form holds a citizen number or a birth date in full: then making it is a look at the number.
fn holds_number(office: &Office, item: &Item) -> Result<bool, Failure> {
    let spec = office.app.store.get(item.service)?.read()?;
    let full = |a: &Answer| spec.field(&a.key).is_some_and(|f| f.full_number_on_form && a.sealed.is_some() || f.is_birth());
    Ok(item.answers.iter().any(full))
}

/// The paper. A form with a citizen number in full is made only for those who may reveal it, and the look is written down.
async fn bytes(office: &Office, who: &SignedIn, item: &Item, paper: ItemPaper) -> Result<Vec<u8>, Problem> {
    let app = office.app.clone();
    if paper == ItemPaper::Form && holds_number(office, item)? {
        if !who.may(Right::Reveal) {
            return Err(Failure::refused("item-form-number").into());
        }
        let (by, at, id) = (who.actor(), app.clock.now(), item.id);
        app.store.write(move |tx| audit::note(tx, by, at, items::log::ITEM_FORM_NUMBER, Some(id), "")).await?;
    }
    if hands_out_code(paper) {
        if !may_hand_out(office, who, item)? {
            return Err(Failure::refused("item-receipt-own").into());
        }
        let (by, at, id) = (who.actor(), app.clock.now(), item.id);
        app.store.write(move |tx| audit::note(tx, by, at, items::log::ITEM_RECEIPT, Some(id), "")).await?;
    }
    note_daily(&office.app, who, items::log::ITEM_PAPER, item.id, paper.key()).await?;
    let item = item.clone();
    let made = slowly(&office.app, move || {
        let desk = Desk::of(&app.store, &app.zh, &app.keys, app.clock.now())?;
        desk.print(&item, paper).map(|p| p.into_bytes())
    });
    Ok(made.await??)
}

pub(super) async fn send(who: May<needs::SeeItems>, office: Office, path: Path<u64>, form: Form) -> Reply {
    let item = seen(&office, &who, Id::new(*path))?;
    let paper = ItemPaper::parse(form.value("paper")).ok_or(Failure::NotFound)?;
    let printer = office.settings.as_ref().map(|s| s.printer.clone()).unwrap_or_default();
    let bytes = bytes(&office, &who, &item, paper).await?;
    let app = office.app.clone();
    let blob = slowly(&office.app, move || app.blobs.put(&bytes).map_err(BlobError::said)).await??;
    let new = NewPrint {
        paper: format!("/office/items/{}/papers/{}", item.id, paper.key()),
        title: format!("{} {}", office.app.zh.get(&format!("paperwork-{}", paper.key())), item.no),
        blob,
        printer,
    };
    let (by, at) = (who.actor(), office.app.clock.now());
    office.app.store.write(move |tx| prints::enqueue(tx, by, new, at)).await?;
    Ok(see_other(&format!("/office/items/{}?done=print", item.id)))
}
