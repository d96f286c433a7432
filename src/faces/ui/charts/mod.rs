//! Charts as SVG from plain data: no script, no style attribute, colours by class. Every bar leads to the rows behind it
//! and says its figure; a table with the same figures stands below each chart.
mod bars;
mod canvas;
mod columns;
mod pyramid;
mod scale;
mod table;
#[cfg(test)]
mod tests;

pub use bars::bars;
pub use columns::columns;
pub use pyramid::pyramid;
pub use table::{figure, number, table};

/// The most series of one chart: more colours are not told apart.
pub const SERIES_MOST: usize = 6;

/// One figure of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// How many; a chart takes less than nothing for nothing.
    pub n: i64,
    /// Where its rows are; none where they are on several pages.
    pub href: Option<String>,
}

/// A line of a chart: a grid, a month, a band of ages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// The figures, one for each series.
    pub parts: Vec<Part>,
}

impl Line {
    /// All parts together.
    pub fn sum(&self) -> i64 {
        self.parts.iter().fold(0, |n, p| n.saturating_add(p.n.max(0)))
    }
}

/// What a chart shows: lines by series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// Its title in words.
    pub title: String,
    /// What a line is, as the heading of the table's first column.
    pub by: String,
    /// The series in words, at most [`SERIES_MOST`].
    pub series: Vec<String>,
    /// The lines in order.
    pub lines: Vec<Line>,
}

impl Chart {
    /// Whether there is anything to see.
    pub fn any(&self) -> bool {
        self.lines.iter().any(|l| l.sum() > 0)
    }
    /// `第一网格 · 户籍人口：120`
    fn says(&self, line: &Line, series: usize) -> String {
        let n = line.parts.get(series).map_or(0, |p| p.n);
        match self.series.get(series).filter(|_| self.series.len() > 1) {
            Some(s) => format!("{} · {s}: {n}", line.label),
            None => format!("{}: {n}", line.label),
        }
    }
}
