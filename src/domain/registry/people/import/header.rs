use std::collections::BTreeMap;

use crate::sheets::Cell;

/// What a column says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Name,
    Head,
    HouseholdNo,
    Relation,
    Number,
    Document,
    Phone,
    Estate,
    Building,
    Unit,
    Room,
    Address,
    Sex,
    Birth,
    Ethnicity,
    Marital,
    Education,
    Political,
    Residence,
    Note,
    Grid,
}

use Column as C;
const WORDS: &[(Column, &str)] = &[
    (C::Name, "姓名 居民姓名 成员姓名 人员姓名 家庭成员 家庭成员姓名 名字"),
    (C::Head, "户主 户主姓名 户主名 是否户主 户主名称"),
    (C::HouseholdNo, "户号 户编号 家庭编号 家庭户号 户籍号"),
    (C::Relation, "与户主关系 和户主关系 与户主的关系 户主关系 家庭关系 关系 成员关系"),
    (C::Number, "身份证号 身份证 身份证号码 公民身份号码 公民身份证号码 居民身份证号 居民身份证号码 证件号码 证件号"),
    (C::Document, "证件类型 证件种类 证件名称"),
    (C::Phone, "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 联系手机 本人电话"),
    (C::Estate, "小区 小区名称 所在小区 所属小区 住宅区"),
    (C::Building, "楼栋 幢 栋 楼号 幢号 栋号 楼 楼幢 楼栋号 楼幢号 座"),
    (C::Unit, "单元 单元号 梯"),
    (C::Room, "室 房号 房间 房间号 室号 房屋 门牌 门牌号 房屋号 户室"),
    (C::Address, "住址 地址 现住址 居住地址 家庭住址 家庭地址 详细地址 居住地 现居住地址 房屋地址 现住地址 实际居住地址"),
    (C::Sex, "性别"),
    (C::Birth, "出生日期 出生年月日 出生年月 生日 出生"),
    (C::Ethnicity, "民族"),
    (C::Marital, "婚姻状况 婚姻 婚否 婚姻情况"),
    (C::Education, "文化程度 学历 受教育程度 教育程度"),
    (C::Political, "政治面貌 党派 政治面目"),
    (C::Residence, "户籍类型 人口类型 户籍性质 人员类别 居住类型 人户状态 户籍状态 人员类型"),
    (C::Note, "备注 说明 备注信息"),
    (C::Grid, "网格 所属网格 网格名称 网格编码 网格号 所在网格"),
];

/// What a header cell names, however it is spaced, starred or bracketed.
fn named(text: &str) -> Option<Column> {
    let mut depth = 0;
    let mut bare = String::new();
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth -= 1,
            '*' | ':' | '：' | '★' | '、' => {}
            c if depth == 0 && !c.is_whitespace() => bare.push(c),
            _ => {}
        }
    }
    WORDS.iter().find(|(_, words)| words.split(' ').any(|w| w == bare)).map(|(c, _)| *c)
}

/// The header row of a roster, within its first 30 rows: the one that names most columns, a name among them and something
/// that says where people live or who they are. Gives its row and the place of each column; of two with one meaning the
/// first counts.
pub fn find_header(rows: &[Vec<Cell>]) -> Option<(usize, BTreeMap<Column, usize>)> {
    let mut best: Option<(usize, BTreeMap<Column, usize>)> = None;
    for (at, row) in rows.iter().enumerate().take(30) {
        let mut columns = BTreeMap::new();
        for (i, cell) in row.iter().enumerate() {
            if let Some(c) = named(&cell.text()) {
                columns.entry(c).or_insert(i);
            }
        }
        let useful = columns.contains_key(&C::Name) && columns.len() >= 3;
        if useful && best.as_ref().is_none_or(|(_, b)| columns.len() > b.len()) {
            best = Some((at, columns));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_as_offices_write_them() {
        for (text, want) in [
            ("姓 名", C::Name),
            ("*公民身份号码（必填）", C::Number),
            ("与户主\n关系", C::Relation),
            ("手机：", C::Phone),
            ("幢", C::Building),
        ] {
            assert_eq!(named(text), Some(want), "{text}");
        }
        assert_eq!(named("序号"), None);
        assert_eq!(named(""), None);
    }

    #[test]
    fn a_word_means_one_column() {
        let mut seen = std::collections::BTreeMap::new();
        for (c, words) in WORDS {
            for w in words.split(' ') {
                assert_eq!(seen.insert(w, *c), None, "{w}");
            }
        }
    }
}
