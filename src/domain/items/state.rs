use serde::{Deserialize, Serialize};

use crate::{
    base::Stamp,
    domain::who::{Actor, Right},
};

/// Where an item stands (domain.md §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum StateTag {
    /// 已上报
    Reported,
    /// 已受理
    Accepted,
    /// 待补正: the resident's clock stops
    AwaitingPapers,
    /// 已派遣
    Dispatched,
    /// 处理中
    Handling,
    /// 已反馈, waits for verification
    ReportedBack,
    /// 已结案
    Closed,
    /// 已评价
    Rated,
    /// 不予受理
    Declined,
    /// 已撤回
    Withdrawn,
}

impl StateTag {
    /// Every state.
    pub const ALL: [StateTag; 10] = [
        StateTag::Reported,
        StateTag::Accepted,
        StateTag::AwaitingPapers,
        StateTag::Dispatched,
        StateTag::Handling,
        StateTag::ReportedBack,
        StateTag::Closed,
        StateTag::Rated,
        StateTag::Declined,
        StateTag::Withdrawn,
    ];
    /// Name in keys and forms; `state-…` is the text.
    pub const fn key(self) -> &'static str {
        match self {
            StateTag::Reported => "reported",
            StateTag::Accepted => "accepted",
            StateTag::AwaitingPapers => "awaiting-papers",
            StateTag::Dispatched => "dispatched",
            StateTag::Handling => "handling",
            StateTag::ReportedBack => "reported-back",
            StateTag::Closed => "closed",
            StateTag::Rated => "rated",
            StateTag::Declined => "declined",
            StateTag::Withdrawn => "withdrawn",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|t| t.key() == s)
    }
    /// Whether the office still owes something.
    pub const fn open(self) -> bool {
        !matches!(self, StateTag::Closed | StateTag::Rated | StateTag::Declined | StateTag::Withdrawn)
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

/// What can be done to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Action {
    /// 上报
    Report,
    /// 受理
    Accept,
    /// 通知补正
    AskPapers,
    /// 材料补齐
    PapersComplete,
    /// 不予受理
    Decline,
    /// 派遣
    Dispatch,
    /// 退单: the handler sends it back to the dispatcher
    SendBack,
    /// 签收办理
    Start,
    /// 反馈
    ReportBack,
    /// 返工
    Rework,
    /// 核查结案
    Close,
    /// 撤回 by the resident
    Withdraw,
    /// 评价
    Rate,
    /// 备注: a note that changes nothing
    Note,
}

/// One line of the workflow: from where, by which right, with what.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is done.
    pub action: Action,
    /// From these states.
    pub from: &'static [StateTag],
    /// To this state; `None` leaves it.
    pub to: Option<StateTag>,
    /// The right an account needs; `None` means a resident's own act.
    pub right: Option<Right>,
    /// Whether words are required (basis, reason, result).
    pub note: bool,
}

use StateTag as S;
/// The whole workflow as data: screens, the help page, commands and tests read this table.
pub const RULES: &[Rule] = &[
    Rule { action: Action::Accept, from: &[S::Reported], to: Some(S::Accepted), right: Some(Right::Accept), note: false },
    Rule {
        action: Action::AskPapers,
        from: &[S::Reported, S::Accepted],
        to: Some(S::AwaitingPapers),
        right: Some(Right::Accept),
        note: true,
    },
    Rule {
        action: Action::PapersComplete,
        from: &[S::AwaitingPapers],
        to: Some(S::Accepted),
        right: Some(Right::Accept),
        note: false,
    },
    Rule {
        action: Action::Decline,
        from: &[S::Reported, S::AwaitingPapers],
        to: Some(S::Declined),
        right: Some(Right::Accept),
        note: true,
    },
    Rule { action: Action::Dispatch, from: &[S::Accepted], to: Some(S::Dispatched), right: Some(Right::Dispatch), note: false },
    // 改派: given to another with a reason, so that an absent handler is no dead end.
    Rule {
        action: Action::Dispatch,
        from: &[S::Dispatched, S::Handling],
        to: Some(S::Dispatched),
        right: Some(Right::Dispatch),
        note: true,
    },
    Rule {
        action: Action::SendBack,
        from: &[S::Dispatched, S::Handling],
        to: Some(S::Accepted),
        right: Some(Right::Handle),
        note: true,
    },
    Rule {
        action: Action::Start,
        from: &[S::Accepted, S::Dispatched],
        to: Some(S::Handling),
        right: Some(Right::Handle),
        note: false,
    },
    Rule { action: Action::ReportBack, from: &[S::Handling], to: Some(S::ReportedBack), right: Some(Right::Handle), note: true },
    Rule { action: Action::Rework, from: &[S::ReportedBack], to: Some(S::Handling), right: Some(Right::Verify), note: true },
    Rule { action: Action::Close, from: &[S::ReportedBack], to: Some(S::Closed), right: Some(Right::Verify), note: true },
    Rule {
        action: Action::Withdraw,
        from: &[S::Reported, S::Accepted, S::AwaitingPapers],
        to: Some(S::Withdrawn),
        right: None,
        note: false,
    },
    Rule { action: Action::Rate, from: &[S::Closed], to: Some(S::Rated), right: None, note: false },
];

impl Action {
    /// Every action but `Report`, which makes the item.
    pub const ALL: [Action; 13] = [
        Action::Accept,
        Action::AskPapers,
        Action::PapersComplete,
        Action::Decline,
        Action::Dispatch,
        Action::SendBack,
        Action::Start,
        Action::ReportBack,
        Action::Rework,
        Action::Close,
        Action::Withdraw,
        Action::Rate,
        Action::Note,
    ];
    /// Name in addresses, forms and texts (`action-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Action::Report => "report",
            Action::Accept => "accept",
            Action::AskPapers => "ask-papers",
            Action::PapersComplete => "papers-complete",
            Action::Decline => "decline",
            Action::Dispatch => "dispatch",
            Action::SendBack => "send-back",
            Action::Start => "start",
            Action::ReportBack => "report-back",
            Action::Rework => "rework",
            Action::Close => "close",
            Action::Withdraw => "withdraw",
            Action::Rate => "rate",
            Action::Note => "note",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.key() == s)
    }
    /// The rule of this action, if the state allows it.
    pub fn rule(self, from: StateTag) -> Option<&'static Rule> {
        RULES.iter().find(|r| r.action == self && r.from.contains(&from))
    }
}
