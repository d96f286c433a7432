//! A test in a process of its own: it may bound itself, die, or be measured, and the others never know.
use std::{
    env,
    io::{BufRead, BufReader},
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// What the process is told.
const TOLD: &str = "LIANXIN_TEST_ALONE";
/// Before each line that it says.
const MARK: &str = "@@";

/// How a process ended.
pub(super) enum End {
    Ended(ExitStatus),
    /// It said nothing for too long, and was ended.
    Silent,
}

/// What this process was told, if it is one of these.
#[allow(clippy::disallowed_methods, reason = "the harness takes no arguments of ours")]
pub(super) fn told() -> Option<String> {
    env::var(TOLD).ok()
}

/// Says a line to who started this process.
pub(super) fn say(line: &str) {
    println!("\n{MARK}{line}");
}

/// Runs an ignored test alone, hears its lines, and ends it when it is silent for too long.
pub(super) fn alone(test: &str, said: &str, patience: Duration, mut hear: impl FnMut(&str)) -> End {
    let mut child = Command::new(env::current_exe().unwrap())
        .args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"])
        .env(TOLD, said)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (send, lines) = mpsc::channel();
    thread::spawn(move || out.lines().map_while(Result::ok).all(|line| send.send(line).is_ok()));
    loop {
        match lines.recv_timeout(patience) {
            Ok(line) => line.strip_prefix(MARK).into_iter().for_each(&mut hear),
            Err(mpsc::RecvTimeoutError::Disconnected) => return End::Ended(child.wait().unwrap()),
            Err(mpsc::RecvTimeoutError::Timeout) => {
                child.kill().unwrap();
                child.wait().unwrap();
                return End::Silent;
            }
        }
    }
}
