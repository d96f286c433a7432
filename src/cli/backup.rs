use std::path::{Path, PathBuf};

use super::{Stop, bar::Bar, open};
use crate::{
    base::Clock,
    config::Config,
    store::keeper::{self, EngineError, Manifest, Opening, Proof},
};

/// Takes a backup into a folder, tries a restore of it, and says what it holds. While the office is served, the latest
/// of the server's own backups is carried there instead.
pub(crate) fn back_up(config: &Config, dir: Option<PathBuf>, thin: bool) -> Result<(), Stop> {
    let dir = dir.unwrap_or_else(|| keeper::own_folder(&config.data.folder));
    take_or_carry(config, &dir)?;
    if thin {
        let gone = keeper::thin_out(&dir).map_err(|e| failed(&config.data.folder, &dir, &e))?;
        println!("已清理旧备份 {gone} 份 / old backups thinned out: {gone}");
    }
    Ok(())
}

fn take_or_carry(config: &Config, dir: &Path) -> Result<(), Stop> {
    let data = &config.data.folder;
    let own = keeper::own_folder(data);
    if open::is_served(data)
        && let Some(latest) = keeper::list(&own).last()
        && dir != own
    {
        return carry(data, latest, dir);
    }
    let keeper = open::existing(data, config.data.cache_mb)?;
    let bar = Bar::new();
    let taken =
        keeper.back_up(dir, Clock::system().now(), Proof::Restored, &|p| bar.step(p)).map_err(|e| failed(data, dir, &e))?;
    drop(bar);
    println!("备份完成，并已试恢复核对 / backed up, and a trial restore agrees: {}", taken.path.display());
    summary(&taken.manifest);
    println!("照片和文件在同一文件夹的 blobs 里，请一起保存。 / The files beside it in blobs belong to it: keep them together.");
    Ok(())
}

fn carry(data: &Path, latest: &Path, dir: &Path) -> Result<(), Stop> {
    let bar = Bar::new();
    let copied = keeper::copy(latest, dir, &|p| bar.step(p)).map_err(|e| failed(data, dir, &e))?;
    drop(bar);
    println!("服务正在运行，已把它最近一次自动备份（{}）复制到 {}", copied.manifest.stamp, copied.path.display());
    println!("Serving goes on; its latest backup was copied and verified.");
    summary(&copied.manifest);
    Ok(())
}

/// Puts a backup in the place of the present data.
pub(crate) fn restore(config: &Config, file: &Path) -> Result<(), Stop> {
    let data = &config.data.folder;
    let bar = Bar::new();
    let restored =
        keeper::restore(file, data, Opening::with_cache(config.data.cache_mb), &|p| bar.step(p)).map_err(|e| match e {
            EngineError::Damaged(what) => refused(file, &what),
            EngineError::Io(e) if e.kind() == std::io::ErrorKind::NotFound => {
                Stop(format!("找不到备份文件“{}”。", file.display()), format!("There is no backup file {}.", file.display()))
            }
            e => open::explain(data, &e),
        })?;
    drop(bar);
    println!("已恢复到 / restored to {} ({})", data.display(), restored.manifest.stamp);
    summary(&restored.manifest);
    if let Some(aside) = restored.aside {
        println!("原来的数据已移到 / the former data is now in {}", aside.display());
    }
    Ok(())
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

fn failed(data: &Path, dir: &Path, e: &EngineError) -> Stop {
    let dir = dir.display();
    match e {
        EngineError::Full => Stop(
            format!("“{dir}”所在磁盘空间不足，备份没有完成。请清理或换一个磁盘。"),
            format!("There is too little space at {dir}; the backup was not finished. Free some or use another disk."),
        ),
        EngineError::Damaged(what) => Stop(
            format!("数据有损坏，备份没有完成。请运行 lianxin check。（{what}）"),
            format!("The data is damaged and the backup was not finished. Run lianxin check. ({what})"),
        ),
        EngineError::Key { .. } => open::explain(data, e),
        e => Stop(
            format!("备份到“{dir}”没有成功。请检查文件夹是否可写、U 盘是否插好。（{e}）"),
            format!("The backup to {dir} failed. Check that the folder can be written and the disk is plugged in. ({e})"),
        ),
    }
}

fn summary(m: &Manifest) {
    println!("  {} 行 / rows, {} 个文件 / files ({} 字节 / bytes), SHA-256 {}", m.rows, m.blobs, m.blob_bytes, m.sha256);
}
