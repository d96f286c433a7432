//! What others may ask for, and what of a form is asked of them.
use crate::{
    base::{Failure, Stamp},
    domain::{
        matters::catalog::{
            self, Catalogue, Category, Channel, FieldKind, FieldSpec, Offer, Secrecy, ServiceSpec, ServiceVersion,
        },
        office::{audit, settings::public_address},
    },
    store::{Dir, Range, Read},
};

/// **The rule** of which services are offered to other software, and so which items are ever told about: something public
/// and out of doors that anybody may report without saying who they are.
///
/// * its category is public facilities, clean city or public order: never welfare, health, disputes, correction …
/// * its form asks for a `place`;
/// * nothing in it is a private matter: no citizen number, no home address, no sum of money, no name that must be given;
/// * no papers have to be handed in;
/// * it can be asked for without coming to the window.
///
/// Retired services and the certificates that a committee must not issue are never on offer in the first place
/// ([`Catalogue::offers`]).
pub fn reportable(spec: &ServiceSpec) -> bool {
    let public = matches!(spec.category, Category::Facilities | Category::CleanCity | Category::PublicOrder);
    let private = |f: &FieldSpec| match f.kind {
        FieldKind::CitizenNumber | FieldKind::Address | FieldKind::Money => true,
        FieldKind::Name => f.required,
        _ => false,
    };
    public
        && spec.fields.iter().any(|f| f.key == "place")
        && !spec.fields.iter().any(private)
        && !spec.materials.iter().any(|m| m.required)
        && spec.channels.iter().any(|c| matches!(c, Channel::Kiosk | Channel::Phone))
}

/// The services offered to other software, in order of code: none whose matters are anybody's own.
pub fn offered(catalogue: &Catalogue) -> impl Iterator<Item = &Offer> {
    catalogue.offers().iter().filter(|o| o.spec.secrecy == Secrecy::Household && reportable(&o.spec))
}

/// How an attribute is asked: the datatypes of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask<'a> {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    Number,
    Day,
    /// One of the options.
    One(&'a [String]),
    /// Any of the options.
    Any(&'a [String]),
    /// Yes or no.
    YesNo,
}

/// One question of a form that is asked of other software.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    pub field: &'a FieldSpec,
    /// How it is asked.
    pub ask: Ask<'a>,
}

/// The questions asked. The place and pictures have parameters of their own in the specification, and so have a name and a
/// telephone: those are listed only where the form must have them.
pub fn attributes(spec: &ServiceSpec) -> Vec<Attribute<'_>> {
    let ask = |field| asked(field).map(|ask| Attribute { field, ask });
    spec.fields.iter().filter(|f| f.key != "place").filter_map(ask).collect()
}

fn asked(field: &FieldSpec) -> Option<Ask<'_>> {
    Some(match &field.kind {
        FieldKind::Text { .. } => Ask::Line,
        FieldKind::LongText { .. } => Ask::Text,
        FieldKind::Number { .. } => Ask::Number,
        FieldKind::Date { .. } => Ask::Day,
        FieldKind::Choice { options } => Ask::One(options),
        FieldKind::Choices { options } => Ask::Any(options),
        FieldKind::YesNo => Ask::YesNo,
        FieldKind::Name | FieldKind::Phone if field.required || !matches!(field.key.as_str(), "name" | "phone") => Ask::Line,
        FieldKind::Name | FieldKind::Phone | FieldKind::Photo { .. } => return None,
        // No reportable service has one of these.
        FieldKind::CitizenNumber | FieldKind::Address | FieldKind::Money => return None,
    })
}

/// The address that other software connects to, at the office's public host (which may name its scheme).
pub fn endpoint(public_host: &str) -> String {
    public_address(public_host, "/open311/v2")
}

/// When the list of services or one of their forms last changed, not before `since`: a client that has read them then need
/// not read them again.
pub fn changed(read: &impl Read, since: Stamp) -> Result<Stamp, Failure> {
    let mut last = since;
    for version in read.list(&Range::<ServiceVersion>::table(), Dir::Backward, 1)? {
        last = last.max(version.at);
    }
    // Retiring and restoring make no version.
    for action in [catalog::log::SERVICE_RETIRE, catalog::log::SERVICE_RESTORE] {
        let lines = audit::Entry::BY_ACTION.under(action.to_string());
        for line in read.list(&lines, Dir::Backward, 1)? {
            last = last.max(line.at);
        }
    }
    Ok(last)
}
