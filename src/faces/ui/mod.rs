//! Markup that faces share: the document's head and form fields bound to a `Form`.
mod fields;
mod head;

pub use fields::{Field, csrf, field_error, select, text_area, text_field};
pub use head::{document, plain_problem};
