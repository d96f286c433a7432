//! A register as a printed volume: columns from its definition, rows grid by grid.
use super::{
    Desk,
    happening::{free, standing},
    refused,
    words::word,
};
use crate::{
    base::{Day, Failure, Stamp, covered},
    domain::{
        insight::files::{Chapter, Volume},
        registry::registers::{About, Entry, Field, Filter, Kind, Table, value::shown},
    },
    paper::{Pdf, VOLUME_WIDTH, VolumeChapter, VolumeColumn, VolumeFacts, VolumeRow, volume},
};

/// A text longer than this stands beneath its row, not in its column.
const CELL_MOST: usize = 60;
const ABOUT: u16 = 46;
const DAY: u16 = 21;
const STATE: u16 = 24;

impl Desk<'_> {
    /// A register's volume for somebody who sees its personal values or not, printed by name for a purpose.
    ///
    /// # Errors
    /// `Refused` with the character for a name that cannot be printed.
    pub fn volume(
        &self,
        t: &Table,
        v: &Volume,
        f: &Filter,
        personal: bool,
        (by, purpose, now): (&str, &str, Stamp),
    ) -> Result<Pdf, Failure> {
        let (chosen, columns) = columns(t, |key| self.texts.get(key));
        let chapter = |c: &Chapter| VolumeChapter {
            title: self.chapter(c),
            note: self.texts.with("files-count", &[("n", &c.rows.len().to_string())]),
            rows: c.rows.iter().map(|(e, of)| self.row(t, e, (&of.name, &of.place), &chosen, personal)).collect(),
        };
        let facts = VolumeFacts {
            office: self.office(),
            title: self.texts.with(if named(&t.name) { "volume-title-as-is" } else { "volume-title" }, &[("table", &t.name)]),
            module: self.texts.get(&format!("module-{}", t.module.key())),
            facts: self.volume_facts(t, v, f, (by, purpose, now)),
            columns,
            chapters: v.chapters.iter().map(chapter).collect(),
        };
        volume(self.texts, &facts).map_err(refused)
    }

    fn chapter(&self, c: &Chapter) -> String {
        match &c.grid {
            Some(g) => format!("{}　{}", g.code.tail(), g.name),
            None => self.texts.get("registers-whole-office"),
        }
    }

    fn volume_facts(&self, t: &Table, v: &Volume, f: &Filter, (by, purpose, now): (&str, &str, Stamp)) -> Vec<(String, String)> {
        let texts = self.texts;
        let law = |b: &crate::domain::registry::registers::Basis| match b.number.as_str() {
            "" => format!("《{}》", b.title),
            number => format!("《{}》（{number}）", b.title),
        };
        let kept = match t.retention {
            0 => texts.get("registers-kept-for-ever"),
            n => texts.with("registers-kept-for", &[("years", &n.to_string())]),
        };
        let grid = match (f.grid, v.chapters.first()) {
            (Some(_), Some(c)) => self.chapter(c),
            (Some(g), None) => self.store_grid(g),
            (None, _) => texts.get("volume-all-grids"),
        };
        let value = f.value.as_ref().map(|(key, value)| {
            let name = t.field(key).map_or(key.as_str(), |f| word(texts, &f.name, &f.en));
            format!("{name}：{value}")
        });
        let which = texts.get(if f.ended { "volume-ended" } else { "volume-current" });
        let extent: Vec<String> = [Some(grid), value, Some(which)].into_iter().flatten().collect();
        vec![
            (texts.get("registers-law"), t.basis.iter().map(law).collect::<Vec<_>>().join("\n")),
            (texts.get("volume-kept"), kept),
            (texts.get("volume-access"), texts.get(&format!("access-{}", t.access.key()))),
            (texts.get("volume-extent"), extent.join("；")),
            (texts.get("volume-count"), texts.with("files-count", &[("n", &v.len().to_string())])),
            (texts.get("paper-dossier-date"), self.moment(now)),
            (texts.get("paper-dossier-by"), by.to_owned()),
            (texts.get("paper-dossier-purpose"), free(purpose)),
        ]
    }

    fn store_grid(&self, id: crate::base::Id<crate::domain::places::grids::Grid>) -> String {
        use crate::store::Read;
        self.store.find(id).ok().flatten().map(|g| g.name).unwrap_or_default()
    }

    fn row(&self, t: &Table, e: &Entry, (name, place): (&str, &str), chosen: &[usize], personal: bool) -> VolumeRow {
        let mut cells = Vec::new();
        if t.about != About::None {
            cells.push(format!("{name}\n{place}").trim().to_owned());
        }
        let said = |f: &Field| {
            let words = e.value(&f.key).map(|v| covered(&shown(v, f, personal))).unwrap_or_default();
            if f.kind == Kind::Person { words } else { free(&words) }
        };
        let mut rest = Vec::new();
        for (i, f) in t.fields.iter().enumerate().filter(|(_, f)| !f.hidden) {
            let words = said(f);
            let column = chosen.contains(&i);
            if column && words.chars().count() <= CELL_MOST {
                cells.push(words);
                continue;
            }
            if column {
                cells.push(self.texts.get("volume-beneath"));
            }
            if !words.is_empty() {
                let unit = if f.unit.is_empty() { String::new() } else { format!(" {}", f.unit) };
                rest.push(format!("{}：{}{unit}", f.name, words.replace('\n', " ")));
            }
        }
        cells.push(e.from.to_string());
        if !t.until.is_empty() {
            cells.push(e.until.map(|u| u.to_string()).unwrap_or_default());
        }
        let past = |today: Day| e.ended.is_none() && e.until.is_some_and(|u| u < today);
        cells.push(standing(self.texts, past(self.today), e.ended.as_ref().map(|x| (x.on, x.reason.as_str()))));
        VolumeRow { cells, rest: rest.join("；") }
    }
}

