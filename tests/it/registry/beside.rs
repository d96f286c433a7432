//! A mask is no mask if the rest stands beside it: from everything that one account can fetch, numbers are put together again.
use std::collections::{BTreeSet, VecDeque};

use lianxin::{
    base::{CitizenNumber, Day, Sex, narrowed},
    domain::{
        office::who::Role,
        registry::people::{Part, Resident, Where},
    },
    sheets,
};
use proptest::prelude::*;
use reqwest::StatusCode;

use crate::kit::{
    app::{TestApp, Visitor},
    files::careless,
    number,
};

/// Fewest numbers among which somebody's may not be told.
const LEAST: u32 = 10_000;
/// Pages that one role reads.
const PAGES: usize = 350;

/// What is known of a citizen number. The region is always held for known (it is the office's own for most), so are the year of
/// birth and the sex; unknown are 4 digits of the birth (365 days), 3 of the sequence (500 of one sex) and what the check sign
/// says of them: 182,500 numbers where nothing else is shown, an eleventh of that where the check sign is.
#[derive(Clone)]
struct Known {
    number: [char; 18],
    shown: [bool; 18],
}

impl Known {
    fn of(number: &str) -> Self {
        let mut all = ['0'; 18];
        all.iter_mut().zip(number.chars()).for_each(|(a, c)| *a = c);
        let mut shown = [false; 18];
        shown[..10].fill(true);
        Known { number: all, shown }
    }
    /// A text in which signs stand in their places: `3****************4`. One that is not of this number says nothing.
    fn mask(&mut self, mask: &[char]) {
        let fits = |(m, c): (&char, &char)| *m == '*' || m == c;
        if mask.len() == 18 && mask.iter().zip(&self.number).all(fits) {
            self.shown.iter_mut().zip(mask).for_each(|(s, m)| *s |= *m != '*');
        }
    }
    fn birth(&mut self) {
        self.shown[6..14].fill(true);
    }
    fn last_four(&self) -> bool {
        self.shown[14..].iter().all(|s| *s)
    }
    /// How many numbers it may be.
    fn candidates(&self) -> u32 {
        let year: i16 = self.number[6..10].iter().collect::<String>().parse().unwrap();
        let region: String = self.number[..6].iter().collect();
        let male = self.number[16].to_digit(10).unwrap() % 2;
        let mut day = Day::ymd(year, 1, 1).unwrap();
        let mut n = 0;
        while day.date().year() == year {
            let birth = day.date().strftime("%Y%m%d").to_string();
            for sequence in (0..1000).filter(|s| s % 2 == male) {
                let body = format!("{region}{birth}{sequence:03}");
                let all = body.chars().chain(CitizenNumber::check_digit(&body));
                n += u32::from(all.zip(self.number.iter().zip(&self.shown)).all(|(a, (c, shown))| !shown || a == *c));
            }
            day = day.plus(1);
        }
        n
    }
}

/// Every way to write a birth date.
fn births(b: Day) -> [String; 6] {
    let d = b.date();
    let form = |f: &str| d.strftime(f).to_string();
    let chinese = format!("{}年{}月{}日", d.year(), d.month(), d.day());
    [form("%Y-%m-%d"), form("%Y%m%d"), form("%Y/%m/%d"), form("%Y.%m.%d"), form("%Y年%m月%d日"), chinese]
}

/// Everything that looks like a number or its mask.
fn masks(text: &str) -> BTreeSet<Vec<char>> {
    let sign = |c: char| c.is_ascii_digit() || c == '*' || c == 'X';
    let all = text.split(|c| !sign(c)).filter(|run| run.contains('*') || run.len() == 18);
    all.map(|run| run.chars().collect::<Vec<_>>()).filter(|run| run.len() == 18).collect()
}

/// What stands in a file or on a page.
fn text(answer: reqwest::blocking::Response) -> String {
    let kind = answer.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let bytes = answer.bytes().unwrap().to_vec();
    if kind.contains("spreadsheet") {
        let sheets = sheets::read(&bytes).unwrap();
        return sheets.iter().flat_map(|s| &s.rows).flatten().map(|c| c.text() + "\n").collect();
    }
    // Papers are read with their programs in tests/tools; the domain's file behind the dossier is looked at in insight/files.
    String::from_utf8(bytes).unwrap_or_default()
}

