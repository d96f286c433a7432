//! Who may do what to an item now: the workflow table read against a person and an item.
use super::{
    access,
    aspects::{help, joint},
    guards::{self, Known},
    row::Item,
    said::{By, Proof},
    step,
    words::{Action, Guard, RULES, Rule, StateTag, Who},
};
use crate::{
    base::{Failure, Stamp},
    domain::{
        office::{
            settings::Workflow,
            who::{Account, Right},
        },
        places::reader::Reader,
    },
    store::Read,
};

/// Whether the actor may ever do this to this item, the state apart.
pub(super) fn permit(read: &impl Read, by: &By<'_>, item: &Item, action: Action, at: Stamp) -> Result<(), Failure> {
    let entitled = RULES.iter().any(|r| r.action == action && entitles(r.who, by, item));
    let sees = match by {
        By::Account(me) => entitled && Reader::of(read, me, at)?.sees_item(read, item)?,
        _ => entitled,
    };
    if sees { Ok(()) } else { Err(Failure::NotAllowed) }
}

/// Whether an account's roles ever let it do this, to whichever item.
pub fn entitled(account: &Account, action: Action) -> bool {
    RULES.iter().any(|r| r.action == action && has_right(r.who, account))
}

fn has_right(who: Who, me: &Account) -> bool {
    match who {
        Who::Right(r) | Who::ResidentOr(r) => me.may(r),
        Who::Answerable => me.may(Right::Handle),
        Who::OwnerOr(r) | Who::OwnerElse(r) => me.may(r) || me.may(Right::Handle),
        Who::Participant | Who::Chair | Who::Helper | Who::Viewer => true,
        Who::Resident | Who::System => false,
    }
}

fn entitles(who: Who, by: &By<'_>, item: &Item) -> bool {
    match (who, by) {
        (_, By::Account(me)) => has_right(who, me),
        // What the house does by itself it does where the cause is: no request leads there.
        (Who::Resident | Who::ResidentOr(_), By::Terminal(proof) | By::Resident(proof)) => proves(*proof, item),
        _ => false,
    }
}

fn proves(proof: Proof, item: &Item) -> bool {
    match proof {
        Proof::Nothing => false,
        Proof::Query(code) => code == item.query,
        Proof::Person(shown) => shown.item() == item.id,
    }
}

/// The rule for this action from the item's state, if the actor is one who may follow it and its guards hold.
pub(super) fn rule_for(read: &impl Read, by: &By<'_>, item: &Item, action: Action, at: Stamp) -> Result<&'static Rule, Failure> {
    let rule = step::rule(action, item.state.tag)?;
    if !entitles(rule.who, by, item) {
        return Err(Failure::NotAllowed);
    }
    if let By::Account(me) = by
        && !meets(read, rule.who, me, item, at)?
    {
        return Err(Failure::NotAllowed);
    }
    let known = known(read, rule, by, item)?;
    rule.guards.iter().try_for_each(|guard| guards::holds(*guard, item, at, &known))?;
    Ok(rule)
}

/// What the guards of a rule ask beside the item's row; what none asks is not looked up.
fn known(read: &impl Read, rule: &Rule, by: &By<'_>, item: &Item) -> Result<Known, Failure> {
    let asks = |guard| rule.guards.contains(&guard);
    let worked = match by {
        By::Account(me) if asks(Guard::NotHandler) => access::has_handled(read, me.id, item)?,
        _ => false,
    };
    let level = if asks(Guard::LevelLeft) { joint::current(read, item)?.map(|c| c.level) } else { None };
    let tries = if asks(Guard::TriedEnough) { Workflow::load(read)?.follow_tries } else { 0 };
    let level_left = level.is_some_and(|level| level < joint::LEVELS);
    Ok(Known { account: matches!(by, By::Account(_)), leads: by.leads(), worked, level_left, tries })
}

/// Whether the actor could do this to the item now: what a resident's page offers.
///
/// # Errors
/// As [`act`](super::act) says before it looks at what comes with the action.
pub fn can(read: &impl Read, by: &By<'_>, item: &Item, action: Action, at: Stamp) -> Result<(), Failure> {
    permit(read, by, item, action, at)?;
    rule_for(read, by, item, action, at).map(drop)
}

/// Whether an account that has the right meets in the place that the rule asks for.
fn meets(read: &impl Read, who: Who, me: &Account, item: &Item, at: Stamp) -> Result<bool, Failure> {
    Ok(match who {
        // An item that nobody owns may be taken up by whoever it lies open to (全岗通), not by who was only asked for help;
        // an owned one by those who answer for it.
        Who::Answerable if item.owner.is_none() => Reader::of(read, me, at)?.lies_open(read, item)?,
        Who::Answerable => access::answers(read, me, item, at.day())?,
        // Whoever verifies does not answer for what was worked.
        Who::OwnerElse(_) if item.owner.is_some() && item.state.tag != StateTag::Verifying => {
            access::answers(read, me, item, at.day())?
        }
        Who::OwnerElse(right) => me.may(right),
        Who::OwnerOr(right) => me.may(right) || item.owner.is_some() && access::answers(read, me, item, at.day())?,
        Who::Participant => joint::current(read, item)?.is_some_and(|c| c.has(me.id)),
        Who::Chair => joint::current(read, item)?.is_some_and(|c| c.chair == me.id),
        Who::Helper => help::waiting(read, item, me.id)?.is_some(),
        Who::Right(_) | Who::Resident | Who::ResidentOr(_) | Who::Viewer | Who::System => true,
    })
}

/// What an account can do to an item now, in the order of the table: the buttons of its page.
pub fn allowed(read: &impl Read, account: &Account, item: &Item, at: Stamp) -> Result<Vec<Action>, Failure> {
    let mut out: Vec<Action> = Vec::new();
    for (action, can) in tried(read, account, item, at)? {
        if can.is_ok() && !out.contains(&action) {
            out.push(action);
        }
    }
    Ok(out)
}

/// What the state allows and the account's role too, but something else forbids: why.
pub fn withheld(read: &impl Read, account: &Account, item: &Item, at: Stamp) -> Result<Vec<(Action, Failure)>, Failure> {
    let mut out: Vec<(Action, Failure)> = Vec::new();
    for (action, can) in tried(read, account, item, at)? {
        if let Err(why) = can
            && !out.iter().any(|(a, _)| *a == action)
        {
            out.push((action, why));
        }
    }
    Ok(out)
}

type Tried = Vec<(Action, Result<&'static Rule, Failure>)>;

fn tried(read: &impl Read, account: &Account, item: &Item, at: Stamp) -> Result<Tried, Failure> {
    let by = By::Account(account);
    let mut out = Vec::new();
    if !Reader::of(read, account, at)?.sees_item(read, item)? {
        return Ok(out);
    }
    for rule in RULES.iter().filter(|r| r.from.contains(&item.state.tag) && entitles(r.who, &by, item)) {
        match rule_for(read, &by, item, rule.action, at) {
            Err(e) if !matches!(e, Failure::NotAllowed | Failure::Refused(_)) => return Err(e),
            result => out.push((rule.action, result)),
        }
    }
    Ok(out)
}
