//! Sweeps away what nobody needs any more, as each subject of the domain says of its own rows.
use std::collections::BTreeMap;

use crate::{
    base::{Failure, Stamp},
    domain::{self, noun::Times},
    store::Store,
};

/// Rows of one write: small, so that residents never wait for a sweep.
const AT_ONCE: usize = 20;

/// Forgets what was kept long enough: how many went of each.
///
/// # Errors
/// When the store fails; what is removed by then stays removed.
pub fn sweep_rows(store: &Store, times: &Times, now: Stamp) -> Result<BTreeMap<&'static str, usize>, Failure> {
    let mut gone = BTreeMap::new();
    for kept in domain::nouns().flat_map(|noun| noun.kept.iter()) {
        let (before, forget) = (now.plus_seconds(-(kept.long)(times)), kept.forget);
        gone.insert(kept.what, all(|| store.write_wait(move |tx| forget(tx, before, AT_ONCE)))?);
    }
    Ok(gone)
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
