use serde::{Deserialize, Serialize};

use crate::{
    base::{Id, Stamp, words},
    domain::office::who::Account,
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// Terminals that are enrolled: while there is none, any browser may be one.
pub const ENROLLED: Counter<()> = Counter::new(36);
/// Terminals that are or have been enrolled.
pub(super) const EVER: Counter<()> = Counter::new(39);
/// Terminals that a code waits for and that are not enrolled.
pub const AWAITED: Counter<()> = Counter::new(37);

/// Seconds without a heartbeat after which a terminal counts as offline. A heartbeat comes every 30 and is stored at most once
/// a minute.
pub const OFFLINE_AFTER: i64 = 120;

/// A code by which a screen becomes this terminal, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// SHA-256 of its eight characters.
    pub hash: [u8; 32],
    /// Not after.
    pub until: Stamp,
}

/// A screen that became this terminal. The cookie's token is not in the store, only its SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// SHA-256 of the token.
    pub token: [u8; 32],
    /// Enrolled at.
    pub at: Stamp,
}

/// Taken out of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// By whom.
    pub by: Id<Account>,
    pub at: Stamp,
}

words! {
    /// What every person at a terminal begins with.
    #[derive(Default)]
    pub enum StartView {
        /// As drawn.
        #[default]
        Normal = 0 "normal",
        Large = 1 "large",
        /// 低位: what is touched lies in the lower half.
        Low = 2 "low",
    }
}

/// How a terminal is set up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The screen's diagonal in tenths of an inch: 215 is 21.5 inches.
    pub diagonal: Option<u16>,
    /// How the screen is drawn for whoever comes.
    pub view: StartView,
    /// Prompts are read aloud from the start.
    pub aloud: bool,
}

/// What a terminal last said of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub at: Stamp,
    /// Without a gap since.
    pub since: Stamp,
    /// The version of the pages that it shows.
    pub version: String,
    /// Width and height of its page in CSS pixels.
    pub size: Option<(u16, u16)>,
}

/// A screen for residents, from its first code until it is taken out of service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terminal {
    pub id: Id<Terminal>,
    /// 一号终端
    pub name: String,
    /// Where it stands: 一楼大厅.
    pub place: String,
    /// Added by.
    pub by: Id<Account>,
    /// Added at.
    pub at: Stamp,
    /// The code that is still to be entered.
    pub code: Option<Code>,
    /// The screen that entered one.
    pub enrolled: Option<Enrolment>,
    /// Taken out of service.
    pub revoked: Option<Revocation>,
    /// How it is set up.
    pub setup: Setup,
    /// What it last said of itself.
    pub report: Option<Report>,
}

impl Terminal {
    /// By the token of the screen; also of one that was taken out of service, which is known so and refused.
    pub const BY_TOKEN: Index<Terminal, [u8; 32]> =
        Index::unique(1, "terminal.token", |t| t.enrolled.map(|e| e.token).into_iter().collect());
    /// By the code that waits.
    pub const BY_CODE: Index<Terminal, [u8; 32]> =
        Index::unique(2, "terminal.code", |t| t.code.filter(|_| t.revoked.is_none()).map(|c| c.hash).into_iter().collect());
    /// By name, those in service or waiting for their code.
    pub const BY_NAME: Index<Terminal, String> =
        Index::unique(3, "terminal.name", |t| if t.revoked.is_none() { vec![t.name.clone()] } else { Vec::new() });

    /// The screen, while it serves.
    pub fn serving(&self) -> Option<Enrolment> {
        self.enrolled.filter(|_| self.revoked.is_none())
    }
    /// Seconds since it was last heard of, or enrolled.
    pub fn silent(&self, now: Stamp) -> i64 {
        let heard = self.report.as_ref().map(|r| r.at).into_iter().chain(self.enrolled.map(|e| e.at)).max();
        heard.map_or(0, |at| now.seconds_since(at))
    }
    /// Whether it has said nothing for so long that somebody should look.
    pub fn offline(&self, now: Stamp) -> bool {
        self.serving().is_some() && self.silent(now) > OFFLINE_AFTER
    }
}

impl Row for Terminal {
    const TAG: u8 = 0x36;
    const NAME: &'static str = "terminal";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Terminal::BY_TOKEN, &Terminal::BY_CODE, &Terminal::BY_NAME]
    }
    fn tally(&self, tally: &mut Tally) {
        if self.enrolled.is_some() {
            tally.one(&EVER, ());
        }
        match (self.serving(), self.code, self.revoked) {
            (Some(_), ..) => tally.one(&ENROLLED, ()),
            (None, Some(_), None) => tally.one(&AWAITED, ()),
            _ => {}
        }
    }
}
