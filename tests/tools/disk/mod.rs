//! Disks that fail: a recorder is put before the system's calls of another process, which writes.
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

mod cut;
mod failing;
mod powercut;

/// What such a process does instead of running tests.
pub(crate) fn child(dir: &Path) {
    match std::env::args().nth(1).as_deref() {
        Some("powercut") => powercut::child_writes(dir),
        Some("failing") => failing::child_writes(dir),
        other => panic!("no such child: {other:?}"),
    }
}

/// The recorder, built once.
fn recorder() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let build = || {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("pcrec-{}.so", std::process::id()));
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tools/disk/pcrec.c");
        let status = Command::new("cc").args(["-O2", "-shared", "-fPIC", "-o"]).arg(&out).arg(source).arg("-ldl").status();
        assert!(status.unwrap().success(), "cc compiles the recorder");
        out
    };
    BUILT.get_or_init(build).clone()
}

pub(crate) fn trials() -> Vec<libtest_mimic::Trial> {
    [failing::trials(), powercut::trials()].into_iter().flatten().collect()
}
