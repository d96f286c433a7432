//! 设备体检 with real parts: a printer that is silent, a port that somebody else has, a clock that is wrong, a backup that is
//! missing, a store that is being served.
use std::{
    fs,
    net::{IpAddr, TcpListener},
    path::Path,
    process::Command,
    time::Instant,
};

use lianxin::{
    base::{Reason, Stamp},
    checkup::{
        self, Case, Clocks, Finding, Known, LIMIT, Level, Server, judge_backups, judge_clock, judge_disk, judge_host,
        judge_second, judge_server,
    },
    domain::office::who::Role,
    i18n::{Locale, Texts},
};

use crate::kit::app::TestApp;

const GIB: u64 = 1 << 30;
const NOW: Stamp = Stamp(1_795_000_000_000);

fn case(data: &Path, known: Known) -> Case {
    Case { data: data.into(), listen: "127.0.0.1:9".into(), every_hours: 1, known: Some(known), inside: false, now: NOW }
}

fn of<'a>(found: &'a [Finding], check: &str) -> &'a Finding {
    found.iter().find(|f| f.check == check).unwrap_or_else(|| panic!("{check}: {found:?}"))
}

fn said(f: &Finding) -> (Level, &'static str) {
    (f.level, f.what.key)
}

#[test]
fn room_on_the_disk_is_judged_by_the_next_backup_too() {
    let level = |free, total, backup| judge_disk(free, total, backup).level;
    assert_eq!(level(100 * GIB, 200 * GIB, GIB), Level::Good);
    assert_eq!(level(9 * GIB, 200 * GIB, GIB), Level::Warn, "under a tenth and ten");
    assert_eq!(level(9 * GIB, 32 * GIB, GIB), Level::Good, "a small disk with a quarter free");
    assert_eq!(level(50 * GIB, 500 * GIB, 20 * GIB), Level::Warn, "three backups do not fit");
    assert_eq!(level(20 * GIB, 500 * GIB, 20 * GIB), Level::Bad, "not one fits");
    assert_eq!(level(511 << 20, 500 * GIB, 0), Level::Bad);
    assert_eq!(level(512 << 20, 4 * GIB, 0), Level::Good);
    assert_eq!(level(0, 0, u64::MAX), Level::Bad);
}

#[test]
fn a_wrong_clock_is_seen_by_what_was_before_it() {
    let judge = |now, last: Option<i64>, synced| said(&judge_clock(Clocks { now: Stamp(now), last: last.map(Stamp), synced }));
    assert_eq!(judge(0, None, Some(true)), (Level::Bad, "doctor-clock-old"), "the battery is empty");
    assert_eq!(judge(NOW.0, Some(NOW.0 + 901_000), Some(true)), (Level::Bad, "doctor-clock-behind"));
    assert_eq!(judge(NOW.0, Some(NOW.0 + 900_000), Some(true)), (Level::Good, "doctor-clock-good"));
    assert_eq!(
        judge(NOW.0, Some(NOW.0 - 86_400_000 * 400), None),
        (Level::Good, "doctor-clock-good"),
        "a long holiday is no fault"
    );
    assert_eq!(judge(NOW.0, None, Some(false)), (Level::Warn, "doctor-clock-alone"));
}

#[test]
fn backups_are_judged_by_age_and_place() {
    let judge = |age: Option<i64>, every| said(&judge_backups(age.map(|a| NOW.plus_seconds(-a)), every, NOW));
    assert_eq!(judge(None, 1), (Level::Bad, "doctor-backup-none"));
    assert_eq!(judge(Some(26 * 3_600), 1), (Level::Good, "doctor-backup-good"));
    assert_eq!(judge(Some(26 * 3_600 + 1), 1), (Level::Warn, "doctor-backup-old"));
    assert_eq!(judge(Some(70 * 3_600), 24), (Level::Good, "doctor-backup-good"), "the office wants one a day");
    assert_eq!(judge(Some(8 * 86_400), 24), (Level::Bad, "doctor-backup-old"));
    assert_eq!(judge(Some(60), 0), (Level::Warn, "doctor-backup-off"));
    let second = |folder, there, same| said(&judge_second(folder, there, same, NOW));
    assert_eq!(second("", None, false), (Level::Warn, "doctor-second-none"));
    assert_eq!(second("/media/usb", None, false), (Level::Bad, "doctor-second-missing"));
    assert_eq!(second("/media/usb", Some(None), false), (Level::Warn, "doctor-second-empty"));
    assert_eq!(second("/media/usb", Some(Some(NOW)), true), (Level::Warn, "doctor-second-same"));
    assert_eq!(second("/media/usb", Some(Some(NOW)), false), (Level::Good, "doctor-second-good"));
    assert_eq!(second("/media/usb", Some(Some(NOW.plus_seconds(-100_000))), false), (Level::Warn, "doctor-second-old"));
}

