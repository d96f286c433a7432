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
    base::{Clock, Hands, Reason, Stamp},
    checkup::{
        self, Case, Damage, Finding, Known, LIMIT, Level, Own, Second, Server, Troubles, judge_backups, judge_clock,
        judge_damage, judge_disk, judge_host, judge_saving, judge_second, judge_server,
    },
    domain::office::{chores, settings::Settings, who::Role},
    i18n::{Locale, Texts},
    jobs,
};

use crate::kit::app::{TestApp, Visitor};

const GIB: u64 = 1 << 30;
const NOW: Stamp = Stamp(1_795_000_000_000);

fn case(data: &Path, known: Known) -> Case {
    let clock = Clock::fixed(NOW);
    Case { data: data.into(), listen: "127.0.0.1:9".into(), every_hours: 1, known: Some(known), inside: None, clock }
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
    let stops = |free| judge_disk(free, GIB, 0).stops;
    assert!(stops((64 << 20) - 1) && !stops(64 << 20), "the store keeps a reserve");
}

#[test]
fn a_clock_that_is_not_believed_is_said_with_both_times() {
    let judge = |ahead: i64, sound, synced| {
        let computer = NOW.plus_seconds(ahead);
        said(&judge_clock(Hands { house: NOW, computer, sound }, synced))
    };
    assert_eq!(judge(-NOW.0 / 1_000, false, Some(true)), (Level::Bad, "doctor-clock-old"), "the battery is empty");
    assert_eq!(judge(-3 * 86_400, false, Some(true)), (Level::Bad, "doctor-clock-behind"));
    assert_eq!(judge(730 * 86_400, false, None), (Level::Bad, "doctor-clock-ahead"));
    assert_eq!(judge(0, true, Some(true)), (Level::Good, "doctor-clock-good"));
    assert_eq!(judge(0, true, None), (Level::Good, "doctor-clock-good"));
    assert_eq!(judge(0, true, Some(false)), (Level::Warn, "doctor-clock-alone"));
}

#[test]
fn backups_are_judged_by_age_and_place() {
    let own = |age: Option<i64>, every_hours| {
        let newest = age.map(|a| NOW.plus_seconds(-a));
        Own { newest, every_hours, failed: false, settling: false }
    };
    let judge = |age, every| said(&judge_backups(own(age, every), NOW));
    assert_eq!(judge(None, 1), (Level::Bad, "doctor-backup-none"));
    assert_eq!(judge(Some(26 * 3_600), 1), (Level::Good, "doctor-backup-good"));
    assert_eq!(judge(Some(26 * 3_600 + 1), 1), (Level::Bad, "doctor-backup-old"));
    assert_eq!(judge(Some(70 * 3_600), 24), (Level::Good, "doctor-backup-good"), "the office wants one a day");
    assert_eq!(judge(Some(8 * 86_400), 24), (Level::Bad, "doctor-backup-old"));
    assert_eq!(judge(Some(-3_600), 1), (Level::Good, "doctor-backup-good"));
    for every in [0, 1, 24] {
        assert_eq!(judge(Some(-730 * 86_400), every), (Level::Bad, "doctor-backup-ahead"), "not good for two years");
    }
    assert_eq!(judge(Some(60), 0), (Level::Warn, "doctor-backup-off"));
    assert_eq!(judge(Some(27 * 3_600), 0), (Level::Bad, "doctor-backup-off"));
    let failed = |age| said(&judge_backups(Own { failed: true, ..own(Some(age), 1) }, NOW));
    assert_eq!(failed(3_600), (Level::Warn, "doctor-backup-failed"));
    assert_eq!(failed(27 * 3_600), (Level::Bad, "doctor-backup-old"));
    for age in [None, Some(60 * 3_600)] {
        let found = judge_backups(Own { settling: true, ..own(age, 1) }, NOW);
        assert_eq!((found.level, found.todo), (Level::Warn, Some("doctor-backup-settling-do")), "Monday morning: {age:?}");
    }
    let plain = Second { folder: "/media/usb", there: Some(Some(NOW)), same_disk: false, failed: false, settling: false };
    let second = |second: Second<'_>| said(&judge_second(&second, NOW));
    let old = Some(Some(NOW.plus_seconds(-100_000)));
    assert_eq!(second(plain), (Level::Good, "doctor-second-good"));
    assert_eq!(second(Second { folder: "", there: None, ..plain }), (Level::Warn, "doctor-second-none"));
    assert_eq!(second(Second { there: None, ..plain }), (Level::Bad, "doctor-second-missing"));
    assert_eq!(second(Second { there: Some(None), ..plain }), (Level::Warn, "doctor-second-empty"));
    assert_eq!(second(Second { same_disk: true, ..plain }), (Level::Warn, "doctor-second-same"));
    assert_eq!(second(Second { there: old, ..plain }), (Level::Bad, "doctor-second-old"));
    let ahead = Some(Some(NOW.plus_seconds(730 * 86_400)));
    assert_eq!(second(Second { there: ahead, ..plain }), (Level::Bad, "doctor-second-ahead"));
    assert_eq!(second(Second { there: old, settling: true, ..plain }), (Level::Warn, "doctor-second-old"));
    for there in [Some(None), old, Some(Some(NOW))] {
        assert_eq!(second(Second { failed: true, there, ..plain }), (Level::Bad, "doctor-second-failed"));
    }
}

