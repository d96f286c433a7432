//! The floors of the house, ground up, and what each may use.
use std::collections::BTreeSet;

use super::tree::{Tree, Use};

/// A folder (or file) of `src`, and the folders that it may use. A row may name only rows before it, so the table is an order.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) uses: Vec<&'static str>,
}

/// What stands under the domain.
const GROUND: &[(&str, &[&str])] = &[
    ("assets", &[]),
    ("base", &[]),
    ("i18n", &["assets", "base"]),
    ("ime", &["assets"]),
    ("install", &["assets", "base"]),
    ("config", &["install"]),
    ("store", &["base"]),
    ("sheets", &["base"]),
    ("paper", &["assets", "i18n"]),
    ("checkup", &["base", "paper", "store"]),
    ("domain/reader", &["base"]),
    ("domain/noun", &["base", "domain/reader", "store"]),
];

/// The wings of the domain and the nouns in each, lowest first: each noun may use the ground and what stands before it here.
const WINGS: &[(&str, &[&str])] = &[
    ("office", &["who", "settings", "audit", "calendar", "accounts", "prints", "chores", "recoveries"]),
    ("places", &["grids", "reader"]),
    ("registry", &["dry_run", "people", "cards", "registers", "moves", "visits"]),
    ("matters", &["catalog", "items", "open311"]),
    ("lobby", &["terminals", "calls", "lexicon", "voices", "announcements"]),
    ("insight", &["clarity", "privacy", "figures", "files", "reports"]),
];

/// What a noun of the domain may use of the ground.
const UNDER_THE_DOMAIN: &[&str] = &["base", "domain/noun", "domain/reader", "ime", "sheets", "store"];

/// What stands over the domain.
const UPPER: &[(&str, &[&str])] = &[
    ("domain", &["base", "store", "domain"]),
    ("aloud", &["domain", "i18n", "ime"]),
    ("paperwork", &["base", "domain", "i18n", "paper", "store"]),
    ("demo", &["base", "domain", "store"]),
    ("live", &["base", "domain", "sheets", "store"]),
    ("mailroom", &["base", "domain", "sheets"]),
    ("app", &["aloud", "base", "checkup", "config", "domain", "i18n", "live", "mailroom", "store"]),
    ("jobs", &["app", "base", "checkup", "domain", "paper", "store"]),
    ("faces/web", &["app", "assets", "base", "domain", "i18n", "live", "store"]),
    ("faces/ui", &["app", "base", "faces/web", "i18n"]),
    ("faces/staff", &["app", "base", "domain", "faces/ui", "faces/web", "i18n", "live", "mailroom", "sheets", "store"]),
    ("faces/kiosk", OF_A_FACE),
    ("faces/office", OF_THE_STAFF),
    ("faces/open311", &["app", "base", "domain", "faces/web", "i18n", "store"]),
    ("faces/verify", OF_A_FACE),
    ("faces", &["faces"]),
    ("server", &["app", "base", "faces"]),
    (
        "cli",
        &[
            "app",
            "base",
            "checkup",
            "config",
            "demo",
            "domain",
            "i18n",
            "ime",
            "install",
            "jobs",
            "mailroom",
            "paperwork",
            "server",
            "store",
        ],
    ),
    ("lib", &[]),
    ("main", &[]),
];

const OF_A_FACE: &[&str] = &[
    "aloud",
    "app",
    "assets",
    "base",
    "checkup",
    "domain",
    "faces/ui",
    "faces/web",
    "i18n",
    "ime",
    "jobs",
    "live",
    "mailroom",
    "paper",
    "paperwork",
    "sheets",
    "store",
];

const OF_THE_STAFF: &[&str] = &[
    "aloud",
    "app",
    "assets",
    "base",
    "checkup",
    "domain",
    "faces/staff",
    "faces/ui",
    "faces/web",
    "i18n",
    "ime",
    "jobs",
    "live",
    "mailroom",
    "paper",
    "paperwork",
    "sheets",
    "store",
];

/// Every crate that Cargo.toml brings, and the floors that may name it; `*` is all of them.
const CRATES: &[(&str, &[&str])] = &[
    ("std", &["*"]),
    ("core", &["*"]),
    ("alloc", &["*"]),
    ("data_encoding", &["*"]),
    ("serde", &["*"]),
    ("serde_json", &["*"]),
    ("sha2", &["*"]),
    ("thiserror", &["*"]),
    ("tracing", &["*"]),
    ("actix_multipart", &["faces/web"]),
    ("actix_web", &["faces", "server", "cli"]),
    ("argon2", &["domain/office/accounts"]),
    ("calamine", &["sheets"]),
    ("chacha20poly1305", &["base"]),
    ("clap", &["cli"]),
    ("crc32fast", &["base", "store", "faces/kiosk"]),
    ("csv", &["sheets", "faces/office"]),
    ("ed25519_dalek", &["base"]),
    ("encoding_rs", &["base", "sheets"]),
    ("fluent_bundle", &["i18n"]),
    ("form_urlencoded", &["domain/insight", "faces"]),
    ("fs4", &["checkup", "store"]),
    ("futures_util", &["faces/web"]),
    ("geo", &["domain/places"]),
    ("geojson", &["domain/places"]),
    ("getrandom", &["base", "store"]),
    ("hmac", &["base"]),
    ("if_addrs", &["checkup"]),
    ("image", &["domain/matters/items"]),
    ("indicatif", &["cli"]),
    ("ipp", &["paper"]),
    ("jiff", &["base", "checkup", "store", "faces/open311"]),
    ("lianxin", &["main"]),
    ("maud", &["faces"]),
    ("mimalloc", &["main"]),
    ("pinyin", &["aloud", "domain/matters/catalog", "domain/registry/people"]),
    ("plotters", &["faces/ui"]),
    ("plotters_backend", &["faces/ui"]),
    ("postcard", &["store", "domain/insight/privacy", "domain/matters/items", "mailroom"]),
    ("printpdf", &["paper"]),
    ("qrcode", &["cli", "faces/ui", "paper"]),
    ("quick_xml", &["sheets"]),
    ("rand_chacha", &["demo", "ime"]),
    ("rust_embed", &["assets", "demo", "domain"]),
    ("rust_xlsxwriter", &["paperwork", "sheets"]),
    ("rustix", &["base", "cli", "faces/web", "mailroom"]),
    ("ruzstd", &["ime", "paper"]),
    ("sled", &["store"]),
    ("subsetter", &["paper"]),
    ("tokio", &["faces", "live", "store"]),
    ("toml", &["cli", "config", "demo", "domain", "faces/office", "install"]),
    ("tracing_appender", &["cli"]),
    ("tracing_subscriber", &["cli"]),
    ("ttf_parser", &["paper"]),
    ("unic_langid", &["i18n"]),
    ("zeroize", &["base"]),
    ("zip", &["sheets"]),
];

