use super::{
    log,
    queries::latest_of,
    record::{Answer, Call, CallState, Spot},
};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        lobby::terminals::Terminal,
        office::{
            audit,
            who::{Account, Actor},
        },
    },
    store::{Dir, Range, Read, Tx},
};

/// Seconds after an answer in which another touch is the same call: whoever answered is on the way.
const SAME_WITHIN: i64 = 60;

/// Who rings.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The hash of the browser's mark.
    pub mark: [u8; 32],
    /// The terminal, if it is enrolled, and its name.
    pub terminal: Option<(Id<Terminal>, String)>,
}

/// Rings. While the caller's last call rings, and a minute after it was answered, it is the same call.
///
/// # Errors
/// When the store cannot be written.
pub fn ring(tx: &mut Tx<'_>, caller: Caller, spot: Spot, at: Stamp) -> Result<Call, Failure> {
    if let Some(last) = latest_of(tx, &caller.mark)? {
        match last.state(at) {
            CallState::Open => return Ok(last),
            CallState::Answered(a) if at.still(a.at, SAME_WITHIN - 1) => return Ok(last),
            _ => {}
        }
    }
    let (terminal, terminal_name) = caller.terminal.map_or((None, String::new()), |(id, name)| (Some(id), name));
    let call = Call { id: tx.next_id()?, terminal, terminal_name, caller: caller.mark, at, spot, answer: None, withdrawn: None };
    tx.put(&call)?;
    Ok(call)
}

/// Takes the caller's call back, if it still rings; one that somebody is already on the way for stays answered.
///
/// # Errors
/// When the store cannot be written.
pub fn withdraw(tx: &mut Tx<'_>, mark: &[u8; 32], at: Stamp) -> Result<(), Failure> {
    match latest_of(tx, mark)? {
        Some(call) if call.state(at) == CallState::Open => tx.put(&Call { withdrawn: Some(at), ..call }),
        _ => Ok(()),
    }
}

/// Somebody goes there. Answering twice oneself is no error.
///
/// # Errors
/// `NotFound`; `Refused` when another answered, it was taken back, or it has lapsed.
pub fn answer(tx: &mut Tx<'_>, by: Id<Account>, id: Id<Call>, at: Stamp) -> Result<Call, Failure> {
    let call = tx.get(id)?;
    match call.state(at) {
        CallState::Open => {}
        CallState::Answered(a) if a.by == by => return Ok(call),
        CallState::Answered(_) => return Err(Failure::refused("call-answered-by-another")),
        CallState::Withdrawn(_) => return Err(Failure::refused("call-taken-back")),
        CallState::Lapsed => return Err(Failure::refused("call-over")),
    }
    let call = Call { answer: Some(Answer { by, at }), ..call };
    tx.put(&call)?;
    audit::note(tx, Actor::Account(by), at, log::CALL_ANSWER, Some(id), &call.terminal_name)?;
    Ok(call)
}

/// Removes calls from before `before`, at most `most`; returns how many went.
///
/// # Errors
/// When the store cannot be written.
pub fn forget_old(tx: &mut Tx<'_>, before: Stamp, most: usize) -> Result<usize, Failure> {
    // Numbers grow with time.
    let old: Vec<Call> = tx.list(&Range::table(), Dir::Forward, most)?.into_iter().take_while(|c: &Call| c.at < before).collect();
    old.iter().try_for_each(|c| tx.delete::<Call>(c.id))?;
    Ok(old.len())
}
