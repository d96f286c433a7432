//! Commands that root runs in the folder of another account's: the service can still open everything afterwards.
use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown, symlink},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Output},
};

use lianxin::{
    base::Stamp,
    domain::TABLES,
    store::{
        Keeper,
        keeper::{self, Opening, Proof},
    },
};

use crate::tools::ROOT;

/// `nobody`, as the service's account.
const THEM: u32 = 65_534;

fn all(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.symlink_metadata().unwrap().is_dir() { found.extend(all(&path)) } else { found.push(path) }
    }
    found
}

fn give(folder: &Path) {
    all(folder).iter().for_each(|path| std::os::unix::fs::lchown(path, Some(THEM), Some(THEM)).unwrap());
}

fn not_theirs(folder: &Path) -> Vec<PathBuf> {
    all(folder).into_iter().filter(|path| path.symlink_metadata().unwrap().uid() != THEM).collect()
}

struct Machine {
    _dir: tempfile::TempDir,
    program: PathBuf,
    data: PathBuf,
    usb: PathBuf,
    home: PathBuf,
}

/// An office whose folder, and whose second folder, are the service's; the program where everybody may run it.
fn machine() -> Machine {
    let dir = tempfile::tempdir().unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let [program, data, usb, home] = ["lianxin", "data", "usb", "home"].map(|name| dir.path().join(name));
    fs::copy(env!("CARGO_BIN_EXE_lianxin"), &program).unwrap();
    fs::create_dir(&usb).unwrap();
    fs::create_dir(&home).unwrap();
    let (keeper, _) = Keeper::open(&data, TABLES, &Opening::with_cache(16)).unwrap();
    keeper.upgrade(&|_, _, _| {}).unwrap();
    keeper.keys().unwrap();
    crate::kit::app::furnish(&keeper.store().unwrap(), Stamp(1_795_000_000_000));
    keeper.back_up(&keeper::own_folder(&data), Stamp(1_795_000_000_000), Proof::Read, &|_| {}).unwrap();
    keeper.close();
    give(&data);
    chown(&usb, Some(THEM), Some(THEM)).unwrap();
    Machine { _dir: dir, program, data, usb, home }
}

impl Machine {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.arg("--data").arg(&self.data).args(arguments).current_dir(&self.home);
        command
    }
    fn as_root(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }
    fn as_service(&self, arguments: &[&str]) -> Output {
        self.command(arguments).current_dir(&self.data).uid(THEM).gid(THEM).output().unwrap()
    }
}

fn what_root_makes_is_the_folders_owners() {
    let m = machine();
    let newest = || keeper::list(&keeper::own_folder(&m.data)).pop().unwrap().display().to_string();
    let usb = m.usb.display().to_string();
    let commands: Vec<Vec<String>> = vec![
        vec!["check".into()],
        vec!["check".into(), "--rebuild".into()],
        vec!["backup".into()],
        vec!["backup".into(), usb],
        vec!["restore".into(), newest()],
        vec!["restore".into(), "/no/such.backup".into()],
        vec!["keys".into(), newest()],
        vec!["export".into(), m.home.join("all.jsonl").display().to_string()],
        vec!["cards".into(), "--out".into(), m.home.join("cards.pdf").display().to_string()],
        vec!["doctor".into()],
    ];
    for arguments in &commands {
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let out = m.as_root(&arguments);
        let failed = ["/no/such.backup", "cards", "doctor"].iter().any(|word| arguments.contains(word));
        assert!(out.status.success() || failed, "{arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
        for folder in [&m.data, &m.usb] {
            assert_eq!(not_theirs(folder), Vec::<PathBuf>::new(), "{arguments:?}");
        }
        let out = m.as_service(&["check"]);
        assert!(out.status.success(), "after {arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
    }
    assert!(!keeper::list(&m.usb).is_empty());
    // What was asked for elsewhere is whose it was asked by.
    assert_eq!(fs::metadata(m.home.join("all.jsonl")).unwrap().uid(), 0);
}

/// What an earlier command left behind that was cut off is mended by the next; the service says how, until then.
fn what_was_left_behind_is_handed_over_by_the_next_command() {
    let m = machine();
    chown(m.data.join("journal"), Some(0), Some(0)).unwrap();
    fs::set_permissions(m.data.join("journal"), fs::Permissions::from_mode(0o700)).unwrap();
    let out = m.as_service(&["check"]);
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(!out.status.success() && said.contains("chown -R --reference="), "{said}");
    assert!(m.as_root(&["check"]).status.success());
    assert!(m.as_service(&["check"]).status.success());
}

/// The owner of the folder is not given what lies elsewhere, by whatever name it lies in the folder.
fn links_lead_nowhere() {
    let m = machine();
    let secret = m.home.join("secret");
    fs::create_dir(m.home.join("inner")).unwrap();
    fs::write(&secret, "root's").unwrap();
    symlink(&secret, m.data.join("soft")).unwrap();
    symlink(m.home.join("inner"), m.data.join("folder")).unwrap();
    fs::hard_link(&secret, m.data.join("hard")).unwrap();
    assert!(m.as_root(&["check"]).status.success());
    assert_eq!(fs::metadata(&secret).unwrap().uid(), 0);
    assert_eq!(fs::metadata(m.home.join("inner")).unwrap().uid(), 0);
}

crate::tools::trials! {
    [ROOT] =>
        what_root_makes_is_the_folders_owners,
        what_was_left_behind_is_handed_over_by_the_next_command,
        links_lead_nowhere;
}