/// Whatever was found, and whether anything is saved: what the desk says is what the page says, and never beside a green page.
#[test]
fn the_desk_has_a_line_exactly_when_the_page_has_a_cross_beside_data() {
    let [good, bad] = [NOW, Stamp(NOW.0 - 8 * 86_400_000)];
    let backup = |newest: Stamp| judge_backups(Own { newest: Some(newest), every_hours: 1, failed: false, settling: false }, NOW);
    let second =
        |failed| judge_second(&Second { folder: "/usb", there: Some(Some(NOW)), same_disk: false, failed, settling: false }, NOW);
    let hands = |computer| Hands { house: NOW, computer, sound: computer == NOW };
    let free = |free| judge_disk(free, 200 * GIB, GIB);
    for n in 0..128_u32 {
        let is = |bit: u32| n >> bit & 1 == 1;
        let found = vec![
            second(is(0)),
            backup(if is(1) { bad } else { good }),
            judge_clock(hands(if is(2) { Stamp(0) } else { NOW }), Some(true)),
            judge_damage(if is(3) { Damage::Files } else { Damage::None }).unwrap(),
            checkup::judge_keys(if is(4) { &[("seal.key", lianxin::store::keeper::KeyFault::Missing)] } else { &[] }),
            free(if is(5) { 1 << 20 } else { 100 * GIB }),
            judge_saving(!is(6)),
            judge_host(&[], ""),
        ];
        // How saving and the clock are now is what counts, whatever it was at the last look.
        for saves in [true, false] {
            let told = Troubles::among(&found, saves, hands(if is(2) { Stamp(0) } else { NOW }));
            let wrong = (n & 63).count_ones() as usize + usize::from(!saves);
            assert_eq!(told.first().is_some(), wrong > 0, "{n}");
            assert_eq!(told.others(), wrong.saturating_sub(1), "{n}");
            assert_eq!(told.stop(), !saves || is(5), "{n}");
            let order = ["saving", "disk", "keys", "data", "clock", "backup", "second"];
            let gravest = (0..6).rev().find(|bit| is(*bit)).map(|bit| order[6 - bit as usize]);
            assert_eq!(told.first().map(|f| f.check), if saves { gravest } else { Some("saving") }, "{n}");
            if told.first().is_some() && saves {
                assert_eq!(checkup::gravest(&found), Level::Bad, "{n}");
            }
        }
    }
}

