//! What is filed.
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        matters::{
            catalog::{Answer, Category, ItemType, Mechanism, Offer, ServiceVersion, WindowLine},
            items::{
                row::{Alarmed, Applicant, Clocking, Draft, Item},
                words::{ItemNo, QueryCode, Source, State, StateTag},
            },
        },
        office::who::Actor,
        places::grids::{Building, Grid},
    },
};

/// What a service version says about every item of it, copied into the row so that lists need no joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The version in force.
    pub version: Id<ServiceVersion>,
    /// `mz-dibao`
    pub code: String,
    /// 最低生活保障申请
    pub title: String,
    /// The window line that answers for it.
    pub line: WindowLine,
    /// Its kind of service.
    pub category: Category,
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
            line: offer.spec.line,
            category: offer.spec.category,
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

impl New {
    /// An item as it is at its report, before its first event.
    pub(in crate::domain::matters::items) fn item(
        self,
        (id, no, query): (Id<Item>, ItemNo, QueryCode),
        grid: Option<Id<Grid>>,
        by: Actor,
        at: Stamp,
    ) -> Item {
        Item {
            id,
            no,
            query,
            form_key: self.form_key,
            service: self.asked.version,
            service_code: self.asked.code,
            title: self.asked.title,
            line: self.asked.line,
            category: self.asked.category,
            item_type: self.asked.item_type,
            mechanism: self.asked.mechanism,
            grid,
            place: self.place,
            building: self.building,
            applicant: self.applicant,
            source: self.source,
            answers: self.answers,
            materials: self.materials,
            state: State { tag: StateTag::Reported, by, at },
            clock: Clocking { limit_days: self.asked.limit_days, ..Clocking::default() },
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
            alarmed: Alarmed::default(),
            events: 0,
            head: [0; 32],
        }
    }
}
