use serde::{Deserialize, Serialize};

use super::{Event, ItemNo, QueryCode, State, StateTag};
use crate::{
    base::{Day, Id, Name, Phone, Stamp},
    domain::{
        catalog::ServiceVersion,
        grids::{Building, Grid},
        people::{Household, Resident},
        who::Account,
    },
    store::{Counter, Index, IndexOf, Row, Tally},
};

/// Where an item came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Source {
    /// 自助终端
    Terminal,
    /// 窗口
    Window,
    /// 网格员上报
    Field,
    /// 电话
    Phone,
    /// 网络
    Network,
    /// 走访
    Visit,
    /// 信息采集箱
    SuggestionBox,
    /// 上级交办
    Higher,
    /// 其他政务软件 (Open311)
    Open311,
}

impl Source {
    /// Every source.
    pub const ALL: [Source; 9] = [
        Source::Terminal,
        Source::Window,
        Source::Field,
        Source::Phone,
        Source::Network,
        Source::Visit,
        Source::SuggestionBox,
        Source::Higher,
        Source::Open311,
    ];
    /// Name in forms and texts (`source-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Source::Terminal => "terminal",
            Source::Window => "window",
            Source::Field => "field",
            Source::Phone => "phone",
            Source::Network => "network",
            Source::Visit => "visit",
            Source::SuggestionBox => "suggestion-box",
            Source::Higher => "higher",
            Source::Open311 => "open311",
        }
    }
}

/// Who asks. All empty: an anonymous report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Name.
    pub name: Option<Name>,
    /// Telephone.
    pub phone: Option<Phone>,
    /// The registered resident, if identified.
    pub resident: Option<Id<Resident>>,
    /// The household, if identified.
    pub household: Option<Id<Household>>,
}

/// An answer to one field of the service's form, as said: dates as `2026-11-21`, choices as the option's text, citizen
/// numbers sealed (JSON of `SealedNumber`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The field's key in the service version.
    pub key: String,
    /// The value in words.
    pub value: String,
    /// The sealed value of a citizen-number field; `value` then holds the mask.
    pub sealed: Option<crate::base::SealedNumber>,
}

/// The item's clock: everything that its due time was computed from. Never recomputed silently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clocking {
    /// Working days allowed; 0 is the same day.
    pub limit_days: u16,
    /// The day from which (excluded) the limit counts: acceptance, or the day the papers were complete.
    pub start: Option<Day>,
    /// When the limit runs out; empty while the clock has not started or stands.
    pub due: Option<Stamp>,
    /// The calendar of a year it needs is not published: the due time is provisional (暂定).
    pub provisional: bool,
    /// The calendar version that it was computed by.
    pub calendar: String,
    /// Standing since, while papers are awaited.
    pub paused: Option<Stamp>,
    /// Times that it stood before.
    pub pauses: Vec<(Stamp, Stamp)>,
}

/// The resident's verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[repr(u8)]
pub enum Rating {
    /// 非常满意
    VerySatisfied,
    /// 满意
    Satisfied,
    /// 基本满意
    Fair,
    /// 不满意
    Dissatisfied,
}

impl Rating {
    /// Every verdict, best first.
    pub const ALL: [Rating; 4] = [Rating::VerySatisfied, Rating::Satisfied, Rating::Fair, Rating::Dissatisfied];
    /// Name in forms and texts (`rating-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Rating::VerySatisfied => "very-satisfied",
            Rating::Satisfied => "satisfied",
            Rating::Fair => "fair",
            Rating::Dissatisfied => "dissatisfied",
        }
    }
    /// Reads `key`.
    pub fn parse(s: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.key() == s)
    }
}

