//! Which files a machine gets. Pure: the same question gives the same bytes.
use super::{DATA, PROGRAM, SETTINGS};
use crate::{assets::Configs, base::Failure};

/// What draws the terminal's one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// cage, made for one window.
    Cage,
    /// labwc, for screens that cage does not drive well. Not in Debian 12.
    Labwc,
}

impl Screen {
    /// The program's and the package's name.
    pub const fn name(self) -> &'static str {
        match self {
            Screen::Cage => "cage",
            Screen::Labwc => "labwc",
        }
    }
}

/// What the machine is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The data folder.
    pub data: String,
    /// The screen's program; none for a server without a terminal.
    pub kiosk: Option<Screen>,
    /// What the terminal shows, ending in a slash.
    pub url: String,
    /// The program's own bytes.
    pub program: Vec<u8>,
}

/// What a file is, which decides what happens to one that was changed by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The program: always brought up to date.
    Program,
    /// The office's settings: never taken from whoever wrote them.
    Settings,
    /// Anything else: a changed one is kept, a foreign one is put aside and comes back.
    System,
}

/// A file to be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// From the root.
    pub path: String,
    pub mode: u32,
    pub content: Vec<u8>,
    /// What it is.
    pub kind: Kind,
}

/// The data folder as it may stand in units, or why not.
///
/// # Errors
/// `Refused` for a relative path, one with `..` or with characters that systemd would read as something else, and for
/// folders that belong to the system.
pub fn checked_data(path: &str) -> Result<String, Failure> {
    // Folders of the system, with everything below them; and folders that hold those of others, themselves only.
    const SYSTEM: [&str; 17] = [
        "/bin", "/boot", "/dev", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/proc", "/root", "/run", "/sbin", "/sys",
        "/tmp", "/usr", "/var/run", "/var/tmp",
    ];
    const SHARED: [&str; 12] = [
        "/",
        "/home",
        "/media",
        "/mnt",
        "/opt",
        "/srv",
        "/var",
        "/var/cache",
        "/var/lib",
        "/var/log",
        "/var/lib/lianxin-kiosk",
        "/var/lib/lianxin-install",
    ];
    let path = if path.len() > 1 { path.trim_end_matches('/') } else { path };
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let climbs = path.split('/').any(|part| part == ".." || part == ".") || path.contains("//");
    let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let kept = SYSTEM.iter().any(|s| below(s))
        || SHARED.contains(&path)
        || below("/var/lib/lianxin-install")
        || below("/var/lib/lianxin-kiosk");
    if !path.starts_with('/') || !plain || climbs || path.len() > 200 || kept {
        return Err(Failure::refused("install-data-form"));
    }
    Ok(path.to_owned())
}

/// `http://HOST:PORT` of an address that a terminal may show.
///
/// # Errors
/// `Refused` for anything but a plain `http` or `https` address without path, query or user.
pub fn origin(url: &str) -> Result<String, Failure> {
    let wrong = || Failure::refused("install-url-form");
    let (scheme, rest) = url.split_once("://").ok_or_else(wrong)?;
    let host = rest.strip_suffix('/').unwrap_or(rest);
    let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c));
    if !matches!(scheme, "http" | "https") || host.is_empty() || !plain || url.len() > 200 {
        return Err(wrong());
    }
    Ok(format!("{scheme}://{host}"))
}

/// The browser with its flags: full screen, no questions, no pinch, no swipe back, its profile kept (it holds the terminal's
/// enrolment) but nothing of a visit.
fn browser(url: &str) -> String {
    format!(
        "/usr/bin/chromium --kiosk --ozone-platform=wayland --no-first-run --noerrdialogs --hide-crash-restore-bubble \
         --disable-pinch --overscroll-history-navigation=0 --disable-component-update --password-store=basic \
         --user-data-dir=/var/lib/lianxin-kiosk/chromium {url}"
    )
}

