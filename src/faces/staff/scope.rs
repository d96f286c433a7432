use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        office::who::{Right, Role},
        places::grids::{self, Grid, list_grids},
        registry::people::Scope,
    },
    faces::staff::SignedIn,
};

/// Whose people a person may see: grid leaders and workers those of their own grids, others everybody's.
pub fn scope(app: &App, who: &SignedIn) -> Result<Scope, Failure> {
    let wide = |r: &Role| r.has(Right::SeePeople) && !matches!(r, Role::GridLeader | Role::GridWorker);
    if who.account.roles.iter().any(wide) {
        return Ok(Scope::All);
    }
    grids::grids_of_staff(&app.store, who.staff.id, app.clock.today()).map(Scope::Grids)
}

/// The grids that a person may see, in order.
pub fn own_grids(app: &App, who: &SignedIn) -> Result<Vec<Grid>, Failure> {
    let scope = scope(app, who)?;
    Ok(list_grids(&app.store)?.into_iter().filter(|g| scope.sees(g.id)).collect())
}

/// Refuses a grid that is not one's own as if it were not there.
pub fn seen(app: &App, who: &SignedIn, grid: Id<Grid>) -> Result<(), Failure> {
    if scope(app, who)?.sees(grid) { Ok(()) } else { Err(Failure::NotFound) }
}
