//! 居民家庭档案: a household's file on paper.
use super::{
    Desk, Namer, describe,
    happening::{free, name_of, rest, standing, told, whom},
    refused,
    words::word,
};
use crate::{
    base::{Failure, Stamp, covered},
    domain::{
        insight::files::{File, Line, Rest, Risk},
        office::settings::Settings,
        registry::{
            people::{Household, Where},
            registers::{Module, Whom},
        },
    },
    i18n::Texts,
    paper::{Block, DossierFacts, Part, Pdf, dossier},
};

/// The number of a household's file: the community's code and the household's number.
pub fn file_no(settings: &Settings, home: &Household) -> String {
    format!("{}-{:06}", settings.division.as_str(), home.id.raw())
}

impl Desk<'_> {
    /// A household's file, printed by somebody for a purpose.
    ///
    /// # Errors
    /// `Refused` with the character for a name that cannot be printed.
    pub fn dossier(&self, file: &File, by: &str, purpose: &str, now: Stamp) -> Result<Pdf, Failure> {
        let facts = DossierFacts {
            office: self.office(),
            no: file_no(&self.settings, &file.home),
            address: file.home.address.clone(),
            head: file.head().map(|h| h.name.to_string()).unwrap_or_default(),
            grid: file.grid.name.clone(),
            date: self.moment(now),
            printed_by: by.to_owned(),
            purpose: free(purpose),
            parts: self.parts(file)?,
        };
        dossier(self.texts, &facts).map_err(refused)
    }

    fn parts(&self, f: &File) -> Result<Vec<Part>, Failure> {
        let t = self.texts;
        let part = |key: &str, n: Option<(usize, Rest)>, blocks: Vec<Block>| Part {
            title: t.get(key),
            note: n.map(|(n, more)| counted(t, key, n, more)).unwrap_or_default(),
            blocks,
        };
        let (housing, other): (Vec<&Line>, Vec<&Line>) = f.lines.iter().partition(|l| l.whom == Whom::House);
        let all = |n: usize| Some((n, Rest::default()));
        let members = Rest { n: f.more_members, least: false };
        let more_lines = Rest { n: 0, least: f.more_lines };
        let shown = f.timeline.happenings.len();
        Ok(vec![
            part("files-facts", None, vec![self.facts(f)]),
            part("files-members", Some((f.members.len(), members)), self.members(f)),
            part("files-housing", all(housing.len()), self.housing(f, &housing)),
            part("files-registers", Some((other.len(), more_lines)), self.registers(&other, more_lines)),
            part("files-items", Some((f.items.len(), f.more_items)), self.items(f)),
            part("files-visits", Some((f.visits.len(), f.more_visits)), self.visits(f)?),
            part("files-money", None, self.money(f)),
            part("files-risks", all(f.risks.len()), self.risks(f)),
            part("files-timeline", Some((shown, f.timeline.rest)), self.happenings(f)?),
        ])
    }

    fn facts(&self, f: &File) -> Block {
        let t = self.texts;
        let home = &f.home;
        let pair = |key: &str, words: String| (t.get(key), words);
        let mut pairs = vec![
            pair("household-no", home.id.to_string()),
            pair("household-grid", f.grid.name.clone()),
            pair("household-head", f.head().map_or_else(|| t.get("household-without-head"), |h| h.name.to_string())),
            pair("household-phone", home.phone.as_ref().map(ToString::to_string).unwrap_or_default()),
            pair("files-recorded-on", home.created.day().to_string()),
        ];
        pairs.extend(home.left.map(|d| pair("files-left-on", d.to_string())));
        for p in f.people.0.iter().take(4) {
            let phone = p.phone.as_ref().map(ToString::to_string).unwrap_or_default();
            pairs.push((t.get(&format!("post-{}", p.role.key())), format!("{} {phone}", p.name).trim().to_owned()));
        }
        pairs.retain(|(_, words)| !words.is_empty());
        pairs.push(pair("household-address", home.address.clone()));
        Block::Pairs(pairs)
    }

    fn members(&self, f: &File) -> Vec<Block> {
        let t = self.texts;
        let heads = [
            ("resident-name", 21),
            ("resident-relation", 24),
            ("resident-sex", 11),
            ("resident-birth-year", 24),
            ("resident-number", 39),
            ("resident-phone", 27),
            ("files-state", 28),
        ];
        let row = |m: &crate::domain::registry::people::Resident| {
            let residence = || t.get(&format!("residence-{}", m.residence.key()));
            vec![
                m.name.to_string(),
                m.relation.name().to_owned(),
                t.get(&format!("sex-{}", m.sex.code())),
                m.birth.map(|b| Where::Desk.birth(b)).unwrap_or_default(),
                m.number.as_ref().map(|n| Where::Desk.number(n)).unwrap_or_default(),
                m.phone.as_ref().map(|p| Where::Desk.phone(p)).unwrap_or_default(),
                m.gone.as_ref().map_or_else(residence, |(day, why)| format!("{} {day}", t.get(why))),
            ]
        };
        let mut out = vec![self.table(&heads, f.members.iter().map(row).collect())];
        if f.more_members > 0 {
            out.push(Block::Note(t.with("files-more-members", &[("n", &f.more_members.to_string())])));
        }
        out
    }

    fn housing(&self, f: &File, lines: &[&Line]) -> Vec<Block> {
        let t = self.texts;
        let mut out = Vec::new();
        if f.neighbours > 0 {
            out.push(Block::Note(t.with("files-neighbours", &[("n", &f.neighbours.to_string())])));
        }
        out.push(self.lines(lines, "files-none-housing"));
        out
    }

    fn registers(&self, lines: &[&Line], more: Rest) -> Vec<Block> {
        let mut out = Vec::new();
        for module in Module::ALL {
            let own: Vec<&Line> = lines.iter().copied().filter(|l| l.table.module == module).collect();
            if !own.is_empty() {
                out.push(Block::Note(self.texts.get(&format!("module-{}", module.key()))));
                out.push(self.lines(&own, ""));
            }
        }
        if out.is_empty() {
            out.push(Block::Note(self.texts.get("files-none-registers")));
        }
        out.extend(self.more(more));
        out.push(Block::Note(self.texts.get("files-strict-unprinted")));
        out
    }

    fn lines(&self, lines: &[&Line], none: &str) -> Block {
        let t = self.texts;
        if lines.is_empty() {
            return Block::Note(t.get(none));
        }
        let row = |l: &&Line| {
            let until = l.until.map(|u| format!("{} {u}", l.table.until)).unwrap_or_default();
            vec![
                l.table.name.clone(),
                whom(t, &l.whom),
                free(&describe(t, l)),
                format!("{} {}\n{until}", l.table.from, l.from).trim().to_owned(),
                standing(t, l.past, l.ended.as_ref().map(|(d, why)| (*d, why.as_str()))),
            ]
        };
        let heads =
            [("files-register", 27), ("files-about", 20), ("files-words", 76), ("files-days", 27), ("registers-state", 24)];
        self.table(&heads, lines.iter().map(row).collect())
    }

    fn items(&self, f: &File) -> Vec<Block> {
        let t = self.texts;
        let own = Block::Note(t.get("files-own-unprinted"));
        if f.items.is_empty() {
            return vec![Block::Note(t.get("household-no-items")), own];
        }
        let row = |i: &crate::domain::matters::items::Item| {
            let rating = i.rating.as_ref().map(|(r, _)| t.get(&format!("rating-{}", r.key()))).unwrap_or_default();
            let state = t.get(&format!("state-{}", i.state.tag.key()));
            let ended = i.ended.map(|s| s.day().to_string()).unwrap_or_default();
            vec![
                i.no.to_string(),
                i.title.clone(),
                i.created.day().to_string(),
                ended,
                format!("{state}\n{rating}").trim().to_owned(),
                free(&covered(&i.result)),
            ]
        };
        let heads = [
            ("files-item-no", 28),
            ("files-item-title", 38),
            ("files-item-reported", 24),
            ("files-item-ended", 24),
            ("files-state", 20),
            ("files-item-result", 40),
        ];
        let mut out = vec![self.table(&heads, f.items.iter().map(row).collect())];
        out.extend(self.more(f.more_items));
        out.push(own);
        out
    }

    fn visits(&self, f: &File) -> Result<Vec<Block>, Failure> {
        let t = self.texts;
        if f.visits.is_empty() {
            return Ok(vec![Block::Note(t.get("household-no-visits"))]);
        }
        let names = Namer::new(self.store, t);
        let mut rows = Vec::with_capacity(f.visits.len());
        for v in &f.visits {
            rows.push(vec![v.at.minute(), names.staff(v.staff)?, free(&v.note)]);
        }
        let mut out = vec![self.table(&[("files-when", 34), ("files-who", 26), ("files-words", 114)], rows)];
        out.extend(self.more(f.more_visits));
        Ok(out)
    }

    fn money(&self, f: &File) -> Vec<Block> {
        let t = self.texts;
        let mut rows = Vec::new();
        for l in &f.lines {
            for (field, amount) in l.money() {
                let state = standing(t, l.past, l.ended.as_ref().map(|(d, why)| (*d, why.as_str())));
                let (table, name) = (l.table.name.clone(), word(t, &field.name, &field.en).to_owned());
                rows.push(vec![table, whom(t, &l.whom), name, amount.to_owned(), l.from.to_string(), state]);
            }
        }
        if rows.is_empty() {
            return vec![Block::Note(t.get("files-none-money"))];
        }
        let heads = [
            ("files-register", 32),
            ("files-about", 24),
            ("files-money-what", 34),
            ("files-money-yuan", 28),
            ("files-from", 26),
            ("registers-state", 30),
        ];
        vec![Block::Note(t.get("files-money-hint")), self.table(&heads, rows)]
    }

    fn risks(&self, f: &File) -> Vec<Block> {
        let t = self.texts;
        if f.risks.is_empty() {
            return vec![Block::Note(t.get("files-none-risks"))];
        }
        let row = |r: &Risk| {
            let [kind, what, words] = name_of(t, r);
            vec![kind, what, free(&words)]
        };
        vec![self.table(&[("files-risk", 34), ("files-what", 60), ("files-words", 80)], f.risks.iter().map(row).collect())]
    }

    /// In the order of time: a file is read from its beginning.
    fn happenings(&self, f: &File) -> Result<Vec<Block>, Failure> {
        let t = self.texts;
        let names = Namer::new(self.store, t);
        let mut rows = Vec::with_capacity(f.timeline.happenings.len());
        for h in f.timeline.happenings.iter().rev() {
            let said = told(t, &names, h)?;
            rows.push(vec![said.when, said.what, free(&said.words), said.by]);
        }
        let heads = [("files-when", 32), ("files-what", 32), ("files-words", 88), ("files-who", 22)];
        let mut out = Vec::new();
        if f.timeline.rest.some() {
            out.push(Block::Note(t.with("files-unprinted", &[("rest", &rest(t, f.timeline.rest))])));
        }
        out.push(self.table(&heads, rows));
        Ok(out)
    }

    fn more(&self, r: Rest) -> Option<Block> {
        r.some().then(|| Block::Note(self.texts.with("files-unprinted", &[("rest", &rest(self.texts, r))])))
    }

    fn table(&self, heads: &[(&str, u16)], rows: Vec<Vec<String>>) -> Block {
        Block::Rows(heads.iter().map(|(key, share)| (self.texts.get(key), *share)).collect(), rows)
    }
}

fn counted(t: &Texts, part: &str, n: usize, more: Rest) -> String {
    let unit = if part == "files-members" { "files-count-people" } else { "files-count" };
    let n = t.with(unit, &[("n", &n.to_string())]);
    if more.some() { format!("{n}，{}", rest(t, more)) } else { n }
}
