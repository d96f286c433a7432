use super::{Desk, refused};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::who::Actor,
        places::grids::{self, Grid},
        registry::{
            cards::{self, Card},
            people::Household,
        },
    },
    paper::{self, CardFacts, Pdf},
    store::{Read, Store},
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

/// A household's valid card, issued if it has none.
pub async fn card_of(store: &Store, who: (Actor, Stamp), home: Id<Household>) -> Result<Card, Failure> {
    store.write(move |tx| cards::issue(tx, who, home)).await
}

/// The households of a grid that live there now, each with its valid card, issued where there was none. For threads that
/// may wait; `progress` is called after each household.
pub fn cards_of_grid(
    store: &Store,
    who: (Actor, Stamp),
    grid: Id<Grid>,
    mut progress: impl FnMut(),
) -> Result<Vec<(Household, Card)>, Failure> {
    let mut homes: Vec<Household> = Vec::new();
    store.each(&Household::BY_GRID.under(grid), |h: Household| {
        homes.extend(Some(h).filter(|h| h.left.is_none()));
        Ok(())
    })?;
    let mut out = Vec::with_capacity(homes.len());
    for some in homes.chunks(64) {
        let ids: Vec<_> = some.iter().map(|h| h.id).collect();
        let issued =
            store.write_wait(move |tx| ids.into_iter().map(|h| cards::issue(tx, who, h)).collect::<Result<Vec<_>, _>>())?;
        for (home, card) in some.iter().zip(issued) {
            out.push((home.clone(), card));
            progress();
        }
    }
    Ok(out)
}
