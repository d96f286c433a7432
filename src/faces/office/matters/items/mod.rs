//! Items: the list, the page of one with everything that may be done to it now, its papers.
mod act;
mod aspects;
pub(super) mod bulk;
mod detail;
mod forms;
mod list;
mod pick;
mod print;
mod rating;
pub(in crate::faces::office) mod words;

pub(super) use aspects::{colour_tag, reason as order_reason};
pub(in crate::faces::office) use forms::who_may;
pub(in crate::faces::office) use list::{SOON_DAYS, grids as grid_choices, table};
pub(super) use pick::who as who_has;

use actix_web::http::Method;

use crate::{
    base::{Failure, Id},
    domain::matters::items::Item,
    faces::{
        office::{
            Office,
            menu::{Drawn, Group, Page, read},
        },
        staff::SignedIn,
        web::{Routes, endpoint},
    },
    store::Row,
};

pub(super) const PAGE: Page = Page::listed(Group::Work, 30, "office-items", "/office/items", &list::list, routes)
    .drawing(Drawn { of: Item::NAME, table: |office, rows| table(office, &read(office, rows)?) });

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/items", list::list),
        endpoint(Method::POST, "/office/items/find", list::find),
        endpoint(Method::POST, "/office/items/bulk", bulk::bulk),
        endpoint(Method::GET, "/office/items/{id}", detail::show),
        endpoint(Method::POST, "/office/items/{id}/do/{action}", act::act),
        endpoint(Method::POST, "/office/items/{id}/reveal", act::reveal),
        endpoint(Method::POST, "/office/items/{id}/photos", act::photo),
        endpoint(Method::GET, "/office/items/{id}/photos/{photo}", detail::photo),
        endpoint(Method::GET, "/office/items/{id}/papers/{paper}", print::show),
        endpoint(Method::POST, "/office/items/{id}/print", print::send),
        endpoint(Method::GET, "/office/items/{id}/rating", rating::show),
    ]
}

/// The item, if this person may see it; else there is none.
pub(super) fn seen(office: &Office, who: &SignedIn, id: Id<Item>) -> Result<Item, Failure> {
    who.reader(&office.app)?.item(&office.app.store, id)
}
