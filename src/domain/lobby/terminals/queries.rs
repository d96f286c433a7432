use super::{
    code::token_hash,
    commands::TERMINALS_MOST,
    record::{EVER, Terminal},
};
use crate::{
    base::{Failure, Stamp},
    store::{Dir, Range, Read},
};

/// How far back terminals out of service are looked for.
const LATEST: usize = 100;

/// What stands behind a screen's token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// A terminal in service.
    Terminal(Box<Terminal>),
    /// One that was taken out of service.
    Revoked,
    /// Nothing: another browser, or one whose terminal has another screen by now.
    Stranger,
}

/// Whether any terminal is or was enrolled: from the first on only enrolled ones serve residents, also while there is none.
///
/// # Errors
/// When the store cannot be read.
pub fn any_enrolled(read: &impl Read) -> Result<bool, Failure> {
    Ok(read.count(&EVER, &())? > 0)
}

/// Whose token it is: one look at an index.
///
/// # Errors
/// When the store cannot be read.
pub fn known(read: &impl Read, token: &str) -> Result<Known, Failure> {
    Ok(match read.by(&Terminal::BY_TOKEN, &token_hash(token))? {
        Some(t) if t.revoked.is_some() => Known::Revoked,
        Some(t) => Known::Terminal(Box::new(t)),
        None => Known::Stranger,
    })
}

/// Those in service or awaited, by name.
///
/// # Errors
/// When the store cannot be read.
pub fn living(read: &impl Read) -> Result<Vec<Terminal>, Failure> {
    read.list(&Terminal::BY_NAME.all(), Dir::Forward, usize::try_from(TERMINALS_MOST).unwrap_or(usize::MAX))
}

/// Those out of service and since when, latest first, of the terminals added last.
///
/// # Errors
/// When the store cannot be read.
pub fn revoked(read: &impl Read) -> Result<Vec<(Terminal, Stamp)>, Failure> {
    let all = read.list(&Range::<Terminal>::table(), Dir::Backward, LATEST)?;
    let mut gone: Vec<_> = all.into_iter().filter_map(|t| t.revoked.map(|r| (t, r.at))).collect();
    gone.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    Ok(gone)
}

/// Those that have said nothing for too long.
///
/// # Errors
/// When the store cannot be read.
pub fn offline(read: &impl Read, now: Stamp) -> Result<Vec<Terminal>, Failure> {
    if !any_enrolled(read)? {
        return Ok(Vec::new());
    }
    Ok(living(read)?.into_iter().filter(|t| t.offline(now)).collect())
}
