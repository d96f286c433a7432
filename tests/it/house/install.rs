//! Installing into a scratch root: every byte, twice, edited, interrupted at every change, led astray by links, and back.
use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use lianxin::{
    base::{Failure, Reason},
    config::Config,
    install::{self, Ask, DATA, Manifest, PROGRAM, Piece, Root, SETTINGS, STATE, Screen},
};
use sha2::{Digest, Sha256};

const SERVICE: &str = "/etc/systemd/system/lianxin.service";
const POLICY: &str = "/etc/chromium/policies/managed/lianxin.json";
const FOREIGN: &[u8] = b"[Unit]\nDescription=somebody else's\n";

fn ask() -> Ask {
    Ask { data: DATA.into(), kiosk: Some(Screen::Cage), url: "http://127.0.0.1:8080/".into(), program: b"#!/bin/true\n".to_vec() }
}

fn plan() -> Vec<Piece> {
    install::plan(&ask()).unwrap()
}

/// The folders that every system has, and a foreign file at one of the paths.
fn scratch() -> tempfile::TempDir {
    // Hundreds of installations are cut off here, and each syncs every file: in memory where there is such a folder.
    furnished(folder())
}

fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

fn furnished(dir: tempfile::TempDir) -> tempfile::TempDir {
    for folder in ["usr/local/bin", "etc/systemd/system", "var/lib", "var/lib/lianxin/store"] {
        fs::create_dir_all(dir.path().join(folder)).unwrap();
    }
    let foreign = at(dir.path(), SERVICE);
    fs::write(&foreign, FOREIGN).unwrap();
    fs::set_permissions(&foreign, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(dir.path().join("var/lib/lianxin/store/rows"), "the office's data").unwrap();
    dir
}

fn at(root: &Path, path: &str) -> PathBuf {
    root.join(path.trim_start_matches('/'))
}

/// Path, mode and hash of everything under a folder.
fn tree(root: &Path) -> BTreeMap<String, String> {
    fn walk(root: &Path, dir: &Path, out: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(dir).unwrap().map(Result::unwrap) {
            let (path, meta) = (entry.path(), entry.metadata().unwrap());
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let mode = meta.permissions().mode() & 0o7777;
            if meta.is_dir() {
                out.insert(name, format!("{mode:o} folder"));
                walk(root, &path, out);
            } else if meta.is_symlink() {
                out.insert(name, format!("link {}", fs::read_link(&path).unwrap().display()));
            } else {
                let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(fs::read(&path).unwrap()));
                out.insert(name, format!("{mode:o} {hash}"));
            }
        }
    }
    let mut out = BTreeMap::new();
    walk(root, root, &mut out);
    out
}

fn install(root: &Path, plan: &[Piece]) -> Vec<Reason> {
    let mut said = Vec::new();
    install::install(&Root::new(root).unwrap(), plan, false, &mut |r| said.push(r)).unwrap();
    said
}

fn uninstall(root: &Path) -> Vec<Reason> {
    let mut said = Vec::new();
    install::uninstall(&Root::new(root).unwrap(), false, &mut |r| said.push(r)).unwrap();
    said
}

fn said_of<'a>(said: &'a [Reason], path: &str) -> &'a str {
    said.iter().find(|r| r.args == [("path", path.to_owned())]).unwrap_or_else(|| panic!("{path}: {said:?}")).key
}

#[test]
fn every_file_is_the_one_that_was_looked_at() {
    for (name, ask) in [
        ("cage", ask()),
        (
            "labwc",
            Ask { kiosk: Some(Screen::Labwc), url: "http://192.168.1.20:8080".into(), data: "/srv/lianxin".into(), ..ask() },
        ),
        ("server", Ask { kiosk: None, data: "/home/office/data".into(), ..ask() }),
    ] {
        let root = scratch();
        install(root.path(), &install::plan(&ask).unwrap());
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/install").join(name);
        let mut listed = String::new();
        for piece in install::plan(&ask).unwrap() {
            let file = at(root.path(), &piece.path);
            let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o7777;
            listed += &format!("{mode:o} {}\n", piece.path);
            if piece.path != PROGRAM {
                same_as_golden(&golden.join(piece.path.trim_start_matches('/')), &fs::read(file).unwrap());
            }
        }
        same_as_golden(&golden.join("files.txt"), listed.as_bytes());
    }
}

