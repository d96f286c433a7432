//! Which figure the map shows, and the grids with their numbers.
use actix_web::HttpRequest;

use super::{
    choropleth::Area,
    map_view::{self, Choice, Measure},
    sight::Sight,
};
use crate::{
    base::{Failure, Id},
    domain::{
        insight::figures::{Ages, Of},
        matters::items::{self, REPORTED},
        places::grids::{
            Grid,
            boundary::{Boundary, Shape, boundaries},
        },
        registry::{
            people::{HOUSEHOLDS_BY_GRID, Trait},
            registers,
            visits::VISITED,
        },
    },
    faces::{
        office::{
            Office,
            registry::registers::{note_look, word},
        },
        staff::{May, needs, query_form},
        ui::charts::Part,
        web::{Form, Reply, page},
    },
    store::Read,
};

pub(super) async fn show(who: May<needs::SeePeople>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let sight = Sight::of(&office, &who, &Form::default())?;
    let all = choices(&sight)?;
    let chosen = all.iter().find(|c| c.key == form.value("show")).or(all.first()).ok_or(Failure::NotFound)?;
    if let Measure::Of(Of::Entries(table, _)) = &chosen.measure {
        note_look(&office, &who, &*registers::table(&office.app.store, table)?, None).await?;
    }
    let shapes = boundaries(&office.app.store)?;
    let (areas, around) = areas(&sight, &chosen.measure, shapes)?;
    Ok(page(map_view::page(&sight, &all, chosen, &areas, &around)))
}

fn choices(s: &Sight<'_>) -> Result<Vec<Choice>, Failure> {
    let t = &s.office.t;
    let month = s.today().month();
    let people = [
        ("households", "stats-households", Of::Households),
        ("residents", "figure-residents", Of::Residents(Ages::ANY, None)),
        ("aged", "stats-60", Of::Residents(Ages::least(60), None)),
        ("very-aged", "stats-80", Of::Residents(Ages::least(80), None)),
        ("floating", "residence-floating", Of::Trait(Trait::Residence, 3)),
        ("visits", "stats-visits-now", Of::monthly(&VISITED, month)),
    ];
    let one = |key: &str, words: &str, measure| Choice { key: key.to_owned(), words: t.get(words), module: None, measure };
    let mut all: Vec<_> = people.into_iter().map(|(key, words, of)| one(key, words, Measure::Of(of))).collect();
    if s.sees_items() {
        all.push(one("open", "stats-open-now", Measure::Open));
        all.push(one("reported", "stats-reported-now", Measure::Of(Of::monthly(&REPORTED, month))));
    }
    for table in s.tables()? {
        all.push(Choice {
            key: format!("table-{}", table.code),
            words: word(t, &table.name, &table.en).to_owned(),
            module: Some(table.module.key()),
            measure: Measure::Of(Of::Entries(table.code.clone(), None)),
        });
    }
    Ok(all)
}

fn measured(s: &Sight<'_>, m: &Measure, grid: Id<Grid>) -> Result<Part, Failure> {
    match m {
        Measure::Of(of) => s.at(of, Some(grid)),
        Measure::Open => {
            let n = items::board_of_grid(&s.office.app.store, grid)?.open();
            Ok(Part { n, href: Some(format!("/office/items?state=open&grid={grid}")) })
        }
    }
}

/// The grids that are told apart, and the outlines of the large ones around them.
fn areas(s: &Sight<'_>, m: &Measure, mut shapes: Vec<Boundary>) -> Result<(Vec<Area>, Vec<Shape>), Failure> {
    let store = &s.office.app.store;
    let mut take = |grid: Id<Grid>| {
        let at = shapes.iter().position(|b| b.grid == grid)?;
        Some(shapes.swap_remove(at).shape)
    };
    let (mut out, mut around) = (Vec::new(), Vec::new());
    for g in &s.grids {
        let holds = s.grids.iter().any(|x| x.parent == Some(g.id));
        let shape = take(g.id);
        if holds {
            around.extend(shape.clone());
        }
        let part = measured(s, m, g.id)?;
        if holds && part.n == 0 && store.count(&HOUSEHOLDS_BY_GRID, &g.id)? == 0 {
            continue;
        }
        let parent = s.grids.iter().find(|x| Some(x.id) == g.parent);
        let large = parent.map_or(String::new(), |p| p.name.clone());
        // A large grid's ground is its small grids'; what it counts itself is a tile.
        let shape = shape.filter(|_| !holds);
        out.push(Area { name: g.name.clone(), large, n: part.n, href: part.href, shape });
    }
    Ok((out, around))
}
