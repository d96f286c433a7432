//! References to cells (`B3`, `$B$3:$D$9`, `4:6`, `'表 1'!B3`) in formulas, names and attributes, and how they move when rows
//! are put in.

/// One end of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The column with its mark: `$B`; empty for whole rows.
    pub(super) column: String,
    /// The row is fixed (`$`).
    pub(super) fixed: bool,
    /// The row, from 1.
    pub(super) row: u32,
}

impl End {
    fn write(&self, out: &mut String) {
        out.push_str(&self.column);
        if self.fixed {
            out.push('$');
        }
        out.push_str(&self.row.to_string());
    }
}

/// A column's number, from 0, of its letters; `None` beyond XFD.
pub(super) fn column_of(letters: &str) -> Option<u16> {
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut n = 0u16;
    for b in letters.bytes() {
        if !b.is_ascii_alphabetic() {
            return None;
        }
        n = n * 26 + u16::from(b.to_ascii_uppercase() - b'A') + 1;
    }
    (n <= 16_384).then(|| n - 1)
}

/// A column's letters.
pub(super) fn letters(column: u16) -> String {
    let (mut n, mut out) = (column + 1, Vec::new());
    while n > 0 {
        out.push(char::from(b'A' + u8::try_from((n - 1) % 26).unwrap_or(0)));
        n = (n - 1) / 26;
    }
    out.into_iter().rev().collect()
}

/// `B3` as row and column from 0.
pub(super) fn cell_of(s: &str) -> Option<(u32, u16)> {
    let s = s.replace('$', "");
    let at = s.find(|c: char| c.is_ascii_digit())?;
    let (column, row) = s.split_at_checked(at)?;
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1).filter(|r| *r < 1_048_576)?, column_of(column)?))
}

/// `B3:D9` or `B3`, from 0: top, left, bottom, right.
pub(super) fn area_of(s: &str) -> Option<[(u32, u16); 2]> {
    let (a, b) = s.split_once(':').unwrap_or((s, s));
    Some([cell_of(a)?, cell_of(b)?])
}

/// Rewrites every reference of a formula: the closure is given the sheet's name, if one stands before it, and both ends.
pub(super) fn rewritten(formula: &str, mut to: impl FnMut(Option<&str>, &mut End, Option<&mut End>)) -> String {
    let s: Vec<char> = formula.chars().collect();
    let at = |i: usize| s.get(i).copied().unwrap_or('\0');
    let (mut out, mut i, mut sheet) = (String::with_capacity(formula.len()), 0, None::<String>);
    while i < s.len() {
        let c = at(i);
        if c == '"' {
            let end = quoted(&s, i, '"');
            out.extend(s.iter().take(end).skip(i));
            i = end;
        } else if c == '\'' {
            let end = quoted(&s, i, '\'');
            out.extend(s.iter().take(end).skip(i));
            if at(end) == '!' {
                let name: String = s.iter().take(end.saturating_sub(1)).skip(i + 1).collect();
                sheet = Some(name.replace("''", "'"));
                out.push('!');
                i = end + 1;
                continue;
            }
            i = end;
        } else if let Some((mut a, next)) = end_at(&s, i) {
            let second = (at(next) == ':').then(|| end_at(&s, next + 1)).flatten();
            let second = second.filter(|(b, _)| b.column.is_empty() == a.column.is_empty());
            match second {
                Some((mut b, after)) if !word(at(after)) && at(after) != '(' => {
                    to(sheet.as_deref(), &mut a, Some(&mut b));
                    a.write(&mut out);
                    out.push(':');
                    b.write(&mut out);
                    i = after;
                }
                _ if !a.column.is_empty() && !word(at(next)) && !matches!(at(next), '(' | '!') => {
                    to(sheet.as_deref(), &mut a, None);
                    a.write(&mut out);
                    i = next;
                }
                _ => i = copy_word(&s, i, &mut out, &mut sheet),
            }
            if !matches!(at(i), '!') && !out.ends_with('!') {
                sheet = None;
            }
            continue;
        } else if word(c) || c == '$' {
            i = copy_word(&s, i, &mut out, &mut sheet);
            if out.ends_with('!') {
                continue;
            }
        } else {
            out.push(c);
            i += 1;
        }
        sheet = None;
    }
    out
}

/// What a name or a number is made of.
fn word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?' | ']' | '[')
}

