use super::{
    Household, Particulars, Resident, add_resident,
    changed::{put_home, put_resident},
    log, members,
};
use crate::{
    base::{CitizenNumber, Failure, FieldErrors, Id, Phone, Reason, SealKey, Stamp},
    domain::{
        office::{audit, who::Actor},
        places::grids::{Building, House, Place, REFRESH_STEP},
    },
    store::{Cursor, Dir, Read, Tx},
};

/// What is said of a household.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdForm {
    /// Where it lives: see `grids::ensure_house`.
    pub house: Id<House>,
    /// The household's telephone.
    pub phone: Option<Phone>,
}

/// Creates a household with its head. The head's relation is set to head whatever was said.
pub(in crate::domain::registry) fn create_household(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    (by, at): (Actor, Stamp),
    form: HouseholdForm,
    mut head: Particulars,
    number: Option<&CitizenNumber>,
) -> Result<(Household, Resident), Failure> {
    let (building, address) = place_of(tx, form.house)?;
    let id = tx.next_id()?;
    let home =
        Household { id, house: form.house, grid: building.grid, address, head: None, phone: form.phone, left: None, created: at };
    put_home(tx, &home)?;
    audit::note(tx, by, at, log::HOUSEHOLD_CREATE, Some(id), "")?;
    head.relation = super::Relation::HEAD;
    let head = add_resident(tx, keys, (by, at), id, head, number)?;
    Ok((tx.get(id)?, head))
}

/// A household that gets its head in the same write: the caller sees to it.
pub(in crate::domain::registry) fn empty_household(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    form: HouseholdForm,
) -> Result<Household, Failure> {
    let (building, address) = place_of(tx, form.house)?;
    let (id, grid) = (tx.next_id()?, building.grid);
    let home = Household { id, house: form.house, grid, address, head: None, phone: form.phone, left: None, created: at };
    put_home(tx, &home)?;
    audit::note(tx, by, at, log::HOUSEHOLD_CREATE, Some(id), "")?;
    Ok(home)
}

/// Changes a household's house or telephone; its members' grid follows.
pub(in crate::domain::registry) fn edit_household(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    id: Id<Household>,
    form: HouseholdForm,
) -> Result<Household, Failure> {
    let old: Household = tx.get(id)?;
    let (building, address) = place_of(tx, form.house)?;
    let home = Household { house: form.house, grid: building.grid, address, phone: form.phone, ..old.clone() };
    if home != old {
        put_with_members(tx, &home)?;
        let detail = if home.house == old.house { "phone" } else { "house" };
        audit::note(tx, by, at, log::HOUSEHOLD_EDIT, Some(id), detail)?;
    }
    Ok(home)
}

fn place_of(tx: &Tx<'_>, house: Id<House>) -> Result<(Building, String), Failure> {
    let unknown = || Failure::Invalid(FieldErrors::one("house", Reason::new("house-unknown")));
    let house: House = tx.find(house)?.ok_or_else(unknown)?;
    let building: Building = tx.get(house.building)?;
    let place = Place { estate: building.estate.clone(), building: building.name.clone(), unit: house.unit, room: house.room };
    Ok((building, place.address()))
}

fn put_with_members(tx: &mut Tx<'_>, home: &Household) -> Result<(), Failure> {
    for mut m in members(tx, home.id)? {
        if m.grid != home.grid {
            m.grid = home.grid;
            put_resident(tx, &m)?;
        }
    }
    put_home(tx, home)
}

/// Brings the households of a building up to date after it was renamed or moved to another grid: one step of at most
/// [`REFRESH_STEP`] houses. Call again with the cursor until there is none; running it twice does no harm.
pub fn refresh_building(tx: &mut Tx<'_>, building: Id<Building>, after: Option<&Cursor>) -> Result<Option<Cursor>, Failure> {
    let page = tx.page(&House::BY_PLACE.under(building), Dir::Forward, after, REFRESH_STEP)?;
    for house in page.rows {
        for old in tx.list(&Household::BY_HOUSE.under(house.id), Dir::Forward, crate::store::PAGE_MOST)? {
            let (building, address) = place_of(tx, house.id)?;
            let home = Household { grid: building.grid, address, ..old.clone() };
            if home != old {
                put_with_members(tx, &home)?;
            }
        }
    }
    Ok(page.next)
}
