//! Headings, queries with month and place, marks and names. Whole forms are held against recounts in
//! `tests/it/insight/reports.rs`.
use std::sync::Arc;

use super::{head::head, *};
use crate::{
    base::{Id, Sex},
    domain::{
        TABLES,
        insight::figures::{Ages, Figure, Of},
        matters::items,
        registry::people::Trait,
    },
    sheets::book::{Seen, SeenSheet, Spot},
    store::{Store, engine::MemoryEngine},
};

fn words(h: &[&[&str]]) -> Vec<Vec<String>> {
    h.iter().map(|c| c.iter().map(|w| (*w).to_owned()).collect()).collect()
}

#[test]
fn headings_are_joined() {
    let (depth, cells) =
        head(&words(&[&["网格"], &["人口", "男"], &["人口", "女"], &["户"], &["人口", "计"], &["人口", "其中", "老"]]));
    assert_eq!(depth, 3);
    let said: Vec<_> = cells.iter().map(|c| (c.text.as_str(), c.at, c.span)).collect();
    assert_eq!(
        said,
        [
            ("网格", (0, 0), (3, 1)),
            ("人口", (0, 1), (1, 2)),
            ("男", (1, 1), (2, 1)),
            ("女", (1, 2), (2, 1)),
            ("户", (0, 3), (3, 1)),
            ("人口", (0, 4), (1, 2)),
            ("计", (1, 4), (2, 1)),
            ("其中", (1, 5), (1, 1)),
            ("老", (2, 5), (1, 1)),
        ]
    );
    // The same last word twice stands twice.
    assert_eq!(head(&words(&[&["计"], &["计"]])).1.len(), 2);
}

#[test]
fn a_query_is_for_a_month_and_a_place() {
    let g = Some(Id::new(7));
    let of = |q: &str, row: &str| query::figure(q, row, 202_601, g);
    let figure = |of, grid| Some(Figure { of, grid });
    assert_eq!(of("of=residents&age=60-&sex=2", ""), figure(Of::Residents(Ages::least(60), Some(Sex::Female)), g));
    assert_eq!(of("of=reported", "category=3"), figure(Of::Monthly(&items::REPORTED, 202_601, Some(3)), g));
    assert_eq!(
        of("of=reported&category=law-education&month=last", ""),
        figure(Of::Monthly(&items::REPORTED, 202_512, Some(0)), g)
    );
    assert_eq!(of("of=closed&month=202511", "category=3"), figure(Of::Monthly(&items::CLOSED, 202_511, Some(3)), g));
    assert_eq!(of("of=residents&grid=9", ""), figure(Of::Residents(Ages::ANY, None), Some(Id::new(9))));
    assert_eq!(of("of=residents", "trait=political:1"), figure(Of::Trait(Trait::Political, 1), g));
    assert_eq!(of("", "of=entries&table=a&by=b:c"), figure(Of::Entries("a".into(), Some(("b".into(), "c".into()))), g));
    assert_eq!(of("of=weather", ""), None);
    assert_eq!((query::before(202_601), query::before(202_612)), (202_512, 202_611));
}

#[test]
fn rows_have_a_text_form() {
    assert_eq!(Rows::parse("values:low-income:class"), Some(Rows::Values("low-income".into(), "class".into())));
    assert_eq!(Rows::parse("trait:residence"), Some(Rows::Codes(Trait::Residence)));
    for wrong in ["", "grid", "grids:1", "values:a", "values:a:b:c", "trait:hair", "entries", "entries:a:b"] {
        assert_eq!(Rows::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn names_of_cells_say_queries() {
    let store = Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap();
    let spot = Spot { sheet: 0, row: 0, column: 0 };
    let sheet = [SeenSheet { name: "表".into(), ..SeenSheet::default() }];
    let one = |name: &str, at| holes(&store, &sheet, std::iter::once((name, at))).unwrap();
    for fine in [
        "LX_of.residents.age.60_69.sex.2",
        "LX_of.entries.table.low_income.by.class.全额保障",
        "LX_of.residents.trait.political.1",
        "LX_of.reported.month.last",
        "LX_month",
        "LX_month_number",
        "LX_office",
    ] {
        assert!(one(fine, Some(spot)).is_ok(), "{fine}: {:?}", one(fine, Some(spot)));
    }
    for wrong in
        ["LX_of.residents.age.60", "LX_weather", "LX_of.entries.table.psychiatric", "LX_of.entries.table.low_income.by.class"]
    {
        assert!(one(wrong, Some(spot)).is_err(), "{wrong}");
    }
    assert!(one("LX_month", None).is_err(), "more than one cell");
    assert!(one("其他名称", Some(spot)).is_err(), "nothing to fill");
    let uses = one("LX_of.entries.table.low_income", Some(spot)).unwrap().uses();
    assert!(uses.tables.contains("low-income") && uses.lists.is_empty() && uses.now && !uses.month);
}

#[test]
fn columns_pass_over_joined_cells() {
    let store = Store::new(Arc::new(MemoryEngine::new()), TABLES).unwrap();
    let text = "{{rows:grids no,name,-,of=households}}".to_owned();
    let sheet = [SeenSheet {
        name: "表".into(),
        cells: vec![((4, 1), Seen::Text(text))],
        merges: vec![[(4, 2), (4, 4)], [(3, 5), (4, 5)]],
        tables: false,
    }];
    let found = holes(&store, &sheet, std::iter::empty()).unwrap().unwrap();
    let said = format!("{found:?}");
    assert!(said.contains("(1, \"no\"), (2, \"name\"), (5, \"-\"), (6, \"of=households\")"), "{said}");
    let table = [SeenSheet { tables: true, ..sheet[0].clone() }];
    assert!(holes(&store, &table, std::iter::empty()).unwrap().is_err());
}
