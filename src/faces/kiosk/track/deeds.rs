//! What a resident may do to their own item: urge it, or withdraw it after being asked once more. Whoever works here cannot do it
//! for them: a card proves nothing, and a computer that the office works at is no resident's.
use actix_web::HttpRequest;

use crate::{
    app::App,
    base::Failure,
    domain::matters::items::{self, Action, By, Details, Item, Proof},
    faces::{
        kiosk::{session::Session, shell::Frame, terminal},
        web::{Form, Lang, Reply, page, see_other, works_at_this_address, works_on_this_device},
    },
};

use super::{
    Opened, opened,
    view::{self, Can},
};

impl Can {
    /// By the workflow table and what the item's guards ask of a resident.
    pub(super) fn of(app: &App, item: &Item, proof: Proof) -> Self {
        let by = |proof, action| items::can(&app.store, &By::Terminal(proof), item, action, app.clock.now());
        let can = |action| by(proof, action);
        let stands = |done: &Result<(), Failure>, why| matches!(done, Err(Failure::Refused(reason)) if reason.key == why);
        let (urge, withdraw) = (can(Action::Urge), can(Action::Withdraw));
        // With the receipt, or as a member who says telephone and number.
        let theirs = Proof::Query(item.query);
        let more = proof == Proof::Nothing && [Action::Urge, Action::Withdraw].iter().any(|a| by(theirs, *a).is_ok());
        Can {
            urge: urge.is_ok(),
            urged_today: stands(&urge, "item-urged-today"),
            withdraw: withdraw.is_ok(),
            papers_held: stands(&withdraw, "item-papers-out"),
            after_proof: more,
        }
    }
}

/// Refuses where somebody of the office works: with their session, at a computer that an account knows, or at an address they
/// have used today. A registered terminal is the residents', as long as nobody is signed in on it.
pub(super) fn resident_here(app: &App, req: &HttpRequest) -> Result<(), Failure> {
    let registered = terminal::of(req).is_some();
    if works_on_this_device(app, req)? || !registered && works_at_this_address(app, req) {
        return Err(Failure::refused("kiosk-office-computer"));
    }
    Ok(())
}

/// How a verdict came, in words for the history; `None` where nothing proves it.
pub(super) fn way(app: &App, req: &HttpRequest, proof: Proof) -> Option<String> {
    let key = match proof {
        Proof::Nothing => return None,
        Proof::Query(_) => "rated-by-receipt",
        Proof::Person(_) => "rated-by-person",
    };
    let terminal = terminal::of(req).map_or_else(|| app.zh.get("rated-at-terminal"), |t| t.name);
    Some(app.zh.with(key, &[("terminal", &terminal)]))
}

async fn act(app: &App, session: &mut Session, open: &Opened, action: Action) -> Result<(), Failure> {
    let (id, proof, at, calendar) = (open.item.id, open.proof, app.clock.now(), app.calendar().as_ref().clone());
    session
        .change(app, move |tx, _| items::act(tx, &By::Terminal(proof), id, action, Details::default(), at, &calendar).map(drop))
        .await
}

pub(super) async fn urge(app: App, mut session: Session, req: HttpRequest, _form: Form) -> Reply {
    resident_here(&app, &req)?;
    let Some(open) = opened(&app, &session)? else { return Ok(see_other("/track")) };
    // Pressed twice, or once more today: the page says so, and nothing is lost.
    if !Can::of(&app, &open.item, open.proof).urge {
        return Ok(see_other("/track/item"));
    }
    match act(&app, &mut session, &open, Action::Urge).await {
        Ok(()) => Ok(see_other("/track/item?done=urge")),
        Err(Failure::Refused(_)) => Ok(see_other("/track/item")),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn ask_withdraw(app: App, session: Session, lang: Lang) -> Reply {
    let Some(open) = opened(&app, &session)? else { return Ok(see_other("/track")) };
    if !Can::of(&app, &open.item, open.proof).withdraw {
        return Ok(see_other("/track/item"));
    }
    Ok(page(view::ask_withdraw(&Frame::of(&app, lang, &session), &open.item)))
}

pub(super) async fn withdraw(app: App, mut session: Session, req: HttpRequest, _form: Form) -> Reply {
    resident_here(&app, &req)?;
    let Some(open) = opened(&app, &session)? else { return Ok(see_other("/track")) };
    // Somebody at the office may have begun meanwhile: the item's page shows where it stands now.
    if !Can::of(&app, &open.item, open.proof).withdraw {
        return Ok(see_other("/track/item"));
    }
    match act(&app, &mut session, &open, Action::Withdraw).await {
        Ok(()) => Ok(see_other("/track/item?done=withdrawn")),
        Err(Failure::Refused(_)) => Ok(see_other("/track/item")),
        Err(other) => Err(other.into()),
    }
}
