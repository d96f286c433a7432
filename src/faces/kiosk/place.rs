//! The picker of places: estate → building → unit → room, as tiles, a page at a time. What is picked so far is in the draft.
use maud::{Markup, html};

use super::{
    icons::icon,
    session::Session,
    shell::{Frame, pager},
};
use crate::{
    app::App,
    base::{Failure, Id},
    domain::{
        matters::items::Draft,
        places::grids::{Building, House, natural},
    },
    faces::web::Form,
    store::{Dir, PAGE_MOST, Range, Read},
};

const ESTATE: &str = "_pick.estate";
const BUILDING: &str = "_pick.building";
const UNIT: &str = "_pick.unit";

/// How far a pick goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Depth {
    Building,
    /// A building and its unit, if it has any.
    Unit,
    Room,
}

/// What has been picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Picked {
    pub building: Building,
    /// The place in words.
    pub words: String,
}

/// One level of the picker.
struct Level {
    ask: &'static str,
    name: &'static str,
    tiles: Vec<(String, String)>,
    so_far: String,
}

fn buildings(app: &App) -> Result<Vec<Building>, Failure> {
    let mut all = app.store.list(&Range::<Building>::table(), Dir::Forward, PAGE_MOST)?;
    all.sort_by_key(|b| (natural(&b.estate), natural(&b.name)));
    Ok(all)
}

fn picked_building(app: &App, draft: &Draft) -> Result<Option<Building>, Failure> {
    let id = draft.answers.get(BUILDING).and_then(|b| b.parse::<u64>().ok());
    id.map(|id| app.store.find(Id::new(id))).transpose().map(Option::flatten)
}

/// The level to show, or what is picked when it is deep enough.
fn level(app: &App, draft: &Draft, depth: Depth) -> Result<Result<Picked, Level>, Failure> {
    let Some(building) = picked_building(app, draft)? else {
        let all = buildings(app)?;
        let mut estates: Vec<&str> = all.iter().map(|b| b.estate.as_str()).collect();
        estates.dedup();
        let estate =
            draft.answers.get(ESTATE).cloned().or_else(|| estates.first().filter(|_| estates.len() == 1).map(|e| e.to_string()));
        let Some(estate) = estate else {
            let tiles = estates.iter().map(|e| (e.to_string(), e.to_string())).collect();
            return Ok(Err(Level { ask: "kiosk-pick-estate", name: "estate", tiles, so_far: String::new() }));
        };
        let own = all.iter().filter(|b| b.estate == estate);
        let tiles = own.map(|b| (b.id.to_string(), b.name.clone())).collect();
        return Ok(Err(Level { ask: "kiosk-pick-building", name: "building", tiles, so_far: estate }));
    };
    let words = format!("{}{}", building.estate, building.name);
    if depth == Depth::Building {
        return Ok(Ok(Picked { building, words }));
    }
    let houses = app.store.list(&House::BY_PLACE.under(building.id), Dir::Forward, PAGE_MOST)?;
    let mut units: Vec<&str> = houses.iter().map(|h| h.unit.as_str()).collect();
    units.dedup();
    let unit = draft
        .answers
        .get(UNIT)
        .map(String::as_str)
        .or_else(|| units.first().copied().filter(|_| units.len() <= 1))
        .map(str::to_owned);
    if unit.is_none() && !units.is_empty() {
        let mut tiles: Vec<(String, String)> = units.iter().map(|u| (u.to_string(), u.to_string())).collect();
        if depth == Depth::Unit {
            tiles.push(("*".into(), String::new()));
        }
        return Ok(Err(Level { ask: "kiosk-pick-unit", name: "unit", tiles, so_far: words }));
    }
    let unit = unit.filter(|u| u != "*").unwrap_or_default();
    let words = format!("{words}{unit}");
    if depth == Depth::Unit {
        return Ok(Ok(Picked { building, words }));
    }
    let rooms = houses.iter().filter(|h| h.unit == unit);
    let tiles = rooms.map(|h| (h.id.to_string(), h.room.clone())).collect();
    Ok(Err(Level { ask: "kiosk-pick-room", name: "room", tiles, so_far: words }))
}

/// Starts a pick anew.
pub(super) fn clear(draft: &mut Draft) {
    draft.answers.retain(|k, _| !k.starts_with("_pick."));
}

/// Takes one touch of the picker. Gives what is picked when it is complete.
pub(super) async fn touch(app: &App, session: &mut Session, form: &Form, depth: Depth) -> Result<Option<Picked>, Failure> {
    let (name, value) = (form.value("level").to_owned(), form.value("v").to_owned());
    if name == "room" {
        let draft = session.draft().cloned();
        let id = value.parse::<u64>().map(Id::<House>::new).ok();
        let house = id.map(|id| app.store.find(id)).transpose()?.flatten();
        let building = draft.map(|d| picked_building(app, &d)).transpose()?.flatten();
        return Ok(house.zip(building).filter(|(h, b)| h.building == b.id).map(|(house, building)| {
            let words = format!("{}{}{}{}室", building.estate, building.name, house.unit, house.room);
            Picked { building, words }
        }));
    }
    session
        .change(app, move |_, draft| {
            let key = match name.as_str() {
                "estate" => ESTATE,
                "building" => BUILDING,
                "unit" => UNIT,
                _ => {
                    let deepest = [UNIT, BUILDING, ESTATE].into_iter().find(|k| draft.answers.contains_key(*k));
                    deepest.map(|k| draft.answers.remove(k));
                    return Ok(());
                }
            };
            draft.answers.insert(key.to_owned(), value.chars().take(40).collect());
            Ok(())
        })
        .await?;
    let Some(draft) = session.draft() else { return Ok(None) };
    Ok(level(app, draft, depth)?.ok())
}

/// The picker of a level as a screen shows it.
pub(super) struct Picker {
    /// Key of the heading.
    pub ask: &'static str,
    /// What is picked so far.
    pub say: Markup,
    pub body: Markup,
    /// The way back to the level before, if something is picked.
    pub again: Markup,
}

/// The picker, posting to `action`.
pub(super) fn draw(app: &App, f: &Frame, draft: &Draft, depth: Depth, action: &str) -> Result<Picker, Failure> {
    let level = match level(app, draft, depth)? {
        Ok(_) => return Ok(Picker { ask: "kiosk-pick-building", say: html! {}, body: html! {}, again: html! {} }),
        Err(level) => level,
    };
    let started = draft.answers.keys().any(|k| k.starts_with("_pick."));
    let say = html! { @if !level.so_far.is_empty() { p.hint { (icon("building")) " " strong { (level.so_far) } } } };
    let again = html! {
        @if started {
            form method="post" action=(action) {
                (f.token()) input type="hidden" name="level" value="up";
                button type="submit" { (icon("undo")) span { (f.get("kiosk-pick-again")) } }
            }
        }
    };
    let body = html! {
        @if level.tiles.is_empty() { p.empty { (f.get("kiosk-pick-none")) } }
        div.picks #places data-pages {
            @for (value, words) in &level.tiles {
                button.pick.wide[words.chars().count() > 6] type="submit" name="v" value=(value) form="place" {
                    @if words.is_empty() {
                        (f.get(if value == "*" { "kiosk-pick-whole" } else { "kiosk-pick-no-unit" }))
                    } @else { (words) }
                }
            }
        }
        form #place method="post" action=(action) { (f.token()) input type="hidden" name="level" value=(level.name); }
        (pager(f, "places"))
    };
    Ok(Picker { ask: level.ask, say, body, again })
}
