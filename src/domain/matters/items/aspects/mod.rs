//! What an item's life has beside its state: each aspect reads and does what is its own.
pub(super) mod alarm;
pub(super) mod chain;
pub(super) mod clock;
pub(super) mod custody;
pub(super) mod deed;
pub(super) mod extension;
pub(super) mod follow;
pub(super) mod hands;
pub(super) mod help;
pub(super) mod joint;
pub(super) mod notice;
pub(super) mod supervision;
pub(super) mod verdict;
