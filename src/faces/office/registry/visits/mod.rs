//! Visits as a table, where a figure counts them; they have no pages of their own.
use maud::{Markup, html};

use crate::{
    base::{Failure, covered},
    domain::{office::who::Staff, registry::visits::Visit},
    faces::{
        office::{
            Office,
            menu::{Drawn, Page, read},
        },
        ui::heads,
    },
    store::{Read, Row},
};

pub(super) const PAGE: Page =
    Page::new(Vec::new).drawing(Drawn { of: Visit::NAME, table: |office, rows| table(office, &read(office, rows)?) });

fn table(office: &Office, visits: &[Visit]) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    Ok(html! {
        table.list {
            (heads(t, &["figure-at", "household-address", "figure-visitor", "figure-note"]))
            tbody { @for v in visits { tr {
                td.nowrap { (v.at.minute()) }
                td {
                    @if let Some(h) = v.household {
                        a href={ "/office/households/" (h) } { (store.get(h)?.address) }
                    } @else {
                        (store.get(v.grid)?.name)
                    }
                }
                td.nowrap { (store.get::<Staff>(v.staff)?.name) }
                td { (covered(&v.note)) }
            } } }
        }
    })
}
