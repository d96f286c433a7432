//! Purposes of processing (处理目的) with their notices (告知书). A notice that changes is a new version; what somebody
//! agreed to is the version that was read to them.
use super::log;
use serde::{Deserialize, Serialize};

use crate::{
    base::{Failure, FieldErrors, Id, Reason, Stamp, words},
    domain::{
        office::{audit, who::Actor},
        registry::registers,
    },
    store::{Dir, Index, IndexOf, Range, Read, Row, Tx},
};

/// The most purposes of an office.
pub const PURPOSES_MOST: usize = 60;
/// The most versions of one notice that are read.
const VERSIONS_MOST: usize = 200;

words! {
    /// Why the office may process for this purpose (第十三条); `ground-…` is the text.
    pub enum Ground as code {
        /// 履行法定职责: a notice, no consent.
        Duty = 0 "duty",
        /// 同意
        Consent = 1 "consent",
        /// 单独同意: sensitive personal information (第二十九条).
        Separate = 2 "separate",
    }
}

impl Ground {
    /// Whether the resident has to agree.
    pub const fn asks(self) -> bool {
        !matches!(self, Ground::Duty)
    }
}

/// What a notice says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The purpose's name: 民政救助办理.
    pub name: String,
    /// Why it is lawful.
    pub ground: Ground,
    /// The law or rule, in words.
    pub law: String,
    /// What is told: what is collected, what for, how, to whom it goes. Paragraphs are lines.
    pub notice: String,
    /// Codes of the registers that rest on it.
    #[serde(default)]
    pub tables: Vec<String>,
    /// How long it is kept, in words.
    pub retention: String,
}

/// A purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purpose {
    pub id: Id<Purpose>,
    /// Its code; never changes.
    pub code: String,
    /// The number of the version that holds now, from 1.
    pub version: u32,
    /// No longer used for anything new; consents stay.
    pub retired: bool,
    /// Last changed.
    pub changed: (Actor, Stamp),
}

impl Purpose {
    /// By code.
    pub const BY_CODE: Index<Purpose, String> = Index::unique(1, "purpose.code", |p| vec![p.code.clone()]);
}

impl Row for Purpose {
    const TAG: u8 = 0x40;
    const NAME: &'static str = "purpose";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&Purpose::BY_CODE]
    }
}

/// One version of a purpose's terms. Append-only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurposeVersion {
    /// Number of the row.
    pub id: Id<PurposeVersion>,
    pub purpose: Id<Purpose>,
    /// The version's number, from 1.
    pub no: u32,
    /// What it says.
    pub terms: Terms,
    /// Who wrote it.
    pub by: Actor,
    pub at: Stamp,
}

impl PurposeVersion {
    /// By purpose and number.
    pub const BY_NO: Index<PurposeVersion, (Id<Purpose>, u32)> =
        Index::unique(1, "purpose-version.no", |v| vec![(v.purpose, v.no)]);
}

impl Row for PurposeVersion {
    const TAG: u8 = 0x41;
    const NAME: &'static str = "purpose-version";
    fn id(&self) -> Id<Self> {
        self.id
    }
    fn indexes() -> &'static [&'static dyn IndexOf<Self>] {
        &[&PurposeVersion::BY_NO]
    }
}

/// Every purpose with the terms that hold now, in the order in which they were made.
pub fn purposes(read: &impl Read) -> Result<Vec<(Purpose, PurposeVersion)>, Failure> {
    let all = read.list(&Range::<Purpose>::table(), Dir::Forward, PURPOSES_MOST)?;
    all.into_iter().map(|p| current(read, &p).map(|v| (p, v))).collect()
}

/// The terms of a purpose as they are now.
pub fn current(read: &impl Read, p: &Purpose) -> Result<PurposeVersion, Failure> {
    version(read, p.id, p.version)
}

/// One version of a purpose's terms.
pub fn version(read: &impl Read, purpose: Id<Purpose>, no: u32) -> Result<PurposeVersion, Failure> {
    read.by(&PurposeVersion::BY_NO, &(purpose, no))?.ok_or(Failure::NotFound)
}

/// The versions of a purpose, the newest first.
pub fn versions(read: &impl Read, purpose: Id<Purpose>) -> Result<Vec<PurposeVersion>, Failure> {
    read.list(&PurposeVersion::BY_NO.under(purpose), Dir::Backward, VERSIONS_MOST)
}

