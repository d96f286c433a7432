//! The vocabulary: small valid-by-construction types. No I/O and no knowledge of the floors above.
mod calendar;
mod citizen;
mod clock;
mod code;
mod cover;
mod division;
mod failure;
mod id;
mod keys;
mod limits;
mod money;
mod names;
mod seal;
mod sign;
mod time;
pub(crate) mod word;

pub use calendar::{
    Arrangement, DayKind, DaysOff, Draft as CalendarDraft, DraftOff, Due, Pause, ROWS_MOST as CALENDAR_ROWS_MOST, Typed,
    WorkCalendar, Wrong,
};
pub use citizen::{CitizenNumber, Sex, holds_number, narrow_mask, narrowed};
pub use clock::{BOUND as CLOCK_BOUND, Clock, Hands};
pub use code::{Crockford, random_bytes, random_token};
pub use cover::covered;
pub use division::{DivisionCode, GridCode};
pub use failure::{Failure, FieldErrors, Reason};
pub use id::Id;
pub use keys::Keys;
pub use limits::Limits;
pub use money::Money;
pub use names::{Name, Phone};
pub use seal::{BlindIndex, SealKey, Sealed, SealedNumber};
pub use sign::{Signature, SigningKey, VerifyingKey};
pub use time::{Day, Stamp, office_zone};
pub use word::{UnknownWord, Word};
pub(crate) use word::{as_number, words};
