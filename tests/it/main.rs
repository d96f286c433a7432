
mod paper_kit;
mod paper_receipt;
mod paper_notices;
