//! Papers read back from their files, and printed for real.
mod cards;
mod dossier;
mod files;
mod notices;
mod orders;
mod printers;
mod receipt;
mod volume;
