//! 督办单、会办纪要、材料交接单: what hangs on an item, on paper.
use super::{Desk, refused};
use crate::{
    base::{Failure, Id, Stamp, covered},
    domain::{
        matters::items::{Conference, Item, Supervision, carried},
        office::who::{Account, Actor},
    },
    paper::{
        CarriedPaper, CarriedStep, CustodyFacts, MinutesFacts, OrderFacts, Pdf, Said, custody as custody_sheet,
        minutes as minutes_sheet, order as order_sheet,
    },
};

impl Desk<'_> {
    /// Whoever did something, as papers name them.
    fn actor(&self, actor: Actor) -> Result<String, Failure> {
        Ok(match actor {
            Actor::Account(id) => self.named(id)?,
            Actor::Terminal => self.texts.get("actor-terminal"),
            Actor::Resident => self.texts.get("actor-resident"),
            Actor::System => self.texts.get("actor-system"),
        })
    }
    /// `市政管理所　刘洋`
    fn named(&self, account: Id<Account>) -> Result<String, Failure> {
        let (name, department) = self.person(Some(account))?;
        Ok(if department.is_empty() { name } else { format!("{department}　{name}") })
    }
    fn said(&self, (by, at, words): (Id<Account>, Stamp, &str)) -> Result<Said, Failure> {
        Ok(Said { by: self.named(by)?, at: at.minute(), words: covered(words) })
    }
    /// 督办单, with its answer once there is one.
    ///
    /// # Errors
    /// `Refused` with the character for one that cannot be printed.
    pub fn order(&self, item: &Item, order: &Supervision) -> Result<Pdf, Failure> {
        let to = match item.owner.or(item.handler) {
            Some(account) => self.named(account)?,
            None => String::new(),
        };
        // The house's own reasons are texts; people's are their words.
        let reason = match order.by.account() {
            None => self.texts.get(&format!("system-note-{}", order.reason)),
            Some(_) => covered(&order.reason),
        };
        let answer = order.answer.as_ref().map(|(by, at, words)| Ok((self.actor(*by)?, self.moment(*at), words.clone())));
        let lifted = order.lifted.map(|(by, at)| Ok((self.actor(by)?, self.moment(at))));
        let facts = OrderFacts {
            office: self.office(),
            no: format!("{}-D{}", item.no, order.id),
            colour: self.texts.get(&format!("colour-{}", order.colour.key())),
            item_no: item.no.to_string(),
            service: format!("{}（{}）", item.title, self.line(item)),
            place: item.place.clone(),
            reported: self.moment(item.created),
            due: order.limit.map(|d| self.moment(d)).unwrap_or_default(),
            to,
            reason,
            answer_due: self.moment(order.answer_due),
            issuer: self.actor(order.by)?,
            issued: self.moment(order.at),
            answer: answer.transpose()?,
            lifted: lifted.transpose()?,
        };
        order_sheet(self.texts, &facts).map_err(refused)
    }
    /// 会办纪要 of one level.
    ///
    /// # Errors
    /// `Refused` with the character for one that cannot be printed.
    pub fn minutes(&self, item: &Item, c: &Conference) -> Result<Pdf, Failure> {
        let conclusion = c.conclusion.as_ref().map(|(by, at, words)| self.said((*by, *at, words)));
        let raised = c.raised.map(|(by, at)| Ok((self.actor(by)?, self.moment(at))));
        let facts = MinutesFacts {
            office: self.office(),
            level: self.texts.get(&format!("joint-level-{}", c.level)),
            item_no: item.no.to_string(),
            service: format!("{}（{}）", item.title, self.line(item)),
            convened: self.moment(c.at),
            convener: self.actor(c.by)?,
            chair: self.named(c.chair)?,
            participants: c.participants.iter().map(|a| self.named(*a)).collect::<Result<_, _>>()?,
            topic: covered(&c.topic),
            opinions: c.opinions.iter().map(|o| self.said((o.by, o.at, &o.words))).collect::<Result<_, _>>()?,
            conclusion: conclusion.transpose()?,
            raised: raised.transpose()?,
        };
        minutes_sheet(self.texts, &facts).map_err(refused)
    }
    pub(super) fn custody(&self, item: &Item) -> Result<Pdf, Failure> {
        let mut papers = Vec::new();
        for paper in carried(self.store, item.id)? {
            let mut steps = Vec::new();
            for s in paper.steps {
                let step = self.texts.get(&format!("custody-{}", s.step.key()));
                steps.push(CarriedStep { step, at: s.at.minute(), by: self.actor(s.by)?, note: s.note });
            }
            papers.push(CarriedPaper { name: paper.name, steps });
        }
        let facts = CustodyFacts {
            office: self.office(),
            item_no: item.no.to_string(),
            service: item.title.clone(),
            resident: self.applicant(item),
            phone: self.phone(item),
            papers,
            out: item.papers_out,
            date: self.today.chinese(),
        };
        custody_sheet(self.texts, &facts).map_err(refused)
    }
}
