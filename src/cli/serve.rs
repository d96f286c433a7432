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
    ime, jobs, server,
    store::Tx,
};

/// How long a stop waits for a backup or check under way.
const CHORE_PATIENCE: Duration = Duration::from_secs(5);
/// The exit code when the disk failed for good: `EX_IOERR` of sysexits.h.
const DISK_FAILED: i32 = 74;

/// Serves until it is told to stop (Ctrl-C or SIGTERM): requests under way are answered first.
pub(crate) fn run(config: Config) -> Result<(), Stop> {
    let _logs = logs::start(&config);
    raise_descriptors();
    let listen = config.server.listen.clone();
    let app = open::app(config)?;
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
        if let Some(host) = host_of(&addresses) {
            welcome(host);
            remember(&app, host).await?;
        }
        server.await.map_err(|e| Stop(format!("服务意外停止：{e}"), format!("The server stopped: {e}")))
    })?;
    jobs.stop(CHORE_PATIENCE);
    tell!("已停止 / stopped");
    Ok(())
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
