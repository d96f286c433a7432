//! The row: what a deed changed in the standing of residents, exactly as it was before and after.
use serde::{Deserialize, Serialize};

use crate::{
    base::{Day, Id, Stamp, words},
    domain::{
        office::who::Actor,
        registry::people::{Household, Relation, Resident},
    },
    store::{Index, IndexOf, Row},
};

words! {
    /// What was done to a household; `moves-deed-…` is the text.
    pub enum Deed {
        /// 期初: how a household stood that is older than its history.
        Opened = 0 "opened",
        /// 建户
        Created = 1 "created",
        /// 名册导入
        Imported = 2 "imported",
        /// 添加成员
        Joined = 3 "joined",
        /// 更正关系
        Corrected = 4 "corrected",
        /// 更换户主
        Headed = 5 "headed",
        /// 移居: the household lives in another house.
        Rehoused = 6 "rehoused",
        /// 迁户: one member to another household.
        Moved = 7 "moved",
        /// 分户
        Split = 8 "split",
        /// 并户
        Merged = 9 "merged",
        /// 成员迁出
        Left = 10 "left",
        /// 户主迁出
        HeadLeft = 11 "head-left",
        /// 整户迁出
        MovedOut = 12 "moved-out",
        /// 死亡
        Died = 13 "died",
        /// 户主死亡
        HeadDied = 14 "head-died",
        /// 迁回, or it was said by mistake that somebody is gone.
        Returned = 15 "returned",
    }
}

/// Where a resident stands: in which household, as what to its head, and whether living there still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    pub household: Id<Household>,
    /// To the head; of one who is gone, as it was last.
    pub relation: Relation,
    /// Neither dead nor moved away.
    pub present: bool,
}

impl Membership {
    /// As it is recorded now.
    pub fn of(r: &Resident) -> Self {
        Membership { household: r.household, relation: r.relation, present: r.gone.is_none() }
    }
}

/// What a deed changed for one resident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Who. Names are not kept here: they are the registry's, which corrects and deletes them.
    pub resident: Id<Resident>,
    /// Before; `None` for one who was not recorded.
    pub from: Option<Membership>,
    pub to: Membership,
}

/// What a deed changed for a household as such.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    pub household: Id<Household>,
    /// Its head before.
    pub head_before: Option<Id<Resident>>,
    /// Its head after; `None` once nobody is left.
    pub head_after: Option<Id<Resident>>,
    /// Its address before; empty for a new one.
    pub address_before: String,
    /// Its address after.
    pub address_after: String,
}

/// One change of a household's membership, relations, head or house (户变动). Append-only; numbers grow with time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HouseholdChange {
    /// Number, in order of time.
    pub id: Id<HouseholdChange>,
    /// What was done.
    pub deed: Deed,
    /// Who recorded it.
    pub by: Actor,
    /// When it was recorded.
    pub at: Stamp,
    /// The day on which it happened, as was said; never after `at`.
    pub day: Day,
    /// The household it was done to: of a split or a move the one that is left.
    pub here: Side,
    /// The household that a split made, a merge or a move went to.
    pub other: Option<Side>,
    /// The residents concerned.
    pub steps: Vec<Step>,
    /// Why, in the office's words; of a death its cause.
    pub reason: String,
    /// Where people moved who left the community.
    pub destination: String,
}

impl HouseholdChange {
    /// By household, in order of time: both households of a split, a merge or a move.
    pub const BY_HOUSEHOLD: Index<HouseholdChange, Id<Household>> =
        Index::many(1, "household-change.household", HouseholdChange::households);
    /// By resident, in order of time.
    pub const BY_RESIDENT: Index<HouseholdChange, Id<Resident>> =
        Index::many(2, "household-change.resident", |c| c.steps.iter().map(|s| s.resident).collect());

    /// Every household that it concerns, each once.
    pub fn households(&self) -> Vec<Id<Household>> {
        let sides = [Some(&self.here), self.other.as_ref()].into_iter().flatten().map(|s| s.household);
        let places = self.steps.iter().flat_map(|s| s.from.map(|f| f.household).into_iter().chain([s.to.household]));
        let mut all: Vec<_> = sides.chain(places).collect();
        all.sort();
        all.dedup();
        all
    }
    /// What it changed for one of its households.
    pub fn side(&self, household: Id<Household>) -> Option<&Side> {
        [Some(&self.here), self.other.as_ref()].into_iter().flatten().find(|s| s.household == household)
    }
}

impl Row for HouseholdChange {
    const TAG: u8 = 0x3E;
    const NAME: &'static str = "household-change";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&HouseholdChange::BY_HOUSEHOLD, &HouseholdChange::BY_RESIDENT]
    }
}
