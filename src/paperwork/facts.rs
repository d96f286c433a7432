use crate::{
    base::{Day, Failure, Id, Keys, Stamp},
    domain::{
        matters::{
            catalog::ServiceSpec,
            items::{Item, public_title},
        },
        office::{settings::Settings, who::Account},
        places::grids::{self, GridPeople},
        registry::people::Where,
    },
    i18n::Texts,
    paper::Office,
    store::{Read, Store},
};

/// Where papers are made: the store, the office's words and keys, and the day that stands on them.
pub struct Desk<'a> {
    pub store: &'a Store,
    /// Texts of papers: Chinese.
    pub texts: &'a Texts,
    pub settings: Settings,
    /// What signs receipts.
    pub keys: &'a Keys,
    /// The day of issue.
    pub today: Day,
}

impl<'a> Desk<'a> {
    /// The desk of an office that has been set up; `Refused` for one that has not.
    pub fn of(store: &'a Store, texts: &'a Texts, keys: &'a Keys, now: Stamp) -> Result<Self, Failure> {
        let settings = Settings::load(store)?.ok_or(Failure::refused("paperwork-not-set-up"))?;
        Ok(Desk { store, texts, settings, keys, today: now.day() })
    }
    /// The office as papers name it.
    pub fn office(&self) -> Office {
        let s = &self.settings;
        Office { name: s.community.clone(), address: s.address.clone(), phone: s.phone.clone(), hours: s.hours.clone() }
    }
    pub(super) fn spec(&self, item: &Item) -> Result<ServiceSpec, Failure> {
        self.store.get(item.service)?.read()
    }
    pub(super) fn people(&self, item: &Item) -> Result<GridPeople, Failure> {
        item.grid.map_or(Ok(GridPeople::default()), |g| grids::people_of_grid(self.store, g, self.today))
    }
    /// Name and telephone of the grid worker; of the office itself where there is none.
    pub(super) fn worker(&self, item: &Item) -> Result<(String, String), Failure> {
        let people = self.people(item)?;
        let worker = people.worker().map(|w| (w.name.clone(), w.phone.as_ref().map(ToString::to_string).unwrap_or_default()));
        Ok(worker.unwrap_or_else(|| (self.settings.community.clone(), self.settings.phone.clone())))
    }
    /// What a paper that others read calls an item.
    pub(super) fn titled(&self, item: &Item) -> Result<String, Failure> {
        Ok(public_title(self.store, item)?.map_or_else(|| self.texts.get("paperwork-unnamed"), str::to_owned))
    }
    pub(super) fn applicant(&self, item: &Item) -> String {
        item.applicant.name.as_ref().map(|n| Where::Lobby.name(n)).unwrap_or_else(|| self.texts.get("paperwork-anonymous"))
    }
    pub(super) fn phone(&self, item: &Item) -> String {
        item.applicant.phone.as_ref().map(|p| Where::Lobby.phone(p)).unwrap_or_default()
    }
    /// `承诺件（20 个工作日）`
    pub(super) fn kind(&self, spec: &ServiceSpec) -> String {
        let kind = self.texts.get(spec.item_type.key());
        self.texts.with("paperwork-kind", &[("kind", &kind), ("limit", &self.limit(spec))])
    }
    pub(super) fn limit(&self, spec: &ServiceSpec) -> String {
        match spec.limit_days {
            0 => self.texts.get("paperwork-limit-same-day"),
            n => self.texts.with("paperwork-limit-days", &[("days", &n.to_string())]),
        }
    }
    /// `2026年11月21日 17:30`
    pub(super) fn moment(&self, at: Stamp) -> String {
        format!("{} {}", at.day().chinese(), at.local().strftime("%H:%M"))
    }
    /// The name and department of an account's person.
    pub(super) fn person(&self, account: Option<Id<Account>>) -> Result<(String, String), Failure> {
        let Some(account) = account.map(|a| self.store.find(a)).transpose()?.flatten() else { return Ok(Default::default()) };
        let staff = self.store.get(account.staff)?;
        Ok((staff.name.to_string(), staff.department))
    }
    pub(super) fn line(&self, item: &Item) -> String {
        self.texts.get(item.line.key())
    }
    pub(super) fn basis(&self, spec: &ServiceSpec) -> Vec<String> {
        let cite = |p: &crate::domain::matters::catalog::PolicyBasis| {
            let number = p.number.as_ref().map(|n| format!("（{n}）")).unwrap_or_default();
            format!("《{}》{number}", p.title)
        };
        spec.policy.iter().map(cite).collect()
    }
}
