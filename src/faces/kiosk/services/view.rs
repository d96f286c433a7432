//! Pages of the catalogue.
use maud::{Markup, html};

use crate::{
    domain::matters::catalog::{Category, Found, ItemType, LifeSituation, Material, Offer, Refused},
    faces::kiosk::{
        icons::{icon, of_category, of_service, of_situation},
        input::{Keys, TextInput},
        shell::{Frame, Screen, back, next, pager},
    },
    i18n::Locale,
};

/// The ways into the catalogue, side by side.
fn ways(f: &Frame, here: &str) -> Markup {
    let all = [
        ("/apply", "people", "kiosk-by-situation"),
        ("/apply/by/category", "grid", "kiosk-by-category"),
        ("/apply/search", "search", "kiosk-by-search"),
    ];
    html! {
        nav.ways {
            @for (to, drawing, words) in all {
                a href=(to) aria-current=[(to == here).then_some("page")] { (icon(drawing)) span { (f.get(words)) } }
            }
        }
    }
}

/// What has happened in your life.
pub(super) fn situations(f: &Frame, used: &[LifeSituation]) -> Markup {
    let body = html! {
        (ways(f, "/apply"))
        div.choosers #kinds data-pages {
            @for s in used {
                a.chooser href={ "/apply/situation/" (s.code()) } { (icon(of_situation(*s))) span { (f.get(s.key())) } }
            }
        }
        (pager(f, "kinds"))
    };
    let title = f.get("kiosk-apply-title");
    f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions: back(f, "/home"), idle: f.idle(), kind: "choose" })
}

/// The categories.
pub(super) fn categories(f: &Frame, used: &[Category]) -> Markup {
    let body = html! {
        (ways(f, "/apply/by/category"))
        div.choosers #kinds data-pages {
            @for c in used {
                a.chooser href={ "/apply/category/" (c.code()) } { (icon(of_category(*c))) span { (f.get(c.key())) } }
            }
            a.chooser.quiet href="/refused" { (icon("ban")) span { (f.get("kiosk-refused-tile")) } }
        }
        (pager(f, "kinds"))
    };
    let title = f.get("kiosk-apply-title");
    f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions: back(f, "/home"), idle: f.idle(), kind: "choose" })
}

fn name<'a>(f: &Frame, offer: &'a Offer) -> &'a str {
    if f.t().locale() == Locale::En { &offer.spec.name_en } else { &offer.spec.name }
}

fn service(f: &Frame, offer: &Offer) -> Markup {
    html! {
        a.service href={ "/s/" (offer.service.code) } {
            (icon(of_service(&offer.spec.icon, offer.spec.category)))
            span { (name(f, offer)) }
        }
    }
}

/// Services of one kind.
pub(super) fn list(f: &Frame, title: &str, before: &str, all: &[&Offer]) -> Markup {
    let say = html! {
        (f.hint("kiosk-list-hint"))
    };
    let body = html! {
        div.services #services data-pages { @for offer in all { (service(f, offer)) } }
        (pager(f, "services"))
    };
    f.draw(&Screen { title, step: None, say, body, actions: back(f, before), idle: f.idle(), kind: "choose" })
}

/// Kinds of problems, each starting its form at once.
pub(super) fn reports(f: &Frame, all: &[&Offer]) -> Markup {
    let say = html! {
        (f.hint("kiosk-report-hint"))
    };
    let body = html! {
        div.choosers.reports #kinds data-pages {
            @for offer in all {
                form method="post" action={ "/s/" (offer.service.code) } {
                    (f.token())
                    button.chooser type="submit" {
                        (icon(of_service(&offer.spec.icon, offer.spec.category)))
                        span { (name(f, offer)) }
                    }
                }
            }
        }
        (pager(f, "kinds"))
    };
    let title = f.get("kiosk-report-title");
    f.draw(&Screen { title: &title, step: None, say, body, actions: back(f, "/home"), idle: f.idle(), kind: "choose" })
}

