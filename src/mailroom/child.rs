//! The process that reads one foreign file: started, fed, heard to its end, and ended if it takes too long.
use std::{
    io::{self, ErrorKind, Read, Write},
    os::{
        fd::AsFd,
        unix::process::{CommandExt, ExitStatusExt},
    },
    panic,
    path::Path,
    process::{Child, ChildStdin, Command, ExitCode, ExitStatus, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::ioctl_fionbio,
    process::Signal,
};

use super::{
    bounds::{Bounds, end_with},
    tasks::{AnyTask, TASKS},
    wire::{Answer, told},
};
use crate::base::Failure;

/// The most bytes of an answer.
const ANSWER_MOST: usize = 128 << 20;
/// How much is read and written at once.
const STEP: usize = 64 << 10;

/// How it ended.
pub(super) enum Ended {
    /// It said something to the end.
    Said(Vec<u8>),
    /// It died or was ended, and why.
    Died(&'static str),
}

/// Starts a process for one task, feeds it, and hears it.
///
/// # Errors
/// When no process can be started or spoken to.
pub(super) fn read(program: &Path, task: &str, bounds: &Bounds, input: [&[u8]; 2]) -> Result<Ended, Failure> {
    let until = Instant::now() + bounds.patience();
    // The process bounds itself before it reads: what a program does between fork and exec cannot be proved safe.
    let mut child = Command::new(program)
        .arg0("lianxin")
        .args(["mailroom", task, &std::process::id().to_string()])
        .env_clear()
        // What the allocator sets aside counts as used only when it is: or the bounds would bound nothing.
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Failure::broken)?;
    let heard = converse(&mut child, input, until);
    let ended = wait(&mut child, heard.is_ok()).map_err(Failure::broken)?;
    Ok(match heard {
        Ok(bytes) if ended.success() => Ended::Said(bytes),
        Ok(_) => Ended::Died(cause(ended)),
        Err(e) if e.kind() == ErrorKind::TimedOut => Ended::Died("it took too long"),
        Err(e) if e.kind() == ErrorKind::FileTooLarge => Ended::Died("it said too much"),
        Err(e) => return Err(Failure::broken(e)),
    })
}

/// The process reads everything before it says anything: so it is fed first and heard afterwards.
fn converse(child: &mut Child, input: [&[u8]; 2], until: Instant) -> io::Result<Vec<u8>> {
    if let Some(pipe) = child.stdin.take() {
        for part in input {
            feed(&pipe, part, until)?;
        }
    }
    let mut pipe = child.stdout.take().ok_or(ErrorKind::BrokenPipe)?;
    let (mut heard, mut step) = (Vec::new(), vec![0; STEP]);
    loop {
        ready(&pipe, PollFlags::IN, until)?;
        match pipe.read(&mut step) {
            Ok(0) => return Ok(heard),
            Ok(n) if heard.len() + n > ANSWER_MOST => return Err(ErrorKind::FileTooLarge.into()),
            Ok(n) => heard.extend_from_slice(step.get(..n).unwrap_or_default()),
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

fn feed(mut pipe: &ChildStdin, mut part: &[u8], until: Instant) -> io::Result<()> {
    ioctl_fionbio(pipe, true)?;
    while !part.is_empty() {
        ready(pipe, PollFlags::OUT, until)?;
        match pipe.write(part) {
            Ok(n) => part = part.get(n..).unwrap_or_default(),
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            // It is dead: how it ended says why.
            Err(e) if e.kind() == ErrorKind::BrokenPipe => return Ok(()),
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Waits until a pipe can be read or written.
fn ready(pipe: &impl AsFd, what: PollFlags, until: Instant) -> io::Result<()> {
    let left = until.checked_duration_since(Instant::now()).ok_or(ErrorKind::TimedOut)?;
    let left = Timespec::try_from(left).map_err(io::Error::other)?;
    match poll(&mut [PollFd::new(pipe, what)], Some(&left)) {
        Ok(0) => Err(ErrorKind::TimedOut.into()),
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
        Err(e) => Err(e.into()),
    }
}

/// Waits for its end. Who has said everything ends at once; anybody else is ended.
fn wait(child: &mut Child, said: bool) -> io::Result<ExitStatus> {
    let until = Instant::now() + Duration::from_secs(1);
    while said && Instant::now() < until {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        thread::sleep(Duration::from_micros(200));
    }
    child.kill()?;
    child.wait()
}

fn cause(ended: ExitStatus) -> &'static str {
    let signal = ended.signal().map(|s| (s, s == Signal::XCPU.as_raw() || s == Signal::KILL.as_raw()));
    match signal {
        Some((_, true)) => "it used up its time",
        Some((s, _)) if s == Signal::ABORT.as_raw() => "it wanted too much memory",
        Some(_) => "it fell",
        None => "it could not begin",
    }
}

/// What a task says to everything that came in, also where its reader panics.
pub fn work(task: &dyn AnyTask, all: &[u8]) -> Vec<u8> {
    // Where a panic happened is all that is told of it: what it says may hold a part of the file.
    static AT: Mutex<String> = Mutex::new(String::new());
    let at = || AT.lock().unwrap_or_else(PoisonError::into_inner);
    panic::set_hook(Box::new(move |panic| *at() = panic.location().map(ToString::to_string).unwrap_or_default()));
    let done = panic::catch_unwind(|| task.work(all));
    done.unwrap_or_else(|_| told(&Answer::<()>::Panicked(at().clone())))
}

/// The process's own side: bounds itself, reads everything, says one thing. The exit code is 0 when it said something.
pub fn run(task: &str, parent: u32) -> ExitCode {
    let Some(task) = TASKS.iter().find(|t| t.name() == task) else { return ExitCode::from(2) };
    if end_with(parent).and_then(|()| task.bounds().confine()).is_err() {
        return ExitCode::from(3);
    }
    let mut all = Vec::new();
    if io::stdin().lock().read_to_end(&mut all).is_err() {
        return ExitCode::from(4);
    }
    let answer = work(*task, &all);
    let mut out = io::stdout().lock();
    match out.write_all(&answer).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(4),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    /// What becomes of a program that is no mail room.
    fn ended(script: &str, input: &[u8]) -> Ended {
        let dir = tempfile::tempdir().unwrap();
        let program = dir.path().join("program");
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let begun = Instant::now();
        let ended = read(&program, "sheets", &Bounds { mib: 1, seconds: 1 }, [b"", input]).unwrap();
        assert!(begun.elapsed() < Duration::from_secs(8), "{script}: {:?}", begun.elapsed());
        ended
    }

    #[test]
    fn however_it_ends_the_office_goes_on() {
        let large = vec![7; 3 << 20];
        for (script, input, why) in [
            ("exec sleep 60", &large[..], "it took too long"),
            ("cat > /dev/null; exec sleep 60", &large, "it took too long"),
            ("kill -ABRT $$", b"", "it wanted too much memory"),
            ("kill -XCPU $$", b"", "it used up its time"),
            ("kill -SEGV $$", &large, "it fell"),
            ("exit 3", b"", "it could not begin"),
            ("cat > /dev/null; exec cat /dev/zero", b"", "it said too much"),
        ] {
            let Ended::Died(said) = ended(script, input) else { panic!("{script}") };
            assert_eq!(said, why, "{script}");
        }
        let Ended::Said(all) = ended("exec cat", &large[..60_000]) else { panic!() };
        assert_eq!(all.len(), 60_000);
    }

    #[test]
    fn it_gets_its_task_and_nothing_else() {
        let Ended::Said(told) =
            ended("cat > /dev/null; echo $1 $2 $(pwd) $(env | grep -cv -e ^PWD= -e ^SHLVL= -e ^_= -e ^MIMALLOC)", b"")
        else {
            panic!()
        };
        assert_eq!(String::from_utf8(told).unwrap(), "mailroom sheets / 0\n");
    }
}
