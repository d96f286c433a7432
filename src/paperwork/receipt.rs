use super::{Desk, refused};
use crate::{
    base::Failure,
    domain::{
        matters::items::{Item, StateTag, receipt::verify_url},
        places::grids::Grid,
    },
    paper::{Pdf, Raster, ReceiptFacts, receipt_a5, receipt_raster, receipt_roll},
    store::Read,
};

impl Desk<'_> {
    /// What stands on an item's receipt.
    pub fn receipt_facts(&self, item: &Item) -> Result<ReceiptFacts, Failure> {
        let spec = self.spec(item)?;
        let (worker, worker_phone) = self.worker(item)?;
        let grid = item.grid.map(|g| self.store.find::<Grid>(g)).transpose()?.flatten().map(|g| g.name).unwrap_or_default();
        let materials = item.materials.iter().filter_map(|i| spec.materials.get(usize::from(*i)));
        Ok(ReceiptFacts {
            office: self.office(),
            no: item.no.to_string(),
            query: item.query.to_string(),
            service: self.titled(item)?,
            kind: self.kind(&spec),
            applicant: self.applicant(item),
            phone: self.phone(item),
            grid,
            accepted: self.moment(item.created),
            accepted_on: item.created.day().chinese(),
            due: self.due(item, spec.limit_days),
            provisional: item.clock.provisional,
            worker,
            worker_phone,
            materials: materials.map(|m| m.name.clone()).collect(),
            next: self.next_steps(item),
            verify_url: verify_url(self.store, item, &self.settings.division, &self.settings.public_host, self.keys)?,
        })
    }
    /// The day it is due; before acceptance no day can be promised, only the limit.
    fn due(&self, item: &Item, limit: u16) -> String {
        match item.clock.due {
            Some(due) => self.moment(due),
            None if item.clock.paused.is_some() => self.texts.get("paperwork-due-paused"),
            None if !item.state.tag.open() => String::new(),
            None if limit == 0 => self.texts.get("paperwork-due-same-day"),
            None => self.texts.with("paperwork-due-after-acceptance", &[("days", &limit.to_string())]),
        }
    }
    /// What happens next, in the resident's words.
    pub fn next_steps(&self, item: &Item) -> Vec<String> {
        let keys: &[&str] = match item.state.tag {
            StateTag::Reported => &["paperwork-next-accept", "paperwork-next-handle", "paperwork-next-answer"],
            StateTag::AwaitingPapers => &["paperwork-next-papers", "paperwork-next-handle"],
            StateTag::ReportedBack | StateTag::Verifying => &["paperwork-next-verify", "paperwork-next-answer"],
            StateTag::Closed => &["paperwork-next-rate"],
            tag if tag.open() => &["paperwork-next-handle", "paperwork-next-answer"],
            _ => &[],
        };
        keys.iter().map(|k| self.texts.get(k)).collect()
    }
    pub(super) fn receipt(&self, item: &Item) -> Result<Pdf, Failure> {
        receipt_a5(self.texts, &self.receipt_facts(item)?).map_err(refused)
    }
    pub(super) fn slip(&self, item: &Item) -> Result<Pdf, Failure> {
        receipt_roll(self.texts, &self.receipt_facts(item)?).map_err(refused)
    }
    /// The receipt as the dots of a thermal printer.
    pub fn dots(&self, item: &Item) -> Result<Raster, Failure> {
        receipt_raster(self.texts, &self.receipt_facts(item)?).map_err(refused)
    }
}
