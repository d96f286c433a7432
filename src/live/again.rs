use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::Notify;

/// Whether the program is to end and begin again.
#[derive(Clone, Default)]
pub struct Again(Arc<(AtomicBool, Notify)>);

impl Again {
    /// Asks for it.
    pub fn ask(&self) {
        self.0.0.store(true, Ordering::SeqCst);
        self.0.1.notify_one();
    }
    /// Whether it was asked for.
    pub fn was_asked(&self) -> bool {
        self.0.0.load(Ordering::SeqCst)
    }
    /// Waits until it is.
    pub async fn asked(&self) {
        while !self.was_asked() {
            self.0.1.notified().await;
        }
    }
}
