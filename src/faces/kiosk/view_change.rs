//! The touch that changes how a person wants the screen.
use actix_web::{HttpRequest, http::Method};

use super::{
    page::Page,
    session::Session,
    view::{cookie, here},
};
use crate::{
    app::App,
    faces::web::{Form, Reply, Routes, endpoint, see_other},
};

pub(super) const PAGE: Page = Page::new(routes);

fn routes() -> Routes {
    vec![endpoint(Method::POST, "/view", change)]
}

async fn change(_app: App, session: Session, form: Form, req: HttpRequest) -> Reply {
    let mut answer = see_other(&here(&req));
    answer.add_cookie(&cookie(session.view().toggled(form.value("v")).to_string())).ok();
    Ok(answer)
}
