//! Readings of names. Surnames have their own; some given-name characters are read in two ways, and people type either.
use pinyin::ToPinyin;

use crate::base::Name;

/// Most readings that are kept for one name.
const READINGS_MOST: usize = 4;

/// Surnames of two characters whose reading differs from that of their characters.
const COMPOUND: &[(&str, &str)] = &[
    ("尉迟", "yu chi"),
    ("单于", "chan yu"),
    ("万俟", "mo qi"),
    ("澹台", "tan tai"),
    ("长孙", "zhang sun"),
    ("令狐", "ling hu"),
    ("鲜于", "xian yu"),
    ("宰父", "zai fu"),
    ("皇甫", "huang fu"),
    ("百里", "bai li"),
    ("拓跋", "tuo ba"),
    ("亓官", "qi guan"),
];

/// Surnames that are read otherwise than the character alone; the second reading is what people also type.
const SURNAMES: &[(char, &[&str])] = &[
    ('曾', &["zeng", "ceng"]),
    ('单', &["shan", "dan"]),
    ('仇', &["qiu", "chou"]),
    ('解', &["xie", "jie"]),
    ('查', &["zha", "cha"]),
    ('任', &["ren"]),
    ('区', &["ou", "qu"]),
    ('朴', &["piao", "pu"]),
    ('盖', &["ge", "gai"]),
    ('覃', &["qin", "tan"]),
    ('翟', &["zhai", "di"]),
    ('繁', &["po", "fan"]),
    ('乐', &["yue", "le"]),
    ('员', &["yun", "yuan"]),
    ('贠', &["yun"]),
    ('缪', &["miao", "mou"]),
    ('宓', &["mi", "fu"]),
    ('召', &["shao", "zhao"]),
    ('折', &["she", "zhe"]),
    ('黑', &["he", "hei"]),
    ('重', &["chong", "zhong"]),
    ('秘', &["bi", "mi"]),
    ('冼', &["xian"]),
    ('洗', &["xian", "xi"]),
    ('尹', &["yin"]),
    ('华', &["hua"]),
    ('晁', &["chao"]),
    ('逄', &["pang"]),
    ('纪', &["ji"]),
    ('过', &["guo"]),
    ('都', &["du", "dou"]),
    ('那', &["na"]),
    ('哈', &["ha"]),
    ('谌', &["chen", "shen"]),
    ('盛', &["sheng"]),
    ('石', &["shi"]),
    ('种', &["chong", "zhong"]),
    ('卜', &["bu"]),
    ('牟', &["mou", "mu"]),
    ('郇', &["xun", "huan"]),
    ('隗', &["wei", "kui"]),
    ('车', &["che"]),
    ('应', &["ying"]),
    ('曲', &["qu"]),
    ('葛', &["ge"]),
    ('燕', &["yan"]),
    ('祭', &["zhai", "ji"]),
    ('瞿', &["qu"]),
    ('柏', &["bai", "bo"]),
    ('贾', &["jia"]),
    ('薄', &["bo"]),
    ('相', &["xiang"]),
    ('宁', &["ning"]),
    ('臧', &["zang"]),
    ('佴', &["nai"]),
    ('句', &["gou", "ju"]),
    ('阚', &["kan"]),
    ('沈', &["shen"]),
    ('占', &["zhan"]),
    ('干', &["gan"]),
    ('尉', &["wei", "yu"]),
    ('撒', &["sa"]),
    ('莘', &["shen", "xin"]),
];

/// Characters of given names with two readings in use.
const GIVEN: &[(char, &[&str])] = &[
    ('乐', &["le", "yue"]),
    ('行', &["xing", "hang"]),
    ('长', &["chang", "zhang"]),
    ('朝', &["chao", "zhao"]),
    ('茜', &["qian", "xi"]),
    ('晟', &["sheng", "cheng"]),
    ('盛', &["sheng", "cheng"]),
    ('莘', &["xin", "shen"]),
    ('隽', &["jun", "juan"]),
    ('重', &["zhong", "chong"]),
    ('曾', &["zeng", "ceng"]),
    ('娜', &["na", "nuo"]),
    ('柏', &["bai", "bo"]),
    ('单', &["dan", "shan"]),
    ('调', &["tiao", "diao"]),
    ('降', &["jiang", "xiang"]),
    ('传', &["chuan", "zhuan"]),
    ('藏', &["cang", "zang"]),
    ('朴', &["pu"]),
    ('宓', &["mi"]),
];

/// Readings of a name: syllables separated by spaces, several readings by `|`, the likeliest first. Characters without a
/// reading are left out; Latin letters are kept in lower case. `ü` is written `v`.
pub fn readings(name: &Name) -> String {
    let mut all = vec![Vec::<String>::new()];
    let text = name.as_str();
    let compound = COMPOUND.iter().find(|(s, _)| text.starts_with(s));
    let skip = compound.map_or(0, |(s, reading)| {
        all = vec![reading.split(' ').map(str::to_owned).collect()];
        s.chars().count()
    });
    let mut latin = String::new();
    for (i, c) in text.chars().enumerate().skip(skip) {
        if c.is_ascii_alphanumeric() {
            latin.push(c.to_ascii_lowercase());
            continue;
        }
        extend(&mut all, &[std::mem::take(&mut latin)]);
        let table = if i == 0 { SURNAMES } else { GIVEN };
        match table.iter().find(|(t, _)| *t == c) {
            Some((_, rs)) => extend(&mut all, &rs.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()),
            None => extend(&mut all, &c.to_pinyin().map(|p| plain(p.plain())).into_iter().collect::<Vec<_>>()),
        }
    }
    extend(&mut all, &[latin]);
    all.retain(|r| !r.is_empty());
    all.iter().map(|r| r.join(" ")).collect::<Vec<_>>().join("|")
}

fn extend(all: &mut Vec<Vec<String>>, options: &[String]) {
    let options: Vec<&String> = options.iter().filter(|o| !o.is_empty()).collect();
    let Some((first, others)) = options.split_first() else { return };
    let mut more = Vec::new();
    for other in others {
        for r in all.iter() {
            if all.len() + more.len() < READINGS_MOST {
                more.push([r.as_slice(), &[(*other).clone()]].concat());
            }
        }
    }
    for r in all.iter_mut() {
        r.push((*first).clone());
    }
    all.extend(more);
}

fn plain(s: &str) -> String {
    s.replace('ü', "v")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(s: &str) -> String {
        readings(&Name::parse(s).unwrap())
    }

    #[test]
    fn surnames() {
        assert_eq!(read("曾国强"), "zeng guo qiang|ceng guo qiang");
        assert!(read("单田芳").starts_with("shan tian fang"));
        assert!(read("仇英").starts_with("qiu ying"));
        assert!(read("解缙").starts_with("xie jin"));
        assert!(read("查良镛").starts_with("zha liang yong"));
        assert!(read("区楚良").starts_with("ou chu liang"));
        assert_eq!(read("任长霞"), "ren chang xia|ren zhang xia");
        assert_eq!(read("尉迟恭"), "yu chi gong");
        assert_eq!(read("吕布"), "lv bu");
    }

    #[test]
    fn odd_names() {
        assert_eq!(read("阿依古丽·买买提").split('|').next(), Some("a yi gu li mai mai ti"));
        assert_eq!(read("John Smith"), "john smith");
        assert!(read("乐乐乐").split('|').count() <= READINGS_MOST);
        assert_eq!(read("王\u{30EDE}"), "wang biang");
        assert_eq!(read("王\u{E123}"), "wang");
    }
}
