use std::collections::BTreeMap;

use crate::{
    domain::registry::registers::definition::{About, Kind, Table},
    sheets::Cell,
};

/// A column of a register's sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The entry's number; empty in rows that are new.
    Id,
    /// The grid's name or code.
    Grid,
    /// The resident's name.
    Name,
    /// The resident's citizen number.
    Number,
    /// The household's head.
    Head,
    /// The address of the household or the house.
    Place,
    /// A field, by its place in the table.
    Field(usize),
    /// First day.
    From,
    /// Planned last day.
    Until,
    /// Ended on.
    EndedOn,
    /// Ended for.
    EndedWhy,
}

/// The headings that every register has; no field may be called so.
pub const HEADINGS: [&str; 8] = ["编号", "网格", "姓名", "公民身份号码", "户主", "住址", "结束日期", "结束原因"];

/// The columns of a table's sheet, in order.
pub fn columns(t: &Table) -> Vec<Column> {
    let mut out = vec![Column::Id, Column::Grid];
    out.extend_from_slice(match t.about {
        About::Resident => &[Column::Name, Column::Number, Column::Place],
        About::Household => &[Column::Head, Column::Place],
        About::House => &[Column::Place],
        About::None => &[],
    });
    out.extend((0..t.fields.len()).filter(|i| t.fields.get(*i).is_some_and(|f| !f.hidden)).map(Column::Field));
    out.push(Column::From);
    if !t.until.is_empty() {
        out.push(Column::Until);
    }
    out.extend([Column::EndedOn, Column::EndedWhy]);
    out
}

/// A column's heading, in Chinese in every language: files go between offices.
pub fn heading(t: &Table, c: Column) -> &str {
    let [id, grid, name, number, head, place, on, why] = HEADINGS;
    match c {
        Column::Id => id,
        Column::Grid => grid,
        Column::Name => name,
        Column::Number => number,
        Column::Head => head,
        Column::Place => place,
        Column::Field(i) => t.fields.get(i).map_or("", |f| &f.name),
        Column::From => &t.from,
        Column::Until => &t.until,
        Column::EndedOn => on,
        Column::EndedWhy => why,
    }
}

/// The table's name as spreadsheets take it for a sheet.
pub fn sheet_name(t: &Table) -> String {
    t.name.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(30).collect()
}

/// Other words for the columns that all registers have.
const WORDS: [(Column, &[&str]); 4] = [
    (Column::Number, &["身份证号", "身份证号码", "身份证", "证件号码"]),
    (Column::Place, &["地址", "家庭住址", "居住地址", "现住址", "房屋地址"]),
    (Column::Grid, &["所属网格", "网格名称"]),
    (Column::Head, &["户主姓名"]),
];

/// A heading as it is compared: without blanks, stars and what stands in brackets.
fn bare(s: &str) -> String {
    let s = s.split(['(', '（']).next().unwrap_or(s);
    s.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '＊' | ':' | '：')).collect()
}

/// The row of headings among the first ones, and where each column stands. `None` if fewer than two are known.
pub(super) fn find_header(t: &Table, rows: &[Vec<Cell>]) -> Option<(usize, BTreeMap<Column, usize>)> {
    let known = columns(t);
    let column = |text: &str| {
        let said = bare(text);
        let named = known.iter().copied().find(|c| bare(heading(t, *c)) == said);
        let field = || {
            let at = t.fields.iter().position(|f| !f.hidden && f.words.iter().any(|w| bare(w) == said));
            at.map(Column::Field)
        };
        let other = || WORDS.iter().find(|(c, w)| known.contains(c) && w.contains(&said.as_str())).map(|(c, _)| *c);
        named.filter(|_| !said.is_empty()).or_else(field).or_else(other)
    };
    let read = |row: &Vec<Cell>| {
        let mut at = BTreeMap::new();
        for (i, c) in row.iter().enumerate() {
            if let Some(c) = column(&c.text()) {
                at.entry(c).or_insert(i);
            }
        }
        at
    };
    let all = rows.iter().take(10).map(read).enumerate();
    all.filter(|(_, at)| at.len() >= 2).max_by_key(|(i, at)| (at.len(), std::cmp::Reverse(*i)))
}

/// What a cell says for a kind of value: texts as they are written, all else narrowed and trimmed.
pub(super) fn said(cell: &Cell, kind: Kind) -> String {
    match (cell, kind) {
        (Cell::Text(s), Kind::Text | Kind::LongText) => s.replace("\r\n", "\n").trim().to_owned(),
        // Excel counts days from 1899-12-30; a serial lost its date format.
        (Cell::Number(n), Kind::Date) if (1.0..70_000.0).contains(n) && n.fract() == 0.0 => {
            crate::base::Day(*n as i32 - 25_569).to_string()
        }
        (Cell::Text(s), Kind::Date) => s.trim().split(' ').next().unwrap_or_default().to_owned(),
        (c, _) => c.text(),
    }
}
