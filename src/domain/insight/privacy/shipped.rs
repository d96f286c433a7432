//! The purposes that ship with the program: `assets/privacy/*.toml`.
use rust_embed::RustEmbed;
use serde::Deserialize;

use super::purpose::{Purpose, Terms, put_new};
use crate::{
    base::{Failure, Stamp},
    domain::office::who::Actor,
    store::{Read, Tx},
};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets/privacy"]
struct Files;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    purpose: Vec<Named>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    code: String,
    terms: Terms,
}

/// The shipped purposes by code, in the order of the files.
///
/// # Errors
/// `Broken` when a shipped file is wrong, which a test holds against.
pub fn shipped() -> Result<Vec<(String, Terms)>, Failure> {
    let mut names: Vec<_> = Files::iter().filter(|n| n.ends_with(".toml")).collect();
    names.sort();
    let mut out = Vec::new();
    for name in names {
        let Some(file) = Files::get(&name) else { continue };
        let text = std::str::from_utf8(&file.data).map_err(Failure::broken)?;
        let file: File = toml::from_str(text).map_err(|e| Failure::broken(format!("{name}: {e}")))?;
        out.extend(file.purpose.into_iter().map(|p| (p.code, Terms { notice: p.terms.notice.trim().to_owned(), ..p.terms })));
    }
    Ok(out)
}

/// Adds the shipped purposes that are missing. Those that are there are left as they are: a notice that changed by itself
/// would make consents outdated that nobody was asked for anew.
///
/// # Errors
/// `Broken` when a shipped file is wrong; when the store cannot be written.
pub fn seed(tx: &mut Tx<'_>, at: Stamp) -> Result<usize, Failure> {
    let mut added = 0;
    for (code, terms) in shipped()? {
        if tx.by(&Purpose::BY_CODE, &code)?.is_none() {
            let p = Purpose { id: tx.next_id()?, code, version: 1, retired: false, changed: (Actor::System, at) };
            put_new(tx, &p, terms)?;
            added += 1;
        }
    }
    Ok(added)
}
