use maud::{Markup, html};

use super::PAGE;
use crate::{
    domain::{
        office::who::{Right, Staff},
        places::grids::{Building, Grid, GridKind, GridLevel, GridPeople, Post, PostRole, Serving},
    },
    faces::{
        office::Office,
        staff::{SignedIn, choice, fact, grid_options, line},
        ui::heads,
        web::Form,
    },
    paperwork::Whose,
};

/// A grid of the list.
pub(super) struct Line {
    pub(super) grid: Grid,
    pub(super) people: GridPeople,
    pub(super) homes: i64,
    pub(super) residents: i64,
}

fn serving(s: Option<&Serving>) -> String {
    let phone = |s: &Serving| s.phone.as_ref().map(ToString::to_string).unwrap_or_default();
    s.map(|s| format!("{} {}", s.name, phone(s))).unwrap_or_default()
}

/// Households outside what a grid should have warn, never refuse.
fn bounds(office: &Office, g: &Grid, homes: i64) -> Markup {
    let (least, most) = (i64::from(g.households.0), i64::from(g.households.1));
    let key = if homes > most { "grid-too-many" } else { "grid-too-few" };
    html! {
        @if g.level == GridLevel::Small && homes > 0 && !(least..=most).contains(&homes) {
            span.tag.amber { (office.t.get(key)) }
        }
    }
}

pub(super) fn list(office: &Office, who: &SignedIn, rows: &[Line]) -> Markup {
    let t = &office.t;
    let body = html! {
        p.actions {
            @if who.may(Right::EditPeople) {
                a.button.primary href="/office/grids/new" { (t.get("grid-new")) }
                a.button href="/office/grids/boundaries" { (t.get("boundaries")) }
            }
            a.button href="/office/statistics/map" { (t.get("stats-map")) }
        }
        @if rows.is_empty() { p.empty { (t.get("grid-none")) } } @else {
            table.list {
                thead { tr {
                    th scope="col" { (t.get("grid-name")) } th scope="col" { (t.get("grid-level")) }
                    th scope="col" { (t.get("post-leader")) } th scope="col" { (t.get("post-worker")) }
                    th.num scope="col" { (t.get("grid-households")) } th.num scope="col" { (t.get("grid-residents")) }
                } }
                tbody { @for r in rows { tr {
                    td { a href={ "/office/grids/" (r.grid.id) } { (r.grid.name) } " " span.soft.mono { (r.grid.code.tail()) } }
                    td.nowrap { (level(office, &r.grid)) }
                    td { (serving(r.people.leader())) }
                    td { (serving(r.people.worker())) }
                    td.num { (r.homes) " " (bounds(office, &r.grid, r.homes)) }
                    td.num { (r.residents) }
                } } }
            }
        }
    };
    office.page(who, &PAGE, &t.get("office-grids"), body)
}

fn level(office: &Office, g: &Grid) -> String {
    let t = &office.t;
    let level = if g.level == GridLevel::Large { "grid-large" } else { "grid-small" };
    let kind = if g.kind == GridKind::Dedicated { "grid-dedicated" } else { "grid-basic" };
    format!("{} · {}", t.get(level), t.get(kind))
}

/// Everything on a grid's page.
pub(super) struct Sheet {
    pub(super) grid: Grid,
    pub(super) posts: Vec<(Post, Staff)>,
    pub(super) staff: Vec<Staff>,
    pub(super) buildings: Vec<Building>,
    pub(super) homes: i64,
    pub(super) residents: i64,
}

pub(super) fn detail(office: &Office, who: &SignedIn, s: &Sheet, form: &Form) -> Markup {
    let t = &office.t;
    let g = &s.grid;
    let body = html! {
        div.columns {
            div {
                section.panel { h2 { (t.get("grid-posts")) } (posts(office, who, s)) }
                @if who.may(Right::ManageUsers) { section.panel { h2 { (t.get("post-assign")) } (assign(office, s, form)) } }
                section.panel {
                    h2 { (t.get("office-buildings")) }
                    @if s.buildings.is_empty() { p.empty { (t.get("building-none")) } } @else {
                        p { @for b in &s.buildings { span.tag { (b.estate) (b.name) } " " } }
                    }
                }
            }
            section.panel {
                h2 { (t.get("household-facts")) }
                dl.facts {
                    (fact(&office.t, "grid-code", g.code.as_str()))
                    (fact(&office.t, "grid-level", &level(office, g)))
                    dt { (t.get("grid-households")) } dd { (s.homes) " " (bounds(office, g, s.homes)) }
                    (fact(&office.t, "grid-residents", &s.residents.to_string()))
                    (fact(&office.t, "grid-note", &g.note))
                }
                div.actions {
                    a.button href={ "/office/households?grid=" (g.id) } { (t.get("office-households")) }
                    @if who.may(Right::EditPeople) {
                        a.button href={ "/office/grids/" (g.id) "/edit" } { (t.get("people-edit")) }
                    }
                }
                @if who.may(Right::Print) && s.homes > 0 { (cards(office, g, form)) }
            }
        }
    };
    office.page(who, &PAGE, &g.name, body)
}

