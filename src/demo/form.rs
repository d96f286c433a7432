//! Filling a service's form as a resident would.
use super::{dice::Dice, people::Home, staff::phone};
use crate::{
    base::{CitizenNumber, Day, Failure, Keys, Money, Reason},
    domain::matters::catalog::{Answer, FieldKind, FieldSpec, ServiceSpec},
};

/// Answers to all required questions and some of the others.
pub(super) fn fill(
    spec: &ServiceSpec,
    home: Option<&Home>,
    place: &str,
    today: Day,
    keys: &Keys,
    dice: &mut Dice,
) -> Result<Vec<Answer>, Failure> {
    let mut answers = Vec::with_capacity(spec.fields.len());
    for field in &spec.fields {
        if !field.required && !dice.chance(400) {
            continue;
        }
        if let Some(answer) = answer(field, home, place, today, keys, dice)? {
            answers.push(answer);
        }
    }
    Ok(answers)
}

/// What somebody answers, read as every face reads it; a number that the registry holds is not typed again.
fn answer(
    field: &FieldSpec,
    home: Option<&Home>,
    place: &str,
    today: Day,
    keys: &Keys,
    dice: &mut Dice,
) -> Result<Option<Answer>, Failure> {
    if let (FieldKind::CitizenNumber, "citizen-number", Some(home)) = (&field.kind, field.key.as_str(), home) {
        return Ok(Some(Answer::number(&field.key, home.number.clone())));
    }
    let said = said(field, home, place, today, dice);
    if said.is_empty() {
        return Ok(None);
    }
    let wrong = |reason: Reason| Failure::broken(format!("{}: {said}: {}", field.key, reason.key));
    field.read(&[&said], today, &keys.seal).map_err(wrong)
}

fn said(field: &FieldSpec, home: Option<&Home>, place: &str, today: Day, dice: &mut Dice) -> String {
    match &field.kind {
        FieldKind::Name if field.key == "name" => home.map(|h| h.name.to_string()).unwrap_or_default(),
        FieldKind::Name => home.map(|h| relative(&h.name.to_string(), dice)).unwrap_or_default(),
        FieldKind::Phone => match home.and_then(|h| h.phone.as_ref()) {
            Some(own) => own.as_str().to_owned(),
            None => phone(dice),
        },
        FieldKind::Address => home.map(|h| h.address.clone()).unwrap_or_default(),
        FieldKind::CitizenNumber => another(today, dice).map(|n| n.plain().to_owned()).unwrap_or_default(),
        FieldKind::Text { max } if field.key == "place" => place.chars().take(usize::from(*max)).collect(),
        FieldKind::Text { max } | FieldKind::LongText { max } => text(&field.key, dice).chars().take(usize::from(*max)).collect(),
        FieldKind::Number { min, max, .. } => dice.between(*min, (*max).min(min.saturating_add(6))).to_string(),
        FieldKind::Money => Money(dice.between(2, 60) * 10_000).to_string(),
        FieldKind::Date { past_days, future_days } => {
            let (back, ahead) = (i64::from((*past_days).min(400)), i64::from((*future_days).min(60)));
            today.plus(i32::try_from(dice.between(-back, ahead)).unwrap_or(0)).to_string()
        }
        FieldKind::Choice { options } | FieldKind::Choices { options } => dice.pick(options).cloned().unwrap_or_default(),
        FieldKind::YesNo => if dice.chance(700) { "yes" } else { "no" }.to_owned(),
        FieldKind::Photo { .. } => String::new(),
    }
}

/// Someone of the family.
fn relative(name: &str, dice: &mut Dice) -> String {
    const GIVEN: &[&str] = &["建国", "秀兰", "子轩", "雨萱", "志明", "丽华", "浩然", "欣怡"];
    let surname: String = name.chars().take(1).collect();
    format!("{surname}{}", dice.word(GIVEN))
}

/// A child's or relative's number: valid in form; nobody's on purpose.
fn another(today: Day, dice: &mut Dice) -> Option<CitizenNumber> {
    let birth = today.plus(-i32::try_from(dice.between(30, 5_000)).ok()?).date();
    let body = format!("320499{:04}{:02}{:02}{:03}", birth.year(), birth.month(), birth.day(), dice.between(1, 998));
    let check = CitizenNumber::check_digit(&body)?;
    CitizenNumber::parse(&format!("{body}{check}"))
}

fn text(key: &str, dice: &mut Dice) -> &'static str {
    match key {
        "hospital" => dice.word(&["市第一人民医院", "市中医院", "社区卫生服务中心", "市妇幼保健院"]),
        "employer" | "unit" | "shop" | "work" => dice.word(&["本市机械厂", "家政服务公司", "小区便利店", "物流园", "自由职业"]),
        "home" => dice.word(&["江苏省盐城市阜宁县", "安徽省合肥市肥东县", "河南省信阳市固始县", "四川省南充市南部县"]),
        "family" | "contact" | "emergency" | "other" => {
            dice.word(&["儿子，电话已登记", "女儿，电话已登记", "邻居，同一单元", "亲属，住同城"])
        }
        "bank-card" => "6217000000000000000",
        "skill" => dice.word(&["电工证", "月嫂证", "驾驶证 C1", "会做饭"]),
        "breed" => dice.word(&["泰迪", "柯基", "中华田园犬", "金毛"]),
        _ => dice.word(&[
            "情况属实，请尽快安排。",
            "已经持续一段时间，希望帮助解决。",
            "老人行动不便，希望上门办理。",
            "下班后在家，可先电话联系。",
            "以前没有办过，请告知步骤。",
        ]),
    }
}
