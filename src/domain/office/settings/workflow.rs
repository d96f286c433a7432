use serde::{Deserialize, Serialize};

use crate::{
    base::{Failure, Id},
    store::{Read, Row, Tx},
};

/// What the office itself sets about the life of its items: one row, with defaults until it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workflow {
    /// Always 1.
    pub id: Id<Workflow>,
    /// 回访日: 1 Monday … 7 Sunday. Friday at 美湖.
    pub follow_weekday: u8,
    /// How often follow-up is tried before an item may be archived without a verdict.
    pub follow_tries: u8,
    /// 集中办理日 of approvals that are handled together, 1 … 7; 0: every day.
    pub collective_weekday: u8,
    /// Working days within which a report is to be accepted or declined before it is supervised by itself; 0 for never.
    pub accept_days: u8,
    /// The owner is reminded so many working days before the limit; 0 for never.
    pub remind_days: u8,
    /// Yellow supervision by itself so many working days before the limit runs out; 0: when it runs out.
    pub yellow_days: u8,
    /// Red supervision by itself so many working days after the limit has run out.
    pub red_days: u8,
    /// Whether supervision is issued by itself at all.
    pub supervise: bool,
    /// Working days within which a supervision must be answered.
    pub answer_days: u8,
    /// The most working days that extensions grant on top of one limit, together.
    pub extension_most: u8,
    /// Calendar days after which the leader is asked again about a suspended item.
    pub suspension_days: u8,
}

impl Default for Workflow {
    fn default() -> Self {
        Workflow {
            id: Self::ID,
            follow_weekday: 5,
            follow_tries: 2,
            collective_weekday: 0,
            accept_days: 1,
            remind_days: 2,
            yellow_days: 1,
            red_days: 1,
            supervise: true,
            answer_days: 2,
            extension_most: 15,
            suspension_days: 30,
        }
    }
}

impl Workflow {
    /// The one row's number.
    pub const ID: Id<Workflow> = Id::new(1);
    /// What is set, or the defaults.
    pub fn load(read: &impl Read) -> Result<Self, Failure> {
        read.find(Self::ID).map(Option::unwrap_or_default)
    }
    /// Writes it.
    pub fn save(&self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        tx.put(self)
    }
}

impl Row for Workflow {
    const TAG: u8 = 0x27;
    const NAME: &'static str = "workflow";
    fn id(&self) -> Id<Self> {
        self.id
    }
}
