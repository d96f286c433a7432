//! Waiting for a server when the computer starts: the terminal's first picture is not an error page.
use std::{
    io::{Read, Write},
    net::{TcpStream, ToSocketAddrs},
    process::ExitCode,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(60);
const STEP: Duration = Duration::from_millis(300);

/// Waits up to a minute until something answers HTTP at an address. Exit code 1 when nothing did.
pub(crate) fn run(url: &str) -> ExitCode {
    let Some((scheme, host)) = url.split_once("://") else { return ExitCode::from(2) };
    let host = host.split('/').next().unwrap_or_default();
    let port = if scheme == "https" { 443 } else { 80 };
    let named = host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
    let address = if named { host.to_owned() } else { format!("{host}:{port}") };
    let begun = Instant::now();
    while begun.elapsed() < PATIENCE {
        if answers(&address, host, scheme == "https") {
            return ExitCode::SUCCESS;
        }
        std::thread::sleep(STEP);
    }
    ExitCode::FAILURE
}

/// Whether an HTTP server answers; over TLS a connection is enough.
fn answers(address: &str, host: &str, tls: bool) -> bool {
    let limit = Duration::from_secs(2);
    let Some(to) = address.to_socket_addrs().ok().and_then(|mut all| all.next()) else { return false };
    let Ok(mut stream) = TcpStream::connect_timeout(&to, limit) else { return false };
    let timed = stream.set_read_timeout(Some(limit)).and_then(|()| stream.set_write_timeout(Some(limit)));
    let mut head = [0; 5];
    let asked = || write!(&stream, "HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    timed.is_ok() && (tls || asked().is_ok() && stream.read_exact(&mut head).is_ok() && head == *b"HTTP/")
}
