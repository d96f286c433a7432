use std::collections::BTreeSet;

use super::*;
use crate::{
    base::holds_number,
    domain::registry::registers::value::{Typed, read, write},
};

/// What the upper levels ask an office to keep, module by module; residents and households are the registry's own.
const LISTED: [(&str, &[&str]); 7] = [
    ("housing", &["房屋信息", "房屋租赁", "沿街商铺"]),
    ("population", &["迁入登记", "迁出登记", "出生登记", "死亡登记", "流动人口"]),
    ("civil-relief", &["最低生活保障", "特困供养", "临时救助", "残疾人", "孤老与空巢老人", "下岗失业人员", "退役军人"]),
    ("party", &["党员名册", "党支部", "党费收缴", "组织生活"]),
    ("family-planning", &["生育登记", "孕情服务", "计生联系单"]),
    ("key-persons", &["社区矫正对象", "严重精神障碍患者", "戒毒康复人员", "信访重点人员"]),
    ("public-security", &["公共设施", "安全隐患", "特殊场所", "矛盾纠纷与调解", "出租房检查"]),
];

#[test]
fn every_listed_table_is_there() {
    let shipped = shipped().unwrap();
    for (module, names) in LISTED {
        let here: Vec<_> = shipped.iter().filter(|t| t.module.key() == module).map(|t| t.name.as_str()).collect();
        assert_eq!(here, names, "{module}");
    }
    for t in shipped {
        assert!((5..=14).contains(&t.fields.len()), "{}: {} fields", t.code, t.fields.len());
        assert!(!t.basis.is_empty() && t.fields.iter().any(|f| f.list) && t.fields.iter().any(|f| f.count), "{}", t.code);
        assert_eq!(t.access == Access::KeyPersons, t.module == Module::KeyPersons, "{}", t.code);
        // A free number of a person stands in sealed fields only.
        for f in t.fields.iter().filter(|f| f.name.contains("身份证") || f.name.contains("残疾证号") || f.name.contains("账号"))
        {
            assert!(f.sealed(), "{} {}", t.code, f.key);
        }
    }
}

#[test]
fn what_is_written_is_read_again() {
    for t in shipped().unwrap() {
        for f in &t.fields {
            for n in 0..40 {
                let said = sample(f, n);
                match read(f, &said) {
                    Ok(Some(Typed::Plain(v))) => {
                        let again = read(f, &write(&v, f)).unwrap_or_else(|e| panic!("{} {}: {e:?}", t.code, f.key));
                        assert_eq!(again, Some(Typed::Plain(v)), "{} {}", t.code, f.key);
                    }
                    Ok(Some(Typed::Strict(s))) => assert_eq!(read(f, &s), Ok(Some(Typed::Strict(s.clone())))),
                    other => panic!("{} {}: {said:?} is {other:?}", t.code, f.key),
                }
            }
        }
    }
}

#[test]
fn wrong_values_are_refused_with_a_reason() {
    let field = |kind| Field { kind, max: Some(10), ..shipped().unwrap()[0].fields[3].clone() };
    let cases = [
        (Kind::Number, "11", "registers-bounds"),
        (Kind::Number, "-1", "registers-bounds"),
        (Kind::Number, "1.5", "field-number"),
        (Kind::Decimal, "1.234", "registers-decimal"),
        (Kind::Decimal, "10.01", "registers-bounds"),
        (Kind::Money, "一百", "field-money"),
        (Kind::Date, "2026-02-30", "field-date"),
        (Kind::Date, "9999-01-01", "field-date"),
        (Kind::Text, "一二三四五六七八九十一", "field-too-long"),
        (Kind::Phone, "12", "field-phone"),
        (Kind::Person, "<b>", "field-name"),
        (Kind::YesNo, "也许", "registers-yes-no"),
        (Kind::CitizenNumber, "320211196001011231", "field-citizen-number"),
    ];
    for (kind, said, key) in cases {
        assert_eq!(read(&field(kind), said).map_err(|r| r.key), Err(key), "{said}");
    }
    let shaped = Field { pattern: "0000-00".into(), max: None, ..field(Kind::Text) };
    assert!(read(&shaped, "2026-11").is_ok() && read(&shaped, "2026-1").is_err() && read(&shaped, "2026-111").is_err());
}

