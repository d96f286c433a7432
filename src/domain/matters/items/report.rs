//! Reporting: how an item comes to be.
use super::chain;
use super::{Action, Answer, Applicant, Attachment, Clocking, Draft, Item, ItemNo, QueryCode, Source, State, StateTag, alarm};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::catalog::{ItemType, Mechanism, Offer, ServiceVersion},
        office::{
            audit,
            who::{Account, Actor, Right},
        },
        places::grids::{Building, Grid},
        registry::people::Household,
    },
    store::{Dir, Read, Tx},
};

/// The most answers and the longest answer, in bytes, that an item takes.
const ANSWERS_MOST: usize = 64;
/// The longest words (place, note, answer) in bytes.
pub(super) const WORDS_MOST: usize = 6_000;

/// What a service version says about every item of it, copied into the row so that lists need no joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The version in force.
    pub version: Id<ServiceVersion>,
    /// `mz-dibao`
    pub code: String,
    /// 最低生活保障申请
    pub title: String,
    /// Ordinal of the window line.
    pub line: u8,
    /// Ordinal of the category.
    pub category: u8,
    /// How it must be answered.
    pub item_type: ItemType,
    /// By which mechanism it is handled.
    pub mechanism: Mechanism,
    /// Working days allowed; 0 is the same day.
    pub limit_days: u16,
}

impl Asked {
    /// What `offer` says now; a version once taken is kept with the item for good.
    ///
    /// # Errors
    /// `Refused` when the service is not offered any more.
    pub fn of(offer: &Offer) -> Result<Self, Failure> {
        if offer.service.retired.is_some() {
            return Err(Failure::refused("item-service-retired"));
        }
        Ok(Asked {
            version: offer.version,
            code: offer.spec.code.clone(),
            title: offer.spec.name.clone(),
            line: offer.spec.line.ordinal(),
            category: offer.spec.category.ordinal(),
            item_type: offer.spec.item_type,
            mechanism: offer.spec.mechanism,
            limit_days: offer.spec.limit_days,
        })
    }
}

/// A filled form.
#[derive(Clone, Debug)]
pub struct New {
    /// The form's key, made when the form was first shown.
    pub form_key: [u8; 16],
    /// What is asked for.
    pub asked: Asked,
    /// By whom; all empty is an anonymous report.
    pub applicant: Applicant,
    /// From where.
    pub source: Source,
    /// The building of a reported problem.
    pub building: Option<Id<Building>>,
    /// The grid, where neither a household nor a building tells it.
    pub grid: Option<Id<Grid>>,
    /// Where, in words.
    pub place: String,
    /// The form's answers.
    pub answers: Vec<Answer>,
    /// Positions of the materials handed in.
    pub materials: Vec<u8>,
    /// The terminal's draft: its photos move to the item, and it remembers what was filed from it.
    pub draft: Option<Id<Draft>>,
    /// The query code; `None` makes a random one. Generated communities give theirs.
    pub query: Option<QueryCode>,
}

/// Who does something to an item.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    /// Someone signed in.
    Account(&'a Account),
    /// A resident at a terminal, with what shows that the item is theirs.
    Terminal(Proof),
    /// A resident with a receipt or a phone page.
    Resident(Proof),
    /// A job or an import.
    System,
}

/// What shows that an item is a resident's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Nothing: enough to report, not to act.
    Nothing,
    /// The query code on the receipt.
    Query(QueryCode),
    /// The session identified this household.
    Household(Id<Household>),
}

impl By<'_> {
    /// The actor of events and audit lines.
    pub fn actor(&self) -> Actor {
        match self {
            By::Account(a) => Actor::Account(a.id),
            By::Terminal(_) => Actor::Terminal,
            By::Resident(_) => Actor::Resident,
            By::System => Actor::System,
        }
    }
}

