//! Storage: engines, typed rows, indexes, transactions, blobs, backup.

pub mod engine;
