//! Items as earlier programs stored them.
use serde::Deserialize;

use super::{Answer, Applicant, Clocking, Item, ItemNo, QueryCode, Rating, Source, State, Stood, Why, alarm::Alarmed};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        matters::catalog::{ItemType, Mechanism, ServiceVersion},
        office::who::Account,
        places::grids::{Building, Grid},
    },
};

/// The clock of version 1: it stood only while papers were awaited.
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(super) struct Clocking1 {
    pub(super) limit_days: u16,
    pub(super) start: Option<Day>,
    pub(super) due: Option<Stamp>,
    pub(super) provisional: bool,
    pub(super) calendar: String,
    pub(super) paused: Option<Stamp>,
    pub(super) pauses: Vec<(Stamp, Stamp)>,
}

/// Version 1, before joint handling, supervision and follow-up.
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(super) struct Item1 {
    pub(super) id: Id<Item>,
    pub(super) no: ItemNo,
    pub(super) query: QueryCode,
    pub(super) form_key: [u8; 16],
    pub(super) service: Id<ServiceVersion>,
    pub(super) service_code: String,
    pub(super) title: String,
    pub(super) line: u8,
    pub(super) category: u8,
    pub(super) grid: Option<Id<Grid>>,
    pub(super) place: String,
    pub(super) building: Option<Id<Building>>,
    pub(super) applicant: Applicant,
    pub(super) source: Source,
    pub(super) answers: Vec<Answer>,
    pub(super) materials: Vec<u8>,
    pub(super) state: State,
    pub(super) clock: Clocking1,
    pub(super) owner: Option<Id<Account>>,
    pub(super) handler: Option<Id<Account>>,
    pub(super) created: Stamp,
    pub(super) ended: Option<Stamp>,
    pub(super) result: String,
    pub(super) reworks: u8,
    pub(super) rating: Option<(Rating, String)>,
    pub(super) events: u32,
    pub(super) head: [u8; 32],
}

/// Reads an item stored by an earlier program.
pub(super) fn item(from: u8, raw: &[u8]) -> Result<Item, Failure> {
    match from {
        1 => postcard::from_bytes::<Item1>(raw).map(Item::from).map_err(Failure::broken),
        _ => Err(Failure::broken(format!("item: row version {from} is not known"))),
    }
}

impl From<Item1> for Item {
    fn from(i: Item1) -> Self {
        let immediate = i.clock.limit_days == 0;
        Item {
            id: i.id,
            no: i.no,
            query: i.query,
            form_key: i.form_key,
            service: i.service,
            service_code: i.service_code,
            title: i.title,
            line: i.line,
            category: i.category,
            // Version 1 did not keep it; what it means for a clock that has started is in the clock.
            item_type: if immediate { ItemType::Immediate } else { ItemType::Promised }.ordinal(),
            mechanism: Mechanism::Direct.ordinal(),
            grid: i.grid,
            place: i.place,
            building: i.building,
            applicant: i.applicant,
            source: i.source,
            answers: i.answers,
            materials: i.materials,
            state: i.state,
            clock: Clocking {
                limit_days: i.clock.limit_days,
                extra_days: 0,
                started: i.clock.start.map(|d| Stamp::at(d, 0, 0)),
                start: i.clock.start,
                due: i.clock.due,
                provisional: i.clock.provisional,
                calendar: i.clock.calendar,
                paused: i.clock.paused.map(|at| (at, Why::Papers)),
                pauses: i.clock.pauses.into_iter().map(|(from, to)| Stood { from, to, why: Why::Papers }).collect(),
            },
            owner: i.owner,
            handler: i.handler,
            created: i.created,
            ended: i.ended,
            answered: i.ended.filter(|_| !i.result.is_empty()),
            result: i.result,
            reworks: i.reworks,
            reopens: 0,
            urges: 0,
            urged: None,
            rating: i.rating,
            follow: None,
            tries: 0,
            asked_days: 0,
            supervised: None,
            conference: None,
            helps: 0,
            papers_out: 0,
            link: None,
            // The nightly look at all open items sets it.
            alarm: None,
            alarmed: Alarmed::default(),
            events: i.events,
            head: i.head,
        }
    }
}