/// An item (办件).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Number of the row.
    pub id: Id<Item>,
    /// Number on papers.
    pub no: ItemNo,
    /// Code on the receipt that, with the number, opens the item to its owner.
    pub query: QueryCode,
    /// Key of the form that filed it: a second submit of the same form finds the first item.
    pub form_key: [u8; 16],
    /// The service as it was.
    pub service: Id<ServiceVersion>,
    /// The service's code and name, kept with the row so that lists need no joins.
    pub service_code: String,
    /// 最低生活保障申请
    pub title: String,
    /// Ordinal of the window line.
    pub line: u8,
    /// Ordinal of the category.
    pub category: u8,
    /// Where.
    pub grid: Option<Id<Grid>>,
    /// Where, in words.
    pub place: String,
    /// The building of a reported problem.
    pub building: Option<Id<Building>>,
    /// Who asks.
    pub applicant: Applicant,
    /// From where.
    pub source: Source,
    /// The form's answers.
    pub answers: Vec<Answer>,
    /// Keys of the materials that were handed in (positions in the service's list).
    pub materials: Vec<u8>,
    /// Where it stands.
    pub state: State,
    /// Its clock.
    pub clock: Clocking,
    /// Who owns it now.
    pub owner: Option<Id<Account>>,
    /// Who handled it: never its verifier.
    pub handler: Option<Id<Account>>,
    /// Reported at.
    pub created: Stamp,
    /// Closed, declined or withdrawn at.
    pub ended: Option<Stamp>,
    /// The result in the handler's words, for the resident.
    pub result: String,
    /// Reworked so many times.
    pub reworks: u8,
    /// The resident's verdict and words.
    pub rating: Option<(Rating, String)>,
    /// Events so far.
    pub events: u32,
    /// Hash of the last event: the chain's head.
    pub head: [u8; 32],
}

/// The families of counters over items.
pub mod counters {
    use super::{Counter, Day, Grid, Id};
    /// Items by state.
    pub const STATE: Counter<u8> = Counter::new(10);
    /// By grid (0 for none) and state.
    pub const GRID_STATE: Counter<(Id<Grid>, u8)> = Counter::new(11);
    /// By window line and state.
    pub const LINE_STATE: Counter<(u8, u8)> = Counter::new(12);
    /// By category and state.
    pub const CATEGORY_STATE: Counter<(u8, u8)> = Counter::new(13);
    /// Reported on a day.
    pub const REPORTED_ON: Counter<Day> = Counter::new(14);
    /// Closed on a day.
    pub const CLOSED_ON: Counter<Day> = Counter::new(15);
    /// Open and due on a day.
    pub const OPEN_DUE_ON: Counter<Day> = Counter::new(16);
    /// Closed, and in time or not.
    pub const CLOSED_IN_TIME: Counter<bool> = Counter::new(17);
    /// By verdict.
    pub const RATED: Counter<u8> = Counter::new(18);
    /// Reported in a month (202611).
    pub const REPORTED_IN: Counter<u32> = Counter::new(19);
    /// Ever accepted: the clock has started.
    pub const ACCEPTED: Counter<()> = Counter::new(21);
    /// By service code and month.
    pub const SERVICE_MONTH: Counter<(String, u32)> = Counter::new(20);
}

