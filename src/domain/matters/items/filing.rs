//! Filing: from a filled form to a new item. Who applies, where it is and which grid it belongs to are decided here, whether
//! the form was filled at a terminal, at the window or by other software.
use super::{
    row::{Applicant, Draft},
    said::{Asked, New},
    words::Source,
};
use crate::{
    base::{Failure, Id, Name, Phone},
    domain::{
        matters::catalog::{Answer, Offer},
        places::grids::{Building, Grid},
        registry::people::{Household, Resident},
    },
};

/// Who fills the form, as far as more is known than the answers say.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The resident who identified at the terminal, or whom the clerk picked.
    pub resident: Option<Resident>,
    /// The household that identified with its card. It keeps the item, for whomever of its people it is.
    pub household: Option<Id<Household>>,
    /// A name given beside the form.
    pub name: Option<Name>,
    /// A telephone given beside the form.
    pub phone: Option<Phone>,
    /// They asked not to be named, whatever is known.
    pub anonymous: bool,
}

impl Known {
    /// Whether the resident known is the one whose name was given: another name means that it is for somebody else.
    pub fn is_theirs(&self, name: Option<&Name>) -> bool {
        self.resident.as_ref().is_some_and(|r| name.is_none_or(|n| *n == r.name))
    }
}

/// A filled form.
#[derive(Clone, Debug)]
pub struct Filled<'a> {
    /// The form's key, made when it was first shown.
    pub form_key: [u8; 16],
    /// What is asked for.
    pub offer: &'a Offer,
    /// From where.
    pub source: Source,
    /// What was said, question by question.
    pub answers: Vec<Answer>,
    /// Who fills it.
    pub known: Known,
    /// Where it is, in words given beside the form; empty for none.
    pub place: String,
    /// The building that was picked for the place.
    pub building: Option<Building>,
    /// The grid that was chosen.
    pub grid: Option<Id<Grid>>,
    /// Positions of the materials handed in.
    pub materials: Vec<u8>,
    /// The terminal's draft.
    pub draft: Option<Id<Draft>>,
}

impl Filled<'_> {
    /// The item to report.
    ///
    /// # Errors
    /// `Refused` when the service is not offered any more.
    pub fn into_new(self) -> Result<New, Failure> {
        let asked = Asked::of(self.offer)?;
        let applicant = self.applicant();
        // Where the lamp stands is asked by the lamp's own service; an applicant's address is only the last resort.
        let places = [self.said("place"), Some(self.place.as_str()), self.said("address")];
        let place = places.into_iter().flatten().find(|p| !p.is_empty()).unwrap_or_default().to_owned();
        // Whose home it is tells the grid last: a clerk who picked somebody was not asked for one.
        let (building, home) = (self.building.as_ref(), self.known.resident.as_ref().filter(|_| !self.known.anonymous));
        let grid = self.grid.or(building.map(|b| b.grid)).or(home.map(|r| r.grid));
        Ok(New {
            form_key: self.form_key,
            applicant,
            source: self.source,
            // In an application the building is the applicant's own, not a problem's.
            building: building.filter(|_| self.offer.spec.is_report()).map(|b| b.id),
            grid,
            place,
            answers: self.answers,
            materials: self.materials.into_iter().filter(|m| usize::from(*m) < self.offer.spec.materials.len()).collect(),
            draft: self.draft,
            query: None,
            asked,
        })
    }

    fn said(&self, key: &str) -> Option<&str> {
        self.answers.iter().find(|a| a.key == key).map(|a| a.value.as_str())
    }

    /// A name or a telephone that the form asks for and that was left empty is not taken from the registry: it was not given.
    fn applicant(&self) -> Applicant {
        let known = &self.known;
        if known.anonymous {
            return Applicant::default();
        }
        let asked = |key: &str| self.offer.spec.field(key).is_some();
        let name = known.name.clone().or_else(|| self.said("name").and_then(Name::parse));
        let own = known.resident.as_ref().filter(|_| known.is_theirs(name.as_ref()));
        let phone = known.phone.clone().or_else(|| self.said("phone").and_then(Phone::parse));
        Applicant {
            name: name.or_else(|| own.filter(|_| !asked("name")).map(|r| r.name.clone())),
            phone: phone.or_else(|| own.filter(|_| !asked("phone")).and_then(|r| r.phone.clone())),
            resident: own.map(|r| r.id),
            household: known.household.or_else(|| own.map(|r| r.household)),
        }
    }
}