/// The files, in the order in which they are written: the program first, what starts it last.
///
/// # Errors
/// `Refused` when the data folder or the address cannot stand in a unit; `Broken` when a shipped file is missing.
pub fn plan(ask: &Ask) -> Result<Vec<Piece>, Failure> {
    let (data, origin) = (checked_data(&ask.data)?, origin(&ask.url)?);
    let url = format!("{origin}/");
    let screen = ask.kiosk.unwrap_or(Screen::Cage);
    let compositor = match screen {
        // -d: the window draws no frame of its own.
        Screen::Cage => format!("/usr/bin/cage -d -- {}", browser(&url)),
        Screen::Labwc => "/usr/bin/labwc -C /etc/lianxin/labwc".to_owned(),
    };
    let state = if data == DATA { "StateDirectory=lianxin\nStateDirectoryMode=0750\n" } else { "" };
    let home = if data.starts_with("/home/") || data.starts_with("/root/") { "no" } else { "yes" };
    let kiosk = match ask.kiosk {
        Some(_) => "u lianxin-kiosk - \"Lianxin terminal\" /var/lib/lianxin-kiosk /usr/sbin/nologin\n",
        None => "",
    };
    let words = [
        ("{data}", data.as_str()),
        ("{origin}", &origin),
        ("{url}", &url),
        ("{screen}", screen.name()),
        ("{compositor}", &compositor),
        ("{browser}", &browser(&url)),
        ("{home}", home),
        ("{state}\n", state),
        ("{kiosk}\n", kiosk),
    ];
    let piece = |path: &str, mode, kind, content: String| {
        let content = words.iter().fold(content, |text, (word, value)| text.replace(word, value)).into_bytes();
        Piece { path: path.to_owned(), mode, content, kind }
    };
    let system = |path: &str, name: &str| Ok::<_, Failure>(piece(path, 0o644, Kind::System, shipped(name)?));
    let settings = shipped("lianxin.toml")?.replace("folder = \"data\"", &format!("folder = \"{data}\""));
    let mut pieces = vec![
        Piece { path: PROGRAM.to_owned(), mode: 0o755, content: ask.program.clone(), kind: Kind::Program },
        piece(SETTINGS, 0o644, Kind::Settings, settings),
        system("/etc/sysusers.d/lianxin.conf", "machine/sysusers.conf")?,
        system("/etc/tmpfiles.d/lianxin.conf", "machine/tmpfiles.conf")?,
        system("/etc/udev/rules.d/70-lianxin.rules", "machine/udev.rules")?,
    ];
    if ask.kiosk.is_some() {
        pieces.push(system("/etc/chromium/policies/managed/lianxin.json", "machine/policy.json")?);
        pieces.push(system("/etc/systemd/logind.conf.d/lianxin.conf", "machine/logind.conf")?);
        pieces.push(system("/etc/pam.d/lianxin-kiosk", "machine/pam")?);
    }
    if ask.kiosk == Some(Screen::Labwc) {
        pieces.push(system("/etc/lianxin/labwc/rc.xml", "machine/rc.xml")?);
        pieces.push(Piece { mode: 0o755, ..system("/etc/lianxin/labwc/autostart", "machine/autostart")? });
    }
    let mut units = vec!["lianxin.service", "lianxin-backup.service", "lianxin-backup.timer"];
    units.extend(ask.kiosk.map(|_| "lianxin-kiosk.service"));
    for unit in units {
        pieces.push(system(&format!("/etc/systemd/system/{unit}"), &format!("machine/{unit}"))?);
    }
    Ok(pieces)
}

fn shipped(name: &str) -> Result<String, Failure> {
    let file = Configs::get(name).ok_or_else(|| Failure::broken(format!("{name} is not shipped")))?;
    String::from_utf8(file.data.into_owned()).map_err(Failure::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_folder_of_the_system_becomes_the_data_folder() {
        for wrong in [
            "/",
            "/etc",
            "/etc/lianxin",
            "/etc/.",
            "/usr/local",
            "/usr/bin",
            "/tmp",
            "/tmp/x",
            "/lib",
            "/var/lib",
            "/opt",
            "/srv",
            "/home",
            "/var/lib/lianxin-install",
            "/var/lib/lianxin-install/x",
            "/var/lib/lianxin-kiosk",
            "/a/../etc",
            "//etc",
            "data",
            "",
        ] {
            assert!(checked_data(wrong).is_err(), "{wrong}");
        }
        for right in ["/var/lib/lianxin", "/srv/lianxin", "/home/office/data", "/data", "/mnt/disk/lianxin/", "/opt/lianxin"] {
            assert_eq!(checked_data(right).unwrap(), right.trim_end_matches('/'));
        }
    }
}
