//! A community without boundaries: its grids as tiles, grouped by large grid, in the same shades.
use maud::{Markup, html};

use super::choropleth::{Area, DARK, WIDE, shade};

/// A tile's width and height, the room between, and a heading's height.
const TILE: (u32, u32) = (158, 58);
const BETWEEN: u32 = 10;
const HEAD: u32 = 28;
/// Characters of a name at most.
const NAME_MOST: usize = 11;

/// Tiles of areas; those of one large grid stand together under its name.
pub(super) fn tiles(areas: &[&Area], classes: &[(i64, i64, usize)], told: &str) -> Markup {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 860
    let wide = WIDE as u32;
    let each = (wide + BETWEEN) / (TILE.0 + BETWEEN);
    let mut groups: Vec<(&str, Vec<&Area>)> = Vec::new();
    for a in areas {
        match groups.iter_mut().find(|(name, _)| *name == a.large) {
            Some((_, group)) => group.push(a),
            None => groups.push((&a.large, vec![a])),
        }
    }
    let headed = groups.len() > 1 || groups.first().is_some_and(|(name, _)| !name.is_empty());
    let (mut y, mut placed) = (0, Vec::new());
    for (name, group) in groups {
        let top = y;
        y += if headed { HEAD } else { 0 };
        let first = y;
        let at = (0..).zip(&group).map(|(i, a)| ((i % each) * (TILE.0 + BETWEEN), first + i / each * (TILE.1 + BETWEEN), *a));
        let at: Vec<_> = at.collect();
        y = at.last().map_or(y, |(_, y, _)| y + TILE.1 + BETWEEN) + 4;
        placed.push((top, name, at));
    }
    html! {
        svg.chart.map viewBox={ "0 0 " (wide) " " (y) } width=(wide) height=(y) role="group" aria-label=(told) {
            @for (top, name, group) in &placed {
                @if headed { text.name.strong x="0" y=(top + 18) { (name) } }
                @for (x, y, a) in group {
                    @let class = if shade(classes, a.n) >= DARK { "label light" } else { "label" };
                    (a.link(&html! {
                        rect.{ "c" (shade(classes, a.n)) }
                        x=(x) y=(y) width=(TILE.0) height=(TILE.1) rx="4" { title { (a.name) ": " (a.n) } }
                    }))
                    text class=(class) x=(x + 10) y=(y + 23) { (fitted(&a.name)) }
                    text class={ (class) " strong" } x=(x + 10) y=(y + 44) { (a.n) }
                }
            }
        }
    }
}

fn fitted(name: &str) -> String {
    if name.chars().count() <= NAME_MOST {
        return name.to_owned();
    }
    name.chars().take(NAME_MOST - 1).chain(['…']).collect()
}
