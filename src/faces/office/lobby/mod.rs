//! What the office keeps of its hall: terminals, calls for help, words, recordings.
pub(super) mod calls;
pub(super) mod lexicon;
pub(super) mod terminals;
pub(super) mod voices;

use crate::faces::web::Routes;

/// Addresses.
pub(super) fn routes() -> Routes {
    [calls::routes(), lexicon::routes(), voices::routes(), terminals::routes()].into_iter().flatten().collect()
}
