//! Everything that is done to an item after its report: one function that reads the workflow table.
use super::{Action, By, Item, Proof, QueryCode, RULES, Rating, Rule, access, chain, clock, report::bounded};
use crate::{
    base::{Day, Failure, Id, Reason, Stamp, WorkCalendar},
    domain::{
        audit,
        settings::Settings,
        who::{Account, Right},
    },
    store::{Read, Tx},
};

/// What comes with an action.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// Basis, reason, result or opinion: required where the rule says so.
    pub note: String,
    /// Whom a dispatch is for.
    pub to_account: Option<Id<Account>>,
    /// Positions of the materials now handed in; `None` leaves them.
    pub materials: Option<Vec<u8>>,
    /// The verdict of a rating; `note` holds its words.
    pub rating: Option<Rating>,
    /// How many events the page showed: what happened since is not run over unseen.
    pub seen: Option<u32>,
}

/// Does `action` to an item: new state, clock, event, audit line and counters in one write.
///
/// # Errors
/// `NotFound`; `NotAllowed` when the actor may never do this to this item; `Refused` with the reason when it cannot be done
/// now; `Invalid` for a missing or too long field. Nothing has changed after any of them.
pub fn act(
    tx: &mut Tx<'_>,
    by: &By<'_>,
    id: Id<Item>,
    action: Action,
    details: Details,
    at: Stamp,
    calendar: &WorkCalendar,
) -> Result<Item, Failure> {
    let mut item = tx.get(id)?;
    let today = at.day();
    permit(tx, by, &item, action, today)?;
    if details.seen.is_some_and(|seen| seen != item.events) {
        return Err(Failure::refused("item-moved-on"));
    }
    let from = item.state.tag;
    let rule = rule_for(tx, by, &item, action, today)?;
    let (to, wants_note) = rule.map_or((None, true), |r| (r.to, r.note));
    let note = details.note.trim();
    bounded("note", note)?;
    if wants_note && note.is_empty() {
        return Err(Failure::field("note", "item-note-required"));
    }
    let settings = Settings::load(tx)?;
    if let Some(materials) = details.materials {
        item.materials = materials;
    }
    let me = by.actor().account();
    let mut given_to = None;
    match action {
        Action::Accept => clock::start(&mut item.clock, at, calendar, settings.as_ref()),
        Action::AskPapers => clock::stop(&mut item.clock, at),
        Action::PapersComplete => clock::start(&mut item.clock, at, calendar, settings.as_ref()),
        Action::Dispatch => {
            given_to = Some(recipient(tx, details.to_account)?);
            item.owner = given_to;
        }
        Action::SendBack => item.owner = None,
        Action::Start => (item.owner, item.handler) = (me, me),
        Action::ReportBack => {
            (item.owner, item.handler) = (None, me);
            item.result = note.to_owned();
        }
        Action::Rework => {
            item.owner = item.handler;
            item.reworks = item.reworks.saturating_add(1);
            item.result.clear();
        }
        Action::Decline => item.result = note.to_owned(),
        Action::Rate => {
            let rating = details.rating.ok_or(Failure::field("rating", "item-rating-required"))?;
            item.rating = Some((rating, note.to_owned()));
        }
        Action::Close | Action::Withdraw | Action::Note | Action::Report => {}
    }
    if let Some(tag) = to {
        item.state = super::State { tag, by: by.actor(), at };
        if !tag.open() && from.open() {
            item.ended = Some(at);
            item.owner = None;
        }
    }
    let step = chain::Step { at, actor: by.actor(), action, from: Some(from), to_account: given_to, note };
    chain::append(tx, &mut item, step)?;
    let detail = given_to.map(|a| a.to_string()).unwrap_or_default();
    audit::note(tx, by.actor(), at, &format!("item.{}", action.key()), Some(id), &detail)?;
    tx.put(&item)?;
    Ok(item)
}

/// What an account can do to an item now, in the order of the table: the buttons of its page.
pub fn allowed(read: &impl Read, account: &Account, item: &Item, today: Day) -> Result<Vec<Action>, Failure> {
    let mut out = Vec::new();
    for action in Action::ALL {
        let by = By::Account(account);
        let can = permit(read, &by, item, action, today).and_then(|()| rule_for(read, &by, item, action, today));
        match can {
            Ok(_) => out.push(action),
            Err(Failure::NotAllowed | Failure::Refused(_)) => {}
            Err(broken) => return Err(broken),
        }
    }
    Ok(out)
}

/// Whether the actor may ever do this to this item, the state apart.
fn permit(read: &impl Read, by: &By<'_>, item: &Item, action: Action, today: Day) -> Result<(), Failure> {
    let right = RULES.iter().find(|r| r.action == action).map(|r| r.right);
    let permitted = match (by, right) {
        (By::Account(me), Some(Some(right))) => me.may(right) && access::visible(read, me, item, today)?,
        (By::Account(me), None) => action == Action::Note && access::visible(read, me, item, today)?,
        (By::Terminal(proof) | By::Resident(proof), Some(None)) => proves(*proof, item),
        _ => false,
    };
    if permitted { Ok(()) } else { Err(Failure::NotAllowed) }
}

/// The rule for this action from the item's state, if the actor is one who may follow it; a note has none.
fn rule_for(read: &impl Read, by: &By<'_>, item: &Item, action: Action, today: Day) -> Result<Option<&'static Rule>, Failure> {
    let from = item.state.tag;
    if action == Action::Note {
        return Ok(None);
    }
    let illegal = || Reason::new("item-illegal").arg("action", action.key()).arg("state", from.key());
    let rule = action.rule(from).ok_or_else(|| Failure::Refused(illegal()))?;
    if let By::Account(me) = by {
        // An accepted item may be taken up by whoever sees it (全岗通); an owned one only by those who answer for it.
        let owned = rule.right == Some(Right::Handle) && item.owner.is_some();
        if owned && !access::answers(read, me, item, today)? {
            return Err(Failure::NotAllowed);
        }
        if rule.right == Some(Right::Verify) && access::has_handled(read, me.id, item)? {
            return Err(Failure::refused("item-own-work"));
        }
    }
    Ok(Some(rule))
}

fn proves(proof: Proof, item: &Item) -> bool {
    match proof {
        Proof::Nothing => false,
        Proof::Query(code) => code == item.query,
        Proof::Household(household) => item.applicant.household == Some(household),
    }
}

/// Someone with an account that can handle.
fn recipient(read: &impl Read, to: Option<Id<Account>>) -> Result<Id<Account>, Failure> {
    let to = to.ok_or(Failure::field("to", "item-recipient-required"))?;
    let account = read.find(to)?.filter(|a| a.may(Right::Handle));
    account.map(|a| a.id).ok_or(Failure::field("to", "item-recipient-unfit"))
}

/// The item with this number whose query code is `code`: what a receipt opens. An unknown number and a wrong code are the
/// same answer; the face bounds the tries.
pub fn track(read: &impl Read, no: super::ItemNo, code: QueryCode) -> Result<Item, Failure> {
    read.by(&Item::BY_NO, &no)?.filter(|i| i.query == code).ok_or(Failure::NotFound)
}
