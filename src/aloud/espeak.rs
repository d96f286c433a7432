//! The synthesiser that may be installed. It gets syllables of ours and nothing else, one prompt at a time, and never longer than
//! it takes to lose patience.
use std::{
    collections::HashMap,
    io::Read,
    process::{Command, Stdio},
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};

use super::spoken;

const PROGRAM: &str = "espeak-ng";
const VOICE: &str = "cmn-latn-pinyin";
/// Words a minute: slowly, for old ears.
const SPEED: &str = "120";
const PATIENCE: Duration = Duration::from_secs(5);
/// Half a minute of sound at 22,050 × 16 bit.
const BYTES_MOST: u64 = 2 << 20;
/// Prompts kept in memory.
const KEPT: usize = 48;

/// Whether the synthesiser is installed; asked once.
pub fn installed() -> bool {
    static THERE: LazyLock<bool> = LazyLock::new(|| {
        let asked =
            Command::new(PROGRAM).arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        asked.is_ok_and(|s| s.success())
    });
    *THERE
}

/// What has been spoken lately.
#[derive(Debug, Default)]
pub struct Espeak {
    kept: Mutex<HashMap<String, Arc<Vec<u8>>>>,
    turn: Mutex<()>,
}

impl Espeak {
    fn kept(&self, id: &str) -> Option<Arc<Vec<u8>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }
    /// A text as a WAV file; `None` without the synthesiser, or if it fails. Blocks; one prompt at a time.
    pub fn say(&self, id: &str, text: &str) -> Option<Arc<Vec<u8>>> {
        if !installed() {
            return None;
        }
        if let Some(wav) = self.kept(id) {
            return Some(wav);
        }
        // One at a time; who waited finds it said, perhaps.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(wav) = self.kept(id) {
            return Some(wav);
        }
        let wav = Arc::new(synthesise(&spoken(text))?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(id.to_owned(), wav.clone());
        Some(wav)
    }
}

fn synthesise(syllables: &str) -> Option<Vec<u8>> {
    let mut command = Command::new(PROGRAM);
    command.args(["-v", VOICE, "-s", SPEED, "-g", "4", "--stdout", "--", syllables]);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
    let out = child.stdout.take()?;
    // Whoever reads waits for the program; this ends it if it does not end by itself.
    let child = Arc::new(Mutex::new(child));
    let (done, ended) = std::sync::mpsc::channel::<()>();
    let watched = child.clone();
    let watch = std::thread::spawn(move || {
        if ended.recv_timeout(PATIENCE).is_err() {
            watched.lock().unwrap_or_else(PoisonError::into_inner).kill().ok();
        }
    });
    let mut wav = Vec::new();
    let read = out.take(BYTES_MOST).read_to_end(&mut wav);
    done.send(()).ok();
    watch.join().ok();
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    // More than enough was said: it waits for a reader that is gone.
    child.kill().ok();
    child.wait().ok();
    read.ok().filter(|n| *n > 44)?;
    // It wrote the head before it knew how long the sound is.
    let length = u32::try_from(wav.len()).ok()?;
    wav.get_mut(4..8)?.copy_from_slice(&(length - 8).to_le_bytes());
    wav.get_mut(40..44)?.copy_from_slice(&(length - 44).to_le_bytes());
    Some(wav)
}
