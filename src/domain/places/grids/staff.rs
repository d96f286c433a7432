//! The staff list. Here and not in `who`, because each change writes an audit line and `audit` stands on `who`.
use crate::{
    base::{Failure, Id, Name, Phone, Stamp},
    domain::office::{
        audit,
        who::{self, Actor, Staff},
    },
    store::{Read, Tx},
};

/// What is said of a person who serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffForm {
    pub name: Name,
    /// Telephone for residents.
    pub phone: Option<Phone>,
    /// Title, free text.
    pub title: String,
    /// Department of a department handler, else empty.
    pub department: String,
}

/// Adds a person to the staff list.
pub fn create_staff(tx: &mut Tx<'_>, by: Actor, at: Stamp, f: StaffForm) -> Result<Staff, Failure> {
    let id = tx.next_id()?;
    let staff = Staff { id, name: f.name, phone: f.phone, title: f.title, department: f.department, left: None };
    tx.put(&staff)?;
    audit::note(tx, by, at, who::log::STAFF_CREATE, Some(id), "")?;
    Ok(staff)
}

/// Changes a person on the staff list.
pub fn edit_staff(tx: &mut Tx<'_>, by: Actor, at: Stamp, id: Id<Staff>, f: StaffForm) -> Result<Staff, Failure> {
    let old: Staff = tx.get(id)?;
    let staff = Staff { id, name: f.name, phone: f.phone, title: f.title, department: f.department, left: old.left };
    if old != staff {
        tx.put(&staff)?;
        audit::note(tx, by, at, who::log::STAFF_EDIT, Some(id), "")?;
    }
    Ok(staff)
}

/// Marks a person as no longer serving. Open posts are left as they are: a person who has left is shown nowhere.
pub fn leave_staff(tx: &mut Tx<'_>, by: Actor, at: Stamp, id: Id<Staff>) -> Result<Staff, Failure> {
    let mut staff: Staff = tx.get(id)?;
    if staff.left.is_none() {
        staff.left = Some(at);
        tx.put(&staff)?;
        audit::note(tx, by, at, who::log::STAFF_LEAVE, Some(id), "")?;
    }
    Ok(staff)
}
