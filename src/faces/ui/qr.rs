//! QR codes on screens, as SVG.
use maud::{Markup, html};
use qrcode::{Color, EcLevel, QrCode};

/// The code of a text, with its quiet zone; nothing if the text is too long for one.
pub fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M) else { return html! {} };
    let n = code.width();
    let mut path = String::new();
    for (i, dark) in code.to_colors().iter().enumerate() {
        if *dark == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", i % n + 4, i / n + 4));
        }
    }
    let side = n + 8;
    html! {
        svg.qr viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect width=(side) height=(side) fill="#fff" {}
            path d=(path) fill="#000" {}
        }
    }
}
