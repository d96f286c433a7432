//! What the terminal's papers say, as text.
use crate::{
    app::App,
    base::Failure,
    domain::{
        catalog::{ItemType, Offer},
        grids::{Grid, people_of_grid},
        items::{Item, receipt},
        settings::Settings,
    },
    paper::{Material, Office, ReceiptFacts, ToldFacts},
    store::Read,
};

fn office(settings: Option<&Settings>) -> Office {
    settings.map_or_else(Office::default, |s| Office {
        name: s.community.clone(),
        address: s.address.clone(),
        phone: s.phone.clone(),
        hours: s.hours.clone(),
    })
}

/// The receipt of an item. Papers of the office are in Chinese.
pub(super) fn of_item(app: &App, item: &Item) -> Result<ReceiptFacts, Failure> {
    let (t, settings) = (&app.zh, Settings::load(&app.store)?);
    let spec = app.store.get(item.service)?.read()?;
    let grid = item.grid.map(|g| app.store.find::<Grid>(g)).transpose()?.flatten();
    let people = item.grid.map(|g| people_of_grid(&app.store, g, app.clock.today())).transpose()?;
    let worker = people.as_ref().and_then(|p| p.worker());
    let url =
        settings.as_ref().map(|s| receipt::verify_url(&app.store, item, &s.division, &s.public_host, &app.keys)).transpose()?;
    let ticked = item.materials.iter().filter_map(|m| spec.materials.get(usize::from(*m)));
    let days = item.clock.limit_days.to_string();
    Ok(ReceiptFacts {
        office: office(settings.as_ref()),
        no: item.no.to_string(),
        service: item.title.clone(),
        kind: t.get(spec.item_type.key()),
        applicant: item.applicant.name.as_ref().map(|n| n.masked()).unwrap_or_default(),
        phone: item.applicant.phone.as_ref().map(|p| p.masked()).unwrap_or_default(),
        grid: grid.map(|g| g.name).unwrap_or_default(),
        accepted: item.created.minute(),
        accepted_on: item.created.day().chinese(),
        due: match item.clock.due {
            Some(due) => due.day().chinese(),
            None if item.clock.limit_days == 0 => t.get("kiosk-due-same-day"),
            None => t.with("kiosk-due-after", &[("n", &days)]),
        },
        provisional: item.clock.provisional && item.clock.due.is_some(),
        worker: worker.map(|w| w.name.clone()).unwrap_or_default(),
        worker_phone: worker.and_then(|w| w.phone.as_ref()).map(ToString::to_string).unwrap_or_default(),
        materials: ticked.map(|m| m.name.clone()).collect(),
        query: item.query.to_string(),
        next: vec![t.get("kiosk-receipt-next-words")],
        verify_url: url.unwrap_or_default(),
    })
}

/// What a service needs, told once.
pub(super) fn told(app: &App, offer: &Offer) -> Result<ToldFacts, Failure> {
    let (zh, settings, s) = (&app.zh, Settings::load(&app.store)?, &offer.spec);
    let same_day = s.limit_days == 0 || s.item_type == ItemType::Immediate;
    let material = |m: &crate::domain::catalog::Material| Material {
        name: m.name.clone(),
        form: if m.original { zh.get("kiosk-material-original") } else { String::new() },
        copies: if m.copies > 0 { m.copies.to_string() } else { String::new() },
        note: m.note.clone().unwrap_or_default(),
        ready: false,
    };
    Ok(ToldFacts {
        office: office(settings.as_ref()),
        no: String::new(),
        to: String::new(),
        service: s.name.clone(),
        kind: zh.get(s.item_type.key()),
        limit: if same_day {
            zh.get("kiosk-limit-same-day")
        } else {
            zh.with("kiosk-limit-days", &[("n", &s.limit_days.to_string())])
        },
        who: s.who.clone(),
        place: settings.as_ref().map(|o| o.address.clone()).unwrap_or_default(),
        fee: s.fee.clone().unwrap_or_else(|| zh.get("kiosk-guide-free")),
        materials: s.materials.iter().map(material).collect(),
        steps: Vec::new(),
        basis: s.policy.iter().map(|p| format!("《{}》{}", p.title, p.number.as_deref().unwrap_or_default())).collect(),
        date: app.clock.today().chinese(),
    })
}