#[test]
fn a_number_in_a_free_text_is_seen_however_it_is_written() {
    let n = number(3);
    let spaced: String = n.chars().flat_map(|c| [c, ' ']).collect();
    let wide: String = n.chars().map(|c| c.to_digit(10).map_or('Ｘ', |d| char::from_u32(0xFF10 + d).unwrap())).collect();
    for text in [n.clone(), format!("他的号码{n}12"), spaced, wide, n.replacen('1', "-1", 1)] {
        assert!(holds_number(&text), "{text}");
    }
    assert!(!holds_number("32021119600101") && !holds_number("电话 13812345678，2026-11-21") && !holds_number(""));
}

/// An office's own: a field of a shipped table and a whole table behave like shipped ones; what is there stays.
#[test]
fn own_tables_and_fields() {
    let o = Office::new();
    let model = shipped().unwrap()[0].clone();
    let plain = |name: &str, kind: Kind| Field {
        key: "x".into(),
        name: name.into(),
        en: name.into(),
        kind,
        class: Class::Open,
        required: false,
        list: true,
        find: kind.findable(),
        count: kind.countable(),
        hidden: false,
        options: if kind == Kind::Choice { vec!["有".into(), "无".into()] } else { Vec::new() },
        codes: String::new(),
        min: None,
        max: None,
        pattern: String::new(),
        unit: String::new(),
        words: Vec::new(),
    };
    let lift = plain("有无电梯", Kind::Choice);
    o.write({
        let f = lift.clone();
        move |tx, _| add_field(tx, WHO, "houses", f)
    })
    .unwrap();
    let t = table(&o.store, "houses").unwrap();
    assert_eq!(t.fields.len(), model.fields.len() + 1);
    assert_eq!(t.fields.last().unwrap().key, "own-1");
    let e = o.create(&t, 1).unwrap();
    assert_eq!(values(&o.store, "houses", t.field("own-1").unwrap(), None).unwrap(), [("有".into(), 0), ("无".into(), 1)]);
    // Words are added, never taken away; kind and class stay whatever is said.
    let fewer = Field { options: vec!["有".into()], ..lift.clone() };
    let refused = o.write(move |tx, _| edit_field(tx, WHO, "houses", "own-1", fewer));
    assert!(matches!(refused, Err(Failure::Invalid(_))), "{refused:?}");
    let more = Field {
        kind: Kind::Number,
        class: Class::Strict,
        options: vec!["有".into(), "无".into(), "停用".into()],
        hidden: true,
        ..lift.clone()
    };
    o.write(move |tx, _| edit_field(tx, WHO, "houses", "own-1", more)).unwrap();
    let f = table(&o.store, "houses").unwrap().field("own-1").unwrap().clone();
    assert_eq!((f.kind, f.class, f.options.len(), f.hidden), (Kind::Choice, Class::Open, 3, true));
    assert!(o.store.get(e.id).unwrap().value("own-1").is_some(), "a hidden field keeps its values");
    // A table of its own.
    let own =
        Table {
            code: "x".into(), name: "宠物登记".into(), fields: vec![plain("犬只名称", Kind::Text)], ..(*model).clone()
        };
    let own = Table { key: vec!["subject".into()], ..own };
    let made = o.write(move |tx, _| create_table(tx, WHO, own)).unwrap();
    let t = table(&o.store, &made.table.code).unwrap();
    o.create(&t, 2).unwrap();
    assert_eq!(count(&o.store, &t.code, &Filter::default()).unwrap(), Some(1));
    assert!(tables(&o.store).unwrap().iter().any(|x| x.name == "宠物登记"));
    let codes: BTreeSet<_> = tables(&o.store).unwrap().iter().map(|t| t.code.clone()).collect();
    assert_eq!(codes.len(), 32);
    let twice = plain("建筑面积", Kind::Text);
    assert!(o.write(move |tx, _| add_field(tx, WHO, "houses", twice)).is_err(), "a heading stands once in a table");
}
