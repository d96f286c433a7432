//! Pinyin over words, sentences and names that it was not made for: how often the right text comes first or among the first
//! five, how long an answer takes, and what the tables take in memory. `cargo bench --bench pinyin`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, clippy::print_stdout)]
use std::time::{Duration, Instant};

use lianxin::ime::pinyin::{Kind, Mode, Overlay, Pinyin, SHIPPED, Sounds};

fn lines(file: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(' '));
    lines.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

fn measure(pinyin: &Pinyin, overlay: &Overlay, file: &str, mode: Mode, sounds: Sounds, missed: bool) {
    let all = lines(file);
    let (mut first, mut five, mut misses) = (0, 0, Vec::new());
    for (text, typed) in &all {
        let offers = pinyin.offers(overlay, typed, mode, sounds);
        let at = offers.iter().position(|o| o.text == *text && o.take == typed.len());
        first += usize::from(at == Some(0));
        five += usize::from(at.is_some_and(|n| n < 5));
        if at.is_none_or(|n| n > 0) {
            let shown: Vec<_> = offers.iter().take(5).map(|o| o.text.as_str()).collect();
            misses.push(format!("  {text} ({typed}): {}", shown.join(" ")));
        }
    }
    let percent = |n: usize| 100.0 * n as f64 / all.len() as f64;
    let fuzzy = if sounds == Sounds::NONE { "exact sounds" } else { "fuzzy sounds" };
    let (n, a, b) = (all.len(), percent(first), percent(five));
    println!("{file}, {fuzzy}: top-1 {first}/{n} ({a:.1} %), top-5 {five}/{n} ({b:.1} %)");
    if missed {
        println!("{}", misses.join("\n"));
    }
}

/// Every beginning of every line, as a terminal asks for it letter by letter.
fn latency(pinyin: &Pinyin, overlay: &Overlay, sounds: Sounds) {
    let mut times: Vec<Duration> = Vec::new();
    for (file, mode) in [("pinyin-words.txt", Mode::Text), ("pinyin-sentences.txt", Mode::Text), ("pinyin-names.txt", Mode::Name)]
    {
        for (_, typed) in lines(file) {
            for end in 1..=typed.len() {
                let begun = Instant::now();
                std::hint::black_box(pinyin.offers(overlay, &typed[..end], mode, sounds));
                times.push(begun.elapsed());
            }
        }
    }
    tell("answers", times);
}

/// What comes next after every beginning of every sentence.
fn next(pinyin: &Pinyin, overlay: &Overlay) {
    let mut times: Vec<Duration> = Vec::new();
    for (text, _) in lines("pinyin-sentences.txt") {
        for (end, c) in text.char_indices() {
            let begun = Instant::now();
            std::hint::black_box(pinyin.next(overlay, &text[..end + c.len_utf8()]));
            times.push(begun.elapsed());
        }
    }
    tell("continuations", times);
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |p: usize| times[(times.len() - 1) * p / 100];
    println!("{} {what}: p50 {:?}, p95 {:?}, p99 {:?}, max {:?}", times.len(), at(50), at(95), at(99), at(100));
}

fn main() {
    let missed = std::env::args().any(|a| a == "--missed");
    let begun = Instant::now();
    let pinyin = &*SHIPPED;
    println!("{} words in {:.1} MiB, read in {:?}", pinyin.words().len(), pinyin.bytes() as f64 / 1_048_576.0, begun.elapsed());
    let none = Overlay::default();
    for sounds in [Sounds::ALL, Sounds::NONE] {
        measure(pinyin, &none, "pinyin-words.txt", Mode::Text, sounds, missed);
        measure(pinyin, &none, "pinyin-sentences.txt", Mode::Text, sounds, missed);
        measure(pinyin, &none, "pinyin-names.txt", Mode::Name, sounds, missed);
        measure(pinyin, &none, "pinyin-fresh-words.txt", Mode::Text, sounds, false);
        measure(pinyin, &none, "pinyin-fresh-sentences.txt", Mode::Text, sounds, false);
        measure(pinyin, &none, "pinyin-fresh-names.txt", Mode::Name, sounds, false);
        latency(pinyin, &none, sounds);
    }
    // An office with as many words of its own as it may have: two-word texts of the table, so that nothing is like anything.
    let entry = |n: u32| {
        let (a, b) = (n * 7 % pinyin.words().len(), n * 13 % pinyin.words().len());
        let text = format!("{}{}", pinyin.words().text(a), pinyin.words().text(b));
        let reading = [pinyin.words().reading(a), pinyin.words().reading(b)].concat();
        lianxin::ime::pinyin::Entry { text, reading, cost: 90, kind: Kind::Place }
    };
    let begun = Instant::now();
    let full = pinyin.overlay((0..20_000).map(entry).collect());
    println!("an office's {} words, prepared in {:?}:", full.len(), begun.elapsed());
    latency(pinyin, &full, Sounds::ALL);
    next(pinyin, &full);
    for typed in [
        "xianxianxianxianxianxianxianxianxianxianxianxian",
        "shishishishishishishishishishishishishishishishi",
        "nananananananananananananananananananananananana",
    ] {
        let begun = Instant::now();
        std::hint::black_box(pinyin.offers(&full, typed, Mode::Text, Sounds::ALL));
        println!("{typed}: {:?}", begun.elapsed());
    }
}
