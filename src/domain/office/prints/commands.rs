use super::{PrintJob, PrintState, log};
use crate::{
    base::{Failure, Id, Stamp},
    domain::{
        office::{
            audit,
            who::{Actor, Right},
        },
        reader::Reader,
    },
    store::{Cursor, Dir, Page, Read, Tx, blobs::BlobId},
};

/// After so many tries a paper is given up, until somebody asks for it again.
pub const TRIES_MOST: u8 = 5;
/// Seconds to wait after the first, second, … failed try.
const BACKOFF: [i64; 4] = [10, 60, 300, 1_800];

/// A paper to be printed.
#[derive(Clone, Debug)]
pub struct NewPrint {
    /// The address of the paper without its data: `/office/items/12/receipt.pdf`.
    pub paper: String,
    /// What it is, for the list. No personal data.
    pub title: String,
    /// The PDF or raster, already on disk.
    pub blob: BlobId,
    /// The printer's address.
    pub printer: String,
}

/// Why a printer did not take a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The text key of the reason: `print-offline`, `print-no-paper` …
    pub reason: &'static str,
    /// Whether trying again can help.
    pub again: bool,
}

/// Puts a paper into the queue, in the same write as what it is printed for.
///
/// # Errors
/// `Refused(print-no-printer)` when no printer is set.
pub fn enqueue(tx: &mut Tx<'_>, by: Actor, new: NewPrint, at: Stamp) -> Result<PrintJob, Failure> {
    if new.printer.trim().is_empty() {
        return Err(Failure::refused("print-no-printer"));
    }
    let job = PrintJob {
        id: tx.next_id()?,
        paper: new.paper,
        title: new.title,
        blob: *new.blob.as_bytes(),
        printer: new.printer.trim().to_owned(),
        state: PrintState::Waiting,
        tries: 0,
        next: at,
        failure: String::new(),
        by,
        created: at,
    };
    tx.put(&job)?;
    audit::note(tx, by, at, log::PRINT_ENQUEUE, Some(job.id), "")?;
    Ok(job)
}

/// Takes the job that has waited longest past its time and marks it as being sent.
pub fn claim(tx: &mut Tx<'_>, now: Stamp) -> Result<Option<PrintJob>, Failure> {
    let waiting = PrintState::Waiting;
    let due = PrintJob::BY_STATE.between((waiting, Stamp(i64::MIN)), (waiting, Stamp(now.0.saturating_add(1))));
    let Some(job) = tx.list(&due, Dir::Forward, 1)?.pop() else { return Ok(None) };
    let job = PrintJob { state: PrintState::Sending, tries: job.tries.saturating_add(1), ..job };
    tx.put(&job)?;
    Ok(Some(job))
}

/// The printer took it.
pub fn done(tx: &mut Tx<'_>, id: Id<PrintJob>, at: Stamp) -> Result<(), Failure> {
    let job = sending(tx, id)?;
    tx.put(&PrintJob { state: PrintState::Printed, next: at, failure: String::new(), ..job })
}

/// The printer did not take it: it waits for its next try, or is given up.
pub fn failed(tx: &mut Tx<'_>, id: Id<PrintJob>, why: &Failed, at: Stamp) -> Result<PrintJob, Failure> {
    let job = sending(tx, id)?;
    let wait = BACKOFF.get(usize::from(job.tries.saturating_sub(1))).filter(|_| why.again && job.tries < TRIES_MOST);
    let (state, next) = match wait {
        Some(seconds) => (PrintState::Waiting, at.plus_seconds(*seconds)),
        None => (PrintState::Failed, at),
    };
    let job = PrintJob { state, next, failure: why.reason.to_owned(), ..job };
    tx.put(&job)?;
    Ok(job)
}

fn sending(tx: &Tx<'_>, id: Id<PrintJob>) -> Result<PrintJob, Failure> {
    let job = tx.get(id)?;
    if job.state == PrintState::Sending { Ok(job) } else { Err(Failure::broken("a print job that is not being sent has ended")) }
}

/// Puts a failed, cancelled or waiting paper at the front again, with all its tries.
///
/// # Errors
/// `NotAllowed`; `Refused(print-done)` or `Refused(print-under-way)`.
pub fn retry(tx: &mut Tx<'_>, by: &Reader, id: Id<PrintJob>, at: Stamp) -> Result<PrintJob, Failure> {
    change(tx, by, id, at, log::PRINT_RETRY, |job| PrintJob {
        state: PrintState::Waiting,
        tries: 0,
        next: at,
        failure: String::new(),
        ..job
    })
}

/// Takes a paper out of the queue.
///
/// # Errors
/// As `retry`.
pub fn cancel(tx: &mut Tx<'_>, by: &Reader, id: Id<PrintJob>, at: Stamp) -> Result<PrintJob, Failure> {
    change(tx, by, id, at, log::PRINT_CANCEL, |job| PrintJob { state: PrintState::Cancelled, next: at, ..job })
}

fn change(
    tx: &mut Tx<'_>,
    by: &Reader,
    id: Id<PrintJob>,
    at: Stamp,
    action: audit::Action,
    new: impl FnOnce(PrintJob) -> PrintJob,
) -> Result<PrintJob, Failure> {
    if !by.may(Right::Print) {
        return Err(Failure::NotAllowed);
    }
    let job: PrintJob = tx.get(id)?;
    if !by.sees_print(&job) {
        return Err(Failure::NotFound);
    }
    match job.state {
        PrintState::Printed => return Err(Failure::refused("print-done")),
        PrintState::Sending => return Err(Failure::refused("print-under-way")),
        PrintState::Waiting | PrintState::Failed | PrintState::Cancelled => {}
    }
    let job = new(job);
    tx.put(&job)?;
    audit::note(tx, by.actor(), at, action, Some(id), "")?;
    Ok(job)
}

impl Reader {
    /// Whether a paper in the queue is the reader's business: their own, or any for who answers for the office's printers or
    /// items.
    pub fn sees_print(&self, job: &PrintJob) -> bool {
        job.by == self.actor() || self.may(Right::SeeItems) || self.may(Right::Settings)
    }
}

/// What the reader sees of a page of the queue, newest first.
///
/// # Errors
/// When the store cannot be read.
pub fn queue(read: &impl Read, reader: &Reader, cursor: Option<&Cursor>, limit: usize) -> Result<Page<PrintJob>, Failure> {
    let mut page = read.page(&PrintJob::BY_TIME.all(), Dir::Backward, cursor, limit)?;
    page.rows.retain(|job| reader.sees_print(job));
    Ok(page)
}

/// Forgets papers that ended before `before`, at most `most`; returns how many. Their files go with the next sweep.
pub fn forget_old(tx: &mut Tx<'_>, before: Stamp, most: usize) -> Result<usize, Failure> {
    let mut gone = 0;
    for state in [PrintState::Printed, PrintState::Cancelled, PrintState::Failed] {
        let old = PrintJob::BY_STATE.between((state, Stamp(i64::MIN)), (state, before));
        for job in tx.list(&old, Dir::Forward, most - gone.min(most) + 1)?.into_iter().take(most - gone) {
            tx.delete::<PrintJob>(job.id)?;
            gone += 1;
        }
    }
    Ok(gone)
}
