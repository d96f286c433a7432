use super::{Stop, bar::Bar, open};
use crate::config::Config;

/// Checks that rows, index entries, counters and files agree; with `rebuild` first makes the store again from backup and journal.
pub(crate) fn run(config: &Config, rebuild: bool) -> Result<(), Stop> {
    let data = &config.data.folder;
    let keeper = if rebuild { open::rebuilt(data, config.data.cache_mb)? } else { open::existing(data, config.data.cache_mb)? };
    let bar = Bar::new();
    let report = keeper.check(&|table, rows| bar.say(table, rows, None));
    let report = report.map_err(|e| open::explain(data, &e))?;
    drop(bar);
    let (rows, entries, counters) = (report.rows, report.entries, report.counters);
    if report.is_clean() {
        println!("检查完毕：{rows} 行记录、{entries} 条索引、{counters} 个计数，全部一致。");
        println!("Checked {rows} rows, {entries} index entries and {counters} counters: all agree.");
        return Ok(());
    }
    for problem in &report.problems {
        eprintln!("  {problem}");
    }
    let total = report.total;
    Err(Stop(
        format!(
            "发现 {total} 处不一致。可运行 lianxin check --rebuild，用最近的备份和日志重建数据；旧数据会移到一边，不会删除。"
        ),
        format!(
            "{total} things do not agree. lianxin check --rebuild makes the data again from the latest backup and the journal; \
             the old data is moved aside, not deleted."
        ),
    ))
}
