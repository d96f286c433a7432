use serde::{Deserialize, Serialize};

use crate::{
    base::{Stamp, words},
    domain::office::who::Actor,
};

words! {
    /// Where an item stands, in the order of its life; `state-…` is the text.
    pub enum StateTag {
        /// 已上报
        Reported = 0 "reported",
        /// 已受理
        Accepted = 1 "accepted",
        /// 待补正: the resident's clock stops
        AwaitingPapers = 2 "awaiting-papers",
        /// 已立案
        Filed = 10 "filed",
        /// 已派遣
        Dispatched = 3 "dispatched",
        /// 处理中
        Handling = 4 "handling",
        /// 延期申请: the centre decides
        ExtensionAsked = 11 "extension-asked",
        /// 缓办: decided by a leader, out of the denominator
        Suspended = 12 "suspended",
        /// 会办
        Joint = 13 "joint",
        /// 上报上级: the internal clock stops
        Escalated = 14 "escalated",
        /// 已反馈, waits for verification
        ReportedBack = 5 "reported-back",
        /// 核查中
        Verifying = 15 "verifying",
        /// 已结案
        Closed = 6 "closed",
        /// 已评价
        Rated = 7 "rated",
        /// 不满意: closed, and the resident does not agree
        Dissatisfied = 16 "dissatisfied",
        /// 归档
        Archived = 17 "archived",
        /// 合并: goes on under another number
        Merged = 18 "merged",
        /// 不予受理
        Declined = 8 "declined",
        /// 已撤回
        Withdrawn = 9 "withdrawn",
    }
}

impl StateTag {
    /// Whether the office still owes something.
    pub const fn open(self) -> bool {
        !self.closed() && !matches!(self, StateTag::Declined | StateTag::Withdrawn | StateTag::Merged)
    }
    /// Closed (办结), whatever the resident has said since.
    pub const fn closed(self) -> bool {
        matches!(self, StateTag::Closed | StateTag::Rated | StateTag::Dissatisfied | StateTag::Archived)
    }
    /// Somebody works on it and owns it.
    pub const fn owned(self) -> bool {
        use StateTag as S;
        matches!(self, S::Dispatched | S::Handling | S::ExtensionAsked | S::Suspended | S::Joint | S::Escalated | S::Verifying)
    }
}

/// A state carries who brought it about and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub tag: StateTag,
    /// By whom.
    pub by: Actor,
    pub at: Stamp,
}
