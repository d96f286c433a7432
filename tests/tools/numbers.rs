//! No citizen number leaves the office in a household's file, on a page or on paper.
use std::sync::{LazyLock, Mutex, PoisonError};

use lianxin::domain::{office::who::Role, registry::registers};
use proptest::prelude::*;

use crate::kit::{
    app::{TestApp, Visitor},
    files::{Family, careless},
};

struct Town {
    app: TestApp,
    family: Family,
    visitors: Vec<(Role, Visitor)>,
}

static TOWN: LazyLock<Mutex<Town>> = LazyLock::new(|| {
    let app = TestApp::new();
    let family = careless(&app);
    let visitors = Role::ALL.into_iter().map(|r| (r, app.signed_in(r))).collect();
    Mutex::new(Town { app, family, visitors })
});

/// The text of a PDF as a reader's program takes it out.
fn text(bytes: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    crate::papers::run("pdftotext", &["-raw", file.path().to_str().unwrap(), "-"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    /// No page of the file and no PDF made for any role holds a full citizen number.
        fn no_file_holds_a_full_number(
        role in 0..Role::ALL.len(), way in 0usize..5, table in any::<prop::sample::Index>(), at in 0i64..2_000_000
    ) {
        let town = TOWN.lock().unwrap_or_else(PoisonError::into_inner);
        let (role, visitor) = &town.visitors[role];
        let home = town.family.home.id;
        let (path, purpose) = (format!("/office/households/{home}"), ("purpose", "核对档案材料"));
        let tables = registers::shipped().unwrap();
        let code = &tables[table.index(tables.len())].code;
        let answer = match way {
            0 => visitor.get(&path),
            1 => visitor.get(&format!("{path}/timeline?before={}.9.0.0", town.app.app.clock.now().0 - at * 100)),
            2 => visitor.post(&format!("{path}/file.pdf"), &[purpose]),
            3 => visitor.post(&format!("{path}/file.pdf"), &[("purpose", town.family.numbers[1].as_str())]),
            _ => visitor.post(&format!("/office/registers/{code}/volume.pdf"), &[("volume-purpose", "归档用的台账")]),
        };
        prop_assert!(!answer.status().is_server_error());
        let pdf = answer.headers().get("content-type").is_some_and(|t| t == "application/pdf");
        let bytes = answer.bytes().unwrap();
        let body = if pdf { text(&bytes) } else { String::from_utf8_lossy(&bytes).into_owned() };
        // What somebody typed into the form stands there again; nothing else does.
        let typed = usize::from(way == 3);
        let solid: String = body.chars().filter(|c| !c.is_whitespace()).collect();
        for (i, n) in town.family.numbers.iter().enumerate() {
            prop_assert!(solid.matches(n.as_str()).count() <= if i == 1 { typed } else { 0 }, "{:?} {} {}", role, way, code);
        }
    }
}

crate::tools::trials! {
    ["pdftotext"] => no_file_holds_a_full_number;
}
