//! Who am I: the contact card, or the telephone and the last four of the citizen number, or nobody.
mod tries;
mod view;

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, StatusCode},
    web::Path,
};

use super::{
    form::steps,
    page::Page,
    session::{Session, close},
    shell::Frame,
};
use crate::{
    app::App,
    base::{Crockford, Failure, Id, Phone, Reason},
    domain::{
        office::{audit, who::Actor},
        registry::{
            cards,
            people::{self, Household, Resident},
        },
    },
    faces::web::{Form, Lang, Problem, Reply, Routes, endpoint, page, page_with, see_other},
    store::Read,
};
pub(super) use tries::{Secret, count, forgive, note_wrong};
pub(super) use view::called;

/// Members of a household that are shown.
const MEMBERS_MOST: usize = 12;

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/who/{next}", choose),
        endpoint(Method::GET, "/who/{next}/card", card),
        endpoint(Method::POST, "/who/{next}/card", by_card),
        endpoint(Method::GET, "/who/{next}/phone", phone),
        endpoint(Method::POST, "/who/{next}/phone", by_phone),
        endpoint(Method::GET, "/who/{next}/member", member),
        endpoint(Method::POST, "/who/{next}/member", by_member),
        endpoint(Method::POST, "/who/{next}/nobody", nobody),
    ]
}

/// What the person wanted before being asked who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// To fill a form.
    Form,
    /// To see the grid.
    Grid,
    /// To rate.
    Rate,
    /// To urge or withdraw the opened item.
    Track,
    /// Nothing yet: the card was scanned first.
    Home,
}

impl Next {
    fn parse(s: &str) -> Result<Self, Problem> {
        [Next::Form, Next::Grid, Next::Rate, Next::Track, Next::Home]
            .into_iter()
            .find(|n| n.key() == s)
            .ok_or(Problem(Failure::NotFound))
    }
    /// The word in addresses.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Next::Form => "form",
            Next::Grid => "grid",
            Next::Rate => "rate",
            Next::Track => "track",
            Next::Home => "home",
        }
    }
    const fn path(self) -> &'static str {
        match self {
            Next::Form => "/form",
            Next::Grid => "/grid",
            Next::Rate => "/rate",
            Next::Track => "/track/item",
            Next::Home => "/home",
        }
    }
    /// Whether it is one person's to do: a household's card does not say which.
    pub(super) const fn of_a_person(self) -> bool {
        matches!(self, Next::Rate | Next::Track)
    }
}

/// The living members of a household, its head first.
pub(super) fn members(app: &App, household: Id<Household>) -> Result<Vec<Resident>, Failure> {
    let mut all = people::members(&app.store, household)?;
    all.retain(|r| r.gone.is_none());
    all.truncate(MEMBERS_MOST);
    Ok(all)
}

async fn choose(app: App, session: Session, lang: Lang, next: Path<String>) -> Reply {
    let next = Next::parse(&next)?;
    if session.draft().is_some_and(|d| d.proven.is_some() || d.household.is_some() && !next.of_a_person()) {
        return Ok(see_other(next.path()));
    }
    Ok(page(view::choose(&Frame::of(&app, lang, &session), next)))
}

async fn card(app: App, session: Session, lang: Lang, req: HttpRequest, next: Path<String>) -> Reply {
    let why = req.query_string().strip_prefix("why=").and_then(|why| Wrong::ALL.into_iter().find(|w| w.key() == why));
    let why = why.map(|w| Reason::new(w.text()));
    Ok(page(view::card(&Frame::of(&app, lang, &session), Next::parse(&next)?, why.as_ref())))
}

async fn by_card(app: App, mut session: Session, lang: Lang, req: HttpRequest, next: Path<String>, form: Form) -> Reply {
    let next = Next::parse(&next)?;
    match card_holder(&app, &req, &mut session, form.value("card")).await? {
        Ok(home) => identified(&app, &mut session, next, home, None).await,
        Err(why) => {
            let status = if why == Wrong::Often { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
            let asked = view::card(&Frame::of(&app, lang, &session), next, Some(&Reason::new(why.text())));
            Ok(session.with_cookie(page_with(status, asked)))
        }
    }
}

/// Why a card opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// No card of ours.
    Unknown,
    /// Replaced by another.
    Revoked,
    /// Its household has moved away.
    Left,
    /// Too many tries.
    Often,
}

impl Wrong {
    const ALL: [Wrong; 4] = [Wrong::Unknown, Wrong::Revoked, Wrong::Left, Wrong::Often];
    /// The word in addresses.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Wrong::Unknown => "unknown",
            Wrong::Revoked => "revoked",
            Wrong::Left => "left",
            Wrong::Often => "often",
        }
    }
    const fn text(self) -> &'static str {
        match self {
            Wrong::Unknown => "kiosk-card-unknown",
            Wrong::Revoked => "card-revoked",
            Wrong::Left => "household-has-left",
            Wrong::Often => "kiosk-tried-often",
        }
    }
}

