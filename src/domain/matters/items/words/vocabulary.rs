//! The closed word lists of an item's life.
use crate::base::words;

words! {
    /// Where an item came from; `source-…` is the text.
    pub enum Source {
        /// 自助终端
        Terminal = 0 "terminal",
        /// 窗口
        Window = 1 "window",
        /// 网格员上报
        Field = 2 "field",
        /// 电话
        Phone = 3 "phone",
        /// 网络
        Network = 4 "network",
        /// 走访
        Visit = 5 "visit",
        /// 信息采集箱
        SuggestionBox = 6 "suggestion-box",
        /// 上级交办
        Higher = 7 "higher",
        /// 其他政务软件 (Open311)
        Open311 = 8 "open311",
    }
}

words! {
    /// The resident's verdict, best first; `rating-…` is the text.
    pub enum Rating {
        /// 非常满意
        VerySatisfied = 0 "very-satisfied",
        /// 满意
        Satisfied = 1 "satisfied",
        /// 基本满意
        Fair = 2 "fair",
        /// 不满意
        Dissatisfied = 3 "dissatisfied",
    }
}

words! {
    /// The two levels of supervision (两级督办); `colour-…` is the text.
    pub enum Colour {
        /// 黄牌: by the centre
        Yellow = 0 "yellow",
        /// 红牌: by leadership
        Red = 1 "red",
    }
}

words! {
    /// How a resident was asked after closing; `way-…` is the text.
    pub enum Way {
        /// 电话回访
        Phone = 0 "phone",
        /// 上门走访
        Visit = 1 "visit",
        /// 窗口当面
        Counter = 2 "counter",
        /// 现场查看: nobody to ask, the place was looked at
        OnSite = 3 "on-site",
    }
}

words! {
    /// Where a paper carried for a resident is (代办材料交接); `custody-…` is the text.
    pub enum CustodyStep {
        /// 已代收
        Taken = 0 "taken",
        /// 已送达
        Delivered = 1 "delivered",
        /// 已归还并签收
        Returned = 2 "returned",
    }
}
