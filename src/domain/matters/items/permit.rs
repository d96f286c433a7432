//! Who may do what to an item now: the workflow table read against a person and an item.
use super::{
    access,
    aspects::{help, joint},
    row::Item,
    said::{By, Proof},
    words::{Action, Colour, Field, Guard, RULES, Rule, StateTag, Who},
};
use crate::{
    base::{Failure, Reason, Stamp},
    domain::{
        office::{
            settings::Workflow,
            who::{Account, Right},
        },
        places::Reader,
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
        Who::Participant | Who::Chair | Who::Helper | Who::Seer => true,
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
        Proof::Household(household) => item.applicant.household == Some(household),
    }
}

/// The rule for this action from the item's state, if the actor is one who may follow it and its guards hold.
pub(super) fn rule_for(read: &impl Read, by: &By<'_>, item: &Item, action: Action, at: Stamp) -> Result<&'static Rule, Failure> {
    let from = item.state.tag;
    let illegal = || Reason::new("item-illegal").arg("action", action.key()).arg("state", from.key());
    let rule = action.rule(from).ok_or_else(|| Failure::Refused(illegal()))?;
    if !entitles(rule.who, by, item) {
        return Err(Failure::NotAllowed);
    }
    if let By::Account(me) = by
        && !stands(read, rule.who, me, item, at)?
    {
        return Err(Failure::NotAllowed);
    }
    for guard in rule.guards {
        holds(read, *guard, by, item, at)?;
    }
    Ok(rule)
}

/// Whether an account that has the right stands in the place that the rule asks for.
fn stands(read: &impl Read, who: Who, me: &Account, item: &Item, at: Stamp) -> Result<bool, Failure> {
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
        Who::Right(_) | Who::Resident | Who::ResidentOr(_) | Who::Seer | Who::System => true,
    })
}

fn holds(read: &impl Read, guard: Guard, by: &By<'_>, item: &Item, at: Stamp) -> Result<(), Failure> {
    let me = match by {
        By::Account(me) => Some(*me),
        _ => None,
    };
    let leads = me.is_some_and(|me| me.may(Right::Lead));
    let (ok, why) = match guard {
        Guard::NotHandler => {
            let worked = me.map_or(Ok(false), |me| access::has_handled(read, me.id, item))?;
            (!worked, "item-own-work")
        }
        Guard::HelpAnswered => (item.helps == 0, "item-help-waits"),
        Guard::SupervisionAnswered => (me.is_none() || item.supervised.is_none_or(|s| s.answered), "item-supervision-unanswered"),
        Guard::SupervisionWaits => (item.supervised.is_some_and(|s| !s.answered), "item-supervision-none"),
        Guard::SupervisionMine => match item.supervised {
            None => (false, "item-supervision-none"),
            Some(s) => (s.colour == Colour::Yellow || leads, "item-supervision-red"),
        },
        Guard::SupervisionNew => match item.supervised {
            None => (true, ""),
            Some(s) => (s.colour == Colour::Yellow && leads, "item-supervision-there"),
        },
        Guard::PapersReturned => (item.papers_out == 0, "item-papers-out"),
        Guard::NotOverdue => (item.running().is_none_or(|due| at <= due), "item-extension-late"),
        Guard::LevelLeft => (joint::current(read, item)?.is_some_and(|c| c.level < joint::LEVELS), "item-conference-highest"),
        Guard::TriedEnough => (item.tries >= Workflow::load(read)?.follow_tries, "item-tries-left"),
    };
    if ok { Ok(()) } else { Err(Failure::refused(why)) }
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

impl Rule {
    /// Whether its form asks for this.
    pub fn asks(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
}
