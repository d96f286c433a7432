//! The one source of time. Office PCs have wrong clocks: empty batteries, a slip of the hand, another system's zone. So the
//! house keeps its own time, which goes on with real time that nobody can set, and follows the computer's clock only while
//! the two agree. Where they do not, the office is told, and somebody says which is right.
mod house;
#[cfg(test)]
mod tests;

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicI64, Ordering},
};

pub use self::house::{BOUND, Hands};
use self::house::{House, Reading};
use super::{Day, Stamp};

/// The house's clock.
#[derive(Clone, Debug)]
pub struct Clock {
    source: Source,
    house: Arc<Mutex<House>>,
}

#[derive(Clone, Debug)]
enum Source {
    /// The computer's own clock.
    Computer,
    /// One that tests and generators move by hand: what it shows, and the real time passed, in milliseconds.
    Hand(Arc<(AtomicI64, AtomicI64)>),
}

impl Clock {
    /// The computer's clock, before anything is [recalled](Self::recall).
    pub fn system() -> Self {
        Self::over(Source::Computer, House::new)
    }
    /// A clock that is moved by hand and right from the start.
    pub fn fixed(at: Stamp) -> Self {
        Self::over(Source::hand(at), |r| House::right(r.computer, r.elapsed))
    }
    /// A clock that is moved by hand, of a computer that has just been started.
    pub fn started(at: Stamp) -> Self {
        Self::over(Source::hand(at), House::new)
    }
    fn over(source: Source, house: impl FnOnce(Reading) -> House) -> Self {
        let house = house(source.read());
        Clock { source, house: Arc::new(Mutex::new(house)) }
    }
    fn held(&self) -> MutexGuard<'_, House> {
        self.house.lock().unwrap_or_else(PoisonError::into_inner)
    }
    /// The present instant.
    pub fn now(&self) -> Stamp {
        self.hands().house
    }
    /// Today, in the office's zone.
    pub fn today(&self) -> Day {
        self.now().day()
    }
    /// The house's time and the computer's.
    pub fn hands(&self) -> Hands {
        let mut house = self.held();
        // Under the lock: of two readings the later one is what stays.
        house.hands(self.source.read())
    }
    /// The house was there at `last`. `ahead` is how many milliseconds the computer was ahead of it and not believed; 0 when
    /// they agreed, or nothing is known of it.
    pub fn recall(&self, last: Stamp, ahead: i64) {
        let mut house = self.held();
        house.recall(last, ahead, self.source.read());
    }
    /// Somebody says that the house is wrong by so many milliseconds and the computer right: the one way in which time leaps
    /// or goes back.
    pub fn move_by(&self, ahead: i64) {
        let mut house = self.held();
        let r = self.source.read();
        let now = house.read(r);
        *house = House::right(Stamp(now.0.saturating_add(ahead)), r.elapsed);
    }
    /// Lets time pass on a clock that is moved by hand.
    pub fn advance(&self, seconds: i64) {
        if let Source::Hand(hand) = &self.source {
            hand.0.fetch_add(seconds.saturating_mul(1000), Ordering::SeqCst);
            hand.1.fetch_add(seconds.saturating_mul(1000), Ordering::SeqCst);
        }
    }
    /// Turns what a computer shows that is moved by hand, while no time passes.
    pub fn turn(&self, seconds: i64) {
        if let Source::Hand(hand) = &self.source {
            hand.0.fetch_add(seconds.saturating_mul(1000), Ordering::SeqCst);
        }
    }
}

impl Source {
    fn hand(at: Stamp) -> Self {
        Source::Hand(Arc::new((AtomicI64::new(at.0), AtomicI64::new(0))))
    }
    #[allow(clippy::disallowed_methods)] // the one place that asks the system
    fn read(&self) -> Reading {
        match self {
            Source::Computer => {
                Reading { computer: Stamp(jiff::Timestamp::now().as_millisecond()), elapsed: real_milliseconds() }
            }
            Source::Hand(hand) => {
                Reading { computer: Stamp(hand.0.load(Ordering::SeqCst)), elapsed: hand.1.load(Ordering::SeqCst) }
            }
        }
    }
}

/// Real time passed since the computer was switched on, sleep included.
#[cfg(target_os = "linux")]
fn real_milliseconds() -> i64 {
    use rustix::time::{ClockId, clock_gettime};
    let passed = clock_gettime(ClockId::Boottime);
    passed.tv_sec.saturating_mul(1000).saturating_add(passed.tv_nsec / 1_000_000)
}

/// Real time passed since the first look.
#[cfg(not(target_os = "linux"))]
fn real_milliseconds() -> i64 {
    static FIRST: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    i64::try_from(FIRST.elapsed().as_millis()).unwrap_or(i64::MAX)
}
