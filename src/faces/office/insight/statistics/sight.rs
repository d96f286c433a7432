//! What somebody sees of the figures: everything, one grid that was chosen, or the grids that are their own.
use std::sync::Arc;

use maud::{Markup, html};

use super::href;
use crate::{
    base::{Day, Failure, Id},
    domain::{
        insight::figures::{Figure, Of, count},
        places::{grids::Grid, reader::Reader},
        registry::registers::Table,
    },
    faces::{
        office::Office,
        staff::{SignedIn, grid_options},
        ui::{Field, charts::Part, select},
        web::Form,
    },
};

/// Grids on one page at most: the rest is on the next.
const GRIDS_MOST: usize = 100;

/// Who looks, and at what.
pub(super) struct Sight<'a> {
    pub(super) office: &'a Office,
    pub(super) who: &'a SignedIn,
    pub(super) reader: Reader,
    /// The grids that one may see, in order.
    pub(super) grids: Vec<Grid>,
    /// Whether one sees everything.
    pub(super) wide: bool,
    /// The grid that was chosen.
    pub(super) grid: Option<Id<Grid>>,
    from: usize,
}

impl<'a> Sight<'a> {
    /// From an address: `grid`, and `from` where there are many grids. A grid that one may not see is as if it were not there.
    pub(super) fn of(office: &'a Office, who: &'a SignedIn, form: &Form) -> Result<Self, Failure> {
        let app = &office.app;
        let reader = who.reader(app)?;
        let (grids, wide) = (reader.grids(&app.store)?, reader.sees_everywhere());
        let said: Option<Id<Grid>> = form.value("grid").parse().ok();
        if said.is_some_and(|g| !grids.iter().any(|x| x.id == g)) {
            return Err(Failure::NotFound);
        }
        // Whoever has one grid always looks at it.
        let only = if wide { None } else { grids.first().filter(|_| grids.len() == 1).map(|g| g.id) };
        let from = form.value("from").parse().unwrap_or(0);
        Ok(Sight { office, who, reader, grids, wide, grid: said.or(only), from })
    }
    pub(super) fn today(&self) -> Day {
        self.reader.today()
    }
    /// The grids that are looked at: the chosen one with its small ones, or all that one may see.
    fn inside(&self) -> impl Iterator<Item = &Grid> {
        self.grids.iter().filter(|g| self.grid.is_none_or(|one| g.id == one || g.parent == Some(one)))
    }
    /// Whether that is more than one, so that they are told apart.
    pub(super) fn several(&self) -> bool {
        self.inside().count() > 1
    }
    /// The places whose sum is shown.
    fn places(&self) -> Vec<Option<Id<Grid>>> {
        match (self.grid, self.wide) {
            (None, true) => vec![None],
            _ => self.inside().map(|g| Some(g.id)).collect(),
        }
    }
    /// A figure in one place, with its rows.
    pub(super) fn at(&self, of: &Of, grid: Option<Id<Grid>>) -> Result<Part, Failure> {
        let figure = Figure { of: of.clone(), grid };
        let n = count(&self.office.app.store, &figure, self.today())?;
        Ok(Part { n, href: Some(href(&figure)) })
    }
    /// A figure in everything that is looked at; rows of several grids are on several pages.
    pub(super) fn all(&self, of: &Of) -> Result<Part, Failure> {
        let places = self.places();
        let mut sum = Part::default();
        for place in &places {
            let part = self.at(of, *place)?;
            sum.n += part.n;
            sum.href = part.href.filter(|_| places.len() == 1);
        }
        Ok(sum)
    }
    /// Sums of something else than figures over everything that is looked at.
    pub(super) fn sum<T>(&self, mut add: impl FnMut(Option<Id<Grid>>) -> Result<T, Failure>) -> Result<Vec<T>, Failure> {
        self.places().into_iter().map(&mut add).collect()
    }
    /// Whether everything that is looked at lies in one place, so that a figure of it has one list of rows.
    pub(super) fn place(&self) -> Option<Option<Id<Grid>>> {
        match self.places().as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
    /// Whether figures of items are shown: to who sees the items themselves.
    pub(super) fn sees_items(&self) -> bool {
        self.reader.sees_items_by_grid() && self.places().into_iter().all(|p| self.reader.sees_items_in(p))
    }
    /// The grids that are told apart: those without smaller ones under them and those that count for something themselves;
    /// a page of them.
    pub(super) fn shown(&self, counts: impl Fn(&Grid) -> Result<bool, Failure>) -> Result<Shown<'_>, Failure> {
        let mut all = Vec::new();
        for g in self.inside() {
            let leaf = !self.grids.iter().any(|x| x.parent == Some(g.id));
            if leaf || counts(g)? {
                all.push(g);
            }
        }
        let next = (self.from + GRIDS_MOST < all.len()).then_some(self.from + GRIDS_MOST);
        let previous = (self.from > 0).then(|| self.from.saturating_sub(GRIDS_MOST));
        Ok(Shown { grids: all.into_iter().skip(self.from).take(GRIDS_MOST).collect(), previous, next })
    }
    /// The registers that one may see, in order.
    pub(super) fn tables(&self) -> Result<Vec<Arc<Table>>, Failure> {
        let mut all = self.reader.tables(&self.office.app.store)?;
        all.retain(|t| !t.hidden);
        Ok(all)
    }
    /// The choice of the grid, with other things that are chosen beside it.
    pub(super) fn choice(&self, path: &str, beside: &Markup) -> Markup {
        let t = &self.office.t;
        let any = (self.wide || self.grids.len() > 1)
            .then(|| (String::new(), t.get(if self.wide { "stats-everywhere" } else { "stats-own-grids" })));
        let options: Vec<_> = any.into_iter().chain(grid_options(&self.grids)).collect();
        let form = Form::filled(self.grid.map(|g| ("grid", g.to_string())));
        html! {
            form.filters method="get" action=(path) data-auto {
                (select(t, &form, Field { name: "grid", label: &t.get("household-grid"), ..Field::default() }, &options))
                (beside)
                button { (t.get("office-filter")) }
                span.soft { (t.with("figure-as-of", &[("day", &self.today().to_string())])) }
            }
            // Paper has no filters: it says in words what they chose.
            p.soft.on-paper { @if let Some(g) = self.grids.iter().find(|g| Some(g.id) == self.grid) { (g.name) " · " }
                (t.with("figure-as-of", &[("day", &self.today().to_string())])) }
        }
    }
    /// An address of statistics with the chosen grid.
    pub(super) fn address(&self, path: &str) -> String {
        match self.grid {
            Some(g) => format!("{path}?grid={g}"),
            None => path.to_owned(),
        }
    }
}

/// A page of the grids that are told apart.
pub(super) struct Shown<'a> {
    pub(super) grids: Vec<&'a Grid>,
    previous: Option<usize>,
    next: Option<usize>,
}

impl Shown<'_> {
    /// To the other pages.
    pub(super) fn pager(&self, s: &Sight<'_>, path: &str) -> Markup {
        let t = &s.office.t;
        let path = match s.grid {
            Some(g) => format!("{path}?grid={g}&from="),
            None => format!("{path}?from="),
        };
        html! {
            @if self.previous.is_some() || self.next.is_some() {
                nav.pager aria-label=(t.get("office-pages")) {
                    @if let Some(from) = self.previous { a.button href={ (path) (from) } { (t.get("people-previous-page")) } }
                    @if let Some(from) = self.next { a.button href={ (path) (from) } { (t.get("people-next-page")) } }
                }
            }
        }
    }
}
