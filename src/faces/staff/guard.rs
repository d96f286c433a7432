//! Who asks, and what they may: a handler's argument is its permission.
use std::{
    future::{Ready, ready},
    marker::PhantomData,
    ops::Deref,
};

use crate::{
    app::App,
    base::{Failure, Id, Stamp},
    domain::{
        office::{
            accounts::Session,
            who::{Account, Actor, Right, Staff},
        },
        places::reader::Reader,
    },
    faces::web::{Problem, account_of, address, session_of},
    store::Read,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};

/// Somebody signed in, whatever their rights.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub account: Account,
    pub staff: Staff,
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
    /// Whether the account has any of these rights; none named is everybody.
    pub fn has_any(&self, rights: &[Right]) -> bool {
        rights.is_empty() || rights.iter().any(|r| self.may(*r))
    }
    /// Whether the account may have what needs `N`.
    pub fn meets<N: Need>(&self) -> bool {
        self.has_any(N::RIGHTS)
    }
    /// As whoever reads, here and now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reader(&self, app: &App) -> Result<Reader, Failure> {
        Reader::of(&app.store, &self.account, app.clock.now())
    }
    fn of(req: &HttpRequest) -> Result<Self, Failure> {
        let (who, seen) = Self::seen(req)?;
        who.keep_alive(req, seen);
        Ok(who)
    }
    fn keep_alive(&self, req: &HttpRequest, seen: Stamp) {
        if let Some(app) = req.app_data::<App>() {
            let now = app.clock.now();
            app.workplaces.note(&address(req), now);
            if now.seconds_since(seen) >= 60 {
                keep_alive(app, self.session, now);
            }
        }
    }
    /// Who it is and when the session was last used, without using it. A password that must be changed opens nothing.
    fn seen(req: &HttpRequest) -> Result<(Self, Stamp), Failure> {
        let (who, seen) = Self::known(req)?;
        if who.account.must_change { Err(Failure::refused("account-must-change")) } else { Ok((who, seen)) }
    }
    fn known(req: &HttpRequest) -> Result<(Self, Stamp), Failure> {
        let app = req.app_data::<App>().ok_or_else(|| Failure::broken("no app"))?;
        let (session, account) = session_of(app, req)?.ok_or(Failure::SignedOut)?;
        let staff = app.store.get(account.staff)?;
        Ok((SignedIn { account, staff, session: session.id }, session.seen))
    }
    /// Whether the session still lives and its account is not closed: asked again and again by what stays open.
    pub fn lives(app: &App, session: Id<Session>) -> Result<bool, Failure> {
        Ok(app.store.find(session)?.map_or(Ok(None), |s| account_of(app, &s))?.is_some())
    }
}

/// Notes that the session is alive, to within a minute; the request does not wait for it.
fn keep_alive(app: &App, id: Id<Session>, now: Stamp) {
    let store = app.store.clone();
    actix_web::rt::spawn(async move {
        let done = store.write(move |tx| match tx.find(id)? {
            Some(session) if session.seen < now => tx.put(&Session { seen: now, ..session }),
            _ => Ok(()),
        });
        if let Err(e) = done.await {
            tracing::warn!(%e, "a session could not be kept alive");
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

/// Somebody signed in whose password may have to be changed first. Only what changes it, and signing out, takes one.
#[derive(Clone, Debug)]
pub struct Arriving(SignedIn);

impl Deref for Arriving {
    type Target = SignedIn;
    fn deref(&self) -> &SignedIn {
        &self.0
    }
}

impl FromRequest for Arriving {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;
    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let known = SignedIn::known(req);
        ready(known.inspect(|(who, seen)| who.keep_alive(req, *seen)).map(|(who, _)| Arriving(who)).map_err(Problem))
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
        if who.meets::<N>() { Ok(May(who, PhantomData)) } else { Err(Failure::NotAllowed) }
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

/// What a handler's arguments ask of whoever comes, if the first of them says who that is.
pub trait Asks {
    /// The rights of which any one opens; none is everybody signed in.
    const RIGHTS: &'static [Right];
}

impl Asks for SignedIn {
    const RIGHTS: &'static [Right] = &[];
}

impl Asks for Result<SignedIn, Problem> {
    const RIGHTS: &'static [Right] = &[];
}

impl<N: Need> Asks for May<N> {
    const RIGHTS: &'static [Right] = N::RIGHTS;
}

impl<W: Asks, A> Asks for (W, A) {
    const RIGHTS: &'static [Right] = W::RIGHTS;
}

impl<W: Asks, A, B> Asks for (W, A, B) {
    const RIGHTS: &'static [Right] = W::RIGHTS;
}
