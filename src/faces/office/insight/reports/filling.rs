//! Filling a form for somebody: what is asked for, what that person may see, and what stands around the form.
use super::{Which, sheets::SheetView};
use crate::{
    app::App,
    base::{Failure, Id, SealKey},
    domain::{
        insight::{
            figures::{Figure, Month},
            reports::{self, Asked, Audience, Filled, ROWS_MOST, Rows, Source, Template, Uses, Words},
        },
        matters::catalog::Category,
        places::{grids::Grid, reader::Reader},
        registry::registers,
    },
    faces::{office::Office, staff::SignedIn, web::Form},
    paperwork::{Around, write_form},
    sheets::book::{Book, Spot},
    store::blobs::BlobId,
};

/// The most rows of a list on the screen.
const SCREEN_MOST: usize = 500;

/// What somebody asks for, within what they may see.
#[derive(Clone)]
pub(super) struct Wish {
    pub(super) asked: Asked,
    pub(super) reader: Reader,
    /// Whose name stands on it.
    filler: String,
    pub(super) grids: Vec<Grid>,
    pub(super) wide: bool,
    /// The grid that was asked for, or that stands for all that one may see.
    pub(super) grid: Option<Grid>,
}

/// A filled form as it is shown.
pub(super) enum Shown {
    Form(Box<Filled>),
    Sheets(Vec<SheetView>),
}

/// Reads month and grid. Who sees only some grids is given the first of them, where a form has no row for each grid.
pub(super) fn wish(app: &App, reader: Reader, who: &SignedIn, which: &Which, form: &Form) -> Result<Wish, Failure> {
    let today = reader.today();
    let (grids, wide) = (reader.grids(&app.store)?, reader.sees_everywhere());
    let month = form.value("month").replace('-', "").parse::<Month>().ok();
    let month = month.filter(|m| (1..=12).contains(&(m % 100)) && (190_001..=today.month()).contains(m));
    let said: Option<Id<Grid>> = form.value("grid").parse().ok();
    let grid = match said {
        Some(g) => Some(grids.iter().find(|x| x.id == g).cloned().ok_or(Failure::NotFound)?),
        None if wide || by_grid(which)? => None,
        // Somebody without a grid sees none.
        None => Some(grids.first().cloned().ok_or(Failure::NotFound)?),
    };
    let asked = Asked { month: month.unwrap_or_else(|| today.month()), grid: grid.as_ref().map(|g| g.id), today };
    Ok(Wish { asked, reader, filler: who.staff.name.to_string(), grids, wide, grid })
}

/// Whether a form has a row for each grid, or lists entries by grid.
pub(super) fn by_grid(which: &Which) -> Result<bool, Failure> {
    Ok(which.template()?.is_some_and(|t| matches!(t.lines(), Rows::Grids | Rows::Entries(_))))
}

