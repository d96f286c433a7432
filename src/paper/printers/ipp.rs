//! A4 and card printers by IPP (RFC 8011).

use std::io::Cursor;
use std::time::Duration;

use ipp::operation::IppOperation;
use ipp::prelude::{
    DelimiterTag, IppAttribute, IppClient, IppError, IppOperationBuilder, IppPayload, IppRequestResponse, IppValue, StatusCode,
    Uri,
};

use super::{PrintError, TOTAL, connect, within};
use crate::i18n::Texts;

/// How long a printer may take to say how it is.
const STATUS: Duration = Duration::from_secs(6);

/// The address of a printer that speaks IPP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IppPrinter {
    uri: Uri,
    host: String,
    port: u16,
}

/// What it says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrinterStatus {
    /// Make and model.
    pub model: String,
    /// Idle, printing or stopped.
    pub state: PrinterState,
    /// What is wrong with it, worst first as the printer tells.
    pub troubles: Vec<PrinterTrouble>,
    /// Whether it takes new jobs.
    pub accepting: bool,
    /// Whether it takes PDF.
    pub pdf: bool,
    /// Whether it prints both sides.
    pub duplex: bool,
}

/// What it does now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterState {
    Idle,
    Busy,
    /// Stopped, see the troubles.
    Stopped,
}

/// What may be wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrinterTrouble {
    /// No paper, or the wrong one.
    NoPaper,
    /// Paper is stuck.
    Jam,
    /// A cover is open.
    Door,
    /// No toner or ink.
    Toner,
    /// Little toner or ink: it still prints.
    TonerLow,
    /// Paused or stopped at the printer.
    Stopped,
}

/// Paper to print on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrintMedia {
    A4,
    A5,
    /// A plastic card.
    Card,
    /// Whatever the printer has, for rolls.
    Default,
}

/// How to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintJob {
    /// Shown on the printer's display and in its log: no personal data.
    pub name: String,
    pub media: PrintMedia,
    /// Both sides, turned over the long edge.
    pub duplex: bool,
    /// How many; at least one.
    pub copies: u8,
}

impl PrinterStatus {
    /// The status in a sentence: the worst trouble, else the state.
    #[must_use]
    pub fn text(&self, t: &Texts) -> String {
        t.get(self.key())
    }

    /// The text of that sentence.
    #[must_use]
    pub fn key(&self) -> &'static str {
        let worst = self.troubles.iter().find(|trouble| **trouble != PrinterTrouble::TonerLow);
        match (worst.or(self.troubles.first()), self.state) {
            (Some(PrinterTrouble::NoPaper), _) => "printer-no-paper",
            (Some(PrinterTrouble::Jam), _) => "printer-jam",
            (Some(PrinterTrouble::Door), _) => "printer-door",
            (Some(PrinterTrouble::Toner), _) => "printer-toner",
            (Some(PrinterTrouble::Stopped), _) | (_, PrinterState::Stopped) => "printer-stopped",
            _ if !self.accepting => "printer-not-accepting",
            _ if !self.pdf => "printer-error-format",
            (Some(PrinterTrouble::TonerLow), _) => "printer-toner-low",
            (None, PrinterState::Busy) => "printer-busy",
            (None, PrinterState::Idle) => "printer-ok",
        }
    }

    /// Whether a job sent now will come out.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        let blocked = self.troubles.iter().any(|trouble| *trouble != PrinterTrouble::TonerLow);
        !blocked && self.accepting && self.pdf && self.state != PrinterState::Stopped
    }
}

