//! How long papers take: one receipt, and the contact cards of a whole community (7,000 on 700 sheets, both sides).

#![allow(clippy::expect_used, clippy::print_stdout)]

use criterion::{Criterion, criterion_group, criterion_main};
use lianxin::i18n::{Locale, Texts};
use lianxin::paper::{self, CardFacts, Office, ReceiptFacts};

fn office() -> Office {
    Office {
        name: "无锡市梁溪区美湖社区居民委员会".into(),
        address: "美湖路 18 号社区服务中心一楼".into(),
        phone: "0510-85801234".into(),
        hours: "周一至周日 8:30–20:00".into(),
    }
}

/// Names of many characters, as a real community has.
fn name(number: u32) -> String {
    let chars = [0x4E00 + number * 7 % 6_000, 0x5000 + number * 13 % 9_000];
    chars.into_iter().filter_map(char::from_u32).collect()
}

fn card(number: u32) -> CardFacts {
    CardFacts {
        office: office(),
        community: "美湖社区".into(),
        address: format!("美湖花园 {} 幢 {} 单元 {:03} 室", number / 80 + 1, number % 4 + 1, number % 300 + 101),
        grid: format!("第 {} 小网格", number / 780 + 1),
        leader: name(number / 780),
        leader_phone: "13900000002".into(),
        worker: name(number / 390),
        worker_phone: "13900000001".into(),
        token: format!("LX1:{number:08}7K2MQX4D9FHT"),
    }
}

/// Highest resident memory so far in MB, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse::<u64>().ok().map(|kb| kb / 1024)
}

fn papers(c: &mut Criterion) {
    let texts = Texts::load(Locale::ZhCn).expect("the texts load");
    let facts = ReceiptFacts {
        office: office(),
        no: "MH-20261121-0037".into(),
        service: "城市居民最低生活保障申请".into(),
        accepted: "2026年11月21日 14:35".into(),
        verify_url: format!("HTTPS://192.168.1.10:8443/V/0Q4T7ZK2.{}", "A".repeat(103)),
        ..ReceiptFacts::default()
    };
    c.bench_function("receipt on A5", |b| b.iter(|| paper::receipt_a5(&texts, &facts).expect("it prints")));
    c.bench_function("receipt in dots", |b| b.iter(|| paper::receipt_raster(&texts, &facts).expect("it prints")));
    let cards: Vec<_> = (0..7_000).map(card).collect();
    let pdf = paper::cards(&texts, &cards).expect("they print");
    println!("7,000 cards: {} pages, {:.2} MB, peak {:?} MB", pdf.pages(), pdf.bytes().len() as f64 / 1e6, peak());
    let mut group = c.benchmark_group("cards");
    group.sample_size(10);
    group.bench_function("7,000 ten-up", |b| b.iter(|| paper::cards(&texts, &cards).expect("they print")));
    group.finish();
}

criterion_group!(benches, papers);
criterion_main!(benches);
