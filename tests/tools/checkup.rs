//! 设备体检 with what not every computer has: a real printer, and somebody who may not look.
use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    process::Command,
};

use lianxin::{
    base::{Clock, Stamp},
    checkup::{self, Case, Known, Level},
    i18n::{Locale, Texts},
};

use crate::{printer::Printer, tools::ROOT};

fn a_printer_that_answers_is_ready() {
    let (data, printer) = (tempfile::tempdir().unwrap(), Printer::start(None));
    let known = Known { printer: printer.address().address(), ..Known::default() };
    let now = Stamp(1_795_000_000_000);
    let (data, listen) = (data.path().into(), "127.0.0.1:9".into());
    let found = checkup::look(&Case { data, listen, every_hours: 1, known: Some(known), inside: None, clock: Clock::fixed(now) });
    let ready = found.iter().find(|f| f.check == "printer").unwrap();
    assert_eq!(ready.level, Level::Good, "{ready:?}");
    assert_eq!(Texts::load(Locale::ZhCn).unwrap().reason(&ready.what), "打印机就绪");
}

fn whoever_may_not_look_is_told_so_and_not_that_all_is_lost() {
    let data = tempfile::tempdir().unwrap();
    fs::set_permissions(data.path(), fs::Permissions::from_mode(0o700)).unwrap();
    // Nor into the folder of whoever built the program.
    let open = tempfile::tempdir().unwrap();
    fs::set_permissions(open.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let program = open.path().join("lianxin");
    fs::copy(env!("CARGO_BIN_EXE_lianxin"), &program).unwrap();
    let mut doctor = Command::new(&program);
    doctor.args(["doctor", "--json", "--data"]).arg(data.path()).current_dir("/");
    // Nobody may look into a folder of root's.
    let out = doctor.uid(65_534).gid(65_534).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((out.status.code(), json["findings"].as_array().unwrap().len()), (Some(1), 2), "{json}");
    assert!(json["findings"][1]["todo"].as_str().unwrap().contains("sudo lianxin doctor"));
}

crate::tools::trials! {
    ["ippeveprinter", "dbus-daemon"] => a_printer_that_answers_is_ready;
    [ROOT] => whoever_may_not_look_is_told_so_and_not_that_all_is_lost;
}