/// Field errors of terms; empty when they are sound.
fn faults(read: &impl Read, t: &Terms) -> Result<FieldErrors, Failure> {
    let mut out = FieldErrors::default();
    for (field, text, least, most) in
        [("name", &t.name, 2, 40), ("law", &t.law, 0, 200), ("notice", &t.notice, 20, 4_000), ("retention", &t.retention, 2, 200)]
    {
        let n = text.trim().chars().count();
        if n < least {
            out.0.push((
                field.into(),
                if n == 0 { Reason::new("field-required") } else { Reason::new("privacy-too-short").arg("min", least) },
            ));
        } else if n > most {
            out.0.push((field.into(), Reason::new("field-too-long").arg("max", most)));
        }
    }
    let known = registers::tables(read)?;
    if t.tables.iter().any(|c| !known.iter().any(|t| t.code == *c)) {
        out.0.push(("tables".into(), Reason::new("field-choice")));
    }
    Ok(out)
}

fn trimmed(t: &Terms) -> Terms {
    let lines = t.notice.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>();
    Terms {
        name: t.name.trim().into(),
        law: t.law.trim().into(),
        retention: t.retention.trim().into(),
        notice: lines.join("\n"),
        ..t.clone()
    }
}

/// Makes a purpose of the office's own.
///
/// # Errors
/// `Invalid` for terms that are wrong; `Refused` when there are too many.
pub fn new_purpose(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), terms: &Terms) -> Result<Purpose, Failure> {
    let terms = trimmed(terms);
    let wrong = faults(tx, &terms)?;
    if !wrong.0.is_empty() {
        return Err(Failure::Invalid(wrong));
    }
    if tx.rows::<Purpose>()? >= i64::try_from(PURPOSES_MOST).unwrap_or(i64::MAX) {
        return Err(Failure::refused("privacy-purposes-most"));
    }
    let id: Id<Purpose> = tx.next_id()?;
    let p = Purpose { id, code: format!("own-{id}"), version: 1, retired: false, changed: (by, at) };
    put_new(tx, &p, terms)?;
    audit::note(tx, by, at, log::PURPOSE_CREATE, Some(id), &p.code)?;
    Ok(p)
}

pub(super) fn put_new(tx: &mut Tx<'_>, p: &Purpose, terms: Terms) -> Result<(), Failure> {
    tx.put(p)?;
    let id = tx.next_id()?;
    tx.put(&PurposeVersion { id, purpose: p.id, no: p.version, terms, by: p.changed.0, at: p.changed.1 })
}

/// Changes the terms: a new version, unless nothing differs.
///
/// # Errors
/// `Invalid` for terms that are wrong; `Refused` when somebody else changed them since `version` was read.
pub fn edit_purpose(
    tx: &mut Tx<'_>,
    (by, at): (Actor, Stamp),
    (id, held): (Id<Purpose>, u32),
    terms: &Terms,
) -> Result<Purpose, Failure> {
    let old = tx.get(id)?;
    let terms = trimmed(terms);
    let wrong = faults(tx, &terms)?;
    if !wrong.0.is_empty() {
        return Err(Failure::Invalid(wrong));
    }
    if old.version != held {
        return Err(Failure::refused("registers-changed-meanwhile"));
    }
    if current(tx, &old)?.terms == terms {
        return Ok(old);
    }
    let new = Purpose { version: old.version + 1, changed: (by, at), ..old };
    put_new(tx, &new, terms)?;
    audit::note(tx, by, at, log::PURPOSE_EDIT, Some(id), &format!("{} {}", new.code, new.version))?;
    Ok(new)
}

/// Takes a purpose out of use, or back into it.
///
/// # Errors
/// `NotFound`.
pub fn retire_purpose(tx: &mut Tx<'_>, (by, at): (Actor, Stamp), id: Id<Purpose>, retired: bool) -> Result<(), Failure> {
    let old = tx.get(id)?;
    if old.retired == retired {
        return Ok(());
    }
    let action = if retired { log::PURPOSE_RETIRE } else { log::PURPOSE_RESTORE };
    let new = Purpose { retired, changed: (by, at), ..old };
    tx.put(&new)?;
    audit::note(tx, by, at, action, Some(id), &new.code)
}
