
mod paper_kit;
mod paper_receipt;
