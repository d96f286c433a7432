//! The server and the network: whether it runs and answers, and whether the addresses on papers lead here.
use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, UdpSocket},
    time::Duration,
};

use super::{Case, Finding};
use crate::{base::Reason, store::keeper};

/// Under the bound of the whole check.
const WAIT: Duration = Duration::from_millis(1_500);

/// Somewhere outside every office (RFC 5737). Only the way there is asked for; nothing is sent.
const OUTSIDE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// How the server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// The data folder holds an office.
    pub set_up: bool,
    /// Some process has the data folder open.
    pub running: bool,
    /// Something listens on the port.
    pub listening: bool,
    /// What listens answers as a web server.
    pub answers: bool,
}

pub(super) fn look(case: &Case) -> Vec<Finding> {
    let port = case.listen.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(8080_u16);
    let here = case.listen.parse::<SocketAddr>().ok().map(|a| a.ip()).filter(|ip| !ip.is_unspecified());
    let to = SocketAddr::new(here.unwrap_or(IpAddr::from([127, 0, 0, 1])), port);
    let server = if case.inside.is_some() {
        Server { set_up: true, running: true, listening: true, answers: true }
    } else {
        let stream = TcpStream::connect_timeout(&to, WAIT).ok();
        let set_up = case.data.join("store").exists() || case.data.join("journal").exists();
        let (running, listening) = (keeper::is_open(&case.data), stream.is_some());
        Server { set_up, running, listening, answers: stream.is_some_and(|s| answers(s, to)) }
    };
    let mut found = vec![judge(server, port)];
    let host = case.known.as_ref().map_or("", |k| k.public_host.as_str());
    found.push(judge_host(&addresses(), host));
    found
}

/// Where other devices reach this computer: the address it goes out by, or its first where no way leads out of the office.
#[must_use]
pub fn own_address() -> Option<IpAddr> {
    let way_out = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).and_then(|s| s.connect(OUTSIDE).and_then(|()| s.local_addr()));
    way_out.ok().map(|a| a.ip()).or_else(|| addresses().into_iter().find(reachable))
}

fn addresses() -> Vec<IpAddr> {
    if_addrs::get_if_addrs().unwrap_or_default().into_iter().map(|interface| interface.ip()).collect()
}

/// Whether other devices of a network may reach this address.
fn reachable(ip: &IpAddr) -> bool {
    matches!(ip, IpAddr::V4(v4) if !v4.is_loopback() && !v4.is_link_local())
}

fn answers(mut stream: TcpStream, to: SocketAddr) -> bool {
    let timed = stream.set_read_timeout(Some(WAIT)).and_then(|()| stream.set_write_timeout(Some(WAIT)));
    let asked = timed.and_then(|()| write!(stream, "GET / HTTP/1.1\r\nHost: {to}\r\nConnection: close\r\n\r\n"));
    let mut head = [0; 12];
    asked.is_ok() && stream.read_exact(&mut head).is_ok() && head.starts_with(b"HTTP/1.1 ") && !head.ends_with(b"500")
}

/// Whether the server runs and answers at its port.
#[must_use]
pub fn judge(s: Server, port: u16) -> Finding {
    let what = |key| Reason::new(key).arg("port", port);
    match s {
        Server { running: true, answers: true, .. } => Finding::good("server", what("doctor-server-good")),
        Server { running: true, .. } => Finding::bad("server", what("doctor-server-silent"), "doctor-server-silent-do"),
        Server { listening: true, .. } => Finding::bad("server", what("doctor-port-taken"), "doctor-port-taken-do"),
        Server { set_up: false, .. } => Finding::warn("server", what("doctor-server-new"), "doctor-server-off-do"),
        Server { .. } => Finding::bad("server", what("doctor-server-off"), "doctor-server-off-do"),
    }
}

/// Whether this computer has an address of the network, and the one that QR codes name is it. A name instead of numbers is
/// taken as it is.
#[must_use]
pub fn judge_host(own: &[IpAddr], host: &str) -> Finding {
    let Some(lan) = own.iter().find(|ip| reachable(ip)) else {
        return Finding::warn("network", Reason::new("doctor-network-none"), "doctor-network-none-do");
    };
    let named = host.parse::<SocketAddr>().map(|a| a.ip()).or_else(|_| host.parse::<IpAddr>());
    match named {
        Ok(ip) if !own.contains(&ip) || ip.is_loopback() => {
            let what = Reason::new("doctor-host-other").arg("host", host).arg("own", lan);
            Finding::bad("network", what, "doctor-host-other-do")
        }
        _ => Finding::good("network", Reason::new("doctor-network-good").arg("own", lan)),
    }
}
