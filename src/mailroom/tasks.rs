//! What is read of foreign files, a line each.
use std::panic::RefUnwindSafe;

use serde::{Serialize, de::DeserializeOwned};

use super::{
    bounds::Bounds,
    wire::{Answer, parted, told},
};
use crate::{
    base::{Arrangement, Failure, Wrong},
    domain::{
        insight::reports::{self, Fault, Template},
        matters::items::Photo,
        places::grids::{
            Grid,
            boundary::{self, Boundary},
        },
    },
    sheets::{self, Sheet, book},
};

/// Whose file waits for whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counter {
    /// The staff's.
    Desks,
    /// The residents'.
    Residents,
}

/// A task: a file and what stands beside it, `P`, come in; what was read of it, `T`, goes out.
pub struct Task<P, T> {
    /// The process's argument.
    pub name: &'static str,
    pub counter: Counter,
    pub bounds: Bounds,
    /// What is said when the file ended the process; its argument is the file's name.
    pub(super) sorry: &'static str,
    read: fn(P, &[u8]) -> Result<T, Failure>,
}

/// Any task, from the process's side.
pub trait AnyTask: Sync + RefUnwindSafe {
    /// The process's argument.
    fn name(&self) -> &'static str;
    /// What the process may use.
    fn bounds(&self) -> Bounds;
    /// The answer to everything that came in.
    fn work(&self, all: &[u8]) -> Vec<u8>;
}

impl<P: DeserializeOwned, T: Serialize> AnyTask for Task<P, T> {
    fn name(&self) -> &'static str {
        self.name
    }
    fn bounds(&self) -> Bounds {
        self.bounds
    }
    fn work(&self, all: &[u8]) -> Vec<u8> {
        let read = parted(all).ok_or_else(|| Failure::broken("cut off")).and_then(|(beside, file)| (self.read)(beside, file));
        told(&Answer::of(read))
    }
}

/// Every task.
pub const TASKS: &[&dyn AnyTask] = &[&SHEETS, &BOOK, &TEMPLATE, &BOUNDARIES, &CALENDAR, &PHOTO];

/// Rosters and registers: XLSX and CSV. Sixty thousand rows take some seconds.
pub const SHEETS: Task<(), Vec<Sheet>> = Task {
    name: "sheets",
    counter: Counter::Desks,
    bounds: Bounds { mib: 512, seconds: 30 },
    sorry: "mailroom-sheets",
    read: |(), file| sheets::read(file),
};

/// A form of the office's own as a workbook.
pub const BOOK: Task<(), book::Look> = Task {
    name: "book",
    counter: Counter::Desks,
    bounds: Bounds { mib: 384, seconds: 20 },
    sorry: "mailroom-book",
    read: |(), file| book::look(file),
};

/// A form of the office's own in TOML.
pub const TEMPLATE: Task<(), Result<Template, Vec<Fault>>> = Task {
    name: "template",
    counter: Counter::Desks,
    bounds: Bounds { mib: 128, seconds: 5 },
    sorry: "mailroom-text",
    read: |(), file| reports::read_toml(file),
};

/// Boundaries of grids in GeoJSON, beside the grids and the boundaries that stand.
pub const BOUNDARIES: Task<(Vec<Grid>, Vec<Boundary>), boundary::Plan> = Task {
    name: "boundaries",
    counter: Counter::Desks,
    bounds: Bounds { mib: 384, seconds: 20 },
    sorry: "mailroom-boundaries",
    read: |(grids, standing), file| boundary::plan(file, &grids, &standing),
};

/// The days off of a year in JSON.
pub const CALENDAR: Task<(), Result<Arrangement, Vec<Wrong>>> = Task {
    name: "calendar",
    counter: Counter::Desks,
    bounds: Bounds { mib: 128, seconds: 5 },
    sorry: "mailroom-text",
    read: |(), file| Ok(Arrangement::parse(file)),
};

/// Photos of residents and of the staff. Fifty million points are some hundred MiB while they are turned.
pub const PHOTO: Task<(), Photo> = Task {
    name: "photo",
    counter: Counter::Residents,
    bounds: Bounds { mib: 640, seconds: 20 },
    sorry: "mailroom-photo",
    read: |(), file| Photo::read(file),
};
