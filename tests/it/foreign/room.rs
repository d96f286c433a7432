//! The mail room with the real program: what it reads, what its processes may do, and how they end.
use std::{
    fs::{self, File},
    net::TcpStream,
    os::unix::process::ExitStatusExt,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use lianxin::{
    base::Failure,
    mailroom::{BOOK, Bounds, CALENDAR, Mailroom, PHOTO, SHEETS, TEMPLATE},
    sheets,
};

use super::{
    alone::{End, alone, say, told},
    bombs,
    formats::Format,
};
use crate::kit::app::TestApp;

const PATIENCE: Duration = Duration::from_secs(60);

fn room() -> Mailroom {
    Mailroom::of(env!("CARGO_BIN_EXE_lianxin"))
}

fn seed(format: &str) -> Vec<u8> {
    (Format::of(format).seeds)().remove(0)
}

#[test]
fn what_is_read_in_the_room_is_what_is_read() {
    let room = room();
    let roster = seed("xlsx");
    assert_eq!(room.open(&SHEETS, "a.xlsx", &(), &roster).unwrap(), sheets::read(&roster).unwrap());
    assert_eq!(room.open(&BOOK, "a.xlsx", &(), &roster).unwrap(), sheets::book::look(&roster).unwrap());
    assert!(room.open(&TEMPLATE, "a.toml", &(), &seed("toml")).unwrap().is_ok());
    assert!(room.open(&CALENDAR, "a.json", &(), &seed("calendar")).unwrap().is_ok());
    assert_eq!(room.open(&PHOTO, "a.jpg", &(), &seed("jpeg")).unwrap().size, (90, 60));
    // A refusal comes over with everything that it says.
    assert_eq!(room.open(&SHEETS, "a.csv", &(), b" "), Err(Failure::refused("roster-empty")));
    let Err(Failure::Refused(why)) = room.open(&SHEETS, "a.csv", &(), "行\n".repeat(70_000).as_bytes()) else { panic!() };
    assert_eq!((why.key, why.args), ("roster-too-long", vec![("most", "65000".to_owned())]));
}

#[test]
fn every_bomb_is_known_for_what_it_is() {
    let known = ["a count of texts", "many sheets of one part", "more sheets than can be", "nothing, packed well"];
    for (what, file) in bombs::all() {
        // None of them needs to end its process: each is refused by its own sentence, early.
        let begun = Instant::now();
        let Err(Failure::Refused(why)) =
            sheets::read(&file).map(|s| assert!(!known.contains(&what), "{what}: {} sheets", s.len()))
        else {
            continue;
        };
        assert!(why.key.starts_with("roster-"), "{what}: {}", why.key);
        assert!(begun.elapsed() < Duration::from_secs(20), "{what}: {:?}", begun.elapsed());
    }
}

#[test]
#[ignore = "a process under the bounds; the test below starts it"]
fn inside() {
    match told().as_deref() {
        Some("confined") => {
            Bounds { mib: 300, seconds: 60 }.confine().unwrap();
            assert!(File::open("/etc/passwd").is_err() && File::create("/tmp/lianxin-foreign").is_err(), "no file");
            assert!(TcpStream::connect("127.0.0.1:9").is_err_and(|e| e.raw_os_error() == Some(24)), "no connection");
            assert!(Command::new("/bin/true").stdin(Stdio::piped()).spawn().is_err(), "no program to talk to");
            assert!(Vec::<u8>::new().try_reserve_exact(400 << 20).is_err(), "no more memory");
            assert!(Vec::<u8>::new().try_reserve_exact(100 << 20).is_ok());
            say("held");
        }
        Some("spin") => {
            Bounds { mib: 300, seconds: 1 }.confine().unwrap();
            let mut n = 0u64;
            while std::hint::black_box(n) < u64::MAX {
                n += 1;
            }
        }
        Some("die") => {
            let child = Command::new(env!("CARGO_BIN_EXE_lianxin"))
                .args(["mailroom", "sheets", &std::process::id().to_string()])
                .stdin(Stdio::piped())
                .spawn()
                .unwrap();
            // It bounds itself first, and then waits for its file.
            let begun = Instant::now();
            let limits = format!("/proc/{}/limits", child.id());
            let bound =
                || fs::read_to_string(&limits).unwrap().lines().any(|l| l.starts_with("Max open files") && l.contains(" 3 "));
            while !bound() && begun.elapsed() < PATIENCE {
                thread::sleep(Duration::from_millis(5));
            }
            say(&child.id().to_string());
            std::process::abort();
        }
        Some("open") => {
            let all = || fs::read_dir("/proc/self/fdinfo").unwrap().map(|e| e.unwrap().file_name()).collect::<Vec<_>>();
            let before = all();
            let app = TestApp::new();
            assert_eq!(app.visitor().get("/").status(), 200);
            let mut seen = 0;
            for fd in all().into_iter().filter(|fd| !before.contains(fd)) {
                let Ok(info) = fs::read_to_string(Path::new("/proc/self/fdinfo").join(fd)) else { continue };
                let flags = info.lines().find_map(|l| l.strip_prefix("flags:")).unwrap().trim();
                assert!(
                    u32::from_str_radix(flags, 8).unwrap() & 0o2_000_000 != 0,
                    "handed on to programs that are started: {info}"
                );
                seen += 1;
            }
            say(&format!("{}", seen > 3));
        }
        _ => {}
    }
}

fn run(what: &str) -> (End, String) {
    let mut last = String::new();
    let end = alone("foreign::room::inside", what, PATIENCE, |line| line.clone_into(&mut last));
    (end, last)
}

#[test]
fn a_process_under_the_bounds_opens_nothing_and_has_little_memory() {
    let (end, said) = run("confined");
    assert!(matches!(end, End::Ended(s) if s.success()) && said == "held");
}

#[test]
fn a_process_that_takes_too_long_is_ended_by_the_system() {
    let (end, _) = run("spin");
    assert!(matches!(end, End::Ended(s) if s.signal().is_some()));
}

#[test]
fn a_process_ends_with_the_office() {
    let (_, child) = run("die");
    let status = format!("/proc/{}/status", child.parse::<u32>().unwrap());
    let begun = Instant::now();
    while fs::read_to_string(&status).is_ok_and(|s| s.contains("lianxin") && !s.contains("Z (zombie)")) {
        assert!(begun.elapsed() < Duration::from_secs(10), "it lives on alone");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn nothing_that_the_office_has_open_is_handed_on() {
    let (end, said) = run("open");
    assert!(matches!(end, End::Ended(s) if s.success()) && said == "true", "{said}");
}
