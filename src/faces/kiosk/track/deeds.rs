//! What a resident may do to their own item: urge it, or withdraw it after being asked once more.
use crate::{
    app::App,
    base::Failure,
    domain::matters::items::{self, Action, By, Details, Item, Proof},
    faces::{
        kiosk::{session::Session, shell::Frame},
        web::{Form, Lang, Problem, Reply, page, see_other},
    },
};

use super::{
    opened,
    view::{self, Can},
};

impl Can {
    /// By the workflow table and what the item's guards ask of a resident.
    pub(super) fn of(app: &App, item: &Item) -> Self {
        let by = By::Terminal(Proof::Query(item.query));
        let can = |action| items::can(&app.store, &by, item, action, app.clock.now());
        let stands = |done: &Result<(), Failure>, why| matches!(done, Err(Failure::Refused(reason)) if reason.key == why);
        let (urge, withdraw) = (can(Action::Urge), can(Action::Withdraw));
        Can {
            urge: urge.is_ok(),
            urged_today: stands(&urge, "item-urged-today"),
            withdraw: withdraw.is_ok(),
            papers_held: stands(&withdraw, "item-papers-out"),
        }
    }
}

async fn act(app: &App, session: &mut Session, item: &Item, action: Action) -> Result<(), Failure> {
    let (id, code, at, calendar) = (item.id, item.query, app.clock.now(), app.calendar().as_ref().clone());
    session
        .change(app, move |tx, _| {
            items::act(tx, &By::Terminal(Proof::Query(code)), id, action, Details::default(), at, &calendar).map(drop)
        })
        .await
}

pub(super) async fn urge(app: App, mut session: Session, _form: Form) -> Reply {
    let Some(item) = opened(&app, &session)? else { return Ok(see_other("/track")) };
    // Pressed twice, or once more today: the page says so, and nothing is lost.
    if !Can::of(&app, &item).urge {
        return Ok(see_other("/track/item"));
    }
    match act(&app, &mut session, &item, Action::Urge).await {
        Ok(()) => Ok(see_other("/track/item?done=urge")),
        Err(Failure::Refused(_)) => Ok(see_other("/track/item")),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn ask_withdraw(app: App, session: Session, lang: Lang) -> Reply {
    let Some(item) = opened(&app, &session)? else { return Ok(see_other("/track")) };
    if !Can::of(&app, &item).withdraw {
        return Ok(see_other("/track/item"));
    }
    Ok(page(view::ask_withdraw(&Frame::of(&app, lang, &session), &item)))
}

pub(super) async fn withdraw(app: App, mut session: Session, _form: Form) -> Result<actix_web::HttpResponse, Problem> {
    let Some(item) = opened(&app, &session)? else { return Ok(see_other("/track")) };
    // Somebody at the office may have begun meanwhile: the item's page shows where it stands now.
    if !Can::of(&app, &item).withdraw {
        return Ok(see_other("/track/item"));
    }
    match act(&app, &mut session, &item, Action::Withdraw).await {
        Ok(()) => Ok(see_other("/track/item?done=withdrawn")),
        Err(Failure::Refused(_)) => Ok(see_other("/track/item")),
        Err(other) => Err(other.into()),
    }
}
