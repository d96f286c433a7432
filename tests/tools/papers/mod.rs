//! Papers read back from their files, and printed for real; the programs that read them, and the facts that all share.
mod cards;
mod dossier;
mod files;
mod notices;
mod orders;
mod printers;
mod receipt;
mod volume;

use std::path::PathBuf;
use std::process::Command;

use lianxin::i18n::{Locale, Texts};
use lianxin::paper::{Office, Pdf, ReceiptFacts};

/// The Chinese texts.
pub(crate) fn texts() -> Texts {
    Texts::load(Locale::ZhCn).unwrap()
}

/// Writes the file where it can be looked at afterwards.
pub(crate) fn saved(name: &str, pdf: &Pdf) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("papers");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(format!("{name}.pdf"));
    std::fs::write(&path, pdf.bytes()).unwrap();
    path
}

/// Runs a program and gives what it printed.
pub(crate) fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The text of a file in reading order, lines trimmed, blank lines dropped.
pub(crate) fn text_of(name: &str, pdf: &Pdf) -> String {
    let text = run("pdftotext", &["-layout", saved(name, pdf).to_str().unwrap(), "-"]);
    let lines = text.lines().map(|line| line.trim_matches([' ', '\u{c}'])).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The office of every test.
pub(crate) fn office() -> Office {
    Office {
        name: "无锡市梁溪区美湖社区居民委员会".into(),
        address: "美湖路 18 号社区服务中心一楼".into(),
        phone: "0510-85801234".into(),
        hours: "周一至周日 8:30–20:00（全年无休）".into(),
    }
}

/// A receipt with six rare characters in its names.
pub(crate) fn receipt() -> ReceiptFacts {
    ReceiptFacts {
        office: office(),
        no: "MH-20261121-0037".into(),
        query: "402917".into(),
        service: "城市居民最低生活保障申请".into(),
        kind: "承诺件（20 个工作日）".into(),
        applicant: "𬱖*㛃".into(),
        phone: "138****5678".into(),
        grid: "第二大网格 · 05 小网格".into(),
        accepted: "2026年11月21日 14:35".into(),
        accepted_on: "2026年11月21日".into(),
        due: "2026年12月18日".into(),
        provisional: false,
        worker: "䶮𠅤𫖯𰻝".into(),
        worker_phone: "139****0001".into(),
        materials: vec!["居民身份证原件及复印件".into(), "户口簿".into(), "家庭收入情况申报表".into()],
        next: vec![
            "3 个工作日内，网格员上门核对家庭情况。".into(),
            "社区评议并公示 7 天。".into(),
            "报街道审批，结果短信告知您。".into(),
        ],
        verify_url: "HTTPS://192.168.1.10:8443/V/0Q4T7ZK2.MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPIYDCM\
                     RTGQ2TMNZYHFAUEQ2EIVDEOSCJJJFUYTKOJ5IFCUSTKRKVMV2YLFNAMFRGGZD"
            .into(),
    }
}

pub(crate) fn trials() -> Vec<libtest_mimic::Trial> {
    [
        cards::trials(),
        dossier::trials(),
        files::trials(),
        notices::trials(),
        orders::trials(),
        printers::trials(),
        receipt::trials(),
        volume::trials(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
