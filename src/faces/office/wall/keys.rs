//! Addresses of big screens: made and revoked by the administrator, shown once.
use actix_web::{HttpRequest, http::StatusCode, web::Path};
use maud::{Markup, html};

use super::super::{Office, admin::settings};
use crate::{
    base::{Failure, Id, Reason, random_token},
    domain::office::accounts::{self, WALL_NAME_MOST, WallKey},
    faces::{
        staff::{May, Names, SignedIn, needs},
        ui::{Field, qr, text_field},
        web::{Form, Reply, page_with, see_other},
    },
};

/// What was just made: the screen's name and its address.
type Made = Option<(String, String)>;

pub(super) async fn show(office: Office, who: May<needs::Settings>) -> Reply {
    draw(&office, &who, StatusCode::OK, &Form::default(), None, None)
}

pub(super) async fn make(office: Office, who: May<needs::Settings>, req: HttpRequest, mut form: Form) -> Reply {
    let (by, at, token, name) = (who.account.id, office.app.clock.now(), random_token()?, form.value("name").to_owned());
    let secret = token.clone();
    let done = office.app.store.write(move |tx| accounts::make_wall(tx, by, &name, &secret, at)).await;
    match form.settled(done) {
        Ok(Some(key)) => {
            let made = Some((key.name, format!("http://{}/wall/{token}", host(&office, &req))));
            draw(&office, &who, StatusCode::OK, &Form::default(), made, None)
        }
        Ok(None) => draw(&office, &who, StatusCode::UNPROCESSABLE_ENTITY, &form, None, None),
        Err(Failure::Refused(why)) => draw(&office, &who, StatusCode::CONFLICT, &form, None, Some(&why)),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn revoke(office: Office, who: May<needs::Settings>, id: Path<u64>, _form: Form) -> Reply {
    let (by, at, id) = (who.account.id, office.app.clock.now(), Id::<WallKey>::new(*id));
    office.app.store.write(move |tx| accounts::revoke_wall(tx, by, id, at)).await?;
    Ok(see_other("/office/wall/key?done=saved"))
}

/// Where other devices reach this computer: as on receipts, else as this browser does.
fn host(office: &Office, req: &HttpRequest) -> String {
    let set = office.settings.as_ref().map(|s| s.public_host.clone()).filter(|h| !h.is_empty());
    set.unwrap_or_else(|| req.connection_info().host().to_owned())
}

fn draw(office: &Office, who: &SignedIn, status: StatusCode, form: &Form, made: Made, refused: Option<&Reason>) -> Reply {
    let t = &office.t;
    let body = html! {
        @if let Some(why) = refused { p.wrong-summary role="alert" { (t.reason(why)) } }
        @if let Some((name, address)) = &made {
            section.panel.wall-made role="status" {
                h2 { (t.with("wall-made", &[("name", name)])) }
                (qr(address, &t.get("wall-qr")))
                p { code.secret { (address) } }
                p { strong { (t.get("wall-once")) } }
                p { (t.get("wall-open-it")) }
            }
        }
        p { (t.get("wall-about")) }
        (list(office)?)
        section.panel.narrow {
            h2 { (t.get("wall-new")) }
            form method="post" action="/office/wall/key" {
                (office.token())
                (text_field(t, form, Field {
                    name: "name",
                    label: &t.get("wall-name"),
                    hint: &t.with("wall-name-hint", &[("n", &WALL_NAME_MOST.to_string())]),
                    required: true,
                    ..Field::default()
                }))
                p.actions { button.primary { (t.get("wall-make")) } }
            }
        }
    };
    Ok(page_with(status, office.page(who, &settings::PAGE, &t.get("wall-keys"), body)))
}

fn list(office: &Office) -> Result<Markup, Failure> {
    let t = &office.t;
    let (names, keys) = (Names::new(&office.app, t), accounts::walls(&office.app.store)?);
    Ok(html! {
        @if keys.is_empty() { p.empty { (t.get("wall-none")) } } @else {
            table.list {
                thead { tr { th { (t.get("wall-name")) } th { (t.get("wall-by")) } th { (t.get("wall-at")) } th {} } }
                tbody {
                    @for key in &keys {
                        tr {
                            td { (key.name) }
                            td { (names.account(key.by)?) }
                            td.nowrap { (key.at.minute()) }
                            td.num {
                                form method="post" action={ "/office/wall/key/" (key.id) "/revoke" }
                                    data-confirm=(t.with("wall-sure", &[("name", &key.name)])) {
                                    (office.token()) button.danger.small { (t.get("wall-revoke")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}
