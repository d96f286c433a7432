use super::{
    rules::{RULES, Rule},
    state::{StateTag, keyed},
};

keyed! {
    /// What can be done to an item; `action-…` is the text.
    Action {
        /// 上报
        Report = "report",
        /// 受理
        Accept = "accept",
        /// 通知补正
        AskPapers = "ask-papers",
        /// 材料补齐
        PapersComplete = "papers-complete",
        /// 不予受理
        Decline = "decline",
        /// 派遣
        Dispatch = "dispatch",
        /// 退单: the handler sends it back to the dispatcher
        SendBack = "send-back",
        /// 签收办理
        Start = "start",
        /// 反馈
        ReportBack = "report-back",
        /// 返工
        Rework = "rework",
        /// 核查结案
        Close = "close",
        /// 撤回 by the resident
        Withdraw = "withdraw",
        /// 评价
        Rate = "rate",
        /// 备注: a note that changes nothing
        Note = "note",
        /// 立案
        File = "file",
        /// 自处置: settled on the spot by whoever found it
        SelfHandle = "self-handle",
        /// 合并 into an item of the same matter
        Merge = "merge",
        /// 拆分: one more item out of a report of several matters
        Split = "split",
        /// 申请延期
        AskExtension = "ask-extension",
        /// 批准延期
        GrantExtension = "grant-extension",
        /// 不同意延期
        RefuseExtension = "refuse-extension",
        /// 缓办
        Suspend = "suspend",
        /// 恢复办理
        Resume = "resume",
        /// 召集会办
        Convene = "convene",
        /// 会办意见
        Opine = "opine",
        /// 提级会办
        RaiseLevel = "raise-level",
        /// 会办结论
        Conclude = "conclude",
        /// 上报上级
        Escalate = "escalate",
        /// 上级答复
        HigherAnswer = "higher-answer",
        /// 开始核查
        Verify = "verify",
        /// 回访
        FollowUp = "follow-up",
        /// 重办
        Reopen = "reopen",
        /// 归档
        Archive = "archive",
        /// 催办
        Urge = "urge",
        /// 督办
        Supervise = "supervise",
        /// 督办答复
        AnswerSupervision = "answer-supervision",
        /// 解除督办
        LiftSupervision = "lift-supervision",
        /// 移交: the owner gives it to another
        HandOver = "hand-over",
        /// 请求协办
        AskHelp = "ask-help",
        /// 协办答复
        AnswerHelp = "answer-help",
        /// 取消协办
        CancelHelp = "cancel-help",
        /// 代收材料: originals are taken from the resident
        TakePapers = "take-papers",
        /// 材料送达
        DeliverPapers = "deliver-papers",
        /// 归还材料: back with the resident, who has signed
        ReturnPapers = "return-papers",
        /// 时限提醒 by the system
        Remind = "remind",
        /// 时限重算 after a change of the calendar
        Recalculate = "recalculate",
    }
}

impl Action {
    /// Every action but `Report`, which makes the item.
    pub fn deeds() -> impl Iterator<Item = Action> {
        Self::ALL.iter().copied().filter(|a| *a != Action::Report)
    }
    /// The rule of this action, if the state allows it.
    pub fn rule(self, from: StateTag) -> Option<&'static Rule> {
        RULES.iter().find(|r| r.action == self && r.from.contains(&from))
    }
}
