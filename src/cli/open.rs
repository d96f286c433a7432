//! Opens the data folder, and says in plain words what is wrong with it and what to do.
use std::{
    cell::OnceCell,
    path::{Path, PathBuf},
};

use super::{Stop, bar::Bar};
use crate::{
    app::App,
    base::Clock,
    checkup::Known,
    config::Config,
    domain::TABLES,
    mailroom::Mailroom,
    store::{
        Keeper,
        keeper::{self, Doubt, EngineError, KeyFault, Opening, Recovered},
        layout::LayoutError,
    },
};

/// The app over the data folder of the settings.
pub(crate) fn app(config: Config) -> Result<App, Stop> {
    let data = config.data.folder.clone();
    let keeper = folder(&data, config.data.cache_mb)?;
    mending(&keeper, || {
        let keys = keeper.keys().map_err(|e| explain(&data, &e))?;
        let store = keeper.store()?;
        let (clock, room) = (clock(&data), Mailroom::of_this_program());
        Ok(App::new(store, Some(keeper.clone()), data.clone(), clock, config.clone(), keys, room)?)
    })
}

/// The house's clock, as the server left it.
pub(crate) fn clock(data: &Path) -> Clock {
    let clock = Clock::system();
    if let Some(known) = Known::read(data) {
        known.remind(&clock);
    }
    clock
}

/// Does something with the data, and once more if it met damage that could then be made good.
pub(crate) fn mending<T, E>(keeper: &Keeper, work: impl Fn() -> Result<T, E>) -> Result<T, E> {
    let done = work();
    if done.is_ok() {
        return done;
    }
    if was_mended(keeper) { work() } else { done }
}

/// Whether damage was met and made good; says so.
pub(crate) fn was_mended(keeper: &Keeper) -> bool {
    let recovered = keeper.mended();
    recovered.iter().for_each(|recovered| say_recovered(recovered));
    recovered.is_some()
}

fn say_recovered(recovered: &[Recovered]) {
    for r in recovered {
        tracing::warn!(?r, "the store was recovered");
        complain!("{}", recovery(r));
    }
}

/// How the folder is opened: with the second folder of backups behind its own, as far as the server left word of it.
pub(crate) fn opening(data: &Path, cache_mb: u64) -> Opening {
    let second = Known::read(data).map(|known| PathBuf::from(known.backup_folder)).filter(|folder| folder.is_absolute());
    Opening { backups: second.into_iter().collect(), ..Opening::with_cache(cache_mb) }
}

/// The data folder alone, for commands that need no app.
pub(crate) fn folder(data: &Path, cache_mb: u64) -> Result<Keeper, Stop> {
    open(data, opening(data, cache_mb))
}

/// The folder for a load that is thrown away if it fails: nothing is synced before the caller does it, which on a slow
/// disk saves most of the time.
pub(crate) fn unsynced(data: &Path, cache_mb: u64) -> Result<Keeper, Stop> {
    open(data, Opening { unsynced: true, ..opening(data, cache_mb) })
}

/// The same for commands that are about data already there: a mistyped folder is not made.
pub(crate) fn existing(data: &Path, cache_mb: u64) -> Result<Keeper, Stop> {
    require(data)?;
    folder(data, cache_mb)
}

/// Whether another process has the data folder open.
pub(crate) fn is_served(data: &Path) -> bool {
    keeper::is_open(data)
}

fn require(data: &Path) -> Result<(), Stop> {
    if data.join("store").exists() || data.join("journal").exists() {
        return Ok(());
    }
    let dir = data.display();
    Err(Stop(
        format!("“{dir}”不是连心的数据文件夹。请用 --data 指定正确的文件夹。"),
        format!("{dir} is no data folder of Lianxin. Name the right one with --data."),
    ))
}

/// The folder, its store made again from the latest backup and the journal.
pub(crate) fn rebuilt(data: &Path, cache_mb: u64) -> Result<Keeper, Stop> {
    require(data)?;
    open(data, Opening { rebuild: true, ..opening(data, cache_mb) })
}

fn open(data: &Path, how: Opening) -> Result<Keeper, Stop> {
    let (keeper, recovered) = Keeper::open(data, TABLES, &how).map_err(|e| explain(data, &e))?;
    say_recovered(&recovered);
    mending(&keeper, || upgrade(data, &keeper))?;
    Ok(keeper)
}

