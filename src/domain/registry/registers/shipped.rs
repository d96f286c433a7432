//! The registers that ship with the program: `assets/registers/*.toml`, one file per module.
use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

use rust_embed::RustEmbed;
use serde::Deserialize;

use super::{
    check::faults,
    definition::{Module, Table},
};
use crate::base::Failure;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets/registers"]
struct Files;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    table: Vec<Table>,
}

static SHIPPED: LazyLock<Result<Vec<Arc<Table>>, String>> = LazyLock::new(read);

/// The shipped tables, module by module in the files' order.
///
/// # Errors
/// `Broken` when a shipped file is wrong, which the tests of this module hold against.
pub fn shipped() -> Result<&'static [Arc<Table>], Failure> {
    SHIPPED.as_deref().map_err(Failure::broken)
}

fn read() -> Result<Vec<Arc<Table>>, String> {
    let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
    for module in Module::ALL {
        let name = format!("{}.toml", module.key());
        let file = Files::get(&name).ok_or_else(|| format!("{name} is missing"))?;
        let text = std::str::from_utf8(&file.data).map_err(|e| format!("{name}: {e}"))?;
        let file: File = toml::from_str(text).map_err(|e| format!("{name}: {e}"))?;
        for table in file.table {
            let table = Table { module, ..table };
            if let Some(fault) = faults(&table).first() {
                return Err(format!("{name}: {}: {fault:?}", table.code));
            }
            if !seen.insert(table.code.clone()) {
                return Err(format!("{name}: {} stands twice", table.code));
            }
            out.push(Arc::new(table));
        }
    }
    Ok(out)
}
