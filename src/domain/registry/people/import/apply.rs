use std::collections::BTreeSet;

use super::super::log;
use super::{
    Draft, Group, Options, Plan, Verdict,
    resolve::{Ctx, Resolved, Row, Target, number_edit, over, overlay, resolve},
};
use crate::{
    base::{Failure, Id, Keys, SealKey, Stamp},
    domain::{
        office::{audit, who::Actor},
        places::grids::{self, BuildingForm, House, list_grids},
        registry::{
            dry_run::Applied,
            people::{
                Household, HouseholdForm, NumberEdit, Particulars, Relation, add_resident, edit_household, edit_resident,
                household::empty_household, move_resident,
            },
        },
    },
    store::{Store, Tx},
};

/// Rows of one write, at most, unless one household has more.
const STEP_MOST: usize = 64;

/// Told of the households that a step touched, in its write.
pub type Noted = fn(&mut Tx<'_>, (Actor, Stamp), &[Id<Household>]) -> Result<(), Failure>;

/// Applies a dry run, a few households to a write. A run that was broken off is repeated from the start: what is done
/// already is `Same`. `noted` hears in the same write which households were touched; `progress` hears rows done.
pub fn apply(
    store: &Store,
    keys: &Keys,
    who: (Actor, Stamp),
    plan: &Plan,
    noted: Noted,
    mut progress: impl FnMut(usize),
) -> Result<Applied, Failure> {
    let mut out = Applied::default();
    let mut done = 0;
    let refused: BTreeSet<usize> = plan.rows.iter().filter(|r| r.verdict.refused()).map(|r| r.row).collect();
    let mut groups = plan.groups.as_slice();
    while !groups.is_empty() {
        let mut rows = 0;
        let fits = groups.iter().take_while(|g| {
            rows += g.rows.len();
            rows <= STEP_MOST
        });
        let (step, rest) = groups.split_at(fits.count().max(1));
        groups = rest;
        let (work, keys, options) = (step.to_vec(), keys.seal.clone(), plan.options.clone());
        let verdicts = store.write_wait(move |tx| apply_step(tx, &keys, who, &work, &options, noted))?;
        for (d, v) in step.iter().flat_map(|g| &g.rows).zip(verdicts) {
            done += 1;
            out.note(refused.contains(&d.row), &v);
        }
        progress(done);
    }
    let detail = out.counts.to_string();
    store.write_wait(move |tx| audit::note::<Household>(tx, who.0, who.1, log::ROSTER_IMPORT, None, &detail))?;
    Ok(out)
}

fn apply_step(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    groups: &[Group],
    options: &Options,
    noted: Noted,
) -> Result<Vec<Verdict>, Failure> {
    let ctx = Ctx { keys, grids: list_grids(tx)?, options };
    let (mut out, mut touched) = (Vec::new(), Vec::new());
    for g in groups {
        let resolved = resolve(tx, &ctx, g)?;
        out.extend(resolved.rows.iter().map(|r| r.verdict.clone()));
        touched.extend(household(tx, keys, who, g, resolved)?);
    }
    noted(tx, who, &touched)?;
    Ok(out)
}

/// Writes a household of the roster, if anything of it is new.
fn household(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    g: &Group,
    r: Resolved,
) -> Result<Option<Id<Household>>, Failure> {
    if !r.rows.iter().any(|row| row.verdict.writes()) {
        return Ok(None);
    }
    let home = match &r.target {
        Target::Known(home) if r.moved => {
            let form = HouseholdForm { house: house(tx, who, g, &r)?, phone: home.phone.clone() };
            edit_household(tx, who, home.id, form)?.id
        }
        Target::Known(home) => home.id,
        Target::New => {
            let house = house(tx, who, g, &r)?;
            empty_household(tx, who, HouseholdForm { house, phone: None })?.id
        }
    };
    // The head first: a household has none else.
    let mut rows: Vec<(&Draft, &Row)> = g.rows.iter().zip(&r.rows).filter(|(_, row)| row.verdict.writes()).collect();
    rows.sort_by_key(|(d, _)| !d.relation.is_some_and(Relation::is_head));
    for (d, row) in rows {
        member(tx, keys, who, home, d, row)?;
    }
    Ok(Some(home))
}

fn house(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), g: &Group, r: &Resolved) -> Result<Id<House>, Failure> {
    let place = g.rows.first().and_then(|d| d.place.clone()).ok_or(Failure::refused("import-address-missing"))?;
    let building = match grids::find_building(tx, &place.estate, &place.building)? {
        Some(b) => b,
        None => {
            let grid = r.grid.ok_or(Failure::refused("import-building-unknown"))?;
            grids::create_building(tx, by, at, BuildingForm { grid, estate: place.estate, name: place.building })?
        }
    };
    Ok(grids::ensure_house(tx, building.id, &place.unit, &place.room)?.id)
}

fn member(
    tx: &mut Tx<'_>,
    keys: &SealKey,
    who: (Actor, Stamp),
    home: Id<Household>,
    d: &Draft,
    row: &Row,
) -> Result<(), Failure> {
    let (Some(name), Some(relation)) = (d.name.clone(), d.relation) else { return Ok(()) };
    let Some(old) = &row.resident else {
        let p = overlay(Particulars::new(name, relation), d);
        let number = match number_edit(d) {
            NumberEdit::Set(n) => Some(n),
            _ => None,
        };
        return add_resident(tx, keys, who, home, p, number.as_ref()).map(|_| ());
    };
    let mut now = (**old).clone();
    if now.household != home {
        now = move_resident(tx, who, now.id, home, relation)?;
    }
    edit_resident(tx, keys, who, now.id, over(&now, d), number_edit(d)).map(|_| ())
}
