//! The forms that ship with the program: `assets/reports/*.toml`, in the order of their names.
use std::sync::{Arc, LazyLock};

use rust_embed::RustEmbed;

use super::definition::{Rows, Template};
use crate::base::Failure;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets/reports"]
struct Files;

static SHIPPED: LazyLock<Result<Vec<Arc<Template>>, String>> = LazyLock::new(read);

/// The shipped forms.
///
/// # Errors
/// `Broken` when a shipped file is wrong, which the tests of this module hold against.
pub fn shipped() -> Result<&'static [Arc<Template>], Failure> {
    SHIPPED.as_deref().map_err(Failure::broken)
}

fn read() -> Result<Vec<Arc<Template>>, String> {
    let mut names: Vec<_> = Files::iter().filter(|n| n.ends_with(".toml")).collect();
    names.sort_unstable();
    let mut out = Vec::new();
    for name in names {
        let file = Files::get(&name).ok_or_else(|| format!("{name} is missing"))?;
        let text = std::str::from_utf8(&file.data).map_err(|e| format!("{name}: {e}"))?;
        let template: Template = toml::from_str(text).map_err(|e| format!("{name}: {e}"))?;
        if Rows::parse(&template.rows).is_none() {
            return Err(format!("{name}: rows"));
        }
        out.push(Arc::new(template));
    }
    Ok(out)
}

/// A shipped form's template as it is written, for who wants to begin with it.
///
/// # Errors
/// `NotFound` without such a form.
pub fn shipped_text(code: &str) -> Result<String, Failure> {
    for name in Files::iter() {
        let file = Files::get(&name).ok_or(Failure::NotFound)?;
        let text = String::from_utf8_lossy(&file.data);
        if text.lines().any(|l| l == format!("code = \"{code}\"")) {
            return Ok(text.into_owned());
        }
    }
    Err(Failure::NotFound)
}
