//! What the log says, declared where it is written.
use std::fmt;

/// Something that is written to the log: made by [`actions!`] only, so that the log's page knows every one. Its text says
/// `grid.create`, the text key is `audit-grid-create`.
///
/// Two pieces, since the actions of an item's steps are made from the steps' own names.
#[derive(Clone, Copy, Debug)]
pub struct Action(&'static str, &'static str);

impl Action {
    /// For [`actions!`] and for tables over words that have names already.
    pub(in crate::domain) const fn declared(subject: &'static str, done: &'static str) -> Self {
        Action(subject, done)
    }
    /// Whether a line of the log says this.
    pub fn is(self, said: &str) -> bool {
        said.strip_prefix(self.0) == Some(self.1)
    }
    /// The key of its text.
    pub fn text(self) -> String {
        text_of(&self.to_string())
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// The key of the text for what a line of the log says; an earlier program may have written a word that has none today.
pub fn text_of(said: &str) -> String {
    format!("audit-{}", said.replace('.', "-"))
}

/// Declares what a subject writes to the log: a const for each action, and `ACTIONS`, the list of them.
macro_rules! actions {
    ($($name:ident = $word:literal),* $(,)?) => {
        $(
            #[doc = concat!("Stands in the log as `", $word, "`.")]
            pub const $name: crate::domain::noun::Action = crate::domain::noun::Action::declared("", $word);
        )*
        /// All of them.
        pub const ACTIONS: &[crate::domain::noun::Action] = &[$($name),*];
    };
}
pub(in crate::domain) use actions;
