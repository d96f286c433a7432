//! The units and users that `install` writes, as systemd's own programs see them.
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use lianxin::install::{self, Ask, DATA, Root, Screen};

fn systemd_finds_no_fault_with_the_units() {
    for screen in [Screen::Cage, Screen::Labwc] {
        let root = tempfile::tempdir().unwrap();
        let ask = Ask {
            data: DATA.into(),
            kiosk: Some(screen),
            url: "http://127.0.0.1:8080/".into(),
            program: b"#!/bin/true\n".to_vec(),
        };
        let plan = install::plan(&ask).unwrap();
        install::install(&Root::new(root.path()).unwrap(), &plan, false, &mut |_| ()).unwrap();
        // What the units start and wait for, as a real system has it.
        for program in ["usr/bin/cage", "usr/bin/labwc", "usr/bin/chromium", "bin/sleep"] {
            let file = root.path().join(program);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, "#!/bin/true\n").unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        }
        copy_units(&root.path().join("usr/lib/systemd/system"));
        let units = ["lianxin.service", "lianxin-backup.service", "lianxin-backup.timer", "lianxin-kiosk.service"];
        let mut verify = Command::new("systemd-analyze");
        verify.args(["verify", "--man=no", "--recursive-errors=one"]).arg(format!("--root={}", root.path().display()));
        let out = verify.args(units).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        let ours: Vec<&str> = said.lines().filter(|l| l.contains("lianxin")).collect();
        assert!(out.status.success() && ours.is_empty(), "{screen:?}: {said}");
        // Users come about in the scratch root, in files of its own.
        fs::create_dir_all(root.path().join("etc")).unwrap();
        let mut users = Command::new("systemd-sysusers");
        let out = users.arg(format!("--root={}", root.path().display())).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        let passwd = fs::read_to_string(root.path().join("etc/passwd")).unwrap();
        let named = |name: &str, home: &str| passwd.lines().any(|l| l.starts_with(&format!("{name}:")) && l.contains(home));
        assert!(named("lianxin", DATA) && named("lianxin-kiosk", "/var/lib/lianxin-kiosk"), "{passwd}");
    }
}

/// The system's own units, so that targets which ours name are found.
fn copy_units(to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir("/usr/lib/systemd/system").unwrap().map(Result::unwrap) {
        if entry.metadata().unwrap().is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

crate::tools::trials! {
    ["systemd-analyze", "systemd-sysusers"] => systemd_finds_no_fault_with_the_units;
}
