//! Printing for real: a slip over TCP, A4 to `ippeveprinter` on loopback, and every way it can fail.

use std::io::Read;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use lianxin::paper::{self, IppPrinter, PrintError, PrintJob, PrintMedia, PrinterState, PrinterTrouble, SlipPrinter, slip_bytes};

use crate::{
    kit::until::until,
    papers::{receipt, texts},
    printer::Printer,
};

fn a_slip_arrives_whole_in_bands_and_is_cut() {
    let raster = paper::receipt_raster(&texts(), &receipt()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let printer = SlipPrinter::parse(&listener.local_addr().unwrap().to_string()).unwrap();
    let paper = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        listener.accept().unwrap().0.read_to_end(&mut bytes).unwrap();
        bytes
    });
    printer.send(slip_bytes(&raster)).unwrap();
    let bytes = paper.join().unwrap();
    // Read it as a printer does.
    assert_eq!(bytes[..2], [0x1B, b'@']);
    let mut rest = &bytes[2..];
    let mut dots = Vec::new();
    while rest[..3] == [0x1D, b'v', b'0'] {
        let [wide, high] = [4, 6].map(|at| usize::from(u16::from_le_bytes([rest[at], rest[at + 1]])));
        assert!(wide == 72 && high <= 128);
        dots.extend_from_slice(&rest[8..8 + wide * high]);
        rest = &rest[8 + wide * high..];
    }
    assert_eq!(dots, raster.rows().concat());
    assert_eq!(rest, [0x1D, b'V', 66, 16]);
}

fn a_device_takes_the_slip_or_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lp0");
    std::fs::write(&file, "").unwrap();
    SlipPrinter::Device(file.clone()).send(vec![1, 2, 3]).unwrap();
    assert_eq!(std::fs::read(file).unwrap(), [1, 2, 3]);
    assert_eq!(SlipPrinter::Device(folder.path().join("none")).send(vec![1]), Err(PrintError::Device));
}

fn a_printer_that_is_off_or_silent_is_told_apart_and_never_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let printer = IppPrinter::parse(&format!("ipp://127.0.0.1:{port}/ipp/print")).unwrap();
    let begun = Instant::now();
    assert_eq!(printer.status(), Err(PrintError::Slow), "it is there, but says nothing");
    assert!(begun.elapsed() < Duration::from_secs(8));
    drop(listener);
    let begun = Instant::now();
    assert_eq!(printer.status(), Err(PrintError::Unreachable));
    assert_eq!(SlipPrinter::parse(&format!("127.0.0.1:{port}")).unwrap().send(vec![1]), Err(PrintError::Unreachable));
    assert!(begun.elapsed() < Duration::from_secs(4));
}

fn an_answer_that_is_not_ipp_is_no_success() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            use std::io::Write;
            let mut stream = stream.unwrap();
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked);
            let _ = stream.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let printer = IppPrinter::parse(&format!("http://{address}/")).unwrap();
    let said = printer.status().unwrap_err();
    assert!(matches!(said, PrintError::Refused(_) | PrintError::Slow | PrintError::Unexpected), "{said:?}");
}

fn job(name: &str, duplex: bool) -> PrintJob {
    PrintJob { name: name.into(), media: PrintMedia::A4, duplex, copies: 1 }
}

fn a4_is_printed_on_a_real_ipp_printer() {
    let server = Printer::start(None);
    let printer = server.address();
    let status = printer.status().unwrap();
    assert_eq!(status.state, PrinterState::Idle);
    assert!(status.is_ready() && status.pdf && status.duplex && status.troubles.is_empty(), "{status:?}");
    assert_eq!(status.text(&texts()), "打印机就绪");
    let pdf = paper::receipt_a5(&texts(), &receipt()).unwrap();
    let number = printer.print(pdf.bytes().to_vec(), &job("受理回执 MH-20261121-0037", true)).unwrap();
    assert!(number > 0);
    // A queue that was cut off asks by the job's name.
    assert!(printer.has_job("受理回执 MH-20261121-0037").unwrap());
    assert!(!printer.has_job("受理回执 MH-20261121-0038").unwrap());
    until("the paper is printed", || server.printed().iter().any(|path| std::fs::read(path).unwrap() == pdf.bytes()));
    let nowhere = IppPrinter::parse(&format!("ipp://localhost:{}/nowhere", server.port)).unwrap();
    let said = nowhere.print(pdf.into_bytes(), &job("x", false)).unwrap_err();
    assert!(matches!(said, PrintError::Refused(_)), "{said:?}");
}

fn an_empty_tray_is_told_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    let command = folder.path().join("empty.sh");
    std::fs::write(&command, "#!/bin/sh\ncat \"$1\" >/dev/null\necho 'STATE: +media-empty' >&2\nsleep 5\n").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&command, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let server = Printer::start(Some(&command));
    let printer = server.address();
    printer.print(b"%PDF-1.3\n%%EOF\n".to_vec(), &job("x", false)).unwrap();
    // The printer says so for as long as the job waits for paper.
    let mut seen = None;
    until("the printer tells of its trouble", || {
        seen = printer.status().ok().filter(|status| !status.troubles.is_empty());
        seen.is_some()
    });
    let status = seen.unwrap();
    assert_eq!(status.troubles, [PrinterTrouble::NoPaper]);
    assert!(!status.is_ready());
    assert_eq!(status.text(&texts()), "打印机缺纸，请加纸");
}

crate::tools::trials! {
    [] =>
        a_slip_arrives_whole_in_bands_and_is_cut,
        a_device_takes_the_slip_or_is_named,
        a_printer_that_is_off_or_silent_is_told_apart_and_never_waited_for,
        an_answer_that_is_not_ipp_is_no_success;
    ["ippeveprinter", "dbus-daemon"] => a4_is_printed_on_a_real_ipp_printer, an_empty_tray_is_told_in_plain_words;
}
