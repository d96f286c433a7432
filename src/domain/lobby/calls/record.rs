use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Stamp, words},
    domain::{lobby::terminals::Terminal, office::who::Account},
    store::{Index, IndexOf, Row},
};

/// Seconds after which a call that nobody has answered closes by itself: whoever rang is no longer there.
pub const LAPSES_AFTER: i64 = 30 * 60;
/// Seconds after which the terminal tells whoever waits where else there is help.
pub const LATE_AFTER: i64 = 3 * 60;

words! {
    /// The screen that a call came from. Never what was typed there; `call-spot-…` is the text.
    pub enum Spot {
        Home = 0 "home",
        Services = 1 "services",
        Identity = 2 "identity",
        Form = 3 "form",
        Photos = 4 "photos",
        Review = 5 "review",
        Receipt = 6 "receipt",
        Report = 7 "report",
        Track = 8 "track",
        Rate = 9 "rate",
        Grid = 10 "grid",
        Other = 11 "other",
    }
}

impl Spot {
    /// The screen of an address: by its first part alone.
    pub fn of_path(path: &str) -> Self {
        let first = path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default();
        match first {
            "" | "home" => Spot::Home,
            "apply" | "s" | "refused" => Spot::Services,
            "who" => Spot::Identity,
            "form" => Spot::Form,
            "photos" => Spot::Photos,
            "review" => Spot::Review,
            "receipt" => Spot::Receipt,
            "report" => Spot::Report,
            "track" => Spot::Track,
            "rate" => Spot::Rate,
            "grid" => Spot::Grid,
            _ => Spot::Other,
        }
    }
}

/// Somebody goes there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub by: Id<Account>,
    pub at: Stamp,
}

/// A call for help. Says nothing of the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub id: Id<Call>,
    /// The terminal, if it is enrolled.
    pub terminal: Option<Id<Terminal>>,
    /// The terminal's name at that time; empty if it has none.
    pub terminal_name: String,
    /// SHA-256 of the mark of the browser that rang: its next request is known by it.
    pub caller: [u8; 32],
    pub at: Stamp,
    /// The screen that it came from.
    pub spot: Spot,
    pub answer: Option<Answer>,
    /// Taken back by whoever rang.
    pub withdrawn: Option<Stamp>,
}

/// How a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallState {
    /// It rings.
    Open,
    /// Somebody goes there.
    Answered(Answer),
    /// Taken back.
    Withdrawn(Stamp),
    /// Nobody answered, and it closed by itself.
    Lapsed,
}

impl Call {
    /// Those that nobody has answered and nobody took back, by time. One that lapsed stays here: reads begin after it.
    pub const WAITING: Index<Call, Stamp> =
        Index::many(1, "call.waiting", |c| if c.answer.is_none() && c.withdrawn.is_none() { vec![c.at] } else { Vec::new() });
    /// By the browser that rang, and time.
    pub const BY_CALLER: Index<Call, ([u8; 32], Stamp)> = Index::many(2, "call.caller", |c| vec![(c.caller, c.at)]);

    /// How it stands.
    pub fn state(&self, now: Stamp) -> CallState {
        match (self.answer, self.withdrawn) {
            (Some(answer), _) => CallState::Answered(answer),
            (None, Some(at)) => CallState::Withdrawn(at),
            (None, None) if !now.still(self.at, LAPSES_AFTER - 1) => CallState::Lapsed,
            (None, None) => CallState::Open,
        }
    }
    /// Whether it rings and has rung for so long that whoever waits is told where else there is help.
    pub fn late(&self, now: Stamp) -> bool {
        self.state(now) == CallState::Open && now.seconds_since(self.at) >= LATE_AFTER
    }
    /// Seconds that it rang, or has rung by now.
    pub fn rang(&self, now: Stamp) -> i64 {
        let end = match self.state(now) {
            CallState::Open => now,
            CallState::Answered(a) => a.at,
            CallState::Withdrawn(at) => at,
            CallState::Lapsed => self.at.plus_seconds(LAPSES_AFTER),
        };
        end.seconds_since(self.at).max(0)
    }
}

impl Row for Call {
    const TAG: u8 = 0x37;
    const NAME: &'static str = "call";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Call::WAITING, &Call::BY_CALLER]
    }
}
