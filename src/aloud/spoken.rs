//! Chinese text as syllables with tones: what a synthesiser without a dictionary reads right.
use pinyin::{ToPinyin, ToPinyinMulti};

use crate::ime::pinyin::SHIPPED;

/// Digits by themselves; 1 as it is read out in numbers.
const DIGITS: [&str; 10] = ["ling2", "yao1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"];
/// One to ten in a count.
const COUNTS: [&str; 10] = ["ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"];
/// Words whose tones the readings alone do not tell, or tell wrong.
const WORDS: &[(&str, &str)] = &[
    ("为什么", "wei4 shen2 me5"),
    ("什么", "shen2 me5"),
    ("怎么", "zen3 me5"),
    ("怎样", "zen3 yang4"),
    ("好了", "hao3 le5"),
    ("了吗", "le5 ma5"),
    ("银行", "yin2 hang2"),
    ("联系", "lian2 xi4"),
    ("关系", "guan1 xi5"),
    ("给谁", "gei3 shei2"),
    ("地方", "di4 fang5"),
    ("地址", "di4 zhi3"),
    ("多少", "duo1 shao3"),
    ("便民", "bian4 min2"),
    ("方便", "fang1 bian4"),
    ("觉得", "jue2 de5"),
    ("办得", "ban4 de5"),
    ("看得到", "kan4 de5 dao4"),
    ("名字", "ming2 zi5"),
    ("子女", "zi3 nv3"),
    ("参加", "can1 jia1"),
    ("处置", "chu3 zhi4"),
    ("应答", "ying4 da2"),
    ("应急", "ying4 ji2"),
    ("变更", "bian4 geng1"),
    ("着火", "zhao2 huo3"),
    ("接种", "jie1 zhong4"),
    ("有空", "you3 kong4"),
    ("为止", "wei2 zhi3"),
    ("为难", "wei2 nan2"),
    ("丧葬", "sang1 zang4"),
    ("假期", "jia4 qi1"),
    ("时候", "shi2 hou5"),
    ("告诉", "gao4 su5"),
    ("东西", "dong1 xi5"),
    ("第一", "di4 yi1"),
];

/// Toned pinyin in the form that espeak-ng's voice `cmn-latn-pinyin` takes: syllables with a tone digit, commas for pauses.
/// Letters that are not Chinese are left out, digits are words.
pub fn spoken(text: &str) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((word, said)) = WORDS.iter().find(|(word, _)| rest.starts_with(word)) {
            out.push((*said).to_owned());
            rest = rest.strip_prefix(word).unwrap_or_default();
            continue;
        }
        let (taken, said) = match c {
            _ if c.is_ascii_digit() => {
                let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
                (number.len(), number_words(&number))
            }
            '，' | '。' | '？' | '！' | '、' | '；' | '：' | '…' | ',' | '.' | '?' | '!' => {
                (c.len_utf8(), ",".to_owned())
            }
            _ => {
                // A run of Chinese at once: what a character is called hangs on those beside it.
                let starts = |at: &str| WORDS.iter().any(|(word, _)| at.starts_with(word));
                let run = rest
                    .char_indices()
                    .take_while(|(i, c)| c.to_pinyin().is_some() && (*i == 0 || !rest.get(*i..).is_some_and(starts)));
                let run: String = run.map(|(_, c)| c).collect();
                if run.is_empty() { (c.len_utf8(), String::new()) } else { (run.len(), syllables(&run)) }
            }
        };
        if !said.is_empty() {
            out.push(said);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    sandhi(&out.join(" ")).replace(" ,", ",")
}

/// 一 and 不 take the tone that what follows asks for: yí before a fourth tone, yì before the others, bú before a fourth.
fn sandhi(said: &str) -> String {
    let all: Vec<&str> = said.split(' ').collect();
    let tone = |i: usize| all.get(i).and_then(|s| s.chars().last()).filter(char::is_ascii_digit);
    let spoken = all.iter().enumerate().map(|(i, s)| match (*s, tone(i + 1)) {
        // 第一 and numbers keep theirs.
        ("yi1", _) if i.checked_sub(1).and_then(|b| all.get(b)).is_some_and(|b| matches!(*b, "di4" | "shi2" | "yao1")) => "yi1",
        ("yi1", Some('4')) => "yi2",
        ("yi1", Some('1' | '2' | '3')) => "yi4",
        ("bu4", Some('4')) => "bu2",
        (s, _) => s,
    });
    spoken.collect::<Vec<_>>().join(" ")
}

/// The syllables of Chinese characters: which reading, from the words they make; which tone, from the character.
fn syllables(run: &str) -> String {
    let plain = SHIPPED.spell(&SHIPPED.reading(run));
    let plain: Vec<&str> = plain.split(' ').collect();
    let toned = run.chars().enumerate().filter_map(|(i, c)| {
        let usual = c.to_pinyin()?;
        let wanted = plain.get(i).copied().unwrap_or_default();
        let fits = |p: &pinyin::Pinyin| p.plain().replace('ü', "v") == wanted;
        let chosen = if fits(&usual) { usual } else { c.to_pinyin_multi().into_iter().flatten().find(fits).unwrap_or(usual) };
        let said = chosen.with_tone_num_end().replace('ü', "v");
        Some(if said.ends_with(|d: char| d.is_ascii_digit()) { said } else { said + "5" })
    });
    toned.collect::<Vec<_>>().join(" ")
}

/// Three digits and more are read one by one, as telephones are; fewer are a count.
fn number_words(number: &str) -> String {
    let digit = |list: &[&'static str; 10], c: u8| list.get(usize::from(c - b'0')).copied().unwrap_or_default();
    let bytes = number.as_bytes();
    match bytes {
        [one] => digit(&COUNTS, *one).to_owned(),
        [ten, one] if *ten != b'0' => {
            let before = if *ten == b'1' { String::new() } else { format!("{} ", digit(&COUNTS, *ten)) };
            let after = if *one == b'0' { String::new() } else { format!(" {}", digit(&COUNTS, *one)) };
            format!("{before}shi2{after}")
        }
        _ => bytes.iter().map(|c| digit(&DIGITS, *c)).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_read_with_their_tones() {
        assert_eq!(spoken("您好，请问要办什么？"), "nin2 hao3, qing3 wen4 yao4 ban4 shen2 me5,");
        assert_eq!(spoken("银行卡号"), "yin2 hang2 ka3 hao4");
        assert_eq!(spoken("重庆"), "chong2 qing4");
        assert_eq!(spoken("女儿"), "nv3 er2");
        assert_eq!(spoken("110、20 项"), "yao1 yao1 ling2, er4 shi2 xiang4");
        assert_eq!(spoken("17 位编码 X"), "shi2 qi1 wei4 bian1 ma3");
        assert_eq!(spoken("参加、处置、子女"), "can1 jia1, chu3 zhi4, zi3 nv3");
        assert_eq!(spoken("哪一户，哪一天，不限，第一次，一共"), "na3 yi2 hu4, na3 yi4 tian1, bu2 xian4, di4 yi1 ci4, yi2 gong4");
        assert_eq!(spoken(""), "");
    }
}
