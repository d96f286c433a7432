use std::{
    any::Any,
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use actix_web::{dev::Extensions, rt::net::TcpStream};

/// The most connections of one address. A browser opens six; a whole office behind one router stays below it.
const OF_ONE: usize = 200;

/// The open connections, by address: one computer cannot take the descriptors that the journal and everybody else need.
#[derive(Clone, Default)]
pub struct Connections {
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
    /// Proxies stand for many.
    free: Arc<Vec<IpAddr>>,
}

/// One of them; it lives as long as its connection.
struct Held(Connections, IpAddr);

impl Connections {
    /// None yet; `proxies` may open as many as they like.
    #[must_use]
    pub fn new(proxies: &[IpAddr]) -> Self {
        Connections { held: Arc::default(), free: Arc::new(proxies.to_vec()) }
    }
    /// Notes a new connection, or ends it: for `HttpServer::on_connect`.
    pub fn opened(&self, connection: &dyn Any, kept: &mut Extensions) {
        let Some(stream) = connection.downcast_ref::<TcpStream>() else { return };
        let Ok(peer) = stream.peer_addr() else { return };
        match self.hold(peer.ip().to_canonical()) {
            Some(held) => drop(kept.insert(held)),
            None => drop(rustix::net::shutdown(stream, rustix::net::Shutdown::Both)),
        }
    }
    fn hold(&self, ip: IpAddr) -> Option<Held> {
        let mut all = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let n = all.entry(ip).or_default();
        if *n >= OF_ONE && !self.free.contains(&ip) {
            return None;
        }
        *n += 1;
        Some(Held(self.clone(), ip))
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut all = self.0.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = all.get_mut(&self.1) {
            *n -= 1;
            if *n == 0 {
                all.remove(&self.1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_has_its_part_and_gives_it_back() {
        let ip = |s: &str| s.parse::<IpAddr>().unwrap();
        let all = Connections::new(&[ip("10.0.0.2")]);
        let mut of_one: Vec<_> = (0..OF_ONE).map_while(|_| all.hold(ip("10.0.0.1"))).collect();
        assert_eq!(of_one.len(), OF_ONE);
        assert!(all.hold(ip("10.0.0.1")).is_none(), "no more");
        assert!(all.hold(ip("10.0.0.3")).is_some(), "another address has its own");
        let of_proxy: Vec<_> = (0..OF_ONE * 2).map_while(|_| all.hold(ip("10.0.0.2"))).collect();
        assert_eq!(of_proxy.len(), OF_ONE * 2, "a proxy stands for many");
        of_one.pop();
        assert!(all.hold(ip("10.0.0.1")).is_some());
        drop((of_one, of_proxy));
        assert!(all.held.lock().unwrap().is_empty(), "nothing is remembered of who has gone");
    }
}
