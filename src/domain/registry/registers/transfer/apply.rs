use super::super::log;
use super::{
    plan::Plan,
    resolve::{Ctx, Step, Verdict, resolve},
    subject::Target,
};
use crate::{
    base::{Failure, Keys, Stamp},
    domain::{
        office::{audit, who::Actor},
        places::grids::{ensure_house, list_grids},
        registry::{
            dry_run::Applied,
            registers::{
                commands::{Draft, create, edit, end},
                queries::table,
                record::{OfficeTable, Subject},
            },
        },
    },
    sheets::Cell,
    store::{Store, Tx},
};

/// Rows of one write.
const STEP_MOST: usize = 64;

/// Applies a dry run, a few rows to a write. A run that was broken off is repeated from the start: what has a key or a
/// number and is done already is `Same`. `progress` hears rows done.
pub fn apply(
    store: &Store,
    keys: &Keys,
    who: (Actor, Stamp),
    plan: &Plan,
    mut progress: impl FnMut(usize),
) -> Result<Applied, Failure> {
    let mut out = Applied::default();
    for (n, group) in plan.rows.chunks(STEP_MOST).enumerate() {
        // What the dry run refused is not tried again: it was shown as refused.
        let work: Vec<Option<Vec<Cell>>> = group.iter().map(|r| (!r.verdict.refused()).then(|| r.cells.clone())).collect();
        let (plan_now, keys) = (Plan { rows: Vec::new(), ..plan.clone() }, keys.clone());
        let verdicts = store.write_wait(move |tx| step(tx, &keys, who, &plan_now, &work))?;
        for (r, v) in group.iter().zip(&verdicts) {
            out.note(r.verdict.refused(), v.as_ref().unwrap_or(&r.verdict));
        }
        progress(n * STEP_MOST + group.len());
    }
    let detail = format!("{} {}", plan.table, out.counts);
    store.write_wait(move |tx| audit::note::<OfficeTable>(tx, who.0, who.1, log::REGISTER_IMPORT, None, &detail))?;
    Ok(out)
}

fn step(
    tx: &mut Tx<'_>,
    keys: &Keys,
    who: (Actor, Stamp),
    plan: &Plan,
    rows: &[Option<Vec<Cell>>],
) -> Result<Vec<Option<Verdict>>, Failure> {
    let t = table(tx, &plan.table)?;
    let ctx = Ctx { keys: &keys.seal, table: &t, grids: list_grids(tx)?, columns: &plan.columns, reader: &plan.reader };
    let mut out = Vec::with_capacity(rows.len());
    for cells in rows {
        let Some(cells) = cells else {
            out.push(None);
            continue;
        };
        let found = resolve(tx, &ctx, cells)?;
        out.push(Some(match one(tx, keys, who, &plan.table, found.step) {
            Ok(()) => found.verdict,
            Err(Failure::Refused(why)) => Verdict::Refused(vec![(String::new(), why)]),
            Err(Failure::Invalid(e)) => Verdict::Refused(e.0),
            Err(e) => return Err(e),
        }));
    }
    Ok(out)
}

/// A refusal of any part comes before anything of the row is written: `resolve` has looked at all of it.
fn one(tx: &mut Tx<'_>, keys: &Keys, who: (Actor, Stamp), code: &str, todo: Step) -> Result<(), Failure> {
    let (id, ended) = match todo {
        Step::Nothing => return Ok(()),
        Step::Create(target, draft, ended) => {
            let subject = match target {
                Target::Known(s) => s,
                Target::NewHouse(b, unit, room) => Subject::House(ensure_house(tx, b, &unit, &room)?.id),
            };
            (create(tx, &keys.seal, who, code, &Draft { subject, ..draft })?.id, ended)
        }
        Step::Edit(id, draft, ended) => (edit(tx, &keys.seal, who, (id, None), &draft)?.id, ended),
    };
    if let Some((on, reason)) = ended {
        end(tx, who, (id, None), on, &reason)?;
    }
    Ok(())
}
