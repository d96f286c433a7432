//! Statistics (统计分析): every figure is a counter and leads to its rows. An overview, one register by category and grid,
//! items by month and category, and a map.
mod choropleth;
mod items;
mod map;
mod map_view;
mod overview;
mod overview_view;
mod register;
mod sight;
mod tiles;

use actix_web::http::Method;

use super::figures::href;
use crate::faces::{
    office::{
        Office,
        menu::{Group, Page},
    },
    web::{Routes, endpoint},
};

/// The months that are shown: this one and twelve before it, so that a month stands beside the same a year ago.
const MONTHS: usize = 13;

pub(super) const PAGE: Page = Page::listed(Group::People, 50, "office-statistics", "/office/statistics", &overview::show, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/statistics", overview::show),
        endpoint(Method::GET, "/office/statistics/items", items::show),
        endpoint(Method::GET, "/office/statistics/map", map::show),
        endpoint(Method::GET, "/office/statistics/registers/{table}", register::show),
    ]
}

/// The last months up to a month, the oldest first.
fn months(now: u32) -> Vec<u32> {
    let n = now / 100 * 12 + now % 100 - 1;
    (0..MONTHS as u32).rev().map(|back| n.saturating_sub(back)).map(|n| n / 12 * 100 + n % 12 + 1).collect()
}

/// `26年1月` for a chart's foot: the year where it begins, else the month alone.
fn month_short(office: &Office, month: u32, first: bool) -> String {
    let (y, m) = ((month / 100).to_string(), (month % 100).to_string());
    let key = if first || month % 100 == 1 { "stats-month-of-year" } else { "stats-month" };
    office.t.with(key, &[("year", &y), ("month", &m)])
}

#[cfg(test)]
mod tests {
    #[test]
    fn months_go_over_the_year() {
        let m = super::months(202_601);
        assert_eq!((m.len(), m[0], m[11], m[12]), (13, 202_501, 202_512, 202_601));
        assert_eq!(super::months(202_611)[0], 202_511);
    }
}
