//! The communities that the product must be able to run, as files under config/profiles.
use rust_embed::RustEmbed;
use serde::{Deserialize, Serialize};

use crate::base::{DivisionCode, Failure, Phone};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/profiles"]
struct Files;

/// A community to generate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// `meihu`, the file's name.
    pub code: String,
    /// 美湖社区
    pub name: String,
    /// 美湖社区居民委员会
    pub office: String,
    /// 江苏省无锡市
    pub place: String,
    /// Twelve digits; the last six are for demonstration.
    pub division: DivisionCode,
    /// The office's telephone.
    pub phone: Phone,
    /// The office's address.
    pub address: String,
    /// Names of the figures that no source states and that this file chose.
    pub assumed: Vec<String>,
    /// Names of housing estates; empty ones are made up.
    pub estates: Vec<String>,
    /// Grids, households, residents.
    pub territory: Territory,
    /// People who serve.
    pub posts: Posts,
    /// What happened in the year.
    pub year: Year,
    /// Other figures that the place states of itself.
    #[serde(default)]
    pub figure: Vec<Figure>,
}

/// The territory of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Territory {
    /// Communities (社区).
    pub communities: u32,
    /// Large grids over the small ones; may be none.
    pub large: u32,
    /// Basic small grids.
    pub small: u32,
    /// Dedicated grids (专属网格).
    pub dedicated: u32,
    /// Households in the register.
    pub households: u32,
    /// Residents in the register.
    pub residents: u32,
}

/// How many people hold each post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posts {
    /// Committee members and leaders of the office.
    pub committee: u32,
    /// Window staff.
    pub window: u32,
    /// 网格长
    pub leaders: u32,
    /// 专职网格员
    pub full_time: u32,
    /// 兼职网格员
    pub part_time: u32,
    /// 信息员
    pub informants: u32,
    /// 联络员
    pub liaisons: u32,
    /// 志愿者
    pub volunteers: u32,
}

/// A year's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Year {
    /// Reported items (上报事项).
    pub items: u32,
    /// Of these closed, rated or not.
    pub closed: u32,
    /// Not accepted yet.
    #[serde(default)]
    pub waiting: u32,
    /// Declined or withdrawn.
    #[serde(default)]
    pub dropped: u32,
    /// Visits (走访).
    pub visits: u32,
    /// Of a thousand verdicts so many are satisfied or better.
    pub satisfied_per_mille: u32,
    /// Of the items so many are mediated disputes, all closed.
    pub disputes: u32,
    /// Of the items so many are petitions, all closed.
    pub petitions: u32,
}

/// A figure that the place states of itself and that no table counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// What it counts.
    pub name: String,
    /// How many.
    pub value: u64,
}

impl Profile {
    /// Codes of the shipped profiles.
    pub fn codes() -> Vec<String> {
        let mut codes: Vec<String> = Files::iter().filter_map(|f| f.strip_suffix(".toml").map(str::to_owned)).collect();
        codes.sort();
        codes
    }
    /// A shipped profile.
    ///
    /// # Errors
    /// `NotFound` for an unknown code; `Broken` when the file is wrong.
    pub fn shipped(code: &str) -> Result<Self, Failure> {
        let file = Files::get(&format!("{code}.toml")).ok_or(Failure::NotFound)?;
        Self::parse(std::str::from_utf8(&file.data).map_err(Failure::broken)?)
    }
    /// Reads and checks a profile.
    ///
    /// # Errors
    /// `Broken` with what is wrong.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        let p: Profile = toml::from_str(text).map_err(Failure::broken)?;
        let (t, y) = (p.territory, p.year);
        let faults = [
            (t.small == 0, "no small grid"),
            (t.communities == 0 || t.communities > t.small, "communities: from one to one a grid"),
            (t.households < t.small, "fewer households than grids"),
            (t.residents < t.households || t.residents > t.households.saturating_mul(5), "residents: one to five a household"),
            (y.closed + y.waiting + y.dropped > y.items || y.disputes + y.petitions > y.closed, "more closed than reported"),
            (y.satisfied_per_mille > 1000, "satisfied_per_mille over 1000"),
            (p.posts.full_time == 0 || p.posts.window == 0 || p.posts.committee == 0, "a post without anyone"),
        ];
        match faults.into_iter().find(|(wrong, _)| *wrong) {
            Some((_, fault)) => Err(Failure::broken(format!("profile {}: {fault}", p.code))),
            None => Ok(p),
        }
    }
}
