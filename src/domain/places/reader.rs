//! Who reads, and when: the one answer to who may see what. Here stand rights and grids; what a noun shows to whom is
//! said beside the noun, in an `impl Reader` of its own (`sees_table`, `sees_item`, `sees_figure`).
use super::grids::{Grid, grids_of_staff, list_grids};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::office::who::{Account, Right, Role},
    store::Read,
};

/// Somebody who looks at something now. Every query that shows something to somebody takes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    account: Id<Account>,
    roles: Vec<Role>,
    own: Vec<Id<Grid>>,
    now: Stamp,
    paper: bool,
}

impl Reader {
    /// Whoever an account belongs to, with the grids of the posts that are held on this day. A closed account may nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of(read: &impl Read, account: &Account, now: Stamp) -> Result<Self, Failure> {
        let (roles, own) = match account.disabled {
            true => (Vec::new(), Vec::new()),
            false => (account.roles.clone(), grids_of_staff(read, account.staff, now.day())?),
        };
        Ok(Reader::new(account.id, roles, own, now))
    }
    /// From what is known already: `own` are the grids served today.
    pub const fn new(account: Id<Account>, roles: Vec<Role>, own: Vec<Id<Grid>>, now: Stamp) -> Self {
        Reader { account, roles, own, now, paper: false }
    }
    /// The same for what is printed: key persons' entries leave the office with a second person's approval only, so that
    /// no paper holds them, whoever prints it.
    #[must_use]
    pub fn on_paper(self) -> Self {
        Reader { paper: true, ..self }
    }
    /// Whose account it is.
    pub const fn me(&self) -> Id<Account> {
        self.account
    }
    /// When it is.
    pub const fn now(&self) -> Stamp {
        self.now
    }
    /// Today.
    pub fn today(&self) -> Day {
        self.now.day()
    }
    /// Whether one of the roles has a right, here.
    pub fn may(&self, right: Right) -> bool {
        !(self.paper && right == Right::KeyPersons) && self.roles.iter().any(|r| r.has(right))
    }
    /// Whether the office's people are seen in every grid, and what lies in none: by whoever has a role that sees people
    /// and does not do so as grid staff.
    pub fn sees_everywhere(&self) -> bool {
        self.roles.iter().any(|r| r.has(Right::SeePeople) && !r.serves_grid())
    }
    /// The grids in which one holds a post today, with the small grids of large ones, ascending.
    pub fn own_grids(&self) -> &[Id<Grid>] {
        &self.own
    }
    /// Whether people and places of a grid are seen.
    pub fn sees_grid(&self, grid: Id<Grid>) -> bool {
        self.sees_everywhere() || self.own.contains(&grid)
    }
    /// The same for what may lie in no grid: that is the whole office's.
    pub fn sees_place(&self, grid: Option<Id<Grid>>) -> bool {
        grid.map_or_else(|| self.sees_everywhere(), |g| self.sees_grid(g))
    }
    /// Refuses a grid that is not seen as if it were not there.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn open_grid(&self, grid: Id<Grid>) -> Result<(), Failure> {
        if self.sees_grid(grid) { Ok(()) } else { Err(Failure::NotFound) }
    }
    /// The grids that are seen, in the order of lists.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn grids(&self, read: &impl Read) -> Result<Vec<Grid>, Failure> {
        Ok(list_grids(read)?.into_iter().filter(|g| self.sees_grid(g.id)).collect())
    }
}
