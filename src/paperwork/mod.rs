//! Paperwork (文书): which papers there are for a matter, and what stands on each. Reads the store, gives facts to `paper`.
//! Both faces and the command line print through here, so that a paper says the same wherever it comes from.
mod cards;
mod dossier;
mod facts;
mod form;
mod form_sheet;
mod happening;
mod notices;
mod orders;
mod personal;
mod privacy;
mod receipt;
mod volume;
mod words;

pub use cards::{Whose, card_of, cards_of_grid};
pub use dossier::file_no;
pub use facts::Desk;
pub use form_sheet::{Around, write_form};
pub use happening::{Namer, Told, describe, name_of, rest, standing, told, whom};
pub use personal::{Held, PersonalCopy, Section};
pub use words::{said, word};

use crate::{
    base::{Failure, Reason},
    domain::matters::{
        catalog::PaperKind,
        items::{Action, Item, StateTag},
    },
    paper::{PaperError, Pdf},
    store::Read,
};

/// A paper that is about one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemPaper {
    /// 受理回执 on A5.
    Receipt,
    /// 受理回执 as an 80 mm slip.
    Slip,
    /// 一次性告知书
    Told,
    /// 申请表, filled in.
    Form,
    /// 承诺单
    Pledge,
    /// 补正通知书
    Supplement,
    /// 不予受理告知书
    Refusal,
    /// 办结通知书
    Completion,
    /// 转办单
    Transfer,
    /// 介绍信 or 孕妇联系卡
    Referral,
    /// 材料交接单
    Custody,
}

impl ItemPaper {
    /// Every paper.
    pub const ALL: [ItemPaper; 11] = [
        ItemPaper::Receipt,
        ItemPaper::Slip,
        ItemPaper::Told,
        ItemPaper::Form,
        ItemPaper::Pledge,
        ItemPaper::Supplement,
        ItemPaper::Refusal,
        ItemPaper::Completion,
        ItemPaper::Transfer,
        ItemPaper::Referral,
        ItemPaper::Custody,
    ];
    /// Name in addresses; `paperwork-…` is the text.
    pub const fn key(self) -> &'static str {
        match self {
            ItemPaper::Receipt => "receipt",
            ItemPaper::Slip => "slip",
            ItemPaper::Told => "told",
            ItemPaper::Form => "form",
            ItemPaper::Pledge => "pledge",
            ItemPaper::Supplement => "supplement",
            ItemPaper::Refusal => "refusal",
            ItemPaper::Completion => "completion",
            ItemPaper::Transfer => "transfer",
            ItemPaper::Referral => "referral",
            ItemPaper::Custody => "custody",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.key() == s)
    }
}

/// The papers that an item can have now: those that its service prints and its life has reached.
pub fn papers_of(read: &impl Read, item: &Item) -> Result<Vec<ItemPaper>, Failure> {
    let spec = read.get(item.service)?.read()?;
    let history = crate::domain::matters::items::history(read, item.id)?;
    let done = |a: Action| history.iter().any(|e| e.action == a);
    let reached = |p: &ItemPaper| match p {
        ItemPaper::Receipt | ItemPaper::Slip => true,
        ItemPaper::Told => spec.papers.contains(&PaperKind::MaterialsNotice),
        ItemPaper::Form => spec.papers.contains(&PaperKind::ApplicationForm),
        ItemPaper::Pledge => item.clock.due.is_some() && spec.papers.contains(&PaperKind::Commitment),
        ItemPaper::Supplement => done(Action::AskPapers),
        ItemPaper::Refusal => item.state.tag == StateTag::Declined,
        ItemPaper::Completion => item.state.tag.closed(),
        ItemPaper::Transfer => done(Action::Dispatch),
        ItemPaper::Custody => done(Action::TakePapers),
        ItemPaper::Referral => {
            let letter = spec.papers.iter().any(|k| matches!(k, PaperKind::IntroductionLetter | PaperKind::PregnancyCard));
            letter && !matches!(item.state.tag, StateTag::Reported | StateTag::Declined | StateTag::Withdrawn | StateTag::Merged)
        }
    };
    Ok(ItemPaper::ALL.into_iter().filter(reached).collect())
}

impl Desk<'_> {
    /// One paper of an item, in Chinese as all papers are.
    ///
    /// # Errors
    /// `NotFound` for a paper that the item cannot have now; `Refused` with the character for one that cannot be printed.
    pub fn print(&self, item: &Item, paper: ItemPaper) -> Result<Pdf, Failure> {
        if !papers_of(self.store, item)?.contains(&paper) {
            return Err(Failure::NotFound);
        }
        match paper {
            ItemPaper::Receipt => self.receipt(item),
            ItemPaper::Slip => self.slip(item),
            ItemPaper::Told => self.told_item(item),
            ItemPaper::Form => self.form(item),
            ItemPaper::Pledge => self.pledge(item),
            ItemPaper::Supplement => self.supplement(item),
            ItemPaper::Refusal => self.refusal(item),
            ItemPaper::Completion => self.completion(item),
            ItemPaper::Transfer => self.transfer(item),
            ItemPaper::Referral => self.referral(item),
            ItemPaper::Custody => self.custody(item),
        }
    }
}

/// A paper that could not be made, as a refusal that names the character.
pub fn refused(e: PaperError) -> Failure {
    match e {
        PaperError::Unprintable(c) => {
            Failure::Refused(Reason::new("paper-error-unprintable").arg("char", c).arg("code", format!("U+{:04X}", u32::from(c))))
        }
        PaperError::QrTooLong { .. } => Failure::refused("paper-error-qr"),
        PaperError::TooTall(_) => Failure::refused("paper-error-tall"),
        PaperError::Broken(what) => Failure::broken(what),
    }
}
