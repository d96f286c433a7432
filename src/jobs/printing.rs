//! The sink of the print queue: a PDF goes to an IPP printer, a slip's bytes to a receipt printer.
use crate::{
    domain::office::prints::{Failed, PrintJob},
    paper::{self, IppPrinter, PrintError, PrintMedia, SlipPrinter},
};

/// Sends a paper to the printer that its address names: `ipp://…`, `http://…`, or a receipt printer's address.
///
/// # Errors
/// Why not, and whether trying again can help.
pub fn send(job: &PrintJob, bytes: Vec<u8>, unsure: bool) -> Result<(), Failed> {
    let address = job.printer.trim();
    let is_pdf = bytes.starts_with(b"%PDF");
    if let Ok(printer) = IppPrinter::parse(address) {
        if !is_pdf {
            return Err(Failed { reason: "printer-error-format", again: false });
        }
        let name = name(job);
        // Where the printer cannot say, the paper is printed again: twice is better than never.
        if unsure && printer.has_job(&name).unwrap_or(false) {
            return Ok(());
        }
        let how = paper::PrintJob { name, media: media(&bytes), duplex: false, copies: 1 };
        return printer.print(bytes, &how).map(drop).map_err(|e| failed(&e));
    }
    let printer = SlipPrinter::parse(address.strip_prefix("file:").unwrap_or(address)).map_err(|e| failed(&e))?;
    if is_pdf {
        // A receipt printer would print the PDF's source.
        return Err(Failed { reason: "printer-error-format", again: false });
    }
    printer.send(bytes).map_err(|e| failed(&e))
}

/// The job's name at the printer: the number makes it the only one.
fn name(job: &PrintJob) -> String {
    format!("lianxin {} {}", job.id, job.created.0)
}

fn failed(e: &PrintError) -> Failed {
    Failed { reason: e.key(), again: e.is_passing() }
}

/// The paper that a PDF's first page is meant for, by its `MediaBox` in points.
fn media(pdf: &[u8]) -> PrintMedia {
    let size = || -> Option<(f32, f32)> {
        let at = pdf.windows(9).position(|w| w == b"/MediaBox")?;
        let text = String::from_utf8_lossy(pdf.get(at + 9..pdf.len().min(at + 120))?).into_owned();
        let inside = text.split_once('[')?.1.split_once(']')?.0;
        let numbers: Vec<f32> = inside.split_whitespace().filter_map(|n| n.parse().ok()).collect();
        match numbers.as_slice() {
            [x0, y0, x1, y1] => Some(((x1 - x0).min(y1 - y0), (x1 - x0).max(y1 - y0))),
            _ => None,
        }
    };
    let near = |a: f32, b: f32| (a - b).abs() < 6.0;
    match size() {
        Some((w, h)) if near(w, 595.3) && near(h, 841.9) => PrintMedia::A4,
        Some((w, h)) if near(w, 419.5) && near(h, 595.3) => PrintMedia::A5,
        Some((w, h)) if near(w, 153.0) && near(h, 242.6) => PrintMedia::Card,
        _ => PrintMedia::Default,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_by_their_size() {
        let pdf = |b: &str| format!("%PDF-1.7 1 0 obj <</Type/Page/MediaBox {b}/Parent 2 0 R>>").into_bytes();
        assert_eq!(media(&pdf("[0 0 595.276 841.89]")), PrintMedia::A4);
        assert_eq!(media(&pdf("[ 0 0 841.89 595.276 ]")), PrintMedia::A4);
        assert_eq!(media(&pdf("[0 0 419.53 595.28]")), PrintMedia::A5);
        assert_eq!(media(&pdf("[0 0 226.8 500]")), PrintMedia::Default);
        assert_eq!(media(b"%PDF-1.7 nothing"), PrintMedia::Default);
        assert_eq!(media(b"/MediaBox"), PrintMedia::Default);
    }
}
