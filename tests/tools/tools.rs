//! Tests that need a program which may not be installed: what cannot run is ignored and says why, and is never «ok». Under
//! `LIANXIN_REQUIRE_ALL=1` a missing program is a failure.
use std::{
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use libtest_mimic::{Completion, Failed, Trial};

/// axe-core is a file, not a program: see `axe`.
pub(crate) const AXE: &str = "axe-core";
/// Nor is whoever may become somebody else.
pub(crate) const ROOT: &str = "root";

/// The source of axe-core, if it is there: named by `LIANXIN_AXE`, or where npm puts it under `target/axe`.
pub(crate) fn axe() -> Option<PathBuf> {
    let given = std::env::var_os("LIANXIN_AXE").map(PathBuf::from);
    let usual = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("axe/node_modules/axe-core/axe.min.js");
    Some(given.unwrap_or(usual)).filter(|p| p.is_file())
}

fn is_here(tool: &str) -> bool {
    match tool {
        AXE => axe().is_some(),
        ROOT => std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0),
        program => Command::new(program).arg("--version").stdin(Stdio::null()).output().is_ok(),
    }
}

/// What becomes of a test that needs these tools: nothing if all are there.
fn verdict(tools: &[&str], is_here: impl Fn(&str) -> bool, all_required: bool) -> Option<Result<Completion, Failed>> {
    let missing: Vec<_> = tools.iter().copied().filter(|tool| !is_here(tool)).collect();
    if missing.is_empty() {
        return None;
    }
    let reason = format!("not here: {}", missing.join(", "));
    Some(if all_required { Err(reason.into()) } else { Ok(Completion::ignored_with(reason)) })
}

/// A test by the name that the usual harness would give it.
pub(crate) fn trial(module: &str, name: &str, tools: &'static [&'static str], test: fn()) -> Trial {
    let module = module.split_once("::").map_or("", |(_, inner)| inner);
    Trial::ignorable_test(format!("{module}::{name}"), move || {
        let all_required = std::env::var_os("LIANXIN_REQUIRE_ALL").is_some_and(|v| v == "1");
        verdict(tools, is_here, all_required).unwrap_or_else(|| {
            test();
            Ok(Completion::Completed)
        })
    })
}

/// The module's tests and the tools that each needs. One that is not listed is dead code, which the lints find.
macro_rules! trials {
    ($($tools:expr => $($test:ident),+;)+) => {
        pub(crate) fn trials() -> Vec<libtest_mimic::Trial> {
            vec![$($(crate::tools::trial(module_path!(), stringify!($test), &$tools, $test)),+),+]
        }
    };
}
pub(crate) use trials;

/// Runs them as `cargo test` does: filters, `--list`, `--ignored`, `--test-threads` and the closing line are the usual ones.
pub(crate) fn run(all: impl IntoIterator<Item = Vec<Trial>>) -> std::process::ExitCode {
    let mut all: Vec<_> = all.into_iter().flatten().collect();
    all.push(trial("_::tools", "a_missing_tool_is_never_ok", &[], a_missing_tool_is_never_ok));
    libtest_mimic::run(&libtest_mimic::Arguments::from_args(), all).exit_code()
}

fn a_missing_tool_is_never_ok() {
    let only_b = |tool: &str| tool == "b";
    assert!(verdict(&["b"], only_b, false).is_none() && verdict(&[], only_b, true).is_none());
    let Some(Ok(Completion::Ignored { reason })) = verdict(&["a", "b", "c"], only_b, false) else { panic!("ignored") };
    assert_eq!(reason.as_deref(), Some("not here: a, c"));
    assert!(verdict(&["a", "b", "c"], only_b, true).is_some_and(|v| v.is_err()));
}
