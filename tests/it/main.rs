//! One integration binary: a file per journey. `app` is the running office that they walk in.
mod app;
mod config;
mod layers;
mod paper_kit;
mod paper_notices;
mod paper_receipt;
mod texts;
