use super::{Desk, refused};
use crate::{
    base::{Failure, Stamp, covered},
    domain::matters::{
        catalog::PaperKind,
        items::{Action, Event, Item, history, receipt::verify_url},
    },
    paper::{
        Completion, Lacking, NoticeFacts, Pdf, Pledge, ReferralFacts, Refusal, Supplement, TransferFacts, completion, pledge,
        referral, refusal, supplement, transfer,
    },
};

/// Working days in which papers are asked for; a request, not a limit that ends the matter by itself.
const PAPERS_WITHIN: u16 = 5;

impl Desk<'_> {
    fn notice(&self, item: &Item, at: Stamp) -> NoticeFacts {
        NoticeFacts {
            office: self.office(),
            no: String::new(),
            item_no: item.no.to_string(),
            to: self.applicant(item),
            service: item.title.clone(),
            applied: item.created.day().chinese(),
            date: at.day().chinese(),
        }
    }
    /// The last event of a kind; `NotFound` if there was none.
    fn last(&self, item: &Item, action: Action) -> Result<Event, Failure> {
        history(self.store, item.id)?.into_iter().rev().find(|e| e.action == action).ok_or(Failure::NotFound)
    }
    pub(super) fn pledge(&self, item: &Item) -> Result<Pdf, Failure> {
        let (spec, (worker, worker_phone)) = (self.spec(item)?, self.worker(item)?);
        let at = item.clock.start.map_or(item.created, |d| Stamp::at(d, 9, 0));
        let due = item.clock.due.map(|d| self.moment(d)).unwrap_or_default();
        let due = if item.clock.provisional { self.texts.with("paper-receipt-due-provisional", &[("due", &due)]) } else { due };
        let more = Pledge { limit: self.limit(&spec), due, worker, worker_phone, supervise_phone: self.settings.phone.clone() };
        pledge(self.texts, &self.notice(item, at), &more).map_err(refused)
    }
    pub(super) fn supplement(&self, item: &Item) -> Result<Pdf, Failure> {
        let asked = self.last(item, Action::AskPapers)?;
        let (worker, worker_phone) = self.worker(item)?;
        // One line of the clerk's words is one paper; what stands before a colon is its name.
        let lacking = asked.note.lines().filter(|l| !l.trim().is_empty()).map(|l| match l.split_once(['：', ':']) {
            Some((name, problem)) => Lacking { name: name.trim().into(), problem: problem.trim().into() },
            None => Lacking { name: l.trim().into(), problem: self.texts.get("paperwork-please-bring") },
        });
        let by = crate::base::WorkCalendar::shipped()?.due(asked.at.day(), PAPERS_WITHIN).day;
        let place = if self.settings.address.is_empty() { &self.settings.community } else { &self.settings.address };
        let more = Supplement { lacking: lacking.collect(), by: by.chinese(), place: place.clone(), worker, worker_phone };
        supplement(self.texts, &self.notice(item, asked.at), &more).map_err(refused)
    }
    pub(super) fn refusal(&self, item: &Item) -> Result<Pdf, Failure> {
        let declined = self.last(item, Action::Decline)?;
        // The clerk writes the reason, and the rule it rests on in lines of their own.
        let mut lines = declined.note.lines().map(str::trim).filter(|l| !l.is_empty());
        let mut reason = lines.next().unwrap_or_default().to_owned();
        if !reason.ends_with(['。', '！', '；']) {
            reason.push('。');
        }
        let mut basis: Vec<String> = lines.map(str::to_owned).collect();
        if basis.is_empty() {
            basis = self.basis(&self.spec(item)?);
        }
        refusal(self.texts, &self.notice(item, declined.at), &Refusal { reason, basis, redirect: Vec::new() }).map_err(refused)
    }
    pub(super) fn completion(&self, item: &Item) -> Result<Pdf, Failure> {
        let closed = self.last(item, Action::Close)?;
        let more = Completion {
            closed: closed.at.day().chinese(),
            result: covered(&item.result),
            basis: self.basis(&self.spec(item)?).join("；"),
            handler: self.person(item.handler)?.0,
            verifier: self.person(closed.actor.account())?.0,
            collect: String::new(),
            rate_url: String::new(),
        };
        completion(self.texts, &self.notice(item, closed.at), &more).map_err(refused)
    }
    pub(super) fn transfer(&self, item: &Item) -> Result<Pdf, Failure> {
        let sent = self.last(item, Action::Dispatch)?;
        let (handler, department) = self.person(sent.to_account)?;
        let spec = self.spec(item)?;
        let open = item.answers.iter().filter(|a| a.sealed.is_none());
        let brief: Vec<String> = open.map(|a| super::words::said(self.texts, &spec.shown(a))).collect();
        let facts = TransferFacts {
            office: self.office(),
            item_no: item.no.to_string(),
            service: format!("{}（{}）", item.title, self.line(item)),
            source: self.texts.get(&format!("source-{}", item.source.key())),
            reported: self.moment(item.created),
            reporter: self.applicant(item),
            reporter_phone: self.phone(item),
            place: item.place.clone(),
            to: if department.is_empty() { handler } else { format!("{department}　{handler}") },
            due: item.clock.due.map(|d| self.moment(d)).unwrap_or_default(),
            brief: brief.join("；"),
            suggestion: covered(&sent.note),
            dispatcher: self.person(sent.actor.account())?.0,
            date: sent.at.day().chinese(),
            ..TransferFacts::default()
        };
        transfer(self.texts, &facts).map_err(refused)
    }
    pub(super) fn referral(&self, item: &Item) -> Result<Pdf, Failure> {
        let spec = self.spec(item)?;
        let (contact, contact_phone) = self.worker(item)?;
        let pregnancy = spec.papers.contains(&PaperKind::PregnancyCard);
        let kind = if pregnancy { PaperKind::PregnancyCard } else { PaperKind::IntroductionLetter };
        let holder = self.applicant(item);
        let said = |key: &str| item.answers.iter().find(|a| a.key == key);
        let shown = |key: &str| said(key).map(|a| super::words::said(self.texts, &spec.shown(a))).unwrap_or_default();
        let fields = spec.fields.iter().map(|f| (f.label.clone(), shown(&f.key))).filter(|(_, v)| !v.is_empty());
        let body = self.texts.with("paperwork-referral-body", &[("holder", &holder), ("service", &spec.name)]);
        let facts = ReferralFacts {
            office: self.office(),
            title: self.texts.get(kind.key()),
            no: item.no.to_string(),
            to: self.texts.get(if pregnancy { "paperwork-referral-to-clinic" } else { "paperwork-referral-to" }),
            holder: holder.clone(),
            purpose: spec.name.clone(),
            body,
            fields: fields.collect(),
            valid_until: String::new(),
            contact,
            contact_phone,
            date: self.today.chinese(),
        };
        referral(self.texts, &facts).map_err(refused)
    }
    /// The address in the item's QR code.
    pub fn verify_url(&self, item: &Item) -> Result<String, Failure> {
        verify_url(self.store, item, &self.settings.division, &self.settings.public_host, self.keys)
    }
}
