//! `App`: one cheap-clone handle, the only shared state.
use std::{
    ops::Deref,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use crate::{
    aloud::{Espeak, Prompts},
    base::{Clock, Failure, Keys, Limits, Stamp, WorkCalendar},
    checkup::{Health, Troubles},
    config::Config,
    domain::{
        insight::privacy,
        lobby::lexicon,
        matters::{catalog, items::Live},
        office::{audit, calendar, prints::PrinterWatch},
    },
    i18n::{Locale, Texts},
    live::{Again, Alone, Pulse, Scene, Shelf, Slots, Workplaces},
    mailroom::Mailroom,
    store::{Dir, Keeper, Range, Read, Store, blobs::Blobs, keeper},
};

/// The most bytes of one blob: a photo, a scan, a paper, a roster.
const BLOB_MOST: u64 = 16 << 20;

/// Places for slow work, by who starts it: none of them takes the place of another, and none takes the machine. An office
/// PC has two to four cores and four gigabytes; each figure is measured in `tests/it/house/crowds.rs`.
#[derive(Clone)]
pub struct Work {
    /// Passwords being hashed: 19 MiB each. Strangers start these.
    pub passwords: Slots,
    /// Papers, files and uploads of the staff.
    pub papers: Slots,
    /// Photos, papers, handwriting and speech of residents.
    pub lobby: Slots,
}

impl Default for Work {
    fn default() -> Self {
        Work { passwords: Slots::new(2, 30, 6), papers: Slots::new(2, 100, 100), lobby: Slots::new(3, 60, 60) }
    }
}

/// What every handler and job may use.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of the app.
pub struct Parts {
    pub store: Store,
    /// What backs the data up; none over memory.
    pub keeper: Option<Keeper>,
    /// Photos, scans and papers beside the store.
    pub blobs: Arc<Blobs>,
    /// The data folder: blobs, keys and backups lie in it.
    pub data: PathBuf,
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
    /// How much slow work runs at once.
    pub work: Work,
    /// How the printers were when they were last asked.
    pub printers: PrinterWatch,
    /// What was found when the house was last looked at.
    pub health: Health,
    /// A drill of a backup.
    pub drill: Alone,
    /// Whether the program is to begin again, with another life of its data.
    pub again: Again,
    /// When this process opened the house.
    pub begun: Stamp,
    /// The synthesiser that reads prompts aloud, if it is installed.
    pub espeak: Espeak,
    /// The office's live picture, and those who watch it.
    pub pulse: Pulse,
    /// The addresses that the office works at.
    pub workplaces: Workplaces,
    /// Files between the dry run and the real one.
    pub shelf: Shelf,
    /// Where foreign files are opened.
    pub mailroom: Mailroom,
    catalogue: RwLock<Arc<catalog::Catalogue>>,
    calendar: RwLock<Arc<WorkCalendar>>,
    unsettled: RwLock<Unsettled>,
    words: RwLock<Arc<lexicon::OwnWords>>,
    prompts: RwLock<(Option<Arc<catalog::Catalogue>>, Arc<Prompts>)>,
}

/// Open items whose limit would be another by the calendar that holds, where nobody has decided about them: the calendar
/// came with a new program. Counted by a chore, shown on the desk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unsettled {
    /// The calendar's version that was counted by; empty before the first count.
    pub version: String,
    pub items: usize,
    /// Of those, items whose provisional limit would become final.
    pub finals: usize,
}

