//! Ten thousand spoilt files of each format, read as the mail room reads them, in a process under the task's own bounds. A file
//! may be read or refused; one that kills the process, outlasts its time or breaks something inside goes to `target/foreign`.
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use lianxin::mailroom::Bounds;
use rustix::process::{Resource, Rlimit, setrlimit};

use super::{
    alone::{End, alone, say, told},
    formats::Format,
};

/// Spoilt files of a format.
const CASES: u64 = 10_000;
/// Seconds that one may take here, where other tests run beside it.
const PATIENCE: Duration = Duration::from_secs(60);
/// The first byte of an answer: see `mailroom::wire`.
const READ: u8 = 0;
const BROKEN: u8 = 2;
const PANICKED: u8 = 3;

#[test]
#[ignore = "the process in which the files are read; the others start it"]
fn inside() {
    let Some(format) = told().map(|name| Format::of(&name)) else { return };
    let (seeds, bounds) = ((format.seeds)(), format.bounds());
    for seed in &seeds {
        assert_eq!(format.read(seed).first(), Some(&READ), "a sound file is read");
    }
    if format.name == "backup" {
        let most = Some(bounds.mib << 20);
        setrlimit(Resource::Data, Rlimit { current: most, maximum: most }).unwrap();
    } else {
        Bounds { seconds: 1_800, ..bounds }.confine().unwrap();
    }
    let mut slowest = (Duration::ZERO, 0);
    let (mut read, mut refused, mut fallen) = (0, 0, 0);
    for n in 0..CASES {
        say(&format!("case {n}"));
        let (file, begun) = (format.case(n, &seeds), Instant::now());
        let answer = format.read(&file);
        match answer.first() {
            Some(&READ) => read += 1,
            // A library may panic: the room makes a sentence of it. The house's own code may not.
            Some(&PANICKED) => {
                let at = String::from_utf8_lossy(&answer[2..]);
                held(!at.starts_with("src/"), || format!("a panic at {at}"));
                fallen += 1;
            }
            Some(&BROKEN) | None => held(false, || format!("broken: {}", String::from_utf8_lossy(&answer))),
            Some(_) => refused += 1,
        }
        slowest = slowest.max((begun.elapsed(), n));
        held(begun.elapsed() < Duration::from_secs(bounds.seconds), || format!("{:?}", begun.elapsed()));
    }
    say(&format!("done: {read} read, {refused} refused, {fallen} fell, the slowest {slowest:?}"));
}

/// Says what is wrong and ends the process: a panic is not told here, for the room keeps what it says to itself.
fn held(fine: bool, why: impl FnOnce() -> String) {
    if !fine {
        say(&format!("fault: {}", why()));
        std::process::exit(1);
    }
}

fn hold(name: &str) {
    let (mut last, mut fault, mut done) = (String::new(), String::new(), None);
    let begun = Instant::now();
    let end = alone("foreign::fuzz::inside", name, PATIENCE, |line| match line.split_once(": ") {
        Some(("done", found)) => done = Some(found.to_owned()),
        Some(("fault", found)) => found.clone_into(&mut fault),
        _ => line.clone_into(&mut last),
    });
    if let (End::Ended(status), Some(found)) = (&end, &done)
        && status.success()
    {
        println!("{name}: {found}, {:?}", begun.elapsed());
        return;
    }
    let how = match end {
        End::Ended(status) => status.to_string(),
        End::Silent => "no word for a minute".into(),
    };
    let format = Format::of(name);
    let file = last.strip_prefix("case ").and_then(|n| n.parse().ok()).map(|n: u64| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/foreign");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}-{n}"));
        fs::write(&file, format.case(n, &(format.seeds)())).unwrap();
        file
    });
    panic!("{name}, {last}: {fault} {how}; the file is {file:?}");
}

macro_rules! tests {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            hold(stringify!($name));
        }
    )*};
}

tests! { xlsx book csv toml geojson calendar jpeg png backup }
