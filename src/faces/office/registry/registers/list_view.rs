use std::sync::Arc;

use maud::{Markup, html};

use super::{PAGE, word};
use crate::{
    base::Failure,
    domain::{
        insight::{files::VOLUME_MOST, privacy},
        office::who::Right,
        places::{grids::Grid, reader::Reader},
        registry::registers::{self, About, Entry, Field, Filter, Kind, Module, Table, value::shown},
    },
    faces::{
        office::Office,
        staff::{SignedIn, grid_options, line},
        ui::{Field as Line, select},
        web::Form,
    },
    store::Cursor,
};

/// The export on the same page asks for a `purpose` of its own.
pub(super) const VOLUME_PURPOSE: &str = "volume-purpose";

/// What the list of a table is drawn from.
pub(super) struct Listed<'a> {
    pub(super) table: &'a Table,
    pub(super) reader: Reader,
    pub(super) grids: Vec<Grid>,
    pub(super) filter: Filter,
    pub(super) count: Option<i64>,
    pub(super) rows: Vec<(Entry, super::About)>,
    pub(super) next: Option<Cursor>,
    /// The words that were looked for; the list is what was found then.
    pub(super) query: Option<String>,
}

/// Most fields that are columns of a list.
const COLUMNS_MOST: usize = 6;

pub(super) fn modules(office: &Office, who: &SignedIn, tables: &[(Arc<Table>, i64)]) -> Markup {
    let t = &office.t;
    let body = html! {
        @if who.may(Right::EditCatalogue) {
            p.actions { a.button href="/office/registers/tables" { (t.get("registers-tables")) } }
        }
        @for m in Module::ALL {
            @if tables.iter().any(|(x, _)| x.module == m) {
                h2 { (t.get(&format!("module-{}", m.key()))) }
                ul.counters.even {
                    @for (x, n) in tables.iter().filter(|(x, _)| x.module == m) {
                        li { a href={ "/office/registers/" (x.code) } { b { (n) } (word(t, &x.name, &x.en)) } }
                    }
                }
            }
        }
    };
    office.page(who, &PAGE, &t.get("office-registers"), body)
}

pub(super) fn list(office: &Office, who: &SignedIn, l: &Listed<'_>, form: &Form) -> Result<Markup, Failure> {
    let (t, table) = (&office.t, l.table);
    let path = format!("/office/registers/{}", table.code);
    let (imports, exports) = (l.reader.imports_table(table), l.reader.exports_table(table));
    let body = html! {
        p { a href="/office/registers" { (t.get("office-registers")) } " › " (t.get(&format!("module-{}", table.module.key()))) }
        @if table.access == registers::Access::KeyPersons { p.warning { (t.get("registers-key-persons-hint")) } }
        div.register-tools {
            (filters(office, l, form, &path)?)
            form.filters method="post" action=(path) role="search" {
                (office.token())
                div.field {
                    label for="q" { (t.get("registers-search")) }
                    input #q type="search" name="q" maxlength="80" autocomplete="off"
                        value=(l.query.as_deref().unwrap_or_default());
                }
                button { (t.get("people-search")) }
            }
        }
        p.actions {
            @if l.reader.edits_table(table) && !table.hidden {
                a.button.primary href=(new_address(table)) { (t.get("registers-new")) }
            }
            @if imports { a.button href={ (path) "/import" } { (t.get("registers-import")) } }
        }
        @if let Some(q) = &l.query {
            p.soft role="status" {
                (t.with("registers-found", &[("n", &l.rows.len().to_string()), ("q", q)]))
                " "
                a href=(path) { (t.get("office-clear")) }
            }
        } @else if let Some(n) = l.count {
            p.soft role="status" { (t.with("registers-count", &[("n", &n.to_string())])) }
        }
        @if l.rows.is_empty() {
            p.empty { (t.get(if l.query.is_some() { "registers-none-found" } else { "registers-none" })) }
        } @else { (rows(office, l)) }
        @if let Some(next) = &l.next {
            nav.pager { a.button href=(address(&path, &l.filter, Some(next))) rel="next" { (t.get("people-next-page")) } }
        }
        @if l.query.is_none() && table.access == registers::Access::KeyPersons { (approved_export(office, who, l, form, &path)?) }
        @else if exports && l.query.is_none() {
            (export(office, who, &path))
            @if who.may(Right::Print) { (volume(office, &path, &l.filter, form)) }
        }
    };
    Ok(office.page(who, &PAGE, word(t, &table.name, &table.en), body))
}

fn new_address(t: &Table) -> String {
    let last = if t.about == About::None { "new" } else { "pick" };
    format!("/office/registers/{}/{last}", t.code)
}

fn address(path: &str, f: &Filter, next: Option<&Cursor>) -> String {
    let mut q = form_urlencoded::Serializer::new(String::new());
    if let Some(g) = f.grid {
        q.append_pair("grid", &g.to_string());
    }
    if let Some((field, v)) = &f.value {
        q.append_pair("by", &format!("{field}:{v}"));
    }
    if f.ended {
        q.append_pair("ended", "1");
    }
    if let Some(c) = next {
        q.append_pair("after", &c.to_string());
    }
    format!("{path}?{}", q.finish())
}

