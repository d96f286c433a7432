//! Rows on their way into the store: in groups, a few under way while the next are made.
use std::{collections::VecDeque, sync::mpsc::Receiver};

use crate::{
    base::Failure,
    domain::{
        matters::items::{Event, FollowUp, Item},
        office::who::{Account, Staff},
        places::grids::{Building, Grid, House, Post},
        registry::{
            cards::Card,
            people::{Household, Resident},
            visits::Visit,
        },
    },
    store::{Row, Store, Tx},
};

/// Rows of one write, some 300 keys: larger batches make sled's memory grow without end.
const GROUP: usize = 64;
/// Writes under way. The writer may join those that wait into one batch.
const UNDER_WAY: usize = 2;

macro_rules! any_row {
    ($($table:ident),+) => {
        /// A row of any generated table.
        pub(super) enum AnyRow { $($table(Box<$table>)),+ }
        impl AnyRow {
            fn put(&self, tx: &mut Tx<'_>) -> Result<(), Failure> {
                match self { $(AnyRow::$table(row) => put(tx, row.as_ref())),+ }
            }
        }
        $(impl From<$table> for AnyRow {
            fn from(row: $table) -> Self { AnyRow::$table(Box::new(row)) }
        })+
    };
}
any_row!(Staff, Account, Grid, Post, Building, House, Household, Resident, Card, Item, Event, FollowUp, Visit);

/// Rows are made with the numbers that an empty store will give out; anything else is a store in use.
fn put<R: Row>(tx: &mut Tx<'_>, row: &R) -> Result<(), Failure> {
    if tx.next_id::<R>()? != row.id() {
        return Err(Failure::refused("demo-store-not-empty"));
    }
    tx.put(row)
}

/// How far the loading is: the stage's text key, rows done and rows in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// `demo-stage-people`, `demo-stage-items`, …
    pub stage: &'static str,
    /// Things done in this stage.
    pub done: u64,
    /// Things in this stage.
    pub total: u64,
}

/// Takes rows and tells how far it is.
pub(super) struct Sink<'a> {
    store: &'a Store,
    group: Vec<AnyRow>,
    under_way: VecDeque<Receiver<Result<(), Failure>>>,
    tell: &'a mut dyn FnMut(Progress),
}

impl<'a> Sink<'a> {
    pub(super) fn new(store: &'a Store, tell: &'a mut dyn FnMut(Progress)) -> Self {
        Sink { store, group: Vec::with_capacity(GROUP), under_way: VecDeque::new(), tell }
    }
    pub(super) fn add(&mut self, row: impl Into<AnyRow>) -> Result<(), Failure> {
        self.group.push(row.into());
        if self.group.len() >= GROUP { self.send() } else { Ok(()) }
    }
    fn send(&mut self) -> Result<(), Failure> {
        let rows = std::mem::replace(&mut self.group, Vec::with_capacity(GROUP));
        if rows.is_empty() {
            return Ok(());
        }
        while self.under_way.len() >= UNDER_WAY {
            self.wait_one()?;
        }
        self.under_way.push_back(self.store.write_queued(move |tx| rows.iter().try_for_each(|row| row.put(tx)))?);
        Ok(())
    }
    /// A write of its own kind, behind the rows given so far.
    pub(super) fn queue(
        &mut self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(), Failure> + Send + 'static,
    ) -> Result<(), Failure> {
        self.send()?;
        while self.under_way.len() >= UNDER_WAY {
            self.wait_one()?;
        }
        self.under_way.push_back(self.store.write_queued(work)?);
        Ok(())
    }
    fn wait_one(&mut self) -> Result<(), Failure> {
        match self.under_way.pop_front() {
            Some(result) => result.recv().map_err(Failure::broken)?,
            None => Ok(()),
        }
    }
    /// Everything given so far is on disk.
    pub(super) fn settle(&mut self) -> Result<(), Failure> {
        self.send()?;
        while !self.under_way.is_empty() {
            self.wait_one()?;
        }
        Ok(())
    }
    pub(super) fn progress(&mut self, stage: &'static str, done: u64, total: u64) {
        (self.tell)(Progress { stage, done, total });
    }
}
