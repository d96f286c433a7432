use super::{
    code::{code_hash, token_hash},
    log,
    record::{AWAITED, Code, ENROLLED, Enrolment, Report, Revocation, Setup, Terminal},
};
use crate::{
    base::{Failure, FieldErrors, Id, Reason, Stamp},
    domain::office::{
        audit,
        who::{Account, Actor},
    },
    store::{Read, Tx},
};

/// Terminals in service or awaited, at most.
pub const TERMINALS_MOST: i64 = 32;
/// The longest name, in characters.
pub const NAME_MOST: usize = 16;
/// The longest place, in characters.
pub const PLACE_MOST: usize = 30;
/// Seconds that a code can be entered.
pub const CODE_LIVES: i64 = 15 * 60;
/// Diagonals that screens have, in tenths of an inch.
pub const DIAGONALS: std::ops::RangeInclusive<u16> = 70..=1_000;
/// From one stored sign of life to the next, in seconds; what says something new is stored at once.
const STORED_EVERY: i64 = 60;
/// The longest version that is kept, in bytes.
const VERSION_MOST: usize = 40;

/// Who does it, and when.
pub type By = (Id<Account>, Stamp);

/// Adds a terminal that waits for a screen to enter `code`.
///
/// # Errors
/// `Invalid` for the name or the place; `Refused` when there are as many as there may be.
pub fn add(tx: &mut Tx<'_>, (by, at): By, name: &str, place: &str, code: &str) -> Result<Terminal, Failure> {
    let (name, place) = named(name, place)?;
    if tx.count(&ENROLLED, &())? + tx.count(&AWAITED, &())? >= TERMINALS_MOST {
        return Err(Failure::refused("terminal-too-many"));
    }
    let new = Terminal {
        id: tx.next_id()?,
        name,
        place,
        by,
        at,
        code: Some(waiting(code, at)?),
        enrolled: None,
        revoked: None,
        setup: Setup::default(),
        report: None,
    };
    put(tx, &new)?;
    audit::note(tx, Actor::Account(by), at, log::TERMINAL_CODE, Some(new.id), &new.name)?;
    Ok(new)
}

/// A new code for a terminal whose screen was replaced, or whose code ran out. The screen that has it goes on until then.
///
/// # Errors
/// `NotFound` for one that is not in service.
pub fn renew(tx: &mut Tx<'_>, (by, at): By, id: Id<Terminal>, code: &str) -> Result<Terminal, Failure> {
    let terminal = Terminal { code: Some(waiting(code, at)?), ..living(tx, id)? };
    put(tx, &terminal)?;
    audit::note(tx, Actor::Account(by), at, log::TERMINAL_CODE, Some(id), &terminal.name)?;
    Ok(terminal)
}

/// A screen entered a code: it is the terminal from now on, known by `token`. The code is spent.
///
/// # Errors
/// `Invalid` when no terminal waits for it, or no longer.
pub fn enrol(tx: &mut Tx<'_>, entered: &str, token: &str, at: Stamp) -> Result<Terminal, Failure> {
    // Wrong, spent and run out are told alike: whoever guesses learns nothing.
    let wrong = || Failure::field("code", "terminal-code-wrong");
    let hash = code_hash(entered).ok_or_else(wrong)?;
    let terminal = tx.by(&Terminal::BY_CODE, &hash)?.filter(|t| t.code.is_some_and(|c| at < c.until)).ok_or_else(wrong)?;
    let enrolled = Some(Enrolment { token: token_hash(token), at });
    let terminal = Terminal { code: None, enrolled, report: None, ..terminal };
    put(tx, &terminal)?;
    audit::note(tx, Actor::Terminal, at, log::TERMINAL_ENROL, Some(terminal.id), &terminal.name)?;
    Ok(terminal)
}

