use serde::{Deserialize, Serialize};

use crate::{base::Stamp, domain::office::who::Actor};

/// Declares an enum that is stored by its place and named by a key in forms, addresses and texts.
macro_rules! keyed {
    ($(#[$about:meta])* $name:ident { $($(#[$word:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[repr(u8)]
        pub enum $name { $($(#[$word])* $variant,)+ }
        impl $name {
            /// Every value, in stored order: new ones are added at the end.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// Name in forms, addresses and texts.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $key,)+ }
            }
            /// Reads `key`.
            pub fn parse(s: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|t| t.key() == s)
            }
        }
    };
}
pub(super) use keyed;

keyed! {
    /// Where an item stands (domain.md §5); `state-…` is the text.
    StateTag {
        /// 已上报
        Reported = "reported",
        /// 已受理
        Accepted = "accepted",
        /// 待补正: the resident's clock stops
        AwaitingPapers = "awaiting-papers",
        /// 已派遣
        Dispatched = "dispatched",
        /// 处理中
        Handling = "handling",
        /// 已反馈, waits for verification
        ReportedBack = "reported-back",
        /// 已结案
        Closed = "closed",
        /// 已评价
        Rated = "rated",
        /// 不予受理
        Declined = "declined",
        /// 已撤回
        Withdrawn = "withdrawn",
        /// 已立案
        Filed = "filed",
        /// 延期申请: the centre decides
        ExtensionAsked = "extension-asked",
        /// 缓办: decided by a leader, out of the denominator
        Suspended = "suspended",
        /// 会办
        Joint = "joint",
        /// 上报上级: the internal clock stops
        Escalated = "escalated",
        /// 核查中
        Verifying = "verifying",
        /// 不满意: closed, and the resident does not agree
        Dissatisfied = "dissatisfied",
        /// 归档
        Archived = "archived",
        /// 合并: goes on under another number
        Merged = "merged",
    }
}

impl StateTag {
    /// In the order of an item's life, for lists to choose from.
    pub const IN_ORDER: [StateTag; Self::COUNT] = [
        StateTag::Reported,
        StateTag::Accepted,
        StateTag::AwaitingPapers,
        StateTag::Filed,
        StateTag::Dispatched,
        StateTag::Handling,
        StateTag::ExtensionAsked,
        StateTag::Suspended,
        StateTag::Joint,
        StateTag::Escalated,
        StateTag::ReportedBack,
        StateTag::Verifying,
        StateTag::Closed,
        StateTag::Rated,
        StateTag::Dissatisfied,
        StateTag::Archived,
        StateTag::Merged,
        StateTag::Declined,
        StateTag::Withdrawn,
    ];
    /// How many there are.
    pub const COUNT: usize = 19;
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
    /// Which.
    pub tag: StateTag,
    /// By whom.
    pub by: Actor,
    /// Since.
    pub at: Stamp,
}
