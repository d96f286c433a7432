//! `config/lianxin.toml`: parsed at start, every unknown key refused.
use std::{
    net::IpAddr,
    path::{Path, PathBuf},
};

use serde::Deserialize;

/// The settings file. The shipped one shows every default; a test compares them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where to listen.
    pub server: ServerConfig,
    /// Where data lies.
    pub data: DataConfig,
    /// Idle times of the terminal.
    pub terminal: TerminalConfig,
    /// Sessions and lockout.
    pub office: OfficeConfig,
    pub backup: BackupConfig,
    pub log: LogConfig,
}

macro_rules! section {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $t:ty = $default:expr,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name { $($(#[$fdoc])* pub $field: $t,)* }
        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $default,)* }
            }
        }
    };
}
section!(
    /// Where to listen.
    ServerConfig {
        /// Address and port.
        listen: String = "0.0.0.0:8080".into(),
        /// Worker threads, 0 for automatic.
        workers: usize = 0,
        /// Names that browsers may call this computer by, besides its addresses, its own name and the settings' host.
        names: Vec<String> = Vec::new(),
        /// Proxies before this program: what they say of who is behind them (`X-Forwarded-For`, `X-Forwarded-Proto`) is
        /// believed, nobody else's word is.
        proxies: Vec<IpAddr> = Vec::new(),
    }
);
section!(
    /// Where data lies.
    DataConfig {
        folder: PathBuf = "data".into(),
        /// Cache of the store in MB.
        cache_mb: u64 = 256,
    }
);
section!(
    /// Idle times of the terminal, in seconds.
    TerminalConfig {
        /// On plain pages.
        idle_seconds: u32 = 60,
        /// On forms.
        idle_form_seconds: u32 = 120,
        /// On payment pages.
        idle_payment_seconds: u32 = 180,
        /// The countdown after them.
        countdown_seconds: u32 = 20,
    }
);
section!(
    /// Sessions and lockout of the office site.
    OfficeConfig {
        /// Idle minutes before signing in again.
        session_minutes: u32 = 30,
        /// Wrong passwords before a lockout.
        lockout_tries: u8 = 5,
        lockout_minutes: u32 = 15,
    }
);
section!(BackupConfig {
    /// Hours between backups, 0 for none.
    every_hours: u32 = 1,
});
section!(LogConfig {
    /// Least level written.
    level: String = "info".into(),
    /// Days kept: at least six months for audit (等保).
    days: usize = 180,
});

/// Why the settings could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file is not there or cannot be read.
    #[error("{0}: {1}")]
    Read(PathBuf, std::io::Error),
    /// It is no valid settings file.
    #[error("{0}: {1}")]
    Parse(PathBuf, Box<toml::de::Error>),
}

impl Config {
    /// The settings of an installed machine, if this is one and they can be read.
    fn installed() -> Option<Self> {
        Config::load(Some(Path::new(crate::install::SETTINGS))).ok()
    }
    /// Whether this serves the data of an installed machine, as its service does.
    #[must_use]
    pub fn is_service(&self) -> bool {
        Config::installed().is_some_and(|installed| installed.data.folder == self.data.folder)
    }
    /// Reads a settings file; without a path `config/lianxin.toml` if it is there, else that of an installed machine, else the
    /// defaults.
    pub fn load(path: Option<&Path>) -> Result<Self, ConfigError> {
        let (usual, installed) = (Path::new("config/lianxin.toml"), Path::new(crate::install::SETTINGS));
        let path = match path {
            Some(p) => p,
            None if usual.exists() => usual,
            None if installed.exists() => installed,
            None => return Ok(Config::default()),
        };
        let text = std::fs::read_to_string(path).map_err(|e| ConfigError::Read(path.into(), e))?;
        toml::from_str(&text).map_err(|e| ConfigError::Parse(path.into(), Box::new(e)))
    }
}
