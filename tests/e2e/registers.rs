//! The office's own register: made in the site, filled from a spreadsheet, printed as a volume; and the pages of a household.
use std::{fs, process::Command};

use rust_xlsxwriter::Workbook;

use super::{
    browser::{Browser, Kind, run},
    clerk::{DESK, sign_in, sign_out},
    stage::{Driver, Stage, folder},
};

const ROWS: u32 = 500;

/// Dogs of the neighbourhood, as somebody kept them in a spreadsheet.
fn spreadsheet() -> String {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (c, head) in ["犬牌号", "犬型", "登记日期", "网格"].iter().enumerate() {
        sheet.write(0, c as u16, *head).unwrap();
    }
    for n in 1..=ROWS {
        let size = ["小型犬", "大型犬"][n as usize % 2];
        let row = [format!("MH{n:04}"), size.to_owned(), format!("2026-10-{:02}", 1 + n % 28), "第一网格".to_owned()];
        for (c, cell) in row.iter().enumerate() {
            sheet.write(n, c as u16, cell).unwrap();
        }
    }
    let path = folder().join("dogs.xlsx");
    book.save(&path).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The bytes that pressing the button of a form brings, asked for as the page would.
async fn answer(b: &mut Browser, form: &str) -> Vec<u8> {
    let script = "const done = arguments[1], f = document.querySelector(arguments[0]);
        fetch(f.action, { method: 'POST', body: new URLSearchParams(new FormData(f)) })
            .then(r => r.arrayBuffer())
            .then(b => done(Array.from(new Uint8Array(b), x => x.toString(16).padStart(2, '0')).join('')))";
    let hex = b.js_async(script, vec![form.into()]).await;
    data_encoding::HEXLOWER.decode(hex.as_str().unwrap().as_bytes()).unwrap()
}

fn text_of(pdf: &[u8]) -> String {
    let path = folder().join("volume.pdf");
    fs::write(&path, pdf).unwrap();
    let out = Command::new("pdftotext").arg("-layout").arg(&path).arg("-").output().unwrap();
    assert!(out.status.success());
    String::from_utf8(out.stdout).unwrap()
}

fn an_office_makes_a_register_of_its_own_fills_it_and_prints_it() {
    let stage = Stage::apart("");
    let driver = Driver::new();
    run(async {
        let mut b = Browser::open(&driver.address, &stage.base, "registers", DESK, false).await;
        sign_in(&mut b, "administrator").await;
        b.press("a[href='/office/registers']", "").await;
        b.arrive("/office/registers").await;
        b.press("a[href='/office/registers/tables']", "").await;
        b.arrive("/office/registers/tables").await;
        b.look("tables", Kind::Office).await;
        b.press("a[href='/office/registers/tables/new']", "").await;
        b.arrive("/office/registers/tables/new").await;
        b.fill("[name=name]", "犬只登记").await;
        b.fill("[name=basis]", "养犬管理条例").await;
        b.fill("[name=field-name]", "犬牌号").await;
        b.js("document.querySelector('[name=about]').value = 'none'", vec![]).await;
        b.js("document.querySelector('[name=required]').checked = true", vec![]).await;
        b.look("new-table", Kind::Office).await;
        b.press("main form.panel p.actions button", "").await;
        b.arrive("/office/registers/tables/own-1").await;
        b.press("a[href$='/fields/new']", "").await;
        b.arrive("/office/registers/tables/own-1/fields/new").await;
        b.fill("[name=field-name]", "犬型").await;
        b.js("document.querySelector('[name=kind]').value = 'choice'", vec![]).await;
        b.fill("[name=options]", "小型犬\n大型犬").await;
        b.js("for (const n of ['list', 'count']) document.querySelector(`[name=${n}]`).checked = true", vec![]).await;
        b.press("main form.panel p.actions button", "").await;
        b.arrive("/office/registers/tables/own-1").await;

        b.go("/office/registers/own-1/import").await;
        b.look("import", Kind::Office).await;
        b.fill("input[type=file]", &spreadsheet()).await;
        b.press("main form button.primary", "").await;
        b.arrive("/office/registers/own-1/import/[^/]+").await;
        assert!(b.text().await.contains(&format!("写入 {ROWS} 行")));
        b.look("looked-through", Kind::Office).await;
        // The page asks before it writes; the question is answered with yes.
        b.js("window.confirm = () => true", vec![]).await;
        b.press("form[action$='/apply'] button", "").await;
        b.until("the end of the import", "return document.body.innerText.includes('已写入')", vec![]).await;
        b.go("/office/registers/own-1").await;
        assert!(b.text().await.contains(&format!("共 {ROWS} 条")));
        b.look("list", Kind::Office).await;

        b.press("details:has(form[action$='/volume.pdf']) > summary", "").await;
        b.fill("form[action$='/volume.pdf'] [name=volume-purpose]", "年终归档").await;
        let text = text_of(&answer(&mut b, "form[action$='/volume.pdf']").await);
        for n in 1..=ROWS {
            assert!(text.contains(&format!("MH{n:04}")), "{n} is in the volume");
        }
        assert!(text.contains("犬只登记") && text.contains("养犬管理条例"));
        sign_out(&mut b).await;

        // What everybody sees of it: the household's file and the figures.
        sign_in(&mut b, "leader").await;
        for (path, name) in [
            ("/office/households/1", "household"),
            ("/office/statistics", "statistics"),
            ("/office/statistics/map", "map"),
            ("/office/clarity", "clarity"),
            ("/office/reports", "reports"),
            ("/office/privacy", "privacy"),
            ("/office/figures?of=residents&age=80-", "figures"),
        ] {
            b.go(path).await;
            b.look(name, Kind::Office).await;
        }
        b.close().await
    });
    stage.finish();
}

crate::tools::trials! {
    super::BROWSER => an_office_makes_a_register_of_its_own_fills_it_and_prints_it;
}