impl Item {
    /// By number on papers.
    pub const BY_NO: Index<Item, ItemNo> = Index::unique(1, "item.no", |i| vec![i.no]);
    /// By form key.
    pub const BY_FORM: Index<Item, [u8; 16]> = Index::unique(2, "item.form", |i| vec![i.form_key]);
    /// By time of report.
    pub const BY_CREATED: Index<Item, Stamp> = Index::many(3, "item.created", |i| vec![i.created]);
    /// By state and time of report.
    pub const BY_STATE: Index<Item, (u8, Stamp)> = Index::many(4, "item.state", |i| vec![(i.state.tag as u8, i.created)]);
    /// By grid and time of report.
    pub const BY_GRID: Index<Item, (Id<Grid>, Stamp)> =
        Index::many(5, "item.grid", |i| i.grid.map(|g| (g, i.created)).into_iter().collect());
    /// By grid, state and time of report.
    pub const BY_GRID_STATE: Index<Item, (Id<Grid>, u8, Stamp)> =
        Index::many(6, "item.grid_state", |i| i.grid.map(|g| (g, i.state.tag as u8, i.created)).into_iter().collect());
    /// Open items by owner and due time (those without one last).
    pub const BY_OWNER: Index<Item, (Id<Account>, Stamp)> = Index::many(7, "item.owner", |i| {
        i.owner.filter(|_| i.state.tag.open()).map(|o| (o, i.clock.due.unwrap_or(Stamp(i64::MAX)))).into_iter().collect()
    });
    /// Open items by due time.
    pub const OPEN_BY_DUE: Index<Item, Stamp> =
        Index::many(8, "item.due", |i| i.clock.due.filter(|_| i.state.tag.open()).into_iter().collect());
    /// By household and time of report.
    pub const BY_HOUSEHOLD: Index<Item, (Id<Household>, Stamp)> =
        Index::many(9, "item.household", |i| i.applicant.household.map(|h| (h, i.created)).into_iter().collect());
    /// By service code and time of report.
    pub const BY_SERVICE: Index<Item, (String, Stamp)> =
        Index::many(10, "item.service", |i| vec![(i.service_code.clone(), i.created)]);
    /// By line, state and time of report.
    pub const BY_LINE_STATE: Index<Item, (u8, u8, Stamp)> =
        Index::many(11, "item.line_state", |i| vec![(i.line, i.state.tag as u8, i.created)]);
    /// Open items of a grid by due time.
    pub const GRID_OPEN_BY_DUE: Index<Item, (Id<Grid>, Stamp)> =
        Index::many(12, "item.grid_due", |i| i.grid.zip(i.clock.due).filter(|_| i.state.tag.open()).into_iter().collect());

    /// Closed before the limit ran out; `None` while open, declined or withdrawn. Without a limit it is in time.
    pub fn in_time(&self) -> Option<bool> {
        let ended = self.ended.filter(|_| matches!(self.state.tag, StateTag::Closed | StateTag::Rated))?;
        Some(self.clock.due.is_none_or(|due| ended <= due))
    }
    /// Events of this item, oldest first.
    pub fn history(&self) -> crate::store::Range<Event> {
        Event::BY_ITEM.under(self.id)
    }
}

impl Row for Item {
    const TAG: u8 = 0x20;
    const NAME: &'static str = "item";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[
            &Item::BY_NO,
            &Item::BY_FORM,
            &Item::BY_CREATED,
            &Item::BY_STATE,
            &Item::BY_GRID,
            &Item::BY_GRID_STATE,
            &Item::BY_OWNER,
            &Item::OPEN_BY_DUE,
            &Item::BY_HOUSEHOLD,
            &Item::BY_SERVICE,
            &Item::BY_LINE_STATE,
            &Item::GRID_OPEN_BY_DUE,
        ]
    }
    fn tally(&self, tally: &mut Tally) {
        let state = self.state.tag as u8;
        let (reported, grid) = (self.created.day(), self.grid.unwrap_or(Id::new(0)));
        tally.one(&counters::STATE, state);
        tally.one(&counters::GRID_STATE, (grid, state));
        tally.one(&counters::LINE_STATE, (self.line, state));
        tally.one(&counters::CATEGORY_STATE, (self.category, state));
        tally.one(&counters::REPORTED_ON, reported);
        tally.one(&counters::REPORTED_IN, reported.month());
        tally.one(&counters::SERVICE_MONTH, (self.service_code.clone(), reported.month()));
        if self.clock.start.is_some() {
            tally.one(&counters::ACCEPTED, ());
        }
        if let Some(in_time) = self.in_time() {
            tally.one(&counters::CLOSED_ON, self.ended.unwrap_or_default().day());
            tally.one(&counters::CLOSED_IN_TIME, in_time);
        }
        if let Some(due) = self.clock.due.filter(|_| self.state.tag.open()) {
            tally.one(&counters::OPEN_DUE_ON, due.day());
        }
        if let Some((rating, _)) = &self.rating {
            tally.one(&counters::RATED, *rating as u8);
        }
    }
}
