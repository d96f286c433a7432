//! Who may see an item and who answers for it.
use super::{
    aspects::{chain::history, help, joint},
    row::{Event, Item},
    words::Worked,
};
use crate::{
    base::{Day, Failure, Id},
    domain::{
        office::who::{Account, Right, Role, Staff},
        places::grids::{Grid, Post},
    },
    store::{Dir, Read},
};

/// The most posts of one person that are looked at.
const POSTS_MOST: usize = 200;
/// The most small grids of one large grid.
const GRIDS_MOST: usize = 200;

/// Which items an account sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All.
    All,
    /// Those of these grids. What was given to the account from elsewhere is in the list of `Own`.
    Grids(Vec<Id<Grid>>),
    /// Only those given to this account, first due first: a department's handler, and anybody's own list (我的).
    Own(Id<Account>),
    /// None.
    Nothing,
}

/// The grids in which a person holds a post on a day, with the small grids of a large one; ascending.
pub fn grids_of(read: &impl Read, staff: Id<Staff>, today: Day) -> Result<Vec<Id<Grid>>, Failure> {
    let mut grids = Vec::new();
    for post in read.list(&Post::BY_STAFF.under(staff), Dir::Forward, POSTS_MOST)? {
        if post.held_on(today) {
            grids.push(post.grid);
            grids.extend(read.list(&Grid::BY_PARENT.under(post.grid), Dir::Forward, GRIDS_MOST)?.iter().map(|g| g.id));
        }
    }
    grids.sort_unstable();
    grids.dedup();
    Ok(grids)
}

/// What an account sees today.
pub fn scope(read: &impl Read, account: &Account, today: Day) -> Result<Scope, Failure> {
    Ok(if account.may(Right::SeeItems) {
        Scope::All
    } else if account.may(Right::SeeOwnGrid) {
        Scope::Grids(grids_of(read, account.staff, today)?)
    } else if account.may(Right::Handle) {
        Scope::Own(account.id)
    } else {
        Scope::Nothing
    })
}

/// Whether an account may see an item: it lies open to it, it was given to it or handled by it, or it takes part.
pub fn visible(read: &impl Read, account: &Account, item: &Item, today: Day) -> Result<bool, Failure> {
    let (scope, me) = (scope(read, account, today)?, Some(account.id));
    if scope == Scope::Nothing {
        return Ok(false);
    }
    let given = item.owner == me || item.handler == me;
    Ok(given || lies_open(read, &scope, account, item)? || takes_part(read, account.id, item)?)
}

/// Whether an item lies open to an account: it sees all, the item lies in one of its grids today, or it reported it.
pub(super) fn covers(read: &impl Read, account: &Account, item: &Item, today: Day) -> Result<bool, Failure> {
    lies_open(read, &scope(read, account, today)?, account, item)
}

fn lies_open(read: &impl Read, scope: &Scope, account: &Account, item: &Item) -> Result<bool, Failure> {
    Ok(match scope {
        Scope::Nothing => false,
        Scope::All => true,
        Scope::Grids(grids) if item.grid.is_some_and(|g| grids.contains(&g)) => true,
        Scope::Grids(_) | Scope::Own(_) => history(read, item.id)?.first().is_some_and(|e| e.actor.account() == Some(account.id)),
    })
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
        let grid_person = a.roles.iter().any(|r| matches!(r, Role::GridLeader | Role::GridWorker));
        Ok(grid_person && grids_of(read, a.staff, today)?.contains(&grid))
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
