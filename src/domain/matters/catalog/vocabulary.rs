//! The closed word lists of the catalogue. Each word has a stable code (files, URLs) and a message key (screens).

use crate::base::words;

words! {
    /// The window line (条线) that answers for a service.
    pub enum WindowLine in "catalogue-line-" as code {
        /// 行政事务
        Administration = 0 "administration",
        /// 民政
        CivilAffairs = 1 "civil-affairs",
        /// 计划生育
        FamilyPlanning = 2 "family-planning",
        /// 劳动保障
        Labour = 3 "labour",
        /// 双创: the city's two campaigns, civilised city and clean city.
        CleanCity = 4 "clean-city",
        /// 信访
        Petitions = 5 "petitions",
        /// 新市民接待
        Newcomers = 6 "newcomers",
        /// 综治
        PublicOrder = 7 "public-order",
        /// 司法
        Justice = 8 "justice",
    }
}

words! {
    /// The fourteen categories of community service.
    pub enum Category in "catalogue-category-" as code {
        /// 法律法规宣传
        LawEducation = 0 "law-education",
        /// 计划生育
        FamilyPlanning = 1 "family-planning",
        /// 城市双创
        CleanCity = 2 "clean-city",
        /// 综治安全
        PublicOrder = 3 "public-order",
        /// 社会保障
        SocialSecurity = 4 "social-security",
        /// 文化教育
        CultureEducation = 5 "culture-education",
        /// 医疗卫生
        Health = 6 "health",
        /// 城市低保
        LowIncome = 7 "low-income",
        /// 残疾人救助
        Disability = 8 "disability",
        /// 廉租房申报
        LowRent = 9 "low-rent",
        /// 老人关护
        ElderCare = 10 "elder-care",
        /// 矛盾纠纷排查
        Disputes = 11 "disputes",
        /// 社区矫正
        Correction = 12 "correction",
        /// 公共设施管理
        Facilities = 13 "facilities",
    }
}

words! {
    /// What has happened in a resident's life (人生情境): the second way into the catalogue.
    pub enum LifeSituation in "catalogue-situation-" as code {
        /// 生育
        Birth = 0 "birth",
        /// 上学
        School = 1 "school",
        /// 就业
        Work = 2 "work",
        /// 看病
        Illness = 3 "illness",
        /// 养老
        OldAge = 4 "old-age",
        /// 困难
        Hardship = 5 "hardship",
        /// 残疾
        Disability = 6 "disability",
        /// 住房
        Housing = 7 "housing",
        /// 搬家、新市民
        Moving = 8 "moving",
        /// 邻里纠纷
        Neighbours = 9 "neighbours",
        /// 房屋报修
        Repair = 10 "repair",
        /// 环境
        Environment = 11 "environment",
        /// 平安
        Safety = 12 "safety",
        /// 退役
        Veteran = 13 "veteran",
        /// 党员
        Party = 14 "party",
        /// 法律
        Law = 15 "law",
        /// 身后
        Bereavement = 16 "bereavement",
    }
}

words! {
    /// How the office must answer.
    pub enum ItemType in "catalogue-type-" as code {
        /// 即办件: done the same day.
        Immediate = 0 "immediate",
        /// 承诺件: done within the promised working days.
        Promised = 1 "promised",
        /// 联办件: several departments, one lead who owns the limit.
        Joint = 2 "joint",
        /// 答复件: ends with a written answer.
        Reply = 3 "reply",
    }
}

words! {
    /// The five mechanisms of handling.
    pub enum Mechanism in "catalogue-mechanism-" as code {
        /// 一般事务直接办理
        Direct = 0 "direct",
        /// 重大事务承诺办理
        Committed = 1 "committed",
        /// 辖外事务联合办理
        CrossBoundary = 2 "cross-boundary",
        /// 特别事务申报办理
        Declared = 3 "declared",
        /// 审批事务集中办理
        Collective = 4 "collective",
    }
}

words! {
    /// Where a service can be asked for.
    pub enum Channel in "catalogue-channel-" as code {
        /// The lobby terminal.
        Kiosk = 0 "kiosk",
        /// The service window.
        Window = 1 "window",
        /// At the resident's home, by a worker.
        Home = 2 "home",
        /// By telephone.
        Phone = 3 "phone",
    }
}

words! {
    /// A paper that the office gives out for an item.
    pub enum PaperKind in "catalogue-paper-" as code {
        /// 受理回执
        Receipt = 0 "receipt",
        /// 一次性告知书
        MaterialsNotice = 1 "materials-notice",
        /// 承诺单
        Commitment = 2 "commitment",
        /// 补正通知书
        SupplementNotice = 3 "supplement-notice",
        /// 不予受理告知书
        RefusalNotice = 4 "refusal-notice",
        /// 办结通知书
        ClosingNotice = 5 "closing-notice",
        /// 转办单
        TransferSlip = 6 "transfer-slip",
        /// 申请表
        ApplicationForm = 7 "application-form",
        /// 介绍信、联系单
        IntroductionLetter = 8 "introduction-letter",
        /// 孕妇联系卡
        PregnancyCard = 9 "pregnancy-card",
    }
}

words! {
    /// How confidential the matters of a service are, in rising order: who at home and in the office may know of them.
    pub enum Secrecy in "catalogue-secrecy-" as code {
        /// 户内: the household's, or everybody's: whoever holds its card.
        Household = 0 "household",
        /// 本人: one person's, as every matter is unless the catalogue says otherwise.
        Personal = 1 "personal",
        /// 保密: may put somebody in danger or to shame: known to who asked, and in the office to who deals with it.
        Confidential = 2 "confidential",
    }
}
