//! Which terminal a request comes from. From the first enrolled one on, only enrolled ones are served: the gate is around every
//! address of this face but those that phones open and the one that enrols.
mod enrol;
mod gate;
mod heartbeat;

pub(super) use enrol::enrol_link;
pub(super) use gate::gated;

use actix_web::{HttpMessage, HttpRequest};

use super::page::Page;
use super::view::{Layout, View};
use crate::{
    domain::lobby::terminals::{StartView, Terminal},
    faces::web::Routes,
};

/// The cookie by which an enrolled screen is known.
pub(crate) const TERMINAL_COOKIE: &str = "lx_terminal";

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    [enrol::routes(), heartbeat::routes()].into_iter().flatten().collect()
}

/// The enrolled terminal that a request comes from: the gate has looked already.
pub(super) fn of(req: &HttpRequest) -> Option<Terminal> {
    req.extensions().get::<Terminal>().cloned()
}

/// What everybody at this terminal begins with.
pub(super) fn usual_view(req: &HttpRequest) -> View {
    let setup = req.extensions().get::<Terminal>().map(|t| t.setup.clone()).unwrap_or_default();
    let layout = match setup.view {
        StartView::Normal => Layout::Normal,
        StartView::Large => Layout::Large,
        StartView::Low => Layout::Low,
    };
    View { layout, aloud: setup.aloud, ..View::default() }
}

/// CSS pixels of a millimetre of glass, where the diagonal is set and the screen has said how many pixels it has.
pub(super) fn px_per_mm(terminal: &Terminal) -> Option<f64> {
    let inches = f64::from(terminal.setup.diagonal?) / 10.0;
    let (w, h) = terminal.report.as_ref()?.size?;
    Some(f64::from(w).hypot(f64::from(h)) / (inches * 25.4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{Id, Stamp},
        domain::lobby::terminals::{Report, Setup},
    };

    #[test]
    fn a_millimetre_in_pixels_needs_the_diagonal_and_the_size() {
        let at = Stamp(0);
        let report = |size| Some(Report { at, since: at, version: String::new(), size });
        let terminal = |diagonal, size| Terminal {
            id: Id::new(1),
            name: "大厅".into(),
            place: String::new(),
            by: Id::new(1),
            at,
            code: None,
            enrolled: None,
            revoked: None,
            setup: Setup { diagonal, ..Setup::default() },
            report: report(size),
        };
        // 21.5 inches at 1920 × 1080 are 102.5 pixels an inch.
        let px = px_per_mm(&terminal(Some(215), Some((1920, 1080)))).unwrap();
        assert!((px * 25.4 - 102.46).abs() < 0.01, "{px}");
        assert_eq!(px_per_mm(&terminal(None, Some((1920, 1080)))), None);
        assert_eq!(px_per_mm(&terminal(Some(215), None)), None);
    }
}
