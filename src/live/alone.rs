use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Work of which only one piece goes on at a time.
#[derive(Clone, Default)]
pub struct Alone(Arc<AtomicBool>);

/// The piece that goes on; another may begin when this is dropped.
pub struct Turn(Arc<AtomicBool>);

impl Alone {
    /// Whether one goes on.
    pub fn goes_on(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
    /// Begins, unless another goes on.
    pub fn enter(&self) -> Option<Turn> {
        (!self.0.swap(true, Ordering::SeqCst)).then(|| Turn(self.0.clone()))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