#[test]
fn the_time_of_a_real_backup_is_read() {
    use lianxin::store::engine::{DiskEngine, DiskOptions, backup::Proof};
    let data = tempfile::tempdir().unwrap();
    let engine = DiskEngine::open(data.path(), DiskOptions::default()).unwrap().0;
    let (backups, usb) = (data.path().join("backups"), tempfile::tempdir().unwrap());
    engine.back_up(&backups, NOW.local().datetime(), Proof::Read, &|_| ()).unwrap();
    let known = Known { backup_folder: usb.path().display().to_string(), last: NOW.0, ..Known::default() };
    let looked = |now| checkup::look(&Case { now, ..case(data.path(), known.clone()) });
    let found = looked(NOW.plus_seconds(3_600));
    assert_eq!(said(of(&found, "backup")), (Level::Good, "doctor-backup-good"));
    assert_eq!(of(&found, "backup").what.args, [("at", NOW.minute())]);
    assert_eq!(said(of(&found, "second")), (Level::Warn, "doctor-second-empty"));
    // The store is open, and yet nothing answers.
    assert_eq!(said(of(&found, "server")), (Level::Bad, "doctor-server-silent"));
    assert_eq!(said(of(&looked(NOW.plus_seconds(3 * 86_400)), "backup")), (Level::Warn, "doctor-backup-old"));
    // A month before the server last lived: the clock is wrong.
    assert_eq!(said(of(&looked(NOW.plus_seconds(-30 * 86_400)), "clock")), (Level::Bad, "doctor-clock-behind"));
}

#[test]
fn the_server_and_the_addresses_on_papers_are_judged() {
    let judge = |set_up, running, listening, answers| said(&judge_server(Server { set_up, running, listening, answers }, 80));
    assert_eq!(judge(true, true, true, true), (Level::Good, "doctor-server-good"));
    assert_eq!(judge(true, true, true, false), (Level::Bad, "doctor-server-silent"));
    assert_eq!(judge(true, false, true, true), (Level::Bad, "doctor-port-taken"));
    assert_eq!(judge(true, false, false, false), (Level::Bad, "doctor-server-off"));
    assert_eq!(judge(false, false, false, false), (Level::Warn, "doctor-server-new"));
    let own: Vec<IpAddr> = ["127.0.0.1", "192.168.1.20"].map(|a| a.parse().unwrap()).to_vec();
    let host = |own: &[IpAddr], host| said(&judge_host(own, host));
    assert_eq!(host(&own, "192.168.1.20:8080"), (Level::Good, "doctor-network-good"));
    assert_eq!(host(&own, "lianxin.local"), (Level::Good, "doctor-network-good"));
    assert_eq!(host(&own, "192.168.1.7:8080"), (Level::Bad, "doctor-host-other"));
    assert_eq!(host(&own, "127.0.0.1:8080"), (Level::Bad, "doctor-host-other"), "a telephone cannot open it");
    assert_eq!(host(&own[..1], ""), (Level::Warn, "doctor-network-none"));
}

#[test]
fn a_printer_that_does_not_answer_is_told_in_two_seconds() {
    let data = tempfile::tempdir().unwrap();
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let device = data.path().join("lp0");
    fs::write(&device, "").unwrap();
    let look = |printer: String, slip: String| {
        let begun = Instant::now();
        let found = checkup::look(&case(data.path(), Known { printer, receipt_printer: slip, ..Known::default() }));
        assert!(begun.elapsed() < LIMIT.mul_f32(1.5), "{:?}", begun.elapsed());
        found
    };
    let found = look(format!("ipp://{gone}/ipp/print"), format!("tcp://{gone}"));
    assert_eq!(said(of(&found, "printer")), (Level::Bad, "doctor-printer-away"));
    assert_eq!(said(of(&found, "receipt-printer")), (Level::Bad, "doctor-slip-away"));
    let found = look(format!("ipp://{}/ipp/print", silent.local_addr().unwrap()), "file:/dev/usb/lp-of-nobody".into());
    assert_eq!(said(of(&found, "printer")), (Level::Warn, "doctor-slow"), "one that says nothing is not waited for");
    // Nothing that did answer is lost for it.
    assert_eq!(said(of(&found, "backup")), (Level::Bad, "doctor-backup-none"));
    let found = look(String::new(), "file:/dev/usb/lp-of-nobody".into());
    assert_eq!(said(of(&found, "printer")), (Level::Warn, "doctor-printer-none"));
    assert_eq!(said(of(&found, "receipt-printer")), (Level::Bad, "doctor-slip-missing"));
    let found = look(String::new(), format!("tcp://{}", silent.local_addr().unwrap()));
    assert_eq!(said(of(&found, "receipt-printer")), (Level::Good, "doctor-slip-good"));
}

