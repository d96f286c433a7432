use sha2::{Digest, Sha256};

use super::{
    load::{self, check},
    log,
    record::{Service, ServiceVersion},
    spec::ServiceSpec,
};
use crate::{
    base::{Failure, FieldErrors, Reason, Stamp},
    domain::office::{audit, who::Actor},
    store::{Dir, Read, Tx},
};

/// What seeding did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seeded {
    /// Services that were new.
    pub added: u32,
    /// Services whose shipped text changed and that the office had not edited.
    pub updated: u32,
    /// Services left alone because the office has edited or retired them.
    pub kept: u32,
}

/// Brings the shipped services in: new ones are added, changed ones get a new version unless the office has edited or
/// retired them, equal ones stay. Run at every start.
///
/// # Errors
/// When the store cannot be read or written.
pub fn seed(tx: &mut Tx<'_>, shipped: &[ServiceSpec], at: Stamp) -> Result<Seeded, Failure> {
    let mut done = Seeded::default();
    for spec in shipped {
        let Some(mut service) = tx.by(&Service::BY_CODE, &spec.code)? else {
            let id = tx.next_id::<Service>()?;
            let version = add_version(tx, id, 1, spec, at, Actor::System)?;
            tx.put(&Service { id, code: spec.code.clone(), current: version, retired: None })?;
            done.added += 1;
            continue;
        };
        let current = tx.get(service.current)?;
        if fingerprint_text(&current.spec) == load::fingerprint(spec) {
            continue;
        }
        // The office's own words stand, even after it has gone back to an older one of ours.
        let edited = tx
            .list(&ServiceVersion::BY_SERVICE.under(service.id), Dir::Forward, crate::store::PAGE_MOST)?
            .iter()
            .any(|version| version.by != Actor::System);
        if edited || service.retired.is_some() {
            // An earlier program did not ask how confidential a service is; the office's words stay as they are.
            if current.secrecy().is_none() {
                let own = ServiceSpec { secrecy: spec.secrecy, ..current.read()? };
                service.current = add_version(tx, service.id, current.no + 1, &own, at, Actor::System)?;
                tx.put(&service)?;
            }
            done.kept += 1;
            continue;
        }
        service.current = add_version(tx, service.id, current.no + 1, spec, at, Actor::System)?;
        tx.put(&service)?;
        done.updated += 1;
    }
    Ok(done)
}

/// Writes an edited service as a new version; nothing happens if it says the same as before. A service with a new code
/// is added.
///
/// # Errors
/// `Invalid` with every fault under the field `spec`; `NotFound` never: an unknown code is a new service.
pub fn edit(tx: &mut Tx<'_>, by: Actor, spec: &ServiceSpec, at: Stamp) -> Result<ServiceVersion, Failure> {
    let faults = check(spec);
    if !faults.is_empty() {
        let reason = |fault| ("spec".to_owned(), Reason::new("catalogue-fault").arg("fault", fault));
        return Err(Failure::Invalid(FieldErrors(faults.into_iter().map(reason).collect())));
    }
    let (mut service, no) = match tx.by(&Service::BY_CODE, &spec.code)? {
        Some(service) => {
            let current = tx.get(service.current)?;
            if fingerprint_text(&current.spec) == load::fingerprint(spec) {
                return Ok(current);
            }
            (service, current.no + 1)
        }
        None => {
            let id = tx.next_id::<Service>()?;
            (Service { id, code: spec.code.clone(), current: crate::base::Id::new(0), retired: None }, 1)
        }
    };
    service.current = add_version(tx, service.id, no, spec, at, by)?;
    tx.put(&service)?;
    audit::note(tx, by, at, log::SERVICE_EDIT, Some(service.id), &format!("{} v{no}", spec.code))?;
    tx.get(service.current)
}

/// Takes a service out of the offer. Its versions and items stay.
///
/// # Errors
/// `NotFound` for an unknown code.
pub fn retire(tx: &mut Tx<'_>, by: Actor, code: &str, at: Stamp) -> Result<Service, Failure> {
    set_retired(tx, by, code, at, true)
}

/// Puts a retired service back on offer.
///
/// # Errors
/// `NotFound` for an unknown code.
pub fn restore(tx: &mut Tx<'_>, by: Actor, code: &str, at: Stamp) -> Result<Service, Failure> {
    set_retired(tx, by, code, at, false)
}

fn set_retired(tx: &mut Tx<'_>, by: Actor, code: &str, at: Stamp, retired: bool) -> Result<Service, Failure> {
    let mut service = tx.by(&Service::BY_CODE, &code.to_owned())?.ok_or(Failure::NotFound)?;
    if service.retired.is_some() != retired {
        service.retired = retired.then_some(at);
        tx.put(&service)?;
        let action = if retired { log::SERVICE_RETIRE } else { log::SERVICE_RESTORE };
        audit::note(tx, by, at, action, Some(service.id), code)?;
    }
    Ok(service)
}

fn add_version(
    tx: &mut Tx<'_>,
    service: crate::base::Id<Service>,
    no: u32,
    spec: &ServiceSpec,
    at: Stamp,
    by: Actor,
) -> Result<crate::base::Id<ServiceVersion>, Failure> {
    let id = tx.next_id::<ServiceVersion>()?;
    let spec = serde_json::to_string(spec).map_err(Failure::broken)?;
    tx.put(&ServiceVersion { id, service, no, spec, at, by })?;
    Ok(id)
}

fn fingerprint_text(json: &str) -> [u8; 32] {
    // A version written by an older program may have fewer parts: compare what it means, not its bytes.
    serde_json::from_str::<ServiceSpec>(json).map_or_else(|_| Sha256::digest(json).into(), |spec| load::fingerprint(&spec))
}
