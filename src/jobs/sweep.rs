//! Sweeps away what nobody needs any more: idle drafts of the terminal, ended sessions, old print jobs.
use crate::{
    base::{Failure, Stamp},
    domain::{
        lobby::calls,
        matters::items,
        office::{accounts::Session, prints},
    },
    store::{Dir, Read, Store},
};

/// Rows of one write: small, so that residents never wait for a sweep.
const AT_ONCE: usize = 20;

/// How long things are kept, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct SweepTimes {
    /// A draft since its last touch: the terminal's longest idle time, its countdown, and a grace.
    pub draft: i64,
    /// A session since its last request.
    pub session: i64,
    /// A print job since it ended.
    pub print: i64,
    /// A notice since it was written.
    pub notice: i64,
    /// A call for help since it was made.
    pub call: i64,
}

/// What a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Drafts.
    pub drafts: usize,
    /// Sessions.
    pub sessions: usize,
    /// Print jobs.
    pub prints: usize,
    /// Notices.
    pub notices: usize,
    /// Calls for help.
    pub calls: usize,
}

/// Removes idle drafts with their photos, ended sessions, old print jobs, notices and calls.
///
/// # Errors
/// When the store fails; what is removed by then stays removed.
pub fn sweep_rows(store: &Store, times: SweepTimes, now: Stamp) -> Result<Swept, Failure> {
    let before = |seconds: i64| now.plus_seconds(-seconds);
    let (draft, session) = (before(times.draft), before(times.session));
    let (print, notice, call) = (before(times.print), before(times.notice), before(times.call));
    Ok(Swept {
        drafts: all(|| store.write_wait(move |tx| items::purge_drafts(tx, draft, AT_ONCE)))?,
        sessions: all(|| {
            store.write_wait(move |tx| {
                let ended = tx.list(&Session::BY_SEEN.between(Stamp(i64::MIN), session), Dir::Forward, AT_ONCE)?;
                ended.iter().try_for_each(|s| tx.delete::<Session>(s.id))?;
                Ok(ended.len())
            })
        })?,
        prints: all(|| store.write_wait(move |tx| prints::forget_old(tx, print, AT_ONCE)))?,
        notices: all(|| store.write_wait(move |tx| items::forget_notices(tx, notice, AT_ONCE)))?,
        calls: all(|| store.write_wait(move |tx| calls::forget_old(tx, call, AT_ONCE)))?,
    })
}

fn all(mut some: impl FnMut() -> Result<usize, Failure>) -> Result<usize, Failure> {
    let mut total = 0;
    loop {
        let n = some()?;
        total += n;
        if n < AT_ONCE {
            return Ok(total);
        }
    }
}
