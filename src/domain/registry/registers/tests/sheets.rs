use super::*;
use crate::{
    domain::registry::registers::transfer::{Plan, Verdict, apply, columns, export, heading, plan},
    sheets::{self, Cell, Sheet},
};

fn look(o: &Office, t: &Table, sheet: &Sheet) -> Plan {
    plan(&o.store, &o.keys.seal, t, std::slice::from_ref(sheet), &everything()).unwrap()
}

fn out(o: &Office, t: &Table, plain: bool) -> Sheet {
    // The leaders see every table, and personal values in those of key persons only.
    export(&o.store, t, &reader(&[Role::Leader], &[]), plain.then_some(&o.keys.seal)).unwrap()
}

/// The sheet without the entries' numbers, as another office would get it.
fn foreign(s: &Sheet) -> Sheet {
    let mut s = s.clone();
    for row in s.rows.iter_mut().skip(1) {
        row[0] = Cell::Empty;
    }
    s
}

/// Through a real file and back.
fn through_xlsx(s: &Sheet) -> Sheet {
    sheets::read(&sheets::write_xlsx(std::slice::from_ref(s), None).unwrap()).unwrap().remove(0)
}

/// For every table: what one office exports in full, another imports, and its export is the same, cell by cell; what was
/// exported, masked or in full, imports as what is there already.
#[test]
fn import_export_import_is_a_fixed_point_for_every_table() {
    for t in shipped().unwrap() {
        let (a, b) = (Office::new(), Office::new());
        for n in 0..12 {
            a.create(t, n).unwrap();
        }
        let first =
            a.store.list(&Entry::BY_TABLE.under((t.code.clone(), false)), crate::store::Dir::Forward, 1).unwrap().remove(0);
        let why = t.ends[0].clone();
        a.write(move |tx, _| end(tx, WHO, (first.id, None), first.from.plus(9), &why)).unwrap();
        let full = through_xlsx(&out(&a, t, true));
        assert_eq!(full.rows.len(), 13, "{}", t.code);
        let looked = look(&b, t, &foreign(&full));
        let refused: Vec<_> = looked.rows.iter().filter(|r| r.verdict != Verdict::Added).map(|r| &r.verdict).collect();
        assert!(refused.is_empty(), "{}: {refused:?}", t.code);
        let done = apply(&b.store, &b.keys, WHO, &looked, |_| {}).unwrap();
        assert_eq!((done.counts.added, done.surprises), (12, 0), "{}", t.code);
        // Entries come in the file's order, so the sheets are the same once numbers are left out and rows sorted.
        let bare = |s: &Sheet| {
            let mut rows: Vec<String> = foreign(s).rows.iter().map(|r| format!("{r:?}")).collect();
            rows.sort();
            rows
        };
        assert_eq!(bare(&through_xlsx(&out(&b, t, true))), bare(&full), "{}", t.code);
        for plain in [true, false] {
            let again = look(&b, t, &through_xlsx(&out(&b, t, plain)));
            assert!(again.rows.iter().all(|r| r.verdict == Verdict::Same), "{} {plain}: {:?}", t.code, again.counts());
            let before = b.store.rows::<EntryChange>().unwrap();
            apply(&b.store, &b.keys, WHO, &again, |_| {}).unwrap();
            assert_eq!(b.store.rows::<EntryChange>().unwrap(), before, "{}: nothing was written", t.code);
        }
        if !t.key.is_empty() && t.about != About::None {
            let again = look(&b, t, &foreign(&full));
            assert!(again.rows.iter().all(|r| r.verdict == Verdict::Same), "{}: by key: {:?}", t.code, again.counts());
        }
        assert_eq!(b.store.check().unwrap().problems.len(), 0);
    }
}

/// A masked export holds no number, and a row of it that changes one cell changes that and nothing else.
#[test]
fn a_masked_file_changes_what_it_says_only() {
    let o = Office::new();
    let t = table(&o.store, "tenancy").unwrap();
    let e = o.create(&t, 1).unwrap();
    let mut sheet = out(&o, &t, false);
    let text = format!("{sheet:?}");
    assert!(!text.contains(&number(41)) && !text.contains(&number(1)) && text.contains("********"));
    let at = columns(&t).iter().position(|c| heading(&t, *c) == "居住人数").unwrap();
    sheet.rows[1][at] = Cell::Number(99.0);
    let looked = look(&o, &t, &sheet);
    assert_eq!(looked.rows[0].verdict, Verdict::Changed(vec!["居住人数".into()]));
    apply(&o.store, &o.keys, WHO, &looked, |_| {}).unwrap();
    let now = o.store.get(e.id).unwrap();
    assert_eq!((now.value("people"), now.value("tenant-number")), (Some(&Value::Number(99)), e.value("tenant-number")));
}

#[test]
fn refused_rows_say_why() {
    let o = Office::new();
    let t = table(&o.store, "party-members").unwrap();
    let head = ["姓名", "身份证号", "住址", "所在支部", "党员类别", "组织关系", "入党日期"];
    let row = |cells: [&str; 7]| cells.iter().map(|c| Cell::Text((*c).to_owned())).collect::<Vec<_>>();
    let (a, b) = (number(0), number(1));
    let good = ["王一英", &a, "", "第一支部", "正式党员", "在本社区", "1990-07-01"];
    let with = |at: usize, said: &'static str| {
        let mut r = good;
        r[at] = said;
        row(r)
    };
    let rows = vec![
        row(head),
        row(good),
        with(1, "320211196001011231"),
        with(0, "李四"),
        with(4, "积极分子"),
        with(6, "去年"),
        row(good),
        row(["王二英", "", "美湖花园1幢1单元201室", "第一支部", "正式党员", "在本社区", "1991-07-01"]),
        row(["王二英", &b, "", "", "正式党员", "在本社区", ""]),
    ];
    let looked = look(&o, &t, &Sheet { name: "x".into(), rows, merges: Vec::new() });
    let said: Vec<_> = looked
        .rows
        .iter()
        .map(|r| match &r.verdict {
            Verdict::Refused(why) => format!("{} {}", why[0].0, why[0].1.key),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        said,
        [
            "Added",
            "公民身份号码 field-citizen-number",
            "姓名 registers-import-name",
            "党员类别 registers-choice",
            "入党日期 field-date",
            " registers-import-twice",
            "Added",
            "所在支部 field-required"
        ]
    );
    let done = apply(&o.store, &o.keys, WHO, &looked, |_| {}).unwrap();
    assert_eq!((done.counts.added, done.counts.refused), (2, 6));
}
