//! Writes: a form is uploaded, uploaded anew, retired and taken up again; and each time one leaves the office.
use super::{
    definition::Uses,
    log,
    record::{Report, Source},
};
use crate::{
    base::{Failure, Id, Reason, Stamp},
    domain::{
        office::{audit, who::Actor},
        registry::registers::{self, OfficeTable},
    },
    store::{Read, Tx},
};

/// The most forms of an office's own.
pub const REPORTS_MOST: i64 = 200;

/// A template that was checked.
#[derive(Clone, Debug)]
pub struct NewReport {
    pub name: String,
    /// Where it comes from.
    pub source: Source,
    /// What it is filled from.
    pub uses: Uses,
}

/// A new form; its template was checked.
pub fn create(tx: &mut Tx<'_>, who: (Actor, Stamp), NewReport { name, source, uses }: NewReport) -> Result<Report, Failure> {
    if tx.rows::<Report>()? >= REPORTS_MOST {
        return Err(Failure::Refused(Reason::new("report-most").arg("most", REPORTS_MOST)));
    }
    let report = Report { id: tx.next_id()?, name, source, uses, retired: false, created: who, changed: who };
    save(tx, who, report, log::REPORT_CREATE)
}

/// Another template for the same form.
pub fn replace(
    tx: &mut Tx<'_>,
    who: (Actor, Stamp),
    id: Id<Report>,
    NewReport { name, source, uses }: NewReport,
) -> Result<Report, Failure> {
    let old: Report = tx.get(id)?;
    save(tx, who, Report { name, source, uses, changed: who, ..old }, log::REPORT_EDIT)
}

/// Takes a form out of use, or into it again. Its template stays.
pub fn retire(tx: &mut Tx<'_>, who: (Actor, Stamp), id: Id<Report>, retired: bool) -> Result<Report, Failure> {
    let old: Report = tx.get(id)?;
    if old.retired == retired {
        return Ok(old);
    }
    let action = if retired { log::REPORT_RETIRE } else { log::REPORT_RESTORE };
    save(tx, who, Report { retired, changed: who, ..old }, action)
}

/// That a filled form was given out: which, for what, and why. A register whose people it lists was given out with it, so
/// that they find it among those who looked at them.
pub fn exported<'a>(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    plain: bool,
    detail: &str,
    (lists, purpose): (impl IntoIterator<Item = &'a String>, &str),
) -> Result<(), Failure> {
    let action = if plain { log::REPORT_EXPORT_PLAIN } else { log::REPORT_EXPORT };
    audit::note::<Report>(tx, by, at, action, None, detail)?;
    let action = if plain { registers::log::REGISTER_EXPORT_PLAIN } else { registers::log::REGISTER_EXPORT };
    for table in lists {
        audit::note::<OfficeTable>(tx, by, at, action, None, format!("{table} {purpose}").trim())?;
    }
    Ok(())
}

fn save(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), report: Report, action: audit::Action) -> Result<Report, Failure> {
    tx.put(&report)?;
    audit::note(tx, by, at, action, Some(report.id), &report.name)?;
    Ok(report)
}
