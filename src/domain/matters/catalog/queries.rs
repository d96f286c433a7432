use serde::Deserialize;

use super::{
    record::{Service, ServiceVersion},
    search::Finder,
    spec::{Refused, ServiceSpec},
    vocabulary::{Category, Channel, LifeSituation, Secrecy, WindowLine},
};
use crate::{
    base::{Failure, Id},
    store::{Dir, Read},
};

/// A service with what it says now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub service: Service,
    /// The version that `spec` was read from.
    pub version: Id<ServiceVersion>,
    /// What it says.
    pub spec: ServiceSpec,
}

impl ServiceVersion {
    /// What this version says.
    ///
    /// # Errors
    /// `Broken` when the stored text cannot be read.
    pub fn read(&self) -> Result<ServiceSpec, Failure> {
        serde_json::from_str(&self.spec).map_err(|e| Failure::broken(format!("service version {}: {e}", self.id)))
    }
    /// How confidential it says that its matters are; an earlier program did not ask.
    pub fn secrecy(&self) -> Option<Secrecy> {
        #[derive(Deserialize)]
        struct Said {
            secrecy: Option<Secrecy>,
        }
        serde_json::from_str::<Said>(&self.spec).ok()?.secrecy
    }
}

/// How confidential the matters of a service are that were asked for under a version of it: as it was told then, or as the
/// catalogue says now, whichever is stricter. What nobody ever said is one person's own.
///
/// # Errors
/// When the store cannot be read.
pub fn secrecy(read: &impl Read, asked: Id<ServiceVersion>, code: &str) -> Result<Secrecy, Failure> {
    let then = read.find(asked)?;
    let service = read.by(&Service::BY_CODE, &code.to_owned())?;
    let now = service.filter(|s| s.current != asked).map(|s| read.find(s.current)).transpose()?.flatten();
    let said = |v: Option<ServiceVersion>| v.and_then(|v| v.secrecy());
    Ok(said(then).max(said(now)).unwrap_or(Secrecy::Personal))
}

/// The service with this code, whether retired or not.
///
/// # Errors
/// `NotFound` for an unknown code.
pub fn offer(read: &impl Read, code: &str) -> Result<Offer, Failure> {
    let service = read.by(&Service::BY_CODE, &code.to_owned())?.ok_or(Failure::NotFound)?;
    with_spec(read, service)
}

/// Every version of a service, newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn versions(read: &impl Read, service: Id<Service>) -> Result<Vec<ServiceVersion>, Failure> {
    read.list(&ServiceVersion::BY_SERVICE.under(service), Dir::Backward, crate::store::PAGE_MOST)
}

fn with_spec(read: &impl Read, service: Service) -> Result<Offer, Failure> {
    let version = read.get(service.current)?;
    Ok(Offer { version: version.id, spec: version.read()?, service })
}

/// The whole catalogue in memory, prepared for lists and search: some dozens of services, read once and again after
/// each edit.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    offers: Vec<Offer>,
    refused: Vec<Refused>,
    finder: Finder,
}

/// One thing that a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// A service on offer.
    Offer(&'a Offer),
    /// A certificate that must not be issued.
    Refused(&'a Refused),
}

impl Catalogue {
    /// Reads the services on offer in order of code; `refused` come from [`super::shipped`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(read: &impl Read, refused: Vec<Refused>) -> Result<Self, Failure> {
        let mut offers = Vec::new();
        let mut rows = Vec::new();
        read.each(&Service::BY_CODE.all(), |service| {
            rows.push(service);
            Ok(())
        })?;
        for service in rows.into_iter().filter(|service| service.retired.is_none()) {
            offers.push(with_spec(read, service)?);
        }
        let finder = Finder::new(offers.iter().map(|offer| &offer.spec), &refused);
        Ok(Self { offers, refused, finder })
    }
    /// Everything on offer.
    pub fn offers(&self) -> &[Offer] {
        &self.offers
    }
    /// The certificates that must not be issued.
    pub fn refused(&self) -> &[Refused] {
        &self.refused
    }
    /// The service on offer with this code.
    pub fn by_code(&self, code: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.service.code == code)
    }
    /// The refused certificate with this code.
    pub fn refused_by_code(&self, code: &str) -> Option<&Refused> {
        self.refused.iter().find(|refused| refused.code == code)
    }
    /// Services of a category.
    pub fn in_category(&self, category: Category) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(move |offer| offer.spec.category == category)
    }
    /// Services for a life situation.
    pub fn in_situation(&self, situation: LifeSituation) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(move |offer| offer.spec.situation.contains(&situation))
    }
    /// Services of a window line.
    pub fn in_line(&self, line: WindowLine) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(move |offer| offer.spec.line == line)
    }
    /// Services that can be asked for through a channel.
    pub fn through(&self, channel: Channel) -> impl Iterator<Item = &Offer> {
        self.offers.iter().filter(move |offer| offer.spec.channels.contains(&channel))
    }
    /// What fits the words, best first.
    pub fn search(&self, query: &str) -> Vec<Found<'_>> {
        let found = self.finder.find(query).into_iter();
        found
            .filter_map(
                |(service, at)| {
                    if service { self.offers.get(at).map(Found::Offer) } else { self.refused.get(at).map(Found::Refused) }
                },
            )
            .collect()
    }
}
