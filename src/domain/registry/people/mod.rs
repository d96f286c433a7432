//! People and households (一户一档): who lives where, found by name, pinyin, phone, number and address.
mod beside;
mod changed;
pub mod codes;
mod commands;
mod export;
mod household;
pub mod import;
pub mod log;
mod noun;
mod personal;
mod pinyin;
mod queries;
mod record;
mod resettle;
mod search;
mod sensitive;
mod sight;
mod words;

pub use beside::{Beside, Part, Where, birth_year, names_birth};
pub use commands::{NumberEdit, Particulars};
// What changes who lives where goes through `moves`, which keeps the rows of it.
pub use changed::{Touched, mark_changed};
pub(in crate::domain::registry) use commands::{add_resident, edit_resident, mark_gone, move_resident};
pub use export::{HEADERS, Numbers, export};
pub use household::{HouseholdForm, refresh_building};
pub(in crate::domain::registry) use household::{create_household, edit_household, empty_household};
pub use noun::NOUN;
pub use pinyin::readings;
pub use queries::{households_of_grid, members};
pub use record::{
    HOUSEHOLDS_BY_GRID, Household, RESIDENTS_BORN, RESIDENTS_BORN_GRID, RESIDENTS_BY_GRID, RESIDENTS_BY_TRAIT, Relation,
    Residence, Resident, Trait,
};
pub(in crate::domain::registry) use resettle::{bring_back, resettle};
pub use search::{Hit, Hits, SEARCH_MOST, search};
pub use sensitive::{Revealed, find_by_number, identify, purpose, reveal};
