use actix_web::HttpRequest;
use maud::{Markup, html};

use crate::{faces::web::Form, i18n::Texts, store::Cursor};

/// The address's query as a form, for filters.
pub fn query_form(req: &HttpRequest) -> Form {
    Form::filled(form_urlencoded::parse(req.query_string().as_bytes()).into_owned())
}

/// Where a list goes on, from the address's `after`; nothing there is the beginning.
pub fn after(form: &Form) -> Option<Cursor> {
    Cursor::parse(form.value("after"))
}

/// The way to the next page of the list at `to` (an address, with or without a query), if there is one.
pub fn next_page(t: &Texts, to: &str, next: Option<&Cursor>) -> Markup {
    let joined = if to.contains('?') { "&" } else { "?" };
    html! {
        @if let Some(next) = next {
            nav.pager { a.button rel="next" href={ (to) (joined) "after=" (next) } { (t.get("office-next-page")) } }
        }
    }
}
