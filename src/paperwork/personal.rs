//! What the office holds about one person, in full because it is theirs: gathered once, written as JSON and as a paper.
use serde::Serialize;

use super::{Desk, refused};
use crate::{
    base::{Day, Failure, Id, SealedNumber},
    domain::{
        insight::privacy::{self, Look, LookedAt, Purpose},
        matters::items::{self, Item},
        office::{accounts, audit, who::Actor},
        registry::{
            moves::HouseholdChange,
            people::{Household, Resident, codes},
            registers::{self, Change, Entry, Field, Kind, Subject, Table, Value, value},
            visits::Visit,
        },
    },
    paper::{ListingFacts, ListingPart, Pdf, listing},
    store::{Dir, PAGE_MOST, Read},
};

/// The most lines of «who looked» in one answer.
const LOOKS_MOST: usize = 2_000;
/// The most items of the household that are looked through.
const ITEMS_MOST: usize = 1_000;

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
    /// The records.
    pub records: Vec<Vec<Held>>,
}

/// Everything about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonalCopy {
    /// The form of the file.
    pub format: &'static str,
    /// The office.
    pub office: String,
    /// The resident's number in the registry.
    pub resident: u64,
    /// The person's name.
    pub name: String,
    /// The matter for which it was made.
    pub item: String,
    /// The day.
    pub made: String,
    /// The parts.
    pub sections: Vec<Section>,
    /// What is not in it, and whom to ask.
    pub remarks: Vec<String>,
}

struct Facts(Vec<Held>);

impl Facts {
    fn add(&mut self, key: &str, name: impl Into<String>, value: impl ToString) {
        let value = value.to_string();
        if !value.is_empty() {
            self.0.push(Held { key: key.to_owned(), name: name.into(), value });
        }
    }
}

