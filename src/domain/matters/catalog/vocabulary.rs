//! The closed word lists of the catalogue. Each word has a stable code (files, URLs) and a message key (screens).

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants carry a stable code and a Fluent message key.
macro_rules! words {
    ($(#[$about:meta])* $name:ident in $list:literal { $($(#[$word:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$word])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which offices list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code, as written in catalogue files and URLs.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The message key of the display name.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => concat!("catalogue-", $list, "-", $code),)+ }
            }

            /// Its place in `ALL`, from 0: the form in which keys and counters hold it.
            #[must_use]
            pub const fn ordinal(self) -> u8 {
                self as u8
            }

            /// The value at this place in `ALL`.
            #[must_use]
            pub fn from_ordinal(ordinal: u8) -> Option<Self> {
                Self::ALL.get(usize::from(ordinal)).copied()
            }

            /// The value with this code, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.code() == code)
            }
        }
    };
}

words! {
    /// The window line (条线) that answers for a service.
    WindowLine in "line" {
        /// 行政事务
        Administration = "administration",
        /// 民政
        CivilAffairs = "civil-affairs",
        /// 计划生育
        FamilyPlanning = "family-planning",
        /// 劳动保障
        Labour = "labour",
        /// 双创: the city's two campaigns, civilised city and clean city.
        CleanCity = "clean-city",
        /// 信访
        Petitions = "petitions",
        /// 新市民接待
        Newcomers = "newcomers",
        /// 综治
        PublicOrder = "public-order",
        /// 司法
        Justice = "justice",
    }
}

words! {
    /// The fourteen categories of community service.
    Category in "category" {
        /// 法律法规宣传
        LawEducation = "law-education",
        /// 计划生育
        FamilyPlanning = "family-planning",
        /// 城市双创
        CleanCity = "clean-city",
        /// 综治安全
        PublicOrder = "public-order",
        /// 社会保障
        SocialSecurity = "social-security",
        /// 文化教育
        CultureEducation = "culture-education",
        /// 医疗卫生
        Health = "health",
        /// 城市低保
        LowIncome = "low-income",
        /// 残疾人救助
        Disability = "disability",
        /// 廉租房申报
        LowRent = "low-rent",
        /// 老人关护
        ElderCare = "elder-care",
        /// 矛盾纠纷排查
        Disputes = "disputes",
        /// 社区矫正
        Correction = "correction",
        /// 公共设施管理
        Facilities = "facilities",
    }
}

words! {
    /// What has happened in a resident's life (人生情境): the second way into the catalogue.
    LifeSituation in "situation" {
        /// 生育
        Birth = "birth",
        /// 上学
        School = "school",
        /// 就业
        Work = "work",
        /// 看病
        Illness = "illness",
        /// 养老
        OldAge = "old-age",
        /// 困难
        Hardship = "hardship",
        /// 残疾
        Disability = "disability",
        /// 住房
        Housing = "housing",
        /// 搬家、新市民
        Moving = "moving",
        /// 邻里纠纷
        Neighbours = "neighbours",
        /// 房屋报修
        Repair = "repair",
        /// 环境
        Environment = "environment",
        /// 平安
        Safety = "safety",
        /// 退役
        Veteran = "veteran",
        /// 党员
        Party = "party",
        /// 法律
        Law = "law",
        /// 身后
        Bereavement = "bereavement",
    }
}

words! {
    /// How the office must answer.
    ItemType in "type" {
        /// 即办件: done the same day.
        Immediate = "immediate",
        /// 承诺件: done within the promised working days.
        Promised = "promised",
        /// 联办件: several departments, one lead who owns the limit.
        Joint = "joint",
        /// 答复件: ends with a written answer.
        Reply = "reply",
    }
}

words! {
    /// The five mechanisms of handling.
    Mechanism in "mechanism" {
        /// 一般事务直接办理
        Direct = "direct",
        /// 重大事务承诺办理
        Committed = "committed",
        /// 辖外事务联合办理
        CrossBoundary = "cross-boundary",
        /// 特别事务申报办理
        Declared = "declared",
        /// 审批事务集中办理
        Collective = "collective",
    }
}

words! {
    /// Where a service can be asked for.
    Channel in "channel" {
        /// The lobby terminal.
        Kiosk = "kiosk",
        /// The service window.
        Window = "window",
        /// At the resident's home, by a worker.
        Home = "home",
        /// By telephone.
        Phone = "phone",
    }
}

words! {
    /// A paper that the office gives out for an item.
    PaperKind in "paper" {
        /// 受理回执
        Receipt = "receipt",
        /// 一次性告知书
        MaterialsNotice = "materials-notice",
        /// 承诺单
        Commitment = "commitment",
        /// 补正通知书
        SupplementNotice = "supplement-notice",
        /// 不予受理告知书
        RefusalNotice = "refusal-notice",
        /// 办结通知书
        ClosingNotice = "closing-notice",
        /// 转办单
        TransferSlip = "transfer-slip",
        /// 申请表
        ApplicationForm = "application-form",
        /// 介绍信、联系单
        IntroductionLetter = "introduction-letter",
        /// 孕妇联系卡
        PregnancyCard = "pregnancy-card",
    }
}
