//! `lianxin install` and `uninstall`: the files by `crate::install`, then what the running system has to be told.
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::{Args as Flags, ValueEnum};

use super::{Stop, say};
use crate::{
    base::{Failure, Reason},
    config::Config,
    i18n::Texts,
    install::{self, Ask, DATA, PROGRAM, Root, SETTINGS, Screen, UNITS},
};

/// What can be asked of `install`.
#[derive(Flags)]
pub(crate) struct Args {
    /// 装到另一个根目录（做系统镜像或试装），不动正在运行的系统 / another root folder, for images and trials
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// 屏幕程序 / the screen's program
    #[arg(long, value_enum, default_value_t = Chosen::Cage)]
    screen: Chosen,
    /// 终端显示的网址 / the address that the terminal shows [default: this computer]
    #[arg(long, value_name = "URL")]
    terminal: Option<String>,
    /// 只装服务器，不要终端屏幕 / the server alone, without a terminal
    #[arg(long)]
    no_kiosk: bool,
    /// 只说会做什么 / only say what would be done
    #[arg(long)]
    dry_run: bool,
}

/// What can be asked of `uninstall`.
#[derive(Flags)]
pub(crate) struct BackArgs {
    /// 根目录 / the root folder
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// 只说会做什么 / only say what would be done
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Chosen {
    Cage,
    Labwc,
}

/// Installs, or brings an installation up to date.
pub(crate) fn run(args: Args, data: Option<PathBuf>) -> Result<(), Stop> {
    let t = say::texts()?;
    let root = Root::new(args.root.as_deref().unwrap_or(Path::new("/")))?;
    let set = settings(&root)?;
    let folder = data.or_else(|| set.as_ref().map(|c| c.data.folder.clone()).filter(|f| f.is_absolute()));
    let port = set.as_ref().and_then(|c| c.server.listen.rsplit_once(':')?.1.parse::<u16>().ok()).unwrap_or(8080);
    let screen = match args.screen {
        Chosen::Cage => Screen::Cage,
        Chosen::Labwc => Screen::Labwc,
    };
    let program = std::env::current_exe().and_then(fs::read).map_err(Failure::broken)?;
    let ask = Ask {
        data: folder.map_or_else(|| DATA.to_owned(), |f| f.to_string_lossy().into_owned()),
        kiosk: (!args.no_kiosk).then_some(screen),
        url: args.terminal.unwrap_or_else(|| format!("http://127.0.0.1:{port}/")),
        program,
    };
    let plan = install::plan(&ask)?;
    if let Some(set) = &set
        && set.data.folder != Path::new(&ask.data)
    {
        return Err(Failure::Refused(Reason::new("install-data-differs").arg("path", SETTINGS).arg("data", &ask.data)).into());
    }
    tell!("{}", t.get(if args.dry_run { "install-dry" } else { "install-begins" }));
    install::install(&root, &plan, args.dry_run, &mut |line| tell!("  {}", t.reason(&line)))?;
    if args.dry_run {
        return Ok(());
    }
    if root.is_system() {
        start(&t, ask.kiosk.is_some())?;
    } else {
        tell!("\n{}", t.get("install-root-next"));
    }
    next(&t, &root, &ask);
    Ok(())
}

/// Takes the installation back.
pub(crate) fn back(args: &BackArgs) -> Result<(), Stop> {
    let t = say::texts()?;
    let root = Root::new(args.root.as_deref().unwrap_or(Path::new("/")))?;
    let data = settings(&root).ok().flatten().map(|c| c.data.folder).filter(|f| f.is_absolute());
    let installed = install::Manifest::read(&root)?;
    if let (true, false, Some(manifest)) = (root.is_system(), args.dry_run, &installed) {
        for unit in UNITS.iter().rev().filter(|u| manifest.of(&format!("/etc/systemd/system/{u}")).is_some()) {
            call(&t, "systemctl", &["disable", "--now", unit]).or_else(|e| missing_is_fine(&t, e))?;
        }
    }
    tell!("{}", t.get(if args.dry_run { "install-dry" } else { "uninstall-begins" }));
    if !install::uninstall(&root, args.dry_run, &mut |line| tell!("  {}", t.reason(&line)))? {
        tell!("{}", t.get("uninstall-nothing"));
        return Ok(());
    }
    if root.is_system() && !args.dry_run {
        call(&t, "systemctl", &["daemon-reload"]).or_else(|e| missing_is_fine(&t, e))?;
    }
    let data = data.unwrap_or_else(|| DATA.into());
    tell!("\n{}", t.with("uninstall-data", &[("path", &data.display().to_string())]));
    Ok(())
}

/// The settings file of an installed machine, if there is one.
fn settings(root: &Root) -> Result<Option<Config>, Stop> {
    let Some(found) = root.read(SETTINGS)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&found.content).into_owned();
    let wrong = |e: toml::de::Error| Failure::Refused(Reason::new("install-settings-wrong").arg("path", SETTINGS).arg("why", e));
    Ok(Some(toml::from_str(&text).map_err(wrong)?))
}

