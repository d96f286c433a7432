//! `App`: one cheap-clone handle, the only shared state.
use std::{ops::Deref, path::PathBuf, sync::Arc};

use crate::{
    base::{Clock, Failure, Keys},
    config::Config,
    faces::web::Limits,
    i18n::{Locale, Texts},
    store::Store,
};

/// What every handler and job may use.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of the app.
pub struct Parts {
    /// The store.
    pub store: Store,
    /// The data folder: blobs, keys and backups lie in it.
    pub data: PathBuf,
    /// Time.
    pub clock: Clock,
    /// The settings file.
    pub config: Config,
    /// The office's keys.
    pub keys: Keys,
    /// Chinese texts.
    pub zh: Texts,
    /// English texts.
    pub en: Texts,
    /// Rates of sign-in, identity checks and the like.
    pub limits: Limits,
}

impl App {
    /// Puts the parts together.
    pub fn new(store: Store, data: PathBuf, clock: Clock, config: Config, keys: Keys) -> Result<Self, Failure> {
        let (zh, en) = (Texts::load(Locale::ZhCn)?, Texts::load(Locale::En)?);
        Ok(App(Arc::new(Parts { store, data, clock, config, keys, zh, en, limits: Limits::default() })))
    }
    /// The texts of a language.
    pub fn texts(&self, locale: Locale) -> &Texts {
        match locale {
            Locale::ZhCn => &self.zh,
            Locale::En => &self.en,
        }
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}
