//! Who may see an item and who answers for it.
use super::{
    aspects::{chain::history, help, joint},
    row::{Event, Item},
    secrecy::secrecy,
    words::Worked,
};
use crate::{
    base::{Day, Failure, Id},
    domain::{
        matters::catalog::Secrecy,
        office::who::{Account, Right},
        places::{
            grids::{Grid, grids_of_staff},
            reader::Reader,
        },
    },
    store::Read,
};

impl Reader {
    /// Whether every item is seen.
    pub fn sees_all_items(&self) -> bool {
        self.may(Right::SeeItems)
    }
    /// Whether items are seen by where they lie: all, or those of the own grids.
    pub fn sees_items_by_grid(&self) -> bool {
        self.may(Right::SeeItems) || self.may(Right::SeeOwnGrid)
    }
    /// Whether any items are seen, if only those that were given to oneself.
    pub fn sees_items(&self) -> bool {
        self.sees_items_by_grid() || self.may(Right::Handle)
    }
    /// Whether all items of a grid are seen; of none: those that lie in no grid, and all of the office together.
    pub fn sees_items_in(&self, grid: Option<Id<Grid>>) -> bool {
        let own = |g| self.may(Right::SeeOwnGrid) && self.serves(g);
        self.sees_all_items() || grid.is_some_and(own)
    }
    /// Whether an item is in the lists of what is to be done: it lies where one sees items, or it is one's own (我的).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn lists_item(&self, read: &impl Read, item: &Item) -> Result<bool, Failure> {
        let me = Some(self.me());
        Ok(self.sees_items() && (item.owner == me || item.handler == me || self.sees_where_it_lies(read, item)?))
    }
    /// Whether an item is seen because of where it lies. What is confidential lies open to those who see the whole office's
    /// items; a grid's people see it once it is given to them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) fn sees_where_it_lies(&self, read: &impl Read, item: &Item) -> Result<bool, Failure> {
        let open = || Ok::<_, Failure>(self.sees_all_items() || secrecy(read, item)? < Secrecy::Confidential);
        Ok(self.sees_items_in(item.grid) && open()?)
    }
    /// Whether an item stands in a household's file: seen, and on paper, which others of the household read, no member's own.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) fn files_item(&self, read: &impl Read, item: &Item) -> Result<bool, Failure> {
        Ok((!self.paper || secrecy(read, item)? == Secrecy::Household) && self.sees_item(read, item)?)
    }
    /// Whether an item is seen: it lies open, it was given to this account or handled by it, or it takes part.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn sees_item(&self, read: &impl Read, item: &Item) -> Result<bool, Failure> {
        Ok(self.sees_items()
            && (self.lists_item(read, item)? || self.lies_open(read, item)? || takes_part(read, self.me(), item)?))
    }
    /// An item that is seen; others are as if they were not there.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn item(&self, read: &impl Read, id: Id<Item>) -> Result<Item, Failure> {
        let item = read.get(id)?;
        if self.sees_item(read, &item)? { Ok(item) } else { Err(Failure::NotFound) }
    }
    /// Whether an item lies open to the reader: it lies where one sees items, or one reported it.
    pub(super) fn lies_open(&self, read: &impl Read, item: &Item) -> Result<bool, Failure> {
        let reported = || Ok(history(read, item.id)?.first().is_some_and(|e| e.actor.account() == Some(self.me())));
        Ok(self.sees_items() && (self.sees_where_it_lies(read, item)? || reported()?))
    }
}

/// Whether an account is or was asked for help or called to a conference on an item; who is no longer asked sees no more.
fn takes_part(read: &impl Read, me: Id<Account>, item: &Item) -> Result<bool, Failure> {
    Ok(help::helps(read, item.id)?.iter().any(|h| h.account == me && h.cancelled.is_none())
        || joint::conferences(read, item.id)?.iter().any(|c| c.has(me)))
}

/// Whether an account answers for an item that somebody owns: it is the owner, or both are grid people of the item's grid
/// (when one is away, another of the grid goes on).
pub(super) fn answers(read: &impl Read, account: &Account, item: &Item, today: Day) -> Result<bool, Failure> {
    if item.owner == Some(account.id) {
        return Ok(true);
    }
    let (Some(grid), Some(owner)) = (item.grid, item.owner) else { return Ok(false) };
    let Some(owner) = read.find(owner)? else { return Ok(false) };
    let serves = |a: &Account| -> Result<bool, Failure> {
        let grid_person = a.roles.iter().any(|r| r.serves_grid());
        Ok(grid_person && grids_of_staff(read, a.staff, today)?.contains(&grid))
    };
    Ok(serves(account)? && serves(&owner)?)
}

/// Whether an account has ever worked on an item, or had it in hand. Such an account never verifies it.
pub fn has_handled(read: &impl Read, account: Id<Account>, item: &Item) -> Result<bool, Failure> {
    let me = Some(account);
    let worked = |e: &Event| match e.action.manner().worked {
        Some(Worked::Actor) => e.actor.account() == me,
        Some(Worked::Recipient) => e.to_account == me,
        None => false,
    };
    Ok(item.handler == me || history(read, item.id)?.iter().any(worked))
}