/// Grid, one counted field with its numbers, and whether the ended ones are listed.
fn filters(office: &Office, l: &Listed<'_>, form: &Form, path: &str) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let mut by = Vec::new();
    for f in l.table.shown().filter(|f| f.count) {
        let values = registers::values(store, &l.table.code, f, l.filter.grid)?;
        by.push((f, values.into_iter().filter(|(_, n)| *n > 0).collect::<Vec<_>>()));
    }
    let chosen = l.filter.value.as_ref().map(|(f, v)| format!("{f}:{v}")).unwrap_or_default();
    let any = (String::new(), t.get("office-any"));
    let grids: Vec<_> = l.reader.sees_everywhere().then_some(any).into_iter().chain(grid_options(&l.grids)).collect();
    Ok(html! {
        form.filters method="get" action=(path) data-auto {
            (select(t, form, Line { name: "grid", label: &t.get("household-grid"), ..Line::default() }, &grids))
            div.field {
                label for="f-by" { (t.get("registers-by")) }
                select #f-by name="by" {
                    option value="" { (t.get("office-any")) }
                    @for (f, values) in &by {
                        @if !values.is_empty() {
                            optgroup label=(word(t, &f.name, &f.en)) {
                                @for (v, n) in values {
                                    @let code = format!("{}:{v}", f.key);
                                    option value=(code) selected[code == chosen] { (v) "（" (n) "）" }
                                }
                            }
                        }
                    }
                }
            }
            label.check { input type="checkbox" name="ended" value="1" checked[l.filter.ended]; (t.get("registers-ended-ones")) }
            button { (t.get("office-filter")) }
        }
    })
}

fn rows(office: &Office, l: &Listed<'_>) -> Markup {
    let (t, table, today) = (&office.t, l.table, office.app.clock.today());
    let personal = l.reader.edits_table(table);
    let columns: Vec<&Field> = table.shown().filter(|f| f.list).take(COLUMNS_MOST).collect();
    let numeric = |f: &Field| matches!(f.kind, Kind::Number | Kind::Decimal | Kind::Money);
    let value = |e: &Entry, f: &Field| e.value(&f.key).map(|v| shown(v, f, personal)).unwrap_or_default();
    html! {
        table.list {
            thead { tr {
                @if table.about != About::None { th scope="col" { (t.get(&format!("about-{}", table.about.key()))) } }
                @for f in &columns { th.num[numeric(f)] scope="col" { (word(t, &f.name, &f.en)) } }
                th scope="col" { (word(t, &table.from, &table.from_en)) }
                th scope="col" { (t.get("registers-state")) }
            } }
            tbody { @for (e, about) in &l.rows { tr {
                @let href = format!("/office/registers/entries/{}", e.id);
                @if table.about != About::None {
                    td {
                        a href=(href) { (if about.name.is_empty() { &about.place } else { &about.name }) }
                        @if !about.name.is_empty() { br; span.soft { (about.place) } }
                    }
                }
                @for (i, f) in columns.iter().enumerate() {
                    td.num[numeric(f)] {
                        @if i == 0 && table.about == About::None { a href=(href) { (value(e, f)) } } @else { (value(e, f)) }
                    }
                }
                td.nowrap { (e.from) }
                td.nowrap { (state(office, e, today)) }
            } } }
        }
    }
}

/// Current, past its planned last day, or ended.
pub(in crate::faces::office) fn state(office: &Office, e: &Entry, today: crate::base::Day) -> Markup {
    let t = &office.t;
    html! {
        @match &e.ended {
            Some(x) => span.tag { (x.reason) },
            None if e.until.is_some_and(|u| u < today) => span.tag.amber { (t.get("registers-state-past")) },
            None => span.tag.green { (t.get("registers-state-current")) },
        }
    }
}

/// Key persons: the forms while a second person's approval holds, else the way to ask for one.
fn approved_export(office: &Office, who: &SignedIn, l: &Listed<'_>, form: &Form, path: &str) -> Result<Markup, Failure> {
    let (t, app, code) = (&office.t, &office.app, &l.table.code);
    let approved = privacy::usable(&app.store, who.account.id, code, app.clock.now())?.is_some();
    Ok(html! {
        @if approved {
            p.info { (t.get("exports-once")) }
            (export(office, who, path))
            @if who.may(Right::Print) { (volume(office, path, &l.filter, form)) }
        } @else {
            p.actions { a.button href={ "/office/privacy/exports?table=" (code) } { (t.get("exports-ask")) } }
        }
    })
}

fn export(office: &Office, who: &SignedIn, path: &str) -> Markup {
    let (t, form) = (&office.t, Form::default());
    html! {
        details.act {
            summary { (t.get("registers-export")) }
            form method="post" action={ (path) "/export" } {
                (office.token())
                p.hint { (t.get("registers-export-hint")) }
                @if who.may(Right::Reveal) {
                    label.check { input type="checkbox" name="plain" value="1"; (t.get("registers-export-plain")) }
                }
                (line(&office.t, &form, "purpose", "report-purpose", "", true))
                p.actions {
                    button.primary name="format" value="xlsx" { (t.get("registers-export-xlsx")) }
                    button name="format" value="csv" { (t.get("registers-export-csv")) }
                }
            }
        }
    }
}

/// The form that prints what the list shows.
fn volume(office: &Office, path: &str, f: &Filter, form: &Form) -> Markup {
    let t = &office.t;
    html! {
        details.act open[form.error(VOLUME_PURPOSE).is_some()] {
            summary { (t.get("volume-print")) }
            form method="post" action={ (path) "/volume.pdf" } target="_blank" {
                (office.token())
                @if let Some(g) = f.grid { input type="hidden" name="grid" value=(g); }
                @if let Some((field, v)) = &f.value { input type="hidden" name="by" value={ (field) ":" (v) }; }
                @if f.ended { input type="hidden" name="ended" value="1"; }
                p.hint { (t.with("volume-hint", &[("most", &VOLUME_MOST.to_string())])) }
                (line(&office.t, form, VOLUME_PURPOSE, "files-purpose", "", true))
                p.actions { button.primary { (t.get("volume-print")) } }
            }
        }
    }
}