/// Brings what an earlier program wrote up to this one, and says so when it takes a while.
fn upgrade(data: &Path, keeper: &Keeper) -> Result<(), Stop> {
    let said = OnceCell::new();
    let upgraded = keeper.upgrade(&|step, done, total| {
        let bar = said.get_or_init(|| {
            complain!(
                "数据由旧版本的程序写成，正在升级索引和计数（约 {total} 条记录），请稍候，不要关机。\n\
                 The data was written by an earlier Lianxin; its indexes and counters are being upgraded \
                 (about {total} rows). Please wait."
            );
            Bar::new()
        });
        bar.upgrade(step, done, total);
    });
    let slow = said.into_inner().is_some();
    match upgraded.map_err(|e| not_upgraded(data, &e))? {
        Some(done) if done.rows > 0 => {
            tracing::info!(?done, "the store was upgraded");
            if slow {
                complain!("升级完成，没有丢失。 / Upgraded; nothing is lost.");
            }
        }
        _ => {}
    }
    Ok(())
}

fn not_upgraded(data: &Path, e: &LayoutError) -> Stop {
    let dir = data.display();
    match e {
        LayoutError::Row { table, row, why } => Stop(
            format!(
                "数据文件夹“{dir}”由旧版本的程序写成，但“{table}”第 {row} 号记录无法读取，没有升级，数据原样未动。可运行 lianxin check --rebuild 用最近的备份和日志重建数据，\
                 或继续使用原来的程序。（{why}）"
            ),
            format!(
                "The data folder {dir} was written by an earlier Lianxin, but row {row} of {table} cannot be read: nothing was \
                 upgraded and the data is as it was. lianxin check --rebuild makes the data again from the latest backup \
                 and the journal; or go on with the earlier program. ({why})"
            ),
        ),
        LayoutError::Shared { table, index } => Stop(
            format!(
                "数据文件夹“{dir}”由旧版本的程序写成，但“{table}”有两条记录内容重复（索引 {index}），不能升级；所有记录都还在。请继续使用原来的程序，并联系开发者。"
            ),
            format!(
                "The data folder {dir} was written by an earlier Lianxin, but two rows of {table} have the same key (index \
                 {index}) and it cannot be upgraded; all rows are there. Go on with the earlier program and tell its makers."
            ),
        ),
        LayoutError::Engine(e) => explain(data, e),
    }
}

fn recovery(r: &Recovered) -> String {
    match r {
        Recovered::CaughtUp { groups } => format!(
            "上次没有正常关闭，已从日志补上 {groups} 组写入。\n\
             The last stop was not a clean one; {groups} groups of writes came from the journal."
        ),
        Recovered::Rebuilt { backup, groups, seq, cause, doubt } => {
            let from = backup.as_ref().map_or_else(|| "journal".to_owned(), |b| b.display().to_string());
            let (lost, missing) = loss(*doubt);
            format!(
                "数据已损坏，并已用备份和日志（{groups} 组）自动重建到第 {seq} 组，{lost}；损坏的数据移到了 replaced-N 文件夹。\n\
                 The data was damaged and has been made again from {from} and {groups} groups of the journal, up to group \
                 {seq}. {missing}; the damaged data is in replaced-N. ({cause})"
            )
        }
        Recovered::JournalRenewed { cause, doubt: None } => format!(
            "数据完好，但写入日志有损坏，已换新日志。请尽快做一次备份。\n\
             The data is whole, but its journal was damaged and a new one was begun. Take a backup soon. ({cause})"
        ),
        Recovered::JournalRenewed { cause, doubt } => {
            let (lost, missing) = loss(*doubt);
            format!(
                "写入日志有损坏，已换新日志；{lost}。原来的日志移到了 replaced-N 文件夹。请尽快做一次备份。\n\
                 The journal was damaged and a new one was begun. {missing}; the former journal is in replaced-N. Take a backup \
                 soon. ({cause})"
            )
        }
    }
}

/// What is missing; that nothing is, only where it is proven.
fn loss(doubt: Option<Doubt>) -> (String, String) {
    match doubt {
        None => ("没有丢失".into(), "Nothing is lost".into()),
        Some(Doubt::Gap { from, to }) => (
            format!("缺少第 {from} 至 {to} 组写入，请核对最近办理的事项"),
            format!("The groups of writes {from} to {to} are missing: look through what was done last"),
        ),
        Some(Doubt::End { after }) => (
            format!("日志末尾已损坏，无法确认第 {after} 组之后是否还有写入，请核对最近办理的事项"),
            format!(
                "The journal's end is damaged: whether there were writes after group {after} cannot be known; look through what \
                 was done last"
            ),
        ),
    }
}

