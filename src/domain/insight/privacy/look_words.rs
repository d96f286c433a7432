//! A look in words, for the person who was looked at: the log's codes are for the log.
use super::{Look, LookedAt, Purpose, version};
use crate::{
    base::Failure,
    domain::{
        matters::items,
        noun::Words,
        office::{accounts, audit},
        registry::registers,
    },
    store::Read,
};

/// When, who, what was done, to what, what for.
///
/// # Errors
/// When the store cannot be read.
pub fn look_in_words(read: &impl Read, l: &Look) -> Result<[Words; 5], Failure> {
    let action = Words::Known(audit::text_of(&l.line.action), l.line.action.clone());
    let table = |code: &str| registers::table(read, code).map_or_else(|_e| code.to_owned(), |t| t.name.clone());
    let what = match &l.at {
        LookedAt::Person => Words::text("look-person"),
        LookedAt::Household => Words::text("look-household"),
        LookedAt::Entry(code) => Words::with("look-entry", [("table", Words::Plain(table(code)))]),
        LookedAt::Item(no) => Words::with("look-item", [("no", Words::plain(no))]),
        LookedAt::Table(code) => Words::with("look-table", [("table", Words::Plain(table(code)))]),
        LookedAt::Roster => Words::text("look-roster"),
    };
    Ok([Words::plain(l.line.at.minute()), accounts::in_words(read, l.line.actor)?, action, what, detail(read, l)?])
}

/// What a line says besides.
fn detail(read: &impl Read, l: &Look) -> Result<Words, Failure> {
    let said = l.line.detail.as_str();
    let words: Vec<&str> = said.split(' ').collect();
    let first = words.first().copied().unwrap_or_default();
    if let (true, Some(p)) = (l.line.action.starts_with("consent."), read.by(&Purpose::BY_CODE, &first.to_owned())?) {
        let no: u32 = words.get(1).and_then(|n| n.parse().ok()).unwrap_or(p.version);
        let name = Words::Plain(version(read, p.id, no)?.terms.name);
        return Ok(Words::joined([name, Words::with("privacy-version-no", [("no", Words::plain(no))])], Words::plain("　")));
    }
    if l.line.action.starts_with("personal.") {
        let kind = Words::Known(format!("ask-kind-{first}"), first.to_owned());
        let rest = words.iter().skip(1).map(|w| match *w {
            "granted" => Words::text("ask-granted"),
            "refused" => Words::text("ask-refused"),
            w => Words::plain(w),
        });
        return Ok(Words::joined(std::iter::once(kind).chain(rest), Words::plain("　")));
    }
    Ok(Words::Plain(match &l.at {
        // A register's code, then the keys of fields, then a colon and the purpose: the column names the register already.
        LookedAt::Entry(code) | LookedAt::Table(code) => {
            let rest = said.strip_prefix(code.as_str()).unwrap_or(said).trim();
            let Ok(table) = registers::table(read, code) else { return Ok(Words::plain(rest)) };
            let named = |w: &str| {
                let key = w.trim_end_matches(':');
                table.field(key).map_or_else(|| w.to_owned(), |f| w.replacen(key, &f.name, 1))
            };
            rest.split(' ').map(named).collect::<Vec<_>>().join(" ")
        }
        // What is done in a matter says whom it goes to by number; only a purpose is for the person.
        LookedAt::Item(_) if !items::log::ITEM_REVEAL.is(&l.line.action) => String::new(),
        _ => said.to_owned(),
    }))
}
