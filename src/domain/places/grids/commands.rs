use super::{Building, Grid, GridKind, GridLevel, House, Post, PostRole, building_name, log, room_name, unit_name};
use crate::{
    base::{Day, Failure, GridCode, Id, Stamp},
    domain::office::{
        audit,
        who::{Actor, Staff},
    },
    store::{Read, Tx},
};

/// How many houses of a building one write brings up to date after the building was moved or renamed.
pub const REFRESH_STEP: usize = 32;

/// What is said of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridForm {
    /// 15 digits.
    pub code: GridCode,
    /// 第一网格
    pub name: String,
    pub kind: GridKind,
    pub level: GridLevel,
    /// The large grid above a small one.
    pub parent: Option<Id<Grid>>,
    /// Households it should have.
    pub households: (u16, u16),
    /// Boundaries in words.
    pub note: String,
}

/// Creates a grid. Refuses a taken code and a parent that is no large grid.
pub fn create_grid(tx: &mut Tx<'_>, by: Actor, at: Stamp, form: GridForm) -> Result<Grid, Failure> {
    let id = tx.next_id()?;
    let grid = checked(tx, id, form)?;
    tx.put(&grid)?;
    audit::note(tx, by, at, log::GRID_CREATE, Some(id), grid.code.as_str())?;
    Ok(grid)
}

/// Changes a grid.
pub fn edit_grid(tx: &mut Tx<'_>, by: Actor, at: Stamp, id: Id<Grid>, form: GridForm) -> Result<Grid, Failure> {
    let old: Grid = tx.get(id)?;
    let grid = checked(tx, id, form)?;
    let has_children = !tx.list(&Grid::BY_PARENT.under(id), crate::store::Dir::Forward, 1)?.is_empty();
    if grid.level == GridLevel::Small && has_children {
        return Err(Failure::field("level", "grid-has-small-grids"));
    }
    if old != grid {
        tx.put(&grid)?;
        audit::note(tx, by, at, log::GRID_EDIT, Some(id), grid.code.as_str())?;
    }
    Ok(grid)
}

fn checked(tx: &Tx<'_>, id: Id<Grid>, f: GridForm) -> Result<Grid, Failure> {
    if f.name.trim().is_empty() {
        return Err(Failure::field("name", "field-required"));
    }
    if f.households.0 > f.households.1 {
        return Err(Failure::field("households-most", "grid-bounds-reversed"));
    }
    if let Some(p) = f.parent {
        let parent: Option<Grid> = tx.find(p)?;
        if f.level == GridLevel::Large || p == id || parent.is_none_or(|p| p.level != GridLevel::Large) {
            return Err(Failure::field("parent", "grid-parent-not-large"));
        }
    }
    let name = f.name.trim().to_owned();
    let (kind, level, parent, households, note) = (f.kind, f.level, f.parent, f.households, f.note.trim().to_owned());
    Ok(Grid { id, code: f.code, name, kind, level, parent, households, note })
}

/// Gives a person a post from a day on. The same open post twice is refused.
pub fn assign_post(
    tx: &mut Tx<'_>,
    by: Actor,
    at: Stamp,
    (grid, staff, role): (Id<Grid>, Id<Staff>, PostRole),
    from: Day,
) -> Result<Post, Failure> {
    tx.get(grid)?;
    if tx.get(staff)?.left.is_some() {
        return Err(Failure::field("staff", "staff-has-left"));
    }
    let held = tx.list(&Post::BY_GRID.under(grid), crate::store::Dir::Backward, crate::store::PAGE_MOST)?;
    if held.iter().any(|p| p.staff == staff && p.role == role && p.to.is_none_or(|to| to >= from)) {
        return Err(Failure::field("staff", "post-already-held"));
    }
    let post = Post { id: tx.next_id()?, staff, grid, role, from, to: None };
    tx.put(&post)?;
    audit::note(tx, by, at, log::POST_ASSIGN, Some(post.id), role.key())?;
    Ok(post)
}

/// Ends a post on its last day.
pub fn end_post(tx: &mut Tx<'_>, by: Actor, at: Stamp, id: Id<Post>, last: Day) -> Result<Post, Failure> {
    let mut post: Post = tx.get(id)?;
    if last < post.from {
        return Err(Failure::field("to", "post-ends-before-it-begins"));
    }
    post.to = Some(last);
    tx.put(&post)?;
    audit::note(tx, by, at, log::POST_END, Some(id), &last.to_string())?;
    Ok(post)
}

/// What is said of a building.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildingForm {
    /// Its grid: a basic small grid, or a grid without small ones.
    pub grid: Id<Grid>,
    /// 美湖花园; may be empty.
    pub estate: String,
    /// 12幢
    pub name: String,
}

/// Creates a building; another spelling of one that is there is `Taken`.
pub fn create_building(tx: &mut Tx<'_>, by: Actor, at: Stamp, f: BuildingForm) -> Result<Building, Failure> {
    let id = tx.next_id()?;
    let building = building(tx, id, f)?;
    tx.put(&building)?;
    audit::note(tx, by, at, log::BUILDING_CREATE, Some(building.id), "")?;
    Ok(building)
}

/// Changes a building. When its grid or name changes, its households must be brought up to date with
/// `people::refresh_building`, [`REFRESH_STEP`] houses to a write.
pub fn edit_building(tx: &mut Tx<'_>, by: Actor, at: Stamp, id: Id<Building>, f: BuildingForm) -> Result<Building, Failure> {
    let old: Building = tx.get(id)?;
    let building = building(tx, id, f)?;
    if old != building {
        tx.put(&building)?;
        audit::note(tx, by, at, log::BUILDING_EDIT, Some(id), "")?;
    }
    Ok(building)
}

fn building(tx: &Tx<'_>, id: Id<Building>, f: BuildingForm) -> Result<Building, Failure> {
    let name = building_name(&f.name);
    if name.is_empty() {
        return Err(Failure::field("name", "field-required"));
    }
    if tx.find(f.grid)?.is_none() {
        return Err(Failure::field("grid", "grid-unknown"));
    }
    Ok(Building { id, grid: f.grid, estate: f.estate.trim().to_owned(), name })
}

/// The house at a place, made if it is not there. No audit line: it follows from the household's.
pub fn ensure_house(tx: &mut Tx<'_>, building: Id<Building>, unit: &str, room: &str) -> Result<House, Failure> {
    let (unit, room) = (unit_name(unit), room_name(room));
    if room.is_empty() {
        return Err(Failure::field("room", "field-required"));
    }
    if let Some(h) = super::find_house(tx, building, &unit, &room)? {
        return Ok(h);
    }
    let house = House { id: tx.next_id()?, building, unit, room };
    tx.put(&house)?;
    Ok(house)
}
