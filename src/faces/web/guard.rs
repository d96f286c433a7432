use std::{
    future::{Ready, ready},
    marker::PhantomData,
    ops::Deref,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use sha2::{Digest, Sha256};

use super::Problem;
use crate::{
    app::App,
    base::{Failure, Id, Stamp},
    domain::office::{
        accounts::Session,
        who::{Account, Actor, Right, Staff},
    },
    store::Read,
};

/// The cookie of the office site's and the field pages' sessions.
pub const SESSION_COOKIE: &str = "lx_staff";

/// The hash under which a session's token is stored.
pub fn session_token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Somebody signed in, whatever their rights.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account.
    pub account: Account,
    /// The person.
    pub staff: Staff,
    /// The session.
    pub session: Id<Session>,
}

impl SignedIn {
    /// As the actor of a write.
    pub fn actor(&self) -> Actor {
        Actor::Account(self.account.id)
    }
    /// Whether the account has a right.
    pub fn may(&self, right: Right) -> bool {
        self.account.may(right)
    }
    fn of(req: &HttpRequest) -> Result<Self, Failure> {
        let (who, seen) = Self::seen(req)?;
        if let Some(app) = req.app_data::<App>() {
            let now = app.clock.now();
            if now.seconds_since(seen) >= 60 {
                touch(app, who.session, now);
            }
        }
        Ok(who)
    }
    /// Who it is and when the session was last used, without using it.
    fn seen(req: &HttpRequest) -> Result<(Self, Stamp), Failure> {
        let app = req.app_data::<App>().ok_or_else(|| Failure::broken("no app"))?;
        let token = req.cookie(SESSION_COOKIE).ok_or(Failure::SignedOut)?;
        let session = app.store.by(&Session::BY_TOKEN, &session_token_hash(token.value()))?.ok_or(Failure::SignedOut)?;
        let account = account_of(app, &session)?.ok_or(Failure::SignedOut)?;
        let staff = app.store.get(account.staff)?;
        // A password that must be changed opens nothing but the page that changes it.
        if account.must_change && !req.path().starts_with("/office/password") && !req.path().starts_with("/office/sign-out") {
            return Err(Failure::refused("account-must-change"));
        }
        Ok((SignedIn { account, staff, session: session.id }, session.seen))
    }
    /// Whether the session still lives and its account is not closed: asked again and again by what stays open.
    pub fn lives(app: &App, session: Id<Session>) -> Result<bool, Failure> {
        Ok(app.store.find(session)?.map_or(Ok(None), |s| account_of(app, &s))?.is_some())
    }
}

/// The account of a session that has not been left alone too long, unless it is closed.
fn account_of(app: &App, session: &Session) -> Result<Option<Account>, Failure> {
    let idle = i64::from(app.config.office.session_minutes) * 60;
    if app.clock.now().seconds_since(session.seen) > idle {
        return Ok(None);
    }
    Ok(app.store.find(session.account)?.filter(|a| !a.disabled))
}

/// Notes that the session is alive, to within a minute; the request does not wait for it.
fn touch(app: &App, id: Id<Session>, now: Stamp) {
    let store = app.store.clone();
    actix_web::rt::spawn(async move {
        let done = store.write(move |tx| match tx.find(id)? {
            Some(session) if session.seen < now => tx.put(&Session { seen: now, ..session }),
            _ => Ok(()),
        });
        if let Err(e) = done.await {
            tracing::warn!(%e, "a session could not be touched");
        }
    });
}

impl FromRequest for SignedIn {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(SignedIn::of(req).map_err(Problem))
    }
}

/// Names the rights of which a handler needs any one.
pub trait Need: 'static {
    /// Any of these.
    const RIGHTS: &'static [Right];
}

/// Somebody signed in who has one of the rights of `N`: a handler's argument is its permission.
#[derive(Clone, Debug)]
pub struct May<N>(SignedIn, PhantomData<fn() -> N>);

impl<N> Deref for May<N> {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl<N: Need> FromRequest for May<N> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(SignedIn::of(req).and_then(May::check).map_err(Problem))
    }
}

impl<N: Need> May<N> {
    fn check(who: SignedIn) -> Result<Self, Failure> {
        let ok = N::RIGHTS.iter().any(|r| who.may(*r));
        if ok { Ok(May(who, PhantomData)) } else { Err(Failure::NotAllowed) }
    }
}

/// The same for what an open page asks by itself: nobody touched anything, so the session is not kept alive by it.
#[derive(Clone, Debug)]
pub struct Watch<N>(May<N>);

impl<N> Deref for Watch<N> {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl<N: Need> FromRequest for Watch<N> {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(SignedIn::seen(req).and_then(|(who, _)| May::check(who)).map(Watch).map_err(Problem))
    }
}

/// The needs of handlers, by name.
pub mod needs {
    use super::{Need, Right};
    macro_rules! need {
        ($($(#[$doc:meta])* $name:ident: $($right:ident)|+;)*) => {$(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;
            impl Need for $name {
                const RIGHTS: &'static [Right] = &[$(Right::$right),+];
            }
        )*};
    }
    need! {
        /// See items: all, those of the own grids, or those given to oneself.
        SeeItems: SeeItems | SeeOwnGrid | Handle;
        /// See the whole office's items.
        SeeAllItems: SeeItems;
        /// Register an item for someone.
        Register: Register;
        /// Do something to an item; which action is decided by the workflow table.
        ActOnItem: Accept | Dispatch | Handle | Verify | Convene;
        /// Do one thing to several items; which ones is decided by the workflow table.
        ActOnMany: Accept | Dispatch | Handle | FollowUp | Supervise;
        /// Call back or visit after closing.
        FollowUp: FollowUp;
        /// Give what somebody owns to another: anybody's, or one's own.
        HandOver: Dispatch | Handle;
        /// See households and residents.
        SeePeople: SeePeople;
        /// Change them.
        EditPeople: EditPeople;
        /// Import and export rosters.
        Transfer: Transfer;
        /// Reveal a sealed number.
        Reveal: Reveal;
        /// Take entries of registers in from a file; which registers is the table's to say.
        ImportRegister: Transfer | KeyPersons;
        /// Give a register out as a file; which one and how much is the table's to say.
        ExportRegister: Transfer | Reveal;
        /// Write down what a resident said about the own information: whoever keeps the registry or takes matters in.
        NotePrivacy: EditPeople | Register;
        /// Decide what a resident asks about the own information, and see what is due for deletion.
        DecidePrivacy: EditPeople | Lead;
        /// Approve a deletion.
        ApproveDeletion: Lead;
        /// Ask for, and decide on, a file of key persons.
        KeyPersons: KeyPersons;
        /// Change the catalogue.
        EditCatalogue: EditCatalogue;
        /// Accounts, staff, posts.
        ManageUsers: ManageUsers;
        /// Settings.
        Settings: Settings;
        /// See the calendar of working days: whoever has limits to keep, or keeps the calendar.
        SeeCalendar: SeeItems | SeeOwnGrid | Handle | Settings;
        /// Read the audit log.
        Audit: Audit;
        /// Print.
        Print: Print;
        /// Hear a terminal's call for help and go there: everybody who sits in the office.
        AnswerCalls: SeeItems | SeeOwnGrid | Settings;
    }
}
