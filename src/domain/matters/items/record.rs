use serde::{Deserialize, Serialize};

use super::{
    Clocking, Event, ItemNo, QueryCode, Rating, Source, State, StateTag, joint::Conference, link::Link, supervision::Supervised,
    upgrade,
};
use crate::{
    base::{Day, Id, Name, Phone, Stamp},
    domain::{
        matters::catalog::{ItemType, ServiceVersion},
        office::who::Account,
        places::grids::{Building, Grid},
        registry::people::{Household, Resident},
    },
    store::{Counter, Index, IndexOf, Row, Tally},
};

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
    /// Ordinal of the item type.
    pub item_type: u8,
    /// Ordinal of the mechanism.
    pub mechanism: u8,
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
    /// When that was reported back.
    pub answered: Option<Stamp>,
    /// Reworked so many times.
    pub reworks: u8,
    /// Reopened so many times.
    pub reopens: u8,
    /// Urged so many times, and when last.
    pub urges: u16,
    /// Last urged by the resident.
    pub urged: Option<Stamp>,
    /// The resident's verdict and words.
    pub rating: Option<(Rating, String)>,
    /// The day of the next call-back or visit, until the resident has said something.
    pub follow: Option<Day>,
    /// Follow-ups at which nobody was reached.
    pub tries: u8,
    /// Working days asked for, while an extension is.
    pub asked_days: u16,
    /// The supervision under way.
    pub supervised: Option<Supervised>,
    /// The conference under way.
    pub conference: Option<Id<Conference>>,
    /// Requests for help without an answer.
    pub helps: u16,
    /// Papers carried for the resident that have not come back.
    pub papers_out: u16,
    /// The item that it was merged into or split from.
    pub link: Option<Link>,
    /// When the house looks at it again by itself.
    pub alarm: Option<Stamp>,
    /// What the house has already done for the limit as it is.
    pub alarmed: super::alarm::Alarmed,
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
    /// Accepted, and not to be closed by the office: suspended, withdrawn, declined or merged since. Shares of closed
    /// items leave them out.
    pub const OUTSIDE: Counter<()> = Counter::new(22);
    /// Open and due on a day, by grid (0 for none).
    pub const GRID_DUE_ON: Counter<(Id<Grid>, Day)> = Counter::new(23);
    /// Open and due on a day, by window line.
    pub const LINE_DUE_ON: Counter<(u8, Day)> = Counter::new(24);
    /// Open and due on a day, by category.
    pub const CATEGORY_DUE_ON: Counter<(u8, Day)> = Counter::new(25);
    /// Supervised now, by colour.
    pub const SUPERVISED: Counter<u8> = Counter::new(26);
    /// Times that residents urged.
    pub const URGED: Counter<()> = Counter::new(27);
    /// Times that items were reopened.
    pub const REOPENED: Counter<()> = Counter::new(28);
    /// To be followed up on a day.
    pub const FOLLOW_ON: Counter<Day> = Counter::new(29);
    /// By service code and month.
    pub const SERVICE_MONTH: Counter<(String, u32)> = Counter::new(20);
    /// Items reported in a month, by category and grid.
    pub const CATEGORY_REPORTED_IN: Counter<(u32, u8, Option<Id<Grid>>)> = Counter::new(50);
    /// Items closed in a month, by category and grid.
    pub const CATEGORY_CLOSED_IN: Counter<(u32, u8, Option<Id<Grid>>)> = Counter::new(51);
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
        i.owner.filter(|_| i.state.tag.open()).map(|o| (o, i.running().unwrap_or(Stamp(i64::MAX)))).into_iter().collect()
    });
    /// Open items by due time.
    pub const OPEN_BY_DUE: Index<Item, Stamp> = Index::many(8, "item.due", |i| i.running().into_iter().collect());
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
        Index::many(12, "item.grid_due", |i| i.grid.zip(i.running()).into_iter().collect());
    /// By the time at which the house looks at it again.
    pub const BY_ALARM: Index<Item, Stamp> = Index::many(13, "item.alarm", |i| i.alarm.into_iter().collect());
    /// By follow-up day and time of closing.
    pub const BY_FOLLOW: Index<Item, (Day, Stamp)> =
        Index::many(14, "item.follow", |i| i.follow.zip(i.ended).into_iter().collect());
    /// Supervised ones by colour and limit, those without one last.
    pub const BY_SUPERVISED: Index<Item, (u8, Stamp)> = Index::many(15, "item.supervised", |i| {
        i.supervised.map(|s| (s.colour as u8, i.running().unwrap_or(Stamp(i64::MAX)))).into_iter().collect()
    });
    /// By the item they were merged into or split from.
    pub const BY_LINK: Index<Item, Id<Item>> = Index::many(16, "item.link", |i| i.link.map(Link::item).into_iter().collect());
    /// Closed ones by the time of closing.
    pub const BY_CLOSED: Index<Item, Stamp> =
        Index::many(17, "item.closed", |i| i.ended.filter(|_| i.state.tag.closed()).into_iter().collect());

    /// When the limit of an open item runs out; `None` while nothing runs: not accepted, standing, ended, or an answer that
    /// was given and is being verified (答复件).
    pub fn running(&self) -> Option<Stamp> {
        let given = self.item_type() == ItemType::Reply && self.answered.is_some();
        self.clock.due.filter(|_| self.state.tag.open() && !given)
    }
    /// How it must be answered.
    pub fn item_type(&self) -> ItemType {
        ItemType::from_ordinal(self.item_type).unwrap_or(ItemType::Promised)
    }
    /// Closed before the limit ran out (an answer: given before it did); `None` while open, declined, withdrawn or merged.
    /// Without a limit it is in time.
    pub fn in_time(&self) -> Option<bool> {
        let ended = self.ended.filter(|_| self.state.tag.closed())?;
        let done = if self.item_type() == ItemType::Reply { self.answered.unwrap_or(ended) } else { ended };
        Some(self.clock.due.is_none_or(|due| done <= due))
    }
    /// Accepted, and not (or not now) the office's to close.
    fn outside(&self) -> bool {
        use StateTag as S;
        self.clock.start.is_some() && matches!(self.state.tag, S::Suspended | S::Withdrawn | S::Declined | S::Merged)
    }
    /// Events of this item, oldest first.
    pub fn history(&self) -> crate::store::Range<Event> {
        Event::BY_ITEM.under(self.id)
    }
}