#[test]
fn the_time_of_a_real_backup_is_read() {
    use lianxin::store::engine::{DiskEngine, DiskOptions, backup::Proof};
    let data = tempfile::tempdir().unwrap();
    let engine = DiskEngine::open(data.path(), DiskOptions::default()).unwrap().0;
    let (backups, usb) = (data.path().join("backups"), tempfile::tempdir().unwrap());
    engine.back_up(&backups, NOW.local().datetime(), Proof::Read, &|_| ()).unwrap();
    let known = Known { backup_folder: usb.path().display().to_string(), last: NOW.0, ..Known::default() };
    let looked = |now| {
        let clock = Clock::started(now);
        known.remind(&clock);
        checkup::look(&Case { clock, ..case(data.path(), known.clone()) })
    };
    let found = looked(NOW.plus_seconds(3_600));
    assert_eq!(said(of(&found, "backup")), (Level::Good, "doctor-backup-good"));
    assert_eq!(of(&found, "backup").what.args, [("at", NOW.minute())]);
    assert_eq!(said(of(&found, "second")), (Level::Warn, "doctor-second-empty"));
    // The store is open, and yet nothing answers.
    assert_eq!(said(of(&found, "server")), (Level::Bad, "doctor-server-silent"));
    assert_eq!(said(of(&looked(NOW.plus_seconds(3 * 86_400)), "backup")), (Level::Bad, "doctor-backup-old"));
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
    let files = ["mod.rs", "backups.rs", "clock.rs", "disk.rs", "network.rs", "printers.rs", "saving.rs", "screen.rs"];
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
            "saving",
            "data",
            "keys",
            "disk",
            "clock",
            "backup",
            "drill",
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

/// One real fault after another in a real data folder: who is told on the desk, and that the page is never green beside it.
#[test]
fn the_desk_tells_whom_it_concerns_and_the_page_agrees() {
    let app = TestApp::on_disk();
    let (admin, leader, clerk) = (app.signed_in(Role::Administrator), app.signed_in(Role::Leader), app.signed_in(Role::Clerk));
    let everybody = Role::ALL.map(|role| (role, app.signed_in(role)));
    let line = |page: &str| page.contains("class=\"trouble\"");
    assert!(!line(&admin.page("/office")), "nothing was looked at yet");
    let (data, now) = (app.app.data.clone(), Stamp(app.app.clock.now().0));
    let keeper = app.app.keeper.clone().unwrap();
    keeper.back_up(&data.join("backups"), now.plus_seconds(-27 * 3_600), lianxin::store::keeper::Proof::Read, &|_| {}).unwrap();
    app.app.clock.advance(900);
    jobs::health::look(&app.app).unwrap();
    let told = |v: &Visitor| v.page("/office/doctor/notice");
    for (said, hidden) in [(told(&admin), "请告诉管理员"), (told(&leader), "/office/doctor")] {
        assert!(line(&said) && said.contains("最近一次备份是") && !said.contains(hidden), "{said}");
    }
    assert!(!line(&told(&clerk)), "a clerk can do nothing about it");
    let page = admin.page("/office/doctor");
    assert!(page.contains("doctor-all bad"), "{page}");
    // A key is gone as well: it is told first, and the backup is one more.
    let key = data.join("keys/seal.key");
    let kept = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    jobs::health::look(&app.app).unwrap();
    let said = told(&admin);
    assert!(said.contains("seal.key") && said.contains("另有 1 项"), "{said}");
    fs::write(&key, kept).unwrap();
    // The folder is gone: nobody can save, and everybody is told.
    let aside = data.with_extension("aside");
    fs::rename(&data, &aside).unwrap();
    jobs::health::look(&app.app).unwrap();
    for (role, v) in &everybody {
        assert!(line(&v.page("/office")), "{role:?}");
    }
    assert!(told(&clerk).contains("暂时不能保存"));
    fs::rename(&aside, &data).unwrap();
    // Opening the page is a look as well.
    admin.page("/office/doctor");
    assert!(!line(&told(&clerk)));
}

/// What the server knows alone, it leaves for the command.
#[test]
fn a_copy_that_failed_and_files_that_are_lost_are_told_by_page_desk_and_command() {
    let app = TestApp::on_disk();
    let admin = app.signed_in(Role::Administrator);
    let usb = tempfile::tempdir().unwrap();
    let folder = usb.path().display().to_string();
    let write = |name: &'static str, failure: &'static str| {
        let at = app.app.clock.now();
        app.app
            .store
            .write_wait(move |tx| {
                chores::begin(tx, name, at)?;
                chores::end(tx, name, failure, at)
            })
            .unwrap();
    };
    app.app
        .store
        .write_wait(move |tx| {
            let old = Settings::load(tx)?.unwrap();
            Settings { backup_folder: folder, ..old }.save(tx)
        })
        .unwrap();
    write("second", "chore-failed");
    write("check", "chore-files-lost");
    jobs::health::look(&app.app).unwrap();
    let t = Texts::load(Locale::ZhCn).unwrap();
    let said = admin.page("/office/doctor/notice");
    assert!(said.contains(&t.get("doctor-data-files")), "{said}");
    let page = admin.page("/office/doctor");
    assert!(page.contains("没能复制到第二备份文件夹") && page.contains("doctor-all bad"), "{page}");
    let mut doctor = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    let out = doctor.args(["doctor", "--json", "--data"]).arg(&app.app.data).current_dir(usb.path()).output().unwrap();
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    for check in ["second", "data"] {
        let found = json["findings"].as_array().unwrap().iter().find(|f| f["check"] == check).unwrap();
        assert_eq!(found["level"], "bad", "{found}");
    }
    // Done well again, it is over.
    write("second", "");
    write("check", "");
    let page = admin.page("/office/doctor");
    assert!(!page.contains("没能复制") && page.contains(&t.get("doctor-data-good")), "{page}");
}
