//! Counters, kept in the same write as the rows that they count.
use std::marker::PhantomData;

use super::encode::KeyPart;

/// A family of counters by key `K`. `no` is never reused.
pub struct Counter<K> {
    no: u8,
    key: PhantomData<fn(K)>,
}

impl<K: KeyPart> Counter<K> {
    /// The family with this number.
    pub const fn new(no: u8) -> Self {
        Counter { no, key: PhantomData }
    }
    pub(super) fn at(&self, k: &K) -> Vec<u8> {
        let mut key = vec![super::COUNTER, self.no];
        k.put(&mut key);
        key
    }
    pub(super) fn prefix(&self, part: &impl KeyPart) -> Vec<u8> {
        let mut key = vec![super::COUNTER, self.no];
        part.put(&mut key);
        key
    }
}

/// What one row counts for.
#[derive(Default)]
pub struct Tally(Vec<(Vec<u8>, i64)>);

impl Tally {
    /// One more under `key`.
    pub fn one<K: KeyPart>(&mut self, counter: &Counter<K>, key: K) {
        self.add(counter, key, 1);
    }
    /// `n` more under `key`.
    pub fn add<K: KeyPart>(&mut self, counter: &Counter<K>, key: K, n: i64) {
        self.raw(counter.at(&key), n);
    }
    pub(super) fn raw(&mut self, key: Vec<u8>, n: i64) {
        self.0.push((key, n));
    }
    pub(super) fn into_counts(self) -> Vec<(Vec<u8>, i64)> {
        self.0
    }
}
