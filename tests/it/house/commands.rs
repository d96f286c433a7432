//! What the commands say when something is in the way: the real cause and the next step, never the inside of the program.
use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
};

use lianxin::{
    base::Stamp,
    checkup::{self, Known},
    domain::{
        TABLES,
        office::{
            prints::{self, NewPrint},
            who::Actor,
        },
    },
    store::{
        Keeper,
        blobs::Blobs,
        keeper::{self, Opening, Proof},
    },
};

use crate::kit::app::furnish;

/// A small office with keys and a backup; its folder.
fn office(data: &Path) {
    let (keeper, _) = Keeper::open(data, TABLES, &Opening::with_cache(16)).unwrap();
    keeper.upgrade(&|_, _, _| {}).unwrap();
    keeper.keys().unwrap();
    furnish(&keeper.store().unwrap(), Stamp(1_795_000_000_000));
    keeper.back_up(&keeper::own_folder(data), Stamp(1_795_000_000_000), Proof::Read, &|_| {}).unwrap();
    keeper.close();
}

fn lianxin(data: &Path, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_lianxin"));
    program.arg("--data").arg(data).args(arguments).current_dir(data).stdout(Stdio::piped()).stderr(Stdio::piped());
    program
}

/// Everything that was said; nothing of the inside may be in it.
fn said(output: &Output) -> String {
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    for inside in ["panicked", "Broken(", "Os {", "Err(", "kind:", "unwrap", "RUST_BACKTRACE", "Some("] {
        assert!(!text.contains(inside), "{inside}: {text}");
    }
    text
}

type Harm = fn(&Path);

/// What is done to the folder, the command, and what it says of the cause and of the next step.
const CASES: &[(Harm, &[&str], &[&str])] = &[
    (|_| {}, &["restore", "backups"], &["是文件夹", "最近的一份是", ".backup"]),
    (|_| {}, &["restore", "none.backup"], &["找不到备份文件"]),
    (|data| fs::write(data.join("half.backup"), b"LIANXINB").unwrap(), &["restore", "half.backup"], &["没有恢复", "换一个"]),
    (|data| fs::write(data.join("journal/covered"), [0xff; 9]).unwrap(), &["check"], &["全部一致"]),
    (|data| fs::remove_file(data.join("keys/seal.key")).unwrap(), &["check"], &["seal.key is missing", "check --rebuild"]),
    (
        |data| fs::remove_file(data.join("keys/seal.key")).unwrap(),
        &["backup"],
        &["seal.key", "不见了", "lianxin keys", ".backup"],
    ),
    (|data| fs::remove_file(data.join("keys/seal.key")).unwrap(), &["serve"], &["seal.key", "不见了", "lianxin keys", ".backup"]),
    (|data| fs::write(data.join("keys/sign.key"), b"short").unwrap(), &["serve"], &["sign.key", "长度不对", "lianxin keys"]),
    (|data| fs::remove_file(data.join("keys/seal.key")).unwrap(), &["doctor"], &["密钥文件 seal.key 不见了", "lianxin keys"]),
    (|data| fs::write(data.join("file"), b"").unwrap(), &["backup", "file"], &["没有成功", "最近一份完整的备份是"]),
    (|data| wreck(data), &["check"], &["自动重建", "全部一致"]),
    (
        |data| {
            wreck(data);
            segments(data).iter().for_each(|path| fs::remove_file(path).unwrap());
        },
        &["check"],
        &["不够自动修复", "lianxin restore"],
    ),
];

fn wreck(data: &Path) {
    fs::remove_dir_all(data.join("store")).unwrap();
}

fn segments(data: &Path) -> Vec<std::path::PathBuf> {
    let all = fs::read_dir(data.join("journal")).unwrap().map(|entry| entry.unwrap().path());
    all.filter(|path| path.extension().is_some_and(|e| e == "journal")).collect()
}

#[test]
fn causes_and_next_steps_are_said() {
    let dir = tempfile::tempdir().unwrap();
    let whole = dir.path().join("whole");
    office(&whole);
    for (i, (harm, arguments, expected)) in CASES.iter().enumerate() {
        let data = dir.path().join(i.to_string());
        crate::kit::store::copy_dir(&whole, &data);
        harm(&data);
        let text = said(&lianxin(&data, arguments).output().unwrap());
        for part in *expected {
            assert!(text.contains(part), "{arguments:?} says no {part}: {text}");
        }
    }
}

/// What the data folder has lost, the second folder of backups has: the server left word of where that is.
#[test]
fn the_second_folder_is_looked_into_for_rows_keys_and_files() {
    let dir = tempfile::tempdir().unwrap();
    let [data, early, usb] = ["data", "early", "usb"].map(|name| dir.path().join(name));
    office(&data);
    crate::kit::store::copy_dir(&data, &early);
    let (keeper, _) = Keeper::open(&data, TABLES, &Opening::with_cache(16)).unwrap();
    let (store, blobs) = (keeper.store().unwrap(), Blobs::open(&data.join("blobs"), 1 << 20).unwrap());
    let blob = blobs.put(b"a photo").unwrap();
    let new = NewPrint { paper: String::new(), title: "later".into(), blob, printer: "p".into() };
    store.write_wait(move |tx| prints::enqueue(tx, Actor::System, new, Stamp(1_795_000_000_000))).unwrap();
    drop(store);
    keeper.back_up(&usb, Stamp(1_795_000_060_000), Proof::Read, &|_| {}).unwrap();
    keeper.close();
    let known = Known { backup_folder: usb.display().to_string(), ..Known::default() };
    // A folder of a moment before: without its own later backups nothing in it tells of what is missing.
    for left in [None, Some(&known)] {
        let data = dir.path().join(if left.is_some() { "known" } else { "unknown" });
        crate::kit::store::copy_dir(&early, &data);
        left.into_iter().for_each(|known| checkup::remember(&data, known).unwrap());
        let text = said(&lianxin(&data, &["check"]).output().unwrap());
        assert_eq!(text.contains("自动重建"), left.is_some(), "{text}");
        assert!(text.contains("全部一致"), "the photo came from there as well: {text}");
        let photo = Blobs::open(&data.join("blobs"), 1 << 20).unwrap().get(blob).unwrap();
        assert_eq!(photo.is_some(), left.is_some());
        fs::remove_file(data.join("keys/sign.key")).unwrap();
        fs::remove_dir_all(data.join("backups")).unwrap();
        let text = said(&lianxin(&data, &["backup"]).output().unwrap());
        assert_eq!(text.contains(&format!("lianxin keys {}", usb.display())), left.is_some(), "{text}");
    }
}

#[test]
fn a_port_in_use_is_said_without_the_inside() {
    let dir = tempfile::tempdir().unwrap();
    office(&dir.path().join("data"));
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let text = said(&lianxin(&dir.path().join("data"), &["--listen", &address]).output().unwrap());
    assert!(text.contains("端口可能已被占用") && text.contains("Address already in use"), "{text}");
}

/// `check | head -1`: whoever listens goes away.
#[test]
fn nobody_listening_is_no_fault() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    office(&data);
    for arguments in [&["check"][..], &["doctor"], &["backup"]] {
        let mut running = lianxin(&data, arguments).spawn().unwrap();
        drop(running.stdout.take());
        drop(running.stderr.take());
        let status = running.wait().unwrap();
        assert!(status.code().is_some_and(|code| code < 100), "{arguments:?}: {status}");
    }
}