pub(crate) fn explain(data: &Path, e: &EngineError) -> Stop {
    let dir = data.display();
    match e {
        EngineError::Locked => Stop(
            format!("数据文件夹“{dir}”正被另一个连心程序使用。请先关闭那个程序，或用 --data 指定别的文件夹。"),
            format!(
                "The data folder {dir} is in use by another Lianxin. Stop that one first, or name another folder with --data."
            ),
        ),
        EngineError::Full => Stop(
            format!("磁盘已满，无法打开数据文件夹“{dir}”。请清理磁盘后重试。"),
            format!("The disk is full; {dir} cannot be opened. Free some space and try again."),
        ),
        EngineError::Newer { found, known } => Stop(
            format!("数据文件夹“{dir}”由更新版本的连心写成（格式 {found}，本程序只认识到 {known}）。请使用新版本程序。"),
            format!(
                "The data folder {dir} was written by a newer Lianxin (format {found}; this one knows up to {known}). Use the \
                 newer program."
            ),
        ),
        EngineError::Damaged(what) => Stop(
            format!(
                "数据文件夹“{dir}”已损坏，现有的备份和日志不够自动修复。请用最近的备份（在“{dir}/backups”或 U 盘里）恢复：\
                 lianxin restore 备份文件 --data {dir} ；损坏的数据会移到一边，不会删除。（{what}）"
            ),
            format!(
                "The data folder {dir} is damaged, and its backups and journal are not enough to mend it by itself. Restore the \
                 latest backup (in {dir}/backups or on a USB disk): lianxin restore FILE --data {dir}; the damaged data is moved \
                 aside, not deleted. ({what})"
            ),
        ),
        EngineError::Gap { from, to, cause } => gap(data, *from, *to, cause),
        EngineError::Key { name, fault, backup } => key(data, name, *fault, backup.as_deref()),
        EngineError::Io(e) if e.kind() == std::io::ErrorKind::PermissionDenied => Stop(
            format!(
                "没有权限读写数据文件夹“{dir}”里的全部文件。请用 sudo 运行；如果是服务打不开，可能有文件属于别的用户，请由管理员运行 \
                 chown -R --reference=“{dir}” “{dir}”，然后重新启动服务。（{e}）"
            ),
            format!(
                "Not all files in the data folder {dir} may be read and written. Run this with sudo; if it is the service, some \
                 file is another account's: as administrator run chown -R --reference={dir} {dir} and restart the service. ({e})"
            ),
        ),
        e => Stop(
            format!("无法打开数据文件夹“{dir}”。请检查文件夹是否存在、是否有读写权限。（{e}）"),
            format!("The data folder {dir} cannot be opened. Check that it exists and can be written. ({e})"),
        ),
    }
}

/// Groups that are known of are nowhere: whether to go on without them is for a person to say.
fn gap(data: &Path, from: u64, to: u64, cause: &str) -> Stop {
    let (dir, reach) = (data.display(), from - 1);
    Stop(
        format!(
            "数据文件夹“{dir}”已损坏，现有的备份和日志只能恢复到第 {reach} 组写入，缺第 {from} 至 {to} 组，所以没有自动修复。\
             如有更新的备份（例如 U 盘上的），请先复制到“{dir}/backups”再启动；没有的话，运行 lianxin check --rebuild 恢复到第 {reach} 组，\
             损坏的数据会移到一边，不会删除。（{cause}）"
        ),
        format!(
            "The data folder {dir} is damaged; its backups and journal lead only to group {reach} of its writes, {from} to {to} \
             are missing, so it was not mended by itself. If there is a later backup, such as on a USB disk, copy it into \
             {dir}/backups and start again; else lianxin check --rebuild makes the data again up to group {reach}; the damaged \
             data is moved aside, not deleted. ({cause})"
        ),
    )
}

/// A key is not the one: which, and where the right one is.
fn key(data: &Path, name: &str, fault: KeyFault, backup: Option<&Path>) -> Stop {
    let dir = data.display();
    let (what, is) = match fault {
        KeyFault::Missing => ("不见了", "is missing"),
        KeyFault::Length => ("长度不对，已损坏", "does not have the length of a key"),
        KeyFault::Changed => ("不是原来的那个", "is not the one that the data was sealed with"),
    };
    let (next, todo) = match backup {
        Some(file) => {
            let file = file.display();
            (
                format!("备份“{file}”里有正确的密钥，请运行： lianxin keys {file} --data {dir} ，只取回密钥，数据不变。"),
                format!(
                    "The backup {file} has the right one: lianxin keys {file} --data {dir} takes back the key alone; the data \
                     stays as it is."
                ),
            )
        }
        None => (
            format!(
                "本机的备份里没有正确的密钥。请找出其他备份（U 盘、另一台电脑），运行： lianxin keys 备份文件 --data {dir} 。"
            ),
            format!("No backup here has the right one. Look for another (a USB disk): lianxin keys FILE --data {dir}."),
        ),
    };
    Stop(
        format!("密钥文件“{dir}/keys/{name}”{what}。没有它，登记过的身份证号码读不出来、回执无法核验，所以没有继续。{next}"),
        format!(
            "The key file {dir}/keys/{name} {is}. Without it the citizen numbers on record cannot be read nor receipts verified, \
             so nothing was done. {todo}"
        ),
    )
}
