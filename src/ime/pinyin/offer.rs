/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it writes.
    pub text: String,
    /// How many of the typed letters and apostrophes it takes, from the first.
    pub take: usize,
    /// How unlikely it is, in twelfths of a nat.
    pub(super) cost: i32,
}
