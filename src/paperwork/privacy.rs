//! The notices of purposes, and the proof of a deletion.
use super::{Desk, refused};
use crate::{
    base::Failure,
    domain::{
        insight::privacy::{Deletion, PurposeVersion, needs_guardian},
        office::accounts,
        registry::{people::Resident, registers},
    },
    paper::{ConsentFacts, ListingFacts, ListingPart, Pdf, consent, listing},
};

impl Desk<'_> {
    /// The notice of a purpose: blank, or for one resident.
    ///
    /// # Errors
    /// `Refused` for a character that cannot be printed.
    pub fn consent_notice(&self, v: &PurposeVersion, r: Option<&Resident>) -> Result<Pdf, Failure> {
        let t = self.texts;
        let name = |code: &String| registers::table(self.store, code).map(|t| t.name.clone());
        let tables = v.terms.tables.iter().map(name).collect::<Result<Vec<_>, _>>()?;
        let no = v.no.to_string();
        let facts = ConsentFacts {
            office: self.office(),
            no: t.with("paper-consent-no", &[("id", &v.purpose.to_string()), ("version", &no)]),
            to: r.map(|r| r.name.to_string()).unwrap_or_default(),
            purpose: v.terms.name.clone(),
            ground: t.get(&format!("ground-{}", v.terms.ground.key())),
            law: v.terms.law.clone(),
            tables: tables.join("、"),
            retention: v.terms.retention.clone(),
            paragraphs: v.terms.notice.lines().map(str::to_owned).collect(),
            asks: v.terms.ground.asks(),
            guardian: r.is_some_and(|r| needs_guardian(r, self.today)),
            date: self.today.chinese(),
        };
        consent(t, &facts).map_err(refused)
    }
    /// 销毁证明: what was deleted, why, by whom, and the chain's head; nobody's data.
    ///
    /// # Errors
    /// `Refused` for a character that cannot be printed.
    pub fn deletion_proof(&self, d: &Deletion) -> Result<Pdf, Failure> {
        let t = self.texts;
        let who = |a: Option<(crate::base::Id<crate::domain::office::who::Account>, crate::base::Stamp)>| match a {
            Some((id, at)) => accounts::account_name(self.store, id).map(|n| format!("{n}　{}", self.moment(at))),
            None => Ok(String::new()),
        };
        let days = d.ended.map(|(a, b)| format!("{} — {}", a.chinese(), b.chinese())).unwrap_or_default();
        let years = d.years.to_string();
        let facts = vec![
            (t.get("deletion-table"), d.name.clone()),
            (t.get("deletion-basis"), t.with("deletion-basis-text", &[("years", &years), ("until", &d.until.chinese())])),
            (t.get("deletion-ended-between"), days),
            (
                t.get("deletion-entries"),
                t.with("deletion-entries-text", &[("n", &d.entries.to_string()), ("rows", &d.rows.to_string())]),
            ),
            (t.get("deletion-proposer"), who(Some(d.proposed))?),
            (t.get("deletion-approver"), who(d.decided)?),
            (t.get("deletion-done-at"), d.done.map(|at| self.moment(at)).unwrap_or_default()),
            (t.get("deletion-chain"), spaced(&data_encoding::HEXLOWER.encode(&d.chain))),
        ];
        let parts = vec![
            ListingPart::Say(t.get("deletion-paper-text")),
            ListingPart::Facts(facts),
            ListingPart::Say(t.get("deletion-paper-chain")),
            ListingPart::Say(t.get("deletion-backups")),
        ];
        let facts = ListingFacts {
            office: self.office(),
            title: t.get("deletion-paper-title"),
            no: d.id.to_string(),
            parts,
            date: self.today.chinese(),
            signatures: vec!["deletion-sign-proposer", "deletion-sign-approver"],
        };
        listing(t, &facts).map_err(refused)
    }
}

/// A long number in groups of eight, so that it can be read aloud and breaks well.
fn spaced(hex: &str) -> String {
    let chars: Vec<char> = hex.chars().collect();
    chars.chunks(8).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
