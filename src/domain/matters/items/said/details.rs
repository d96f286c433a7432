//! What comes with an action.
use super::new::Asked;
use crate::{
    base::Id,
    domain::{
        matters::items::{
            row::{Custody, Help},
            words::{Colour, ItemNo, Rating, Way},
        },
        office::who::Account,
    },
};

/// What comes with an action: `note` and whatever the rule's fields ask for.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// Basis, reason, result or opinion: required where the rule says so.
    pub note: String,
    /// Whom it goes to.
    pub to_account: Option<Id<Account>>,
    /// Positions of the materials now handed in; `None` leaves them.
    pub materials: Option<Vec<u8>>,
    /// The verdict of a rating; `note` holds its words.
    pub rating: Option<Rating>,
    /// Working days of an extension.
    pub days: Option<u16>,
    /// Yellow or red.
    pub colour: Option<Colour>,
    /// The item to merge into.
    pub target: Option<ItemNo>,
    /// The service of the matter that is split off.
    pub service: Option<Asked>,
    /// Who takes part or helps.
    pub participants: Vec<Id<Account>>,
    /// Who leads the conference.
    pub chair: Option<Id<Account>>,
    /// How the resident was asked.
    pub way: Option<Way>,
    /// What came of it: `Some(None)` is nobody reached.
    pub outcome: Option<Option<Rating>>,
    /// The policy that the result rests on.
    pub basis: String,
    /// Which request for help.
    pub help: Option<Id<Help>>,
    /// Names of papers taken.
    pub papers: Vec<String>,
    /// Which carried paper.
    pub paper: Option<Id<Custody>>,
    /// How many events the page showed: what happened since is not run over unseen.
    pub seen: Option<u32>,
}
