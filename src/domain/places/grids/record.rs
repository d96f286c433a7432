use serde::{Deserialize, Serialize};

use super::place::building_key;
use crate::{
    base::{Day, GridCode, Id, words},
    domain::office::who::Staff,
    store::{Index, IndexOf, Row},
};

words! {
    /// Basic (基础网格) or dedicated (专属网格: a school, market, estate office).
    pub enum GridKind {
        /// 基础网格
        Basic = 0 "basic",
        /// 专属网格
        Dedicated = 1 "dedicated",
    }
}

words! {
    /// Large (大网格) over small (小网格).
    pub enum GridLevel {
        /// 大网格
        Large = 0 "large",
        /// 小网格
        Small = 1 "small",
    }
}

/// A grid (网格).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    pub id: Id<Grid>,
    /// 15 digits.
    pub code: GridCode,
    /// 第一网格
    pub name: String,
    pub kind: GridKind,
    pub level: GridLevel,
    /// The large grid that a small one belongs to.
    pub parent: Option<Id<Grid>>,
    /// Households it should have; outside warns, never refuses.
    pub households: (u16, u16),
    /// Boundaries in words: which buildings.
    pub note: String,
}

impl Grid {
    /// By code.
    pub const BY_CODE: Index<Grid, GridCode> = Index::unique(1, "grid.code", |g| vec![g.code.clone()]);
    /// By the large grid above.
    pub const BY_PARENT: Index<Grid, Id<Grid>> = Index::many(2, "grid.parent", |g| g.parent.into_iter().collect());
}

impl Row for Grid {
    const TAG: u8 = 0x15;
    const NAME: &'static str = "grid";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Grid::BY_CODE, &Grid::BY_PARENT]
    }
}

words! {
    /// A post of the 3+X model; `post-…` is the text.
    pub enum PostRole {
        /// 网格负责人
        InCharge = 0 "in-charge",
        /// 网格长
        Leader = 1 "leader",
        /// 专职网格员
        FullTime = 2 "full-time",
        /// 兼职网格员
        PartTime = 3 "part-time",
        /// 信息员
        Informant = 4 "informant",
        /// 联络员
        Liaison = 5 "liaison",
        /// 志愿者
        Volunteer = 6 "volunteer",
        /// 代办员
        Agent = 7 "agent",
    }
}

/// A person's post in a grid (岗位), with its days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    pub id: Id<Post>,
    pub staff: Id<Staff>,
    pub grid: Id<Grid>,
    /// As what.
    pub role: PostRole,
    /// First day.
    pub from: Day,
    /// Last day; open while empty.
    pub to: Option<Day>,
}

impl Post {
    /// By grid.
    pub const BY_GRID: Index<Post, Id<Grid>> = Index::many(1, "post.grid", |p| vec![p.grid]);
    /// By person.
    pub const BY_STAFF: Index<Post, Id<Staff>> = Index::many(2, "post.staff", |p| vec![p.staff]);

    /// Whether the post is held on a day.
    pub fn held_on(&self, day: Day) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Row for Post {
    const TAG: u8 = 0x16;
    const NAME: &'static str = "post";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Post::BY_GRID, &Post::BY_STAFF]
    }
}

/// A building (楼栋) in one small grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Building {
    pub id: Id<Building>,
    pub grid: Id<Grid>,
    /// The estate: 美湖花园.
    pub estate: String,
    /// 12幢
    pub name: String,
}

impl Building {
    /// By grid.
    pub const BY_GRID: Index<Building, Id<Grid>> = Index::many(1, "building.grid", |b| vec![b.grid]);
    /// By estate and name.
    pub const BY_NAME: Index<Building, (String, String)> =
        Index::unique(2, "building.name", |b| vec![(b.estate.clone(), b.name.clone())]);
    /// By estate and what remains of the name when spellings are ignored: 12幢, 12号楼 and 12# are one building.
    pub const BY_KEY: Index<Building, (String, String)> =
        Index::unique(3, "building.key", |b| vec![(b.estate.clone(), building_key(&b.name))]);
    /// By estate and name in natural order, for lists.
    pub const IN_ORDER: Index<Building, (String, String)> =
        Index::many(4, "building.order", |b| vec![(b.estate.clone(), natural(&b.name))]);
}

impl Row for Building {
    const TAG: u8 = 0x17;
    const NAME: &'static str = "building";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Building::BY_GRID, &Building::BY_NAME, &Building::BY_KEY, &Building::IN_ORDER]
    }
}

/// A house (房屋): a room of a unit of a building.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    pub id: Id<House>,
    pub building: Id<Building>,
    /// 2单元; empty where a building has no units.
    pub unit: String,
    /// 502
    pub room: String,
}

impl House {
    /// By building, unit and room, each in natural order of its digits.
    pub const BY_PLACE: Index<House, (Id<Building>, String, String)> =
        Index::unique(1, "house.place", |h| vec![(h.building, natural(&h.unit), natural(&h.room))]);
}

impl Row for House {
    const TAG: u8 = 0x18;
    const NAME: &'static str = "house";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&House::BY_PLACE]
    }
}

/// A text whose runs of digits are padded to six, so that 2 sorts before 10.
pub fn natural(s: &str) -> String {
    let mut out = String::with_capacity(s.len() + 6);
    let mut digits = String::new();
    for c in s.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            out.push_str(&format!("{digits:0>6}"));
            digits.clear();
        }
        if c != '\0' {
            out.push(c);
        }
    }
    out
}