/// Users and folders first, then the server, then the screen.
fn start(t: &Texts, kiosk: bool) -> Result<(), Stop> {
    tell!("");
    call(t, "systemd-sysusers", &["/etc/sysusers.d/lianxin.conf"])?;
    call(t, "systemd-tmpfiles", &["--create", "/etc/tmpfiles.d/lianxin.conf"])?;
    call(t, "systemctl", &["daemon-reload"])?;
    call(t, "udevadm", &["control", "--reload"]).or_else(|e| missing_is_fine(t, e))?;
    let [server, timer, screen] = UNITS;
    call(t, "systemctl", &["enable", "--now", timer])?;
    call(t, "systemctl", &["enable", server])?;
    // A server that runs already is the former program.
    call(t, "systemctl", &["restart", server])?;
    if kiosk {
        call(t, "systemctl", &["enable", screen])?;
    }
    Ok(())
}

/// Runs a program of the system and says so.
fn call(t: &Texts, program: &str, args: &[&str]) -> Result<(), Failure> {
    let line = format!("{program} {}", args.join(" "));
    let refused = |why: String| Failure::Refused(Reason::new("install-command-failed").arg("line", &line).arg("why", why));
    let out = Command::new(program).args(args).output().map_err(|e| refused(e.to_string()))?;
    if !out.status.success() {
        return Err(refused(String::from_utf8_lossy(&out.stderr).trim().to_owned()));
    }
    tell!("  {}", t.with("install-command", &[("line", &line)]));
    Ok(())
}

/// What a system can do without: said, and gone on.
fn missing_is_fine(t: &Texts, e: Failure) -> Result<(), Failure> {
    let e = match e {
        Failure::Refused(reason) => Failure::Refused(Reason { key: "install-command-skipped", ..reason }),
        e => e,
    };
    tell!("  {}", t.failure(&e));
    Ok(())
}

/// What a person has to do now.
fn next(t: &Texts, root: &Root, ask: &Ask) {
    tell!("\n{}", t.get("install-next"));
    let there = |path: &str| root.place(path).map_or(true, |p| p.exists());
    if let Some(screen) = ask.kiosk {
        let needed = [
            (screen.name(), format!("/usr/bin/{}", screen.name())),
            // cage starts it even for a browser that needs none.
            ("xwayland", "/usr/bin/Xwayland".to_owned()),
            ("chromium", "/usr/bin/chromium".to_owned()),
            ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto".to_owned()),
            ("libpam-systemd", "/usr/share/pam-configs/systemd".to_owned()),
        ];
        let lacking: Vec<&str> = needed.iter().filter(|(_, path)| !there(path)).map(|(name, _)| *name).collect();
        if !lacking.is_empty() {
            let line = format!("apt install --no-install-recommends {}", lacking.join(" "));
            tell!("  {}", t.with("install-next-packages", &[("line", &line)]));
        }
        if there("/etc/systemd/system/display-manager.service") {
            tell!("  {}", t.get("install-next-desktop"));
        }
        tell!("  {}", t.with("install-next-kiosk", &[("url", &ask.url)]));
    }
    tell!("  {}", t.get("install-next-office"));
    tell!("  {}", t.with("install-next-doctor", &[("program", PROGRAM)]));
    tell!("  {}", t.with("install-next-back", &[("program", PROGRAM)]));
}
