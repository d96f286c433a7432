//! The office's data as a form: the first visit and the settings page share it.
use maud::{Markup, html};

use crate::{
    base::{DivisionCode, Stamp},
    domain::office::settings::Settings,
    faces::{
        office::Office,
        ui::{Field, text_field},
        web::Form,
    },
    paper::{IppPrinter, SlipPrinter},
};

/// What the form holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::faces::office) struct OfficeData {
    community: String,
    division: DivisionCode,
    phone: String,
    address: String,
    hours: String,
    day_ends: u16,
    public_host: String,
    printer: String,
    receipt_printer: String,
}

impl OfficeData {
    /// As the settings of a new office.
    pub(in crate::faces::office) fn into_settings(self, recovery: String, at: Stamp) -> Settings {
        let empty = Settings {
            id: Settings::ID,
            community: String::new(),
            division: self.division.clone(),
            phone: String::new(),
            address: String::new(),
            hours: String::new(),
            day_ends: 0,
            public_host: String::new(),
            printer: String::new(),
            receipt_printer: String::new(),
            backup_folder: String::new(),
            recovery,
            created: at,
        };
        self.over(empty)
    }
    /// Over the settings there are.
    pub(in crate::faces::office) fn over(self, old: Settings) -> Settings {
        Settings {
            community: self.community,
            division: self.division,
            phone: self.phone,
            address: self.address,
            hours: self.hours,
            day_ends: self.day_ends,
            public_host: self.public_host,
            printer: self.printer,
            receipt_printer: self.receipt_printer,
            ..old
        }
    }
}

/// The form of settings there are.
pub(in crate::faces::office) fn filled(s: &Settings) -> Form {
    Form::filled([
        ("community", s.community.clone()),
        ("division", s.division.as_str().to_owned()),
        ("phone", s.phone.clone()),
        ("address", s.address.clone()),
        ("hours", s.hours.clone()),
        ("day-ends", format!("{:02}:{:02}", s.day_ends / 60, s.day_ends % 60)),
        ("public-host", s.public_host.clone()),
        ("printer", s.printer.clone()),
        ("receipt-printer", s.receipt_printer.clone()),
        ("backup-folder", s.backup_folder.clone()),
    ])
}

/// Reads the form; errors are beside their fields.
pub(in crate::faces::office) fn read(form: &mut Form) -> Option<OfficeData> {
    let community = form.text("community", 60);
    let division = form.take("division", "settings-division-form", DivisionCode::parse);
    let phone = form.text("phone", 40);
    let address = form.text("address", 120);
    let hours = form.text("hours", 60);
    let day_ends = form.take("day-ends", "settings-time-form", minutes);
    let public_host = form.maybe("public-host", "settings-host-form", host);
    let printer = form.maybe("printer", "settings-printer-form", printer_address);
    let receipt_printer = form.maybe("receipt-printer", "settings-receipt-printer-form", receipt_printer_address);
    Some(OfficeData {
        community: community?,
        division: division?,
        phone: phone?,
        address: address?,
        hours: hours?,
        day_ends: day_ends?,
        public_host: public_host?.unwrap_or_default(),
        printer: printer?.unwrap_or_default(),
        receipt_printer: receipt_printer?.unwrap_or_default(),
    })
}

fn minutes(s: &str) -> Option<u16> {
    let (h, m) = s.split_once([':', '：'])?;
    let (h, m): (u16, u16) = (h.parse().ok()?, m.parse().ok()?);
    (h < 24 && m < 60).then_some(h * 60 + m)
}

/// A host and perhaps a port, as a QR code's alphanumeric mode can hold it.
fn host(s: &str) -> Option<String> {
    let s = s.trim_start_matches("http://").trim_start_matches("https://").trim_end_matches('/');
    let ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    (!s.is_empty() && s.len() <= 80 && s.chars().all(ok)).then(|| s.to_owned())
}

fn plain_ascii(s: &str) -> bool {
    s.len() <= 200 && s.chars().all(|c| c.is_ascii_graphic())
}

fn printer_address(s: &str) -> Option<String> {
    IppPrinter::parse(s).ok().map(|p| p.address())
}

fn receipt_printer_address(s: &str) -> Option<String> {
    let (network, cable) = (s.starts_with("tcp://"), s.strip_prefix("file:"));
    let known = (network || cable.is_some()) && SlipPrinter::parse(cable.unwrap_or(s)).is_ok();
    (known && plain_ascii(s)).then(|| s.to_owned())
}

fn line(office: &Office, form: &Form, name: &str, kind: &str, required: bool) -> Markup {
    let t = &office.t;
    let (label, hint) = (t.get(&format!("settings-{name}")), format!("settings-{name}-hint"));
    let hint = if t.has(&hint) { t.get(&hint) } else { String::new() };
    text_field(t, form, Field { name, label: &label, hint: &hint, kind, required, autocomplete: "" })
}

/// Name, code, address, telephone, hours, end of the day.
pub(in crate::faces::office) fn fields(office: &Office, form: &Form) -> Markup {
    html! {
        div.halves {
            (line(office, form, "community", "", true))
            (line(office, form, "division", "", true))
            (line(office, form, "address", "", true))
            (line(office, form, "phone", "tel", true))
            (line(office, form, "hours", "", true))
            (line(office, form, "day-ends", "", true))
        }
        (line(office, form, "public-host", "", false))
    }
}

/// The printers, with a test of the A4 one: `test` is where the button posts, `result` what came of it.
pub(in crate::faces::office) fn printers(
    office: &Office,
    form: &Form,
    test: &str,
    result: Option<&Result<String, String>>,
) -> Markup {
    let t = &office.t;
    html! {
        div.halves {
            (line(office, form, "printer", "", false))
            (line(office, form, "receipt-printer", "", false))
        }
        p.actions {
            button type="submit" formaction=(test) formnovalidate data-test { (t.get("settings-printer-test")) }
            span #printer-result role="status" {
                @match result {
                    Some(Ok(words)) => span.tag.green { (words) },
                    Some(Err(words)) => span.tag.red { (words) },
                    None => {}
                }
            }
        }
    }
}
