//! Everything that ships inside the binary (debug builds read the folder, so that edits show at once).

/// The assets folder: css, js, fonts, locales, catalogue.
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/assets"]
pub struct Assets;

/// The config folder: calendars, profiles, the commented default settings.
#[derive(rust_embed::RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config"]
pub struct Configs;

/// A text file of the assets; empty if there is none (tests hold that none is missing).
pub fn text(path: &str) -> String {
    Assets::get(path).map(|f| String::from_utf8_lossy(&f.data).into_owned()).unwrap_or_default()
}
