use std::path::{Path, PathBuf};

use super::{Stop, bar::Bar, open};
use crate::{
    config::Config,
    store::keeper::{self, EngineError, Manifest, Proof},
};

/// Takes a backup into a folder, tries a restore of it, and says what it holds. While the office is served, the latest
/// of the server's own backups is carried there instead.
pub(crate) fn back_up(config: &Config, dir: Option<PathBuf>, thin: bool) -> Result<(), Stop> {
    let dir = dir.unwrap_or_else(|| keeper::own_folder(&config.data.folder));
    take_or_carry(config, &dir)?;
    if thin {
        let gone =
            keeper::thin_out(&dir, open::clock(&config.data.folder).now()).map_err(|e| failed(&config.data.folder, &dir, &e))?;
        tell!("已清理旧备份 {gone} 份 / old backups thinned out: {gone}");
    }
    Ok(())
}

fn take_or_carry(config: &Config, dir: &Path) -> Result<(), Stop> {
    let data = &config.data.folder;
    let own = keeper::own_folder(data);
    if open::is_served(data)
        && let Some(latest) = keeper::latest(&own, open::clock(data).now())
        && dir != own
    {
        return carry(data, &latest, dir);
    }
    let keeper = open::existing(data, config.data.cache_mb)?;
    let bar = Bar::new();
    let take = || keeper.back_up(dir, open::clock(data).now(), Proof::Restored, &|p| bar.step(p));
    let taken = open::mending(&keeper, take).map_err(|e| failed(data, dir, &e))?;
    drop(bar);
    tell!("备份完成，并已试恢复核对 / backed up, and a trial restore agrees: {}", taken.path.display());
    summary(&taken.manifest);
    tell!("照片和文件在同一文件夹的 blobs 里，请一起保存。 / The files beside it in blobs belong to it: keep them together.");
    Ok(())
}

fn carry(data: &Path, latest: &Path, dir: &Path) -> Result<(), Stop> {
    let bar = Bar::new();
    let copied = keeper::copy(latest, dir, &|p| bar.step(p)).map_err(|e| failed(data, dir, &e))?;
    drop(bar);
    tell!("服务正在运行，已把它最近一次自动备份（{}）复制到 {}", copied.manifest.stamp, copied.path.display());
    tell!("Serving goes on; its latest backup was copied and verified.");
    summary(&copied.manifest);
    Ok(())
}

/// Puts a backup in the place of the present data.
pub(crate) fn restore(config: &Config, file: &Path) -> Result<(), Stop> {
    let data = &config.data.folder;
    let bar = Bar::new();
    let restored =
        keeper::restore(file, data, &open::opening(data, config.data.cache_mb), &|p| bar.step(p)).map_err(|e| match e {
            _ if file.is_dir() => is_folder(file),
            EngineError::Damaged(what) => refused(file, &what),
            EngineError::Io(e) if e.kind() == std::io::ErrorKind::NotFound => {
                Stop(format!("找不到备份文件“{}”。", file.display()), format!("There is no backup file {}.", file.display()))
            }
            e => open::explain(data, &e),
        })?;
    drop(bar);
    tell!("已恢复到 / restored to {} ({})", data.display(), restored.manifest.stamp);
    summary(&restored.manifest);
    if let Some(aside) = restored.aside {
        tell!("原来的数据已移到 / the former data is now in {}", aside.display());
    }
    Ok(())
}

/// A folder was named: which backup in it is meant?
fn is_folder(dir: &Path) -> Stop {
    let latest = keeper::list(dir).pop();
    let (zh, en) = match &latest {
        Some(file) => (format!("其中最近的一份是“{}”。", file.display()), format!("The latest in it is {}.", file.display())),
        None => ("其中没有备份。".into(), "There is no backup in it.".into()),
    };
    let dir = dir.display();
    Stop(format!("“{dir}”是文件夹，请写出备份文件的名字。{zh}"), format!("{dir} is a folder; name a backup file. {en}"))
}

fn refused(file: &Path, what: &str) -> Stop {
    let file = file.display();
    Stop(
        format!("备份“{file}”已损坏或不完整，没有恢复；现有数据原样未动。请换一个备份文件再试。（{what}）"),
        format!(
            "The backup {file} is damaged or incomplete; nothing was restored and the present data is as it was. Try another \
             backup. ({what})"
        ),
    )
}

/// The latest backup that did succeed, here or there.
fn last_good(data: &Path, dir: &Path) -> (String, String) {
    let own = keeper::own_folder(data);
    match keeper::held(dir).chain(keeper::held(&own)).max_by(|a, b| a.stamp.cmp(&b.stamp)) {
        Some(held) => (
            format!("最近一份完整的备份是 {} 的“{}”。", held.stamp, held.path.display()),
            format!("The latest whole backup is of {}: {}.", held.stamp, held.path.display()),
        ),
        None => ("还没有一份完整的备份。".into(), "There is no whole backup yet.".into()),
    }
}

fn failed(data: &Path, dir: &Path, e: &EngineError) -> Stop {
    let ((zh, en), dir) = (last_good(data, dir), dir.display());
    match e {
        EngineError::Full => Stop(
            format!("“{dir}”所在磁盘空间不足，备份没有完成。请清理或换一个磁盘。{zh}"),
            format!("There is too little space at {dir}; the backup was not finished. Free some or use another disk. {en}"),
        ),
        EngineError::Damaged(what) => Stop(
            format!("数据有损坏，备份没有完成。请运行 lianxin check --rebuild，用日志和备份修复。{zh}（{what}）"),
            format!(
                "The data is damaged and the backup was not finished. lianxin check --rebuild mends it from the journal and a \
                     backup. {en} ({what})"
            ),
        ),
        EngineError::Key { .. } => open::explain(data, e),
        e => Stop(
            format!("备份到“{dir}”没有成功。请检查文件夹是否可写、U 盘是否插好。{zh}（{e}）"),
            format!("The backup to {dir} failed. Check that the folder can be written and the disk is plugged in. {en} ({e})"),
        ),
    }
}

fn summary(m: &Manifest) {
    if m.lost > 0 {
        complain!(
            "有 {} 个照片或文件已损坏，没有进入备份，请运行 lianxin check 查看 / damaged files left out: {}",
            m.lost,
            m.lost
        );
    }
    tell!("  {} 行 / rows, {} 个文件 / files ({} 字节 / bytes), SHA-256 {}", m.rows, m.blobs, m.blob_bytes, m.sha256);
}