impl IppPrinter {
    /// Reads `ipp://HOST[:PORT]/PATH` (or `http://…`); without a path, `/ipp/print`.
    ///
    /// # Errors
    /// [`PrintError::Address`].
    pub fn parse(text: &str) -> Result<Self, PrintError> {
        const LONGEST: usize = 255;
        let uri: Uri = text.trim().parse().map_err(|_cause| PrintError::Address)?;
        let usual = match uri.scheme_str() {
            Some("ipp") => 631,
            Some("http") => 80,
            _ => return Err(PrintError::Address),
        };
        let authority = uri.authority().ok_or(PrintError::Address)?;
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let plain = !authority.as_str().contains('@') && uri.query().is_none();
        if host.is_empty() || !plain || text.len() > LONGEST {
            return Err(PrintError::Address);
        }
        let port = authority.port_u16().unwrap_or(usual);
        let uri = match uri.path() {
            "" | "/" => {
                let full = format!("{}://{authority}/ipp/print", uri.scheme_str().unwrap_or("ipp"));
                full.parse().map_err(|_cause| PrintError::Address)?
            }
            _ => uri,
        };
        Ok(Self { uri, host, port })
    }

    /// The address as it is kept in the settings.
    #[must_use]
    pub fn address(&self) -> String {
        self.uri.to_string()
    }

    /// Asks the printer how it is; at most 6 seconds.
    ///
    /// # Errors
    /// Unreachable, slow, or an answer that is none.
    pub fn status(&self) -> Result<PrinterStatus, PrintError> {
        let printer = self.clone();
        within(STATUS, move || {
            let request = IppOperationBuilder::get_printer_attributes(printer.uri.clone())
                .attributes(["printer-make-and-model", "printer-state", "printer-state-reasons"])
                .attributes(["printer-is-accepting-jobs", "document-format-supported", "sides-supported"])
                .build()
                .map_err(|_cause| PrintError::Unexpected)?;
            read_status(&printer.send(request, STATUS)?)
        })
    }

    /// Sends a PDF; gives the printer's number for the job. At most 30 seconds.
    ///
    /// # Errors
    /// See [`PrintError`]; after [`PrintError::Slow`] the paper may still come out.
    pub fn print(&self, pdf: Vec<u8>, job: &PrintJob) -> Result<i32, PrintError> {
        let (printer, job) = (self.clone(), job.clone());
        within(TOTAL, move || {
            let request = IppOperationBuilder::print_job(printer.uri.clone(), IppPayload::new(Cursor::new(pdf)))
                .user_name("lianxin")
                .job_title(job.name.chars().take(80).collect::<String>())
                .document_format("application/pdf")
                .attributes(job.attributes()?)
                .build()
                .map_err(|_cause| PrintError::Unexpected)?;
            let answer = printer.send(request, TOTAL)?;
            let group = answer.attributes().first_of(DelimiterTag::JobAttributes);
            match group.and_then(|group| group.get("job-id")).map(IppAttribute::value) {
                Some(IppValue::Integer(number)) => Ok(*number),
                _ => Err(PrintError::Unexpected),
            }
        })
    }

