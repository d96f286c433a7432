//! Help, read off the workflow table and the roles themselves, so that it never says anything else than the program does.
use actix_web::http::Method;
use maud::html;

use super::{
    Office,
    menu::{Group, Page},
};
use crate::{
    domain::{
        matters::items::{Note, RULES, StateTag, To},
        office::who::Role,
    },
    faces::{
        office::matters::items::who_may,
        staff::SignedIn,
        ui::heads,
        web::{Reply, Routes, endpoint, page},
    },
};

pub(super) const PAGE: Page = Page::listed(Group::Office, 130, "office-help", "/office/help", &show, routes);

fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/help", show)]
}

async fn show(who: SignedIn, office: Office) -> Reply {
    let t = &office.t;
    let word = |kind: &str, key: &str| t.get(&format!("{kind}-{key}"));
    let from = |states: &[StateTag]| match states.len() {
        StateTag::COUNT => t.get("help-from-any"),
        10.. => t.get("help-from-open"),
        _ => states.iter().map(|s| word("state", s.key())).collect::<Vec<_>>().join(&t.get("office-and")),
    };
    let body = html! {
        section.panel {
            h2 { (t.get("help-steps")) }
            p.soft { (t.get("help-steps-about")) }
            table {
                (heads(t, &["help-step", "help-from", "help-to", "help-who", "help-note"]))
                tbody {
                    @for rule in RULES {
                        tr {
                            td.nowrap { b { (word("action", rule.action.key())) } }
                            td { (from(rule.from)) }
                            td {
                                @match rule.to {
                                    To::State(to) => (word("state", to.key())), To::Verdict => (t.get("help-to-verdict")),
                                        To::Stay => (t.get("help-to-stay"))
                                }
                            }
                            td { (who_may(&office, rule.who)) }
                            td {
                                @match rule.note {
                                    Note::Always => { (t.get("help-note-yes")) }
                                    Note::OnBehalf => { (t.get("help-note-on-behalf")) }
                                    Note::No => {}
                                }
                                @for guard in rule.guards { br; small { (word("guard", guard.key())) } }
                                @for choice in rule.choices { br; small { (word("choice", choice.key())) } }
                            }
                        }
                    }
                }
            }
            ul { @for n in 1..=4 { li { (t.get(&format!("help-rule-{n}"))) } } }
        }
        section.panel {
            h2 { (t.get("users-roles")) }
            dl.facts {
                @for role in Role::ALL { dt { (word("role", role.key())) } dd { (t.get(&format!("role-{}-about", role.key()))) } }
            }
        }
        section.panel {
            h2 { (t.get("help-keys")) }
            dl.facts {
                dt { kbd { "/" } } dd { (t.get("help-key-search")) }
                dt { kbd { "Tab" } } dd { (t.get("help-key-tab")) }
                dt { kbd { "Alt + N" } } dd { (t.get("help-key-new")) }
                dt { kbd { "Ctrl + P" } } dd { (t.get("help-key-print")) }
            }
        }
    };
    Ok(page(office.page(&who, &PAGE, &t.get("office-help"), body)))
}