/// Search, and what it found.
pub(super) fn search(f: &Frame, query: &str, found: Option<&[Found<'_>]>) -> Markup {
    let line = TextInput {
        name: "q",
        label: "ask",
        value: query,
        keys: Keys::Text,
        max: 40,
        lines: false,
        offers: &[],
        unit: "",
        example: &f.get("kiosk-search-example"),
        wrong: false,
    };
    let found = found.map(|all| {
        html! {
            @if all.is_empty() { p.empty { (icon("info")) span { (f.t().with("kiosk-search-none", &[("query", query)])) } } }
            @else {
                div.services #services data-pages {
                    @for one in all {
                        @match one {
                            Found::Offer(offer) => (service(f, offer)),
                            Found::Refused(r) => (refused_link(f, r)),
                        }
                    }
                }
                (pager(f, "services"))
            }
        }
    });
    // What was found takes the place of the keys; one touch brings them back with what was asked.
    if let Some(found) = found {
        let title = f.t().with("kiosk-search-found", &[("query", query)]);
        let again = html! {
            form method="post" action="/apply/search" {
                (f.token())
                input type="hidden" name="q" value=(query);
                button type="submit" name="again" value="1" { (icon("edit")) span { (f.get("kiosk-search-again")) } }
            }
        };
        let actions = html! { (back(f, "/apply")) (again) };
        return f.draw(&Screen {
            title: &title,
            step: None,
            say: html! {},
            body: found,
            actions,
            idle: f.idle(),
            kind: "choose",
        });
    }
    let body = html! {
        form #q method="post" action="/apply/search" { (f.token()) (line.draw(f)) }
    };
    let title = f.get("kiosk-search-title");
    let actions = html! { (back(f, "/apply")) (next("q", &f.get("kiosk-search"))) };
    f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions, idle: f.idle(), kind: "form" })
}

fn refused_link(f: &Frame, r: &Refused) -> Markup {
    let words = if f.t().locale() == Locale::En { &r.name_en } else { &r.name };
    html! { a.service.refused href={ "/refused/" (r.code) } { (icon("ban")) span { (words) } } }
}

/// A material's second line: what matters of it, original and copies.
pub(in crate::faces::kiosk) fn material_note(f: &Frame, m: &Material) -> Markup {
    let mut parts: Vec<String> = m.note.iter().cloned().collect();
    if m.original {
        parts.push(f.get("kiosk-material-original"));
    }
    if m.copies > 0 {
        parts.push(f.t().with("kiosk-material-copies", &[("n", &m.copies.to_string())]));
    }
    if !m.required {
        parts.push(f.get("kiosk-material-maybe"));
    }
    html! { @if !parts.is_empty() { small { (parts.join("；")) } } }
}

/// The limit in words: nothing is promised before acceptance.
pub(in crate::faces::kiosk) fn limit(f: &Frame, item_type: ItemType, days: u16) -> String {
    if days == 0 || item_type == ItemType::Immediate {
        return f.get("kiosk-limit-same-day");
    }
    f.t().with("kiosk-limit-days", &[("n", &days.to_string())])
}

/// Whether the notice can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Print {
    /// The office has no printer.
    Cannot,
    /// It can.
    Can,
    /// It was sent to the printer just now.
    Sent,
}

/// One matter is begun, another is wanted: nothing is thrown away without asking.
pub(super) fn instead(f: &Frame, held: &str, wanted: &Offer) -> Markup {
    let words = f.t().with("kiosk-instead-text", &[("held", held), ("wanted", name(f, wanted))]);
    let body = html! {
        p.told.large { (icon("info")) span { (words) } }
        form #instead method="post" action={ "/s/" (wanted.service.code) } {
            (f.token()) input type="hidden" name="instead" value="1";
        }
    };
    let title = f.get("kiosk-instead-title");
    let actions = html! {
        button type="submit" form="instead" { (icon("cross")) span { (f.get("kiosk-instead-do")) } }
        a.button.primary href="/form" { (icon("edit")) span { (f.get("kiosk-instead-keep")) } }
    };
    f.draw(&Screen { title: &title, step: None, say: html! {}, body, actions, idle: f.idle_form(), kind: "problem-screen" })
}