/// Another name, place or setup.
///
/// # Errors
/// `NotFound`; `Invalid` for the name, the place or the diagonal.
pub fn change(tx: &mut Tx<'_>, (by, at): By, id: Id<Terminal>, name: &str, place: &str, setup: Setup) -> Result<(), Failure> {
    let (name, place) = named(name, place)?;
    if setup.diagonal.is_some_and(|d| !DIAGONALS.contains(&d)) {
        return Err(Failure::field("diagonal", "terminal-diagonal-wrong"));
    }
    let old = living(tx, id)?;
    let renamed = (&old.name, &old.place) != (&name, &place);
    let (action, differs) = if renamed { (log::TERMINAL_RENAME, true) } else { (log::TERMINAL_SETUP, old.setup != setup) };
    if differs {
        let new = Terminal { name, place, setup, ..old };
        put(tx, &new)?;
        audit::note(tx, Actor::Account(by), at, action, Some(id), &new.name)?;
    }
    Ok(())
}

/// Takes a terminal out of service: its screen is refused from its next request on. One that never had a screen is forgotten;
/// one that is out of service already is no error.
///
/// # Errors
/// `NotFound` when there never was one.
pub fn revoke(tx: &mut Tx<'_>, (by, at): By, id: Id<Terminal>) -> Result<(), Failure> {
    let terminal = tx.get(id)?;
    if terminal.revoked.is_some() {
        return Ok(());
    }
    match terminal.enrolled {
        Some(_) => put(tx, &Terminal { code: None, revoked: Some(Revocation { by, at }), ..terminal.clone() })?,
        None => tx.delete(id)?,
    }
    audit::note(tx, Actor::Account(by), at, log::TERMINAL_REVOKE, Some(id), &terminal.name)
}

/// A heartbeat. Whether it says anything that has to be stored is `news`'s to tell, before a write is begun.
///
/// # Errors
/// When the store cannot be written.
pub fn heard(tx: &mut Tx<'_>, id: Id<Terminal>, version: &str, size: Option<(u16, u16)>, at: Stamp) -> Result<(), Failure> {
    let Some(terminal) = tx.find(id)?.filter(|t: &Terminal| t.serving().is_some()) else { return Ok(()) };
    if news(&terminal, version, size, at) {
        let since = terminal.report.as_ref().filter(|_| !terminal.offline(at)).map_or(at, |r| r.since);
        let report = Some(Report { at, since, version: clipped(version), size });
        tx.put(&Terminal { report, ..terminal })?;
    }
    Ok(())
}

/// Whether a heartbeat says something new, or the stored one is a minute old.
pub fn news(terminal: &Terminal, version: &str, size: Option<(u16, u16)>, at: Stamp) -> bool {
    terminal.report.as_ref().is_none_or(|r| !at.still(r.at, STORED_EVERY - 1) || r.version != clipped(version) || r.size != size)
}

/// Versions are hashes of ours; whatever else came is cut to their kind.
fn clipped(version: &str) -> String {
    version.chars().filter(char::is_ascii_alphanumeric).take(VERSION_MOST).collect()
}

fn waiting(code: &str, at: Stamp) -> Result<Code, Failure> {
    let hash = code_hash(code).ok_or_else(|| Failure::broken("a code that is none"))?;
    Ok(Code { hash, until: at.plus_seconds(CODE_LIVES) })
}

fn living(tx: &Tx<'_>, id: Id<Terminal>) -> Result<Terminal, Failure> {
    tx.find(id)?.filter(|t: &Terminal| t.revoked.is_none()).ok_or(Failure::NotFound)
}

fn named(name: &str, place: &str) -> Result<(String, String), Failure> {
    let (name, place) = (name.trim(), place.trim());
    let fits = |s: &str, most: usize| s.chars().count() <= most && !s.chars().any(char::is_control);
    let mut wrong = FieldErrors::default();
    if name.is_empty() || !fits(name, NAME_MOST) {
        wrong.0.push(("name".to_owned(), Reason::new("terminal-name-wrong").arg("max", NAME_MOST)));
    }
    if !fits(place, PLACE_MOST) {
        wrong.0.push(("place".to_owned(), Reason::new("field-too-long").arg("max", PLACE_MOST)));
    }
    if wrong.0.is_empty() { Ok((name.to_owned(), place.to_owned())) } else { Err(Failure::Invalid(wrong)) }
}

/// Two terminals of one name could not be told apart when one calls.
fn put(tx: &mut Tx<'_>, terminal: &Terminal) -> Result<(), Failure> {
    match tx.put(terminal) {
        Err(Failure::Taken(index)) if index == Terminal::BY_NAME.name => Err(Failure::field("name", "terminal-name-taken")),
        other => other,
    }
}