/// The household of a card's code, or why there is none.
pub(super) async fn card_holder(
    app: &App,
    req: &HttpRequest,
    session: &mut Session,
    code: &str,
) -> Result<Result<Id<Household>, Wrong>, Failure> {
    match count(app, req, session, (Secret::Card, None)).await {
        Ok(()) => {}
        Err(Failure::Refused(_)) => return Ok(Err(Wrong::Often)),
        Err(other) => return Err(other),
    }
    let found = Crockford::parse(code).ok_or(Failure::NotFound).and_then(|token| cards::household_of(&app.store, &token));
    Ok(match found {
        Ok(home) => {
            forgive(app, req, session, Secret::Card);
            Ok(home.id)
        }
        Err(Failure::NotFound) => {
            note_wrong(app, Secret::Card).await?;
            Err(Wrong::Unknown)
        }
        Err(Failure::Refused(reason)) if reason.key == "card-revoked" => Err(Wrong::Revoked),
        Err(Failure::Refused(_)) => Err(Wrong::Left),
        Err(other) => return Err(other),
    })
}

async fn phone(app: App, session: Session, lang: Lang, next: Path<String>) -> Reply {
    Ok(page(view::phone(&Frame::of(&app, lang, &session), Next::parse(&next)?, &Form::default())))
}

async fn by_phone(app: App, mut session: Session, lang: Lang, req: HttpRequest, next: Path<String>, mut form: Form) -> Reply {
    let next = Next::parse(&next)?;
    let typed = form.take("phone", "field-phone", Phone::parse);
    let last = form.take("last4", "kiosk-wrong-last4", last_four);
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let (Some(number), Some(last)) = (typed, last) {
        match count(&app, &req, &mut session, (Secret::Identity, Some(number.as_str()))).await {
            Ok(()) => match people::identify(&app.store, &app.keys.seal, number.as_str(), &last)? {
                Some(resident) => {
                    forgive(&app, &req, &session, Secret::Identity);
                    return identified(&app, &mut session, next, resident.household, Some(resident.id)).await;
                }
                // One answer for an unknown telephone and a wrong number: it tells nobody who lives here.
                None => {
                    note_wrong(&app, Secret::Identity).await?;
                    form.note("last4", Reason::new("kiosk-who-unknown"));
                }
            },
            Err(Failure::Refused(reason)) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                form.note("last4", reason);
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(session.with_cookie(page_with(status, view::phone(&Frame::of(&app, lang, &session), next, &form))))
}

fn last_four(s: &str) -> Option<String> {
    let s = s.trim().to_ascii_uppercase();
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let ok = s.len() == 4 && s.get(..3).is_some_and(digits) && s.get(3..).is_some_and(|c| digits(c) || c == "X");
    ok.then_some(s)
}

/// By a card (nobody in particular), or as the resident who has said telephone and last four.
pub(super) async fn identified(
    app: &App,
    session: &mut Session,
    next: Next,
    household: Id<Household>,
    resident: Option<Id<Resident>>,
) -> Reply {
    let now = app.clock.now();
    session
        .change(app, move |tx, draft| {
            if draft.household != Some(household) {
                draft.resident = None;
            }
            if draft.proven != resident || draft.household != Some(household) {
                close(draft);
            }
            (draft.household, draft.resident) = (Some(household), resident.or(draft.resident));
            draft.proven = resident;
            // Rows of the register are read by a terminal only after this: leave a trace of it.
            audit::note(tx, Actor::Terminal, now, people::log::HOUSEHOLD_IDENTIFY, Some(household), "")
        })
        .await?;
    let to = match (next.of_a_person(), resident) {
        // They have said who they are.
        (true, Some(_)) => next.path().to_owned(),
        // A card says nothing of the person: the same screen tells what does.
        (true, None) => format!("/who/{}", next.key()),
        (false, _) => format!("/who/{}/member", next.key()),
    };
    Ok(session.with_cookie(see_other(&to)))
}

async fn member(app: App, session: Session, lang: Lang, next: Path<String>) -> Reply {
    let next = Next::parse(&next)?;
    let Some(household) = session.begun()?.household else { return Ok(see_other(&format!("/who/{}", next.key()))) };
    let all = members(&app, household)?;
    let address = app.store.get(household)?.address;
    let chosen = session.draft().and_then(|d| d.resident);
    Ok(page(view::member(&Frame::of(&app, lang, &session), next, &all, &address, chosen)))
}

async fn by_member(app: App, mut session: Session, next: Path<String>, form: Form) -> Reply {
    let next = Next::parse(&next)?;
    let Some(household) = session.begun()?.household else { return Ok(see_other(&format!("/who/{}", next.key()))) };
    let wanted = form.value("v").parse::<u64>().map(Id::<Resident>::new).ok();
    let resident = members(&app, household)?.into_iter().find(|r| Some(r.id) == wanted).map(|r| r.id);
    let offer = session.draft().and_then(|d| app.catalogue().by_code(&d.service).cloned());
    session
        .change(&app, move |tx, draft| {
            draft.resident = resident;
            match offer {
                Some(offer) if draft.filed.is_none() => steps::fill(tx, draft, &offer.spec),
                _ => Ok(()),
            }
        })
        .await?;
    Ok(session.with_cookie(see_other(next.path())))
}

async fn nobody(app: App, mut session: Session, next: Path<String>, _form: Form) -> Reply {
    let next = Next::parse(&next)?;
    session
        .change(&app, |_, draft| {
            (draft.household, draft.resident, draft.proven) = (None, None, None);
            close(draft);
            Ok(())
        })
        .await?;
    let to = match next {
        Next::Form => "/form",
        Next::Grid => "/grid/pick",
        Next::Rate | Next::Track => "/track",
        Next::Home => "/home",
    };
    let answer: HttpResponse = see_other(to);
    Ok(session.with_cookie(answer))
}
