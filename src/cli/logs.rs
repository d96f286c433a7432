//! Logs: to the console, and to a file a day kept for the days of the settings. No personal data in them.
use tracing_appender::{
    non_blocking::WorkerGuard,
    rolling::{RollingFileAppender, Rotation},
};
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::Config;

/// Starts logging; the guard writes out what is buffered when it is dropped.
pub(crate) fn start(config: &Config) -> Option<WorkerGuard> {
    let wanted = format!("{},sled=warn,actix_server=warn", config.log.level).parse::<Targets>();
    let filter = wanted.unwrap_or_else(|_| Targets::new().with_default(tracing::Level::ERROR));
    let console = fmt::layer().with_writer(std::io::stderr).with_target(false);
    let folder = config.data.folder.join("logs");
    // The appender looks through the folder before it makes it, and complains on the console.
    std::fs::create_dir_all(&folder).ok();
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("lianxin")
        .filename_suffix("log")
        .max_log_files(config.log.days.max(1))
        .build(folder);
    let registry = tracing_subscriber::registry().with(filter).with(console);
    match file {
        Ok(file) => {
            let (writer, guard) = tracing_appender::non_blocking(file);
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
