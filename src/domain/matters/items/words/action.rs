use crate::base::words;

words! {
    /// What can be done to an item; `action-…` is the text.
    pub enum Action {
        /// 上报
        Report = 0 "report",
        /// 受理
        Accept = 1 "accept",
        /// 通知补正
        AskPapers = 2 "ask-papers",
        /// 材料补齐
        PapersComplete = 3 "papers-complete",
        /// 不予受理
        Decline = 4 "decline",
        /// 派遣
        Dispatch = 5 "dispatch",
        /// 退单: the handler sends it back to the dispatcher
        SendBack = 6 "send-back",
        /// 签收办理
        Start = 7 "start",
        /// 反馈
        ReportBack = 8 "report-back",
        /// 返工
        Rework = 9 "rework",
        /// 核查结案
        Close = 10 "close",
        /// 撤回 by the resident
        Withdraw = 11 "withdraw",
        /// 评价
        Rate = 12 "rate",
        /// 备注: a note that changes nothing
        Note = 13 "note",
        /// 立案
        File = 14 "file",
        /// 自处置: settled on the spot by whoever found it
        SelfHandle = 15 "self-handle",
        /// 合并 into an item of the same matter
        Merge = 16 "merge",
        /// 拆分: one more item out of a report of several matters
        Split = 17 "split",
        /// 申请延期
        AskExtension = 18 "ask-extension",
        /// 批准延期
        GrantExtension = 19 "grant-extension",
        /// 不同意延期
        RefuseExtension = 20 "refuse-extension",
        /// 缓办
        Suspend = 21 "suspend",
        /// 恢复办理
        Resume = 22 "resume",
        /// 召集会办
        Convene = 23 "convene",
        /// 会办意见
        Opine = 24 "opine",
        /// 提级会办
        RaiseLevel = 25 "raise-level",
        /// 会办结论
        Conclude = 26 "conclude",
        /// 上报上级
        Escalate = 27 "escalate",
        /// 上级答复
        HigherAnswer = 28 "higher-answer",
        /// 开始核查
        Verify = 29 "verify",
        /// 回访
        FollowUp = 30 "follow-up",
        /// 重办
        Reopen = 31 "reopen",
        /// 归档
        Archive = 32 "archive",
        /// 催办
        Urge = 33 "urge",
        /// 督办
        Supervise = 34 "supervise",
        /// 督办答复
        AnswerSupervision = 35 "answer-supervision",
        /// 解除督办
        LiftSupervision = 36 "lift-supervision",
        /// 移交: the owner gives it to another
        HandOver = 37 "hand-over",
        /// 请求协办
        AskHelp = 38 "ask-help",
        /// 协办答复
        AnswerHelp = 39 "answer-help",
        /// 取消协办
        CancelHelp = 40 "cancel-help",
        /// 代收材料: originals are taken from the resident
        TakePapers = 41 "take-papers",
        /// 材料送达
        DeliverPapers = 42 "deliver-papers",
        /// 归还材料: back with the resident, who has signed
        ReturnPapers = 43 "return-papers",
        /// 时限提醒 by the system
        Remind = 44 "remind",
        /// 时限重算 after a change of the calendar
        Recalculate = 45 "recalculate",
    }
}

impl Action {
    /// Every action but `Report`, which makes the item.
    pub fn deeds() -> impl Iterator<Item = Action> {
        Self::ALL.iter().copied().filter(|a| *a != Action::Report)
    }
}
