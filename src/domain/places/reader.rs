//! The reader over accounts and grids: the one answer to who may see what. What a noun shows to whom is said beside the
//! noun, in an `impl Reader` of its own (`sees_table`, `sees_item`, `sees_figure`).
use super::grids::{Grid, grids_of_staff, list_grids};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::who::{Account, Role},
    store::Read,
};

pub use crate::domain::reader::Reader;

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
    pub fn new(account: Id<Account>, roles: Vec<Role>, own: Vec<Id<Grid>>, now: Stamp) -> Self {
        Reader { account: account.raw(), roles, own: own.into_iter().map(Id::raw).collect(), now, paper: false }
    }
    /// Whose account it is.
    pub const fn me(&self) -> Id<Account> {
        Id::new(self.account)
    }
    /// The grids in which one holds a post today, with the small grids of large ones, ascending.
    pub fn own_grids(&self) -> Vec<Id<Grid>> {
        self.own.iter().copied().map(Id::new).collect()
    }
    /// Whether one holds a post in a grid today.
    pub fn serves(&self, grid: Id<Grid>) -> bool {
        self.own.contains(&grid.raw())
    }
    /// Whether people and places of a grid are seen.
    pub fn sees_grid(&self, grid: Id<Grid>) -> bool {
        self.sees_everywhere() || self.serves(grid)
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
