//! The closed word lists of an item's life; each is stored by its place, so new words are added at the end.
use super::state::keyed;

keyed! {
    /// Where an item came from; `source-…` is the text.
    Source {
        /// 自助终端
        Terminal = "terminal",
        /// 窗口
        Window = "window",
        /// 网格员上报
        Field = "field",
        /// 电话
        Phone = "phone",
        /// 网络
        Network = "network",
        /// 走访
        Visit = "visit",
        /// 信息采集箱
        SuggestionBox = "suggestion-box",
        /// 上级交办
        Higher = "higher",
        /// 其他政务软件 (Open311)
        Open311 = "open311",
    }
}

keyed! {
    /// The resident's verdict, best first; `rating-…` is the text.
    Rating {
        /// 非常满意
        VerySatisfied = "very-satisfied",
        /// 满意
        Satisfied = "satisfied",
        /// 基本满意
        Fair = "fair",
        /// 不满意
        Dissatisfied = "dissatisfied",
    }
}

keyed! {
    /// The two levels of supervision (两级督办); `colour-…` is the text.
    Colour {
        /// 黄牌: by the centre
        Yellow = "yellow",
        /// 红牌: by leadership
        Red = "red",
    }
}

keyed! {
    /// How a resident was asked after closing; `way-…` is the text.
    Way {
        /// 电话回访
        Phone = "phone",
        /// 上门走访
        Visit = "visit",
        /// 窗口当面
        Counter = "counter",
        /// 现场查看: nobody to ask, the place was looked at
        OnSite = "on-site",
    }
}

keyed! {
    /// Where a paper carried for a resident is (代办材料交接); `custody-…` is the text.
    CustodyStep {
        /// 已代收
        Taken = "taken",
        /// 已送达
        Delivered = "delivered",
        /// 已归还并签收
        Returned = "returned",
    }
}
