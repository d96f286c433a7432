use maud::{DOCTYPE, Markup, html};

use actix_web::HttpRequest;

use crate::{
    app::App,
    base::Failure,
    faces::web::{Lang, asset_url},
    i18n::Texts,
};

/// A whole document: `face` names the style sheet and script (`css/<face>.css`, `js/<face>.js`) and marks the body.
pub fn document(t: &Texts, face: &str, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(t.locale().tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " · " (t.get("product")) }
                link rel="icon" href=(asset_url("img/lianxin.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(asset_url(&format!("css/{face}.css")));
                script src=(asset_url(&format!("js/{face}.js"))) type="module" {}
            }
            body class=(face) { (body) }
        }
    }
}

/// The script of one page, beside its face's.
pub fn own_script(path: &str) -> Markup {
    html! { script src=(asset_url(path)) type="module" {} }
}

/// A failure at an address that belongs to no face.
pub fn plain_problem(app: &App, req: &HttpRequest, failure: &Failure, reference: Option<&str>) -> Markup {
    let t = Lang::of(app, req).texts;
    let body = html! {
        main {
            h1 { (t.get("product")) }
            p { (t.failure(failure)) }
            @if let Some(r) = reference { p { (t.with("failure-reference", &[("ref", r)])) } }
        }
    };
    document(&t, "verify", &t.get("product"), body)
}