impl Desk<'_> {
    /// Everything that is held about a resident. `sees`: whether the maker may see a register; `whole`: whether that is all.
    ///
    /// # Errors
    /// When the store cannot be read, or a value was sealed with another key.
    pub fn personal_copy(&self, r: &Resident, item: &str, sees: impl Fn(&Table) -> bool) -> Result<PersonalCopy, Failure> {
        let t = self.texts;
        let home = self.store.get(r.household)?;
        let tables = registers::tables(self.store)?;
        let seen: Vec<&Table> = tables.iter().map(|t| &**t).filter(|t| sees(t)).collect();
        let mut sections = vec![self.one("resident", "personal-part-resident", vec![self.person_facts(r, &home)?])];
        let head = home.head == Some(r.id);
        let subjects = [Some(Subject::Resident(r.id)), head.then_some(Subject::Household(r.household))];
        for subject in subjects.into_iter().flatten() {
            let all = registers::of_subject(self.store, subject, None)?;
            for table in &seen {
                let records: Vec<_> = all
                    .iter()
                    .filter(|e| e.table == table.code)
                    .map(|e| self.entry_facts(r, table, e))
                    .collect::<Result<_, _>>()?;
                if !records.is_empty() {
                    let name = t.with("personal-part-register", &[("table", &table.name)]);
                    sections.push(Section { key: format!("register.{}", table.code), name, records });
                }
            }
        }
        let items = self.items_of(r)?;
        let said = items.iter().map(|i| self.item_facts(r, i)).collect::<Result<_, _>>()?;
        sections.push(self.one("items", "personal-part-items", said));
        sections.push(self.one("visits", "personal-part-visits", vec![self.visit_facts(&home)?]));
        sections.push(self.one("changes", "personal-part-changes", self.changes_of(r)?));
        sections.push(self.one("consents", "personal-part-consents", self.consent_facts(r)?));
        sections.push(self.one("asks", "personal-part-asks", self.ask_facts(r)?));
        let looks = self.all_looks(r, &|code| seen.iter().any(|t| t.code == code))?;
        let records = looks.iter().map(|l| self.look_facts(l)).collect::<Result<_, _>>()?;
        sections.push(self.one("looks", "personal-part-looks", records));
        sections.retain(|s| !s.records.is_empty());
        let mut remarks = vec![t.get("personal-remark-others")];
        if seen.len() < tables.len() {
            remarks.push(t.get("personal-remark-secret"));
        }
        if !head {
            remarks.push(t.get("personal-remark-household"));
        }
        Ok(PersonalCopy {
            format: "lianxin.personal.1",
            office: self.settings.community.clone(),
            resident: r.id.raw(),
            name: r.name.to_string(),
            item: item.to_owned(),
            made: self.today.to_string(),
            sections,
            remarks,
        })
    }
    fn one(&self, key: &str, name: &str, records: Vec<Vec<Held>>) -> Section {
        Section { key: key.to_owned(), name: self.texts.get(name), records }
    }
    fn person_facts(&self, r: &Resident, home: &Household) -> Result<Vec<Held>, Failure> {
        let t = self.texts;
        let mut f = Facts(Vec::new());
        let day = |d: Option<Day>| d.map(|d| d.to_string()).unwrap_or_default();
        let code = |c: Option<u8>, table: &codes::CodeTable| c.and_then(|c| table.name(c)).unwrap_or_default();
        f.add("no", t.get("personal-resident-no"), r.id);
        f.add("name", t.get("resident-name"), &r.name);
        let number = r.number.as_ref().map(|n| self.keys.seal.open_number(n)).transpose()?;
        f.add("citizen-number", t.get("resident-number"), number.as_ref().map(|n| n.plain()).unwrap_or_default());
        f.add("sex", t.get("resident-sex"), t.get(&format!("sex-{}", r.sex.code())));
        f.add("birth", t.get("resident-birth"), day(r.birth));
        f.add("ethnicity", t.get("resident-ethnicity"), code(r.ethnicity, &codes::ETHNICITIES));
        f.add("marital", t.get("resident-marital"), code(r.marital, &codes::MARITALS));
        f.add("education", t.get("resident-education"), code(r.education, &codes::EDUCATIONS));
        f.add("political", t.get("resident-political"), code(r.political, &codes::POLITICALS));
        f.add("phone", t.get("resident-phone"), r.phone.as_ref().map(ToString::to_string).unwrap_or_default());
        f.add("residence", t.get("resident-residence"), t.get(&format!("residence-{}", r.residence.key())));
        f.add("relation", t.get("resident-relation"), r.relation.name());
        f.add("address", t.get("household-address"), &home.address);
        f.add("household-phone", t.get("household-phone"), home.phone.as_ref().map(ToString::to_string).unwrap_or_default());
        f.add("note", t.get("resident-note"), &r.note);
        if let Some((on, why)) = &r.gone {
            f.add("gone", t.get(why), on);
        }
        f.add("created", t.get("personal-created"), r.created.minute());
        Ok(f.0)
    }
    fn entry_facts(&self, r: &Resident, table: &Table, e: &Entry) -> Result<Vec<Held>, Failure> {
        let t = self.texts;
        let mut f = Facts(Vec::new());
        f.add("no", t.get("registers-no"), e.id);
        f.add("from", &table.from, e.from);
        if let Some(until) = e.until {
            f.add("until", &table.until, until);
        }
        if let Some(x) = &e.ended {
            f.add("ended", t.get("registers-ended"), format!("{} {}", x.on, x.reason));
        }
        for field in &table.fields {
            if let Some(v) = e.value(&field.key) {
                f.add(&field.key, &field.name, self.theirs(r, field, v)?);
            }
        }
        for step in registers::history(self.store, e.id)?.iter().skip(1) {
            for c in &step.changes {
                let name = table.field(&c.key).map_or_else(|| t.get("registers-ended"), |f| f.name.clone());
                let words = format!("{} {}：{}", step.at.minute(), name, self.change(r, table, c)?);
                f.add("history", t.get("registers-history"), words);
            }
        }
        Ok(f.0)
    }
    /// A value in full, unless it is somebody else's citizen number: a spouse's, a guardian's.
    fn theirs(&self, r: &Resident, f: &Field, v: &Value) -> Result<String, Failure> {
        match v {
            Value::Sealed { hash, .. } if f.kind == Kind::CitizenNumber && r.number.as_ref().is_none_or(|n| n.hash != *hash) => {
                Ok(value::write(v, f))
            }
            v => value::open(&self.keys.seal, f, v),
        }
    }
    fn change(&self, r: &Resident, table: &Table, c: &Change) -> Result<String, Failure> {
        let said = |v: &Option<Value>| match (v, table.field(&c.key)) {
            (Some(v), Some(f)) => self.theirs(r, f, v),
            (Some(Value::Date(d)), None) => Ok(d.to_string()),
            (Some(Value::Text(s)), None) => Ok(s.clone()),
            _ => Ok(self.texts.get("registers-nothing")),
        };
        Ok(format!("{} → {}", said(&c.from)?, said(&c.to)?))
    }
    fn items_of(&self, r: &Resident) -> Result<Vec<Item>, Failure> {
        let mut all = self.store.list(&Item::BY_HOUSEHOLD.under(r.household), Dir::Backward, ITEMS_MOST)?;
        all.retain(|i| i.applicant.resident == Some(r.id));
        Ok(all)
    }
    fn item_facts(&self, r: &Resident, item: &Item) -> Result<Vec<Held>, Failure> {
        let t = self.texts;
        let mut f = Facts(Vec::new());
        f.add("no", t.get("personal-item-no"), item.no);
        f.add("service", t.get("personal-item-service"), &item.title);
        f.add("reported", t.get("personal-item-reported"), item.created.minute());
        f.add("state", t.get("registers-state"), t.get(&format!("state-{}", item.state.tag.key())));
        f.add("applicant", t.get("resident-name"), item.applicant.name.as_ref().map(ToString::to_string).unwrap_or_default());
        f.add("phone", t.get("resident-phone"), item.applicant.phone.as_ref().map(ToString::to_string).unwrap_or_default());
        f.add("place", t.get("household-address"), &item.place);
        let spec = self.spec(item)?;
        for a in &item.answers {
            let name = spec.fields.iter().find(|f| f.key == a.key).map_or_else(|| a.key.clone(), |f| f.label.clone());
            // The applicant's own number, and no other's.
            let own = |n: &&SealedNumber| a.key == "citizen-number" || r.number.as_ref().is_some_and(|x| x.hash == n.hash);
            let number = a.sealed.as_ref().filter(own).map(|n| self.keys.seal.open_number(n)).transpose()?;
            f.add(&format!("answer.{}", a.key), name, number.as_ref().map_or(a.value.as_str(), |n| n.plain()));
        }
        f.add("result", t.get("personal-item-result"), &item.result);
        if let Some((_, words)) = &item.rating {
            f.add("rating", t.get("personal-item-rating"), words);
        }
        let photos = items::photos(self.store, items::Of::Item(item.id))?.len();
        if photos > 0 {
            f.add("photos", t.get("personal-item-photos"), photos);
        }
        Ok(f.0)
    }
    fn visit_facts(&self, home: &Household) -> Result<Vec<Held>, Failure> {
        let page = self.store.page(&Visit::BY_HOUSEHOLD.under(home.id), Dir::Backward, None, PAGE_MOST)?;
        let n = format!("{}{}", page.rows.len(), if page.next.is_some() { "+" } else { "" });
        let mut f = Facts(Vec::new());
        f.add("visits", self.texts.get("personal-visits"), n);
        f.add("last", self.texts.get("personal-visit-last"), page.rows.first().map(|v| v.at.minute()).unwrap_or_default());
        Ok(f.0)
    }
    /// The changes of households that concerned the person, without the others in them.
    fn changes_of(&self, r: &Resident) -> Result<Vec<Vec<Held>>, Failure> {
        let t = self.texts;
        let mut out = Vec::new();
        for c in self.store.list(&HouseholdChange::BY_RESIDENT.under(r.id), Dir::Forward, PAGE_MOST)? {
            let mut f = Facts(Vec::new());
            f.add("day", t.get("personal-change-day"), c.day);
            f.add("deed", t.get("personal-change-deed"), t.get(&format!("moves-deed-{}", c.deed.key())));
            for s in c.steps.iter().filter(|s| s.resident == r.id) {
                f.add("relation", t.get("resident-relation"), s.to.relation.name());
                f.add("household", t.get("household-address"), self.store.get(s.to.household)?.address);
            }
            f.add("reason", t.get("personal-change-reason"), &c.reason);
            f.add("destination", t.get("personal-change-destination"), &c.destination);
            out.push(f.0);
        }
        Ok(out)
    }
    fn consent_facts(&self, r: &Resident) -> Result<Vec<Vec<Held>>, Failure> {
        let t = self.texts;
        let one = |(c, v): (privacy::Consent, privacy::PurposeVersion)| {
            let mut f = Facts(Vec::new());
            f.add("purpose", t.get("privacy-purpose"), &v.terms.name);
            f.add("given", t.get("consent-said"), t.get(if c.given { "consent-given" } else { "consent-withdrawn" }));
            f.add("on", t.get("consent-on"), c.on);
            f.add("how", t.get("consent-how"), t.get(&format!("consent-how-{}", c.how.key())));
            f.add("version", t.get("privacy-version"), c.version);
            f.add("guardian", t.get("consent-guardian-name"), c.guardian.map(|g| g.to_string()).unwrap_or_default());
            f.add("note", t.get("resident-note"), c.note);
            f.add("by", t.get("registers-who"), self.whose(c.by)?);
            Ok(f.0)
        };
        privacy::consents(self.store, r.id)?.into_iter().map(one).collect()
    }
    fn ask_facts(&self, r: &Resident) -> Result<Vec<Vec<Held>>, Failure> {
        let t = self.texts;
        let one = |a: privacy::Ask| {
            let mut f = Facts(Vec::new());
            f.add("on", t.get("registers-when"), a.at.minute());
            f.add("kind", t.get("ask-kind"), t.get(&format!("ask-kind-{}", a.kind.key())));
            f.add("item", t.get("personal-item-no"), a.item);
            f.add("words", t.get("ask-words"), a.words);
            if let Some(d) = a.decided {
                f.add("decision", t.get("ask-decision"), t.get(if d.granted { "ask-granted" } else { "ask-refused" }));
                f.add("reason", t.get("ask-reason"), d.reason);
                f.add("by", t.get("registers-who"), self.whose(d.by)?);
            }
            Ok(f.0)
        };
        privacy::asks_of(self.store, r.id)?.into_iter().map(one).collect()
    }
    /// The lines about a person, the newest first, at most [`LOOKS_MOST`].
    fn all_looks(&self, r: &Resident, sees: &dyn Fn(&str) -> bool) -> Result<Vec<Look>, Failure> {
        let (mut out, mut before): (Vec<Look>, Option<Id<audit::Entry>>) = (Vec::new(), None);
        while out.len() < LOOKS_MOST {
            let (page, next) = privacy::looks(self.store, r, sees, before, 200)?;
            out.extend(page);
            match next {
                Some(id) => before = Some(id),
                None => break,
            }
        }
        out.truncate(LOOKS_MOST);
        Ok(out)
    }
    /// When, who, what was done, to what, what for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn look_words(&self, l: &Look) -> Result<[String; 5], Failure> {
        let t = self.texts;
        let action = audit::text_of(&l.line.action);
        let action = if t.has(&action) { t.get(&action) } else { l.line.action.clone() };
        let table = |code: &str| registers::table(self.store, code).map_or_else(|_e| code.to_owned(), |t| t.name.clone());
        let what = match &l.at {
            LookedAt::Person => t.get("look-person"),
            LookedAt::Household => t.get("look-household"),
            LookedAt::Entry(code) => t.with("look-entry", &[("table", &table(code))]),
            LookedAt::Item(no) => t.with("look-item", &[("no", no)]),
            LookedAt::Table(code) => t.with("look-table", &[("table", &table(code))]),
            LookedAt::Roster => t.get("look-roster"),
        };
        let detail = self.look_detail(l)?;
        Ok([l.line.at.minute(), self.whose(l.line.actor)?, action, what, detail])
    }
    /// What a line says besides, in words: its codes are for the log.
    fn look_detail(&self, l: &Look) -> Result<String, Failure> {
        let (t, said) = (self.texts, l.line.detail.as_str());
        let words: Vec<&str> = said.split(' ').collect();
        let first = words.first().copied().unwrap_or_default();
        if let (true, Some(p)) = (l.line.action.starts_with("consent."), self.store.by(&Purpose::BY_CODE, &first.to_owned())?) {
            let no: u32 = words.get(1).and_then(|n| n.parse().ok()).unwrap_or(p.version);
            let name = privacy::version(self.store, p.id, no)?.terms.name;
            return Ok(format!("{name}　{}", t.with("privacy-version-no", &[("no", &no.to_string())])));
        }
        if l.line.action.starts_with("personal.") {
            let kind = format!("ask-kind-{first}");
            let rest: Vec<String> = words
                .iter()
                .skip(1)
                .map(|w| match *w {
                    "granted" => t.get("ask-granted"),
                    "refused" => t.get("ask-refused"),
                    w => w.to_owned(),
                })
                .collect();
            return Ok([vec![if t.has(&kind) { t.get(&kind) } else { first.to_owned() }], rest].concat().join("　"));
        }
        match &l.at {
            // A register's code, then the keys of fields, then a colon and the purpose: the column names the register already.
            LookedAt::Entry(code) | LookedAt::Table(code) => {
                let rest = said.strip_prefix(code.as_str()).unwrap_or(said).trim();
                let Ok(table) = registers::table(self.store, code) else { return Ok(rest.to_owned()) };
                let named = |w: &str| {
                    let key = w.trim_end_matches(':');
                    table.field(key).map_or_else(|| w.to_owned(), |f| w.replacen(key, &f.name, 1))
                };
                Ok(rest.split(' ').map(named).collect::<Vec<_>>().join(" "))
            }
            // What is done in a matter says whom it goes to by number; only a purpose is for the person.
            LookedAt::Item(_) if !items::noun::ITEM_REVEAL.is(&l.line.action) => Ok(String::new()),
            _ => Ok(said.to_owned()),
        }
    }
    fn look_facts(&self, l: &Look) -> Result<Vec<Held>, Failure> {
        let t = self.texts;
        let mut f = Facts(Vec::new());
        let keys = ["when", "who", "deed", "what", "purpose"];
        for (key, value) in keys.iter().zip(self.look_words(l)?) {
            f.add(key, t.get(&format!("look-{key}")), value);
        }
        Ok(f.0)
    }
    /// Name and roles of whoever did something.
    fn whose(&self, actor: Actor) -> Result<String, Failure> {
        let t = self.texts;
        let id = match actor {
            Actor::Account(id) => id,
            Actor::Terminal => return Ok(t.get("actor-terminal")),
            Actor::Resident => return Ok(t.get("actor-resident")),
            Actor::System => return Ok(t.get("actor-system")),
        };
        let name = accounts::account_name(self.store, id)?;
        let Some(account) = self.store.find(id)? else { return Ok(name) };
        let roles: Vec<_> = account.roles.iter().map(|r| t.get(&format!("role-{}", r.key()))).collect();
        Ok(format!("{name}（{}）", roles.join("、")))
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
    pub fn looks_paper(&self, r: &Resident, name: &str, sees: &dyn Fn(&str) -> bool) -> Result<Pdf, Failure> {
        let t = self.texts;
        let looks = self.all_looks(r, sees)?;
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

/// The five columns of a line, an empty one where nothing was said.
fn cells(record: &[Held]) -> Vec<String> {
    let value = |key: &str| record.iter().find(|h| h.key == key).map(|h| h.value.clone()).unwrap_or_default();
    ["when", "who", "deed", "what", "purpose"].map(value).into()
}

fn look_table(t: &crate::i18n::Texts, rows: Vec<Vec<String>>) -> ListingPart {
    let heads = ["look-when", "look-who", "look-deed", "look-what", "look-purpose"].map(|k| t.get(k));
    ListingPart::Rows(vec![37.0, 38.0, 34.0, 34.0, 31.0], heads.into(), rows)
}
