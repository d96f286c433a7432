use super::{Desk, refused};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::{audit, who::Actor},
        places::grids::{self, Grid},
        registry::{
            cards::{self, Card},
            people::Household,
        },
    },
    paper::{self, CardFacts, Pdf},
    store::{Read, Store, Tx},
};

impl Desk<'_> {
    fn card_facts(&self, home: &Household, card: &Card, people: &grids::GridPeople, grid: &str) -> CardFacts {
        let of = |s: Option<&grids::Serving>| {
            s.map(|s| (s.name.clone(), s.phone.as_ref().map(ToString::to_string).unwrap_or_default())).unwrap_or_default()
        };
        let ((leader, leader_phone), (worker, worker_phone)) = (of(people.leader()), of(people.worker()));
        let community = self.settings.community.trim_end_matches("居民委员会").to_owned();
        CardFacts {
            office: self.office(),
            community,
            address: home.address.clone(),
            grid: grid.to_owned(),
            leader,
            leader_phone,
            worker,
            worker_phone,
            token: card.token.to_string(),
        }
    }
    /// A household's contact card, front and back, for a card printer.
    pub fn card(&self, home: &Household, card: &Card) -> Result<Pdf, Failure> {
        let people = grids::people_of_grid(self.store, home.grid, self.today)?;
        let grid: Grid = self.store.get(home.grid)?;
        paper::card(self.texts, &self.card_facts(home, card, &people, &grid.name)).map_err(refused)
    }
    /// Cards ten to a sheet.
    pub fn sheets(&self, all: &[(Household, Card)]) -> Result<Pdf, Failure> {
        let mut facts = Vec::with_capacity(all.len());
        let mut known: Option<(Id<Grid>, grids::GridPeople, String)> = None;
        for (home, card) in all {
            let (people, name) = match &known {
                Some((id, people, name)) if *id == home.grid => (people, name),
                _ => {
                    let people = grids::people_of_grid(self.store, home.grid, self.today)?;
                    let fresh = (home.grid, people, self.store.get::<Grid>(home.grid)?.name);
                    let held = known.insert(fresh);
                    (&held.1, &held.2)
                }
            };
            facts.push(self.card_facts(home, card, people, name));
        }
        paper::cards(self.texts, &facts).map_err(refused)
    }
}

/// Whose cards a grid's sheets hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of the households that have none.
    Lacking,
    /// Of all; the cards that they have are void.
    All,
}

impl Whose {
    /// All.
    pub const ALL: [Whose; 2] = [Whose::Lacking, Whose::All];
    /// Name in texts and forms (`cards-of-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Whose::Lacking => "lacking",
            Whose::All => "all",
        }
    }
    /// By name.
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.key() == key)
    }
}

/// A new card for a household, with the line of who printed it and why.
pub async fn card_of(store: &Store, (by, at): (Actor, Stamp), home: Id<Household>, purpose: String) -> Result<Card, Failure> {
    let work = move |tx: &mut Tx<'_>| {
        audit::note(tx, by, at, cards::log::CARD_PRINT, Some(home), &purpose)?;
        cards::issue(tx, (by, at), home, &purpose)
    };
    store.write(work).await
}

/// New cards for the households that live in a grid now. For threads that may wait; `progress` is called after each card.
pub fn cards_of_grid(
    store: &Store,
    (by, at): (Actor, Stamp),
    (grid, whose): (Id<Grid>, Whose),
    purpose: &str,
    mut progress: impl FnMut(),
) -> Result<Vec<(Household, Card)>, Failure> {
    let mut homes: Vec<Household> = Vec::new();
    store.each(&Household::BY_GRID.under(grid), |h: Household| {
        homes.extend(Some(h).filter(|h| h.left.is_none()));
        Ok(())
    })?;
    if whose == Whose::Lacking {
        let mut lacking = Vec::with_capacity(homes.len());
        for home in homes {
            if cards::valid_card(store, home.id)?.is_none() {
                lacking.push(home);
            }
        }
        homes = lacking;
    }
    let mut out = Vec::with_capacity(homes.len());
    for (n, some) in homes.chunks(64).enumerate() {
        let (ids, why) = (some.iter().map(|h| h.id).collect::<Vec<_>>(), purpose.to_owned());
        let issued = store.write_wait(move |tx| {
            if n == 0 {
                audit::note(tx, by, at, cards::log::CARD_PRINT, Some(grid), &why)?;
            }
            ids.into_iter().map(|h| cards::issue(tx, (by, at), h, &why)).collect::<Result<Vec<_>, _>>()
        })?;
        for (home, card) in some.iter().zip(issued) {
            out.push((home.clone(), card));
            progress();
        }
    }
    Ok(out)
}
