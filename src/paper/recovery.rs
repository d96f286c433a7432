//! 系统恢复单: printed once at set-up and locked away.

use super::error::PaperError;
use super::flow::{A4, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{head, list, paged, say, signatures};
use super::pdf::Pdf;
use super::sheet::{Ink, Mark, slot, style};
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// What the sheet says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecoveryFacts {
    /// The community's full name.
    pub community: String,
    /// Its division code.
    pub division: String,
    /// The first administrator's account name.
    pub admin: String,
    /// When it was printed, in words.
    pub made: String,
    /// Day, for the signatures.
    pub date: String,
    /// Addresses to open.
    pub addresses: Vec<String>,
    /// Where the data lie.
    pub data: String,
    /// Where backups go; may be empty.
    pub backup: String,
    /// Fingerprint of the public key that receipts are checked with.
    pub fingerprint: String,
    /// Recovery codes; shown in the order given.
    pub codes: Vec<String>,
    /// The line that restores a backup, whose name stands in it as `FILE`.
    pub restore: String,
    /// Whether a service is to be stopped before and started again afterwards.
    pub service: bool,
}

/// The sheet on A4.
///
/// # Errors
/// An unprintable character.
pub fn recovery(t: &Texts, f: &RecoveryFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4);
    let title = t.get("paper-recovery-title");
    head(&mut flow, t, &f.community, &title, "")?;
    say(&mut flow, &t.get("paper-recovery-intro"))?;
    flow.gap(4.0);
    let mut table = Table::new(&[34.0, flow.width() - 34.0]);
    let addresses = f.addresses.join("\n");
    let rows = [
        ("paper-recovery-community", &f.community),
        ("paper-recovery-division", &f.division),
        ("paper-recovery-admin", &f.admin),
        ("paper-recovery-made", &f.made),
        ("paper-recovery-address", &addresses),
        ("paper-recovery-data", &f.data),
        ("paper-recovery-backup", &f.backup),
        ("paper-recovery-key", &f.fingerprint),
    ];
    for (key, value) in rows.into_iter().filter(|(_, value)| !value.is_empty()) {
        table.row([label(t.get(key)), cell(value)]);
    }
    flow.table(&table)?;
    codes(&mut flow, t, f)?;
    flow.gap(6.0);
    flow.keep(40.0);
    flow.para(Para { leading: 1.8, ..plain(bold(12.0)) }, &t.get("paper-recovery-steps"))?;
    let line = f.restore.replace("FILE", &t.get("paper-recovery-file"));
    let numbers = if f.service { ["1", "2-service", "3", "4"] } else { ["1", "2", "3", "4"] };
    let steps = numbers.map(|number| t.with(&format!("paper-recovery-step-{number}"), &[("line", &line)]));
    list(&mut flow, regular(11.0), &steps)?;
    signatures(&mut flow, t, &["paper-sign-responsible", "paper-sign-handler"], &f.date)?;
    paged(flow, t, &title)
}

/// The codes in a frame, three to a row, large enough to be typed from.
fn codes(flow: &mut Flow, t: &Texts, f: &RecoveryFacts) -> Result<(), PaperError> {
    const PER_ROW: usize = 3;
    const LINE: f32 = 9.0;
    if f.codes.is_empty() {
        return Ok(());
    }
    flow.gap(6.0);
    let rows = f.codes.len().div_ceil(PER_ROW);
    #[allow(clippy::cast_precision_loss)]
    let high = rows as f32 * LINE + 6.0;
    flow.keep(high + 30.0);
    flow.para(Para { leading: 1.8, ..plain(bold(12.0)) }, &t.get("paper-recovery-code"))?;
    let place = flow.take(high);
    let (x, y, w) = (place.x, place.y, place.w);
    flow.sheet.marks.push(Mark::Box { x, y, w, h: high, width: 0.4, ink: Ink::Black });
    for (at, code) in f.codes.iter().enumerate() {
        #[allow(clippy::cast_precision_loss)]
        let (row, column, each) = ((at / PER_ROW) as f32, (at % PER_ROW) as f32, w / PER_ROW as f32);
        let place = slot(x + column * each + 2.0, y + 3.0 + row * LINE, each - 4.0, LINE);
        flow.sheet.fitted(place, style(bold(14.0)).centred(), 8.0, code)?;
    }
    flow.gap(1.5);
    let small = Para { style: style(regular(10.0)), leading: 1.6, ..plain(regular(10.0)) };
    flow.para(small, &t.get("paper-recovery-code-note"))
}
