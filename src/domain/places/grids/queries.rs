use super::{Building, Grid, GridLevel, House, Post, PostRole, building_key, natural};
use crate::{
    base::{Day, Failure, Id, Phone},
    domain::office::who::Staff,
    store::{Dir, PAGE_MOST, Read},
};

/// A person who serves a grid today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Serving {
    pub post: Id<Post>,
    /// As what.
    pub role: PostRole,
    pub staff: Id<Staff>,
    pub name: String,
    /// Title: 专职网格员.
    pub title: String,
    /// Telephone for residents.
    pub phone: Option<Phone>,
}

/// Who is answerable for a grid, the most answerable first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GridPeople(pub Vec<Serving>);

impl GridPeople {
    /// The first person with this role.
    pub fn first(&self, role: PostRole) -> Option<&Serving> {
        self.0.iter().find(|s| s.role == role)
    }
    /// The grid leader (网格长), else the person in charge.
    pub fn leader(&self) -> Option<&Serving> {
        self.first(PostRole::Leader).or_else(|| self.first(PostRole::InCharge))
    }
    /// The grid worker whom a resident calls: full-time, else part-time, else the leader.
    pub fn worker(&self) -> Option<&Serving> {
        self.first(PostRole::FullTime).or_else(|| self.first(PostRole::PartTime)).or_else(|| self.leader())
    }
}

/// Who serves a grid on a day; those of its large grid follow its own.
pub fn people_of_grid(read: &impl Read, grid: Id<Grid>, today: Day) -> Result<GridPeople, Failure> {
    let mut out = serving(read, grid, today)?;
    if let Some(parent) = read.find(grid)?.and_then(|g| g.parent) {
        out.extend(serving(read, parent, today)?);
    }
    Ok(GridPeople(out))
}

fn serving(read: &impl Read, grid: Id<Grid>, today: Day) -> Result<Vec<Serving>, Failure> {
    let mut posts = read.list(&Post::BY_GRID.under(grid), Dir::Forward, PAGE_MOST)?;
    posts.retain(|p| p.held_on(today));
    posts.sort_by_key(|p| (p.role, p.from, p.id));
    let mut out = Vec::with_capacity(posts.len());
    for p in posts {
        if let Some(s) = read.find(p.staff)?.filter(|s| s.left.is_none()) {
            out.push(Serving { post: p.id, role: p.role, staff: s.id, name: s.name.to_string(), title: s.title, phone: s.phone });
        }
    }
    Ok(out)
}

/// The grids in which a person holds a post on a day, with the small grids under large ones, ascending, without repeats. Every
/// post is looked at, so that none that is held is missed, however many have ended: a person's whole life has a few dozen.
pub fn grids_of_staff(read: &impl Read, staff: Id<Staff>, today: Day) -> Result<Vec<Id<Grid>>, Failure> {
    let mut out = Vec::new();
    read.each(&Post::BY_STAFF.under(staff), |p| {
        if p.held_on(today) {
            out.push(p.grid);
        }
        Ok(())
    })?;
    for large in out.clone() {
        read.each(&Grid::BY_PARENT.under(large), |small| {
            out.push(small.id);
            Ok(())
        })?;
    }
    out.sort();
    out.dedup();
    Ok(out)
}

/// All grids by code, large ones before their small ones; at most [`PAGE_MOST`].
pub fn list_grids(read: &impl Read) -> Result<Vec<Grid>, Failure> {
    let all = read.list(&Grid::BY_CODE.all(), Dir::Forward, PAGE_MOST)?;
    let (mut out, mut rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|g| g.parent.is_none());
    for (i, large) in out.clone().iter().enumerate().rev().filter(|(_, g)| g.level == GridLevel::Large) {
        let (own, other) = rest.into_iter().partition(|g: &Grid| g.parent == Some(large.id));
        rest = other;
        out.splice(i + 1..i + 1, own);
    }
    out.extend(rest);
    Ok(out)
}

/// A grid by what a roster calls it: its code, the last three digits of it, or its name.
pub fn grid_by_name(grids: &[Grid], name: &str) -> Option<Id<Grid>> {
    let name = name.trim();
    let mut hits = grids.iter().filter(|g| g.code.as_str() == name || g.name == name);
    match (hits.next(), hits.next()) {
        (Some(g), None) => Some(g.id),
        (Some(_), Some(_)) => None,
        _ => grids.iter().find(|g| g.code.tail() == name).map(|g| g.id),
    }
}

/// The building of an estate under any spelling of its name.
pub fn find_building(read: &impl Read, estate: &str, name: &str) -> Result<Option<Building>, Failure> {
    read.by(&Building::BY_KEY, &(estate.to_owned(), building_key(name)))
}

/// The house of a building at a unit and room, in the kept spelling.
pub fn find_house(read: &impl Read, building: Id<Building>, unit: &str, room: &str) -> Result<Option<House>, Failure> {
    read.by(&House::BY_PLACE, &(building, natural(unit), natural(room)))
}

/// The buildings of a grid in natural order; at most [`PAGE_MOST`].
pub fn buildings_of_grid(read: &impl Read, grid: Id<Grid>) -> Result<Vec<Building>, Failure> {
    let mut all = read.list(&Building::BY_GRID.under(grid), Dir::Forward, PAGE_MOST)?;
    all.sort_by_key(|b| (b.estate.clone(), natural(&b.name)));
    Ok(all)
}
