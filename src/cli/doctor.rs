//! `lianxin doctor`: the check-up on the command line. Reads files only, so it works while the office is served.
use std::process::ExitCode;

use super::{Stop, open, say};
use crate::{
    checkup::{self, Case, Finding, Known, Level},
    config::Config,
    i18n::Texts,
};

/// Checks and says. Exit codes: 0 all well, 1 something to see to, 2 something does not work.
pub(crate) fn run(config: &Config, json: bool) -> Result<ExitCode, Stop> {
    let t = say::texts()?;
    let case = Case {
        data: config.data.folder.clone(),
        listen: config.server.listen.clone(),
        every_hours: config.backup.every_hours,
        known: Known::read(&config.data.folder),
        inside: None,
        clock: open::clock(&config.data.folder),
    };
    let found = checkup::look(&case);
    let gravest = checkup::gravest(&found);
    if json {
        let lines: Vec<_> = found.iter().map(|f| line(&t, f)).collect();
        tell!("{}", serde_json::json!({ "level": gravest.key(), "findings": lines }));
    } else {
        tell!("{}\n", t.get("doctor-title"));
        for f in &found {
            let check = t.get(&format!("doctor-check-{}", f.check));
            tell!("{} {}", f.level.sign(), t.with("doctor-line", &[("check", &check), ("what", &t.reason(&f.what))]));
            if let Some(todo) = f.todo {
                tell!("    → {}", t.get(todo));
            }
        }
        tell!("\n{}", t.get(&format!("doctor-all-{}", gravest.key())));
    }
    Ok(match gravest {
        Level::Good => ExitCode::SUCCESS,
        Level::Warn => ExitCode::from(1),
        Level::Bad => ExitCode::from(2),
    })
}

fn line(t: &Texts, f: &Finding) -> serde_json::Value {
    let todo = f.todo.map(|key| t.get(key));
    serde_json::json!({ "check": f.check, "level": f.level.key(), "what": t.reason(&f.what), "todo": todo })
}
