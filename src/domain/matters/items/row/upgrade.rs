//! Items as earlier programs stored them.
use serde::Deserialize;

use super::{
    item::Item,
    parts::{Alarmed, Applicant, Clocking, Stood, Why},
};
use crate::{
    base::{Day, Failure, Id, Stamp, as_number},
    domain::{
        matters::{
            catalog::{Answer, Category, ItemType, Mechanism, ServiceVersion, WindowLine},
            items::words::{ItemNo, QueryCode, Rating, Source, State},
        },
        office::who::Account,
        places::grids::{Building, Grid},
    },
    store::from_raw,
};

/// The clock of version 1: it stood only while papers were awaited.
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(in crate::domain::matters::items) struct Clocking1 {
    pub(in crate::domain::matters::items) limit_days: u16,
    pub(in crate::domain::matters::items) start: Option<Day>,
    pub(in crate::domain::matters::items) due: Option<Stamp>,
    pub(in crate::domain::matters::items) provisional: bool,
    pub(in crate::domain::matters::items) calendar: String,
    pub(in crate::domain::matters::items) paused: Option<Stamp>,
    pub(in crate::domain::matters::items) pauses: Vec<(Stamp, Stamp)>,
}

/// Version 1, before joint handling, supervision and follow-up.
#[derive(Deserialize)]
#[cfg_attr(test, derive(serde::Serialize))]
pub(in crate::domain::matters::items) struct Item1 {
    pub(in crate::domain::matters::items) id: Id<Item>,
    pub(in crate::domain::matters::items) no: ItemNo,
    pub(in crate::domain::matters::items) query: QueryCode,
    pub(in crate::domain::matters::items) form_key: [u8; 16],
    pub(in crate::domain::matters::items) service: Id<ServiceVersion>,
    pub(in crate::domain::matters::items) service_code: String,
    pub(in crate::domain::matters::items) title: String,
    #[serde(with = "as_number")]
    pub(in crate::domain::matters::items) line: WindowLine,
    #[serde(with = "as_number")]
    pub(in crate::domain::matters::items) category: Category,
    pub(in crate::domain::matters::items) grid: Option<Id<Grid>>,
    pub(in crate::domain::matters::items) place: String,
    pub(in crate::domain::matters::items) building: Option<Id<Building>>,
    pub(in crate::domain::matters::items) applicant: Applicant,
    pub(in crate::domain::matters::items) source: Source,
    pub(in crate::domain::matters::items) answers: Vec<Answer>,
    pub(in crate::domain::matters::items) materials: Vec<u8>,
    pub(in crate::domain::matters::items) state: State,
    pub(in crate::domain::matters::items) clock: Clocking1,
    pub(in crate::domain::matters::items) owner: Option<Id<Account>>,
    pub(in crate::domain::matters::items) handler: Option<Id<Account>>,
    pub(in crate::domain::matters::items) created: Stamp,
    pub(in crate::domain::matters::items) ended: Option<Stamp>,
    pub(in crate::domain::matters::items) result: String,
    pub(in crate::domain::matters::items) reworks: u8,
    pub(in crate::domain::matters::items) rating: Option<(Rating, String)>,
    pub(in crate::domain::matters::items) events: u32,
    pub(in crate::domain::matters::items) head: [u8; 32],
}

/// Reads an item stored by an earlier program.
pub(in crate::domain::matters::items) fn item(from: u8, raw: &[u8]) -> Result<Item, Failure> {
    match from {
        1 => from_raw::<Item1>("item", raw).map(Item::from),
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
            item_type: if immediate { ItemType::Immediate } else { ItemType::Promised },
            mechanism: Mechanism::Direct,
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