/// The contact cards of the grid: of those who have none, or of all anew.
fn cards(office: &Office, g: &Grid, form: &Form) -> Markup {
    let t = &office.t;
    let whose = Whose::ALL.map(|w| (w.key().to_owned(), t.get(&format!("cards-of-{}", w.key()))));
    html! {
        details.act open[form.error("purpose").is_some() || form.error("whose").is_some()] {
            summary { (t.get("card-print-grid")) }
            form method="post" action={ "/office/grids/" (g.id) "/cards.pdf" } target="_blank"
                data-confirm=(t.get("cards-sure")) {
                (office.token())
                (choice(t, form, "whose", "cards-whose", whose, false))
                (line(t, form, "purpose", "card-purpose", "", true))
                p.actions { button.primary { (t.get("card-print")) } }
            }
        }
    }
}

fn posts(office: &Office, who: &SignedIn, s: &Sheet) -> Markup {
    let t = &office.t;
    let today = office.app.clock.today();
    html! {
        @if s.posts.is_empty() { p.empty { (t.get("grid-no-posts")) } } @else {
            table.list {
                (heads(t, &["post-role", "resident-name", "resident-phone", "post-from", "post-to"]))
                tbody { @for (p, staff) in &s.posts { tr {
                    td { (t.get(&format!("post-{}", p.role.key()))) }
                    td { (staff.name) " " span.soft { (staff.title) } }
                    td.nowrap { (staff.phone.as_ref().map(ToString::to_string).unwrap_or_default()) }
                    td.nowrap { (p.from) }
                    td {
                        @match p.to {
                            Some(to) => (to),
                            None => @if who.may(Right::ManageUsers) {
                                form.nowrap method="post" action={ "/office/posts/" (p.id) "/end" } {
                                    (office.token())
                                    input.small type="date" name="to" value=(today) size="10" required
                                        aria-label=(t.get("post-to"));
                                    button.small { (t.get("post-end")) }
                                }
                            }
                        }
                    }
                } } }
            }
        }
    }
}

fn assign(office: &Office, s: &Sheet, form: &Form) -> Markup {
    let t = &office.t;
    let roles = PostRole::ALL.map(|r| (r.key().to_owned(), t.get(&format!("post-{}", r.key()))));
    let staff = s.staff.iter().map(|p| (p.id.to_string(), format!("{} {}", p.name, p.title)));
    html! {
        @if s.staff.is_empty() { p.empty { (t.get("staff-none")) } } @else {
            form method="post" action={ "/office/grids/" (s.grid.id) "/posts" } {
                (office.token())
                div.thirds {
                    (choice(&office.t, form, "staff", "resident-name", staff, true))
                    (choice(&office.t, form, "role", "post-role", roles, false))
                    (line(&office.t, form, "from", "post-from", "date", true))
                }
                p.actions { button.primary { (t.get("post-assign")) } }
            }
        }
    }
}

pub(super) fn form(office: &Office, who: &SignedIn, g: Option<&Grid>, large: &[Grid], form: &Form) -> Markup {
    let t = &office.t;
    let action = g.map_or_else(|| "/office/grids/new".to_owned(), |g| format!("/office/grids/{}/edit", g.id));
    let options = |keys: [&str; 2]| keys.map(|k| (k.to_owned(), t.get(&format!("grid-{k}"))));
    let body = html! {
        form.panel method="post" action=(action) {
            (office.token())
            div.halves {
                (line(&office.t, form, "name", "grid-name", "", true))
                (line(&office.t, form, "code", "grid-code", "", true))
                (choice(&office.t, form, "level", "grid-level", options(["small", "large"]), false))
                (choice(&office.t, form, "parent", "grid-parent", grid_options(large), true))
                (choice(&office.t, form, "kind", "grid-kind", options(["basic", "dedicated"]), false))
                div.halves {
                    (line(&office.t, form, "households-least", "grid-households-least", "number", true))
                    (line(&office.t, form, "households-most", "grid-households-most", "number", true))
                }
            }
            (line(&office.t, form, "note", "grid-note", "", false))
            p.actions { button.primary { (t.get("people-save")) } a.button href="/office/grids" { (t.get("people-cancel")) } }
        }
    };
    let title = g.map_or_else(|| t.get("grid-new"), |g| g.name.clone());
    office.page(who, &PAGE, &title, body)
}
