use super::{Announcement, Picture, SHOWN_MOST, log, queries::on_show};
use crate::{
    base::{Day, Failure, FieldErrors, Id, Reason, Stamp},
    domain::office::{audit, who::Actor},
    store::{Dir, Read, Tx},
};

/// The longest headline in characters: two lines of the waiting screen.
const TITLE_MOST: usize = 30;
/// The longest text in characters.
const BODY_MOST: usize = 1_000;
/// The longest that one hangs, in days: to the same day of the next year.
const DAYS_MOST: i32 = 365;

/// What an announcement says.
#[derive(Clone, Debug)]
pub struct Said {
    pub title: String,
    /// The words under it.
    pub body: String,
    /// The last day on which it is shown.
    pub until: Day,
    pub picture: Change,
}

/// What becomes of the picture.
#[derive(Clone, Copy, Debug, Default)]
pub enum Change {
    /// The one that hangs stays, if one does.
    #[default]
    Keep,
    New(Picture),
    Remove,
}

impl Change {
    fn of(self, old: Option<Picture>) -> Option<Picture> {
        match self {
            Change::Keep => old,
            Change::New(picture) => Some(picture),
            Change::Remove => None,
        }
    }
}

impl Said {
    /// Trimmed and within bounds, with the picture that will hang; `old` is the one that does.
    fn checked(self, old: Option<Picture>, today: Day) -> Result<(Self, Option<Picture>), Failure> {
        let said = Said { title: self.title.trim().to_owned(), body: self.body.trim().to_owned(), ..self };
        let picture = said.picture.of(old);
        let long = |s: &str, most: usize| (s.chars().count() > most).then(|| Reason::new("field-too-long").arg("max", most));
        let last = today.plus(DAYS_MOST);
        let days = || Reason::new("announcement-until-range").arg("from", today.chinese()).arg("to", last.chinese());
        let wrong = [
            ("title", said.title.is_empty().then(|| Reason::new("field-required")).or_else(|| long(&said.title, TITLE_MOST))),
            ("body", long(&said.body, BODY_MOST)),
            ("until", (!(today..=last).contains(&said.until)).then(days)),
            ("body", (said.body.is_empty() && picture.is_none()).then(|| Reason::new("announcement-empty"))),
        ];
        let errors: Vec<_> = wrong.into_iter().filter_map(|(field, why)| Some((field.to_owned(), why?))).collect();
        if errors.is_empty() { Ok((said, picture)) } else { Err(Failure::Invalid(FieldErrors(errors))) }
    }
}

/// Whether one more fits on the board.
fn room(read: &impl Read, today: Day) -> Result<(), Failure> {
    let full = || Failure::Invalid(FieldErrors::one("until", Reason::new("announcement-full").arg("n", SHOWN_MOST)));
    if on_show(read, today)?.len() < SHOWN_MOST { Ok(()) } else { Err(full()) }
}

/// Puts an announcement up.
///
/// # Errors
/// `Invalid` beside the field that is out of bounds, and beside the last day when the board is full.
pub fn post(tx: &mut Tx<'_>, by: Actor, said: Said, at: Stamp) -> Result<Announcement, Failure> {
    let (Said { title, body, until, .. }, picture) = said.checked(None, at.day())?;
    room(tx, at.day())?;
    let id = tx.next_id()?;
    let posted = Announcement { id, title, body, picture, until, posted: (by, at), withdrawn: None };
    tx.put(&posted)?;
    audit::note(tx, by, at, log::ANNOUNCEMENT_POST, Some(id), &posted.title)?;
    Ok(posted)
}

/// Says it anew: a wrong word, a longer time.
///
/// # Errors
/// `NotFound`; `Refused` when it was taken down; `Invalid` beside the field that is out of bounds.
pub fn edit(tx: &mut Tx<'_>, by: Actor, id: Id<Announcement>, said: Said, at: Stamp) -> Result<Announcement, Failure> {
    let old = tx.get(id)?;
    if old.withdrawn.is_some() {
        return Err(Failure::refused("announcement-down"));
    }
    let (Said { title, body, until, .. }, picture) = said.checked(old.picture, at.day())?;
    if old.until < at.day() {
        room(tx, at.day())?;
    }
    let new = Announcement { title, body, until, picture, ..old };
    tx.put(&new)?;
    audit::note(tx, by, at, log::ANNOUNCEMENT_EDIT, Some(id), &new.title)?;
    Ok(new)
}

/// Takes it down before its time; twice is no error.
///
/// # Errors
/// `NotFound`.
pub fn withdraw(tx: &mut Tx<'_>, by: Actor, id: Id<Announcement>, at: Stamp) -> Result<(), Failure> {
    let old = tx.get(id)?;
    if old.withdrawn.is_some() {
        return Ok(());
    }
    tx.put(&Announcement { withdrawn: Some((by, at)), ..old.clone() })?;
    audit::note(tx, by, at, log::ANNOUNCEMENT_WITHDRAW, Some(id), &old.title)
}

/// Removes announcements that ended before `before`, at most `most`; returns how many went.
///
/// # Errors
/// When the store cannot be written.
pub fn forget_old(tx: &mut Tx<'_>, before: Stamp, most: usize) -> Result<usize, Failure> {
    let old = tx.list(&Announcement::BY_END.between(Day(i32::MIN), before.day()), Dir::Forward, most)?;
    old.iter().try_for_each(|a| tx.delete::<Announcement>(a.id))?;
    Ok(old.len())
}
