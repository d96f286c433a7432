//! The code tables of a resident's particulars, with the words that rosters use for them. The names are the standards' own
//! and stay Chinese in every language.
mod ethnicity;
mod relation;
mod status;

pub use ethnicity::ETHNICITIES;
pub use relation::RELATIONS;
pub use status::{EDUCATIONS, MARITALS, POLITICALS, SEXES};

/// The national tables by the number that they are named by.
pub const STANDARDS: [(&str, CodeTable); 6] = [
    ("GB/T 2261.1", SEXES),
    ("GB/T 2261.2", MARITALS),
    ("GB/T 3304", ETHNICITIES),
    ("GB/T 4658", EDUCATIONS),
    ("GB/T 4761", RELATIONS),
    ("GB/T 4762", POLITICALS),
];

/// The national table of a number such as `GB/T 4762`.
pub fn standard(number: &str) -> Option<&'static CodeTable> {
    static ALL: [(&str, CodeTable); 6] = STANDARDS;
    ALL.iter().find(|(n, _)| *n == number).map(|(_, t)| t)
}

/// Yes or no, as forms and spreadsheets write it.
pub fn yes_no(s: &str) -> Option<bool> {
    match s {
        "是" | "有" | "√" | "Y" | "y" | "1" => Some(true),
        "否" | "无" | "×" | "N" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// One code of a standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The number, written with two digits.
    pub number: u8,
    /// The standard's name.
    pub name: &'static str,
    /// Other words for it, separated by spaces.
    pub words: &'static str,
}

const fn code(number: u8, name: &'static str, words: &'static str) -> Code {
    Code { number, name, words }
}

/// A code table.
#[derive(Clone, Copy, Debug)]
pub struct CodeTable(&'static [Code]);

impl CodeTable {
    /// Every code in the standard's order.
    pub fn all(&self) -> &'static [Code] {
        self.0
    }
    /// The standard's name of a number.
    pub fn name(&self, number: u8) -> Option<&'static str> {
        self.0.iter().find(|c| c.number == number).map(|c| c.name)
    }
    /// Reads a number of one or two digits, a name, or an everyday word.
    pub fn parse(&self, s: &str) -> Option<u8> {
        let s: String = s.chars().filter(|c| !c.is_whitespace()).collect();
        if s.is_empty() {
            return None;
        }
        if s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit()) {
            let n = s.parse().ok()?;
            return self.name(n).map(|_| n);
        }
        let named = self.0.iter().find(|c| c.name == s || c.words.split(' ').any(|w| w == s));
        named.map(|c| c.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_means_one_number() {
        for (_, table) in STANDARDS {
            let mut seen = std::collections::BTreeMap::new();
            for c in table.all() {
                for w in c.words.split(' ').chain([c.name]).filter(|w| !w.is_empty()) {
                    assert_eq!(*seen.entry(w).or_insert(c.number), c.number, "{w} means two numbers");
                    assert_eq!(table.parse(w), Some(c.number), "{w}");
                }
                assert_eq!(table.parse(&format!("{:02}", c.number)), Some(c.number));
            }
        }
        assert_eq!(ETHNICITIES.all().iter().filter(|c| c.number <= 56).count(), 56);
    }

    /// What the standards count: GB/T 2261.1-2003, 2261.2-2003, 3304-1991 with 97 and 98, 4658-2006, 4761-2008, 4762-1984.
    #[test]
    fn tables_are_complete() {
        let counts: Vec<_> = STANDARDS.iter().map(|(n, t)| (*n, t.all().len())).collect();
        let expected =
            [("GB/T 2261.1", 4), ("GB/T 2261.2", 8), ("GB/T 3304", 58), ("GB/T 4658", 40), ("GB/T 4761", 84), ("GB/T 4762", 13)];
        assert_eq!(counts, expected);
        for (number, table) in STANDARDS {
            assert!(table.all().windows(2).all(|w| w[0].number < w[1].number), "{number} is in order, each code once");
            let names: std::collections::BTreeSet<_> = table.all().iter().map(|c| c.name).collect();
            assert_eq!(names.len(), table.all().len(), "{number}: a name is one code");
        }
        assert!(standard("GB/T 9999").is_none() && standard("GB/T 3304").is_some());
    }

    #[test]
    fn everyday_words() {
        let cases = [
            ("户主", 2),
            ("本人", 1),
            ("妻", 12),
            ("妻子", 12),
            ("配偶", 10),
            ("丈夫", 11),
            ("长子", 22),
            ("儿子", 20),
            ("女儿", 30),
            ("儿媳", 38),
            ("女婿", 28),
            ("父亲", 51),
            ("母亲", 52),
            ("岳父", 55),
            ("公公", 53),
            ("孙子", 41),
            ("外孙女", 44),
            ("兄", 71),
            ("弟", 73),
            ("姐", 75),
            ("妹", 77),
            ("其他", 80),
        ];
        for (word, number) in cases {
            assert_eq!(RELATIONS.parse(word), Some(number), "{word}");
        }
        assert_eq!(RELATIONS.parse("邻居的猫"), None);
        assert_eq!(ETHNICITIES.parse("汉"), Some(1));
        assert_eq!(EDUCATIONS.parse("大专"), Some(31));
        assert_eq!(POLITICALS.parse("群众"), Some(13));
        assert_eq!(MARITALS.parse("已婚"), Some(20));
    }
}
