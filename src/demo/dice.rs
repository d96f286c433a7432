//! Seeded chance: the same seed gives the same community on every machine.
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// A stream of chance.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// An own stream for one part of one profile, so that changing one part leaves the others as they were.
    pub(super) fn new(seed: u64, part: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(part);
        Dice(rng)
    }
    /// 0 ≤ result < `n`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        // The bias of a modulus is of no account for n far below 2^64.
        self.0.next_u64() % n.max(1)
    }
    /// `from` ≤ result ≤ `to`.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        let span = u64::try_from(to.saturating_sub(from)).unwrap_or(0);
        from + i64::try_from(self.below(span + 1)).unwrap_or(0)
    }
    /// True `n` times in a thousand.
    pub(super) fn chance(&mut self, n: u64) -> bool {
        self.below(1000) < n
    }
    /// One of the things.
    pub(super) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let at = self.below(of.len() as u64);
        of.get(usize::try_from(at).ok()?)
    }
    /// One of the words.
    pub(super) fn word(&mut self, of: &[&'static str]) -> &'static str {
        self.pick(of).copied().unwrap_or_default()
    }
    /// One of the characters.
    pub(super) fn char(&mut self, of: &[char]) -> char {
        self.pick(of).copied().unwrap_or('文')
    }
    /// The place of one weight, as likely as it is heavy.
    pub(super) fn weighed(&mut self, weights: &[u32]) -> usize {
        let total: u64 = weights.iter().map(|w| u64::from(*w)).sum();
        let mut at = self.below(total);
        for (place, weight) in weights.iter().enumerate() {
            let weight = u64::from(*weight);
            if at < weight {
                return place;
            }
            at -= weight;
        }
        0
    }
    /// Random bytes.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        self.0.fill_bytes(&mut out);
        out
    }
}
