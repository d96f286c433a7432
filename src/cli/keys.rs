use std::path::Path;

use super::{Stop, open};
use crate::config::Config;

/// Takes the keys that are missing or wrong back out of a backup. The data stays as it is.
pub(crate) fn run(config: &Config, file: &Path) -> Result<(), Stop> {
    let data = &config.data.folder;
    let keeper = open::existing(data, config.data.cache_mb)?;
    let fetched = keeper.fetch_keys(file).map_err(|e| open::explain(data, &e))?;
    match fetched.as_slice() {
        [] => tell!("密钥本来就是对的，没有改动。 / The keys are right as they are; nothing was changed."),
        names => tell!("已取回密钥 / keys taken back: {}", names.join(", ")),
    }
    Ok(())
}
