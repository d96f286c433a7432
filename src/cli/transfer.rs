use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Seek},
    path::Path,
};

use super::{Stop, bar::Bar, files, open};
use crate::{
    config::Config,
    domain::TABLES,
    store::{
        keeper::{self, Opening, Proof},
        transfer::TransferError,
    },
};

/// Writes everything to a new file, readable by this account only.
pub(crate) fn export(config: &Config, file: &Path) -> Result<(), Stop> {
    let data = &config.data.folder;
    let keeper = open::existing(data, config.data.cache_mb)?;
    let out = files::create(file)?;
    let bar = Bar::new();
    let exported = open::mending(&keeper, || {
        (&out).rewind()?;
        out.set_len(0)?;
        let mut writer = BufWriter::new(&out);
        let exported = keeper.export(&mut writer, &|n| bar.say("导出 / exporting", n, None))?;
        drop(writer);
        Ok(out.sync_all().map(|()| exported)?)
    });
    drop(bar);
    let exported = exported.map_err(|e| {
        let _ = fs::remove_file(file);
        explain(data, file, e)
    })?;
    let lines = exported.lines;
    tell!("已导出 {lines} 行到 / exported {lines} lines to {}", file.display());
    if !exported.lost.is_empty() {
        let n = exported.lost.len();
        complain!("有 {n} 个照片或文件丢失或损坏，没有导出 / files that are missing or damaged, and were not exported: {n}");
        exported.lost.iter().for_each(|id| complain!("  {id}"));
    }
    tell!("文件里有居民个人信息和密钥，请妥善保管，用后删除。");
    tell!("It holds residents' personal data and the keys: keep it safe and delete it after use.");
    Ok(())
}

/// Fills an empty data folder from an export and takes a first backup.
pub(crate) fn import(config: &Config, file: &Path) -> Result<(), Stop> {
    let data = &config.data.folder;
    let how = Opening::with_cache(config.data.cache_mb);
    let input = File::open(file).map_err(|e| {
        Stop(format!("打不开文件“{}”。（{e}）", file.display()), format!("The file {} cannot be opened. ({e})", file.display()))
    })?;
    let bar = Bar::new();
    let mut reader = BufReader::with_capacity(1 << 20, input);
    let imported = keeper::import(&mut reader, TABLES, data, &how, &|n| bar.say("导入 / importing", n, None));
    let report = imported.map_err(|e| explain(data, file, e))?;
    let keeper = open::folder(data, config.data.cache_mb)?;
    let own = keeper::own_folder(data);
    keeper.back_up(&own, open::clock(data).now(), Proof::Read, &|p| bar.step(p)).map_err(|e| open::explain(data, &e))?;
    drop(bar);
    tell!("已导入 / imported: {} 行 / rows → {}", report.rows, data.display());
    Ok(())
}

fn explain(data: &Path, file: &Path, e: TransferError) -> Stop {
    let (dir, name) = (data.display(), file.display());
    match e {
        TransferError::Engine(e) => open::explain(data, &e),
        TransferError::NotEmpty => Stop(
            format!("数据文件夹“{dir}”里已有数据，不能导入。请用 --data 指定一个新文件夹。"),
            format!("The data folder {dir} has data already. Name a new folder with --data to import into."),
        ),
        TransferError::Newer(found) => Stop(
            format!("“{name}”由更新版本的连心导出（格式 {found}）。请使用新版本程序。"),
            format!("{name} was exported by a newer Lianxin (format {found}). Use the newer program."),
        ),
        TransferError::Row(table) => Stop(
            format!("有一条“{table}”记录无法读取，没有导出。请先运行 lianxin check。"),
            format!("A row of {table} cannot be read; nothing was exported. Run lianxin check first."),
        ),
        TransferError::Unsound(report) => {
            for problem in &report.problems {
                complain!("  {problem}");
            }
            Stop(
                format!("“{name}”里的记录互相矛盾（{} 处），没有导入。", report.total),
                format!("The rows in {name} contradict each other ({} times); nothing was imported.", report.total),
            )
        }
        TransferError::Line { line, what } => Stop(
            format!("“{name}”第 {line} 行有误，没有导入任何内容。（{what}）"),
            format!("Line {line} of {name} is wrong; nothing was imported. ({what})"),
        ),
    }
}