/// Copies a name, a function or a number; a name before `!` is a sheet's.
fn copy_word(s: &[char], from: usize, out: &mut String, sheet: &mut Option<String>) -> usize {
    let mut i = from;
    while s.get(i).is_some_and(|c| word(*c) || *c == '$') {
        i += 1;
    }
    let i = i.max(from + 1);
    let said: String = s.iter().take(i).skip(from).collect();
    out.push_str(&said);
    if s.get(i) == Some(&'!') {
        out.push('!');
        *sheet = Some(said);
        return i + 1;
    }
    i
}

/// Behind the closing quote; a doubled one stands for itself.
fn quoted(s: &[char], from: usize, quote: char) -> usize {
    let mut i = from + 1;
    while let Some(c) = s.get(i) {
        if *c == quote {
            if s.get(i + 1) != Some(&quote) {
                return i + 1;
            }
            i += 1;
        }
        i += 1;
    }
    s.len()
}

/// One end of a reference that begins here, and where it ends.
fn end_at(s: &[char], from: usize) -> Option<(End, usize)> {
    let mut i = from;
    let dollar = |i: &mut usize| {
        let is = s.get(*i) == Some(&'$');
        *i += usize::from(is);
        is
    };
    let fixed_column = dollar(&mut i);
    let start = i;
    while s.get(i).is_some_and(char::is_ascii_alphabetic) {
        i += 1;
    }
    let name: String = s.iter().take(i).skip(start).collect();
    let (column, fixed) = if name.is_empty() {
        // A whole row: its only mark is the row's.
        (String::new(), fixed_column)
    } else {
        column_of(&name)?;
        (format!("{}{name}", if fixed_column { "$" } else { "" }), dollar(&mut i))
    };
    let start = i;
    while s.get(i).is_some_and(char::is_ascii_digit) {
        i += 1;
    }
    let row: u32 = s.iter().take(i).skip(start).collect::<String>().parse().ok()?;
    (row > 0 && row <= 1_048_576).then_some((End { column, fixed, row }, i))
}

/// A formula moved by rows and columns, as filling down moves it: only what is not fixed.
pub(super) fn moved(formula: &str, rows: i64, columns: i32) -> String {
    let one = |e: &mut End| {
        if !e.fixed {
            e.row = u32::try_from((i64::from(e.row) + rows).max(1)).unwrap_or(1);
        }
        if let Some(n) = column_of(&e.column).filter(|_| !e.column.starts_with('$')) {
            e.column = letters(u16::try_from((i32::from(n) + columns).max(0)).unwrap_or(0));
        }
    };
    rewritten(formula, |_, a, b| {
        one(a);
        if let Some(b) = b {
            one(b);
        }
    })
}

/// Where rows are put in: behind which row (from 1), and how many.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gaps(pub(super) Vec<(u32, u32)>);

impl Gaps {
    /// Where a row stands afterwards; both from 1.
    pub(super) fn row(&self, row: u32) -> u32 {
        row + self.0.iter().filter(|(after, _)| *after < row).map(|(_, n)| n).sum::<u32>()
    }
    /// Where the last row of a range stands: one that ends where rows are put in takes them in.
    pub(super) fn last(&self, row: u32) -> u32 {
        row + self.0.iter().filter(|(after, _)| *after <= row).map(|(_, n)| n).sum::<u32>()
    }
    /// A formula of a row `own`, which is written at row `to`: references to its own row stay in its row.
    pub(super) fn formula(&self, formula: &str, here: bool, name: &str, own: Option<(u32, u32)>) -> String {
        rewritten(formula, |sheet, a, b| {
            if !sheet.map_or(here, |s| s.eq_ignore_ascii_case(name)) {
                return;
            }
            let owns = |e: &End| own.filter(|(row, _)| sheet.is_none() && e.row == *row).map(|(_, to)| to);
            match b {
                None => a.row = owns(a).unwrap_or_else(|| self.row(a.row)),
                Some(b) => match (owns(a), owns(b)) {
                    (Some(to), Some(_)) => (a.row, b.row) = (to, to),
                    _ => (a.row, b.row) = (self.row(a.row), self.last(b.row)),
                },
            }
        })
    }
    /// The references of an attribute, separated by blanks.
    pub(super) fn areas(&self, refs: &str) -> String {
        let one = |r: &str| {
            rewritten(r, |_, a, b| match b {
                None => a.row = self.row(a.row),
                // A merge of one row stays one; a higher one takes the new rows in.
                Some(b) if a.row == b.row => (a.row, b.row) = (self.row(a.row), self.row(b.row)),
                Some(b) => (a.row, b.row) = (self.row(a.row), self.last(b.row)),
            })
        };
        refs.split(' ').map(one).collect::<Vec<_>>().join(" ")
    }
}