    /// Whether the printer has, or lately had, a job of this name; at most 12 seconds. A queue that was cut off asks before
    /// it prints again.
    ///
    /// # Errors
    /// Unreachable, slow, or a printer that does not tell.
    pub fn has_job(&self, name: &str) -> Result<bool, PrintError> {
        let (printer, name) = (self.clone(), name.to_owned());
        within(STATUS * 2, move || {
            for which in ["not-completed", "completed"] {
                let wrong = |_cause| PrintError::Unexpected;
                let operation = IppOperationBuilder::get_jobs(printer.uri.clone()).build().map_err(wrong)?;
                let mut request = operation.into_ipp_request();
                for (key, value) in [("which-jobs", which), ("requested-attributes", "job-name")] {
                    let value = value.to_owned().try_into().map(IppValue::Keyword).map_err(wrong)?;
                    let attribute = IppAttribute::with_name(key, value).map_err(wrong)?;
                    request.attributes_mut().add(DelimiterTag::OperationAttributes, attribute);
                }
                let answer = printer.send(request, STATUS)?;
                let mut jobs = answer.attributes().groups_of(DelimiterTag::JobAttributes);
                if jobs.any(|job| job.get("job-name").is_some_and(|a| a.value().to_string() == name)) {
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    fn send(&self, request: impl Into<IppRequestResponse>, limit: Duration) -> Result<IppRequestResponse, PrintError> {
        // The client's own limit for connecting is 10 seconds: a printer that is off is found out sooner here.
        drop(connect(&self.host, self.port)?);
        let client = IppClient::builder(self.uri.clone()).request_timeout(limit).build();
        let answer = client.send(request).map_err(|error| match error {
            IppError::RequestError(code) => PrintError::Refused(format!("HTTP {code}")),
            IppError::IoError(_) | IppError::ClientError(_) => PrintError::Slow,
            _ => PrintError::Unexpected,
        })?;
        match answer.header().status_code() {
            status if status.is_success() => Ok(answer),
            StatusCode::ClientErrorDocumentFormatNotSupported => Err(PrintError::Format),
            status => Err(PrintError::Refused(status.to_string())),
        }
    }
}

impl PrintJob {
    fn attributes(&self) -> Result<Vec<IppAttribute>, PrintError> {
        let keyword = |name: &str, value: &str| {
            let value = value.to_owned().try_into().map(IppValue::Keyword).map_err(|_cause| PrintError::Unexpected)?;
            IppAttribute::with_name(name, value).map_err(|_cause| PrintError::Unexpected)
        };
        let media = match self.media {
            PrintMedia::A4 => Some("iso_a4_210x297mm"),
            PrintMedia::A5 => Some("iso_a5_148x210mm"),
            PrintMedia::Card => Some("om_card_54x86mm"),
            PrintMedia::Default => None,
        };
        let mut attributes = vec![keyword("sides", if self.duplex { "two-sided-long-edge" } else { "one-sided" })?];
        if let Some(media) = media {
            attributes.push(keyword("media", media)?);
        }
        if self.copies > 1 {
            let copies = IppAttribute::with_name("copies", IppValue::Integer(i32::from(self.copies)));
            attributes.push(copies.map_err(|_cause| PrintError::Unexpected)?);
        }
        Ok(attributes)
    }
}

fn read_status(answer: &IppRequestResponse) -> Result<PrinterStatus, PrintError> {
    let group = answer.attributes().first_of(DelimiterTag::PrinterAttributes).ok_or(PrintError::Unexpected)?;
    let words = |name: &str| -> Vec<String> {
        match group.get(name).map(IppAttribute::value) {
            Some(IppValue::Array(values)) => values.iter().map(ToString::to_string).collect(),
            Some(value) => vec![value.to_string()],
            None => Vec::new(),
        }
    };
    let state = match group.get("printer-state").map(IppAttribute::value) {
        Some(IppValue::Enum(3)) => PrinterState::Idle,
        Some(IppValue::Enum(4)) => PrinterState::Busy,
        Some(IppValue::Enum(5)) => PrinterState::Stopped,
        _ => return Err(PrintError::Unexpected),
    };
    let accepting = !matches!(group.get("printer-is-accepting-jobs").map(IppAttribute::value), Some(IppValue::Boolean(false)));
    let mut troubles: Vec<PrinterTrouble> =
        words("printer-state-reasons").iter().filter_map(|word| PrinterTrouble::of(word)).collect();
    troubles.dedup();
    Ok(PrinterStatus {
        model: words("printer-make-and-model").concat(),
        state,
        troubles,
        accepting,
        pdf: words("document-format-supported").iter().any(|format| format == "application/pdf"),
        duplex: words("sides-supported").iter().any(|sides| sides == "two-sided-long-edge"),
    })
}

impl PrinterTrouble {
    /// Reads a `printer-state-reasons` keyword (RFC 8011 5.4.12, PWG 5100.9), with or without its severity.
    fn of(word: &str) -> Option<Self> {
        if word.ends_with("-report") {
            return None;
        }
        let word = word.trim_end_matches("-error").trim_end_matches("-warning");
        match word {
            "media-empty" | "media-needed" | "input-tray-missing" => Some(Self::NoPaper),
            "media-jam" => Some(Self::Jam),
            "cover-open" | "door-open" | "interlock-open" => Some(Self::Door),
            "toner-empty" | "marker-supply-empty" => Some(Self::Toner),
            "toner-low" | "marker-supply-low" => Some(Self::TonerLow),
            "paused" | "stopped" | "shutdown" | "stopped-partly" => Some(Self::Stopped),
            _ => None,
        }
    }
}
