//! The house's time, worked out from what the computer shows and how much real time has passed. Pure, so that every
//! sequence of a wrong clock can be tried.
use crate::base::Stamp;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Milliseconds that the computer's clock may differ from the house's and be followed: it is set from the network, or by a
/// hand that corrects it.
pub const BOUND: i64 = 5 * MINUTE;
/// Milliseconds that an office may have been switched off without anybody being asked: a holiday, a renovation.
const AWAY: i64 = 60 * DAY;
/// How often what is followed becomes what is compared with: a clock gains no more than the bound in this time.
const RENEW: i64 = DAY;
/// No clock that is right shows a time before this program was made (2026-01-01 00:00 UTC), nor one after its papers' numbers
/// end (2099-01-01 00:00 UTC).
const POSSIBLE: std::ops::Range<i64> = 1_767_225_600_000..4_070_908_800_000;

/// What a computer shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// Its clock.
    pub(super) computer: Stamp,
    /// Milliseconds of real time since some moment before the start, sleep included; nobody can set them.
    pub(super) elapsed: i64,
}

/// The house's time and the computer's at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hands {
    /// By which everything is dated.
    pub house: Stamp,
    /// What the computer shows.
    pub computer: Stamp,
    /// Whether the computer is believed.
    pub sound: bool,
}

impl Hands {
    /// Milliseconds that the computer is ahead; negative when it is behind.
    #[must_use]
    pub const fn ahead(&self) -> i64 {
        self.computer.0.saturating_sub(self.house.0)
    }
    /// Whether the computer's time can be right at all.
    #[must_use]
    pub fn possible(&self) -> bool {
        POSSIBLE.contains(&self.computer.0)
    }
}

/// What is known of the time before a start.
#[derive(Clone, Copy, Debug)]
struct Before {
    /// The last time that was recorded; none before the first record of a new office.
    house: Option<Stamp>,
    /// How much the computer was ahead of it and not believed; 0 when they agreed.
    ahead: i64,
}

impl Before {
    const NOTHING: Before = Before { house: None, ahead: 0 };

    /// The house's time when the computer still shows what was not believed before the start, however long it was off.
    fn unbelieved(self, computer: Stamp) -> Option<Stamp> {
        let now = Stamp(computer.0.saturating_sub(self.ahead));
        let off = now.0.saturating_sub(self.house?.0);
        (self.ahead.abs() > BOUND && (-BOUND..=AWAY).contains(&off)).then_some(now)
    }
    /// Whether the computer shows a time at which the house may well be opened again.
    fn expects(self, computer: Stamp) -> bool {
        let off = self.house.map_or(0, |house| computer.0.saturating_sub(house.0));
        POSSIBLE.contains(&computer.0) && (-BOUND..=AWAY).contains(&off) && self.unbelieved(computer).is_none()
    }
}

/// The state of the house's clock.
#[derive(Clone, Debug)]
pub(super) struct House {
    /// A time that was believed, and what had passed then.
    anchor: (Stamp, i64),
    /// Milliseconds that the computer was away from it when last believed.
    offset: i64,
    /// The last time given out, and what had passed then.
    issued: (Stamp, i64),
    /// What was known at the start, until the computer is believed for the first time.
    before: Option<Before>,
    sound: bool,
}

impl House {
    /// A house that knows nothing of the time before.
    pub(super) fn new(r: Reading) -> Self {
        Self::start(Before::NOTHING, r)
    }
    /// A house whose computer is right.
    pub(super) const fn right(time: Stamp, elapsed: i64) -> Self {
        House { anchor: (time, elapsed), offset: 0, issued: (time, elapsed), before: None, sound: true }
    }
    fn start(before: Before, r: Reading) -> Self {
        let last = before.house.unwrap_or(Stamp(POSSIBLE.start));
        let time = if before.expects(r.computer) { r.computer } else { before.unbelieved(r.computer).unwrap_or(last) };
        let issued = (time.max(last), r.elapsed);
        House { anchor: (time, r.elapsed), offset: 0, issued, before: Some(before), sound: false }
    }
    /// The house was there at `last`, and the computer was `ahead` of it then and not believed (0: it was).
    pub(super) fn recall(&mut self, last: Stamp, ahead: i64, r: Reading) {
        match self.before {
            Some(Before { house: Some(known), ahead: was }) => {
                let ahead = if ahead == 0 { was } else { ahead };
                *self = House::start(Before { house: Some(known.max(last)), ahead }, r);
            }
            Some(Before { house: None, .. }) => *self = House::start(Before { house: Some(last), ahead }, r),
            // What it has recorded itself is no news to a house that is running.
            None if last <= self.issued.0 => {}
            None => *self = House::start(Before { house: Some(last), ahead }, r),
        }
    }
    /// The time at this reading: it never goes back, and it always goes on.
    pub(super) fn read(&mut self, r: Reading) -> Stamp {
        let off = r.computer.0.saturating_sub(self.expected(r.elapsed).0);
        let near = off.abs() <= BOUND;
        // Somebody sets the clock of a computer that was wrong from the start: how long it was off is theirs to say.
        let set = off > 0 && self.before.is_some_and(|b| b.expects(r.computer));
        self.sound = near || set;
        if self.sound {
            (self.offset, self.before) = (off, None);
        }
        if set || near && r.elapsed - self.anchor.1 >= RENEW {
            (self.anchor, self.offset) = ((r.computer, r.elapsed), 0);
        }
        let target = Stamp(self.expected(r.elapsed).0.saturating_add(self.offset));
        self.give_out(target, r.elapsed)
    }
    /// The house's time and the computer's.
    pub(super) fn hands(&mut self, r: Reading) -> Hands {
        let house = self.read(r);
        Hands { house, computer: r.computer, sound: self.sound }
    }
    /// What the time would be had nobody touched the clock.
    const fn expected(&self, elapsed: i64) -> Stamp {
        Stamp(self.anchor.0.0.saturating_add(elapsed - self.anchor.1))
    }
    /// Where the computer was set back a little, time goes at half its pace until it is met.
    fn give_out(&mut self, target: Stamp, elapsed: i64) -> Stamp {
        let slow = self.issued.0.0.saturating_add((elapsed - self.issued.1) / 2);
        let next = Stamp(target.0.max(slow));
        if next > self.issued.0 {
            self.issued = (next, elapsed);
        }
        self.issued.0
    }
}