/// Fills something for whoever wishes it.
fn filled<T>(
    app: &App,
    wish: &Wish,
    plain: Option<&SealKey>,
    f: impl FnOnce(&Audience<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let category = |c: Category| app.zh.get(c.key());
    f(&Audience::new(&app.store, &wish.reader, plain, &category)?)
}

/// The workbook of a form.
pub(super) fn book(app: &App, blob: &[u8; 32]) -> Result<Book, Failure> {
    let bytes = app.blobs.get(BlobId::from_bytes(*blob)).map_err(Failure::broken)?;
    Book::open(&bytes.ok_or_else(|| Failure::broken("a form's file is gone"))?)
}

/// Everything that one may see, for the screen.
pub(super) fn for_screen(app: &App, which: &Which, wish: &Wish) -> Result<Shown, Failure> {
    match which.template()? {
        Some(t) => filled(app, wish, None, |to| reports::fill(&app.store, &t, &wish.asked, to, SCREEN_MOST))
            .map(|f| Shown::Form(Box::new(f))),
        None => written(app, which, wish, None, SCREEN_MOST)
            .and_then(|(bytes, drawn, cells, rows)| SheetView::of(&Book::read(&bytes)?, &drawn, &cells, &rows))
            .map(Shown::Sheets),
    }
}

type Written = (Vec<u8>, reports::Drawn, Vec<Spot>, Vec<u32>);

fn written(app: &App, which: &Which, wish: &Wish, plain: Option<&SealKey>, most: usize) -> Result<Written, Failure> {
    let Which::Own(report) = which else { return Err(Failure::NotFound) };
    let Source::Book { blob, .. } = &report.source else { return Err(Failure::NotFound) };
    let book = book(app, blob)?;
    let holes = reports::holes(&app.store, &book.sheets()?, book.names())?;
    // A register's field that a mark named may have been changed since: then the form is uploaded anew.
    let holes = holes.map_err(|_faults| Failure::refused("report-stale"))?;
    let words = words(app, wish)?;
    let drawn = filled(app, wish, plain, |to| holes.fill(&app.store, &words, &wish.asked, to, most))?;
    let done = book.fill(&drawn.edits)?;
    Ok((done.bytes, drawn, done.cells, done.rows))
}

fn words(app: &App, wish: &Wish) -> Result<Words, Failure> {
    let settings = crate::domain::office::settings::Settings::load(&app.store)?;
    let grid = wish.grid.as_ref().map_or_else(|| app.zh.get("report-everywhere"), |g| g.name.clone());
    let (office, phone) = settings.map(|s| (s.community, s.phone)).unwrap_or_default();
    Ok(Words { office, filler: wish.filler.clone(), phone, grid })
}

/// A form as a file. A list that would not be whole is refused: it is filled grid by grid.
pub(super) fn for_file(app: &App, which: &Which, wish: &Wish, plain: Option<&SealKey>) -> Result<Vec<u8>, Failure> {
    let too_long = || Failure::Refused(crate::base::Reason::new("report-too-long").arg("most", ROWS_MOST));
    let Some(t) = which.template()? else {
        for table in &which.uses().lists {
            let n = wish.grids.iter().filter(|g| wish.asked.grid.is_none_or(|a| a == g.id)).map(|g| {
                let f = registers::Filter { grid: Some(g.id), ..registers::Filter::default() };
                registers::count(&app.store, table, &f).map(Option::unwrap_or_default)
            });
            if n.sum::<Result<i64, Failure>>()? > ROWS_MOST as i64 {
                return Err(too_long());
            }
        }
        return written(app, which, wish, plain, ROWS_MOST).map(|w| w.0);
    };
    let filled = filled(app, wish, plain, |to| reports::fill(&app.store, &t, &wish.asked, to, ROWS_MOST))?;
    if filled.more {
        return Err(too_long());
    }
    write_form(&filled, &around(app, which, wish, &filled)?)
}

/// What stands around a form, in Chinese: it goes to other offices.
pub(super) fn around(app: &App, which: &Which, wish: &Wish, filled: &Filled) -> Result<Around, Failure> {
    let zh = &app.zh;
    let words = words(app, wish)?;
    let template = which.template()?;
    let said = |f: fn(&Template) -> &str| template.as_deref().map(f).unwrap_or_default().to_owned();
    let corner = [
        ("report-number", said(|t| &t.number)),
        ("report-issuer", said(|t| &t.issuer)),
        ("report-document", said(|t| &t.document)),
    ];
    let corner = corner.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| zh.with(k, &[("value", v)])).collect();
    let office = match &wish.grid {
        Some(g) => format!("{} {}", words.office, g.name),
        None => words.office,
    };
    let unit = said(|t| &t.unit);
    let unit = if unit.is_empty() { String::new() } else { zh.with("report-unit", &[("value", &unit)]) };
    let line = [zh.with("report-office", &[("value", &office)]), time(app, &which.uses(), wish), unit];
    let note = |(name, n, _): &(String, i64, Figure)| zh.with("report-note", &[("name", name), ("n", &n.to_string())]);
    let mut notes: Vec<String> = filled.notes.iter().map(note).collect();
    if filled.total.is_none() && !wish.wide && wish.grid.is_none() {
        notes.push(zh.get("report-own-grids"));
    }
    let foot = zh.with("report-foot", &[("filler", &words.filler), ("day", &wish.asked.today.chinese())]);
    Ok(Around { title: which.name().to_owned(), corner, line, notes, foot })
}

/// The month, and the day of what is there now: history of that is not kept.
fn time(app: &App, uses: &Uses, wish: &Wish) -> String {
    let (zh, m) = (&app.zh, wish.asked.month);
    let month = zh.with("report-month", &[("year", &(m / 100).to_string()), ("month", &(m % 100).to_string())]);
    let now = zh.with("report-now", &[("day", &wish.asked.today.chinese())]);
    match (uses.month, uses.now) {
        (true, true) => zh.with("report-month-now", &[("month", &month), ("now", &now)]),
        // A month that still runs is counted up to today.
        (true, false) if m == wish.asked.today.month() => zh.with("report-month-now", &[("month", &month), ("now", &now)]),
        (true, false) => month,
        _ => now,
    }
}

/// The office's texts of a wish for the log: no personal data.
pub(super) fn parameters(which: &Which, wish: &Wish) -> String {
    let mut out = which.code();
    if which.uses().month {
        out.push_str(&format!(" month={}", wish.asked.month));
    }
    if let Some(g) = wish.asked.grid {
        out.push_str(&format!(" grid={g}"));
    }
    out
}

/// The words of a report's page for the reader.
pub(super) fn hint(office: &Office, uses: &Uses) -> Option<String> {
    (uses.month && uses.now).then(|| office.t.get("report-now-hint"))
}
