//! The command line: one short file per command. Output is for people.

/// Says something on standard output. Whoever reads it may go away (`check | head`): then it is said to nobody.
macro_rules! tell {
    ($($what:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stdout(), format_args!("{}\n", format_args!($($what)*)));
    }};
}
/// The same on standard error.
macro_rules! complain {
    ($($what:tt)*) => {{
        let _ = std::io::Write::write_fmt(&mut std::io::stderr(), format_args!("{}\n", format_args!($($what)*)));
    }};
}

mod backup;
mod bar;
mod cards;
mod check;
mod demo;
mod doctor;
mod files;
mod install;
mod keys;
mod logs;
mod open;
mod owner;
mod say;
mod serve;
mod transfer;
mod wait;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use self::owner::Owner;
use crate::{config::Config, mailroom, paperwork::Whose};

/// 连心：社区办公室的便民服务系统 / Lianxin: the software of a community office
#[derive(Parser)]
#[command(name = "lianxin", version, about, arg_required_else_help = false)]
struct Cli {
    /// 数据文件夹 / data folder [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// 设置文件 / settings file [default: config/lianxin.toml]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// 监听地址 / address to listen on [default: 0.0.0.0:8080]
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    listen: Option<String>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// 启动服务（默认）/ serve (the default)
    Serve,
    /// 检查数据是否完好一致 / check that all data agrees
    Check {
        /// 先用最近的备份和日志重建 / first make the data again from the latest backup and the journal
        #[arg(long)]
        rebuild: bool,
    },
    /// 备份到文件夹或 U 盘；服务运行时复制最近的自动备份 / back up to a folder or USB disk; while serving, copy its latest backup
    Backup {
        /// 文件夹 / the folder [default: DATA/backups]
        dir: Option<PathBuf>,
        /// 备份后按时间清理该文件夹里的旧备份 / afterwards thin the folder out by age, as the server does with its own
        #[arg(long)]
        thin: bool,
    },
    /// 从备份恢复，原数据移到一边 / restore a backup; the former data is moved aside
    Restore {
        /// 备份文件 / the backup file
        file: PathBuf,
    },
    /// 从备份取回丢失或损坏的密钥，数据不变 / take keys that are missing or wrong back out of a backup; the data stays as it is
    Keys {
        /// 备份文件 / the backup file
        file: PathBuf,
    },
    /// 把全部数据导出为 JSON Lines / export everything as JSON Lines
    Export {
        /// 新文件 / the new file
        file: PathBuf,
    },
    /// 把导出的文件导入空的数据文件夹 / import an export into an empty data folder
    Import {
        /// 导出的文件 / the exported file
        file: PathBuf,
    },
    /// 为还没有卡的住户制作连心卡（A4，每页十张）/ contact cards of the households that have none, ten to an A4 sheet
    Cards {
        /// PDF 文件 / the PDF file
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// 打印的用途，记入日志 / what they are printed for; it stands in the log
        #[arg(long, value_name = "TEXT")]
        purpose: String,
        /// 所有住户都换新卡，旧卡作废 / new cards for all households; the earlier ones are void
        #[arg(long)]
        all: bool,
    },
    /// 用示例社区填充空的数据文件夹 / fill an empty data folder with a demonstration community
    Demo {
        /// 示例社区 / profile: hanjiang laocheng meihu nanxiashu qishuyan wujin
        profile: String,
        /// 所有帐号的密码；不给则随机生成 / password of all accounts [default: random]
        #[arg(long)]
        password: Option<String>,
        /// 换一个种子就是另一群人 / another seed makes other people
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// 把这台电脑装成办公室的服务器和便民终端（需 root）/ make this computer the office's server and terminal (as root)
    Install(install::Args),
    /// 撤销安装；数据文件夹永不删除 / take the installation back; the data folder is never deleted
    Uninstall(install::BackArgs),
    /// 体检：打印机、磁盘、时钟、网络、备份，哪里不对、怎么办 / what is wrong with this computer and what to do
    Doctor {
        /// 供程序读取 / for programs
        #[arg(long)]
        json: bool,
    },
    /// 等服务启动（供开机时使用）/ wait for a server (used when the computer starts)
    #[command(hide = true)]
    Wait {
        /// 网址 / its address
        url: String,
    },
    /// 在受限的进程里读一个外来文件（程序自用）/ read one foreign file within bounds (the program's own use)
    #[command(hide = true)]
    Mailroom {
        /// 任务 / the task
        task: String,
        /// 上级进程号 / the process that asks
        parent: u32,
    },
}

/// Runs the command line. Exit codes: 0 done, 1 could not, 2 wrong use, 74 the disk failed under a server.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    // These two know no office: neither its settings nor its data.
    match &cli.command {
        Some(Command::Wait { url }) => return wait::run(url),
        Some(Command::Mailroom { task, parent }) => return mailroom::run(task, *parent),
        _ => {}
    }
    let asked_data = cli.data.clone();
    let mut config = match Config::load(cli.config.as_deref()) {
        Ok(c) => c,
        Err(e) => {
            complain!("设置文件有误 / the settings file is wrong:\n{e}");
            return ExitCode::from(2);
        }
    };
    if let Some(data) = cli.data {
        config.data.folder = data;
    }
    if let Some(listen) = cli.listen {
        config.server.listen = listen;
    }
    let command = cli.command.unwrap_or(Command::Serve);
    // Held until the command is done, whatever becomes of it.
    let _owners = match &command {
        Command::Install(_) | Command::Uninstall(_) => Vec::new(),
        Command::Backup { dir, .. } => [Some(&config.data.folder), dir.as_ref()].map(|d| d.and_then(|d| Owner::of(d))).into(),
        _ => vec![Owner::of(&config.data.folder)],
    };
    let done = match command {
        Command::Serve => serve::run(config),
        Command::Check { rebuild } => check::run(&config, rebuild),
        Command::Backup { dir, thin } => backup::back_up(&config, dir, thin),
        Command::Restore { file } => backup::restore(&config, &file),
        Command::Keys { file } => keys::run(&config, &file),
        Command::Export { file } => transfer::export(&config, &file),
        Command::Import { file } => transfer::import(&config, &file),
        Command::Cards { out, purpose, all } => cards::run(config, &out, if all { Whose::All } else { Whose::Lacking }, &purpose),
        Command::Demo { profile, password, seed } => demo::run(&config, demo::Ask { profile, password, seed }),
        Command::Install(args) => install::run(args, asked_data),
        Command::Uninstall(args) => install::back(&args),
        Command::Doctor { json } => match doctor::run(&config, json) {
            Ok(code) => return code,
            Err(stop) => Err(stop),
        },
        Command::Wait { url } => return wait::run(&url),
        Command::Mailroom { task, parent } => return mailroom::run(&task, parent),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop(zh, en)) => {
            complain!("{zh}\n{en}");
            ExitCode::FAILURE
        }
    }
}

/// Why a command could not be done and what to do, in both languages.
#[derive(Debug)]
pub(crate) struct Stop(pub(crate) String, pub(crate) String);

impl From<crate::base::Failure> for Stop {
    fn from(f: crate::base::Failure) -> Self {
        let say = |locale| crate::i18n::Texts::load(locale).map(|t| t.failure(&f)).unwrap_or_default();
        let inside = match &f {
            crate::base::Failure::Broken(what) => format!("\n({what})"),
            _ => String::new(),
        };
        Stop(say(crate::i18n::Locale::ZhCn), say(crate::i18n::Locale::En) + &inside)
    }
}
