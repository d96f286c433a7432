//! What is read out of all that is known: gaps, figures, files, forms, statistics; and what is owed to those it is about.
mod clarity;
mod figures;
mod files;
mod reports;
mod reports_own;
mod statistics;
