//! What needs no store: marks, the lazy merge against the plain one, numbers in free words.
use proptest::prelude::*;

use super::super::timeline::stretch;
use crate::{
    base::{CitizenNumber, Stamp, covered, holds_number},
    domain::noun::{Doer, Happening, Mark, Strand, Window, Words, merged, newest},
};

fn happening(at: i64, row: u64, step: u64) -> Happening {
    let mark = Mark { at: Stamp(at), source: 4, row, step };
    Happening { mark, dated: false, by: Doer::Nobody, about: None, what: Words::none(), words: Words::none() }
}

fn strands() -> impl Strategy<Value = Vec<Vec<i64>>> {
    prop::collection::vec(prop::collection::vec(0i64..40, 1..12), 0..20)
}

fn number() -> impl Strategy<Value = String> {
    (1950u32..2020, 1u32..13, 1u32..29, 0u32..1000).prop_map(|(y, m, d, n)| {
        let body = format!("320211{y}{m:02}{d:02}{n:03}");
        format!("{body}{}", CitizenNumber::check_digit(&body).unwrap())
    })
}

proptest! {
    /// Reading as little as possible gives what reading everything gives, stretch after stretch, each happening once.
    #[test]
    fn the_lazy_merge_is_the_plain_one(all in strands(), most in 1usize..30) {
        let every: Vec<Happening> = all.iter().enumerate()
            .flat_map(|(row, times)| times.iter().enumerate().map(move |(step, at)| happening(*at, row as u64, step as u64)))
            .collect();
        let whole = merged(every.clone(), &Window { before: None, most: usize::MAX });
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let w = Window { before, most: most + 5 };
            let of = |row: usize| {
                let times = &all[row];
                Strand { first: Stamp(*times.iter().min().unwrap()), last: Stamp(*times.iter().max().unwrap()), of: row }
            };
            let got = newest((0..all.len()).map(of).collect(), &w, |row| {
                Ok(all[*row].iter().enumerate().map(|(step, at)| happening(*at, *row as u64, step as u64)).collect())
            }).unwrap();
            prop_assert_eq!(&got, &merged(every.clone(), &w));
            let s = stretch(got, &w, most, false);
            let left = whole.len() - seen.len() - s.happenings.len();
            let right = if s.rest.least { left >= s.rest.n } else { left == s.rest.n };
            prop_assert!(right, "{} {:?}", left, s.rest);
            seen.extend(s.happenings);
            match s.next { Some(m) => before = Some(Mark::parse(&m.to_string()).unwrap()), None => break }
        }
        prop_assert_eq!(seen, whole);
    }

    /// However a number is spaced and wherever it stands, it is masked, and the words around it stay.
    #[test]
    fn numbers_in_words_are_covered(n in number(), gaps in prop::collection::vec(0usize..5, 18), tail in "[甲乙丙a-z ]{0,9}") {
        let spaced: String = n.chars().zip(&gaps).map(|(c, g)| format!("{c}{}", ["", " ", "-", "·", ""][*g])).collect();
        let said = covered(&format!("身份证{spaced}号{tail}"));
        prop_assert!(!holds_number(&said), "{said}");
        prop_assert!(said.starts_with("身份证3****************") && said.ends_with(&format!("号{tail}")), "{said}");
    }

    #[test]
    fn other_words_stay(s in "[甲乙丙0-9\\n]{0,60}") {
        prop_assume!(!holds_number(&s));
        prop_assert_eq!(covered(&s), s);
    }
}

#[test]
fn marks_read_back() {
    let m = Mark { at: Stamp(-5), source: 4, row: u64::MAX, step: 0 };
    assert_eq!(Mark::parse(&m.to_string()), Some(m));
    for s in ["", "1", "1.2.3", "1.2.3.x", "1.999.3.4", "1.2.3.4.5"] {
        assert_eq!(Mark::parse(s), None, "{s}");
    }
}