/// Everything a service needs, told once.
pub(super) fn guide(f: &Frame, offer: &Offer, held: bool, print: Print) -> Markup {
    let s = &offer.spec;
    let who = if f.t().locale() == Locale::En { &s.who_en } else { &s.who };
    let fact = |drawing: &str, key: &str, words: Markup| {
        html! { li.fact { (icon(drawing)) div { p.fact-name { (f.get(key)) } p.fact-words { (words) } } } }
    };
    let body = html! {
        div.guide {
            section.bring {
                h2 { (f.get("kiosk-guide-bring")) }
                @if s.materials.is_empty() {
                    p.nothing { (icon("check")) span { (f.get("kiosk-guide-nothing")) } }
                } @else {
                    ol #bring data-pages { @for m in &s.materials { li { strong { (m.name) } (material_note(f, m)) } } }
                    (pager(f, "bring"))
                }
            }
            section.knows { ul.facts #facts data-pages {
                (fact("person", "kiosk-guide-who", html! { (who) }))
                (fact("clock", "kiosk-guide-limit", html! { (limit(f, s.item_type, s.limit_days)) }))
                (fact("coins", "kiosk-guide-fee", html! {
                    @match &s.fee { Some(fee) => (fee), None => (f.get("kiosk-guide-free")) }
                }))
                (fact("book", "kiosk-guide-policy", html! {
                    @for p in s.policy.iter().take(3) { span.policy { "《" (p.title) "》" @if let Some(n) = &p.number { (n) } } }
                }))
            } (pager(f, "facts")) }
        }
    };
    let title = name(f, offer).to_owned();
    let words = f.get(if held { "kiosk-guide-go-on" } else { "kiosk-guide-start" });
    let actions = html! {
        (back(f, "/apply"))
        @if print == Print::Can {
            form method="post" action={ "/s/" (offer.service.code) "/notice" } {
                (f.token())
                button type="submit" { (icon("printer")) span { (f.get("kiosk-guide-print")) } }
            }
        }
        form method="post" action={ "/s/" (offer.service.code) } {
            (f.token())
            button.primary type="submit" { span { (words) } (icon("next")) }
        }
    };
    let say = html! {
        @if print == Print::Sent { p.good role="status" { (icon("printer")) span { (f.get("kiosk-guide-printing")) } } }
    };
    f.draw(&Screen { title: &title, step: None, say, body, actions, idle: f.idle_form(), kind: "guide-screen" })
}

/// The certificates that a committee must not issue.
pub(super) fn refused_list(f: &Frame, all: &[Refused]) -> Markup {
    let say = html! {
        (f.hint("kiosk-refused-list-hint"))
    };
    let body = html! {
        div.services #services data-pages { @for r in all { (refused_link(f, r)) } }
        (pager(f, "services"))
    };
    let title = f.get("kiosk-refused-list");
    f.draw(&Screen {
        title: &title,
        step: None,
        say,
        body,
        actions: back(f, "/apply/by/category"),
        idle: f.idle(),
        kind: "choose",
    })
}

/// Why not, and where to go instead.
pub(super) fn refused(f: &Frame, r: &Refused) -> Markup {
    let title = if f.t().locale() == Locale::En { &r.name_en } else { &r.name };
    let body = html! {
        div.instead {
            section { h2 { (icon("ban")) (f.get("kiosk-refused-why")) } p { (r.why) } }
            section.go { h2 { (icon("walk")) (f.get("kiosk-refused-go")) } p { (r.instead) } }
            p.basis { (f.get("kiosk-refused-basis")) }
        }
    };
    f.draw(&Screen {
        title,
        step: None,
        say: html! {},
        body,
        actions: back(f, "/refused"),
        idle: f.idle(),
        kind: "refused-screen",
    })
}
