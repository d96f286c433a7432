//! Whom and what a form offers to choose from.
use crate::{
    base::Failure,
    domain::{
        matters::items::Item,
        office::{
            accounts,
            who::{Account, Right, Role, Staff},
        },
        places::grids::people_of_grid,
    },
    faces::office::Office,
    store::Read,
};

type Options = Vec<(String, String)>;

/// Who may be asked to take part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum People {
    /// Those who can handle: departments, windows, the grid.
    Helpers,
    /// They and those who lead.
    Anybody,
}

fn part(staff: &Staff) -> &str {
    if staff.department.is_empty() { &staff.title } else { &staff.department }
}

fn option((account, staff): &(Account, Staff)) -> (String, String) {
    (account.id.to_string(), format!("{} {}", staff.name, part(staff)))
}

/// Open accounts with a right.
pub(in crate::faces::office) fn who(office: &Office, right: Right) -> Result<Options, Failure> {
    Ok(accounts::who_may(&office.app.store, right)?.iter().map(option).collect())
}

/// Those of the item's grid who can handle.
fn of_grid(office: &Office, item: &Item) -> Result<Options, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let mut options: Options = Vec::new();
    let Some(grid) = item.grid else { return Ok(options) };
    for person in people_of_grid(store, grid, office.app.clock.today())?.0 {
        let account = store.by(&Account::BY_STAFF, &person.staff)?.filter(|a| a.may(Right::Handle));
        if let Some(id) = account.map(|a| a.id.to_string()).filter(|id| options.iter().all(|(o, _)| o != id)) {
            options.push((id, t.with("item-recipient-grid", &[("name", &person.name), ("title", &person.title)])));
        }
    }
    Ok(options)
}

/// Whom an item can go to: the department that the service names and those of the item's grid first, then other departments
/// and windows.
pub(super) fn recipients(office: &Office, item: &Item) -> Result<Options, Failure> {
    let mut options = of_grid(office, item)?;
    let catalogue = office.app.catalogue();
    let lead = catalogue.offers().iter().find(|o| o.spec.code == item.service_code).and_then(|o| o.spec.lead.clone());
    let fits = |a: &Account| a.roles.iter().any(|r| matches!(r, Role::Handler | Role::Clerk));
    for person in accounts::who_may(&office.app.store, Right::Handle)?.iter().filter(|(a, _)| fits(a)) {
        let one = option(person);
        if options.iter().any(|(id, _)| *id == one.0) {
            continue;
        }
        if lead.as_ref() == Some(&person.1.department) {
            let words = office.t.with("item-recipient-lead", &[("name", &one.1)]);
            options.insert(0, (one.0, words));
        } else {
            options.push(one);
        }
    }
    Ok(options)
}

/// Who may help, or come to a conference.
pub(super) fn people(office: &Office, item: &Item, which: People) -> Result<Options, Failure> {
    let mut options = recipients(office, item)?;
    if which == People::Anybody {
        for right in [Right::Convene, Right::Lead] {
            for one in who(office, right)? {
                if options.iter().all(|(id, _)| *id != one.0) {
                    options.push(one);
                }
            }
        }
    }
    Ok(options)
}

/// Those of the departments that the service names as helpers of its lead.
pub(super) fn of_departments(office: &Office, departments: &[String]) -> Result<Vec<String>, Failure> {
    let all = accounts::who_may(&office.app.store, Right::Handle)?;
    Ok(all.iter().filter(|(_, s)| departments.contains(&s.department)).map(|(a, _)| a.id.to_string()).collect())
}

/// The services that the office offers, by name.
pub(super) fn services(office: &Office) -> Options {
    let catalogue = office.app.catalogue();
    let offered = catalogue.offers().iter().filter(|o| o.service.retired.is_none());
    offered.map(|o| (o.spec.code.clone(), o.spec.name.clone())).collect()
}