/// `LIANXIN_GOLDEN=write` makes the files anew, to be looked at in the difference.
#[allow(clippy::disallowed_methods)] // a switch of the tests, as in paper_kit
fn same_as_golden(golden: &Path, is: &[u8]) {
    if std::env::var("LIANXIN_GOLDEN").is_ok_and(|v| v == "write") {
        fs::create_dir_all(golden.parent().unwrap()).unwrap();
        fs::write(golden, is).unwrap();
    }
    let wanted = fs::read(golden).unwrap_or_else(|e| panic!("{}: {e}", golden.display()));
    assert_eq!(String::from_utf8_lossy(is), String::from_utf8_lossy(&wanted), "{}", golden.display());
}

#[test]
fn the_settings_and_the_policy_are_valid_and_name_the_machine() {
    let plan = install::plan(&Ask { data: "/srv/lx".into(), url: "http://10.0.0.7:81/".into(), ..ask() }).unwrap();
    let text = |path: &str| String::from_utf8(plan.iter().find(|p| p.path == path).unwrap().content.clone()).unwrap();
    let settings: Config = toml::from_str(&text(SETTINGS)).unwrap();
    assert_eq!(settings.data.folder, Path::new("/srv/lx"));
    assert_eq!(Config { data: Config::default().data, ..settings }, Config::default());
    let policy: serde_json::Value = serde_json::from_str(&text(POLICY)).unwrap();
    assert_eq!(policy["URLBlocklist"], serde_json::json!(["*", "http://10.0.0.7:81/office", "http://10.0.0.7:81/open311"]));
    assert_eq!(policy["SavingBrowserHistoryDisabled"], true);
    assert_eq!(policy["URLAllowlist"], serde_json::json!(["http://10.0.0.7:81"]));
    for piece in &plan {
        let text = String::from_utf8_lossy(&piece.content);
        let left = ["{data}", "{url}", "{origin}", "{screen}", "{state}", "{home}", "{kiosk}", "{browser}", "{compositor}"];
        assert!(left.iter().all(|word| !text.contains(word)), "{}: {text}", piece.path);
    }
}

#[test]
fn what_cannot_stand_in_a_unit_is_refused() {
    for data in ["data", "/", "/etc", "/srv/a b", "/srv/%n", "/srv/../etc", "/srv/a\nExecStart=/bin/sh", "/srv//a", "/var"] {
        assert!(install::plan(&Ask { data: data.into(), ..ask() }).is_err(), "{data:?}");
    }
    for url in
        ["127.0.0.1", "file:///etc/passwd", "http://", "http://a/b", "http://a b/", "http://u@h/", "http://a/\";x", "http://%h/"]
    {
        assert!(install::plan(&Ask { url: url.into(), ..ask() }).is_err(), "{url:?}");
    }
}

#[test]
fn a_second_run_changes_no_byte_and_the_way_back_none_of_before() {
    let root = scratch();
    let before = tree(root.path());
    let said = install(root.path(), &plan());
    assert_eq!(said_of(&said, SERVICE), "install-put-aside");
    assert_eq!(said_of(&said, PROGRAM), "install-written");
    let first = tree(root.path());
    assert_ne!(first, before);
    let said = install(root.path(), &plan());
    assert!(said.iter().all(|r| r.key == "install-same"), "{said:?}");
    assert_eq!(tree(root.path()), first);
    let said = uninstall(root.path());
    assert_eq!(said_of(&said, SERVICE), "uninstall-restored");
    assert_eq!(tree(root.path()), before);
    assert!(!install::uninstall(&Root::new(root.path()).unwrap(), false, &mut |_| ()).unwrap(), "nothing is left to take back");
    assert_eq!(tree(root.path()), before);
}

#[test]
fn a_dry_run_says_everything_and_does_nothing() {
    let root = scratch();
    let before = tree(root.path());
    let mut said = Vec::new();
    install::install(&Root::new(root.path()).unwrap(), &plan(), true, &mut |r| said.push(r)).unwrap();
    assert_eq!((said.len(), tree(root.path())), (plan().len(), before));
    install(root.path(), &plan());
    let installed = tree(root.path());
    assert!(install::uninstall(&Root::new(root.path()).unwrap(), true, &mut |_| ()).unwrap());
    assert_eq!(tree(root.path()), installed);
}