/// All that one account reads by following links, searching, and taking files without asking for full numbers.
fn everything(v: &Visitor, names: &[&str]) -> (String, usize) {
    let mut all = String::new();
    let mut seen = BTreeSet::new();
    let mut next = VecDeque::from(["/office".to_owned(), "/office/residents".into(), "/office/items".into()]);
    let (mut read, mut exports) = (0, BTreeSet::from(["/office/imports/export".to_owned()]));
    for n in 1..=12 {
        next.extend([format!("/office/residents/{n}"), format!("/office/residents/{n}/privacy")]);
        next.extend([format!("/office/households/{n}"), format!("/office/items/{n}")]);
    }
    while let Some(path) = next.pop_front() {
        let bare = path.split(['?', '#']).next().unwrap().to_owned();
        let skip = path.contains("sign-out") || path.contains("/stream") || path.contains("/live");
        if read == PAGES || skip || !path.starts_with("/office") || !seen.insert(bare.clone()) {
            continue;
        }
        let answer = v.get(&path);
        if answer.status() != StatusCode::OK {
            continue;
        }
        read += 1;
        let page = text(answer);
        for (at, _) in page.match_indices("href=\"") {
            next.push_back(page[at + 6..].split('"').next().unwrap().replace("&amp;", "&"));
        }
        for (at, _) in page.match_indices("action=\"") {
            let action = page[at + 8..].split('"').next().unwrap();
            if action.ends_with("/export") && !action.contains("/residents/") {
                exports.insert(action.to_owned());
            }
        }
        all.push_str(&page);
    }
    for path in exports {
        let taken = v.post(&path, &[("purpose", "上报街道名册"), ("format", "xlsx")]);
        if taken.status() == StatusCode::OK {
            all.push_str(&text(taken));
            read += 1;
        }
    }
    for name in names {
        for path in ["/office/residents", "/office/intake"] {
            let found = v.post(path, &[("q", name), ("find", name)]);
            if found.status() == StatusCode::OK {
                all.push_str(&text(found));
            }
        }
    }
    (all, read)
}

#[test]
fn no_role_puts_a_number_together_from_all_that_it_sees() {
    let app = TestApp::new();
    let family = careless(&app);
    let known = |r: &Resident| {
        let sealed = r.number.as_ref().unwrap();
        Known::of(app.app.keys.seal.open_number(sealed).unwrap().plain())
    };
    let (mut masked, mut phones, mut faults) = (0, 0, Vec::new());
    for role in Role::ALL {
        let names: Vec<&str> = family.members.iter().map(|m| m.name.as_str()).collect();
        let (all, read) = everything(&app.signed_in(role), &names);
        assert!(read > 1, "{role:?} reads nothing");
        let said = masks(&all);
        for m in &family.members {
            let mut of = known(m);
            said.iter().for_each(|mask| of.mask(mask));
            if births(m.birth.unwrap()).iter().any(|b| all.contains(b.as_str())) {
                of.birth();
            }
            let n = of.candidates();
            if n < LEAST {
                let full: String = of.number.iter().collect();
                let birth = births(m.birth.unwrap()).into_iter().find(|b| all.contains(b.as_str()));
                let at = all.find(&full).or(birth.as_ref().and_then(|b| all.find(b.as_str()))).unwrap_or_default();
                let near: String = all[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                faults.push(format!("{role:?}: one of {n} numbers for {}, {birth:?} after …{near}", m.name));
            }
            let phone = m.phone.as_ref().is_some_and(|p| all.contains(p.as_str()));
            assert!(!(phone && of.last_four()), "{role:?} opens the terminal as {}", m.name);
            masked += u32::from(of.shown[17]);
            phones += u32::from(phone);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(masked > 30 && phones > 20, "the pages with the people are among them: {masked} {phones}");
}

#[test]
fn what_stands_together_anywhere_leaves_enough_unknown() {
    let n = number("32021119870225169");
    let mut wide = Known::of(&n);
    wide.mask(&format!("320211********{}", &n[14..]).chars().collect::<Vec<_>>());
    assert!((20..60).contains(&wide.candidates()), "{}", wide.candidates());
    wide.birth();
    assert_eq!(wide.candidates(), 1, "the old mask beside the birth date");
    // All that stands anywhere without a purpose, put together.
    let mut any = Known::of(&n);
    for place in Where::ALL {
        let shown = place.shows();
        assert_ne!(shown.number, Part::Whole, "{place:?}");
        assert_ne!(shown.birth, Part::Whole, "{place:?}");
        if shown.number == Part::Some {
            any.mask(&CitizenNumber::parse(&n).unwrap().masked().chars().collect::<Vec<_>>());
        }
    }
    assert!(any.candidates() >= LEAST && !any.last_four(), "{}", any.candidates());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whoever it is.
    #[test]
    fn ends_and_a_year_are_never_a_number(day in 0i32..25_000, sequence in 1u16..999) {
        let born = Day(day);
        let n = number(&format!("320211{}{sequence:03}", born.date().strftime("%Y%m%d")));
        let parsed = CitizenNumber::parse(&n).unwrap();
        let mask = parsed.masked();
        prop_assert_eq!(mask.len(), 18);
        prop_assert_eq!(narrowed(&format!("{}********{}", &n[..6], &n[14..])), mask.clone());
        prop_assert_eq!(narrowed(&mask), mask.clone());
        let mut known = Known::of(&n);
        known.mask(&mask.chars().collect::<Vec<_>>());
        prop_assert!(matches!(parsed.sex(), Sex::Male | Sex::Female));
        prop_assert!(known.candidates() >= LEAST, "{}", known.candidates());
    }
}
