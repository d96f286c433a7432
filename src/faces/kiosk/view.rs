//! How a person wants the screen: larger print, everything within reach from a wheelchair, high contrast, read aloud. It is one
//! touch away on every screen, lives in a cookie for this person only, and ends with the session.
use std::fmt;

use actix_web::{
    HttpRequest, HttpResponse,
    cookie::{Cookie, SameSite},
};

/// The cookie that holds the view.
const VIEW_COOKIE: &str = "lx_view";

/// How large, and where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Layout {
    /// Body text of 34 px.
    #[default]
    Normal,
    /// 大字: body text of 44 px, fewer things on a screen.
    Large,
    /// 低位: everything that is touched lies in the lower half.
    Low,
}

/// How a screen is drawn for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    /// Large print or low controls; one or neither, for both do not fit a lying screen.
    pub layout: Layout,
    /// White and yellow on black.
    pub contrast: bool,
    /// Prompts are read aloud.
    pub aloud: bool,
}

impl View {
    /// Reads what `Display` writes; words that are unknown count for nothing.
    pub(super) fn parse(text: &str) -> Self {
        text.split('.').take(4).fold(View::default(), View::with)
    }
    /// The view of a request: the person's own, else what the terminal starts with.
    pub(super) fn of(req: &HttpRequest, usual: View) -> Self {
        req.cookie(VIEW_COOKIE).map_or(usual, |c| View::parse(c.value()))
    }
    fn with(self, word: &str) -> Self {
        match word {
            "large" => View { layout: Layout::Large, ..self },
            "low" => View { layout: Layout::Low, ..self },
            "contrast" => View { contrast: true, ..self },
            "aloud" => View { aloud: true, ..self },
            _ => self,
        }
    }
    /// Another touch on the same button takes it back.
    pub(super) fn toggled(self, word: &str) -> Self {
        let back = |layout: Layout| if self.layout == layout { Layout::Normal } else { layout };
        match word {
            "large" => View { layout: back(Layout::Large), ..self },
            "low" => View { layout: back(Layout::Low), ..self },
            "contrast" => View { contrast: !self.contrast, ..self },
            "aloud" => View { aloud: !self.aloud, ..self },
            _ => self,
        }
    }
    /// Whether a word of the view is on.
    pub(super) fn has(self, word: &str) -> bool {
        self.toggled(word) != self && self.with(word) == self
    }
    /// The layout's name on the screen's element.
    pub(super) const fn layout_name(self) -> &'static str {
        match self.layout {
            Layout::Normal => "normal",
            Layout::Large => "large",
            Layout::Low => "low",
        }
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.layout_name())?;
        if self.contrast {
            f.write_str(".contrast")?;
        }
        if self.aloud {
            f.write_str(".aloud")?;
        }
        Ok(())
    }
}

/// Where the button was touched. What comes in a header is anybody's.
pub(super) fn here(req: &HttpRequest) -> String {
    let from = req.headers().get("referer").and_then(|r| r.to_str().ok());
    path(&from.and_then(|r| r.splitn(4, '/').nth(3)).map_or_else(|| "/home".to_owned(), |p| format!("/{p}")))
}

/// A path of ours, or the first screen.
pub(super) fn path(path: &str) -> String {
    let plain =
        path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '?' | '=' | '&' | '%' | '+' | '.'));
    if plain && path.starts_with('/') && !path.starts_with("//") { path.to_owned() } else { "/home".to_owned() }
}

pub(super) fn cookie(value: String) -> Cookie<'static> {
    Cookie::build(VIEW_COOKIE, value).path("/").http_only(true).same_site(SameSite::Strict).finish()
}

/// The next person begins with what the terminal starts with.
pub(super) fn forget(answer: &mut HttpResponse) {
    answer.add_removal_cookie(&cookie(String::new())).ok();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_as_it_is_written() {
        for layout in [Layout::Normal, Layout::Large, Layout::Low] {
            for (contrast, aloud) in [(false, false), (true, false), (false, true), (true, true)] {
                let view = View { layout, contrast, aloud };
                assert_eq!(View::parse(&view.to_string()), view);
            }
        }
        assert_eq!(View::parse("huge..large.x"), View { layout: Layout::Large, ..View::default() });
    }

    #[test]
    fn a_second_touch_takes_it_back_and_large_and_low_exclude_each_other() {
        let large = View::default().toggled("large");
        assert!(large.has("large") && !large.has("low"));
        assert_eq!(large.toggled("large"), View::default());
        assert!(large.toggled("low").has("low") && !large.toggled("low").has("large"));
        assert!(large.toggled("contrast").has("contrast") && large.toggled("contrast").has("large"));
        assert_eq!(large.toggled("nonsense"), large);
    }
}
