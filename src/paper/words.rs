//! Stand-in for i18n::Texts until it lands: one-line messages with `{ $name }` places.

use std::collections::HashMap;

/// The texts of one language.
#[derive(Debug, Clone, Default)]
pub struct Texts(HashMap<String, String>);

impl Texts {
    /// Reads one-line messages.
    #[must_use]
    pub fn parse(source: &str) -> Self {
        let lines = source.lines().filter(|line| !line.starts_with('#'));
        Self(lines.filter_map(|line| line.split_once(" = ")).map(|(k, v)| (k.to_owned(), v.to_owned())).collect())
    }

    /// The message of this key.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.0.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// The message with its places filled.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut text = self.get(key);
        for (name, value) in args {
            text = text.replace(&format!("{{ ${name} }}"), value);
        }
        text
    }
}
