//! The registers: modules, a table's list, one entry; files in and out; an office's own tables and fields.
mod entry;
mod entry_view;
mod fields;
mod files;
mod files_view;
mod list;
mod list_view;
mod pick;
mod tables;
mod tables_view;
mod volume;

pub(in crate::faces::office) use list_view::state as entry_state;

pub(in crate::faces::office) use crate::paperwork::word;

use actix_web::http::Method;

use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        places::{
            grids::{Building, House, Place},
            reader::Reader,
        },
        registry::{
            people::{Household, Resident},
            registers::{self, Entry, Subject, Table},
        },
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::SignedIn,
        web::{Routes, endpoint},
    },
    store::{Dir, Read},
};

/// Households of one house that are looked through for who lives there now.
const HOMES_MOST: usize = 50;

pub(super) const PAGE: Page = Page::listed(Group::People, 30, "office-registers", "/office/registers", &list::modules, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/registers", list::modules),
        endpoint(Method::GET, "/office/registers/tables", tables::list),
        endpoint(Method::GET, "/office/registers/tables/new", tables::new_page),
        endpoint(Method::POST, "/office/registers/tables/new", tables::create),
        endpoint(Method::GET, "/office/registers/tables/{table}", tables::show),
        endpoint(Method::POST, "/office/registers/tables/{table}", tables::save),
        endpoint(Method::GET, "/office/registers/tables/{table}/fields/{field}", tables::field),
        endpoint(Method::POST, "/office/registers/tables/{table}/fields/{field}", tables::save_field),
        endpoint(Method::GET, "/office/registers/entries/{id}", entry::show),
        endpoint(Method::GET, "/office/registers/entries/{id}/edit", entry::edit_page),
        endpoint(Method::POST, "/office/registers/entries/{id}/edit", entry::edit),
        endpoint(Method::POST, "/office/registers/entries/{id}/end", entry::end),
        endpoint(Method::POST, "/office/registers/entries/{id}/reopen", entry::reopen),
        endpoint(Method::POST, "/office/registers/entries/{id}/reveal", entry::reveal),
        endpoint(Method::GET, "/office/registers/{table}", list::show),
        endpoint(Method::POST, "/office/registers/{table}", list::search),
        endpoint(Method::GET, "/office/registers/{table}/pick", pick::show),
        endpoint(Method::POST, "/office/registers/{table}/pick", pick::find),
        endpoint(Method::GET, "/office/registers/{table}/new", entry::new_page),
        endpoint(Method::POST, "/office/registers/{table}/new", entry::create),
        endpoint(Method::GET, "/office/registers/{table}/import", files::start),
        endpoint(Method::POST, "/office/registers/{table}/import", files::upload),
        endpoint(Method::GET, "/office/registers/{table}/import/{token}", files::plan),
        endpoint(Method::GET, "/office/registers/{table}/import/{token}/annotated.xlsx", files::annotated),
        endpoint(Method::POST, "/office/registers/{table}/import/{token}/apply", files::apply),
        endpoint(Method::GET, "/office/registers/{table}/blank.xlsx", files::blank),
        endpoint(Method::POST, "/office/registers/{table}/export", files::export),
        endpoint(Method::POST, "/office/registers/{table}/volume.pdf", volume::print),
    ]
}

/// Every look at the strictest registers is a line in the log, written before anything is shown; of the others, looks at
/// entries are, once a day.
pub(in crate::faces::office) async fn note_look(
    office: &Office,
    who: &SignedIn,
    t: &Table,
    entry: Option<Id<Entry>>,
) -> Result<(), Failure> {
    if t.access != registers::Access::KeyPersons {
        return match entry {
            Some(id) => crate::faces::staff::note_daily(&office.app, who, registers::log::REGISTER_VIEW, id, &t.code).await,
            None => Ok(()),
        };
    }
    let (by, at, code) = (who.actor(), office.app.clock.now(), t.code.clone());
    office.app.store.write(move |tx| registers::looked(tx, (by, at), &code, entry)).await
}

/// Whom or what an entry is about, in words, and where its own page is.
pub(in crate::faces::office) struct About {
    pub(in crate::faces::office) name: String,
    pub(in crate::faces::office) place: String,
    href: Option<String>,
}

pub(in crate::faces::office) fn about(app: &App, subject: Subject) -> Result<About, Failure> {
    let store = &app.store;
    Ok(match subject {
        Subject::None => About { name: String::new(), place: String::new(), href: None },
        Subject::Resident(id) => {
            let r: Resident = store.get(id)?;
            let home: Household = store.get(r.household)?;
            About { name: r.name.to_string(), place: home.address, href: Some(format!("/office/residents/{id}")) }
        }
        Subject::Household(id) => {
            let home: Household = store.get(id)?;
            let head = home.head.map(|h| store.get::<Resident>(h)).transpose()?;
            let name = head.map(|h| h.name.to_string()).unwrap_or_default();
            About { name, place: home.address, href: Some(format!("/office/households/{id}")) }
        }
        Subject::House(id) => {
            // A house has no page of its own: who lives there has.
            let homes = store.list(&Household::BY_HOUSE.under(id), Dir::Forward, HOMES_MOST)?;
            let home = homes.iter().find(|h| h.left.is_none());
            let href = home.map(|h| format!("/office/households/{}", h.id));
            About { name: String::new(), place: address(app, id)?, href }
        }
    })
}

fn address(app: &App, id: Id<House>) -> Result<String, Failure> {
    let h: House = app.store.get(id)?;
    let b: Building = app.store.get(h.building)?;
    Ok(Place { estate: b.estate, building: b.name, unit: h.unit, room: h.room }.address())
}

/// A subject as it stands in an address: `r12`, `h5`, `d7`; empty for nothing.
pub(in crate::faces::office) fn subject_code(s: Subject) -> String {
    match s {
        Subject::None => String::new(),
        Subject::Resident(id) => format!("r{id}"),
        Subject::Household(id) => format!("h{id}"),
        Subject::House(id) => format!("d{id}"),
    }
}

fn subject_of(s: &str) -> Option<Subject> {
    let mut chars = s.chars();
    let kind = chars.next();
    let id: Option<u64> = chars.as_str().parse().ok();
    match (kind, id) {
        (None, _) => Some(Subject::None),
        (Some('r'), Some(id)) => Some(Subject::Resident(Id::new(id))),
        (Some('h'), Some(id)) => Some(Subject::Household(Id::new(id))),
        (Some('d'), Some(id)) => Some(Subject::House(Id::new(id))),
        _ => None,
    }
}

/// Refuses a subject in a grid that one may not see, as if it were not there.
fn subject_seen(app: &App, reader: &Reader, subject: Subject) -> Result<(), Failure> {
    let grid = match subject {
        Subject::None => return Ok(()),
        Subject::Resident(id) => app.store.get(id)?.grid,
        Subject::Household(id) => app.store.get(id)?.grid,
        Subject::House(id) => app.store.get(app.store.get(id)?.building)?.grid,
    };
    reader.open_grid(grid)
}
