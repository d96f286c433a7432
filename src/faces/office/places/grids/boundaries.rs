//! Boundaries of grids: what stands, a file that is looked through, and then written.
use std::sync::Arc;

use actix_web::web::Path;

use super::{boundaries_view as view, boundaries_view::Kept};
use crate::{
    base::{Failure, Id},
    domain::places::grids::{
        boundary::{self, Plan, boundaries},
        list_grids,
    },
    faces::{
        office::Office,
        staff::{May, SignedIn, look_through, looked, needs},
        web::{Form, Reply, Upload, ask_again, page, see_other},
    },
    mailroom,
};

pub(super) async fn start(who: May<needs::EditPeople>, office: Office) -> Reply {
    Ok(page(view::start(&office, &who, None)?))
}

/// Reads the file and looks it through beside the request threads; nothing is changed.
pub(super) async fn upload(who: May<needs::EditPeople>, office: Office, sent: Upload) -> Reply {
    let (app, file, name) = (office.app.clone(), sent.file, sent.name.clone());
    let read = move || {
        let beside = (list_grids(&app.store)?, boundaries(&app.store)?);
        Ok((Vec::new(), app.mailroom.open(&mailroom::BOUNDARIES, &name, &beside, &file)?))
    };
    match look_through::<Plan, usize>(&office.app, &who, sent.name, read).await? {
        Ok(token) => Ok(see_other(&format!("/office/grids/boundaries/{token}"))),
        Err(why) => Ok(ask_again(view::start(&office, &who, Some(&why))?)),
    }
}

fn kept(office: &Office, who: &SignedIn, token: &str) -> Result<Arc<Kept>, Failure> {
    looked(&office.app, who, token)
}

pub(super) async fn plan(who: May<needs::EditPeople>, office: Office, token: Path<String>) -> Reply {
    let kept = kept(&office, &who, &token)?;
    Ok(page(view::plan(&office, &who, &token, &kept)?))
}

/// Applies once: all boundaries in one write.
pub(super) async fn apply(who: May<needs::EditPeople>, office: Office, token: Path<String>, _form: Form) -> Reply {
    let kept = kept(&office, &who, &token)?;
    if kept.begin() {
        let shapes: Vec<_> = kept.plan.writes().map(|(g, s)| (g, s.clone())).collect();
        let (by, name) = ((who.actor(), office.app.clock.now()), kept.name.clone());
        let (store, kept) = (office.app.store.clone(), kept.clone());
        // A task of its own: it comes to its end even if nobody waits for the answer any more.
        let run = actix_web::rt::spawn(async move {
            kept.end(store.write(move |tx| boundary::apply(tx, by, &name, shapes)).await);
        });
        run.await.map_err(Failure::broken)?;
    }
    Ok(see_other(&format!("/office/grids/boundaries/{}", *token)))
}

pub(super) async fn remove(who: May<needs::EditPeople>, office: Office, id: Path<u64>, _form: Form) -> Reply {
    let (by, id) = ((who.actor(), office.app.clock.now()), Id::new(*id));
    office.app.store.write(move |tx| boundary::remove(tx, by, id)).await?;
    Ok(see_other("/office/grids/boundaries?done=boundary-removed"))
}
