use sha2::{Digest, Sha256};

use super::{ApiKey, DAYS_KEPT, Params, Report, log};
use crate::{
    base::{Day, Failure, Id, Reason, Stamp},
    domain::{
        matters::{
            catalog::Offer,
            items::{self, By, Filled, Item, Known, New, Source},
        },
        office::audit,
    },
    store::{Read, Tx},
};

/// A report that says the same as one of the same key in so many seconds before is the same report, sent again.
pub const REPEAT_SECONDS: i64 = 600;

/// A report on its way to its item.
#[derive(Clone, Debug)]
pub struct Filing {
    /// Whose program files it.
    pub key: Id<ApiKey>,
    /// The item that it would be.
    pub new: New,
    /// The form key of the window before, under which it may have been filed already.
    pub before: Option<[u8; 16]>,
}

impl Filing {
    /// A report for a service on offer.
    ///
    /// # Errors
    /// `Refused` when the service is not offered any more.
    pub fn new(key: Id<ApiKey>, offer: &Offer, report: Report, form_keys: ([u8; 16], Option<[u8; 16]>)) -> Result<Self, Failure> {
        let (form_key, before) = form_keys;
        let filled = Filled {
            form_key,
            offer,
            source: Source::Open311,
            answers: report.answers,
            known: Known { name: report.name, phone: report.phone, ..Known::default() },
            place: report.place,
            building: report.building,
            grid: None,
            materials: Vec::new(),
            draft: None,
        };
        Ok(Filing { key, new: filled.into_new()?, before })
    }
}

/// The form keys of a request. With an idempotency key of the sender's own there is one, and it holds for ever; else it
/// follows from everything that was said, and holds in its window of [`REPEAT_SECONDS`] and the one after.
pub fn form_keys(key: Id<ApiKey>, idempotency: Option<&str>, params: &Params, at: Stamp) -> ([u8; 16], Option<[u8; 16]>) {
    if let Some(own) = idempotency {
        return (hash(key, b'k', [own.as_bytes()].into_iter()), None);
    }
    let window = at.0.div_euclid(REPEAT_SECONDS * 1000);
    let of = |window: i64| {
        let time = window.to_be_bytes();
        let said = params.sorted();
        let parts = said.iter().flat_map(|(k, v)| [k.as_bytes(), v.as_bytes()]);
        hash(key, b'b', std::iter::once(time.as_slice()).chain(parts))
    };
    (of(window), Some(of(window - 1)))
}

/// Every part with its length before it, so that no two requests read the same.
fn hash<'a>(key: Id<ApiKey>, kind: u8, parts: impl Iterator<Item = &'a [u8]>) -> [u8; 16] {
    let mut sha = Sha256::new();
    sha.update(b"open311 form key");
    sha.update(key.raw().to_be_bytes());
    sha.update([kind]);
    for part in parts {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    let full: [u8; 32] = sha.finalize().into();
    let mut out = [0; 16];
    out.copy_from_slice(full.first_chunk::<16>().unwrap_or(&[0; 16]));
    out
}

/// What came of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    pub item: Item,
    /// It had been filed before.
    pub again: bool,
}

/// Files a report: item, event, audit lines and the key's count in one write. The same report sent again finds its item.
///
/// # Errors
/// `NotAllowed` for a key taken back meanwhile; `Refused(open311-day-full)` beyond what the key may file in a day; whatever
/// `items::report` refuses.
pub fn file(tx: &mut Tx<'_>, filing: Filing, at: Stamp) -> Result<Filed, Failure> {
    let key: ApiKey = tx.find(filing.key)?.filter(|k: &ApiKey| k.revoked.is_none()).ok_or(Failure::NotAllowed)?;
    if let Some(item) = tx.by(&Item::BY_FORM, &filing.new.form_key)? {
        return Ok(Filed { item, again: true });
    }
    if let Some(before) = filing.before
        && let Some(item) = tx.by(&Item::BY_FORM, &before)?
        && at.still(item.created, REPEAT_SECONDS - 1)
    {
        return Ok(Filed { item, again: true });
    }
    let today = at.day();
    if key.filed_on(today) >= key.most {
        return Err(Failure::Refused(Reason::new("open311-day-full").arg("most", key.most)));
    }
    let item = items::report(tx, &By::System, filing.new, at)?;
    audit::note(tx, By::System.actor(), at, log::OPEN311_FILE, Some(key.id), &item.no.to_string())?;
    tx.put(&counted(key, today))?;
    Ok(Filed { item, again: false })
}

fn counted(mut key: ApiKey, today: Day) -> ApiKey {
    match key.days.iter_mut().find(|(d, _)| *d == today) {
        Some((_, n)) => *n += 1,
        None => key.days.push((today, 1)),
    }
    let over = key.days.len().saturating_sub(DAYS_KEPT);
    key.days.drain(..over);
    key.seen = key.seen.max(Some(today));
    key
}
