use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use qrcode::{EcLevel, QrCode, render::unicode::Dense1x2};

use super::{Stop, logs, open};
use crate::{
    app::App,
    base::Failure,
    checkup,
    config::Config,
    domain::office::{
        audit,
        settings::{self, Settings},
        who::Actor,
    },
    ime,
    jobs::{self, restores},
    server,
    store::Tx,
};

/// How long a stop waits for a backup or check under way.
const CHORE_PATIENCE: Duration = Duration::from_secs(5);
/// The exit code when the disk failed for good: `EX_IOERR` of sysexits.h.
const DISK_FAILED: i32 = 74;

/// Serves until it is told to stop (Ctrl-C or SIGTERM): requests under way are answered first.
pub(crate) fn run(config: Config) -> Result<(), Stop> {
    let logs = logs::start(&config);
    let again = serve(config)?;
    drop(logs);
    if again { Err(begin_again()) } else { Ok(()) }
}

/// Serves; whether the program is to begin again afterwards.
fn serve(config: Config) -> Result<bool, Stop> {
    raise_descriptors();
    let (listen, data) = (config.server.listen.clone(), config.data.folder.clone());
    restores::carry_out(&data, &open::opening(&data, config.data.cache_mb), &open::clock(&data), |file| {
        complain!("正在恢复备份 / restoring {} …", file.display());
    });
    let app = open::app(config)?;
    if let Err(e) = restores::settle(&app) {
        tracing::error!(%e, "what came of a restore could not be written down; the next start tries again");
    }
    let again = app.again.clone();
    // Who writes first must not wait for the tables.
    std::thread::spawn(|| (ime::hand::Hand::load(), ime::pinyin::SHIPPED.reading("连心")));
    let jobs = jobs::serve(&app)?;
    if let Some(keeper) = &app.keeper {
        keeper.when_lost(end)?;
    }
    actix_web::rt::System::new().block_on(async move {
        let (server, addresses) = server::start(app.clone(), &listen).map_err(|e| {
            Stop(
                format!("无法在 {listen} 上启动：端口可能已被占用。请关闭占用它的程序，或用 --listen 0.0.0.0:别的端口。（{e}）"),
                format!(
                    "Cannot listen on {listen}: the port may be in use. Stop what uses it, or give --listen 0.0.0.0:PORT. ({e})"
                ),
            )
        })?;
        let (asked, handle) = (app.again.clone(), server.handle());
        actix_web::rt::spawn(async move {
            asked.asked().await;
            handle.stop(true).await;
        });
        if let Some(host) = host_of(&addresses) {
            welcome(host);
            remember(&app, host).await?;
        }
        server.await.map_err(|e| Stop(format!("服务意外停止：{e}"), format!("The server stopped: {e}")))
    })?;
    jobs.stop(CHORE_PATIENCE);
    tell!("已停止 / stopped");
    Ok(again.was_asked())
}

/// The program in its own place, in the same process, so that whoever watches over it sees no end. Returns why it could not.
fn begin_again() -> Stop {
    let mut arguments = std::env::args_os();
    let called = arguments.next().unwrap_or_default();
    // One that was brought up to date meanwhile lies under its name, not where it was begun.
    let program = std::env::current_exe().ok().filter(|path| path.exists()).unwrap_or_else(|| called.into());
    let mut again = std::process::Command::new(program);
    again.args(arguments);
    #[cfg(unix)]
    let why = std::os::unix::process::CommandExt::exec(&mut again);
    #[cfg(not(unix))]
    let why = again.spawn().map_or_else(|why| why, |_begun| std::process::exit(0));
    Stop(format!("程序没能重新启动，请手动启动一次。（{why}）"), format!("The program could not begin again; start it. ({why})"))
}

/// Takes as many file descriptors as this account may have: connections share them with the journal, photos and backups.
fn raise_descriptors() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = rustix::process::Rlimit { current: limit.maximum, ..limit };
    if let Err(why) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%why, "no more file descriptors can be had");
    }
}

/// The disk does not come back: whoever starts the program (systemd does by itself) opens the folder afresh.
fn end() {
    tracing::error!("the disk failed and does not come back; the program ends to be started again");
    complain!("磁盘长时间没有响应，程序即将退出并重新启动。请检查硬盘和数据线。");
    complain!("The disk has not answered for a while; the program ends to be started again. Check the disk and its cable.");
    std::process::exit(DISK_FAILED);
}

/// Where other devices reach this computer: its LAN address if it listens on all.
fn host_of(addresses: &[SocketAddr]) -> Option<SocketAddr> {
    let first = addresses.first()?;
    let ip = match first.ip() {
        ip if ip.is_unspecified() => checkup::own_address().unwrap_or(IpAddr::from([127, 0, 0, 1])),
        ip => ip,
    };
    Some(SocketAddr::new(ip, first.port()))
}

/// Puts the address into the settings while nobody has: receipts' QR codes must lead somewhere. One of this computer alone
/// (a trial) gives way to one of the network.
async fn remember(app: &App, host: SocketAddr) -> Result<(), Failure> {
    let now = app.clock.now();
    let work = move |tx: &mut Tx<'_>| {
        let Some(old) = Settings::load(tx)? else { return Ok(()) };
        let own = old.public_host.parse::<SocketAddr>().is_ok_and(|h| h.ip().is_loopback());
        if !(old.public_host.is_empty() || own && old.public_host != host.to_string()) {
            return Ok(());
        }
        Settings { public_host: host.to_string(), ..old }.save(tx)?;
        audit::note(tx, Actor::System, now, settings::log::OFFICE_SETTINGS, Some(Settings::ID), "")
    };
    app.store.write(work).await
}

/// Says where to go: the LAN address first, as numbers, with its QR for a phone.
fn welcome(host: SocketAddr) {
    let base = format!("http://{host}");
    tell!("连心已启动 / Lianxin is running\n");
    tell!("  便民终端 / lobby terminal   {base}/");
    tell!("  办公网站 / office site      {base}/office");
    tell!("  本机 / this computer        http://localhost:{}/\n", host.port());
    if let Ok(code) = QrCode::with_error_correction_level(&base, EcLevel::L) {
        tell!("{}", code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).quiet_zone(true).build());
    }
    tell!("按 Ctrl-C 停止 / press Ctrl-C to stop");
}
