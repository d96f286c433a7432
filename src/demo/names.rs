//! Names as people born in each decade carry them.
use super::dice::Dice;
use crate::base::Sex;

/// Surnames with their share in ten thousand (the 2020 census order, rounded); the rest share what is left.
const SURNAMES: &[(&str, u32)] = &[
    ("王", 720),
    ("李", 718),
    ("张", 676),
    ("刘", 515),
    ("陈", 450),
    ("杨", 308),
    ("黄", 222),
    ("赵", 205),
    ("吴", 200),
    ("周", 190),
    ("徐", 145),
    ("孙", 138),
    ("马", 128),
    ("朱", 122),
    ("胡", 114),
    ("郭", 113),
    ("何", 105),
    ("林", 103),
    ("罗", 101),
    ("高", 100),
    ("郑", 92),
    ("梁", 83),
    ("谢", 72),
    ("宋", 70),
    ("唐", 68),
    ("许", 66),
    ("邓", 63),
    ("冯", 63),
    ("韩", 62),
    ("曹", 60),
    ("曾", 58),
    ("彭", 55),
    ("萧", 24),
    ("蔡", 53),
    ("潘", 50),
    ("田", 49),
    ("董", 49),
    ("袁", 48),
    ("于", 46),
    ("余", 45),
    ("叶", 44),
    ("蒋", 43),
    ("杜", 42),
    ("苏", 41),
    ("魏", 41),
    ("程", 40),
    ("吕", 40),
    ("丁", 39),
    ("沈", 38),
    ("任", 37),
    ("姚", 36),
    ("卢", 36),
    ("傅", 35),
    ("钟", 35),
    ("姜", 34),
    ("崔", 33),
    ("谭", 33),
    ("廖", 32),
    ("范", 32),
    ("汪", 31),
    ("陆", 31),
    ("金", 30),
    ("石", 29),
    ("戴", 28),
    ("贾", 27),
    ("韦", 26),
    ("夏", 26),
    ("邱", 25),
    ("方", 25),
    ("侯", 24),
    ("邹", 24),
    ("熊", 23),
    ("孟", 22),
    ("秦", 22),
    ("白", 21),
    ("江", 21),
    ("阎", 20),
    ("薛", 20),
    ("尹", 19),
    ("段", 19),
    ("雷", 18),
    ("黎", 17),
    ("史", 17),
    ("龙", 16),
    ("陶", 16),
    ("贺", 15),
    ("顾", 30),
    ("毛", 15),
    ("郝", 14),
    ("龚", 14),
    ("邵", 14),
    ("万", 13),
    ("钱", 22),
    ("严", 13),
    ("武", 12),
    ("莫", 11),
    ("孔", 10),
    ("汤", 12),
    ("欧阳", 5),
    ("上官", 1),
    ("诸葛", 1),
    ("司马", 1),
    ("恽", 1),
    ("羊", 1),
    ("宦", 1),
];

/// Given-name characters of men, by birth before 1960, before 1985, before 2005 and since.
const MALE: [&str; 4] = [
    "国建华明德文志福根兴富贵祥荣生庆宝林春金发忠良永顺昌海龙山",
    "军伟勇强斌杰涛辉峰平波刚鹏飞宏俊健东民立新亮超磊旭海洋敏",
    "浩宇鑫博文俊杰凯晨阳鹏程翔睿航志远嘉豪子轩天泽昊哲思远",
    "子轩浩宇梓睿沐宸奕辰泽铭煜城俊熙嘉懿景行皓轩一诺亦衡",
];
/// The same of women.
const FEMALE: [&str; 4] = [
    "秀英桂兰玉珍凤芳淑华素琴月娥巧云金凤菊香梅红兰翠霞珠妹",
    "丽敏静艳娟霞燕红玲芳萍梅华琴英慧洁颖莉娜琳雪群云蓉倩晓",
    "婷雪佳怡欣悦梦琪雨萱思颖雅静诗涵子涵晓雯琳莹倩文璐瑶",
    "梓涵一诺诗涵欣怡语桐若汐沐瑶依诺可馨苡安芷若艺涵清妍",
];
/// Characters outside the BMP or rarely in fonts, as some residents really carry them.
const RARE: [&str; 6] = ["䶮", "𠅤", "㛃", "𬱖", "𫖯", "𰻝"];

/// Makes names.
pub(super) struct Names {
    weights: Vec<u32>,
    male: [Vec<char>; 4],
    female: [Vec<char>; 4],
}

impl Names {
    pub(super) fn new() -> Self {
        Names {
            weights: SURNAMES.iter().map(|(_, share)| *share).collect(),
            male: MALE.map(|chars| chars.chars().collect()),
            female: FEMALE.map(|chars| chars.chars().collect()),
        }
    }
    /// A surname.
    pub(super) fn surname(&self, dice: &mut Dice) -> &'static str {
        SURNAMES.get(dice.weighed(&self.weights)).map_or("王", |(name, _)| *name)
    }
    /// A whole name for someone of this surname, sex and year of birth. About one in two thousand has a rare character.
    pub(super) fn full(&self, dice: &mut Dice, surname: &str, sex: Sex, year: i16) -> String {
        let age = match year {
            ..1960 => 0,
            1960..1985 => 1,
            1985..2005 => 2,
            _ => 3,
        };
        let chars = if sex == Sex::Male { &self.male } else { &self.female };
        let chars = chars.get(age).map(Vec::as_slice).unwrap_or_default();
        // Single-character given names were the fashion of the 1970s to 1990s.
        let single = if (1968..1998).contains(&year) { 330 } else { 60 };
        let mut name = surname.to_owned();
        if dice.below(2000) == 0 {
            name.push_str(dice.word(&RARE));
        } else {
            name.push(dice.char(chars));
        }
        if !dice.chance(single) {
            name.push(dice.char(chars));
        }
        name
    }
}

const WORDS: [&str; 40] = [
    "东方", "花溪", "锦绣", "翠竹", "清潭", "兰陵", "红梅", "丽景", "新城", "阳光", "金色", "湖滨", "桃园", "银河", "紫荆",
    "香樟", "滨河", "龙城", "星河", "福安", "永宁", "和平", "青山", "白云", "长虹", "凤凰", "芙蓉", "海棠", "丁香", "枫林",
    "碧水", "南苑", "北苑", "景泰", "嘉禾", "润德", "怡康", "聚福", "馨园", "文亨",
];

const SUFFIXES: [&str; 7] = ["", "里", "苑", "桥", "庄", "湾", "圩"];

/// The name of the n-th community: 花溪苑社区.
pub(super) fn community_name(n: usize) -> String {
    let word = WORDS.get(n % WORDS.len()).copied().unwrap_or_default();
    let suffix = SUFFIXES.get(n / WORDS.len() % SUFFIXES.len()).copied().unwrap_or_default();
    format!("{word}{suffix}社区")
}
