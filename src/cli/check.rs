use super::{Stop, bar::Bar, open};
use crate::config::Config;

/// Checks that rows, index entries, counters and files agree; with `rebuild` first makes the store again from backup and journal.
pub(crate) fn run(config: &Config, rebuild: bool) -> Result<(), Stop> {
    let data = &config.data.folder;
    let keeper = if rebuild { open::rebuilt(data, config.data.cache_mb)? } else { open::existing(data, config.data.cache_mb)? };
    let bar = Bar::new();
    let look = || keeper.check(&|table, rows| bar.say(table, rows, None)).map_err(|e| open::explain(data, &e));
    let mut report = look()?;
    // What was damaged may have been made good meanwhile: then that is what counts.
    if !report.is_clean() && open::was_mended(&keeper) {
        report = look()?;
    }
    drop(bar);
    let (rows, entries, counters, files) = (report.rows, report.entries, report.counters, report.files);
    if report.is_clean() {
        tell!("检查完毕：{rows} 行记录、{entries} 条索引、{counters} 个计数、{files} 个照片和文件，全部一致。");
        tell!("Checked {rows} rows, {entries} index entries, {counters} counters and {files} files: all agree.");
        return Ok(());
    }
    for problem in &report.problems {
        complain!("  {problem}");
    }
    let total = report.total;
    if report.rows_agree() {
        return Err(Stop(
            format!(
                "记录都一致，但有 {total} 个照片或文件丢失或损坏（共 {files} 个），备份里也没有；其余不受影响。如有更早的备份，请把它的 blobs 文件夹复制到“{0}/backups/blobs”里再检查一次。",
                data.display()
            ),
            format!(
                "The rows agree, but {total} of {files} photos and files are missing or damaged, and no backup here has them; \
                 all else is as it was. If there is an earlier backup, copy its folder blobs into {0}/backups/blobs and check \
                 again.",
                data.display()
            ),
        ));
    }
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
