//! Reading accounts.
use crate::{
    base::{Failure, Id},
    domain::{
        noun::Words,
        office::who::{Account, Actor, Right, Staff},
    },
    store::{Dir, Range, Read},
};

/// The most accounts that are offered to be chosen from.
pub const CHOICE_MOST: usize = 1_000;

/// The name of whoever did something; `None` for terminals, residents and the system.
///
/// # Errors
/// When the store cannot be read.
pub fn name_of(read: &impl Read, actor: Actor) -> Result<Option<String>, Failure> {
    match actor {
        Actor::Account(id) => account_name(read, id).map(Some),
        _ => Ok(None),
    }
}

/// The name of an account's person.
///
/// # Errors
/// When the store cannot be read.
pub fn account_name(read: &impl Read, id: Id<Account>) -> Result<String, Failure> {
    let staff = read.find(id)?.map(|a: Account| read.find(a.staff)).transpose()?.flatten();
    Ok(staff.map(|s: Staff| s.name.as_str().to_owned()).unwrap_or_default())
}

/// Name and roles of whoever did something.
///
/// # Errors
/// When the store cannot be read.
pub fn in_words(read: &impl Read, actor: Actor) -> Result<Words, Failure> {
    let id = match actor {
        Actor::Account(id) => id,
        Actor::Terminal => return Ok(Words::text("actor-terminal")),
        Actor::Resident => return Ok(Words::text("actor-resident")),
        Actor::System => return Ok(Words::text("actor-system")),
    };
    let name = Words::Plain(account_name(read, id)?);
    let Some(account) = read.find(id)? else { return Ok(name) };
    let roles = Words::joined(account.roles.iter().map(|r| Words::text(format!("role-{}", r.key()))), Words::plain("、"));
    Ok(Words::All(vec![name, Words::plain("（"), roles, Words::plain("）")]))
}

/// Open accounts that have a right, with their people, by name.
///
/// # Errors
/// When the store cannot be read.
pub fn who_may(read: &impl Read, right: Right) -> Result<Vec<(Account, Staff)>, Failure> {
    let accounts = read.list(&Range::<Account>::table(), Dir::Forward, CHOICE_MOST)?;
    let mut out = Vec::new();
    for account in accounts.into_iter().filter(|a| a.may(right)) {
        let staff: Staff = read.get(account.staff)?;
        if staff.left.is_none() {
            out.push((account, staff));
        }
    }
    out.sort_by(|a, b| a.1.name.cmp(&b.1.name));
    Ok(out)
}

/// The sign-in name of the oldest open account that manages accounts.
///
/// # Errors
/// When the store cannot be read.
pub fn first_administrator(read: &impl Read) -> Result<String, Failure> {
    let accounts = read.list(&Range::<Account>::table(), Dir::Forward, CHOICE_MOST)?;
    Ok(accounts.into_iter().find(|a| a.may(Right::ManageUsers)).map(|a| a.login).unwrap_or_default())
}
