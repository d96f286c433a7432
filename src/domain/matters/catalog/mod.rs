//! The service catalogue (事项目录): what the office does, for whom, with what, by when, and on what authority.
//!
//! `spec` and `vocabulary` say what a service is, `load` reads the shipped ones, `search` finds one by the words
//! people use, `answer` reads what was said to a question, `record` keeps versions, `commands` writes them, `queries` reads them.
mod answer;
mod commands;
pub mod load;
pub mod log;
mod noun;
mod queries;
mod record;
pub mod search;
mod spec;
#[cfg(test)]
mod tests;
mod vocabulary;

pub(in crate::domain::matters) use answer::plain;
pub use answer::{ADDRESS_MOST, Answer, bounds, chosen, yes_no};
pub use commands::{Seeded, edit, restore, retire, seed};
pub use load::{CatalogueError, Shipped, shipped};
pub use noun::NOUN;
pub use queries::{Catalogue, Found, Offer, offer, secrecy, versions};
pub use record::{Service, ServiceVersion};
pub use search::Finder;
pub use spec::{FieldKind, FieldSpec, Material, PolicyBasis, Refused, ServiceSpec};
pub use vocabulary::{Category, Channel, ItemType, LifeSituation, Mechanism, PaperKind, Secrecy, WindowLine};
