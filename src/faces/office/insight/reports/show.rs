//! The forms that there are, one filled in, and as a file.
use actix_web::{HttpRequest, HttpResponse, http::header, web::Path};

use super::{
    Which,
    filling::{for_file, for_screen, parameters, wish},
    open, view,
};
use crate::{
    base::Failure,
    domain::{
        insight::reports::{self, REPORTS_MOST, Report},
        office::who::Right,
        registry::people,
    },
    faces::{
        office::Office,
        staff::{May, needs, query_form, slowly},
        web::{Form, Problem, Reply, XLSX, page},
    },
    store::{Dir, Range, Read},
};

pub(super) async fn list(who: May<needs::SeePeople>, office: Office) -> Reply {
    let app = &office.app;
    let own: Vec<Report> = app.store.list(&Range::table(), Dir::Forward, usize::try_from(REPORTS_MOST).unwrap_or(0))?;
    let (reader, mut seen) = (who.reader(app)?, Vec::new());
    for which in reports::shipped()?.iter().cloned().map(Which::Shipped).chain(own.into_iter().map(|r| Which::Own(Box::new(r)))) {
        if reader.sees_report(&app.store, &which.uses())? && (!which.retired() || who.may(Right::EditCatalogue)) {
            seen.push(which);
        }
    }
    Ok(page(view::list(&office, &who, &seen)))
}

/// Fills beside the request threads: a list reads its entries, a workbook is unpacked.
pub(super) async fn show(who: May<needs::SeePeople>, office: Office, code: Path<String>, req: HttpRequest) -> Reply {
    let app = office.app.clone();
    let reader = who.reader(&app)?;
    let which = open(&app, &reader, &code)?;
    let wish = wish(&app, reader, &who, &which, &query_form(&req))?;
    let may_export = wish.reader.exports_report(&app.store, &which.uses())?;
    let (form, asked): (Which, _) = (which.clone(), wish.clone());
    let filled = slowly(&office.app, move || for_screen(&app, &form, &asked)).await?;
    match filled {
        Ok(shown) => Ok(page(view::form(&office, &who, &which, &wish, &shown, may_export)?)),
        // A list that is too long says so, and which grid may be chosen.
        Err(Failure::Refused(why)) => Ok(page(view::refused(&office, &who, &which, &wish, &why))),
        Err(e) => Err(e.into()),
    }
}

/// A form as a file: what the role sees on the screen; in full with the right to reveal. Lists need what their register's
/// export needs, and a purpose. The line in the log is written before the first byte is sent.
pub(super) async fn export(who: May<needs::SeePeople>, office: Office, code: Path<String>, form: Form) -> Reply {
    let app = office.app.clone();
    let reader = who.reader(&app)?;
    let which = open(&app, &reader, &code)?;
    let uses = which.uses();
    if !reader.exports_report(&app.store, &uses)? {
        return Err(Problem(Failure::refused("report-no-export")));
    }
    let wish = wish(&app, reader, &who, &which, &form)?;
    let plain = form.ticked("plain") && !uses.lists.is_empty();
    if plain && !who.may(Right::Reveal) {
        return Err(Problem(Failure::NotAllowed));
    }
    let purpose = match uses.lists.is_empty() {
        true => String::new(),
        false => people::purpose(form.value("purpose")).ok_or(Failure::refused("purpose-too-short"))?,
    };
    let (by, at) = (who.actor(), app.clock.now());
    let detail = format!("{} {purpose}", parameters(&which, &wish)).trim().to_owned();
    app.store.write(move |tx| reports::exported(tx, (by, at), plain, &detail, (&uses.lists, &purpose))).await?;
    let name = file_name(&which, &wish.asked);
    let made = slowly(&office.app, move || {
        let keys = app.keys.seal.clone();
        for_file(&app, &which, &wish, plain.then_some(&keys))
    });
    let bytes = made.await??;
    Ok(download(&name, bytes, XLSX))
}

fn file_name(which: &Which, asked: &reports::Asked) -> String {
    let when = if which.uses().month { asked.month.to_string() } else { asked.today.to_string() };
    format!("{}-{when}.xlsx", which.name())
}

/// A file under a Chinese name (RFC 5987), with an ASCII one for programs that know no better.
pub(super) fn download(name: &str, bytes: Vec<u8>, media: &str) -> HttpResponse {
    let encoded: String = name
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-._".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    let end = name.rsplit('.').next().filter(|e| e.chars().all(|c| c.is_ascii_alphanumeric())).unwrap_or("bin");
    HttpResponse::Ok()
        .content_type(media)
        .insert_header((
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"report.{end}\"; filename*=UTF-8''{encoded}"),
        ))
        .body(bytes)
}
