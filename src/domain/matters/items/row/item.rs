//! An item's row, and the two rows that it names and that name it: these stand in one file, so that the files of this folder
//! form an order.
use serde::{Deserialize, Serialize};

use super::parts::{Alarmed, Applicant, Clocking};
use crate::{
    base::{Day, Id, Stamp, as_number},
    domain::{
        matters::{
            catalog::{Answer, Category, ItemType, Mechanism, ServiceVersion, WindowLine},
            items::words::{Colour, ItemNo, QueryCode, Rating, Source, State, StateTag},
        },
        office::who::{Account, Actor},
        places::grids::{Building, Grid},
    },
};

/// An item (办件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Number of the row.
    pub id: Id<Item>,
    /// Number on papers.
    pub no: ItemNo,
    /// Code on the receipt that, with the number, opens the item to its owner.
    pub query: QueryCode,
    /// Key of the form that filed it: a second submit of the same form finds the first item.
    pub form_key: [u8; 16],
    /// The service as it was.
    pub service: Id<ServiceVersion>,
    /// The service's code and name, kept with the row so that lists need no joins.
    pub service_code: String,
    /// 最低生活保障申请
    pub title: String,
    /// The window line that answers for it.
    #[serde(with = "as_number")]
    pub line: WindowLine,
    /// Its kind of service.
    #[serde(with = "as_number")]
    pub category: Category,
    /// How it must be answered.
    #[serde(with = "as_number")]
    pub item_type: ItemType,
    /// How it is handled.
    #[serde(with = "as_number")]
    pub mechanism: Mechanism,
    pub grid: Option<Id<Grid>>,
    /// Where, in words.
    pub place: String,
    /// The building of a reported problem.
    pub building: Option<Id<Building>>,
    /// Who asks.
    pub applicant: Applicant,
    /// From where.
    pub source: Source,
    /// The form's answers.
    pub answers: Vec<Answer>,
    /// Keys of the materials that were handed in (positions in the service's list).
    pub materials: Vec<u8>,
    /// Where it stands.
    pub state: State,
    pub clock: Clocking,
    /// Who owns it now.
    pub owner: Option<Id<Account>>,
    /// Who handled it: never its verifier.
    pub handler: Option<Id<Account>>,
    /// Reported at.
    pub created: Stamp,
    /// Closed, declined or withdrawn at.
    pub ended: Option<Stamp>,
    /// The result in the handler's words, for the resident.
    pub result: String,
    /// When that was reported back.
    pub answered: Option<Stamp>,
    /// Reworked so many times.
    pub reworks: u8,
    /// Reopened so many times.
    pub reopens: u8,
    /// Urged so many times, and when last.
    pub urges: u16,
    /// Last urged by the resident.
    pub urged: Option<Stamp>,
    /// The resident's verdict and words.
    pub rating: Option<(Rating, String)>,
    /// The day of the next call-back or visit, until the resident has said something.
    pub follow: Option<Day>,
    /// Follow-ups at which nobody was reached.
    pub tries: u8,
    /// Working days asked for, while an extension is.
    pub asked_days: u16,
    /// The supervision under way.
    pub supervised: Option<Supervised>,
    /// The conference under way.
    pub conference: Option<Id<Conference>>,
    /// Requests for help without an answer.
    pub helps: u16,
    /// Papers carried for the resident that have not come back.
    pub papers_out: u16,
    /// The item that it was merged into or split from.
    pub link: Option<Link>,
    /// When the house looks at it again by itself.
    pub alarm: Option<Stamp>,
    /// What the house has already done for the limit as it is.
    pub alarmed: Alarmed,
    /// Events so far.
    pub events: u32,
    /// Hash of the last event: the chain's head.
    pub head: [u8; 32],
}

impl Item {
    /// When the limit of an open item runs out; `None` while nothing runs: not accepted, standing, ended, or an answer that
    /// was given and is being verified (答复件).
    pub fn running(&self) -> Option<Stamp> {
        let given = self.item_type == ItemType::Reply && self.answered.is_some();
        self.clock.due.filter(|_| self.state.tag.open() && !given)
    }
    /// Closed before the limit ran out (an answer: given before it did); `None` while open, declined, withdrawn or merged.
    /// Without a limit it is in time.
    pub fn in_time(&self) -> Option<bool> {
        let ended = self.ended.filter(|_| self.state.tag.closed())?;
        let done = if self.item_type == ItemType::Reply { self.answered.unwrap_or(ended) } else { ended };
        Some(self.clock.due.is_none_or(|due| done <= due))
    }
    /// Accepted, and not (or not now) the office's to close.
    pub(super) fn outside(&self) -> bool {
        use StateTag as S;
        self.clock.start.is_some() && matches!(self.state.tag, S::Suspended | S::Withdrawn | S::Declined | S::Merged)
    }
}

/// How an item hangs on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// Goes on under that one (合并).
    Into(Id<Item>),
    /// Was split off that one (拆分).
    From(Id<Item>),
}

impl Link {
    /// The other item.
    pub const fn item(self) -> Id<Item> {
        match self {
            Link::Into(id) | Link::From(id) => id,
        }
    }
}

/// The flag on an item under supervision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervised {
    pub id: Id<Supervision>,
    /// Yellow or red.
    pub colour: Colour,
    /// Whether it has been answered.
    pub answered: bool,
}

/// One order (督办单).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supervision {
    pub id: Id<Supervision>,
    /// Of this item.
    pub item: Id<Item>,
    /// Yellow or red.
    pub colour: Colour,
    /// Why, and what is demanded.
    pub reason: String,
    /// Issued by; the system where a limit did it.
    pub by: Actor,
    /// Issued at.
    pub at: Stamp,
    /// The item's limit as it was then: the paper does not change afterwards.
    pub limit: Option<Stamp>,
    /// To be answered by.
    pub answer_due: Stamp,
    /// Answered by, at, in words.
    pub answer: Option<(Actor, Stamp, String)>,
    /// Lifted by, at: by hand, by a graver one, or by the end of the item.
    pub lifted: Option<(Actor, Stamp)>,
}

/// An opinion given at a conference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opinion {
    pub by: Id<Account>,
    pub at: Stamp,
    /// In words.
    pub words: String,
}

/// One level of joint handling of an item (会办).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conference {
    pub id: Id<Conference>,
    /// Of this item.
    pub item: Id<Item>,
    /// 1 led by the liaison (联络员), 2 by the leader in charge (分管领导), 3 by the principal leader (主要领导).
    pub level: u8,
    /// Who leads it and concludes.
    pub chair: Id<Account>,
    /// Who takes part, the chair apart.
    pub participants: Vec<Id<Account>>,
    /// What is to be settled.
    pub topic: String,
    /// Convened by.
    pub by: Actor,
    /// Convened at.
    pub at: Stamp,
    /// What was said, in order.
    pub opinions: Vec<Opinion>,
    /// Concluded by, at, with these words.
    pub conclusion: Option<(Id<Account>, Stamp, String)>,
    /// Raised to the next level by, at: no conclusion at this one.
    pub raised: Option<(Actor, Stamp)>,
}
