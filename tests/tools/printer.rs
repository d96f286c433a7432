//! A real printer on loopback.
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use lianxin::paper::IppPrinter;

use crate::kit::until::until;

/// A real IPP printer on loopback, with the private bus that it insists on. Stopped when dropped.
pub(crate) struct Printer {
    bus: Child,
    server: Child,
    folder: tempfile::TempDir,
    pub(crate) port: u16,
}

impl Drop for Printer {
    fn drop(&mut self) {
        for child in [&mut self.server, &mut self.bus] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Printer {
    pub(crate) fn start(command: Option<&Path>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let bus_at = format!("unix:path={}", folder.path().join("bus").display());
        let mut bus = Command::new("dbus-daemon");
        bus.args(["--session", "--nofork", "--nopidfile", &format!("--address={bus_at}")]);
        let bus = bus.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        until("the bus listens", || folder.path().join("bus").exists());
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut server = Command::new("ippeveprinter");
        // It announces itself over the system bus: the private one stands in, where nobody announces anything.
        server.env("DBUS_SYSTEM_BUS_ADDRESS", &bus_at);
        server.args(["-p", &port.to_string(), "-n", "localhost", "-r", "off", "-k", "-2"]);
        server.args(["-f", "application/pdf", "-d", folder.path().to_str().unwrap()]);
        if let Some(command) = command {
            server.args(["-c", command.to_str().unwrap()]);
        }
        let server = server.arg("Lianxin Test").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let printer = Self { bus, server, folder, port };
        until("the printer listens", || std::net::TcpStream::connect(("localhost", port)).is_ok());
        printer
    }

    pub(crate) fn address(&self) -> IppPrinter {
        IppPrinter::parse(&format!("ipp://localhost:{}/ipp/print", self.port)).unwrap()
    }

    pub(crate) fn printed(&self) -> Vec<PathBuf> {
        let files = std::fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.extension().is_some_and(|kind| kind == "pdf")).collect()
    }
}
