//! Printed things. Pure: facts as text in, bytes out; nothing here reads the store, a clock or a number's plain value.

mod application;
mod booklet;
mod breaks;
mod card;
mod consent;
mod custody;
mod dossier;
mod error;
mod flow;
mod fonts;
mod listing;
mod minutes;
mod notices;
mod order;
mod parts;
mod pdf;
mod printers;
mod public_key;
mod qr;
mod raster;
mod receipt;
mod recovery;
mod referral;
mod sheet;
mod table;
#[cfg(test)]
mod tests;
mod told;
mod transfer;
mod volume;

pub use application::{ApplicationFacts, FormField, FormValue, application};
pub use card::{CARD_HEIGHT, CARD_WIDTH, CARDS_PER_SHEET, CardFacts, card, cards};
pub use consent::{ConsentFacts, consent};
pub use custody::{CarriedPaper, CarriedStep, CustodyFacts, custody};
pub use dossier::{Block, DossierFacts, Part, dossier};
pub use error::PaperError;
pub use fonts::printable;
pub use listing::{ListingFacts, ListingPart, listing};
pub use minutes::{MinutesFacts, Said, minutes};
pub use notices::{Completion, Lacking, NoticeFacts, Pledge, Refusal, Supplement, completion, pledge, refusal, supplement};
pub use order::{OrderFacts, order};
pub use parts::Office;
pub use pdf::Pdf;
pub use printers::{
    IppPrinter, PrintError, PrintJob, PrintMedia, PrinterState, PrinterStatus, PrinterTrouble, SlipPrinter, SlipStatus,
    slip_bytes,
};
pub use public_key::{PublicKeyFacts, public_key};
pub use raster::{DOTS, Raster};
pub use receipt::{ReceiptFacts, receipt_a5, receipt_raster, receipt_roll};
pub use recovery::{RecoveryFacts, recovery};
pub use referral::{ReferralFacts, referral};
pub use told::{Material, ToldFacts, told};
pub use transfer::{TransferFacts, transfer};
pub use volume::{VOLUME_WIDTH, VolumeChapter, VolumeColumn, VolumeFacts, VolumeRow, volume};
