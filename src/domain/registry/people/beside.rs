//! What of a person may stand beside what: a mask is no mask if the rest stands beside it.
//!
//! A citizen number is region (6), birth (8), sequence (3, whose last digit says the sex) and a check sign. The region is the
//! office's own for most, so that a birth date and four signs are the whole number; telephone and the last four open the
//! terminal. Hence, whatever one account can put together from all its pages, papers and files without a stated purpose: of
//! the number its ends, of the birth its year, and then the telephone may stand whole. What is shown for a purpose has its line
//! in the log and is opened by [`reveal`](super::reveal) and its sisters, not by this table.
use crate::base::{Day, Name, Phone, SealedNumber};

/// How much of something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Nothing,
    /// Its mask; of a birth the year.
    Some,
    Whole,
}

/// What stands of a person side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    pub name: Part,
    pub number: Part,
    pub birth: Part,
    pub phone: Part,
}

/// Where something is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// What others read too: the terminal, and the papers that residents carry away.
    Lobby,
    /// The office's pages, its own papers and its files.
    Desk,
    /// Boards, waiting screens, notices, the log, and what other software gets.
    Public,
}

impl Where {
    /// All of them.
    pub const ALL: [Where; 3] = [Where::Lobby, Where::Desk, Where::Public];
    /// The table.
    pub const fn shows(self) -> Beside {
        use Part::{Nothing, Some, Whole};
        match self {
            Where::Lobby => Beside { name: Some, number: Some, birth: Nothing, phone: Some },
            Where::Desk => Beside { name: Whole, number: Some, birth: Some, phone: Whole },
            Where::Public => Beside { name: Nothing, number: Nothing, birth: Nothing, phone: Nothing },
        }
    }
    /// A name there.
    pub fn name(self, n: &Name) -> String {
        part(self.shows().name, || n.masked(), || n.as_str().to_owned())
    }
    /// A citizen number there. It is nowhere whole: what opens one is told what for.
    pub fn number(self, n: &SealedNumber) -> String {
        part(self.shows().number, || n.mask.clone(), || n.mask.clone())
    }
    /// A birth there: `1987年`.
    pub fn birth(self, b: Day) -> String {
        part(self.shows().birth, || birth_year(b), || b.to_string())
    }
    /// A telephone there.
    pub fn phone(self, p: &Phone) -> String {
        part(self.shows().phone, || p.masked(), || p.as_str().to_owned())
    }
}

fn part(shown: Part, some: impl FnOnce() -> String, whole: impl FnOnce() -> String) -> String {
    match shown {
        Part::Nothing => String::new(),
        Part::Some => some(),
        Part::Whole => whole(),
    }
}

/// The mask of a birth date: `1987年`.
pub fn birth_year(b: Day) -> String {
    format!("{}年", b.date().year())
}

/// Whether a question or a column of that name asks for a birth date, whoever wrote it.
pub fn names_birth(name: &str) -> bool {
    name.contains("出生") || name.contains("生日")
}
