//! What is due for deletion, the proposal, the second person's approval, and the proof.
use std::sync::Arc;

use actix_web::{HttpRequest, web::Path};

use super::{desk, retention_view as view};
use crate::{
    base::{Failure, Id, Reason},
    domain::{
        insight::privacy::{self, Deletion, DeletionState},
        office::who::Right,
        registry::registers::Table,
    },
    faces::{
        office::{Office, registry::registers::note_look},
        staff::{May, SignedIn, after, needs, query_form},
        web::{Form, Reply, page, pdf, see_other},
    },
    store::Read,
};

/// Entries of a page, and deletions of a page.
const PER_PAGE: usize = 50;
/// Groups that are deleted at once when one is approved; the house goes on by itself.
const AT_ONCE: usize = 10_000;

/// A deletion of a register that somebody sees.
fn one(office: &Office, who: &SignedIn, id: u64) -> Result<(Deletion, Arc<Table>), Failure> {
    let d: Deletion = office.app.store.get(Id::new(id))?;
    let t = who.reader(&office.app)?.table(&office.app.store, &d.table)?;
    Ok((d, t))
}

pub(super) async fn overview(who: May<needs::DecidePrivacy>, office: Office, req: HttpRequest) -> Reply {
    let (store, today) = (&office.app.store, office.app.clock.today());
    let mut tables = Vec::new();
    for t in who.reader(&office.app)?.tables(store)? {
        let due = privacy::due(store, &t, today)?;
        tables.push((t, due));
    }
    // What is due comes first; the rest stays in the order of the modules.
    tables.sort_by_key(|(_, d)| d.is_none_or(|d| d.count == 0));
    let mut found = privacy::deletions(store, after(&query_form(&req)).as_ref(), PER_PAGE)?;
    found.rows.retain(|d| tables.iter().any(|(t, _)| t.code == d.table));
    Ok(page(view::overview(&office, &who, &tables, &found)?))
}

pub(super) async fn due(who: May<needs::DecidePrivacy>, office: Office, code: Path<String>, req: HttpRequest) -> Reply {
    let (store, today) = (&office.app.store, office.app.clock.today());
    let t = who.reader(&office.app)?.table(&office.app.store, &code)?;
    note_look(&office, &who, &t, None).await?;
    let due = privacy::due(store, &t, today)?;
    let found = privacy::due_page(store, &t, today, after(&query_form(&req)).as_ref(), PER_PAGE)?;
    let open = store.by(&Deletion::OPEN, &t.code)?;
    Ok(page(view::due(&office, &who, &t, due, &found, open.as_ref())?))
}

pub(super) async fn propose(who: May<needs::DecidePrivacy>, office: Office, code: Path<String>, _form: Form) -> Reply {
    let t = who.reader(&office.app)?.table(&office.app.store, &code)?;
    let (by, at, code) = (who.account.id, office.app.clock.now(), t.code.clone());
    let d = office.app.store.write(move |tx| privacy::propose_deletion(tx, (by, at), &code)).await?;
    Ok(see_other(&format!("/office/privacy/deletions/{}?done=saved", d.id)))
}

pub(super) async fn show(who: May<needs::DecidePrivacy>, office: Office, id: Path<u64>) -> Reply {
    let (d, t) = one(&office, &who, *id)?;
    let decides = d.state == DeletionState::Proposed && who.may(Right::Lead) && d.proposed.0 != who.account.id;
    Ok(page(view::show(&office, &who, &d, &t, decides)?))
}

pub(super) async fn decide(who: May<needs::ApproveDeletion>, office: Office, id: Path<u64>, form: Form) -> Reply {
    let (d, _) = one(&office, &who, *id)?;
    let (by, at, reason) = (who.account.id, office.app.clock.now(), form.value("reason").to_owned());
    let approve = match form.value("decision") {
        "approve" => true,
        "refuse" => false,
        _ => return Err(Failure::refused("field-choice").into()),
    };
    let done = office.app.store.write(move |tx| privacy::decide_deletion(tx, (by, at), d.id, approve, &reason)).await;
    done.map_err(|e| match e {
        Failure::Invalid(mut e) if !e.0.is_empty() => match e.0.swap_remove(0).1 {
            r if r.key == "field-required" => Failure::Refused(Reason::new("ask-reason-needed")),
            r => Failure::Refused(r),
        },
        e => e,
    })?;
    if approve {
        let app = office.app.clone();
        let run = move || {
            if let Err(e) = privacy::carry_on(&app.store, app.clock.now(), AT_ONCE) {
                tracing::error!(%e, "a deletion stopped; it is gone on with in a minute");
            }
        };
        std::thread::Builder::new().name("deletion".into()).spawn(run).map_err(Failure::broken)?;
    }
    Ok(see_other(&format!("/office/privacy/deletions/{}?done=saved", d.id)))
}

pub(super) async fn proof(who: May<needs::DecidePrivacy>, office: Office, id: Path<u64>) -> Reply {
    let (d, _) = one(&office, &who, *id)?;
    if d.state != DeletionState::Done {
        return Err(Failure::refused("deletion-not-done").into());
    }
    Ok(pdf("deletion", desk(&office)?.deletion_proof(&d)?.into_bytes()))
}
