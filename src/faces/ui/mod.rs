//! Markup that faces share: the document's head and form fields bound to a `Form`.
pub mod charts;
mod fields;
mod head;
mod heads;
mod qr;

pub use fields::{Field, csrf, field_error, select, text_area, text_field};
pub use head::{document, own_script, plain_problem};
pub use heads::heads;
pub use qr::qr;
