use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{Stop, bar::Bar, open};
use crate::{
    base::{Clock, random_token},
    config::Config,
    demo::{self, Options, Profile},
    domain::office::accounts,
    i18n::{Locale, Texts},
    store::Keeper,
};

/// What `lianxin demo` was asked.
pub(crate) struct Ask {
    pub(crate) profile: String,
    pub(crate) password: Option<String>,
    pub(crate) seed: u64,
}

/// Fills a fresh data folder with a demonstration community and prints its accounts.
pub(crate) fn run(config: &Config, ask: Ask) -> Result<(), Stop> {
    let folder: PathBuf = config.data.folder.clone();
    let profile = Profile::shipped(&ask.profile).map_err(|e| unknown(&ask.profile, e))?;
    let password = match ask.password {
        Some(password) => {
            accounts::check_new_password("password", "", &password)?;
            password
        }
        None => random_token()?.chars().take(14).collect(),
    };
    let code = random_token()?;
    let options = Options {
        until: Clock::system().now(),
        password: accounts::hash_password(&password)?,
        recovery: accounts::hash_password(&code)?,
        seed: ask.seed,
    };
    let keeper = open::unsynced(&folder, config.data.cache_mb)?;
    let keys = keeper.keys().map_err(|e| open::explain(&folder, &e))?;
    let store = keeper.store()?;
    let zh = Texts::load(Locale::ZhCn)?;
    let bar = Bar::new();
    let loaded = demo::load(&store, &keys, &profile, &options, &mut |p| bar.say(&zh.get(p.stage), p.done, Some(p.total)))?;
    drop(bar);
    drop(store);
    close(keeper, &folder)?;
    tell!("{}（{}）已生成：{}", profile.name, profile.place, folder.display());
    tell!("the community is ready\n");
    for (key, count) in &loaded.counts {
        tell!("  {:<10} {count}", zh.get(key));
    }
    tell!("\n帐号 / accounts（密码 / password: {password}）");
    for (role, login, name) in &loaded.accounts {
        tell!("  {:<14} {:<14} {name}", login, zh.get(&format!("role-{}", role.key())));
    }
    tell!("\n恢复码 / recovery code: {code}");
    tell!("\n这是演示数据，人员均为虚构。启动 / start: lianxin --data {}", folder.display());
    Ok(())
}

fn unknown(code: &str, e: crate::base::Failure) -> Stop {
    match e {
        crate::base::Failure::NotFound => {
            let codes = Profile::codes().join(" ");
            Stop(
                format!("没有名为“{code}”的示例社区。可选：{codes}"),
                format!("There is no profile {code}. Choose from: {codes}"),
            )
        }
        other => other.into(),
    }
}

/// Ends writing and brings every file to the disk.
fn close(keeper: Keeper, folder: &Path) -> Result<(), Stop> {
    keeper.close();
    sync_all(folder)
        .map_err(|e| Stop(format!("数据未能写入磁盘：{e}"), format!("The data could not be written to the disk: {e}")))
}

fn sync_all(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            sync_all(&entry.path())?;
        } else {
            File::open(entry.path())?.sync_all()?;
        }
    }
    File::open(folder)?.sync_all()
}
