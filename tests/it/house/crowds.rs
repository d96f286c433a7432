//! Strangers on the network: names that are not ours, bodies that do not come, proxies, connections. No account, no terminal.
use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use lianxin::{config::Config, domain::office::who::Role, server};
use reqwest::StatusCode;

use crate::{
    kit::app::{PASSWORD, TestApp},
    sources::sources,
};

/// As long as a body that does not come may hold a place, and a bit for a busy machine.
const HELD_MOST: Duration = Duration::from_secs(15);

/// An address of the house with a number for each part that varies.
fn filled(path: &str) -> String {
    path.split('{').map(|part| part.split_once('}').map_or(part.into(), |(_, rest)| format!("1{rest}"))).collect()
}

/// Sends these bytes on a connection of its own, and gives what is answered until the other side ends it.
fn answer(app: &TestApp, request: &str) -> (String, Duration) {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(app.base.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(HELD_MOST * 2)).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut said = Vec::new();
    stream.read_to_end(&mut said).ok();
    (String::from_utf8_lossy(&said).into_owned(), begun.elapsed())
}

#[test]
fn a_body_that_does_not_come_holds_no_place() {
    let app = TestApp::new();
    let paths: Vec<_> = server::routes().iter().filter(|r| r.method == "POST").map(|r| filled(r.path)).collect();
    let mut faults = Vec::new();
    // Fewer at once than one address may have, and few enough for the descriptors of the tests beside this one.
    for part in paths.chunks(80) {
        thread::scope(|scope| {
            let asked = part.iter().map(|path| {
                let half = format!(
                    "POST {path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\n\
                     content-length: 5000\r\n\r\ncsrf=half"
                );
                let app = &app;
                (path, scope.spawn(move || answer(app, &half)))
            });
            for (path, asked) in asked.collect::<Vec<_>>() {
                let (said, held) = asked.join().unwrap();
                if held > HELD_MOST {
                    faults.push(format!("POST {path} was held for {held:?}: {}", said.lines().next().unwrap_or_default()));
                }
            }
        });
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let (said, _) = answer(&app, "POST /start HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 5000\r\n\r\ncsrf=half");
    assert!(said.starts_with("HTTP/1.1 408") && said.contains("网络太慢"), "and the sentence says why: {said}");
}

#[test]
fn a_name_that_is_not_ours_reads_nothing() {
    let app = TestApp::new();
    for route in server::routes().iter().filter(|r| r.method == "GET") {
        let path = filled(route.path);
        let ask = |host: &str| answer(&app, &format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n")).0;
        let said = ask("rebound.attacker.example");
        // What refuses a program names no other status.
        let status = if path.starts_with("/open311/") { "HTTP/1.1 400" } else { "HTTP/1.1 421" };
        assert!(said.starts_with(status), "GET {path}: {}", said.lines().next().unwrap_or_default());
    }
    for ours in ["127.0.0.1", "192.168.1.20:8080", "localhost"] {
        let said = answer(&app, &format!("GET /home HTTP/1.1\r\nhost: {ours}\r\nconnection: close\r\n\r\n")).0;
        assert!(said.starts_with("HTTP/1.1 200"), "{ours}: {said}");
    }
}

/// An office behind a proxy that brings HTTPS, on this computer.
fn behind_a_proxy() -> TestApp {
    let mut config = Config::default();
    config.server.names = vec!["shequ.example.cn".into()];
    config.server.proxies = vec!["127.0.0.1".parse().unwrap()];
    TestApp::with(config)
}

#[test]
fn behind_a_proxy_everybody_has_an_address_and_cookies_are_sealed() {
    let app = behind_a_proxy();
    let get = |by: &str| {
        let head = "GET /office/sign-in HTTP/1.1\r\nhost: shequ.example.cn\r\nconnection: close\r\n";
        answer(&app, &format!("{head}{by}\r\n")).0
    };
    let cookies = |said: &str| -> Vec<String> {
        said.lines().filter(|l| l.to_ascii_lowercase().starts_with("set-cookie:")).map(str::to_owned).collect()
    };
    let sealed = cookies(&get("x-forwarded-proto: https\r\n"));
    assert!(!sealed.is_empty() && sealed.iter().all(|c| c.contains("; Secure")), "{sealed:?}");
    let plain = cookies(&get(""));
    assert!(!plain.is_empty() && plain.iter().all(|c| !c.contains("Secure")), "{plain:?}");

    // One address behind the proxy is over its limit, another is not.
    let v = app.visitor();
    let token = v.csrf();
    let wrong = |from: &str| {
        let body =
            form_urlencoded::Serializer::new(String::new()).extend_pairs([("csrf", token.as_str()), ("login", "")]).finish();
        let ask = v.client.post(format!("{}/office/sign-in", v.base)).header("x-forwarded-for", from);
        ask.header("content-type", "application/x-www-form-urlencoded").body(body).send().unwrap().status()
    };
    let mut last = StatusCode::OK;
    for n in 0..61 {
        // What a client says itself stands before what the proxy saw.
        last = wrong(&format!("9.9.9.{n}, 10.1.1.1"));
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(wrong("10.1.1.2"), StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn one_address_holds_so_many_connections_and_the_office_goes_on() {
    let app = TestApp::new();
    let to = app.base.trim_start_matches("http://").to_owned();
    let idle: Vec<_> = (0..240).map(|_| TcpStream::connect(&to).unwrap()).collect();
    // Another computer, the clerk's: it signs in while the idle ones are still there.
    let clerk = app.visitor_from([127, 0, 0, 2]);
    let answer = clerk.post("/office/sign-in", &[("login", Role::Clerk.key()), ("password", PASSWORD)]);
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let ended = idle.iter().filter(|stream| is_ended(stream)).count();
    assert!((40..=45).contains(&ended), "{ended} of 240 were ended at once");
}

/// Whether the other side has ended it: reading gives its end at once instead of waiting.
fn is_ended(mut stream: &TcpStream) -> bool {
    stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    match stream.read(&mut [0; 1]) {
        Ok(0) => true,
        Err(e) => !matches!(e.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut),
        Ok(_) => false,
    }
}

/// Slow work goes through its places: nothing else hands work to threads beside the request's.
#[test]
fn nothing_slow_goes_around_the_places() {
    let beside: Vec<_> = sources("src")
        .into_iter()
        .filter(|(path, text)| text.contains("web::block(") && path != "faces/web/slow.rs")
        .map(|(path, _)| path)
        .collect();
    // The board written on by hand has turns of its own, shorter ones.
    assert_eq!(beside, ["faces/kiosk/writing/mod.rs"]);
    let hashed: Vec<_> = sources("src/faces")
        .into_iter()
        .flat_map(|(path, text)| {
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let at = (0..lines.len()).filter(|n| lines[*n].contains("password::hash(") || lines[*n].contains("password::fits"));
            let bare = at.filter(|n| !lines[n.saturating_sub(3)..=*n].iter().any(|l| l.contains("hashing(")));
            bare.map(|n| format!("{path}:{}", n + 1)).collect::<Vec<_>>()
        })
        .collect();
    assert!(hashed.is_empty(), "a password is hashed on a request's thread: {hashed:?}");
}
