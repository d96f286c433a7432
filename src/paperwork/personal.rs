//! What the office holds about one person, in full because it is theirs: gathered once, written as JSON and as a paper.
use serde::Serialize;

use super::{Desk, refused, said};
use crate::{
    base::Failure,
    domain::{
        self,
        insight::privacy::{self, Look},
        noun::{Asked, Fact, Facts, Part, Personal},
        places::reader::Reader,
        registry::{people::Resident, registers},
    },
    i18n::Texts,
    paper::{ListingFacts, ListingPart, Pdf, listing},
    store::Read,
};

/// One thing that is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// Its key, for programs.
    pub key: String,
    /// Its name, for people.
    pub name: String,
    /// Its value in full.
    pub value: String,
}

/// A part: all that is held in one place, a record each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its key, for programs.
    pub key: String,
    /// Its name, for people.
    pub name: String,
    pub records: Vec<Vec<Held>>,
}

/// Everything about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonalCopy {
    /// The form of the file.
    pub format: &'static str,
    pub office: String,
    /// The resident's number in the registry.
    pub resident: u64,
    /// The person's name.
    pub name: String,
    /// The matter for which it was made.
    pub item: String,
    pub made: String,
    pub sections: Vec<Section>,
    /// What is not in it, and whom to ask.
    pub remarks: Vec<String>,
}

impl Desk<'_> {
    /// Everything that is held about a resident, as each subject of the domain tells it to whoever makes the copy.
    ///
    /// # Errors
    /// When the store cannot be read, or a value was sealed with another key.
    pub fn personal_copy(&self, reader: &Reader, r: &Resident, item: &str) -> Result<PersonalCopy, Failure> {
        let t = self.texts;
        let asked = Asked::new(self.store, self.keys, reader, r.id);
        let mut parts = Vec::new();
        for noun in domain::nouns() {
            if let Personal::Told(tell) = noun.personal {
                parts.extend(tell(&asked)?);
            }
        }
        parts.sort_by_key(|part| part.place);
        let mut remarks = vec![t.get("personal-remark-others")];
        if registers::tables(self.store)?.iter().any(|t| !reader.sees_table(t)) {
            remarks.push(t.get("personal-remark-secret"));
        }
        if self.store.get(r.household)?.head != Some(r.id) {
            remarks.push(t.get("personal-remark-household"));
        }
        Ok(PersonalCopy {
            format: "lianxin.personal.1",
            office: self.settings.community.clone(),
            resident: r.id.raw(),
            name: r.name.to_string(),
            item: item.to_owned(),
            made: self.today.to_string(),
            sections: parts.into_iter().filter(|part| !part.records.is_empty()).map(|part| section(t, part)).collect(),
            remarks,
        })
    }
    /// When, who, what was done, to what, what for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn look_words(&self, l: &Look) -> Result<[String; 5], Failure> {
        Ok(privacy::look_in_words(self.store, l)?.map(|words| said(self.texts, &words)))
    }
    /// The dossier as a paper to be handed over against a signature.
    ///
    /// # Errors
    /// `Refused` for a character that cannot be printed.
    pub fn personal_paper(&self, d: &PersonalCopy) -> Result<Pdf, Failure> {
        let t = self.texts;
        let mut parts = vec![
            ListingPart::Facts(vec![
                (t.get("resident-name"), d.name.clone()),
                (t.get("personal-item-no"), d.item.clone()),
                (t.get("personal-made"), self.today.chinese()),
            ]),
            ListingPart::Say(t.get("personal-law")),
        ];
        for s in &d.sections {
            let counted = !matches!(s.key.as_str(), "resident" | "visits");
            parts.push(ListingPart::Head(if counted { format!("{}（{}）", s.name, s.records.len()) } else { s.name.clone() }));
            if s.key == "looks" {
                parts.push(look_table(t, s.records.iter().map(|r| cells(r)).collect()));
                continue;
            }
            let facts = |r: &Vec<Held>| ListingPart::Facts(r.iter().map(|h| (h.name.clone(), h.value.clone())).collect());
            parts.extend(s.records.iter().map(facts));
        }
        parts.push(ListingPart::Head(t.get("personal-remarks")));
        parts.extend(d.remarks.iter().cloned().map(ListingPart::Say));
        let facts = ListingFacts {
            office: self.office(),
            title: t.get("personal-title"),
            no: d.item.clone(),
            parts,
            date: self.today.chinese(),
            signatures: vec!["paper-consent-sign-clerk", "paper-sign-receiver"],
        };
        listing(t, &facts).map_err(refused)
    }
    /// Who looked at a person's information, as a paper to be handed over.
    ///
    /// # Errors
    /// `Refused` for a character that cannot be printed.
    pub fn looks_paper(&self, reader: &Reader, r: &Resident, name: &str) -> Result<Pdf, Failure> {
        let t = self.texts;
        let looks = privacy::all_looks(self.store, reader, r)?;
        let rows: Vec<Vec<String>> = looks.iter().map(|l| self.look_words(l).map(Vec::from)).collect::<Result<_, _>>()?;
        let n = rows.len().to_string();
        let parts = vec![
            ListingPart::Facts(vec![(t.get("resident-name"), name.to_owned()), (t.get("personal-made"), self.today.chinese())]),
            ListingPart::Say(t.with("looks-paper-text", &[("n", &n)])),
            look_table(t, rows),
            ListingPart::Say(t.get("looks-paper-note")),
        ];
        let title = t.get("looks-paper-title");
        let facts = ListingFacts {
            office: self.office(),
            title,
            parts,
            date: self.today.chinese(),
            signatures: vec!["paper-consent-sign-clerk", "paper-sign-receiver"],
            ..ListingFacts::default()
        };
        listing(t, &facts).map_err(refused)
    }
}

fn section(t: &Texts, part: Part) -> Section {
    let held = |f: Fact| Held { key: f.key, name: said(t, &f.name), value: said(t, &f.value) };
    let record = |facts: Facts| facts.0.into_iter().map(held).filter(|held| !held.value.is_empty()).collect();
    Section { key: part.key, name: said(t, &part.name), records: part.records.into_iter().map(record).collect() }
}

/// The five columns of a line, an empty one where nothing was said.
fn cells(record: &[Held]) -> Vec<String> {
    let value = |key: &str| record.iter().find(|h| h.key == key).map(|h| h.value.clone()).unwrap_or_default();
    ["when", "who", "deed", "what", "purpose"].map(value).into()
}

fn look_table(t: &Texts, rows: Vec<Vec<String>>) -> ListingPart {
    let heads = ["look-when", "look-who", "look-deed", "look-what", "look-purpose"].map(|k| t.get(k));
    ListingPart::Rows(vec![37.0, 38.0, 34.0, 34.0, 31.0], heads.into(), rows)
}