impl App {
    /// Puts the parts together: seeds the catalogue, and tells the clock when something was last recorded.
    pub fn new(
        store: Store,
        keeper: Option<Keeper>,
        data: PathBuf,
        clock: Clock,
        config: Config,
        keys: Keys,
        mailroom: Mailroom,
    ) -> Result<Self, Failure> {
        let (zh, en) = (Texts::load(Locale::ZhCn)?, Texts::load(Locale::En)?);
        if let Some(last) = store.list(&Range::<audit::Entry>::table(), Dir::Backward, 1)?.first() {
            clock.recall(last.at, 0);
        }
        let shipped = catalog::shipped().map_err(Failure::broken)?;
        let (services, now) = (shipped.services, clock.now());
        store.write_wait(move |tx| catalog::seed(tx, &services, now).and_then(|_| privacy::seed(tx, now)))?;
        let catalogue = RwLock::new(Arc::new(catalog::Catalogue::read(&store, shipped.refused)?));
        let blobs = Blobs::open(&data.join("blobs"), BLOB_MOST).map_err(Failure::broken)?;
        let folders = keeper.as_ref().map_or_else(|| vec![keeper::own_folder(&data)], Keeper::folders);
        let blobs = Arc::new(blobs.with_others(folders.iter().map(|folder| folder.join("blobs")).collect()));
        let calendar = RwLock::new(Arc::new(calendar::load(&store)?));
        let (unsettled, limits, pulse, words, printers) =
            (RwLock::default(), Limits::default(), Pulse::default(), RwLock::default(), PrinterWatch::default());
        let parts = Parts {
            store,
            keeper,
            blobs,
            data,
            clock,
            config,
            keys,
            zh,
            en,
            limits,
            work: Work::default(),
            printers,
            health: Health::default(),
            drill: Alone::default(),
            again: Again::default(),
            begun: now,
            pulse,
            workplaces: Workplaces::default(),
            shelf: Shelf::default(),
            mailroom,
            catalogue,
            espeak: Espeak::default(),
            prompts: RwLock::default(),
            calendar,
            unsettled,
            words,
        };
        Ok(App(Arc::new(parts)))
    }
    /// The catalogue as it is now.
    pub fn catalogue(&self) -> Arc<catalog::Catalogue> {
        self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Reads the catalogue again, after an edit.
    pub fn reload_catalogue(&self) -> Result<(), Failure> {
        let refused = self.catalogue().refused().to_vec();
        let fresh = Arc::new(catalog::Catalogue::read(&self.store, refused)?);
        *self.0.catalogue.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
    /// Working days as they are now.
    pub fn calendar(&self) -> Arc<WorkCalendar> {
        self.0.calendar.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Reads the calendar again, after a change.
    pub fn reload_calendar(&self) -> Result<(), Failure> {
        // Under the lock, so that of two changes the later one is what stays.
        let mut held = self.0.calendar.write().unwrap_or_else(PoisonError::into_inner);
        *held = Arc::new(calendar::load(&self.store)?);
        Ok(())
    }
    /// What the live picture is taken of, as it is now.
    pub fn scene(&self) -> Scene {
        Scene { store: self.store.clone(), clock: self.clock.clone(), calendar: self.calendar() }
    }
    /// The office as it is: see [`Pulse::picture`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn picture(&self) -> Result<Arc<Live>, Failure> {
        self.pulse.picture(self.scene()).await
    }
    /// What the terminal may say aloud, of the services that are on offer now.
    pub fn prompts(&self) -> Arc<Prompts> {
        let now = self.catalogue();
        {
            let held = self.0.prompts.read().unwrap_or_else(PoisonError::into_inner);
            if held.0.as_ref().is_some_and(|of| Arc::ptr_eq(of, &now)) {
                return held.1.clone();
            }
        }
        let fresh = Arc::new(Prompts::of(&self.zh, &now));
        *self.0.prompts.write().unwrap_or_else(PoisonError::into_inner) = (Some(now), fresh.clone());
        fresh
    }
    /// The office's own words for pinyin; none before the first minute's job.
    pub fn words(&self) -> Arc<lexicon::OwnWords> {
        self.0.words.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Reads the office's own words again, after an edit.
    pub fn reload_words(&self) -> Result<(), Failure> {
        let fresh = Arc::new(lexicon::OwnWords::read(&self.store, &self.catalogue(), self.clock.now())?);
        *self.0.words.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }
    /// Reads them again if something of them may have changed since.
    pub fn refresh_words(&self) -> Result<(), Failure> {
        if lexicon::moved(&self.store, &self.words(), self.clock.today())? { self.reload_words() } else { Ok(()) }
    }
    /// What was last counted of limits that nobody has decided about.
    pub fn unsettled(&self) -> Unsettled {
        self.0.unsettled.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// Keeps a count.
    pub fn note_unsettled(&self, counted: Unsettled) {
        *self.0.unsettled.write().unwrap_or_else(PoisonError::into_inner) = counted;
    }
    /// Whether what is entered is saved at this moment.
    pub fn saves(&self) -> bool {
        self.0.keeper.as_ref().is_none_or(Keeper::takes_writes)
    }
    /// What puts data in danger, as it was last found and as saving and the clock are now. Cheap.
    pub fn troubles(&self) -> Troubles {
        Troubles::among(&self.0.health.found(), self.saves(), self.0.clock.hands())
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