impl Row for Item {
    const TAG: u8 = 0x20;
    const NAME: &'static str = "item";
    const VERSION: u8 = 2;
    fn upgrade(from: u8, raw: &[u8]) -> Result<Self, crate::base::Failure> {
        upgrade::item(from, raw)
    }
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
            &Item::BY_ALARM,
            &Item::BY_FOLLOW,
            &Item::BY_SUPERVISED,
            &Item::BY_LINK,
            &Item::BY_CLOSED,
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
        tally.one(&counters::CATEGORY_REPORTED_IN, (reported.month(), self.category, self.grid));
        if self.clock.start.is_some() {
            tally.one(&counters::ACCEPTED, ());
        }
        if let Some(in_time) = self.in_time() {
            let closed = self.ended.unwrap_or_default().day();
            tally.one(&counters::CLOSED_ON, closed);
            tally.one(&counters::CATEGORY_CLOSED_IN, (closed.month(), self.category, self.grid));
            tally.one(&counters::CLOSED_IN_TIME, in_time);
        }
        if self.outside() {
            tally.one(&counters::OUTSIDE, ());
        }
        if let Some(due) = self.running().map(Stamp::day) {
            tally.one(&counters::OPEN_DUE_ON, due);
            tally.one(&counters::GRID_DUE_ON, (grid, due));
            tally.one(&counters::LINE_DUE_ON, (self.line, due));
            tally.one(&counters::CATEGORY_DUE_ON, (self.category, due));
        }
        if let Some(supervised) = self.supervised {
            tally.one(&counters::SUPERVISED, supervised.colour as u8);
        }
        if self.urges > 0 {
            tally.add(&counters::URGED, (), i64::from(self.urges));
        }
        if self.reopens > 0 {
            tally.add(&counters::REOPENED, (), i64::from(self.reopens));
        }
        if let Some(day) = self.follow {
            tally.one(&counters::FOLLOW_ON, day);
        }
        if let Some((rating, _)) = &self.rating {
            tally.one(&counters::RATED, *rating as u8);
        }
    }
}
