//! One thing that is done to an item, on its way through the aspects.
use crate::{
    base::{Failure, Id, Stamp, WorkCalendar},
    domain::{
        matters::items::{
            row::Item,
            said::Details,
            words::{Action, Rating},
        },
        office::{
            settings::{Settings, Workflow},
            who::{Account, Actor},
        },
    },
};

/// What limits are read by.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Working days.
    pub calendar: &'a WorkCalendar,
    /// When the working day ends.
    pub settings: Option<&'a Settings>,
    /// The office's own days.
    pub workflow: &'a Workflow,
}

/// One thing that is done to an item. Whoever makes one has asked whether it may be done.
pub struct Deed<'a> {
    /// The item: before it, and as the aspects change it, after it.
    pub item: &'a mut Item,
    /// What is done.
    pub action: Action,
    /// By whom.
    pub by: Actor,
    /// What comes with it.
    pub details: &'a Details,
    pub at: Stamp,
    /// What limits are read by.
    pub rules: Rules<'a>,
}

impl Deed<'_> {
    /// The words that come with it.
    pub(in crate::domain::matters::items) fn note(&self) -> &str {
        self.details.note.trim()
    }
    /// The account that does it.
    ///
    /// # Errors
    /// `NotAllowed` where a resident or the house does.
    pub(in crate::domain::matters::items) fn account(&self) -> Result<Id<Account>, Failure> {
        self.by.account().ok_or(Failure::NotAllowed)
    }
    /// To whom it goes: the one chosen, for a second time else whoever handled it first.
    pub(in crate::domain::matters::items) fn recipient(&self) -> Result<Id<Account>, Failure> {
        let again = self.item.handler.filter(|_| self.action == Action::Reopen);
        self.details.to_account.or(again).ok_or(Failure::field("to", "item-recipient-required"))
    }
}

/// What a deed did beside changing the item.
#[derive(Debug, Default)]
pub(in crate::domain::matters::items) struct Done {
    /// To whom it was given.
    pub(in crate::domain::matters::items) given_to: Option<Id<Account>>,
    /// Who hears of it.
    pub(in crate::domain::matters::items) tell: Vec<Id<Account>>,
    /// The verdict that decides where it goes.
    pub(in crate::domain::matters::items) verdict: Option<Rating>,
    /// What the history says, where it is more than the note.
    pub(in crate::domain::matters::items) words: Option<String>,
}

impl Done {
    pub(super) fn given(to: Id<Account>) -> Self {
        Done { given_to: Some(to), ..Done::told([to]) }
    }
    pub(super) fn told(to: impl IntoIterator<Item = Id<Account>>) -> Self {
        Done { tell: to.into_iter().collect(), ..Done::default() }
    }
    pub(super) fn heard(verdict: Option<Rating>) -> Self {
        Done { verdict, ..Done::default() }
    }
    pub(in crate::domain::matters::items) fn said(words: &str) -> Self {
        Done { words: Some(words.trim().to_owned()), ..Done::default() }
    }
}
