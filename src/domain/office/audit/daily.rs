//! Looks that are written down once a day, so that reading a page often does not fill the log.
use super::{Action, Entry, note};
use crate::{
    base::{Failure, Id, Stamp},
    domain::office::who::Actor,
    store::{Dir, Read, Row, Tx},
};

/// Lines of a subject that are read at once.
const STEP: usize = 64;
/// The most lines of a subject's day that are searched; where there are more, a line too many is written rather than none.
const SEARCHED_MOST: usize = 512;

/// Whether the actor's look at the subject stands in the log of this day. Lines of a subject lie in order of time, so the
/// search ends with the first line of an earlier day.
///
/// # Errors
/// When the store cannot be read.
pub fn noted_today<R: Row>(read: &impl Read, actor: Actor, at: Stamp, action: Action, subject: Id<R>) -> Result<bool, Failure> {
    let range = Entry::BY_SUBJECT.under((R::NAME.to_owned(), subject.raw()));
    let (mut cursor, mut searched) = (None, 0);
    while searched < SEARCHED_MOST {
        let page = read.page(&range, Dir::Backward, cursor.as_ref(), STEP)?;
        searched += page.rows.len();
        for line in &page.rows {
            if line.at.day() < at.day() {
                return Ok(false);
            }
            if line.actor == actor && action.is(&line.action) {
                return Ok(true);
            }
        }
        match page.next {
            Some(next) => cursor = Some(next),
            None => return Ok(false),
        }
    }
    Ok(false)
}

/// Writes the line unless the same actor's stands there already this day.
///
/// # Errors
/// When the store cannot be read or written.
pub fn note_daily<R: Row>(
    tx: &mut Tx<'_>,
    actor: Actor,
    at: Stamp,
    action: Action,
    subject: Id<R>,
    detail: &str,
) -> Result<(), Failure> {
    if noted_today(tx, actor, at, action, subject)? {
        return Ok(());
    }
    note(tx, actor, at, action, Some(subject), detail)
}
