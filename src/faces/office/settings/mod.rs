//! The office's own settings.
pub(super) mod office_data;
