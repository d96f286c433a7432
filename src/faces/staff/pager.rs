use actix_web::HttpRequest;

use crate::{faces::web::Form, store::Cursor};

/// The address's query as a form, for filters.
pub fn query_form(req: &HttpRequest) -> Form {
    Form::filled(form_urlencoded::parse(req.query_string().as_bytes()).into_owned())
}

/// Where a list goes on, from the address's `after`; nothing there is the beginning.
pub fn after(form: &Form) -> Option<Cursor> {
    Cursor::parse(form.value("after"))
}