/// The whole table, ground up.
pub(super) fn rows() -> Vec<Row> {
    let row = |&(name, uses): &(&str, &[&'static str])| Row { name: name.to_owned(), uses: uses.to_vec() };
    let mut out: Vec<Row> = GROUND.iter().map(row).collect();
    let mut below = UNDER_THE_DOMAIN.to_vec();
    for (wing, nouns) in WINGS {
        for noun in *nouns {
            let name = format!("domain/{wing}/{noun}");
            let kept: &'static str = Box::leak(name.clone().into_boxed_str());
            out.push(Row { name, uses: below.clone() });
            below.push(kept);
        }
        // A wing's list of its nouns may be read by the wings to its right.
        let name = format!("domain/{wing}");
        let kept: &'static str = Box::leak(name.clone().into_boxed_str());
        out.push(Row { name, uses: below.clone() });
        below.push(kept);
    }
    out.extend(UPPER.iter().map(row));
    out
}

/// The row that a module of the house stands in: the longest that begins its path.
fn row_of<'a>(rows: &'a [Row], module: &[String]) -> Option<&'a Row> {
    let module = if module.is_empty() { "lib".to_owned() } else { module.join("/") };
    rows.iter().filter(|row| within(&module, &row.name)).max_by_key(|row| row.name.len())
}

/// Whether a folder is another or lies in it.
pub(super) fn within(module: &str, folder: &str) -> bool {
    module == folder || module.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// What is wrong with a thing named, if it is.
fn fault(rows: &[Row], named: &Use) -> Option<String> {
    let Some(own) = row_of(rows, &named.from) else { return Some("has no row in the table of floors".to_owned()) };
    if named.foreign {
        let may = CRATES.iter().find(|(name, _)| named.path.first().is_some_and(|p| p == name)).map(|(_, floors)| *floors);
        let allowed = may.unwrap_or_default().iter().any(|floor| *floor == "*" || within(&own.name, floor));
        return (!allowed).then(|| format!("names the crate {}", named.path.join("::")));
    }
    let Some(target) = row_of(rows, &named.home) else {
        return Some(format!("names {}, which has no row", named.path.join("::")));
    };
    let allowed = target.name == own.name || own.uses.iter().any(|floor| within(&target.name, floor));
    (!allowed).then(|| format!("names {}, which is not below {}", named.path.join("::"), own.name))
}

/// Everything in the house that names what its row does not allow. Tests may name what they like.
pub(super) fn faults(tree: &Tree) -> Vec<String> {
    let rows = rows();
    let held = tree.uses().into_iter().filter(|named| !named.test);
    held.filter_map(|named| fault(&rows, &named).map(|fault| format!("{}:{} {fault}", named.file, named.line))).collect()
}

/// Everything outside the store that names its engine: a store on another engine changes nothing else.
pub(super) fn names_of_the_engine(tree: &Tree) -> Vec<String> {
    let named = tree.uses().into_iter().filter(|named| !named.test && named.from.first().is_some_and(|floor| floor != "store"));
    let engine = named.filter(|named| !named.foreign && within(&named.path.join("/"), "store/engine"));
    engine.map(|named| format!("{}:{} names {}", named.file, named.line, named.path.join("::"))).collect()
}

/// Files of the house without a row.
pub(super) fn without_a_row(tree: &Tree) -> Vec<String> {
    let rows = rows();
    tree.module_paths().filter(|path| row_of(&rows, path).is_none()).map(|path| path.join("/")).collect()
}

/// What is wrong with the table itself: a row that uses one that is not before it, a crate without floors.
pub(super) fn faults_of_the_table(crates: &BTreeSet<String>) -> Vec<String> {
    let rows = rows();
    let mut out = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let before = |floor: &str| {
            rows.iter().take(i).any(|r| within(&r.name, floor)) && !rows.iter().skip(i + 1).any(|r| within(&r.name, floor))
        };
        out.extend(
            row.uses
                .iter()
                .filter(|floor| !before(floor))
                .map(|floor| format!("{} uses {floor}, which is not below it", row.name)),
        );
    }
    out.extend(
        crates.iter().filter(|c| !CRATES.iter().any(|(name, _)| name == c)).map(|c| format!("the crate {c} has no floors")),
    );
    out.extend(CRATES.iter().filter(|(c, _)| !crates.contains(*c)).map(|(c, _)| format!("the crate {c} is not in Cargo.toml")));
    out
}
