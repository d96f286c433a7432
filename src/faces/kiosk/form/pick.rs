//! Picking a place for a question.
use actix_web::{http::Method, web::Path};
use maud::html;

use super::{field_of, filling, steps};
use crate::{
    app::App,
    domain::matters::catalog::{FieldKind, FieldSpec},
    faces::{
        kiosk::{
            place::{self, Depth},
            session::Session,
            shell::{Frame, Screen, back},
        },
        web::{Form, Lang, Reply, Routes, endpoint, page, see_other},
    },
};

/// The words of the building that was picked last.
const PICKED: &str = "_picked";

/// The addresses of the picker.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::GET, "/form/pick/{key}", show), endpoint(Method::POST, "/form/pick/{key}", touch)]
}

fn depth(field: &FieldSpec) -> Depth {
    if matches!(field.kind, FieldKind::Address) { Depth::Room } else { Depth::Unit }
}

async fn show(app: App, session: Session, lang: Lang, key: Path<String>) -> Reply {
    let (draft, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let field = field_of(&offer, &key)?;
    let f = Frame::of(&app, lang, &session);
    let action = format!("/form/pick/{}", field.key);
    let picker = place::draw(&app, &f, &draft, depth(field), &action)?;
    let title = f.get(picker.ask);
    let actions = html! { (back(&f, &format!("/form/q/{}", field.key))) (picker.again) };
    Ok(page(f.draw(&Screen {
        title: &title,
        step: None,
        say: picker.say,
        body: picker.body,
        actions,
        idle: f.idle_form(),
        kind: "pick-screen",
    })))
}

async fn touch(app: App, mut session: Session, key: Path<String>, form: Form) -> Reply {
    let (_, offer) = match filling(&app, &session)? {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let field = field_of(&offer, &key)?.clone();
    let here = format!("/form/pick/{}", field.key);
    if form.value("level") == "start" {
        session.set(&app, place::clear).await?;
        return Ok(see_other(&here));
    }
    let Some(picked) = place::touch(&app, &mut session, &form, depth(&field)).await? else { return Ok(see_other(&here)) };
    // A problem's place still wants words («三楼走廊»); an address is complete.
    let complete = depth(&field) == Depth::Room;
    let to = session
        .change(&app, move |_, d| {
            place::clear(d);
            d.answers.insert(steps::BUILDING.into(), picked.building.id.to_string());
            if complete {
                steps::keep(d, &field.key, Some(picked.words));
                return Ok("/form".to_owned());
            }
            // What was written beyond the building picked before stays: «楼道的灯».
            let old = steps::value(d, &field);
            let before = d.answers.insert(PICKED.into(), picked.words.clone()).unwrap_or_default();
            let rest = old.strip_prefix(before.as_str()).unwrap_or(&old).to_owned();
            steps::keep_typed(d, &field, &format!("{}{rest}", picked.words));
            Ok(format!("/form/q/{}", field.key))
        })
        .await?;
    Ok(see_other(&to))
}
