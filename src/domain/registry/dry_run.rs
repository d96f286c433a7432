//! The dry run of a sheet: what would become of each row; and once it is applied, what became of them.
use std::fmt;

/// What becomes of a row. Fields and reasons are such as the sheet's subject names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict<F, W> {
    /// Something new.
    Added,
    /// These fields of something that is recorded change.
    Changed(Vec<F>),
    /// What it says is recorded already.
    Same,
    /// Not taken, and why.
    Refused(Vec<W>),
}

impl<F, W> Verdict<F, W> {
    /// Whether something is to be written.
    pub const fn writes(&self) -> bool {
        matches!(self, Verdict::Added | Verdict::Changed(_))
    }
    /// Whether the row is not taken.
    pub const fn refused(&self) -> bool {
        matches!(self, Verdict::Refused(_))
    }
}

/// Rows by verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub same: usize,
    pub refused: usize,
}

impl Counts {
    pub(super) fn of<'a, F: 'a, W: 'a>(all: impl Iterator<Item = &'a Verdict<F, W>>) -> Self {
        let mut counts = Counts::default();
        all.for_each(|v| counts.add(v));
        counts
    }
    fn add<F, W>(&mut self, v: &Verdict<F, W>) {
        match v {
            Verdict::Added => self.added += 1,
            Verdict::Changed(_) => self.changed += 1,
            Verdict::Same => self.same += 1,
            Verdict::Refused(_) => self.refused += 1,
        }
    }
    /// All of them.
    pub const fn all(&self) -> usize {
        self.added + self.changed + self.same + self.refused
    }
    /// Those that are to be written.
    pub const fn writes(&self) -> usize {
        self.added + self.changed
    }
}

/// For the log.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "added {} changed {} same {} refused {}", self.added, self.changed, self.same, self.refused)
    }
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Rows by what became of them.
    pub counts: Counts,
    /// How many were refused though the dry run would have taken them: something changed in between.
    pub surprises: usize,
}

impl Applied {
    /// Notes what became of a row that the dry run would have taken, or refused.
    pub(super) fn note<F, W>(&mut self, refused: bool, now: &Verdict<F, W>) {
        self.counts.add(now);
        self.surprises += usize::from(now.refused() && !refused);
    }
}
