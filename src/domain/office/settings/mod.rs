//! The office's own settings: one row for what stands on papers, one for how items are worked.
pub mod log;
mod noun;
mod workflow;

pub use noun::NOUN;
pub use workflow::Workflow;

use serde::{Deserialize, Serialize};

use crate::{
    base::{DivisionCode, Failure, Id, Stamp},
    store::{Read, Row, Tx},
};

/// The office. Exists once the wizard of the first visit is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Always 1.
    pub id: Id<Settings>,
    /// 美湖社区居民委员会
    pub community: String,
    /// 12 digits.
    pub division: DivisionCode,
    /// The office's telephone, as printed on papers.
    pub phone: String,
    /// The office's address, as printed on papers.
    pub address: String,
    /// Office hours in words: 周一至周日 8:30–17:30.
    pub hours: String,
    /// The end of the working day in minutes after midnight: when a limit of days runs out. 17:30 is 1050.
    pub day_ends: u16,
    /// The host (and port) that receipts' QR codes name, e.g. `192.168.1.20:8080`.
    pub public_host: String,
    /// IPP address of the A4 printer.
    pub printer: String,
    /// Address of the receipt printer: `tcp://192.168.1.9:9100` or `file:/dev/usb/lp0`.
    pub receipt_printer: String,
    /// A second folder for hourly backups, e.g. a USB disk; empty for `data/backups` only.
    pub backup_folder: String,
    /// Argon2id (PHC) of the recovery code on the recovery sheet.
    pub recovery: String,
    /// Set up at.
    pub created: Stamp,
}

/// The address of a page of the office's, at its public host (which may name its scheme).
pub fn public_address(host: &str, path: &str) -> String {
    let host = host.trim().trim_end_matches('/');
    let scheme = if host.contains("://") { "" } else { "http://" };
    format!("{scheme}{host}{path}")
}

impl Settings {
    /// The one row's number.
    pub const ID: Id<Settings> = Id::new(1);
    /// The settings, if the office has been set up.
    pub fn load(read: &impl Read) -> Result<Option<Self>, Failure> {
        read.find(Self::ID)
    }
    /// Writes the settings.
    pub fn save(&self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        tx.put(self)
    }
}

impl Row for Settings {
    const TAG: u8 = 0x10;
    const NAME: &'static str = "settings";
    fn id(&self) -> Id<Self> {
        self.id
    }
}