#[test]
fn a_taken_port_and_a_folder_open_to_all_are_found() {
    use std::os::unix::fs::PermissionsExt;
    let data = tempfile::tempdir().unwrap();
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    let case = Case { listen: other.local_addr().unwrap().to_string(), ..case(data.path(), Known::default()) };
    fs::set_permissions(data.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let disk = |found: &[Finding]| found.iter().any(|f| f.what.key == "doctor-data-open");
    let found = checkup::look(&case);
    assert_eq!(said(of(&found, "server")), (Level::Bad, "doctor-port-taken"));
    assert!(!disk(&found));
    fs::set_permissions(data.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(disk(&checkup::look(&case)));
    let gone = Case { data: data.path().join("gone"), ..case };
    assert_eq!(said(of(&checkup::look(&gone), "disk")), (Level::Bad, "doctor-data-missing"));
    assert!(!data.path().join("gone").exists(), "looking makes nothing");
}

#[test]
fn every_sentence_has_its_words_in_both_languages() {
    let source = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checkup").join(name)).unwrap();
    let files = ["mod.rs", "backups.rs", "clock.rs", "disk.rs", "network.rs", "printers.rs", "screen.rs"];
    let text: String = files.iter().map(|f| source(f)).collect();
    let keys: Vec<&str> = text.split('"').filter(|s| s.starts_with("doctor-") && !s.contains(['.', ' '])).collect();
    assert!(keys.len() > 60, "{}", keys.len());
    for locale in [Locale::ZhCn, Locale::En] {
        let t = Texts::load(locale).unwrap();
        let lacking: Vec<_> = keys.iter().filter(|k| !t.has(k)).collect();
        assert!(lacking.is_empty(), "{lacking:?}");
        for check in [
            "version",
            "server",
            "network",
            "disk",
            "clock",
            "backup",
            "second",
            "printer",
            "receipt-printer",
            "screen",
            "scanner",
        ] {
            assert!(t.has(&format!("doctor-check-{check}")), "{check}");
        }
    }
}

#[test]
fn the_office_page_says_the_same_as_the_command_beside_a_running_server() {
    let app = TestApp::new();
    let admin = app.signed_in(Role::Administrator);
    let page = admin.page("/office/doctor");
    let t = Texts::load(Locale::ZhCn).unwrap();
    for key in ["doctor-printer-none", "doctor-second-none", "doctor-check-clock", "doctor-check-disk"] {
        assert!(page.contains(&t.get(key)), "{key}: {page}");
    }
    assert!(page.contains(&t.reason(&Reason::new("doctor-version").arg("version", env!("CARGO_PKG_VERSION")))));
    assert!(!page.contains('['), "no text is missing");
    // The command reads what the server left, and its exit code tells the gravest.
    let data = tempfile::tempdir().unwrap();
    checkup::remember(data.path(), &Known { backup_folder: "/nowhere/usb".into(), last: NOW.0, ..Known::default() }).unwrap();
    let left = fs::read(data.path().join("machine.json")).unwrap();
    checkup::remember(data.path(), &Known { backup_folder: "/nowhere/usb".into(), last: NOW.0 + 1, ..Known::default() }).unwrap();
    assert_eq!(fs::read(data.path().join("machine.json")).unwrap(), left, "not written anew every minute");
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    let out = doctor.args(["doctor", "--json", "--data"]).arg(data.path()).current_dir(data.path()).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!((out.status.code(), json["level"].as_str()), (Some(2), Some("bad")));
    let second = json["findings"].as_array().unwrap().iter().find(|f| f["check"] == "second").unwrap();
    assert_eq!(second["what"], "第二备份文件夹 /nowhere/usb 不在。");
    assert!(second["todo"].as_str().unwrap().contains("U 盘"));
}
