//! A progress line on standard error; nothing when that is no terminal.
use std::cell::Cell;

use indicatif::{ProgressBar, ProgressStyle};

use crate::store::{
    keeper::{Progress, Step},
    layout,
};

/// A progress line.
pub(crate) struct Bar {
    bar: ProgressBar,
    step: Cell<Option<Step>>,
}

impl Bar {
    pub(crate) fn new() -> Self {
        Bar { bar: ProgressBar::no_length(), step: Cell::new(None) }
    }
    /// Something is being done and so much of it is done.
    pub(crate) fn say(&self, what: &str, done: u64, total: Option<u64>) {
        let form = match total {
            Some(n) => {
                self.bar.set_length(n);
                "{msg} {wide_bar} {human_pos}/{human_len} {eta}"
            }
            None => "{spinner} {msg} {human_pos} {elapsed}",
        };
        if self.bar.message() != what {
            self.bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
            self.bar.set_message(what.to_owned());
        }
        self.bar.set_position(done);
    }
    /// The steps of a backup or a restore.
    pub(crate) fn step(&self, p: Progress) {
        if self.step.replace(Some(p.step)) != Some(p.step) {
            self.bar.reset();
        }
        let what = match p.step {
            Step::Rows => "数据 / rows",
            Step::Groups => "日志 / journal",
            Step::Blobs => "照片和文件 / files",
            Step::Verify => "校验 / verifying",
            Step::Compare => "比对 / comparing",
        };
        self.say(what, p.done, p.total);
    }
    /// The steps of an upgrade.
    pub(crate) fn upgrade(&self, step: layout::Step, done: u64, total: u64) {
        let what = match step {
            layout::Step::Read => "读取 / reading",
            layout::Step::Write => "升级 / upgrading",
        };
        self.say(what, done, Some(total));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
