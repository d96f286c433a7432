use std::{cell::RefCell, collections::HashMap};

use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        office::{
            accounts,
            who::{Account, Actor},
        },
        places::grids::Grid,
    },
    i18n::Texts,
    store::Read,
};

/// The roles of an account, in words.
pub fn roles(t: &Texts, account: &Account) -> String {
    let all: Vec<_> = account.roles.iter().map(|r| t.get(&format!("role-{}", r.key()))).collect();
    all.join(&t.get("office-and"))
}

/// Names of accounts and grids, each read once.
pub struct Names<'a> {
    app: &'a App,
    t: &'a Texts,
    accounts: RefCell<HashMap<Id<Account>, String>>,
    grids: RefCell<HashMap<Id<Grid>, String>>,
}

impl<'a> Names<'a> {
    /// None read yet.
    pub fn new(app: &'a App, t: &'a Texts) -> Self {
        Names { app, t, accounts: RefCell::default(), grids: RefCell::default() }
    }
    /// The person of an account.
    pub fn account(&self, id: Id<Account>) -> Result<String, Failure> {
        if let Some(known) = self.accounts.borrow().get(&id) {
            return Ok(known.clone());
        }
        let name = accounts::account_name(&self.app.store, id)?;
        self.accounts.borrow_mut().insert(id, name.clone());
        Ok(name)
    }
    /// Whoever did something, in words.
    pub fn actor(&self, actor: Actor) -> Result<String, Failure> {
        Ok(match actor {
            Actor::Account(id) => self.account(id)?,
            Actor::Terminal => self.t.get("actor-terminal"),
            Actor::Resident => self.t.get("actor-resident"),
            Actor::System => self.t.get("actor-system"),
        })
    }
    /// A grid's name.
    pub fn grid(&self, id: Option<Id<Grid>>) -> Result<String, Failure> {
        let Some(id) = id else { return Ok(String::new()) };
        if let Some(known) = self.grids.borrow().get(&id) {
            return Ok(known.clone());
        }
        let name = self.app.store.find(id)?.map(|g: Grid| g.name).unwrap_or_default();
        self.grids.borrow_mut().insert(id, name.clone());
        Ok(name)
    }
}