/// Files an item: row, number, first event, audit line and counters in one write. The same form key finds the first item.
///
/// # Errors
/// `NotAllowed` for an account that may not register; `Invalid` for words over their bounds or a source that is not the
/// reporter's; `Refused(item-day-full)` after 99,999 items in a day.
pub fn report(tx: &mut Tx<'_>, by: &By<'_>, new: New, at: Stamp) -> Result<Item, Failure> {
    if let Some(first) = tx.by(&Item::BY_FORM, &new.form_key)? {
        return Ok(first);
    }
    if let By::Account(account) = by
        && !account.may(Right::Register)
    {
        return Err(Failure::NotAllowed);
    }
    bounded("place", &new.place)?;
    if new.answers.len() > ANSWERS_MOST {
        return Err(Failure::field("answers", "item-too-long"));
    }
    for answer in &new.answers {
        bounded(&answer.key, &answer.value)?;
    }
    let grid = grid_of(tx, &new)?;
    let id = tx.next_id::<Item>()?;
    let (no, query) = (number(tx, at)?, new.query.map_or_else(QueryCode::random, Ok)?);
    let draft = new.draft;
    let mut item = Item::reported(id, (no, query), new, grid, by.actor(), at);
    let step = chain::Step { at, actor: by.actor(), action: Action::Report, from: None, to_account: None, note: "" };
    chain::append(tx, &mut item, step)?;
    // The house looks at it within a minute and sets when it does again: a report needs no calendar.
    item.alarm = Some(at);
    audit::note(tx, by.actor(), at, "item.report", Some(id), item.source.key())?;
    tx.put(&item)?;
    if let Some(draft) = draft {
        take_over(tx, draft, id)?;
    }
    Ok(item)
}

impl Item {
    /// An item as it is at its report, before its first event.
    pub fn reported(
        id: Id<Item>,
        (no, query): (ItemNo, QueryCode),
        new: New,
        grid: Option<Id<Grid>>,
        by: Actor,
        at: Stamp,
    ) -> Self {
        Item {
            id,
            no,
            query,
            form_key: new.form_key,
            service: new.asked.version,
            service_code: new.asked.code,
            title: new.asked.title,
            line: new.asked.line,
            category: new.asked.category,
            item_type: new.asked.item_type.ordinal(),
            mechanism: new.asked.mechanism.ordinal(),
            grid,
            place: new.place,
            building: new.building,
            applicant: new.applicant,
            source: new.source,
            answers: new.answers,
            materials: new.materials,
            state: State { tag: StateTag::Reported, by, at },
            clock: Clocking { limit_days: new.asked.limit_days, ..Clocking::default() },
            owner: None,
            handler: None,
            created: at,
            ended: None,
            result: String::new(),
            answered: None,
            reworks: 0,
            reopens: 0,
            urges: 0,
            urged: None,
            rating: None,
            follow: None,
            tries: 0,
            asked_days: 0,
            supervised: None,
            conference: None,
            helps: 0,
            papers_out: 0,
            link: None,
            alarm: None,
            alarmed: alarm::Alarmed::default(),
            events: 0,
            head: [0; 32],
        }
    }
}

/// The grid of the household, else of the building, else the one given.
fn grid_of(tx: &Tx<'_>, new: &New) -> Result<Option<Id<Grid>>, Failure> {
    if let Some(building) = new.building {
        return Ok(Some(tx.get(building)?.grid));
    }
    if let Some(household) = new.applicant.household {
        return Ok(Some(tx.get(household)?.grid));
    }
    new.grid.map(|g| tx.get(g).map(|g| g.id)).transpose()
}

/// The number after the day's greatest: numbers are never given twice, whatever rows were imported or generated.
fn number(tx: &Tx<'_>, at: Stamp) -> Result<ItemNo, Failure> {
    let day = at.day();
    let last = match ItemNo::of_day(day) {
        Some((first, last)) => tx.list(&Item::BY_NO.between(first, (last, 0u8)), Dir::Backward, 1)?,
        None => Vec::new(),
    };
    let count = last.first().map_or(0, |i| i.no.count()) + 1;
    ItemNo::new(day, count).ok_or(Failure::refused("item-day-full"))
}

/// Moves a draft's photos to the item filed from it.
fn take_over(tx: &mut Tx<'_>, draft: Id<Draft>, item: Id<Item>) -> Result<(), Failure> {
    for mut photo in tx.list(&Attachment::BY_DRAFT.under(draft), Dir::Forward, super::attachments::PHOTOS_MOST)? {
        (photo.draft, photo.item) = (None, Some(item));
        tx.put(&photo)?;
    }
    if let Some(mut draft) = tx.find(draft)? {
        draft.filed = Some(item);
        tx.put(&draft)?;
    }
    Ok(())
}

/// Words within their bound and without control characters but line ends.
pub(super) fn bounded(field: &str, words: &str) -> Result<(), Failure> {
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if words.len() > WORDS_MOST || words.chars().any(odd) {
        return Err(Failure::field(field, "item-too-long"));
    }
    Ok(())
}