#[test]
fn an_upgrade_brings_the_new_keeps_the_edited_and_remembers_the_first() {
    let root = scratch();
    let before = tree(root.path());
    install(root.path(), &plan());
    fs::write(at(root.path(), SETTINGS), "[log]\ndays = 365\n").unwrap();
    fs::write(at(root.path(), POLICY), "{}").unwrap();
    // Somebody put a new program in by hand, as the manual used to say.
    fs::write(at(root.path(), PROGRAM), "by hand").unwrap();
    let mut new = install::plan(&Ask { program: b"new".to_vec(), url: "http://10.0.0.2:8080/".into(), ..ask() }).unwrap();
    new.iter_mut().find(|p| p.path == SERVICE).unwrap().content.extend(b"# newer\n");
    let said = install(root.path(), &new);
    assert_eq!(said_of(&said, SETTINGS), "install-kept");
    assert_eq!(said_of(&said, POLICY), "install-kept");
    assert_eq!(said_of(&said, PROGRAM), "install-renewed");
    assert_eq!(said_of(&said, SERVICE), "install-renewed");
    assert_eq!(fs::read(at(root.path(), PROGRAM)).unwrap(), b"new");
    assert_eq!(fs::read_to_string(at(root.path(), SETTINGS)).unwrap(), "[log]\ndays = 365\n");
    let said = uninstall(root.path());
    assert_eq!(said_of(&said, SETTINGS), "uninstall-aside");
    assert_eq!(said_of(&said, POLICY), "uninstall-aside");
    // Everything is as before, but for the two files that were edited.
    let mut after = tree(root.path());
    let kept: Vec<String> = after.keys().filter(|k| k.starts_with(STATE.trim_start_matches('/'))).cloned().collect();
    assert_eq!(kept.len(), 4, "{kept:?}");
    kept.iter().for_each(|k| drop(after.remove(k)));
    assert_eq!(after, before);
    let edited = at(root.path(), STATE).join("kept/etc-lianxin-lianxin.toml");
    assert_eq!(fs::read_to_string(edited).unwrap(), "[log]\ndays = 365\n");
}

#[test]
fn settings_that_were_there_before_are_never_ours() {
    let root = scratch();
    fs::create_dir_all(at(root.path(), "/etc/lianxin")).unwrap();
    fs::write(at(root.path(), SETTINGS), "[server]\nlisten = \"0.0.0.0:80\"\n").unwrap();
    let before = tree(root.path());
    assert_eq!(said_of(&install(root.path(), &plan()), SETTINGS), "install-left");
    install(root.path(), &plan());
    uninstall(root.path());
    assert_eq!(tree(root.path()), before);
}

#[test]
fn what_is_no_longer_in_the_plan_is_taken_back() {
    let root = scratch();
    install(root.path(), &install::plan(&Ask { kiosk: Some(Screen::Labwc), ..ask() }).unwrap());
    let without = install::plan(&Ask { kiosk: None, ..ask() }).unwrap();
    let said = install(root.path(), &without);
    assert_eq!(said_of(&said, POLICY), "uninstall-removed");
    assert!(!at(root.path(), "/etc/lianxin/labwc/rc.xml").exists());
    assert!(install(root.path(), &without).iter().all(|r| r.key == "install-same"));
}

#[test]
fn an_installation_cut_off_at_any_change_can_be_repeated_or_taken_back() {
    let whole = scratch();
    let before = tree(whole.path());
    install(whole.path(), &plan());
    let installed = tree(whole.path());
    let newer = install::plan(&Ask { program: b"newer".to_vec(), url: "http://10.0.0.2:8080/".into(), ..ask() }).unwrap();
    install(whole.path(), &newer);
    let renewed = tree(whole.path());
    let mut changes = 0;
    loop {
        let cut = |root: &Path, plan: &[Piece]| {
            install::install(&Root::new(root).unwrap().failing_after(changes), plan, false, &mut |_| ()).is_ok()
        };
        let (again, back, upgrade) = (scratch(), scratch(), scratch());
        let done = cut(again.path(), &plan());
        cut(back.path(), &plan());
        install(again.path(), &plan());
        assert_eq!(tree(again.path()), installed, "repeated after {changes} changes");
        uninstall(back.path());
        assert_eq!(tree(back.path()), before, "taken back after {changes} changes");
        install(upgrade.path(), &plan());
        cut(upgrade.path(), &newer);
        install(upgrade.path(), &newer);
        assert_eq!(tree(upgrade.path()), renewed, "upgraded after {changes} changes");
        uninstall(upgrade.path());
        assert_eq!(tree(upgrade.path()), before, "upgraded and taken back after {changes} changes");
        if done {
            break;
        }
        changes += 1;
    }
    assert!(changes > 60, "{changes}");
}