/// Whether a register's name already says that it is one: 党员名册.
fn named(name: &str) -> bool {
    ["台账", "册", "簿", "表"].iter().any(|end| name.ends_with(end))
}

/// Which fields are columns, by place in the definition, and all columns: fields of the list first, then the others, as
/// many as fit.
fn columns(t: &Table, text: impl Fn(&str) -> String) -> (Vec<usize>, Vec<VolumeColumn>) {
    let about = if t.about == About::None { 0 } else { ABOUT };
    let until = if t.until.is_empty() { 0 } else { DAY };
    let mut room = VOLUME_WIDTH.saturating_sub(about + DAY + until + STATE);
    let mut chosen = Vec::new();
    for listed in [true, false] {
        for (i, f) in t.fields.iter().enumerate().filter(|(_, f)| !f.hidden && f.list == listed) {
            let w = wide(f);
            if w <= room && f.kind != Kind::LongText {
                room -= w;
                chosen.push(i);
            }
        }
    }
    chosen.sort_unstable();
    let mut out = Vec::new();
    let mut column = |head: String, wide: u16, number: bool| out.push(VolumeColumn { head, wide, number });
    if about > 0 {
        column(text(&format!("about-{}", t.about.key())), about, false);
    }
    for f in chosen.iter().filter_map(|i| t.fields.get(*i)) {
        let head = match (f.kind, f.unit.as_str()) {
            (Kind::Money, "") => format!("{}（{}）", f.name, text("registers-yuan")),
            (_, "") => f.name.clone(),
            (_, unit) => format!("{}（{unit}）", f.name),
        };
        column(head, wide(f), matches!(f.kind, Kind::Number | Kind::Decimal | Kind::Money));
    }
    column(t.from.clone(), DAY, false);
    if until > 0 {
        column(t.until.clone(), until, false);
    }
    column(text("registers-state"), STATE, false);
    (chosen, out)
}

/// Millimetres that suit a field.
fn wide(f: &Field) -> u16 {
    let longest = |words: &[String]| words.iter().map(|w| w.chars().count()).max().and_then(|n| u16::try_from(n).ok());
    match f.kind {
        Kind::YesNo => 15,
        Kind::Number => 17,
        Kind::Decimal => 20,
        Kind::Money => 24,
        Kind::Date => DAY,
        Kind::Person => 20,
        Kind::Phone => 27,
        Kind::CitizenNumber => 38,
        Kind::Code => 24,
        Kind::Choice => longest(&f.options).unwrap_or(6).saturating_mul(3).saturating_add(6).clamp(18, 34),
        Kind::Choices => 38,
        Kind::Text if f.longest() <= 20 => 24,
        Kind::Text => 34,
        Kind::LongText => 60,
    }
}
