//! What people and offices write.
use super::dice::Dice;
use crate::domain::matters::catalog::{Category, ItemType, ServiceSpec};

pub(super) const DECLINED: &[&str] = &[
    "经核对，家庭人均收入高于规定标准，依据社会救助暂行办法不予受理，已告知可申请临时救助。",
    "该事项属公安机关职权，依据职责分工不予受理，已告知办理地点和所需材料。",
    "户籍不在本地，依据申请条件不予受理，已告知向户籍所在地申请。",
    "同一事项已在办理中，依据信访工作条例不予重复受理，已告知原受理编号。",
];
pub(super) const PAPERS: &[&str] = &[
    "请补交本人身份证原件核验。",
    "核对授权书还缺一位共同生活成员签字，请补齐。",
    "银行卡号与本人姓名不一致，请带本人账户的银行卡。",
    "照片尺寸不符合要求，请补交近期二寸照片。",
];
pub(super) const REWORK: &str = "现场照片与上报位置不一致，请重新核实并补充处理后照片。";
/// What a result rests on where the service names no policy.
pub(super) const BASIS: &str = "本社区办事指南";
pub(super) const CLOSED: &str = "已核查，处理属实，同意结案。";
pub(super) const SATISFIED: &[&str] = &[
    "办得很快，谢谢。",
    "工作人员很耐心，一次就办好了。",
    "上门办的，老人很方便。",
    "网格员第二天就来看了，满意。",
    "处理得很到位。",
];
pub(super) const DISSATISFIED: &[&str] = &["等的时间太长。", "过了几天又坏了。", "解释得不清楚，跑了两趟。"];

const OUTDOORS: &[&str] = &[
    "现场已处理完毕并拍照，居民确认。",
    "已联系权属单位修复，复查正常。",
    "已清理并张贴提示，列入日常巡查。",
    "已完成抢修，周边设施一并检查。",
];
const IMMEDIATE: &[&str] = &["材料齐全，当场办结。", "核对无误，已当场办理并告知后续事项。", "已上门办理完毕，本人签收。"];
const PROMISED: &[&str] = &[
    "审核通过，已书面告知本人。",
    "已办理完毕，结果已电话告知并送达。",
    "符合条件，已报上级部门备案，次月起执行。",
    "已办结，相关材料归入一户一档。",
];
const JOINT: &[&str] =
    &["牵头部门已组织联合处理，结果已答复。", "会同有关部门现场办公，问题已解决。", "已联合检查并责令整改，复查合格。"];
const REPLY: &[&str] =
    &["已书面答复并说明政策依据，当事人表示理解。", "已电话答复并寄送答复函。", "意见已采纳，列入社区计划并公示。"];
const MEDIATED: &[&str] = &["双方自愿达成调解协议，已签字，当场履行。", "经两次调解达成一致，已签调解协议书，一个月后回访。"];

/// What the handler reports.
pub(super) fn result(spec: &ServiceSpec, dice: &mut Dice) -> &'static str {
    let words = match (spec.category, spec.item_type) {
        (Category::Disputes, ItemType::Promised) => MEDIATED,
        (Category::Facilities | Category::CleanCity, ItemType::Immediate | ItemType::Promised) => OUTDOORS,
        (_, ItemType::Immediate) => IMMEDIATE,
        (_, ItemType::Promised) => PROMISED,
        (_, ItemType::Joint) => JOINT,
        (_, ItemType::Reply) => REPLY,
    };
    dice.word(words)
}

/// A place near an address.
pub(super) fn near(address: &str, dice: &mut Dice) -> String {
    const SPOTS: &[&str] = &["东侧道路", "楼下", "北门口", "车棚旁", "小广场", "垃圾分类亭旁", "单元门口", "南侧绿化带"];
    let building = address.split_once('幢').map_or("社区服务中心", |(head, _)| head);
    let mark = if address.contains('幢') { "幢" } else { "" };
    format!("{building}{mark}{}", dice.word(SPOTS))
}

pub(super) const VISITS: &[&str] = &[
    "入户走访，家中水电气正常，提醒用火安全。",
    "看望独居老人，身体状况平稳，已告知子女。",
    "宣传反诈知识，协助安装反诈应用。",
    "核对居住信息，登记新增同住人员。",
    "了解就业意愿，推荐社区招聘岗位。",
    "回访上次反映的问题，居民表示满意。",
    "走访困难家庭，告知临时救助政策。",
    "听取对小区停车的意见，已记入民情日记。",
    "检查出租房消防，无飞线充电。",
    "节前慰问，送上慰问品。",
    "家中无人，留连心卡，改日再访。",
    "告知医保缴费时间和方式。",
];

pub(super) const EXPLAINED: &str = "已向居民说明政策规定，居民表示理解。";
pub(super) const MORE_TIME: &str = "需等配件到货，申请延期。";
pub(super) const HIGHER: &str = "超出社区权限，报街道协调。";
pub(super) const SUSPENDED: &str = "需待雨季过后施工，经研究缓办。";
