//! Two persons means two people: who may decide what another asked for.
use crate::{
    base::{Failure, Stamp},
    domain::office::who::{Account, Shaped},
    store::{Dir, Read},
};

/// Hours in which an account that somebody made something of decides nothing as a second person: long enough for the others
/// to see it on their desks.
pub const QUIET_HOURS: i64 = 24;
/// Days in which an account does not decide for whoever made it, nor for another that the same hand made. In most offices one
/// administrator makes all accounts; after a month of daily work a colleague is a person of their own.
pub const SAME_HAND_DAYS: i64 = 30;
/// Days for which a change of accounts stands on the desks of who leads.
pub const TOLD_DAYS: i64 = 7;
/// Changes that a desk names.
const TOLD_MOST: usize = 5;

/// Whether `other` may decide what `asker` asked for.
///
/// # Errors
/// `Refused`: `own` for the same account or person, and the texts `second-new` and `second-same-hand`.
pub fn second_person(asker: &Account, other: &Account, own: &'static str, now: Stamp) -> Result<(), Failure> {
    if asker.id == other.id || asker.staff == other.staff {
        return Err(Failure::refused(own));
    }
    let Some(shaped) = other.shaped else { return Ok(()) };
    let age = now.seconds_since(shaped.at);
    if age < QUIET_HOURS * 3_600 {
        return Err(Failure::refused("second-new"));
    }
    let hands = [Some(asker.id), asker.shaped.and_then(|s: Shaped| s.by.account())];
    let same = shaped.by.account().is_some() && hands.contains(&shaped.by.account());
    if same && age < SAME_HAND_DAYS * 86_400 {
        return Err(Failure::refused("second-same-hand"));
    }
    Ok(())
}

/// Accounts that somebody made something of lately, the latest first: all who lead are told.
///
/// # Errors
/// When the store cannot be read.
pub fn shaped_lately(read: &impl Read, now: Stamp) -> Result<Vec<Account>, Failure> {
    let since = now.plus_seconds(-TOLD_DAYS * 86_400);
    read.list(&Account::BY_SHAPED.between(since, Stamp(i64::MAX)), Dir::Backward, TOLD_MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::Id,
        domain::office::who::{Actor, Role, Shape},
    };

    fn account(id: u64, shaped: Option<(Actor, i64)>) -> Account {
        Account {
            id: Id::new(id),
            staff: Id::new(id + 100),
            login: String::new(),
            password: String::new(),
            roles: vec![Role::Leader],
            failures: 0,
            locked_until: None,
            must_change: false,
            disabled: false,
            created: Stamp(0),
            shaped: shaped.map(|(by, hours)| Shaped { how: Shape::Created, by, at: Stamp(0).plus_seconds(hours * 3_600) }),
        }
    }

    #[test]
    fn one_hand_does_not_speak_as_two() {
        let (admin, other) = (Actor::Account(Id::new(9)), Actor::Account(Id::new(8)));
        let now = Stamp(0).plus_seconds(60 * 86_400);
        let hours = |ago: i64| 60 * 24 - ago;
        let why = |asker: &Account, decider: &Account| match second_person(asker, decider, "own", now) {
            Err(Failure::Refused(why)) => why.key,
            Ok(()) => "",
            other => panic!("{other:?}"),
        };
        let old = account(1, None);
        assert_eq!(why(&old, &old), "own");
        let twin = Account { staff: old.staff, ..account(2, None) };
        assert_eq!(why(&old, &twin), "own", "one person with two accounts");
        assert_eq!(why(&old, &account(2, None)), "");
        // Somebody was made, reset or given roles just now: by whomever, they decide nothing yet.
        for by in [admin, other, Actor::System, Actor::Account(old.id)] {
            assert_eq!(why(&old, &account(2, Some((by, hours(23))))), "second-new");
        }
        // Later not for whoever did it, nor for another of the same hand.
        let made = |by, ago| account(2, Some((by, hours(ago))));
        assert_eq!(why(&old, &made(Actor::Account(old.id), 25)), "second-same-hand");
        assert_eq!(why(&account(1, Some((admin, hours(1_000)))), &made(admin, 25)), "second-same-hand");
        assert_eq!(why(&account(1, Some((admin, hours(25)))), &made(other, 25)), "");
        assert_eq!(why(&account(1, Some((Actor::System, hours(25)))), &made(Actor::System, 25)), "", "the office's own start");
        // After a month of work a colleague is a person of their own.
        assert_eq!(why(&account(1, Some((admin, hours(25)))), &made(admin, 30 * 24)), "");
    }
}
