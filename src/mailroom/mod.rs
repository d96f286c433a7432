//! The mail room (收发室): files from outside are opened in a process of their own. Whatever a file does to its reader, it does
//! there: the process has little memory, little time, no files and no network, and may die alone. The office says one sentence.
//!
//! The process is this program again (`lianxin mailroom TASK`); a line of `tasks.rs` says what is read and within which bounds.
mod bounds;
mod child;
mod lane;
mod tasks;
mod wire;

use std::path::PathBuf;

use serde::{Serialize, de::DeserializeOwned};

pub use bounds::Bounds;
pub use child::{run, work};
pub use tasks::{AnyTask, BOOK, BOUNDARIES, CALENDAR, Counter, PHOTO, SHEETS, TASKS, TEMPLATE, Task};

use crate::base::{Failure, Reason};
use child::Ended;
use lane::Lane;
use wire::Answer;

/// Where foreign files are opened: one for the office's desks and one for its residents, so that neither waits for the other.
pub struct Mailroom {
    program: PathBuf,
    desks: Lane,
    residents: Lane,
}

impl Mailroom {
    /// Its processes are this very program, even after its file was replaced by another one's.
    pub fn of_this_program() -> Self {
        Self::of("/proc/self/exe")
    }
    /// Its processes are the program at a path: tests are programs of their own.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Mailroom { program: program.into(), desks: Lane::default(), residents: Lane::default() }
    }
    /// Opens a file that was sent under some name. It takes as long as the task may: not on a thread that serves others.
    ///
    /// # Errors
    /// What the task refuses the file with; the task's own refusal when the process died or was ended over it; `Busy` when
    /// too many wait.
    pub fn open<P: Serialize, T: Serialize + DeserializeOwned>(
        &self,
        task: &Task<P, T>,
        name: &str,
        beside: &P,
        file: &[u8],
    ) -> Result<T, Failure> {
        let lane = match task.counter {
            Counter::Desks => &self.desks,
            Counter::Residents => &self.residents,
        };
        let _turn = lane.enter()?;
        let head = wire::head(beside)?;
        let ended = child::read(&self.program, task.name, &task.bounds, [&head, file])?;
        let why = match ended {
            Ended::Died(why) => why.to_owned(),
            Ended::Said(bytes) => match wire::answer(&bytes) {
                Some(Answer::Read(read)) => return Ok(read),
                Some(Answer::Refused(why)) => return Err(Failure::Refused(why)),
                Some(Answer::Broken(why)) => return Err(Failure::Broken(why)),
                Some(Answer::Panicked(at)) => format!("a panic at {at}"),
                None => "it said something else".to_owned(),
            },
        };
        tracing::warn!(task = task.name, bytes = file.len(), why, "a foreign file ended the process that read it");
        let name: String = name.chars().take(60).collect();
        Err(Failure::Refused(Reason::new(task.sorry).arg("file", name)))
    }
}
