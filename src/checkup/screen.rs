//! The terminal's screen, where this computer is one: its programs, a Chinese font, a scanner.
use std::{fs, path::Path};

use super::{Case, Finding};
use crate::base::Reason;

pub(super) fn look(_: &Case) -> Vec<Finding> {
    look_under(Path::new("/"))
}

/// The same under any root. Nothing to say where no terminal was installed.
fn look_under(root: &Path) -> Vec<Finding> {
    let there = |path: &str| root.join(path).exists();
    if !there("etc/systemd/system/lianxin-kiosk.service") {
        return Vec::new();
    }
    let unit = fs::read_to_string(root.join("etc/systemd/system/lianxin-kiosk.service")).unwrap_or_default();
    let compositor = if unit.contains("/usr/bin/labwc") { "labwc" } else { "cage" };
    let mut needed = vec![("chromium", "usr/bin/chromium".to_owned()), (compositor, format!("usr/bin/{compositor}"))];
    if compositor == "cage" {
        needed.push(("xwayland", "usr/bin/Xwayland".to_owned()));
    }
    let mut lacking: Vec<&str> = needed.iter().filter(|(_, path)| !there(path)).map(|(name, _)| *name).collect();
    if !has_chinese_font(&root.join("usr/share/fonts"), 4) {
        lacking.push("fonts-noto-cjk");
    }
    let screen = if lacking.is_empty() {
        Finding::good("screen", Reason::new("doctor-screen-good"))
    } else {
        let what = Reason::new("doctor-screen-lacking").arg("names", lacking.join(" "));
        Finding::bad("screen", what, "doctor-screen-lacking-do")
    };
    let seen = there("dev/input/lianxin-scanner");
    let scanner = Reason::new(if seen { "doctor-scanner-good" } else { "doctor-scanner-none" });
    // Many offices have none: worth a word, not a warning.
    vec![screen, Finding::good("scanner", scanner)]
}

/// Whether a font with a usual name of a Chinese one lies in a folder, so many folders deep.
fn has_chinese_font(folder: &Path, depth: u8) -> bool {
    const NAMES: [&str; 8] = ["cjk", "wqy", "han", "song", "hei", "kai", "uming", "ukai"];
    let Some(deeper) = depth.checked_sub(1) else { return false };
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let font = [".ttf", ".ttc", ".otf"].iter().any(|end| name.ends_with(end));
        font && NAMES.iter().any(|part| name.contains(part)) || entry.path().is_dir() && has_chinese_font(&entry.path(), deeper)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::checkup::Level;

    #[test]
    fn a_terminal_is_told_what_it_lacks_and_other_computers_nothing() {
        let root = tempfile::tempdir().unwrap();
        assert!(look_under(root.path()).is_empty());
        let put = |path: &str| {
            let file = root.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        };
        put("etc/systemd/system/lianxin-kiosk.service");
        put("usr/bin/chromium");
        let found = look_under(root.path());
        assert_eq!(found.first().map(|f| f.level), Some(Level::Bad));
        let names = Reason::new("doctor-screen-lacking").arg("names", "cage xwayland fonts-noto-cjk");
        assert_eq!(found.first().map(|f| f.what.clone()), Some(names));
        put("usr/bin/cage");
        put("usr/bin/Xwayland");
        put("usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc");
        put("dev/input/lianxin-scanner");
        assert!(look_under(root.path()).iter().all(|f| f.level == Level::Good && f.todo.is_none()));
    }
}
