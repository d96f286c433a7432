//! Logs: to the console, and to a file a day kept for the days of the settings. No personal data in them.
use std::io::{self, Write};

use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{base::Clock, config::Config};

/// The most bytes of one day's log. What comes after is left out, and the log says so; a day without trouble has some kilobytes.
const DAY_MOST: u64 = 20 << 20;

/// Starts logging; the guard writes out what is buffered when it is dropped.
pub(crate) fn start(config: &Config) -> Option<WorkerGuard> {
    let wanted = format!("{},sled=warn,actix_server=warn,actix_http=off", config.log.level).parse::<Targets>();
    let filter = wanted.unwrap_or_else(|_| Targets::new().with_default(tracing::Level::ERROR));
    let console = fmt::layer().with_writer(std::io::stderr).with_target(false);
    let folder = config.data.folder.join("logs");
    // The appender looks through the folder before it makes it, and complains on the console. It may be the first to make the
    // data folder, which is for this account only.
    let mut private = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut private, 0o700);
    private.recursive(true).create(&folder).ok();
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("lianxin")
        .filename_suffix("log")
        .max_log_files(config.log.days.max(1))
        .build(folder);
    let registry = tracing_subscriber::registry().with(filter).with(console);
    match file {
        Ok(file) => {
            // What strangers send breaks off often; a line for each could fill the disk.
            let (writer, guard) = tracing_appender::non_blocking(Capped::new(file));
            registry.with(fmt::layer().with_writer(writer).with_ansi(false)).try_init().ok();
            Some(guard)
        }
        Err(e) => {
            registry.try_init().ok();
            tracing::warn!(%e, "no log file can be written; logging to the console only");
            None
        }
    }
}

/// A log that stops for the day before it fills the disk.
struct Capped<W> {
    out: W,
    day: i64,
    written: u64,
    today: fn() -> i64,
}

impl<W: Write> Capped<W> {
    /// The appender begins its files by days of UTC, and so does the count.
    fn new(out: W) -> Self {
        let today = || Clock::system().now().0.div_euclid(86_400_000);
        Capped { out, day: today(), written: 0, today }
    }
}

impl<W: Write> Write for Capped<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let (today, room) = ((self.today)(), DAY_MOST.saturating_sub(self.written));
        if today != self.day {
            (self.day, self.written) = (today, 0);
        } else if room == 0 {
            return Ok(line.len());
        }
        self.written += line.len() as u64;
        self.out.write_all(line)?;
        if self.written >= DAY_MOST {
            writeln!(self.out, "今天的日志已满，不再记录 / this day's log is full: nothing more is written")?;
        }
        Ok(line.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    static DAY: AtomicI64 = AtomicI64::new(1);

    #[test]
    fn a_flood_stops_for_the_day_and_the_next_day_is_written_again() {
        let mut log = Capped { out: Vec::new(), day: 1, written: 0, today: || DAY.load(Ordering::Relaxed) };
        let line = [b'x'; 1_000];
        for _ in 0..DAY_MOST / 500 {
            log.write_all(&line).unwrap();
        }
        let full = log.out.len() as u64;
        assert!((DAY_MOST..DAY_MOST + 2_000).contains(&full), "{full} bytes of a flood of twice as many");
        assert!(log.out.ends_with("nothing more is written\n".as_bytes()));
        DAY.store(2, Ordering::Relaxed);
        log.write_all(b"the next day").unwrap();
        assert!(log.out.ends_with(b"the next day"));
    }
}