#[test]
fn a_way_back_cut_off_at_any_change_can_be_repeated() {
    let mut changes = 0;
    loop {
        let root = scratch();
        let before = tree(root.path());
        install(root.path(), &plan());
        let done = install::uninstall(&Root::new(root.path()).unwrap().failing_after(changes), false, &mut |_| ()).is_ok();
        uninstall(root.path());
        assert_eq!(tree(root.path()), before, "after {changes} changes");
        if done {
            break;
        }
        changes += 1;
    }
    assert!(changes > 20, "{changes}");
}

#[test]
fn links_under_the_root_lead_nowhere() {
    let outside = folder();
    for path in ["etc/systemd", "etc/udev", "usr/local", "var/lib/lianxin-install", "etc/pam.d/lianxin-kiosk", "etc/lianxin"] {
        let root = scratch();
        let link = root.path().join(path);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        let _ = fs::remove_dir_all(&link);
        symlink(outside.path(), &link).unwrap();
        let before = tree(root.path());
        let refused = install::install(&Root::new(root.path()).unwrap(), &plan(), false, &mut |_| ()).unwrap_err();
        assert!(matches!(&refused, Failure::Refused(r) if r.key == "install-link"), "{path}: {refused}");
        assert_eq!(tree(root.path()), before, "{path}: nothing was changed");
        assert!(tree(outside.path()).is_empty(), "{path}");
    }
    // A link put there after the installation does not lead the way back outside.
    let root = scratch();
    install(root.path(), &plan());
    let chromium = root.path().join("etc/chromium");
    fs::rename(&chromium, outside.path().join("chromium")).unwrap();
    symlink(outside.path().join("chromium"), &chromium).unwrap();
    let there = tree(outside.path());
    assert!(install::uninstall(&Root::new(root.path()).unwrap(), false, &mut |_| ()).is_err());
    assert_eq!(tree(outside.path()), there);
    // Nor does a record that names a path above the root.
    fs::remove_file(&chromium).unwrap();
    let record = at(root.path(), &Manifest::path());
    let text = fs::read_to_string(&record).unwrap();
    fs::write(&record, text.replace(POLICY, "/../../../../../etc/hostname")).unwrap();
    let refused = install::uninstall(&Root::new(root.path()).unwrap(), false, &mut |_| ()).unwrap_err();
    assert!(matches!(&refused, Failure::Refused(r) if r.key == "install-path-odd"), "{refused}");
}

fn run(root: &Path, args: &[&str], lang: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    command.args(args).arg("--root").arg(root).env("LC_ALL", lang).current_dir(root).output().unwrap()
}

#[test]
fn the_command_says_what_it_did_in_the_language_of_the_computer_and_takes_it_back() {
    let root = furnished(tempfile::tempdir().unwrap());
    let before = tree(root.path());
    let out = run(root.path(), &["install", "--terminal", "http://192.168.1.20:8080/"], "C.UTF-8");
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    assert!(said.contains("新建   /etc/systemd/system/lianxin-kiosk.service") && !said.contains('['), "{said}");
    assert!(said.contains("apt install --no-install-recommends cage xwayland chromium fonts-noto-cjk libpam-systemd"), "{said}");
    let own = fs::read(env!("CARGO_BIN_EXE_lianxin")).unwrap();
    assert!(fs::read(at(root.path(), PROGRAM)).unwrap() == own, "the program was copied");
    let out = run(root.path(), &["uninstall"], "en_GB.UTF-8");
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success() && said.contains("The data folder was not deleted: /var/lib/lianxin"), "{said}");
    assert_eq!(tree(root.path()), before);
    // Wrong use changes nothing and says why.
    let out = run(root.path(), &["install", "--data", "/etc"], "C.UTF-8");
    assert!(!out.status.success() && String::from_utf8_lossy(&out.stderr).contains("数据文件夹要写完整路径"));
    assert_eq!(tree(root.path()), before);
}
